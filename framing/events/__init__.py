"""Events, stories and near-copies: which articles report the same event."""

from framing.events.engine import engine
from framing.events.evaluate import evaluate
from framing.events.explain import explain
from framing.events.explanation import Explanation
from framing.events.extending import extend
from framing.events.finding import discover

__all__ = ["Explanation", "discover", "engine", "evaluate", "explain", "extend"]
