"""Places: every province, district and commune an article names, as it was then and as it is today.

`find_localities(doc)` is all that other rooms need.
"""

from nlp.localities.find import find_localities

__all__ = ["find_localities"]
