"""Which words of a sentence annotators would mark as loaded: word lists and what is learned from their marks.

A logistic regression over words: the word, its beginning and end, its neighbours, the word lists it stands
in, what it adds to the sentence's log-odds, and these log-odds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.classifier.labelled import Labelled
from framing.classifier.linear import Floats, Ints, Scored
from framing.classifier.marked import places
from framing.classifier.pieces import Signs
from framing.records import Span
from framing.text import lower

FEWEST = 50  # marked words; fewer teach nothing
_STRENGTH = 0.3  # inverse penalty
_WEAKEST = 0.02  # log-odds; weaker clues are not kept
_ONCE = 2  # a clue must stand in so many sentences
DENSE = ("share", "sentence", "capital", "first", "tuned")
"""What is measured and not looked up, each with one weight."""

_SCALE = 4.0  # log-odds of the tuned layers are divided by this, to be of the size of the others


@dataclass(frozen=True, slots=True)
class WordModel:
    """Weights of a word's clues, and of what is measured; at or above `least` a word is called loaded."""

    clues: Mapping[str, float]
    dense: tuple[float, ...]
    intercept: float
    least: float
    signs: Signs
    _known: dict[str, tuple[float, float, float]] = field(default_factory=dict, compare=False, repr=False)

    def chances(self, text: str, one: Scored, tuned: Floats | None = None) -> Floats:
        """For each piece of a sentence the chance that annotators mark it; 0 for marks and numbers.

        Args:
            tuned: log-odds of each piece from tuned layers, 0 where unknown.
        """
        forms, measured = _seen(text, one, tuned)
        odds = self.intercept + measured @ np.array(self.dense)
        each = [self._of(form) for form in forms]
        for at, form in enumerate(forms):
            if not form:
                odds[at] = -np.inf
                continue
            odds[at] += each[at][0]
            if at:
                odds[at] += each[at - 1][1]
            if at + 1 < len(forms):
                odds[at] += each[at + 1][2]
        found: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -700.0, 30.0)))
        return np.where(np.isneginf(odds), 0.0, found)

    def _of(self, form: str) -> tuple[float, float, float]:
        """What a word adds for itself, for the next word, and for the word before."""
        known = self._known.get(form)
        if known is None:
            own = sum(self.clues.get(clue, 0.0) for clue in own_clues(form, self.signs)) if form else 0.0
            known = own, self.clues.get(f"< {form}", 0.0), self.clues.get(f"> {form}", 0.0)
            if len(self._known) < 200_000:
                self._known[form] = known
        return known


def own_clues(form: str, signs: Signs) -> list[str]:
    """The clues of a word by itself.

    >>> own_clues("vile", {"vile": ("loaded",)})
    ['w vile', 's loaded', 'e le', 'e ile', 'b vil', 'b vile']
    """
    ends = [f"e {form[-size:]}" for size in (2, 3, 4) if len(form) > size]
    begins = [f"b {form[:size]}" for size in (3, 4, 5) if len(form) >= size]
    return [f"w {form}", *(f"s {sign}" for sign in signs.get(form, ())), *ends, *begins]


def _seen(text: str, one: Scored, tuned: Floats | None) -> tuple[list[str], Floats]:
    """The lower-case words (empty for marks and numbers), and what is measured of each: shape (pieces,
    DENSE)."""
    small = lower(text)
    forms = [small[start:end] if text[start].isalpha() else "" for start, end in one.places]
    measured = np.zeros((len(forms), len(DENSE)))
    if len(forms):
        measured[:, 0] = one.shares[:, 0] * 4.0
        measured[:, 1] = one.logit[0]
        measured[:, 2] = [text[start].isupper() for start, _ in one.places]
        measured[0, 3] = 1.0
    if tuned is not None:
        measured[:, 4] = tuned / _SCALE
    return forms, measured


@dataclass(frozen=True, slots=True)
class _Words:
    """Every word of the labelled sentences: its sentence, clues, measures, whether marked and listed."""

    row: Ints
    clues: list[list[str]]
    measured: Floats
    marked: np.ndarray
    listed: np.ndarray


def _words(
    rows: Sequence[Labelled], scored: Sequence[Scored], tuned: Sequence[Floats] | None, signs: Signs
) -> _Words:
    at, clues, measured, marked, listed = [], [], [], [], []
    for number, (row, one) in enumerate(zip(rows, scored, strict=True)):
        spans = places(row.text, row.marked or ())
        forms, values = _seen(row.text, one, None if tuned is None else tuned[number])
        for place, form in enumerate(forms):
            if not form:
                continue
            left = [f"< {forms[place - 1]}"] if place else []
            right = [f"> {forms[place + 1]}"] if place + 1 < len(forms) else []
            start, end = one.places[place]
            at.append(number)
            clues.append([*own_clues(form, signs), *left, *right])
            measured.append(values[place])
            marked.append(any(span.start < end and span.end > start for span in spans))
            listed.append("loaded" in signs.get(form, ()))
    return _Words(np.array(at), clues, np.array(measured), np.array(marked), np.array(listed))


