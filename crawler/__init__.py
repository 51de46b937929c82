"""Collect: sources → pages → articles. Stores pages and articles in the corpus; does not tag."""
