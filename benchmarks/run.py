"""All benchmarks, one after the other: `make bench`. Each prints ratios against a named rival in the same run."""

import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run every benchmark in this folder, or those named."""
    here = Path(__file__).parent
    wanted = sys.argv[1:]
    for file in sorted(here.glob("*.py")):
        if file.name != Path(__file__).name and (not wanted or file.stem in wanted):
            print(f"\n== {file.stem}", flush=True)
            sys.argv = [str(file)]
            runpy.run_path(str(file), run_name="__main__")


if __name__ == "__main__":
    main()
