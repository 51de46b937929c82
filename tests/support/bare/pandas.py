"""Guong needs no pandas: processes of the tests are as a user's, who has none (and its import takes half a second)."""

raise ImportError("not there")
