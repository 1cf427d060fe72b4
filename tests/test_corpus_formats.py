"""Pages, feeds, archives and zip folders; columns and outlets as users name them."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import tracemalloc
import zipfile
import zlib
from datetime import date
from pathlib import Path

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from framing import corpus
from framing.corpus.loaders.plain import mended
from framing.errors import FramingError
from framing.records import Article, Corpus

BODY = "The river rose on Friday, and the mayor said that the old bridge would be closed for a week."
LONG = [f"{BODY} It was flood number {n} of the year in the old town by the river." for n in range(12)]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LONG)


def page(title: str = "River floods old town", *, head: str = "", body: str = PARAGRAPHS) -> str:
    return (
        f"<!doctype html><html><head>{head}<title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def only(found: Corpus) -> Article:
    assert not found.set_aside
    (article,) = found.articles
    return article


# --- pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "declared", "title"),
    [
        ("cp1251", '<meta charset="windows-1251">', "Река floods old town"),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "川 floods"),
        ("gb18030", "<meta charset=gb2312>", "河水 floods old town"),
        ("iso2022_jp", '<meta charset="iso-2022-jp">', "川 floods old town"),
        ("iso8859_2", '<meta charset="iso-8859-2">', "Řeka floods old town"),
        ("cp1252", '<meta charset="iso-8859-1">', "“Fléod” floods old town"),
        ("utf-8", '<meta charset="iso-8859-1">', "Fléod floods old town"),  # what it says is not what it is
        ("utf-8", '<meta charset="rot13">', "Fléod floods old town"),
        ("utf-8", '<meta charset="punycode">', "Fléod floods old town"),
        ("cp1252", "", "“Fléod” floods old town"),
        ("utf-16-le", "", "Fléod floods old town"),
        ("utf-16-be", "", "Fléod floods old town"),
    ],
)
def test_saved_pages_in_any_encoding(tmp_path, encoding, declared, title):
    (tmp_path / "a.html").write_bytes(page(title, head=declared).encode(encoding))
    assert only(corpus.load([tmp_path])).title == title


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0032)https://www.reuters.com/world/a1 -->",
        "<!--\n Page saved with SingleFile \n url: https://www.reuters.com/world/a1 \n saved date: now\n-->",
    ],
)
def test_a_saved_page_remembers_its_address(tmp_path, note):
    (tmp_path / "a.html").write_text(note + page())
    article = only(corpus.load([tmp_path]))
    assert (article.url, article.source) == ("https://www.reuters.com/world/a1", "Reuters")


def mhtml(html: str, charset: str, *, transfer: str = "base64") -> bytes:
    data = html.encode(charset)
    body = base64.encodebytes(data) if transfer == "base64" else data
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.reuters.com/world/a1\r\n"
        b"Subject: x\r\nDate: Mon, 4 May 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----b\r\n"
        + f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {transfer}\r\n".encode()
        + b"Content-Location: https://www.reuters.com/world/a1\r\n\r\n"
        + body
        + b"\r\n----b--\r\n"
    )


@pytest.mark.parametrize(
    ("charset", "transfer"), [("utf-8", "base64"), ("windows-1251", "base64"), ("utf-8", "8bit")]
)
def test_pages_saved_as_one_file(tmp_path, charset, transfer):
    (tmp_path / "a.mhtml").write_bytes(mhtml(page("Река floods old town"), charset, transfer=transfer))
    article = only(corpus.load([tmp_path]))
    assert (article.title, article.source, article.url, article.published) == (
        "Река floods old town",
        "Reuters",
        "https://www.reuters.com/world/a1",
        None,  # the day on which it was saved is not the day on which it was published
    )


# --- feeds -----------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="%s"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Vale Post – World</title><link>https://vale.example/</link>%s</channel></rss>"""
ITEM = """<item><media:title>not this</media:title><title>River &amp; old&nbsp;town</title>
<link>https://vale.example/a?b=1&c=2</link><dc:creator><![CDATA[Jane Doe]]></dc:creator>
<pubDate>Mon, 02 Dec 2019 23:30:00 -0600</pubDate>%s</item>"""


def feed(folder: Path, items: str, *, encoding: str = "utf-8", name: str = "a.rss") -> Corpus:
    (folder / name).write_bytes((RSS % (encoding, items)).encode(encoding))
    return corpus.load([folder / name])


