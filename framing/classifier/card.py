"""What a model was trained on and how it scores: for programs (card.json) and for people (README.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from framing.classifier.naming import about_bias

Measured = Mapping[str, tuple[float, float, float]]
"""Measure -> value, and the lower and upper end of its 95% interval."""


@dataclass(frozen=True, slots=True)
class SplitCard:
    """One way of testing. `judged`: share not called unsure; `wrong`: share of those that is wrong.

    labels: for each label its precision, recall, F1 and number of sentences.
    """

    name: str
    title: str
    folds: int
    scores: Mapping[str, Measured]
    labels: tuple[Mapping[str, float], ...]
    judged: float
    wrong: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Everything that one should know before believing a model.

    data: name, sha256, licence and counts of the labels. agreement: of the annotators, where known.
    outlets: outlet, sentences, how many of each label, share of wrong calls by a model that never saw the
    outlet.
    thresholds: how likely each label must be to be called. words: how well loaded words are found, where
    marked.
    versions: of what made it. changes: what is different from the model before.
    """

    name: str
    kind: str
    labels: tuple[str, ...]
    data: Mapping[str, object]
    recipe: Mapping[str, object]
    seed: int
    agreement: Mapping[str, float | None]
    splits: tuple[SplitCard, ...]
    outlets: tuple[tuple[str, int, tuple[int, ...], float], ...]
    thresholds: Mapping[str, float]
    error: float
    versions: Mapping[str, str]
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
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
        raw["labels"] = tuple(raw["labels"])
        raw["splits"] = tuple(
            SplitCard(
                **{
                    **split,
                    "labels": tuple(split["labels"]),
                    "scores": {
                        model: {measure: tuple(three) for measure, three in own.items()}
                        for model, own in split["scores"].items()
                    },
                }
            )
            for split in raw["splits"]
        )
        raw["outlets"] = tuple(
            (name, size, tuple(labels), wrong) for name, size, labels, wrong in raw["outlets"]
        )
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
            *(_split_table(split, self.labels) for split in self.splits),
            _outlet_table(self.outlets, self.labels),
            _loaded_words(self.words),
            _agreement(self.agreement),
            "## When it says unsure\n",
            _unsure(self),
            _listed("## What else to know", self.notes),
            _listed("## What changed against the model before", self.changes),
            "## How it was made\n",
            _made(self),
        ]
        return "\n".join(part for part in parts if part)


_MEASURES = """\
Every figure comes from sentences that were not learned from, with its 95% interval in brackets.

- **Macro F1**: how well the labels are told apart when each sentence is given its likeliest (1 is perfect).
- **AUC**: how often a sentence with a label scores above one without it (0.5 is chance).
- **ECE**: how far the stated probability lies from what is true, on average (0 is perfect).
- **Brier**: squared distance between probabilities and truth (0 is perfect).

*Majority label* and *outlet alone* read no word, *words alone* is TF-IDF with a logistic regression. Where
*outlet alone* does well, the split flatters: the model can score by recognising the outlet. The split with
outlets that the model never saw is the one that tells what to expect from other outlets.
"""

_FIRST = ("this model", "this model, fast way")


def _what(card: ModelCard) -> str:
    data = card.data
    if about_bias(card.labels):
        told = (
            "It tells, for one sentence, how likely most annotators of its labels would have called it\n"
            "biased by its wording, and which words moved it. It does not tell whether a sentence is true,\n"
            "and it is no judgement of an outlet.\n\n"
        )
    else:
        told = (
            "It tells, for one sentence, how likely most annotators of its labels would have given it each\n"
            f"of these labels, and which words moved it: {', '.join(card.labels)}.\n\n"
        )
    sizes: Mapping[str, object] = data["labels"]  # type: ignore[assignment]  # as training wrote it
    counts = ", ".join(f"{sizes[name]} {name}" for name in card.labels)
    return (
        f"A {card.kind}.\n{told}"
        f"Trained on {data['sentences']} sentences ({counts}) of {data['name']}.\n"
        f"Licence of the data: {data['licence']}.\n"
    )


def _split_table(split: SplitCard, labels: Sequence[str]) -> str:
    lines = [
        f"### Tested on: {split.title} ({split.folds} parts)\n",
        "| | macro F1 | AUC | ECE | Brier |",
        "| --- | --- | --- | --- | --- |",
    ]
    for model in sorted(split.scores, key=lambda name: (name not in _FIRST, name)):
        own = split.scores[model]
        cells = " | ".join(_cell(own[measure]) for measure in ("macro_f1", "auc", "ece", "brier"))
        lines.append(f"| {model} | {cells} |")
    lines += ["", "| label | precision | recall | F1 | sentences |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {own['precision']:.3f} | {own['recall']:.3f} | {own['f1']:.3f} | {own['sentences']} |"
        for name, own in zip(labels, split.labels, strict=True)
    ]
    lines.append(
        f"\nIt gives a verdict on {split.judged:.0%} of these sentences; {split.wrong:.0%} of the\n"
        "verdicts are wrong.\n"
    )
    return "\n".join(lines)


def _cell(three: Sequence[float]) -> str:
    value, low, high = three
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _outlet_table(outlets: Sequence[tuple[str, int, tuple[int, ...], float]], labels: Sequence[str]) -> str:
    if not outlets:
        return ""
    names = " | ".join(f"labelled {name}" for name in labels)
    lines = [
        "### Errors by outlet, when the outlet was never seen\n",
        f"| outlet | sentences | {names} | wrong calls |",
        f"| --- | --- |{' --- |' * len(labels)} --- |",
        *(
            f"| {name or 'unknown'} | {size} | {' | '.join(map(str, own))} | {wrong:.0%} |"
            for name, size, own, wrong in outlets
        ),
    ]
    return "\n".join(lines) + "\n"


def _loaded_words(words: Mapping[str, Mapping[str, float]]) -> str:
    if not words:
        return ""
    lines = [
        "### Loaded words, as annotators marked them\n",
        "Counted by word, in sentences of pages that were not learned from.\n",
        "| | precision | recall | F1 |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | {own['precision']:.3f} | {own['recall']:.3f} | {own['f1']:.3f} |"
            for name, own in sorted(words.items())
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
        f"the majority of the others in {one:.0%} of cases: that is what one reader's word is worth.\n"
    )


def _unsure(card: ModelCard) -> str:
    limits = ", ".join(
        f"{name} at or above {least:.2f}" if least <= 1 else f"never {name}"
        for name, least in ((name, card.thresholds[name]) for name in card.labels)
    )
    return (
        "A sentence gets its likeliest label where that is likely enough, and is unsure otherwise:\n"
        f"{limits}. These limits were\n"
        f"chosen on sentences that were not learned from, so that at most {card.error:.0%} of the verdicts\n"
        "of each label are wrong, the labels of every outlet being drawn towards equal weights.\n"
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