def learnable(rows: Sequence[Labelled]) -> bool:
    """Whether enough words were marked to learn from."""
    return sum(len(row.marked or ()) for row in rows) >= FEWEST


def learn(
    rows: Sequence[Labelled],
    scored: Sequence[Scored],
    fold: Ints,
    signs: Signs,
    tuned: Sequence[Floats] | None = None,
) -> tuple[WordModel, dict[str, dict[str, float]]]:
    """A model of marked words, and how well it finds them in folds it did not learn from.

    Args:
        scored: of each row by clues that were fitted without its fold.
        fold: the turn in which each row is tested.
        tuned: for each row the log-odds of its pieces, from tuned layers that did not learn from its fold.
    """
    kept = np.array([at for at, row in enumerate(rows) if row.marked is not None], dtype=np.int64)
    asked = [rows[int(at)] for at in kept]
    own_tuned = None if tuned is None else [tuned[int(at)] for at in kept]
    found = _words(asked, [scored[int(at)] for at in kept], own_tuned, signs)
    turn = fold[kept][found.row]
    chance, verdict = np.zeros(len(turn)), np.zeros(len(turn), dtype=bool)
    for number in sorted(set(turn.tolist())):
        model = _fit(found, np.flatnonzero(turn != number), signs)
        tested = np.flatnonzero(turn == number)
        chance[tested] = _chances(model, found, tested)
    for number in sorted(set(turn.tolist())):
        others = turn != number
        verdict[~others] = chance[~others] >= best_threshold(chance[others], found.marked[others])
    final = _fit(found, np.arange(len(turn)), signs)
    least = round(best_threshold(chance, found.marked), 4)
    model = WordModel(final.clues, final.dense, final.intercept, least, signs)
    return model, {
        "word list of loaded words alone": precision_recall(found.marked, found.listed),
        "learned, with the word lists": precision_recall(found.marked, verdict),
    }


def _fit(found: _Words, learned: Ints, signs: Signs) -> WordModel:
    import scipy.sparse as sp
    from sklearn.linear_model import LogisticRegression

    counts = Counter(clue for at in learned for clue in set(found.clues[int(at)]))
    names = {name: n for n, name in enumerate(sorted(c for c, size in counts.items() if size >= _ONCE))}
    held = [[names[clue] for clue in found.clues[int(at)] if clue in names] for at in learned]
    ends = np.cumsum([0, *map(len, held)])
    columns = np.fromiter((n for own in held for n in own), dtype=np.int64, count=int(ends[-1]))
    sparse = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(held), len(names)))
    model = LogisticRegression(C=_STRENGTH, max_iter=300)
    model.fit(sp.hstack([sparse, sp.csr_matrix(found.measured[learned])]).tocsr(), found.marked[learned])
    # Rounded here, so that what is tested is what is saved.
    weight = np.round(model.coef_[0], 3)
    clues = {name: float(weight[n]) for name, n in names.items() if abs(weight[n]) >= _WEAKEST}
    dense = tuple(weight[len(names) :].tolist())
    return WordModel(clues, dense, round(float(model.intercept_[0]), 3), 0.5, signs)


def _chances(model: WordModel, found: _Words, tested: Ints) -> Floats:
    odds = model.intercept + found.measured[tested] @ np.array(model.dense)
    odds += np.array([sum(model.clues.get(clue, 0.0) for clue in found.clues[int(at)]) for at in tested])
    result: Floats = 1.0 / (1.0 + np.exp(-odds))
    return result


def best_threshold(chance: Floats, marked: np.ndarray) -> float:
    """The least chance from which on calling a word loaded gives the highest F1.

    >>> best_threshold(np.array([0.9, 0.6, 0.3]), np.array([True, True, False]))
    0.6
    """
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(marked[order])
    f1 = 2.0 * hits / (np.arange(1, len(order) + 1) + max(1, int(marked.sum())))
    # Of equal chances all are called or none: the last stands for them.
    last = np.append(np.diff(chance[order]) != 0, True)
    return float(chance[order][int(np.where(last, f1, -1.0).argmax())])


def precision_recall(marked: np.ndarray, called: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 over words, rounded."""
    hits, said, size = (float(np.sum(one)) for one in (marked & called, called, marked))
    return {
        "precision": round(hits / said, 4) if said else 0.0,
        "recall": round(hits / size, 4) if size else 0.0,
        "f1": round(2.0 * hits / (said + size), 4) if said + size else 0.0,
    }


def score_words(
    rows: Sequence[Labelled], loaded: Sequence[Sequence[Span]], scored: Sequence[Scored]
) -> dict[str, float] | None:
    """Precision, recall and F1 of loaded words against the marks; None where nobody marked any."""
    asked = [at for at, row in enumerate(rows) if row.marked is not None]
    marked, called = [], []
    for at in asked:
        spans = places(rows[at].text, rows[at].marked or ())
        for start, end in scored[at].places:
            if rows[at].text[start].isalpha():
                marked.append(any(span.start < end and span.end > start for span in spans))
                called.append(any(span.start < end and span.end > start for span in loaded[at]))
    return precision_recall(np.array(marked), np.array(called)) if any(marked) else None
