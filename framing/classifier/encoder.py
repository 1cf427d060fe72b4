"""Sentence vectors from a small pretrained transformer (MiniLM; Wang and others, 2020), on the processor,
offline.

One sentence at a time on one thread: its integer arithmetic takes its scale from all that it is given at
once, so that only alone a sentence gets the same vector whatever stands beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing import shipped
from framing.classifier.linear import Floats
from framing.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WIDTH = 768
"""Numbers in a sentence vector: the mean of the middle layer over the word pieces, and that of the last."""

_LONGEST = 96  # word pieces; what is longer is read up to there
_FILES = ("embeddings.onnx", "encoder.onnx", "tokenizer.json")
_RESTORE = "restore its folder from the project"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence: its vector, shape (768,); its word pieces as vectors before any layer, for a model that
    goes on from there; and where they stand in it ((0, 0) for marks of the encoder's own)."""

    vector: Floats
    embedded: np.ndarray
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder: word pieces to embeddings, and layers that make a vector of these.

    `sha256` is the digest of both files' digests.
    """

    sha256: str
    embeddings: Any
    layers: Any
    tokenizer: Tokenizer

    def read(self, text: str, *, vector: bool = True) -> Encoded:
        """The vector of one sentence; the same for the same sentence.

        Args:
            vector: without it no layer is run, and the vector is empty.
        """
        cut = self.tokenizer.encode(text)
        (embedded,) = self.embeddings.run(("embedded",), {"ids": np.array([cut.ids], dtype=np.int64)})
        own = np.zeros(0)
        if vector:
            own = self.layers.run(("generic",), {"embedded": embedded})[0][0].astype(np.float64)
        return Encoded(own, embedded, tuple(cut.offsets))


def vectors(texts: Sequence[str], encoder: Encoder) -> Floats:
    """The vectors of sentences, shape (sentences, 768)."""
    return np.array([encoder.read(text).vector for text in texts]).reshape(len(texts), WIDTH)


def available(language: str = "en") -> bool:
    """Whether the encoder's files are there (a checkout without `models` has the fast model at best)."""
    return (shipped.model("sentences", language) / "card.json").is_file()


@cache
def load(folder: Path | None = None, *, language: str = "en") -> Encoder:
    """The encoder of a folder, read once; without one, the shipped encoder for that language.

    Raises:
        ModelError: a file is missing or is not the one that the folder's card names.
    """
    from tokenizers import Tokenizer

    path = folder or shipped.model("sentences", language)
    try:
        digests = json.loads((path / "card.json").read_text(encoding="utf-8"))["sha256"]
        below, layers, words = (checked(path / name, digests[name]) for name in _FILES)
    except FileNotFoundError as exc:
        raise ModelError(f"{path}: {Path(exc.filename).name} is missing", hint=_RESTORE) from exc
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(f"{path}: the encoder is damaged ({exc})", hint=_RESTORE) from exc
    tokenizer = Tokenizer.from_str(words.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    both = hashlib.sha256("".join(digests[name] for name in _FILES[:2]).encode()).hexdigest()
    return Encoder(both, session_of(below), session_of(layers), tokenizer)


def checked(path: Path, sha256: str) -> bytes:
    """The bytes of a file.

    Raises:
        ModelError: they are not those with this digest.
    """
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise ModelError(f"{path}: this is not the file that the card beside it names", hint=_RESTORE)
    return raw


def session_of(raw: bytes) -> Any:
    """A network that runs on one thread of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])
