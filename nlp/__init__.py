"""Understand: text in, tags with evidence out. No database and no network on this floor."""