@pytest.mark.parametrize(
    ("inner", "suspect", "words"),
    [
        (
            f"<description>Short.</description><content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded>",
            False,
            250,
        ),
        (f"<description>{BODY}</description>", True, 15),
        (f"<description><![CDATA[{PARAGRAPHS}]]></description>", False, 250),
        (f"<description>{BODY}</description><content:encoded>{BODY}</content:encoded>", True, 15),
        (f"<content:encoded>{BODY} [...]</content:encoded>", True, 15),
    ],
)
def test_whole_texts_and_summaries_are_told_apart(tmp_path, inner, suspect, words):
    article = only(feed(tmp_path, ITEM % inner))
    assert article.suspect is suspect
    assert len(article.body.split()) >= words
    assert "<" not in article.body


def test_what_a_feed_says_of_an_article(tmp_path):
    article = only(feed(tmp_path, ITEM % f"<description>{BODY} — é</description>"))
    assert (article.title, article.author, article.source, article.published, article.url) == (
        "River & old town",
        "Jane Doe",
        "Vale Post",
        date(2019, 12, 2),
        "https://vale.example/a?b=1&c=2",
    )
    assert article.body.endswith("— é")


def test_atom(tmp_path):
    inner = "".join(f"<p>{line}</p>" for line in LONG)
    (tmp_path / "a.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Vale Post</title>'
        '<entry><title type="html">&lt;b&gt;Flood&lt;/b&gt; in Vale</title>'
        '<link rel="self" href="https://vale.example/self"/><link href="https://vale.example/a"/>'
        "<author><name>Jane Doe</name></author><author><name>Jo Roe</name></author>"
        "<updated>2019-12-05T00:00:00Z</updated><published>2019-12-02T23:30:00-06:00</published>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inner}</div></content></entry>'
        "<entry><title>Changed</title><updated>2019-12-05T00:00:00Z</updated>"
        f'<summary type="text">{BODY} 1 &lt; 2</summary></entry>'
        '<entry><title>A link</title><link href="https://vale.example/b"/></entry></feed>'
    )
    found = corpus.load([tmp_path])
    whole, changed = found.articles
    assert (whole.title, whole.author, whole.published, whole.url, whole.suspect) == (
        "Flood in Vale",
        "Jane Doe, Jo Roe",
        date(2019, 12, 2),
        "https://vale.example/a",
        False,
    )
    assert whole.body.split("\n") == LONG
    assert (changed.published, changed.suspect) == (None, True)
    assert changed.body.endswith("1 < 2")
    assert [aside.reason for aside in found.set_aside] == ["the entry holds no text, only a link"]


def test_an_xml_file_that_is_no_feed(tmp_path):
    (tmp_path / "a.xml").write_text("<sitemap><url>a</url></sitemap>")
    with pytest.raises(FramingError, match="no feed"):
        corpus.load([tmp_path])


# --- web archives ----------------------------------------------------------------------------------------


def warc(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, status, kind, body in records:
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head)
        )
    return out.getvalue()


RECORDS = (
    ("https://vale.example/pic", "200 OK", "image/png", b"\x89PNG"),
    ("https://vale.example/gone", "404 Not Found", "text/html", page("Gone").encode()),
    (
        "https://www.reuters.com/world/a1",
        "200 OK",
        "text/html; charset=windows-1251",
        page("Река").encode("cp1251"),
    ),
    ("https://vale.example/menu", "200 OK", "text/html", b"<html><body></body></html>"),
    ("https://vale.example/b", "200 OK", "text/html", page("Bridge is closed").encode()),
)


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("b.warc.gz", False)])
def test_the_pages_of_an_archive(tmp_path, name, packed):
    data = warc(*RECORDS, packed=packed)
    # An archive may also be packed as a whole, which the standard does not want.
    (tmp_path / name).write_bytes(gzip.compress(data) if name == "b.warc.gz" else data)
    found = corpus.load([tmp_path])
    assert [(a.title, a.url, a.source) for a in found.articles] == [
        ("Река", "https://www.reuters.com/world/a1", "Reuters"),
        ("Bridge is closed", "https://vale.example/b", "vale.example"),
    ]
    assert [aside.path.rsplit(" ", 1)[-1] for aside in found.set_aside] == ["4"]


