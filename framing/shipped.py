"""Where the models that come with the project stand."""

from __future__ import annotations

from pathlib import Path


def model(name: str, language: str = "en") -> Path:
    """The folder of a language's shipped model: inside an installed package, beside it in a checkout.

    >>> model("bias").parts[-3:]
    ('models', 'en', 'bias')
    """
    package = Path(__file__).resolve().parent
    installed = package / "models"
    return (installed if installed.is_dir() else package.parent / "models") / language / name
