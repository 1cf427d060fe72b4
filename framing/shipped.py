"""Where the models that come with the project stand."""

from __future__ import annotations

from pathlib import Path


def model(name: str) -> Path:
    """The folder of a shipped model, such as `bias`.

    >>> model("bias").parts[-2:]
    ('models', 'bias')
    """
    return Path(__file__).resolve().parent.parent / "models" / name
