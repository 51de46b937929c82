"""Stories worth running again, ranked, each with the reasons and the words that speak for them."""

from corpus.stories.ranking import Story, judge, keep_signals, stories

__all__ = ["Story", "judge", "keep_signals", "stories"]
