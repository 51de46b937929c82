"""A synthetic press for `benchmarks/corpus.py`, and the rivals it is compared with."""
