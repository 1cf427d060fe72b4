"""What a model was trained on and how it scores: for programs (card.json) and for people (README.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

Measured = Mapping[str, tuple[float, float, float]]
"""Measure -> value, and the lower and upper end of its 95% interval."""


@dataclass(frozen=True, slots=True)
class SplitCard:
    """One way of testing. `judged`: share not called unsure; `wrong`: share of those that is wrong."""

    name: str
    title: str
    folds: int
    scores: Mapping[str, Measured]
    judged: float
    wrong: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Everything that one should know before believing a model.

    data: name, sha256, licence and counts of the labels. agreement: of the annotators, where known.
    outlets: outlet -> sentences, biased ones, share of wrong calls by a model that never saw the outlet.
    versions: of what made it. changes: what is different from the model before.
    """

    name: str
    kind: str
    data: Mapping[str, object]
    recipe: Mapping[str, object]
    seed: int
    agreement: Mapping[str, float | None]
    splits: tuple[SplitCard, ...]
    outlets: tuple[tuple[str, int, int, float], ...]
    thresholds: Mapping[str, float]
    versions: Mapping[str, str]
    notes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The card as JSON, keys sorted."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """The card that `to_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: the text is no such card.
        """
        raw = json.loads(text)
        raw["splits"] = tuple(
            SplitCard(
                **{
                    **split,
                    "scores": {
                        model: {measure: tuple(three) for measure, three in own.items()}
                        for model, own in split["scores"].items()
                    },
                }
            )
            for split in raw["splits"]
        )
        raw["outlets"] = tuple(tuple(row) for row in raw["outlets"])
        raw["notes"], raw["changes"] = tuple(raw["notes"]), tuple(raw["changes"])
        return cls(**raw)

    def score(self, split: str, measure: str) -> float | None:
        """This model's value of a measure (macro_f1, auc, ece, brier) on a split; None where not tested."""
        for one in self.splits:
            if one.name == split:
                return one.scores["this model"][measure][0]
        return None

    def in_words(self) -> str:
        """The card in plain words, as Markdown."""
        parts = [
            f"# {self.name}\n",
            _what(self),
            "## How well it does\n",
            _MEASURES,
            *(_split_table(split) for split in self.splits),
            _outlet_table(self.outlets),
            _agreement(self.agreement),
            "## When it says unsure\n",
            _unsure(self),
            _listed("## What was noticed in the labels", self.notes),
            _listed("## What changed against the model before", self.changes),
            "## How it was made\n",
            _made(self),
        ]
        return "\n".join(part for part in parts if part)


_MEASURES = """\
Every figure comes from sentences that were not learned from, with its 95% interval in brackets.

- **Macro F1**: how well the two labels are told apart when everything is called at one half (1 is perfect).
- **AUC**: how often a biased sentence scores above a neutral one (0.5 is chance).
- **ECE**: how far the stated probability lies from what is true, on average (0 is perfect).
- **Brier**: squared distance between probability and truth (0 is perfect, 0.25 is knowing nothing).

*Majority label* and *outlet alone* read no word. Where *outlet alone* does well, the split flatters: the
model can score by recognising the outlet. The split with outlets that the model never saw is the one that
tells what to expect from other outlets.
"""


def _what(card: ModelCard) -> str:
    data = card.data
    return (
        f"A {card.kind}. It tells, for one sentence,\n"
        "how likely most annotators of its labels would have called it biased by its wording, and which\n"
        "words moved it. It does not tell whether a sentence is true, and it is no judgement of an\n"
        "outlet.\n\n"
        f"Trained on {data['sentences']} sentences ({data['biased']} biased) of {data['name']}.\n"
        f"Licence of the data: {data['licence']}.\n"
    )


def _split_table(split: SplitCard) -> str:
    lines = [
        f"### Tested on: {split.title} ({split.folds} parts)\n",
        "| | macro F1 | AUC | ECE | Brier |",
        "| --- | --- | --- | --- | --- |",
    ]
    for model in sorted(split.scores, key=lambda name: (name != "this model", name)):
        own = split.scores[model]
        cells = " | ".join(_cell(own[measure]) for measure in ("macro_f1", "auc", "ece", "brier"))
        lines.append(f"| {model} | {cells} |")
    lines.append(
        f"\nIt gives a verdict on {split.judged:.0%} of these sentences; {split.wrong:.0%} of the\n"
        "verdicts are wrong.\n"
    )
    return "\n".join(lines)


def _cell(three: Sequence[float]) -> str:
    value, low, high = three
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _outlet_table(outlets: Sequence[tuple[str, int, int, float]]) -> str:
    if not outlets:
        return ""
    lines = [
        "### Errors by outlet, when the outlet was never seen\n",
        "| outlet | sentences | labelled biased | wrong calls |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name or 'unknown'} | {size} | {biased} | {wrong:.0%} |"
            for name, size, biased, wrong in outlets
        ),
    ]
    return "\n".join(lines) + "\n"


def _agreement(agreement: Mapping[str, float | None]) -> str:
    alpha, one = agreement.get("krippendorff_alpha"), agreement.get("one_against_others")
    if alpha is None or one is None:
        return ""
    return (
        "## How far the annotators agree\n\n"
        f"Krippendorff's alpha is {alpha:.2f} (1 is full agreement, 0 is chance). One annotator agrees with\n"
        f"the majority of the others in {one:.0%} of cases: no model can be right much more often.\n"
    )


def _unsure(card: ModelCard) -> str:
    limits = card.thresholds
    high = f"at or above {limits['high']:.2f}" if limits["high"] <= 1 else "never"
    low = f"at or below {limits['low']:.2f}" if limits["low"] >= 0 else "never"
    return (
        f"A sentence is called biased {high}, neutral {low}, and unsure otherwise. The two limits were\n"
        f"chosen on sentences that were not learned from, so that at most {limits['error']:.0%} of either\n"
        "verdict is wrong, every outlet's biased and neutral sentences weighing alike.\n"
    )


def _listed(title: str, lines: Sequence[str]) -> str:
    return f"{title}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n" if lines else ""


def _made(card: ModelCard) -> str:
    made = ", ".join(f"{name} {version}" for name, version in sorted(card.versions.items()))
    recipe = ", ".join(f"{name} {value}" for name, value in sorted(card.recipe.items()))
    return (
        f"Settings: {recipe}; seed {card.seed}. Made with {made}. Digest of the labels (SHA-256):\n"
        f"`{card.data['sha256']}`. The same labels and versions give the same model, byte for byte.\n"
    )
