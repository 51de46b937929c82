# Everything a newcomer needs: `make demo` and `make test` set up what they use.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test lint bench train sample-press clean

help:
	@echo "make demo   the whole pipeline on the bundled sample press"
	@echo "make test   lint, types and tests"
	@echo "make bench  speed and quality against named rivals"

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Guong needs Python 3.11 or later; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

setup: $(STAMP)

demo: $(STAMP)
	$(BIN)/guong demo

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

train: $(STAMP)
	$(BIN)/guong train

sample-press: $(STAMP)
	$(BIN)/python datasets/make/sample_press.py

clean:
	rm -rf $(VENV) build *.egg-info data .mypy_cache .ruff_cache .pytest_cache
