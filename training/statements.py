"""Make the model of statements (needs torch).

python -m training.statements WEIGHTS DATA models/en/statements

DATA holds `events/allsides.jsonl` and `events/basil.jsonl`. The layers learn from `statements.jsonl`, where a
reader says which sentences say the same; the scale comes from the half `tune` of `benchmarks/gold`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from benchmarks._alignment_gold import GoldCell, articles, gold_cells
from benchmarks._alignment_labelled import Labelled, labelled, likeliest
from framing.classifier import encoder
from framing.compare import contextual, similarity
from framing.compare.evidence import EVIDENCE, evidence
from framing.compare.passages import passages
from framing.records import Article
from framing.text import Reading, read
from training.late import FROZEN, MET, Known, Late, Passage, Shipped, learned
from training.network import WIDTH, layer, quantised, read_weights

LABELS = Path(__file__).with_name("statements.jsonl")
LEARNED = 294
"""So many lines the shipped weights learned from; what follows was labelled afterwards."""
REGULARISATION = 0.05  # scikit-learn's C, for standardised evidence
Weights = Mapping[str, torch.Tensor]


def main(weights: Path, data: Path, out: Path) -> None:
    """Read the labels, tune the layers, write them, and set their sum to the scale of cells."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    found = read_weights(weights)
    taught = list(of_reader(data))
    begun = beginning(taught)
    lower = Lower(found)
    events = [known(event, lower, begun) for event in taught]
    print(f"read {len(events)} events", flush=True)
    network = learned(Late(found, begun.weights, begun.intercept), events)
    write(network, found, begun, out)
    scale(data, out)


@dataclass(frozen=True, slots=True, eq=False)
class Beginning:
    """A ridge logistic regression over the evidence alone: where the network begins.

    `mean` and `spread` standardise the evidence, to which `weights` belong.
    """

    mean: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    intercept: float


