"""What a word is worth when two sentences are compared: every list and number that alignment rests on.

Rarity is taken from the event itself (Spärck Jones, 1972): a word that stands in every sentence of the
event tells no two of them apart. Function words are worth nothing, words of reporting and of time little.
"""

from __future__ import annotations

import math

STOP = frozenset(
    """
    a an the this that these those there here it its itself he him his himself she her hers herself they them
    their theirs themselves we us our ours ourselves i me my mine myself you your yours yourself who whom
    whose which what when where why how and or but nor so yet if then than as because while although though
    unless until since whether of in on at by for with from to into onto over under about after before
    between among through during against without within upon off out up down toward towards per via amid
    is am are was were be been being do does did doing done have has had having will would shall should can
    could may might must not no n't cannot never ever too very also just only even still again more most
    much many some any all both each every either neither few less least other another such same own
    s t d ll ve re m mr mrs ms dr said says say saying told tells tell mx
    however meanwhile moreover therefore thus really quite rather well don doesn didn isn aren wasn weren
    won wouldn couldn shouldn hasn haven hadn ain let got get gets getting
    """.split()
)

# Words that stand in news of every kind: shared, they prove little.
LIGHT = frozenset(
    """
    add added adds ask asked asking call called calling calls come came comes coming go goes going gone went
    make makes made making take takes taken taking took give given gives gave giving know known knows think
    thought want wanted wants need needs needed use used using see seen saw show shows showed shown
    say statement comment comments remark remarks interview report reports reported reporter reporters
    according write wrote written tweet tweeted told speak spoke speaking speech
    announce announced state stated note noted
    news time times day days week weeks month months year years today yesterday tomorrow morning afternoon
    evening night monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    ago last next earlier later now recent recently new first second one two three
    people man men woman women person thing things way part lot kind
    group member members official officials leader leaders spokesman spokeswoman spokesperson
    back right good great big long old high like including around
    country nation national american americans united states america president
    point case issue issues question plan fact number place end set put keep kept look looking
    believe hope expect expected try trying tried help
    """.split()
)

LIGHT_WEIGHT = 0.35  # of a light word
NAME_WEIGHT = 0.8  # of a name that is no part of the event's main cast (rarity sees to that)
NUMBER_WEIGHT = 1.25
GIVEN_NAME_WEIGHT = 0.25  # of "Michael" in "Michael Steele" where "Steele" stands alone elsewhere
MIN_CONTENT_WORDS = 4  # a sentence with fewer makes no statement of its own
COVERED = 0.5  # share of a sentence's weight that statements carry already: it makes none of its own
CERTAIN = 0.85  # similarity from which all of a statement that an earlier one tells is left to that
LINKED = 0.2  # similarity of every two sentences of a statement, beside that to its core
UNSURE = 0.5  # share of the threshold that leaves it open whether an article says the same: cannot tell

# In a handful of sentences every word is frequent: count as if there were this many.
_FEW_SENTENCES = 60


def rarity(sentences_with: int, sentences: int) -> float:
    """How much a term tells two sentences of an event apart, at least 0.2; more for rarer terms.

    >>> rarity(1, 80) > rarity(5, 80) > rarity(60, 80)
    True
    """
    return max(0.2, math.log((max(sentences, _FEW_SENTENCES) + 2.0) / (sentences_with + 0.5)))


# What is compared in `evidence`.
RAREST = 4.0  # the weight of a term that one sentence of an event holds, whatever the event's size
# From the share of all news with a word to a factor: minus its logarithm (of the share and FLOOR), by SCALE.
COMMON_FLOOR, COMMON_SCALE, COMMON_RANGE = 3e-4, 6.0, (0.05, 1.35)
LIKE_FLOOR = 0.45  # cosine of two words below which the one never stands for the other
MEAN_PRIOR = 30.0  # sentences without a direction that count towards the event's mean
MAX_NUMBERS = 2
