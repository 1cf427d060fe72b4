"""Hostile input: no file crashes, hangs, escapes or fills the memory; each is set aside with its reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import signal
import socket
import time
import tracemalloc
import zipfile
from functools import cache
from pathlib import Path

import pytest

from framing import corpus
from framing.corpus import loaders
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.timing import within
from framing.errors import FramingError, LoadError
from framing.records import Article, SetAside

BODY = "The river rose on Friday, and the mayor said that the old bridge would be closed for a week."
GOOD = json.dumps({"id": "good", "text": BODY}).encode() + b"\n"


def zip_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in members:
            folder.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    """A row that is 8 MB long and packs to 8 KB, a hundred times."""
    return zip_of(*((f"{number}.jsonl", b'{"text": "' + b"a " * 4_000_000) for number in range(10)))


def with_index_of(count: int) -> bytes:
    """A zip folder that says it holds so many files."""
    data = bytearray(zip_of(("a.jsonl", GOOD)))
    end = data.rfind(b"PK\x05\x06")
    data[end + 10 : end + 12] = (0xFFFF).to_bytes(2, "little")
    wide = (
        b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12) + count.to_bytes(8, "little") * 2 + bytes(16)
    )
    return bytes(data[:end] + wide + data[end:])


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><rss><channel><title>x</title><item><title>&j;</title>"
    "<description>&j;</description></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>x</title>'
    "<item><title>t</title><description>&a;</description></item></channel></rss>"
)
ALIKE = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"


@cache
def files() -> dict[str, bytes]:
    return {
        "laughs.rss": LAUGHS.encode(),
        "outside.rss": OUTSIDE.encode(),
        "laughs.html": LAUGHS.encode(),
        "deep.rss": b"<rss>" + b"<a>" * 25_000,
        "deep_html.rss": b"<rss><channel><item><description><![CDATA["
        + b"<b>" * 50_000
        + b"]]></description></item></channel></rss>",
        "broken.xml": b"<rss><channel><item>",
        "nul.rss": b"<rss>\0</rss>",
        "bomb.zip": bomb(),
        "cut.zip": bomb()[:-100],
        "no.zip": b"PK\x05\x06",
        "index.zip": with_index_of(10**9),
        "nested.zip": zip_of(("in.zip", bomb())),
        "gz_in.zip": zip_of(("a.jsonl.gz", gzip.compress(b'{"text": "' + b"a " * 4_000_000))),
        "bomb.jsonl.gz": gzip.compress(b'{"text": "' + b"a " * 4_000_000),
        "bomb.csv.gz": gzip.compress(b'text\n"' + b"a " * 4_000_000),
        "bomb.html.gz": gzip.compress(b"<p>" + b"a " * 4_000_000),
        "bomb.warc.gz": gzip.compress(ALIKE + b"Content-Length: 99999999\r\n\r\n" + b"a " * 4_000_000),
        "head.warc": b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000,
        "line.warc": b"WARC/1.0\r\nA: " + b"b" * 3_000_000,
        "length.warc": ALIKE
        + b"Content-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "text.warc": b"nothing of the kind\n" * 10,
        "cut.warc.gz": gzip.compress(ALIKE)[:20],
        "parts.mhtml": b"Content-Type: multipart/related; boundary=a\r\n\r\n" + b"--a\r\n" * 5000,
        "deep.mhtml": b"".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() for n in range(3000)
        ),
        "noise.mhtml": bytes(range(256)) * 50,
        "line.csv": b"text\n" + b"a" * 3_000_000,
        "line.jsonl": b"a" * 3_000_000,
        "line.txt": b"a" * 3_000_000,
        "item.json": b'[{"text": "' + b"a" * 3_000_000,
        "comma.json": b"[1 2]",
        "open.json": b'[{"text": 1},',
        "deep.jsonl": b'{"a":' * 100_000,
        "depth.json": b"[" + b"[" * 25_000,
        "surrogate.jsonl": b'{"text": "\\ud800"}',
        "nul.jsonl": b'{"text": "a\\u0000"}',
    }


GREEDY = (
    "bomb.zip",
    "index.zip",
    "laughs.rss",
    "line.csv",
    "item.json",
    "head.warc",
    "line.warc",
    "bomb.warc.gz",
)


@pytest.mark.parametrize("name", sorted(files()))
def test_hostile_files_are_set_aside_soon_and_small(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(files()[name])
    (tmp_path / "in" / "good.jsonl").write_bytes(GOOD)
    before, started = sorted(tmp_path.rglob("*")), time.process_time()
    if name in GREEDY:
        tracemalloc.start()
    found = corpus.load([tmp_path], max_file_mb=2, max_article_mb=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "good" in {article.id for article in found.articles}
    assert "root:" not in "".join(article.text for article in found.articles)
    assert found.set_aside or name in ("deep_html.rss", "laughs.html")
    assert all(aside.reason and aside.hint and aside.path.isprintable() for aside in found.set_aside)
    assert max((len(article.text) for article in found.articles), default=0) < 500_000
    assert peak < 60_000_000
    assert time.process_time() - started < 30
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_bomb_is_named_as_what_it_is(tmp_path):
    (tmp_path / "a.zip").write_bytes(bomb())
    with pytest.raises(FramingError, match="unpacks to more than 100 times its size"):
        corpus.load([tmp_path], max_file_mb=1)


def rows_of(count: int, start: str) -> list[dict[str, str]]:
    """Rows whose texts do not pack to nothing."""
    digests = [
        "".join(hashlib.sha256(f"{n} {m}".encode()).hexdigest() for m in range(40)) for n in range(count)
    ]
    return [{"id": f"{start}{n}", "text": f"{BODY} {digest}"} for n, digest in enumerate(digests)]


def test_a_large_file_that_is_read_by_rows_needs_no_large_bound(tmp_path):
    def lines(start: str) -> bytes:
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows_of(450, start))

    (tmp_path / "a.jsonl").write_bytes(lines("a"))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines("b")))
    (tmp_path / "c.json").write_text(json.dumps(rows_of(450, "c"), indent=1))
    assert (tmp_path / "c.json").stat().st_size > 1_100_000
    found = corpus.load([tmp_path], max_file_mb=1)
    assert not found.set_aside
    assert len(found.articles) == 1350


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_a_file_is_read_a_piece_at_a_time(tmp_path, suffix):
    import pandas as pd

    path, rows = tmp_path / f"a{suffix}", rows_of(5000, "")
    if suffix == ".csv":
        pd.DataFrame(rows).to_csv(path, index=False)
    else:
        path.write_text(
            "".join(json.dumps(row) + "\n" for row in rows) if suffix == ".jsonl" else json.dumps(rows)
        )
    del rows
    tracemalloc.start()
    count = sum(isinstance(found, Raw) for found in loaders.read(File(path.name, path=path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5000
    assert peak < path.stat().st_size / 4


# --- folders and names -----------------------------------------------------------------------------------


def test_folders_within_folders_and_loops(tmp_path):
    deep = tmp_path / "in"
    deep.mkdir()
    (deep / "good.jsonl").write_bytes(GOOD)
    (deep / "a").symlink_to(deep / "b")
    (deep / "b").symlink_to(deep / "a")
    (deep / "up").symlink_to(tmp_path, target_is_directory=True)
    inner = deep
    for _ in range(100):
        inner = inner / "d"
        inner.mkdir()
    (inner / "lost.jsonl").write_bytes(GOOD)
    found = corpus.load([tmp_path])
    assert [article.id for article in found.articles] == ["good"]
    assert {aside.reason for aside in found.set_aside} == {
        "a link that leads nowhere",
        "folders are nested in it more than 60 deep",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path):
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    (tmp_path / "closed").mkdir(mode=0)
    (aside,) = corpus.load([tmp_path]).set_aside
    assert "cannot be read" in aside.reason


@pytest.mark.parametrize("name", ["a\nb.jsonl", "a\x1b[31m.jsonl", "a..jsonl", "é\u202e.jsonl", "-.jsonl"])
def test_names_are_shown_on_one_line(tmp_path, name):
    (tmp_path / name).write_bytes(GOOD + b"{\n")
    found = corpus.load([tmp_path])
    shown = [found.articles[0].path, found.set_aside[0].path]
    assert all(one.isprintable() for one in shown)


# --- time ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such clock")
def test_work_that_does_not_end_is_ended():
    def go_on() -> None:
        with within(1, "a.html"):
            while True:
                try:
                    time.sleep(0.01)
                except Exception:  # as extractors do
                    continue

    with pytest.raises(LoadError, match="could not be understood in 1 seconds"):
        go_on()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    with within(0, "a.html"):
        pass


SLOW = {
    "capitals": "Told The Aa Aa Aa " * 10_000,
    "numbers": "1,1,1,1 " * 20_000,
    "years": "Since 1914 the the the " * 7_000,
    "quotes": "“" * 100_000,
    "brackets": "(Aa " * 25_000,
    "dots": "." * 100_000,
    "bars": "| " * 50_000,
    "days": "on Friday, " * 15_000,
    "dates": "Friday, Nov. 29, 2019 on Friday said " * 3_000,
    "lines": "Aa Aa\n" * 15_000,
    "by": "By Aa Aa and " * 10_000,
    "reported": "Aa reported " * 10_000,
    "spaces": " " * 400_000 + "a",
    "tags": "<p " * 25_000,
}


@pytest.mark.parametrize("name", sorted(SLOW))
@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_no_text_takes_long(tmp_path, name, suffix):
    text = SLOW[name]
    content = {".txt": text, ".html": f"<html><body><p>{text}</p></body></html>"}.get(
        suffix, json.dumps({"text": text})
    )
    (tmp_path / f"a{suffix}").write_text(content)
    started = time.process_time()
    found = _quietly(tmp_path)
    assert time.process_time() - started < 20
    assert all(isinstance(item, Article | SetAside) for item in found)


def _quietly(folder: Path) -> list[Article | SetAside]:
    try:
        return list(corpus.stream([folder], language=""))
    except FramingError:
        return []


# --- nothing is fetched ----------------------------------------------------------------------------------


def test_reading_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    frames = '<iframe src="https://a.example/"></iframe><img src="https://a.example/p.png">'
    paragraphs = "".join(f"<p>{BODY} {n}</p>" for n in range(9))
    (tmp_path / "a.html").write_text(
        '<!DOCTYPE html PUBLIC "x" "https://a.example/x.dtd"><html><head><base href="https://a.example/">'
        f'<link rel="canonical" href="https://a.example/2019/12/02/x"></head><body>{frames}{paragraphs}</body></html>'
    )
    (tmp_path / "b.rss").write_text(
        '<!DOCTYPE rss SYSTEM "https://a.example/rss.dtd"><rss><channel><title>Vale Post</title>'
        f"<item><title>a</title><description>{BODY}</description></item></channel></rss>"
    )
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    assert len(corpus.load([tmp_path]).articles) == 3
