"""The label set of a table of labelled sentences: biased and neutral by any of their names, or its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

BIAS = ("neutral", "biased")
"""The labels of biased wording; every other label set is in the order of the alphabet."""

LABELS: dict[str, str] = {
    **dict.fromkeys(("biased", "1", "1.0", "true", "yes"), "biased"),
    **dict.fromkeys(
        ("neutral", "non-biased", "not biased", "unbiased", "0", "0.0", "false", "no"), "neutral"
    ),
}
"""What the labels of biased wording may be called."""

UNSURE = frozenset({"unsure", "no agreement", "cannot tell", "?"})
"""Labels that decide nothing: such rows are passed over, and the card says how many."""


def names_of(given: Iterable[str], *, fewest: int) -> tuple[tuple[str, ...], dict[str, str]]:
    """The label set of a table, and what each word that was given for a label means in it.

    Where some labels are names of biased and neutral, a word that stands on fewer than `fewest` rows is a
    slip and stands in no set; with enough rows it makes the table a label set of its own.

    >>> names_of(["1", "no", "Biased"], fewest=2)
    (('neutral', 'biased'), {'1': 'biased', 'biased': 'biased', 'no': 'neutral'})
    >>> names_of(["Conflict", "economic", "conflict"], fewest=1)[0]
    ('conflict', 'economic')
    """
    counts = Counter(word.lower() for word in given)
    foreign = {word: count for word, count in counts.items() if word not in LABELS}
    if len(foreign) < len(counts) and all(count < fewest for count in foreign.values()):
        return BIAS, {word: LABELS[word] for word in sorted(counts) if word in LABELS}
    names = tuple(sorted(counts))
    return names, {name: name for name in names}


def about_bias(labels: Sequence[str]) -> bool:
    """Whether a label set is the one of biased wording."""
    return tuple(labels) == BIAS
