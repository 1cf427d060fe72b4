"""What a loader hands over: an article as it was found, before anything is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["row", "page", "plain"]


@dataclass(frozen=True, slots=True)
class Raw:
    """One article as a file holds it.

    `where` names the place for a message ("news.jsonl line 12"), `path` the file. `fields` are the values by
    key, as found. `kind` tells how they may be read: a row is taken exactly as given, a page was extracted,
    plain text is yet to be parted into title, date line and body.
    """

    where: str
    path: str
    kind: Kind
    fields: Mapping[str, object]
    warnings: tuple[str, ...] = ()
