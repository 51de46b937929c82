"""underthesea's word segmentation model, read once and decoded here.

The model is a linear chain over two tags, a word beginning (B) and a word going on (I), in CRFsuite's binary format
(https://www.chokkan.org/software/crfsuite). An attribute is a window of tokens around the one judged, in one of five
views: as written, in lower case, whether it is a number, whether every token has a capital, whether it is in the
dictionary. Only the lead of I over B decides, so scores are one number, summed per gram and kept; where two paths come
out even, the last bit decides, and the sentence is decoded again in the order in which underthesea adds.
"""

from nlp.crf.decode import Tagger
from nlp.crf.model import FILES, RELEASE, Model, load, plain, read
from nlp.crf.weights import Chain, UnknownModel, read_chain

__all__ = ["FILES", "RELEASE", "Chain", "Model", "Tagger", "UnknownModel", "load", "plain", "read", "read_chain"]
