"""Files to articles: nothing is dropped without a reason, and rows keep their text to the letter."""

from framing.corpus.loading import load, stream
from framing.corpus.scoring import evaluate

__all__ = ["evaluate", "load", "stream"]
