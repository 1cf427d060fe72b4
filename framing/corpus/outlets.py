"""One name for an outlet, however it is written: by domain, by name, by a name in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from framing.errors import FramingError

NAME = r"(?:[A-Z0-9][\w.&/’'!-]*)(?:[ ](?:of[ ]|and[ ]|the[ ]|&[ ])?[A-Z0-9][\w.&/’'!-]*){0,5}"
_LONGEST = 6  # words of a name
# What newspapers, stations and agencies call themselves: a name with one of these is hardly anything else.
_CALLED = frozenset(
    """
    Advertiser Agency Argus Broadcasting Bugle Bulletin Chronicle Courier Daily Dispatch Echo
    Examiner Express Gazette Globe Guardian Herald Inquirer Intelligencer Journal Leader Ledger Mail
    Mercury Messenger Mirror Monitor Network News Newspaper Newswire Observer Post Press Radio
    Record Recorder Register Review Sentinel Standard Star Sun TV Telegram Telegraph Television
    Times Today Tribune Voice Weekly Wire
    """.split()
)
# Words that stand beside those in pleas and are no name.
_COMMON = frozenset(
    """our your breaking daily weekly morning evening news latest today free now top more local world post
    press telegram radio tv network alerts newsletter channel app""".split()
)


@dataclass(frozen=True, slots=True)
class Outlets:
    """A list of outlets: the one name of each, by domain, by key of its names, by name as in a text."""

    by_domain: dict[str, str]
    by_key: dict[str, str]
    in_text: dict[str, str]

    def of_url(self, url: str) -> str | None:
        """The outlet that publishes under an address; the bare domain where the list does not know it.

        >>> known().of_url("https://www.nytimes.com/2019/12/02/a.html"), known().of_url("https://vale.example/a")
        ('The New York Times', 'vale.example')
        """
        host = domain(url)
        if not host:
            return None
        parts = host.split(".")
        for at in range(len(parts) - 1):
            name = self.by_domain.get(".".join(parts[at:]))
            if name:
                return name
        return host

    def of_name(self, name: str) -> str | None:
        """The one name of an outlet that the list knows, None for others.

        >>> [known().of_name(name) for name in ("NYT", "www.nytimes.com", "The Vale Courier")]
        ['The New York Times', 'The New York Times', None]
        """
        by_name = self.by_key.get(key(name))
        if by_name or "." not in name or " " in name.strip():
            return by_name
        found = self.of_url("https://" + name.strip().removeprefix("https://").removeprefix("http://"))
        return found if found in self.by_key.values() else None

    def at_start(self, words: str) -> str | None:
        """The known outlet whose name begins a run of words, the longest one."""
        parts = words.split()[:_LONGEST]
        return next((n for end in range(len(parts), 0, -1) if (n := self._exact(parts[:end]))), None)

    def at_end(self, words: str) -> str | None:
        """The known outlet whose name ends a run of words, the longest one."""
        parts = words.split()[-_LONGEST:]
        return next((n for start in range(len(parts)) if (n := self._exact(parts[start:]))), None)

    def _exact(self, parts: list[str]) -> str | None:
        joined = re.sub(r"['’]s?$|[.,;:!]+$", "", " ".join(parts))
        return self.in_text.get(joined) or self.in_text.get(joined.replace("the ", "The ", 1))


def sounds_like_one(name: str) -> bool:
    """True for a name of two words or more with a word that outlets call themselves, and for a domain.

    >>> [sounds_like_one(name) for name in ("The Vale Courier", "vale.news", "East Asia", "Breaking News")]
    [True, True, False, False]
    """
    words = name.removeprefix("The ").removeprefix("the ").split()
    if len(words) == 1:
        return (
            re.fullmatch(r"[\w-]+\.(?:com|org|net|news|info|[a-z]{2})", words[0], re.IGNORECASE) is not None
        )
    return any(word in _CALLED for word in words) and not all(word.lower() in _COMMON for word in words)


def key(name: str) -> str:
    """A name without what differs between its spellings.

    >>> key("The New York Times"), key("Al-Jazeera"), key("ANTIWAR.COM")
    ('newyorktimes', 'aljazeera', 'antiwar')
    """
    small = name.strip().casefold().removeprefix("the ")
    small = re.sub(r"\.(?:com|org|net)$", "", small)
    return re.sub(r"[^\w]", "", small.replace("&", "and"))


def domain(url: str) -> str:
    """The host of an address without `www.`; empty where it is none.

    >>> domain("https://www.Example.org:80/a"), domain("not an address")
    ('example.org', '')
    """
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    host = re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.", "", host)
    return host if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host) else ""


def parse(text: str, *, name: str) -> Outlets:
    """Read a list of outlets: name, domains, other names, parted by tabs; commas inside a column.

    Raises:
        FramingError: a line has too many columns, or a domain or name stands for two outlets.
    """
    by_domain, by_key, in_text = dict[str, str](), dict[str, str](), dict[str, str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        cells = [*(cell.strip() for cell in line.split("\t")), "", ""]
        if len(cells) > 5:
            raise FramingError(
                f"{name} line {number}: too many columns", hint="name, domains, aliases: two tabs"
            )
        outlet = cells[0]
        for table, wanted in ((by_domain, _parts(cells[1])), (by_key, map(key, (outlet, *_parts(cells[2]))))):
            for entry in wanted:
                if table.setdefault(entry, outlet) != outlet:
                    raise FramingError(
                        f"{name} line {number}: {entry!r} already means {table[entry]}",
                        hint="keep one of them",
                    )
        for entry in (outlet, *_parts(cells[2])):
            in_text.update(dict.fromkeys(_spellings(entry), outlet))
    return Outlets(by_domain, by_key, in_text)


def _spellings(name: str) -> Iterator[str]:
    """How a text writes a name: with its article, and without where two words or more are left."""
    bare = name.removeprefix("The ")
    yield "The " + bare
    if not name.startswith("The ") or " " in bare:
        yield bare


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split(",") if part.strip())


_in_force: ContextVar[Outlets | None] = ContextVar("outlets", default=None)


def known() -> Outlets:
    """The outlets that are known: this package's own list, and before it the user's where one is in force."""
    return _in_force.get() or own()


@contextmanager
def using(table: Outlets) -> Iterator[None]:
    """Put a list in force for what is done inside, in this thread of work alone."""
    token = _in_force.set(table)
    try:
        yield
    finally:
        _in_force.reset(token)


def extended(path: str | Path) -> Outlets:
    """This package's list with a user's before it; the empty path adds nothing.

    Raises:
        FramingError: there is no such file, it is not text in UTF-8, or a line breaks the format.
    """
    if not str(path):
        return own()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as exc:
        raise FramingError(
            f"{path}: the list of outlets cannot be read ({exc})",
            hint="give a text file in UTF-8: name, domains, other names, parted by tabs",
        ) from exc
    users, ours = parse(text, name=str(path)), own()
    return Outlets(
        {**ours.by_domain, **users.by_domain},
        {**ours.by_key, **users.by_key},
        {**ours.in_text, **users.in_text},
    )


@cache
def own() -> Outlets:
    """The outlets of this package's own list."""
    return parse(files(__package__).joinpath("outlets.tsv").read_text(encoding="utf-8"), name="outlets.tsv")


# Agencies and syndicates sell their reports: their note on rights stands in other outlets' pages.
AGENCIES = frozenset(
    (
        *("Associated Press", "Reuters", "Agence France-Presse", "United Press International", "Bloomberg"),
        *("Press Trust of India", "Asian News International", "PA Media", "The Canadian Press", "Xinhua"),
        *("Creators.com", "Creators Syndicate", "Tribune Content Agency", "Project Syndicate"),
    )
)
