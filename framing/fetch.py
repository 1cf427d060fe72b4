"""Web pages into a folder, politely: the only part of the program that opens a connection.

What a site's robots.txt (RFC 9309) does not allow is not asked for; one request a second a host at most,
fewer where the site says so; a few tries; every address that was not saved is listed with its reason. No page
leads into the reader's own network: such a host is asked only when its address was named.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import os
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import IO

from framing import __version__
from framing.errors import FramingError

AGENT = f"framing/{__version__}"
_MOST = 32_000_000  # bytes of a page
_HOPS = 5  # times that an address may lead to another one
_LONGEST_WAIT = 60.0  # seconds that a site may ask for between two requests
_LEADS_INSIDE = "it leads to {}, an address inside a network that was not asked for"
_AGAIN = frozenset((429, 500, 502, 503, 504))
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A page that was saved."""

    url: str
    path: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that was not saved, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that came of the addresses, in their order."""

    saved: tuple[Saved, ...]
    refused: tuple[Refused, ...]


def fetch(
    urls: Iterable[str],
    into: str | Path,
    *,
    pause: float = 1.0,
    tries: int = 3,
    timeout: float = 20.0,
    progress: Callable[[str], None] | None = None,
) -> Fetched:
    """Save the pages at some addresses in a folder, each under a name made of its address.

    Args:
        pause: seconds between two requests to one host, at least.
        tries: of one address, where the host cannot be reached or is busy.
        timeout: seconds that a host may be silent.
        progress: is told each address before it is asked for.

    Raises:
        FramingError: the folder cannot be written.
    """
    folder = Path(into)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise FramingError(
            f"{folder}: it cannot be made ({exc.strerror})", hint="name another folder"
        ) from exc
    visitor = _Visitor(pause=pause, tries=tries, timeout=timeout)
    saved, refused = list[Saved](), list[Refused]()
    for url in dict.fromkeys(urls):
        if progress is not None:
            progress(url)
        try:
            page = visitor.page(url)
        except _NotFetched as exc:
            refused.append(Refused(url, str(exc)))
            continue
        saved.append(Saved(url, _write(folder, url, page)))
    return Fetched(tuple(saved), tuple(refused))


class _NotFetched(Exception):  # noqa: N818  # not an error of the program: a reason to list
    """Why an address is not saved."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a host answered: its status, its head, the first bytes of its body."""

    status: int
    head: Message
    body: bytes


