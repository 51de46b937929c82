"""The commands of `guong`, by room: collect, understand, keep, demo."""
