"""How well attributions are found: scores against rows with gold spans, and the kinds of errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.attribution.find import find
from framing.errors import FramingError
from framing.records import Article, Attribution, QuoteKind, Span
from framing.text import read

OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as the annotators marked it."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: tuple[Span, ...]
    kind: QuoteKind


def evaluate(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Scores of `find` against gold rows, all in [0, 1] but counts and errors.

    A row has `text`, `title` and `attributions`, each with `content`, `cue` and `source` (lists of `start`
    and `end`, characters of `text`) and `quote_type`. Contents are paired one to one where the intersection
    of their characters is at least half of their union.

    Raises:
        FramingError: a row has no `text` or no `attributions`, or an offset lies outside the text.
    """
    counts: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        article, gold = article_of(row), gold_of(row, f"row {number}")
        counts += compare(gold, find(read(article)))
        counts["articles"] += 1
    return scores(counts)


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a gold row; its text is the row's own, so that the offsets hold."""
    text, title = str(row.get("text", "")), str(row.get("title") or "")
    first = text.split("\n\n", 1)[0]
    same = bool(title) and _letters(first) == _letters(title) and "\n\n" in text
    return Article(str(row.get("id", "")), None, None, "unknown", first if same else "", text)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def gold_of(row: Mapping[str, Any], where: str) -> tuple[Gold, ...]:
    """The gold attributions of a row, without those that have no content."""
    try:
        size = len(row["text"])
        found = tuple(
            Gold(
                content=_spans(one["content"]),
                cue=_spans(one.get("cue", ())),
                speaker=_spans(one.get("source", ())),
                kind=one["quote_type"],
            )
            for one in row["attributions"]
        )
    except (KeyError, TypeError) as exc:
        raise FramingError(
            f"{where}: this is not a row with attributions ({exc})",
            hint="give `text` and `attributions`, each with `content`, `cue`, `source` and `quote_type`",
        ) from exc
    if any(part.end > size or part.start < 0 for one in found for part in (*one.content, *one.cue)):
        raise FramingError(f"{where}: an offset lies outside the text", hint="count characters, not bytes")
    return tuple(one for one in found if one.content)


def _spans(parts: Sequence[Mapping[str, int]]) -> tuple[Span, ...]:
    return tuple(sorted(Span(part["start"], part["end"]) for part in parts))


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Characters that both hold over characters that either holds, in [0, 1].

    >>> overlap((Span(0, 4),), (Span(2, 4), Span(6, 8)))
    0.3333333333333333
    """
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    either = sum(map(len, left)) + sum(map(len, right)) - both
    return both / either if either else 0.0


def pairs(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> dict[int, int]:
    """One to one, best overlap first: index in gold to index in found."""
    ranked = sorted(
        (-value, i, j)
        for i, left in enumerate(gold)
        for j, right in enumerate(found)
        if left and right and (value := overlap(left, right)) >= OVERLAP
    )
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)
    return paired


def compare(gold: Sequence[Gold], found: Sequence[Attribution]) -> Counter[str]:
    """The counts of one article; add them up over articles and hand them to `scores`."""
    counts: Counter[str] = Counter()
    matched = pairs([one.content for one in gold], [one.content for one in found])
    cues = pairs([one.cue for one in gold], [one.cue for one in found])
    held = [
        set[int]().union(*(range(p.start, p.end) for one in many for p in one.content))
        for many in (gold, found)
    ]
    counts.update(
        {
            "gold": len(gold),
            "found": len(found),
            "right": len(matched),
            "gold characters": len(held[0]),
            "found characters": len(held[1]),
            "right characters": len(held[0] & held[1]),
            "gold cues": sum(bool(one.cue) for one in gold),
            "found cues": sum(bool(one.cue) for one in found),
            "right cues": len(cues),
        }
    )
    for i, one in enumerate(gold):
        counts[f"gold {one.kind}"] += 1
        if i in matched:
            counts[f"right {one.kind}"] += 1
            counts += _speaker(one, found[matched[i]])
    for name, number in _errors(gold, found, matched).items():
        counts[f"error: {name}"] += number
    return counts


def _speaker(gold: Gold, found: Attribution) -> Counter[str]:
    right = overlap(gold.speaker, found.speaker) >= OVERLAP or not (gold.speaker or found.speaker)
    counts = Counter({"speakers": 1, "right speakers": int(right)})
    counts["same kind"] += gold.kind == found.kind
    if not right:
        if not found.speaker:
            error = "speaker missed"
        elif not gold.speaker:
            error = "speaker where there is none"
        elif overlap(gold.speaker, found.speaker) > 0:
            error = "speaker too long or too short"
        else:
            error = "another speaker"
        counts[f"error: {error}"] += 1
    return counts


def _errors(gold: Sequence[Gold], found: Sequence[Attribution], matched: Mapping[int, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    taken = set(matched.values())
    for i, one in enumerate(gold):
        if i in matched:
            continue
        touching = [other for other in found if overlap(one.content, other.content) > 0]
        if not touching:
            counts[f"missed, {one.kind}"] += 1
        elif len(touching) > 1:
            counts["parted"] += 1
        else:
            longer = sum(map(len, touching[0].content)) > sum(map(len, one.content))
            counts["too long" if longer else "too short"] += 1
    for j, other in enumerate(found):
        if j not in taken and not any(overlap(one.content, other.content) > 0 for one in gold):
            counts["found where there is none"] += 1
    return counts


def scores(counts: Mapping[str, int]) -> dict[str, Any]:
    """The scores of added-up counts, each in [0, 1], and the errors by kind."""
    number = Counter(counts)

    def f1(right: str, gold: str, found: str) -> float:
        total = number[gold] + number[found]
        return round(2 * number[right] / total, 4) if total else 0.0

    def share(right: str, of: str) -> float:
        return round(number[right] / number[of], 4) if number[of] else 0.0

    errors = {
        name[7:]: number[name] for name in sorted(number) if name.startswith("error: ") and number[name]
    }
    return {
        "articles": number["articles"],
        "attributions": number["gold"],
        "found": number["found"],
        "content_f1": f1("right", "gold", "found"),
        "content_precision": share("right", "found"),
        "content_recall": share("right", "gold"),
        "character_f1": f1("right characters", "gold characters", "found characters"),
        "recall_direct": share("right direct", "gold direct"),
        "recall_mixed": share("right mixed", "gold mixed"),
        "recall_indirect": share("right indirect", "gold indirect"),
        "speaker_right": share("right speakers", "speakers"),
        "cue_f1": f1("right cues", "gold cues", "found cues"),
        "kind_right": share("same kind", "speakers"),
        "errors": errors,
    }
