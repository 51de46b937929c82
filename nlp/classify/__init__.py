"""Judgements learned from labelled articles: campaign, exemplar, genre, fields, actors, with calibrated scores."""
