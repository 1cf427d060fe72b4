"""Compare how different sources cover the same event, and how they frame it.

The names below are the whole interface; each is documented where it is defined. They are loaded when first
used, so that `import framing` is quick.

>>> import framing
>>> framing.Span(0, 5).of("Flood waters")
'Flood'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from framing.version import __version__

if TYPE_CHECKING:
    from framing.attribution.find import find as find_attributions
    from framing.classifier import load as load_classifier
    from framing.classifier import train
    from framing.config import Config
    from framing.errors import FramingError
    from framing.features import measure
    from framing.pipeline import build, compare_event, discover, load, make_report
    from framing.records import Article, Corpus, Discovery, Event, Span
    from framing.tables import to_pandas
    from framing.text import read

__all__ = [
    "Article",
    "Config",
    "Corpus",
    "Discovery",
    "Event",
    "FramingError",
    "Span",
    "__version__",
    "build",
    "compare_event",
    "discover",
    "find_attributions",
    "load",
    "load_classifier",
    "make_report",
    "measure",
    "read",
    "to_pandas",
    "train",
]

_WHERE = {
    "Article": "framing.records",
    "Config": "framing.config",
    "Corpus": "framing.records",
    "Discovery": "framing.records",
    "Event": "framing.records",
    "FramingError": "framing.errors",
    "Span": "framing.records",
    "find_attributions": "framing.attribution:find",
    "build": "framing.pipeline",
    "compare_event": "framing.pipeline",
    "discover": "framing.pipeline",
    "load": "framing.pipeline",
    "load_classifier": "framing.classifier:load",
    "make_report": "framing.pipeline",
    "measure": "framing.features",
    "read": "framing.text",
    "to_pandas": "framing.tables",
    "train": "framing.classifier",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    module, _, inner = _WHERE[name].partition(":")
    return getattr(import_module(module), inner or name)


def __dir__() -> list[str]:
    return sorted(__all__)
