"""Named models, exemplary people and figures, each with the span that shows it. Precision before recall."""

from nlp.mentions.figures import find_figures
from nlp.mentions.models import find_models
from nlp.mentions.people import find_people

__all__ = ["find_figures", "find_models", "find_people"]
