"""From what a loader found to an `Article`: rows as given, pages and plain text as they were understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from framing.corpus import cleaning, dates, outlets, scraped, windows
from framing.corpus.credits import credited
from framing.corpus.endings import breaks_off
from framing.corpus.identity import identifier
from framing.corpus.raw import Raw
from framing.corpus.settings import KEYS, MAX_TEXT
from framing.errors import LoadError
from framing.records import Article, DateFrom

_DEEPEST = 60  # levels of lists and objects in a row


def article(raw: Raw) -> Article:
    """The article that a loader found.

    Raises:
        LoadError: it has no text, its date is none, or a value is of the wrong kind; names place and value.
    """
    _check(raw)
    if raw.kind == "plain":
        return _plain(raw)
    return _row(raw) if raw.kind == "row" else _page(raw)


def _row(raw: Raw) -> Article:
    fields, warnings = raw.fields, list(raw.warnings)
    body, title = _required_text(raw), _text(raw, "title") or ""
    url = _text(raw, "url") or ""
    given = fields.get("date")
    published, window, known = _stated_date(raw, given)
    if published is None and window is None:
        published, window, known = _from_url(url)
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    if published is None and window is None:
        window = windows.inferred(body)
        known = "inferred" if window else "unknown"
    source = _text(raw, "source")
    name = source if source and source.strip() else (outlets.known().of_url(url) if url else None)
    left_out = (*cleaning.headline_again(text, start, title), *cleaning.surely_left_out(text, start))
    warnings += breaks_off(text, start, left_out)
    return Article(
        id=identifier(raw, source, given, title, body),
        source=name,
        published=published,
        date_from=known,
        title=title,
        text=text,
        url=url,
        author=_author(fields.get("author")),
        path=raw.path,
        window=window,
        credits=credited(text, name, left_out),
        left_out=left_out,
        warnings=tuple(warnings),
        extra=tuple((key, value) for key, value in fields.items() if key not in KEYS),
    )


def _page(raw: Raw) -> Article:
    fields, warnings = raw.fields, list(raw.warnings)
    body, title = _required_text(raw), _text(raw, "title") or ""
    url, source = _text(raw, "url") or "", _text(raw, "source")
    published, known = fields.get("date"), fields.get("date_from", "unknown")
    day = published if isinstance(published, date) else None
    window = None
    if day is None:
        window = dates.month_in_url(url) or windows.inferred(body)
    found = scraped.understand(body, title=title)
    text, body = found.text, found.text[len(title) + 2 if title else 0 :]
    warnings += breaks_off(text, 0, found.left_out)
    return Article(
        id=identifier(raw, source, day.isoformat() if day else None, title, body),
        source=source,
        published=day,
        date_from=_known(known) if day else ("inferred" if window else "unknown"),
        title=title,
        text=text,
        url=url,
        author=_author(fields.get("author")) or found.author,
        path=raw.path,
        window=window,
        credits=credited(text, source, found.left_out),
        left_out=found.left_out,
        warnings=tuple(warnings),
    )


def _plain(raw: Raw) -> Article:
    fields, warnings = raw.fields, list(raw.warnings)
    found = scraped.understand(_required_text(raw), title=_text(raw, "title"))
    url, given = _text(raw, "url") or "", _text(raw, "date")
    stated = dates.stated(given) if given else None
    if given and stated is None:
        warnings.append(f"the date given is {given!r}, which is no date: write 2024-03-12")
    published: date | None = stated.day if stated else None
    window = stated.window if stated else None
    known: DateFrom = "stated" if published else "inferred" if window else "unknown"
    if published is None and window is None and found.day:
        published, known = found.day, "dateline"
        warnings += [note for note in found.notes if "date" in note]
    if published is None and window is None:
        published, window, known = _from_url(url)
    body = found.text[len(found.title) + 2 if found.title else 0 :]
    if not cleaning.kept(found.text, len(found.text) - len(body), found.left_out):
        raise LoadError(
            f"{raw.where}: there is no article in it, only what stands around one", hint="save its text"
        )
    if published is None and window is None:
        window = windows.inferred(cleaning.kept(found.text, 0, found.left_out))
        known = "inferred" if window else "unknown"
    given_source = _text(raw, "source")
    source = given_source or (outlets.known().of_url(url) if url else None) or found.outlet
    if given_source is None and found.outlet and source == found.outlet:
        warnings += [note for note in found.notes if "source" in note]
    warnings += breaks_off(found.text, 0, found.left_out)
    return Article(
        id=identifier(raw, given_source, given, found.title, body),
        source=(outlets.known().of_name(source) or source) if source else None,
        published=published,
        date_from=known,
        title=found.title,
        text=found.text,
        url=url,
        author=_author(fields.get("author")) or found.author,
        path=raw.path,
        window=window,
        credits=credited(found.text, source, found.left_out),
        left_out=found.left_out,
        warnings=tuple(warnings),
        extra=tuple((key, value) for key, value in fields.items() if key not in KEYS),
    )


def _known(value: object) -> DateFrom:
    known: tuple[DateFrom, ...] = ("url", "metadata", "dateline")
    return next((one for one in known if one == value), "unknown")


def _stated_date(raw: Raw, given: object) -> tuple[date | None, tuple[date, date] | None, DateFrom]:
    if given is None or (isinstance(given, str) and not given.strip()) or given != given:  # NaN
        return None, None, "unknown"
    stated = dates.stated(given)
    if stated is None:
        raise LoadError(
            f"{raw.where}: date is {str(given)[:60]!r}, which is no day that can be told",
            hint="write an ISO date, such as 2024-03-12, or leave it empty",
        )
    return stated.day, stated.window, "stated" if stated.day else "inferred"


def _from_url(url: str) -> tuple[date | None, tuple[date, date] | None, DateFrom]:
    day = dates.in_url(url) if url else None
    if day:
        return day, None, "url"
    month = dates.month_in_url(url) if url else None
    return None, month, "inferred" if month else "unknown"


def _required_text(raw: Raw) -> str:
    body = _text(raw, "text")
    if body is None or not body.strip():
        keys = ", ".join(str(key) for key in raw.fields)[:120]
        reason = "the text is empty" if "text" in raw.fields else f"there is no text (its keys are: {keys})"
        raise LoadError(f"{raw.where}: {reason}", hint="give every article a text")
    if len(body) > MAX_TEXT:
        raise LoadError(
            f"{raw.where}: the text has {len(body):,} characters, more than any article",
            hint=f"part it; up to {MAX_TEXT:,} are read",
        )
    return body


def _text(raw: Raw, key: str) -> str | None:
    value = raw.fields.get(key)
    if value is None or value != value:  # NaN, the empty cell of a table
        return None
    if isinstance(value, str):
        return value
    if key in ("title", "source", "url") and isinstance(value, int | float):
        return str(value)
    raise LoadError(f"{raw.where}: {key} is {str(value)[:60]!r}", hint=f"write the {key} as text")


def _author(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return None


def _check(raw: Raw) -> None:
    """Refuse what no later part can write: half letters, NUL, objects nested without end."""
    waiting: list[tuple[object, int]] = [(raw.fields, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            _check_text(value, raw.where)
        elif isinstance(value, Mapping | list | tuple):
            if depth > _DEEPEST:
                raise LoadError(
                    f"{raw.where}: it is nested too deep", hint="write an article as one flat object"
                )
            items = [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
            waiting += [(item, depth + 1) for item in items]


def _check_text(value: str, where: str) -> None:
    if "\0" in value:
        raise LoadError(f"{where}: it holds NUL characters", hint="save it again as text in UTF-8")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as exc:
        raise LoadError(
            f"{where}: it holds half of a letter (a lone surrogate, {value[exc.start]!r})",
            hint="save it again as text in UTF-8",
        ) from exc
