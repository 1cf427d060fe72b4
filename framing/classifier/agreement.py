"""How far annotators agree, for any number of labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Votes = Sequence[Sequence[int]]
"""For each sentence, how many annotators gave each label."""


def krippendorff_alpha(votes: Votes) -> float | None:
    """Agreement beyond chance on labels without an order (Krippendorff, 2004); 1 is perfect, 0 is chance.

    Sentences with one vote tell nothing and are passed over. None where no sentence has two votes or only one
    label was ever given.

    >>> krippendorff_alpha([(0, 2), (2, 0), (1, 1)]), krippendorff_alpha([(2, 0, 0), (0, 2, 0), (0, 1, 1)])
    (0.4444444444444444, 0.5454545454545454)
    """
    paired = np.array([one for one in votes if sum(one) > 1], dtype=np.float64)
    if not len(paired):
        return None
    raters, by_label = paired.sum(axis=1), paired.sum(axis=0)
    size = float(raters.sum())
    expected = size * size - float((by_label**2).sum())
    if not expected:
        return None
    # Ordered pairs of unlike labels within a sentence, each sentence weighing as its votes.
    observed = float((((raters**2) - (paired**2).sum(axis=1)) / (raters - 1.0)).sum())
    return 1.0 - (size - 1.0) * observed / expected


def one_against_others(votes: Votes) -> float | None:
    """How often one annotator agrees with the majority of the others, 0 to 1, where these do not tie.

    >>> one_against_others([(0, 3), (3, 1)])
    0.8571428571428571
    """
    agree, asked = 0, 0
    for counts in votes:
        for label, count in enumerate(counts):
            if not count:
                continue
            others = [number - (other == label) for other, number in enumerate(counts)]
            most = max(others)
            if most and others.count(most) == 1:
                agree, asked = agree + count * (others.index(most) == label), asked + count
    return agree / asked if asked else None