def test_a_cut_archive_gives_what_is_whole(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(warc(*RECORDS)[:-40])
    found = corpus.load([tmp_path])
    assert found.articles[0].title == "Река"
    assert any("cut" in aside.reason for aside in found.set_aside)


def test_packed_answers_in_an_archive(tmp_path):
    out, body = io.BytesIO(), gzip.compress(page().encode())
    writer = WARCWriter(out, gzip=True)
    kinds = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    head = StatusAndHeaders("200 OK", kinds, protocol="HTTP/1.1")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    writer.write_record(
        writer.create_warc_record(
            "https://a.example/", "response", payload=io.BytesIO(chunked), http_headers=head
        )
    )
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    assert only(corpus.load([tmp_path])).title == "River floods old town"


def answered(body: bytes, packing: str) -> bytes:
    """An archive as crawlers write it: what is known of the crawl, the request, the answer, its metadata."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    url = "https://vale.example/2019/12/02/flood"
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a crawler"}))
    asked = StatusAndHeaders("GET /flood HTTP/1.1", [("Host", "vale.example")], is_http_request=True)
    writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
    kinds = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", packing)]
    head = StatusAndHeaders("200 OK", [*kinds, ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(chunked), http_headers=head)
    )
    about = io.BytesIO(b"fetchTimeMs: 12\r\n")
    writer.write_record(
        writer.create_warc_record(url, "metadata", payload=about, warc_content_type="application/warc-fields")
    )
    return out.getvalue()


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "br", "identity", "br, but kept unpacked"])
def test_an_archive_as_crawlers_write_it(tmp_path, packing):
    body = page().encode()
    if packing == "br":
        body = pytest.importorskip("brotli").compress(body)
    elif packing in ("gzip", "x-gzip", "deflate"):
        body = zlib.compress(body) if packing == "deflate" else gzip.compress(body)
    (tmp_path / "a.warc.gz").write_bytes(answered(body, packing.partition(",")[0]))
    found = corpus.load([tmp_path])
    assert not found.set_aside
    assert (only(found).title, only(found).published) == ("River floods old town", date(2019, 12, 2))


@pytest.mark.parametrize(
    ("packing", "body", "reason"),
    [
        ("zstd", b"\x28\xb5\x2f\xfd" + bytes(40), "packed as 'zstd', which is not read"),
        ("gzip, br", bytes(range(9)), "packed as 'gzip, br', which is not read"),
        ("br", b"\xff" * 40, "damaged|brotli is not installed"),
    ],
)
def test_packings_that_are_not_read_are_named(tmp_path, packing, body, reason):
    (tmp_path / "a.warc.gz").write_bytes(answered(body, packing))
    (tmp_path / "good.jsonl").write_text('{"text": "It rained."}')
    (aside,) = corpus.load([tmp_path]).set_aside
    assert re.search(reason, aside.reason)
    assert aside.hint


def test_a_page_that_unpacks_without_end(tmp_path):
    body = pytest.importorskip("brotli").compress(b"<p>" + b"a" * 200_000_000)
    (tmp_path / "a.warc.gz").write_bytes(answered(body, "br"))
    (tmp_path / "good.jsonl").write_text('{"text": "It rained."}')
    tracemalloc.start()
    (aside,) = corpus.load([tmp_path], max_article_mb=2).set_aside
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 2 MB" in aside.reason
    assert peak < 20_000_000


# --- zip folders -----------------------------------------------------------------------------------------


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def line(number: int) -> bytes:
    return json.dumps({"id": str(number), "text": f"{BODY} {number}"}).encode() + b"\n"


def test_a_zip_folder_reads_as_a_folder(tmp_path):
    import pandas as pd

    table = io.BytesIO()
    pd.DataFrame([{"id": "5", "text": BODY + " 5"}]).to_parquet(table)
    members = {
        "b/2.jsonl": line(2) + line(3),
        "a.jsonl.gz": gzip.compress(line(1)),
        "c.html": page().encode(),
        "d.parquet": table.getvalue(),
        "e.json": b"[" + line(6) + b"," + line(7) + b"]",
        ".hidden.jsonl": line(8),
        "__MACOSX/._a.jsonl": line(9),
        "more.zip": b"PK",
        "notes.docx": b"x",
    }
    path = zipped(tmp_path, members)
    found = corpus.load([path])
    assert [a.id for a in found.articles if not a.id.startswith("a")] == ["1", "2", "3", "5", "6", "7"]
    assert [Path(aside.path).name for aside in found.set_aside] == ["more.zip", "notes.docx"]
    assert {a.path.removeprefix(f"{path.as_posix()}/") for a in found.articles} == {
        "a.jsonl.gz", "b/2.jsonl", "c.html", "d.parquet", "e.json"
    }  # fmt: skip


def test_names_in_a_zip_folder_lead_nowhere(tmp_path):
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in", {"../../x.jsonl": line(1), "/etc/y.jsonl": line(2), "a\nb.jsonl": line(3)})
    before = sorted(tmp_path.rglob("*"))
    found = corpus.load([path])
    assert [a.path.removeprefix(path.as_posix()) for a in found.articles] == [
        "/x.jsonl", "/etc/y.jsonl", "/a\\nb.jsonl"
    ]  # fmt: skip
    assert sorted(tmp_path.rglob("*")) == before


# --- columns and outlets ---------------------------------------------------------------------------------


def named(folder: Path) -> list[Path]:
    import pandas as pd

    row = {"Headline": "Flood", "body": BODY, "title": "7", "paper": "NYT"}
    frame = pd.DataFrame([row])
    frame.to_csv(folder / "a.csv", index=False)
    frame.to_csv(folder / "a.tsv", index=False, sep="\t")
    frame.to_parquet(folder / "a.parquet")
    (folder / "a.json").write_text(json.dumps([row]))
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n")
    return sorted(folder.iterdir())


def test_columns_under_other_names(tmp_path):
    for path in named(tmp_path):
        article = only(corpus.load([path], columns="title=Headline, text=body,source=paper"))
        assert (article.title, article.body, article.source, article.extra) == (
            "Flood",
            BODY,
            "NYT",
            (("title as given", "7"),),
        )


@pytest.mark.parametrize(
    ("columns", "message"),
    [("titel=Headline", "titel"), ("title", "title"), ("title=a,title=b", "twice"), ("title=", "title=")],
)
def test_columns_that_make_no_sense(tmp_path, columns, message):
    (tmp_path / "a.jsonl").write_bytes(line(1))
    with pytest.raises(FramingError, match=message) as caught:
        corpus.load([tmp_path], columns=columns)
    assert caught.value.hint


def test_a_table_without_the_column_that_was_named(tmp_path):
    (tmp_path / "a.csv").write_text(f"text\n{BODY}\n")
    with pytest.raises(FramingError, match="no column named body"):
        corpus.load([tmp_path], columns="text=body")


def test_a_users_list_of_outlets_goes_first(tmp_path):
    (tmp_path / "own.tsv").write_text("# mine\nThe Vale Post\tvale.example\tVP\nTimes of Us\tnytimes.com\n")
    rows = [
        {"id": "1", "text": BODY, "url": "https://www.vale.example/a"},
        {"id": "2", "text": BODY + " He told the VP.", "url": "https://www.nytimes.com/a"},
        {"id": "3", "text": BODY + " !", "url": "https://www.reuters.com/a"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with_list = corpus.load([tmp_path / "a.jsonl"], outlets_file=tmp_path / "own.tsv").articles
    without = corpus.load([tmp_path / "a.jsonl"]).articles
    assert [a.source for a in with_list] == ["The Vale Post", "Times of Us", "Reuters"]
    assert with_list[1].credits == ("The Vale Post",)
    assert [a.source for a in without] == ["vale.example", "The New York Times", "Reuters"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", b"A\tb.example\nC\tb.example\n"])
def test_a_list_of_outlets_that_cannot_be_read(tmp_path, content):
    (tmp_path / "a.jsonl").write_bytes(line(1))
    if content is not None:
        (tmp_path / "own.tsv").write_bytes(content)
    with pytest.raises(FramingError, match=r"own\.tsv") as caught:
        corpus.load([tmp_path / "a.jsonl"], outlets_file=tmp_path / "own.tsv")
    assert caught.value.hint


@given(
    st.text(max_size=60), st.sampled_from(["Itâ€™s", "“so”", "cafe\u0301", "\u2028", "\x9d", "ﬁ", "Ｗ", ""])
)
def test_lines_that_are_passed_over_hold_nothing_to_mend(text: str, damage: str) -> None:
    line = (text + damage).replace("\n", " ").replace("\r", " ")
    assert mended(line) == ftfy.fix_text(
        line,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        unescape_html=False,
    )
