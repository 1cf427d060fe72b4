"""Random and half-broken files: every one ends as articles or is set aside, and offsets stay true.

A few seconds by default. Longer by hand: FRAMING_FUZZ=20000 python -m pytest tests/test_fuzz_corpus.py
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import corpus
from framing.corpus import loaders
from framing.errors import FramingError
from framing.records import Article, SetAside

TRIED = int(os.environ.get("FRAMING_FUZZ", "40"))
BODY = "The river rose on Friday, and the mayor said that the old bridge would be closed for a week."
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Flood</title>"
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "datePublished": "2019-12-02", "author": [1]}'
    f"</script></head><body><h1>Flood</h1><time datetime='2019'>x</time>{f'<p>{BODY}</p>' * 4}</body></html>"
)
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
)
ANSWER = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"


def _zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in members:
            folder.writestr(name, data)
    return out.getvalue()


def whole() -> dict[str, bytes]:
    """A file of every kind that is as it should be; what is tried is made by breaking them."""
    row = {
        "id": "1",
        "source": "NYT",
        "date": "2019-12-02",
        "title": "Flood",
        "text": BODY,
        "url": "https://a.example/",
    }
    rows = "".join(json.dumps(row | {"id": str(n), "text": f"{BODY} {n}"}) + "\n" for n in range(3)).encode()
    table = io.BytesIO()
    import pandas as pd

    pd.DataFrame([row]).to_parquet(table)
    feed = (
        '<?xml version="1.0"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<title>Vale Post</title><item><title>Flood</title><pubDate>Mon, 02 Dec 2019 10:00:00 GMT</pubDate>"
        f"<c:encoded><![CDATA[<p>{BODY}</p>]]></c:encoded></item></channel></rss>"
    )
    record = RECORD.format(len(ANSWER.encode()), ANSWER).encode()
    saved = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        f"Content-Type: text/html\r\n\r\n{PAGE}\r\n--b--\r\n"
    )
    text = (
        f"12 SHARES\nFlood in Vale\nBy Jane Doe | December 2, 2019\n\n{BODY}\n\nSubscribe to our newsletter\n"
    )
    return {
        ".jsonl": rows,
        ".jsonl.gz": gzip.compress(rows),
        ".json": b"[" + rows.replace(b"}\n{", b"},{") + b"]",
        ".csv": f'id,title,text\n1,Flood,"{BODY}"\n'.encode(),
        ".tsv": f"id\ttitle\ttext\n1\tFlood\t{BODY}\n".encode(),
        ".parquet": table.getvalue(),
        ".txt": text.encode(),
        ".md": f"---\ntitle: Flood\ndate: 2019-12-02\n---\n{BODY}\n".encode(),
        ".html": PAGE.encode(),
        ".mhtml": saved.encode(),
        ".rss": feed.encode(),
        ".warc": record,
        ".warc.gz": gzip.compress(record),
        ".zip": _zip(("a.jsonl", rows), ("b.html", PAGE.encode())),
    }


WHOLE = whole()
PIECES = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"<![CDATA[",
        b"]]>",
        b'"',
        b"\\ud800",
        b"\r\n\r\n",
        b"--b",
        b"&a;",
    ),
    *(
        b"<p>" * 50,
        b"{" * 50,
        b"[" * 50,
        b"9" * 400,
        b"../" * 5,
        b"<script>",
        b"\xe2\x80\xae",
        b"NaN",
        b"1e999",
    ),
    b"charset=utf-7",
]

SCRAPED = (
    "By |Jane Doe|\n|\n\n|(AP)| – |Dec. 6, 2019|on Friday|“|”|Updated |SHARES 12|Related:|©"
    "|New York Times|…|#|---|Read more|title: x"
).split("|")


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, bytes]:
    """A whole file with a few places changed: bytes put in, taken out, doubled, or the end cut off."""
    suffix = draw(st.sampled_from(sorted(WHOLE)))
    data = WHOLE[suffix]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(["insert", "replace", "double", "cut", "flip"]))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=12))
        data = {
            "insert": data[:at] + piece + data[at:],
            "replace": data[:at] + piece + data[end:],
            "double": data[:end] + data[at:],
            "cut": data[:at] if at > 20 else data,
            "flip": data[:at] + bytes(byte ^ 0x55 for byte in data[at:end]) + data[end:],
        }[kind]
    return suffix, data


def check(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            found = list(corpus.stream([path], language="", max_file_mb=2))
        except FramingError as exc:
            reason = (exc.message, exc.hint)
            found = []
        else:
            reason = ("", "")
        assert all(reason) or not any(reason)
        assert sorted(Path(folder).iterdir()) == [path]
    for item in found:
        if isinstance(item, SetAside):
            assert item.reason
            assert item.path.isprintable()
        else:
            sound(item)


def sound(article: Article) -> None:
    article.text.encode("utf-8")
    assert article.id
    assert article.text.startswith(article.title)
    assert "\0" not in article.text
    ends = [0]
    for left in article.left_out:
        assert ends[-1] <= left.span.start < left.span.end <= len(article.text)
        assert left.reason
        ends.append(left.span.end)
    assert article.published is None or article.window is None
    if article.window:
        assert article.window[0] <= article.window[1]


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_what_is_broken_below_was_whole(suffix):
    assert set(WHOLE) <= set(loaders.loaders())
    check(suffix, WHOLE[suffix])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"a{suffix}").write_bytes(WHOLE[suffix])
        assert corpus.load([folder]).articles


@settings(max_examples=TRIED, suppress_health_check=list(HealthCheck))
@given(broken())
def test_broken_files(made):
    check(*made)


@settings(max_examples=TRIED, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=400))
def test_random_bytes(suffix, data):
    check(suffix, data)


@settings(max_examples=TRIED, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*SCRAPED, BODY]), max_size=30))
def test_scraped_text(parts):
    check(".txt", " ".join(parts).encode())
