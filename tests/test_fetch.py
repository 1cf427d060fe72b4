"""Pages from a server: politely, a clear list of what was refused, and nothing outside the folder."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from framing import corpus
from framing.cli import main
from framing.errors import FramingError
from framing.fetch import AGENT, Fetched, fetch

BODY = "The river rose on Friday, and the mayor said that the old bridge would be closed for a week."
PAGE = (
    "<!doctype html><html><head><title>Flood</title></head><body><h1>River floods é town</h1>"
    + "".join(f"<p>{BODY} It was flood number {n} of the year.</p>" for n in range(9))
    + "</body></html>"
)
HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """What a server answers by path, and what it was asked."""

    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, float, str]] = field(default_factory=list)
    url: str = ""

    def says(self, path: str, status: int = 200, body: str | bytes = PAGE, **head: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        heads = {"Content-Type": HTML} | {name.replace("_", "-"): value for name, value in head.items()}
        self.answers.setdefault(path, []).append((status, heads, data))

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as known:
        yield known


@contextmanager
def serving() -> Iterator[Site]:
    known = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append((self.path, time.monotonic(), self.headers["User-Agent"]))
            several = known.answers.get(self.path, [(404, {"Content-Type": HTML}, b"")])
            status, head, body = several.pop(0) if len(several) > 1 else several[0]
            self.send_response(status)
            for name, value in head.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()


def get(site: Site, folder: Path, *paths: str) -> Fetched:
    return fetch([site.url + path for path in paths], folder, pause=0.01, timeout=5)


def test_a_page_is_saved_and_read(site, tmp_path):
    site.says("/news/2019/12/02/flood")
    found = get(site, tmp_path, "/news/2019/12/02/flood#top")
    (saved,) = found.saved
    assert not found.refused
    assert saved.path.parent == tmp_path
    assert site.paths() == ["/robots.txt", "/news/2019/12/02/flood"]
    assert {agent for _, _, agent in site.asked} == {AGENT}
    (article,) = corpus.load([tmp_path]).articles
    assert (article.title, article.date_from) == ("River floods é town", "url")
    assert article.url == f"{site.url}/news/2019/12/02/flood"


@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        ("/private/a", {}, "robots.txt does not allow"),
        ("/gone", {"status": 410}, "410 Gone"),
        ("/none", None, "404 Not Found"),
        ("/a.pdf", {"Content_Type": "application/pdf"}, "no page (application/pdf)"),
        ("/round", {"status": 302, "Location": "/round"}, "leads from one address to the next"),
        ("/away", {"status": 301, "Location": "/private/b"}, "robots.txt does not allow"),
        ("/file", {"status": 301, "Location": "file:///etc/passwd"}, "only http and https"),
        ("/busy", {"status": 503}, "503 Service Unavailable"),
    ],
)
def test_what_is_not_saved_is_listed_with_its_reason(site, tmp_path, path, answer, reason):
    site.says("/robots.txt", body="User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    if answer is not None:
        site.says(path, **answer)
    found = get(site, tmp_path, path)
    assert not found.saved
    assert [reason in refused.reason for refused in found.refused] == [True]
    assert not any(asked.startswith("/private") for asked in site.paths())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://a.example/", "only http and https"),
        ("data:text/html,a", "only http and https"),
        ("http://", "no address"),
        ("http://[::1", "no address"),
        ("http://jo:secret@127.0.0.1:9/", "password"),
        ("http://127.0.0.1:9/", "cannot be reached"),
    ],
)
def test_addresses_that_are_not_asked_for(tmp_path, url, reason):
    (refused,) = fetch([url], tmp_path, pause=0.0, timeout=2).refused
    assert reason in refused.reason
    assert "secret" not in refused.reason


def test_a_page_may_not_lead_into_the_reader_s_network(site, tmp_path):
    """A redirect to a port of this machine that was not named is not followed, one to a named host is."""
    with serving() as inside:
        inside.says("/secret")
        site.says("/away", status=302, Location=f"{inside.url}/secret")
        (refused,) = get(site, tmp_path, "/away").refused
        assert "127.0.0.1, an address inside a network" in refused.reason
        assert inside.paths() == []
        named = [f"{inside.url}/secret", f"{site.url}/away"]
        found = fetch(named, tmp_path, pause=0.01, timeout=5)
        assert [one.url for one in found.saved] == named


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    ::1 fe80::1 fd00::1 ::ffff:10.0.0.1 2002:7f00:1:: ::""".split(),
)
def test_no_name_hides_an_address_inside(site, tmp_path, monkeypatch, address):
    """Where a name leads counts, not how it reads; robots.txt is not asked for there either."""
    known, asked = socket.getaddrinfo, list[str]()

    def found(host: str, port: int, *rest: object, **more: object) -> object:
        asked.append(host)
        return known(address if host == "vale.example" else host, port, *rest, **more)

    site.says("/away", status=302, Location="http://vale.example/secret")
    monkeypatch.setattr(socket, "getaddrinfo", found)
    (refused,) = get(site, tmp_path, "/away").refused
    assert "an address inside a network" in refused.reason
    assert "vale.example" in asked