def _inside(host: str, port: int | None) -> bool:
    """True for a host with an address that is not on the public internet."""
    try:
        found = socket.getaddrinfo(host, port or 80, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False  # asked for, it will not be reached, or by a proxy that knows it
    return any(not _is_public(str(entry[4][0])) for entry in found)


def _is_public(address: str) -> bool:
    one = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return one.is_global and not one.is_multicast and (mapped is None or mapped.is_global)


def _connect_outside(host: str, port: int, timeout: float | None) -> socket.socket:
    """A connection to a host on the public internet, to the very address that was looked at."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for entry in found:
        if not _is_public(str(entry[4][0])):
            raise _NotFetched(_LEADS_INSIDE.format(entry[4][0]))
    problem = OSError(f"{host} has no address")
    for entry in found:
        try:
            return socket.create_connection((str(entry[4][0]), port), timeout)
        except OSError as exc:
            problem = exc
    raise problem


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connect_outside(self.host, self.port, self.timeout)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        below = _connect_outside(self.host, self.port, self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(below, server_hostname=self.host)


class _Outside(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req)


class _OutsideSecure(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secure, req)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another address is another request: it is asked for as politely as the first one."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> None:
        return None


@dataclass(slots=True)
class _Visitor:
    """One visit to several hosts: when each was last asked, what each allows, and which do not answer."""

    pause: float
    tries: int
    timeout: float
    last: dict[str, float] = field(default_factory=dict)
    rules: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    down: dict[str, str] = field(default_factory=dict)
    named_inside: set[str] = field(default_factory=set)  # hosts of the reader's own network that were named

    def page(self, url: str) -> _Answer:
        """The page at an address. Raises _NotFetched with the reason why not."""
        named = urllib.parse.urlsplit(_checked(url))
        if _inside(named.hostname or "", named.port):
            self.named_inside.add(named.netloc)
        for _ in range(_HOPS + 1):
            url = _checked(url)
            if not self._allowed(url):
                raise _NotFetched("its robots.txt does not allow it")
            found = self._asked(url)
            target = found.head.get("Location", "")
            if found.status in (301, 302, 303, 307, 308) and target:
                url = urllib.parse.urljoin(url, target)
                continue
            if found.status != 200:
                raise _NotFetched(f"the host answered {found.status} {_phrase(found.status)}")
            if found.head.get_content_type() not in _KINDS:
                raise _NotFetched(f"it is no page ({found.head.get_content_type()[:60]})")
            if len(found.body) > _MOST:
                raise _NotFetched(f"it is larger than {_MOST // 1_000_000} MB")
            return found
        raise _NotFetched("it leads from one address to the next")

    def _allowed(self, url: str) -> bool:
        host = urllib.parse.urlsplit(url)
        place = f"{host.scheme}://{host.netloc}"
        if place in self.down:
            raise _NotFetched(self.down[place])
        if place not in self.rules:
            try:
                self.rules[place] = self._rules(place)
            except _NotFetched as exc:
                self.down[place] = str(exc)
                raise
        return self.rules[place].can_fetch(AGENT, url)

    def _rules(self, place: str) -> urllib.robotparser.RobotFileParser:
        """RFC 9309: no such file allows all; one that cannot be had allows nothing."""
        rules, url = urllib.robotparser.RobotFileParser(), f"{place}/robots.txt"
        for _ in range(_HOPS + 1):
            found = self._asked(_checked(url))
            target = found.head.get("Location", "")
            if found.status not in (301, 302, 303, 307, 308) or not target:
                break
            url = urllib.parse.urljoin(url, target)
        if found.status == 200:
            rules.parse(found.body[:500_000].decode("utf-8", "replace").splitlines())
        elif found.status in (401, 403):
            rules.disallow_all = True  # type: ignore[attr-defined]  # typeshed leaves it out
        elif 400 <= found.status < 500:
            rules.allow_all = True  # type: ignore[attr-defined]  # typeshed leaves it out
        else:
            raise _NotFetched(f"its robots.txt cannot be read (the host answered {found.status})")
        rules.modified()
        return rules

    def _asked(self, url: str) -> _Answer:
        """One request, tried again where the host is busy."""
        reason = ""
        for number in range(self.tries):
            self._wait(url, number)
            try:
                found = self._once(url)
            except (OSError, http.client.HTTPException, ValueError) as exc:
                reason = str(getattr(exc, "reason", exc))[:120] or type(exc).__name__
                continue
            if found.status not in _AGAIN or number + 1 == self.tries:
                return found
            self._told_to_wait(url, found.head.get("Retry-After", ""))
        raise _NotFetched(f"the host cannot be reached ({reason})")

    def _once(self, url: str) -> _Answer:
        head = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.5"}
        request = urllib.request.Request(url, headers=head)  # the scheme was checked
        opener = urllib.request.build_opener(_NoRedirect, *self._ways(url))
        try:
            with opener.open(request, timeout=self.timeout) as answer:
                return _Answer(answer.status, answer.headers, answer.read(_MOST + 1))
        except urllib.error.HTTPError as answer:
            with answer:
                return _Answer(answer.code, answer.headers, b"")

    def _ways(self, url: str) -> tuple[urllib.request.BaseHandler, ...]:
        """How to connect: as usual to a host that was named, else only to the public internet."""
        host = urllib.parse.urlsplit(url)
        if host.netloc in self.named_inside:
            return ()
        name = host.hostname or ""
        if host.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(name):
            if _inside(name, host.port):  # the proxy connects: only the name can be looked at
                raise _NotFetched(_LEADS_INSIDE.format(name))
            return ()
        return (_Outside(), _OutsideSecure())

    def _wait(self, url: str, number: int) -> None:
        host = urllib.parse.urlsplit(url)
        rules = self.rules.get(f"{host.scheme}://{host.netloc}")
        asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        gap = max(self.pause * 2**number, min(asked, _LONGEST_WAIT))
        left = self.last.get(host.netloc, float("-inf")) + gap - time.monotonic()
        if left > 0:
            time.sleep(left)
        self.last[host.netloc] = time.monotonic()

    def _told_to_wait(self, url: str, after: str) -> None:
        if after.strip().isdigit():
            host = urllib.parse.urlsplit(url).netloc
            self.last[host] = time.monotonic() + min(float(after), _LONGEST_WAIT) - self.pause


def _checked(url: str) -> str:
    """The address without its fragment, what is not ASCII spelled out. Raises _NotFetched."""
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as exc:
        raise _NotFetched("this is no address") from exc
    if parts.scheme not in ("http", "https"):
        raise _NotFetched("only http and https are fetched")
    if not host or parts.username is not None:
        raise _NotFetched("this is no address" if not host else "addresses with a password are not fetched")
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    host = f"[{host}]" if ":" in host else host
    return urllib.parse.urlunsplit((parts.scheme, host + port, path, query, ""))


def _phrase(status: int) -> str:
    return http.client.responses.get(status, "")


def _write(folder: Path, url: str, page: _Answer) -> Path:
    """Save a page whole or not at all; the same address goes to the same file again."""
    parts = urllib.parse.urlsplit(url)
    plain = re.sub(r"[^A-Za-z0-9]+", "-", f"{parts.hostname}{parts.path}").strip("-")[:80]
    name = f"{plain}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}"
    path = folder / f"{name}{_KINDS[page.head.get_content_type()]}"
    waiting = path.with_suffix(".part")
    try:
        waiting.write_bytes(_kept(url, page) if path.suffix == ".html" else page.body)
        os.replace(waiting, path)
    except OSError as exc:
        raise FramingError(
            f"{path}: it cannot be written ({exc.strerror})", hint="check the folder and the space on it"
        ) from exc
    return path


def _kept(url: str, page: _Answer) -> bytes:
    """The page as it came, with its address at the top, as browsers write it when they save one.

    Where only the head of the answer named the encoding, the page is written in UTF-8: the head is not saved.
    """
    body, charset = page.body, (page.head.get_content_charset() or "").lower()
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return body
    if charset and charset not in ("utf-8", "utf8") and not re.search(rb"(?i)charset\s*=", body[:4000]):
        try:
            body = body.decode(charset).encode("utf-8-sig")
        except (LookupError, ValueError):
            return body
    mark, rest = (body[:3], body[3:]) if body.startswith(b"\xef\xbb\xbf") else (b"", body)
    shown = _checked(url).replace("--", "-%2D")
    note = f"<!-- saved from url=({len(shown):04d}){shown} -->\n"
    # Below the document type: above it, browsers show the page as if it were from 1998.
    doctype = re.match(rb"(?i)\s*(?:<\?xml[^>]{0,200}\?>\s*)?<!doctype[^>]{0,300}>\s*", rest)
    at = doctype.end() if doctype else 0
    return mark + rest[:at] + note.encode("ascii") + rest[at:]
