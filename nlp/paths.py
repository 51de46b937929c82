"""Where the data folders are: knowledge lives beside the code, not in it."""

import os
from pathlib import Path


def home() -> Path:
    """The folder that holds `datasets/` and `models/`: `$GUONG_HOME`, else the project this code stands in."""
    chosen = os.environ.get("GUONG_HOME")
    return Path(chosen) if chosen else Path(__file__).resolve().parent.parent


def datasets() -> Path:
    """The folder of what people wrote down."""
    return home() / "datasets"


def models() -> Path:
    """The folder of trained classifiers and their cards (`$GUONG_MODELS` replaces it)."""
    chosen = os.environ.get("GUONG_MODELS")
    return Path(chosen) if chosen else home() / "models"
