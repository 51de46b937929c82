"""Releases: frozen snapshots that can be cited, checked, and compared with the one before."""

from corpus.releases.changes import Changes
from corpus.releases.kept import Release, check, previous, read
from corpus.releases.making import freeze

__all__ = ["Changes", "Release", "check", "freeze", "previous", "read"]
