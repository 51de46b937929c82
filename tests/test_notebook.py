"""The notebook of the documents runs from its first cell to its last, and shows what it says."""

import os
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebooks" / "guong.ipynb"


@pytest.fixture(scope="module")
def ran():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        NotebookClient(
            notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}
        ).execute()
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
    return notebook


def said(notebook, beginning):
    """The text a cell gave, by how the cell begins."""
    [cell] = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.startswith(beginning)]
    return "".join(out.get("text", "") or out.get("data", {}).get("text/plain", "") for out in cell.outputs)


def test_no_cell_fails(ran):
    kinds = [out.output_type for cell in ran.cells if cell.cell_type == "code" for out in cell.outputs]
    assert "error" not in kinds


def test_it_builds_a_corpus(ran):
    stored, tagged, _ = said(ran, "import tempfile").strip("()").split(", ", 2)
    assert int(stored) >= 60
    assert tagged == stored


def test_it_searches(ran):
    assert "·" in said(ran, "from corpus.search")


def test_a_span_is_shown_from_the_text(ran):
    assert "CT05-2016" in said(ran, "one = next")


def test_it_makes_a_release_that_is_whole(ran):
    assert said(ran, "import sqlite3").startswith("[] ")


def test_it_is_kept_without_output():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []


def test_it_names_no_machine():
    found = subprocess.run(["grep", "-nE", "/(home|root|work)/", NOTEBOOK], capture_output=True)
    assert found.returncode == 1
