"""The forms in which a selection leaves the corpus: one module a form, each a function from records to a file."""
