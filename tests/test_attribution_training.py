"""The tagger's training: right slopes, and a model that loads from what it wrote."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from framing.attribution import choose, fit_speakers, network, tagger, train
from framing.attribution.encode import FLAGS
from framing.attribution.find import marked
from framing.attribution.link import link
from framing.attribution.mentions import page_of
from framing.attribution.tokens import tokens
from framing.errors import ModelError
from framing.records import Article
from framing.text import read

SHAPE = network.Shape(width=12, reaches=(1, 2), labels=11, tasks=(4, 3), keep=1.0)


def small_batch(rng: np.random.Generator) -> network.Batch:
    rows, length = 2, 7
    mask = np.ones((rows, length), np.float32)
    mask[1, 4:] = 0
    return network.Batch(
        ids=rng.integers(0, 40, (rows, length, 5)).astype(np.int32),
        flags=rng.random((rows, length, len(FLAGS))).astype(np.float32),
        labels=rng.integers(0, 11, (rows, length)).astype(np.int32),
        tasks=rng.integers(-1, 3, (rows, length, 2)).astype(np.int32),
        mask=mask,
    )


def test_slopes_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((40, 6)).astype(np.float32)
    weights = network.fresh(SHAPE, 6, rng)
    batch = small_batch(rng)

    def loss() -> float:
        return network.slope(SHAPE, weights, vectors, batch, rng, chain=1.0, tasks=0.3)[0]

    _, grads = network.slope(SHAPE, weights, vectors, batch, rng, chain=1.0, tasks=0.3)
    for name in sorted(weights):
        at = np.unravel_index(np.abs(grads[name]).argmax(), grads[name].shape)
        kept = weights[name][at]
        weights[name][at] = kept + 0.01
        above = loss()
        weights[name][at] = kept - 0.01
        below = loss()
        weights[name][at] = kept
        assert (above - below) / 0.02 == pytest.approx(float(grads[name][at]), rel=0.05, abs=2e-3), name


def test_the_chain_sums_over_every_sequence() -> None:
    rng = np.random.default_rng(5)
    scores, moves = rng.standard_normal((1, 4, 3)), rng.standard_normal((3, 3))
    gold = np.array([[0, 2, 1, 1]])

    def total(path: tuple[int, ...]) -> float:
        steps = sum(moves[a, b] for a, b in itertools.pairwise(path))
        return float(sum(scores[0, at, label] for at, label in enumerate(path)) + steps)

    every = [total(path) for path in itertools.product(range(3), repeat=4)]
    wanted = np.log(np.exp(every).sum()) - total((0, 2, 1, 1))
    value, _, _ = network.chain_slope(scores, moves, gold, np.ones((1, 4)))
    assert value == pytest.approx(wanted)


def test_training_writes_a_tagger_that_loads(tmp_path: Path) -> None:
    text = "Ana Lee said the dam was safe. The water rose. Bo Fox said it would fall."
    said = [
        {"content": "the dam was safe", "cue": "said", "source": "Ana Lee"},
        {"content": "it would fall", "cue": "said", "source": "Bo Fox"},
    ]

    def span(part: str, after: int = 0) -> list[dict[str, int]]:
        start = text.index(part, after)
        return [{"start": start, "end": start + len(part)}]

    attributions = [
        {
            "content": span(one["content"]),
            "cue": span("said", text.index(one["source"])),
            "source": span(one["source"]),
            "quote_type": "indirect",
        }
        for one in said
    ]
    rows = [{"id": f"r{n}", "title": "", "text": text, "attributions": attributions} for n in range(12)]
    line = tokens(read(Article("a", None, None, "unknown", "", text)))
    parsed = [
        {
            "id": f"p{n}",
            "title": "",
            "text": text,
            "tag": ["NN"] * len(line),
            "dep": ["dep"] * len(line),
            "head": [0] * len(line),
            "ent": [""] * len(line),
        }
        for n in range(4)
    ]
    gold_path, parsed_path, vectors_path = (tmp_path / name for name in ("gold", "parsed", "vectors.npz"))
    gold_path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    parsed_path.write_text("\n".join(json.dumps(row) for row in parsed), encoding="utf-8")
    words = sorted({token.text.lower() for token in line})
    rng = np.random.default_rng(0)
    np.savez(vectors_path, words=np.array(words), vec=rng.standard_normal((len(words), 8)))
    options = "--widths 16 --seeds 0 --epochs 25 --reaches 1 2 --rate 0.06 --balance 0".split()
    paths = ["--parsed", parsed_path, "--vectors", vectors_path, "--out", tmp_path / "model"]
    train.main([str(gold_path), *map(str, paths), *options])
    model = tagger.load(tmp_path / "model")
    tags = tagger.tag(model, read(Article("a", None, None, "unknown", "", text)), line)
    assert tags.labels[:5] == ("B-SR", "I-SR", "B-Q", "B-CL", "I-CL")
    with pytest.raises(ModelError, match="weights of speakers"):
        choose.load(tmp_path / "model")
    paths = ["--parsed", parsed_path, "--vectors", tmp_path / "model", "--out", tmp_path / "folds"]
    train.main([str(gold_path), *map(str, paths), *options, "--folds", "2"])
    paths = ["--folds", tmp_path / "folds", "--out", tmp_path / "model"]
    fit_speakers.main([str(gold_path), *map(str, paths)])
    line, tags, labels = marked(model, reading := read(Article("a", None, None, "unknown", "", text)))
    page, weights = page_of(line, tags, labels), choose.load(tmp_path / "model")
    spoken = [choose.choose(weights, page, one).speaker[0].of(reading.text) for one in link(line, labels)]
    assert spoken == ["Ana Lee", "Bo Fox"]


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no usable attribution model"):
        tagger.load(tmp_path)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("a", encoding="utf-8")
    (tmp_path / "vectors.npz").write_bytes(b"not a model")
    with pytest.raises(ModelError):
        tagger.load(tmp_path)
