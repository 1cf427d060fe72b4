"""Whether a text ends where its article ends."""

from __future__ import annotations

import re

from framing.corpus import cleaning
from framing.records import LeftOut

_PARAGRAPH = 22  # words; a shorter last line without a full stop may be a link or a credit
_UNDER = 3  # lines below a text that are asked whether it goes on
_CUT = re.compile(r"\[\+\d+ chars\]$|(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")


def breaks_off(text: str, start: int, left_out: tuple[LeftOut, ...]) -> list[str]:
    """A warning where the text, or what stands right below it, says or shows that there was more of it."""
    end = cleaning.kept(text, start, left_out)[-400:].rsplit("\n", 1)[-1]
    if _CUT.search(end) or any(map(cleaning.ends_early, (end, *_below(text, left_out)))):
        return ["suspect: the text ends as if there were more of it"]
    if len(end.split()) > _PARAGRAPH and re.search(r"(?:^|\s)[^\W\d_A-Z]{2,}$|,$", end):
        return ["suspect: the last sentence breaks off"]
    return []


def _below(text: str, left_out: tuple[LeftOut, ...]) -> list[str]:
    """The first lines that are left out below the last one that is kept."""
    found, end = list[str](), len(text.rstrip())
    for left in reversed(left_out):
        if text[left.span.end : end].strip():
            break
        found.append(left.span.of(text))
        end = left.span.start
    return found[: -_UNDER - 1 : -1]