def beginning(events: Sequence[Labelled]) -> Beginning:
    """Fitted to which sentences readers link; what they name as `partly` the same is left out."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows, same = [], []
    for event in events:
        for (one, two), labels in event.same.items():
            rows.append(evidence(event.sides[one], event.sides[two]).reshape(len(EVIDENCE), -1).T)
            same.append(labels.ravel())
    x, y = np.concatenate(rows), np.concatenate(same)
    scaler = StandardScaler().fit(x[y < 2])
    fitted = LogisticRegression(C=REGULARISATION, max_iter=2000).fit(scaler.transform(x[y < 2]), y[y < 2])
    return Beginning(scaler.mean_, scaler.scale_, fitted.coef_[0], float(fitted.intercept_[0]))


def of_reader(data: Path) -> Iterator[Labelled]:
    """The events of `statements.jsonl` that are learned from; a cell without a link is *not said*."""
    known = {
        article.id: article
        for name in ("allsides", "basil")
        for members in articles(data, name).values()
        for article in members
    }
    for number, line in enumerate(LABELS.read_text(encoding="utf-8").splitlines()[:LEARNED]):
        row = json.loads(line)
        readings = [read(known[name]) for name in row["articles"]]
        yield labelled(
            str(number),
            {each.article.id: each for each in readings},
            list(_cells(str(number), row, readings)),
        )


def _cells(event: str, row: Mapping[str, Any], readings: Sequence[Reading]) -> Iterator[GoldCell]:
    named: dict[tuple[int, int, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for label in ("said", "partly"):
        for one, start, two, at in row[label]:
            here, there = _start(readings[one], start), _start(readings[two], at)
            named[one, here, two][label].add(there)
            if label == "said":
                named[two, there, one][label].add(here)
    empty = {(one, _start(readings[one], at)) for one, at in row["empty"]}
    for one, two in product(range(len(readings)), repeat=2):
        for start in (each.span.start for each in readings[one].sentences if one != two):
            if (one, start) not in empty:
                found = named[one, start, two]
                label = next((each for each in ("said", "partly") if found[each]), "not said")
                names = [readings[at].article.id for at in (one, two)]
                at = tuple(sorted(found[label]))
                yield GoldCell(event, "reader", names[0], start, names[1], label, at, label, None)


def _start(reading: Reading, at: int) -> int:
    """Where the sentence begins that stands at a character: they may have been cut otherwise for readers."""
    sentence = reading.sentence_at(at)
    if sentence is None:
        raise LookupError(f"{reading.article.id}: no sentence at character {at}")
    return sentence.span.start


class Lower:
    """Word pieces of the shipped encoder, and what the frozen layers give for a passage of them."""

    def __init__(self, weights: Weights) -> None:
        self.encoder = encoder.load()
        self.layers = nn.ModuleList(layer(weights, at) for at in range(FROZEN)).eval()

    def of(self, reading: Reading) -> list[Passage]:
        """The passages of an article."""
        found = []
        for passage in passages(
            contextual.cut(self.encoder.tokenizer, reading), **contextual.marks(self.encoder.tokenizer)
        ):
            ids = np.array([passage.pieces], dtype=np.int64)
            with torch.inference_mode():
                x = torch.tensor(self.encoder.embeddings.run(("embedded",), {"ids": ids})[0])
                for each in self.layers:
                    x = each(x)
            found.append(Passage(x[0].to(torch.float16).numpy(), passage.sentences))
        return found


def known(event: Labelled, lower: Lower, begun: Beginning) -> Known:
    """An event as the network learns from it."""
    names = list(event.readings)
    number = {name: at for at, name in enumerate(names)}
    pairs = list(combinations(names, 2))
    return Known(
        [lower.of(event.readings[name]) for name in names],
        {
            (number[one], number[two]): (
                (np.moveaxis(evidence(event.sides[one], event.sides[two]), 0, -1) - begun.mean) / begun.spread
            ).astype(np.float32)
            for one, two in pairs
        },
        {(number[one], number[two]): event.same[one, two] for one, two in pairs},
        [(number[one], at, number[two], said) for one, at, two, said in event.cells],
    )


def write(network: Late, weights: Weights, begun: Beginning, out: Path) -> None:
    """The layers as ONNX, the projection as arrays, and the small rest as JSON that takes plain inputs."""
    out.mkdir(parents=True, exist_ok=True)
    shown = torch.zeros(1, 7, WIDTH)
    names = ["embedded", "read"]
    quantised(
        Shipped(weights, network), shown, out / "layers.onnx", names=names, places=dict.fromkeys(names, 1)
    )
    project, weigh = (each.weight.detach().numpy() for each in (network.project, network.weigh))
    np.savez(
        out / "network.npz", project=project.T.copy(), weigh=weigh[0], weigh_from=network.weigh.bias.item()
    )
    # What the network learned on standardised inputs, for inputs as they are.
    factor = np.concatenate([np.full(MET, 4.0), 1.0 / begun.spread])
    middle = np.concatenate([np.full(MET, 0.5), begun.mean])
    straight, inner = (each.weight.detach().numpy() * factor for each in (network.straight, network.inner))
    stored = {
        "inputs": similarity.INPUTS,
        "straight": _rounded(straight[0]),
        "inner": [_rounded(row) for row in inner],
        "inner_from": _rounded(network.inner.bias.detach().numpy() - inner @ middle),
        "outer": _rounded(network.outer.weight.detach().numpy()[0]),
        "slope": 1.0,
        "intercept": float(network.straight.bias.item() + network.outer.bias.item() - straight[0] @ middle),
    }
    _store(out / "model.json", stored)
    _digests(out)


def scale(data: Path, out: Path) -> None:
    """Make the sum, for the likest sentence, the chance that readers say *said* (Platt, 1999)."""
    from sklearn.linear_model import LogisticRegression

    raw = similarity.load(out)
    values, said = [], []
    for event in of_gold(data, "tune"):
        contexts = {name: contextual.read(reading) for name, reading in event.readings.items()}
        found = {
            (one, two): raw.of(
                similarity.inputs(
                    event.sides[one], event.sides[two], contextual.met(contexts[one], contexts[two])
                )
            )
            for one, two in event.same
        }
        value, label = likeliest(event, found)
        values.append(value)
        said.append(label)
    chance = np.clip(np.concatenate(values).astype(np.float64), 1e-6, 1.0 - 1e-6)
    fitted = LogisticRegression(C=1e6).fit(np.log(chance / (1.0 - chance))[:, None], np.concatenate(said))
    slope, stored = float(fitted.coef_[0, 0]), json.loads((out / "model.json").read_text(encoding="utf-8"))
    intercept = round(stored["intercept"] * slope + float(fitted.intercept_[0]), 4)
    _store(out / "model.json", {**stored, "slope": round(slope, 4), "intercept": intercept})


def of_gold(data: Path, half: str) -> Iterator[Labelled]:
    """The events of a half of the gold."""
    events: Mapping[str, Sequence[Article]] = articles(data)
    cells: dict[str, list[GoldCell]] = defaultdict(list)
    for cell in gold_cells():
        if cell.half == half:
            cells[cell.event].append(cell)
    for name, found in sorted(cells.items()):
        yield labelled(name, {article.id: read(article) for article in events[name]}, found)


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), 5) for value in values]


def _store(path: Path, stored: Mapping[str, object]) -> None:
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(value)}" for name, value in stored.items())
    path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


def _digests(out: Path) -> None:
    """The digests of the files, in the card, which says the rest."""
    path = out / "card.json"
    card = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    names = ("layers.onnx", "network.npz")
    card["sha256"] = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
