"""Who is quoted or reported saying what, with which verb, named or not, in whose words."""

from framing.attribution.evaluate import evaluate
from framing.attribution.find import find, voices

__all__ = ["evaluate", "find", "voices"]
