"""A trained model: sentences in, verdicts with reasons out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.classifier.calibration import UNSURE
from framing.classifier.card import ModelCard
from framing.classifier.evaluation import Judge
from framing.classifier.head import Deep, Read
from framing.classifier.linear import Clues, Floats, Scored, score
from framing.classifier.metrics import called
from framing.classifier.naming import BIAS, about_bias
from framing.classifier.wordlevel import WordModel
from framing.records import Span, Verdict

MOST_REASONS = 6
LEAST_WEIGHT = 0.05  # log-odds; weaker words are not shown as reasons
MOST_OCCLUDED = 4
"""Words of a sentence that are left out one by one to see what the encoder makes of the rest."""


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier of single sentences.

    `clues` alone are the fast way: exact sums over the words of a sentence. With `deep`, log-odds of an
    encoder are added. `judge` turns the sum into verdicts.
    """

    labels: tuple[str, ...]
    clues: Clues
    deep: Deep | None
    judge: Judge
    card: ModelCard
    words: WordModel | None = None

    def classify(self, texts: Sequence[str]) -> tuple[Verdict, ...]:
        """One verdict a sentence, in order; the same sentence gets the same verdict in any batch.

        `probability` (0 to 1) is the calibrated chance that most annotators would call the sentence biased;
        of other label sets, that of the likeliest label, and `chances` has all of them. A sentence without a
        known word is unsure. `reasons` are words and marks, strongest first, each with what it adds to the
        log-odds (of biased, or of the likeliest label): exact for the fast way. With the encoder, the words
        that matter most are left out in turn and the sentence is read again (occlusion; Zeiler and Fergus,
        2014), except for a neutral one, of which the reasons are those of the fast way.
        """
        return tuple(
            self._verdict(number, text, one)
            for number, (text, one) in enumerate(zip(texts, score(self.clues, texts), strict=True))
        )

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Calibrated probabilities, shape (sentences, labels), without looking for reasons."""
        logit = [one.logit for one in score(self.clues, texts)]
        if self.deep is not None:
            logit = [own + self.deep.read(text).added for own, text in zip(logit, texts, strict=True)]
        outputs = len(self.clues.intercept)
        return self.judge.calibration.probability(np.array(logit).reshape(len(texts), outputs))

    def loaded(self, text: str) -> tuple[Span, ...]:
        """The words of a sentence that annotators would mark as loaded; none where the model has not learned
        it."""
        (one,) = score(self.clues, [text])
        deep = None if self.deep is None else self.deep.read(text)
        return self._loaded(text, one, _highest(one.places, deep))

    def _verdict(self, number: int, text: str, one: Scored) -> Verdict:
        deep = None if self.deep is None else self.deep.read(text)
        logit = one.logit if deep is None else one.logit + deep.added
        chance = self.judge.calibration.probability(logit[None, :])
        label = int(self.judge.thresholds.verdict(chance)[0]) if np.any(one.shares) else UNSURE
        likeliest = int(called(chance)[0])
        bias = about_bias(self.labels)
        output = likeliest if len(one.logit) > 1 else 0
        weight = self.judge.calibration.slope * one.shares[:, output]
        marked = _highest(one.places, deep)
        # Of two labels there is one output, for the second; what speaks for the first is below 0.
        sign = -1.0 if len(one.logit) == 1 and likeliest == 0 and not bias else 1.0
        if deep is not None and not (bias and label == BIAS.index("neutral")):
            weight = self._occluded(text, one, weight, marked, float(deep.added[output]), output)
        return Verdict(
            index=number,
            span=Span(0, len(text)),
            probability=float(chance[0, 1 if bias else likeliest]),
            label="unsure" if label == UNSURE else self.labels[label],
            reasons=_reasons(one.places, sign * weight),
            chances=() if bias else tuple(zip(self.labels, map(float, chance[0]), strict=True)),
            loaded=self._loaded(text, one, marked),
        )

    def _loaded(self, text: str, one: Scored, marked: Floats) -> tuple[Span, ...]:
        if self.words is None:
            return ()
        chance = self.words.chances(text, one, marked)
        return tuple(Span(*one.places[int(at)]) for at in np.flatnonzero(chance >= self.words.least))

    def _occluded(
        self, text: str, one: Scored, weight: Floats, marked: Floats, added: float, output: int
    ) -> Floats:
        """What each of the pieces that matter most adds in all; 0 for the others, which are not looked at."""
        assert self.deep is not None
        promise = np.abs(weight) + np.where(marked == 0.0, 0.0, 1.0 / (1.0 + np.exp(-marked)))
        order = np.argsort(-promise, kind="stable")[:MOST_OCCLUDED]
        found = np.zeros(len(weight))
        for at in order[promise[order] >= LEAST_WEIGHT]:
            start, end = one.places[int(at)]
            without = float(self.deep.read(f"{text[:start]}{text[end:]}").added[output])
            found[at] = weight[at] + self.judge.calibration.slope * (added - without)
        return found


def _highest(places: Sequence[tuple[int, int]], deep: Read | None) -> Floats:
    """For each place the highest log-odds of a word piece in it; 0 where nothing is known of them."""
    found = np.zeros(len(places))
    if deep is not None and len(deep.tokens):
        for number, (start, end) in enumerate(places):
            own = (at for at, (left, right) in enumerate(deep.pieces) if left < end and right > start)
            found[number] = max((deep.tokens[at] for at in own), default=0.0)
    return found


def _reasons(places: Sequence[tuple[int, int]], weight: Floats) -> tuple[tuple[Span, float], ...]:
    strong = [at for at, own in enumerate(weight) if abs(own) >= LEAST_WEIGHT]
    strong.sort(key=lambda at: (-abs(weight[at]), at))
    return tuple((Span(*places[at]), float(weight[at])) for at in strong[:MOST_REASONS])