def test_the_robots_file_of_each_host_on_the_way_is_asked_for(site, tmp_path):
    with serving() as other:
        site.says("/away", status=302, Location=f"{other.url}/private/a")
        other.says("/robots.txt", body="User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
        other.says("/private/a")
        other.says("/b")
        found = fetch([f"{other.url}/b", f"{site.url}/away"], tmp_path, pause=0.01, timeout=5)
        assert [refused.reason for refused in found.refused] == ["its robots.txt does not allow it"]
        assert other.paths() == ["/robots.txt", "/b"]


@pytest.mark.parametrize(("status", "saved"), [(403, 0), (404, 1), (500, 0)])
def test_a_robots_file_that_cannot_be_had(site, tmp_path, status, saved):
    site.says("/robots.txt", status=status)
    site.says("/a")
    assert len(get(site, tmp_path, "/a").saved) == saved


def test_a_busy_host_is_asked_again(site, tmp_path):
    site.says("/a", status=503)
    site.says("/a", status=429, Retry_After="0")
    site.says("/a")
    assert len(get(site, tmp_path, "/a").saved) == 1
    assert site.paths().count("/a") == 3


def test_one_request_a_second(site, tmp_path):
    site.says("/a")
    site.says("/b")
    fetch([f"{site.url}/a", f"{site.url}/b"], tmp_path, timeout=5)
    times = [moment for _, moment, _ in site.asked]
    assert all(later - sooner >= 0.95 for sooner, later in pairwise(times))


def test_a_site_may_ask_for_more_time(site, tmp_path):
    site.says("/robots.txt", body="User-agent: *\nCrawl-delay: 1\n", Content_Type="text/plain")
    site.says("/a")
    get(site, tmp_path, "/a")
    assert site.asked[1][1] - site.asked[0][1] >= 0.95


def test_an_encoding_that_only_the_answer_names(site, tmp_path):
    page = PAGE.replace("é", "ж")
    site.says("/a", body=page.encode("cp1251"), Content_Type="text/html; charset=windows-1251")
    site.says("/b", body=page.encode("utf-8"))
    get(site, tmp_path, "/a", "/b")
    titles = {article.title for article in corpus.load([tmp_path]).articles}
    assert titles == {"River floods ж town"}


@pytest.mark.parametrize(
    "path", ["/../../x", "/%2e%2e/%2e%2e/x", "/a" * 900, "/", "/é?q=..%2F..", "/a\\..\\b"]
)
def test_names_stay_in_the_folder(site, tmp_path, path):
    folder = tmp_path / "in"
    found = fetch([site.url + path], folder, pause=0.0, timeout=5)
    for asked in list(site.paths()):
        site.says(asked)
    site.answers.pop("/robots.txt", None)
    found = fetch([site.url + path], folder, pause=0.0, timeout=5)
    (saved,) = found.saved
    assert saved.path.parent == folder
    assert [one.parent for one in tmp_path.rglob("*.html")] == [folder]


def test_the_same_address_goes_to_the_same_file(site, tmp_path):
    site.says("/a")
    first, again = get(site, tmp_path, "/a", "/a"), get(site, tmp_path, "/a")
    assert first.saved == again.saved
    assert len(list(tmp_path.iterdir())) == 1


def test_the_command(site, tmp_path):
    site.says("/a")
    result = CliRunner().invoke(main, ["fetch", f"{site.url}/a", f"{site.url}/b", "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(next(tmp_path.iterdir()))
    assert f"{site.url}/b: the host answered 404 Not Found" in result.stderr


def test_nothing_saved_is_an_error(tmp_path):
    result = CliRunner().invoke(main, ["fetch", "file:///etc/passwd", "--into", str(tmp_path)])
    assert result.exit_code == 2
    assert "only http and https" in result.stderr


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(FramingError, match="cannot be made"):
        fetch(["http://127.0.0.1:9/"], tmp_path / "a" / "b")
