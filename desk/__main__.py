"""`python -m desk` is `guong`."""

from desk.cli import main

if __name__ == "__main__":
    main(prog_name="guong")
