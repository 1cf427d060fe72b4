"""Where a report is put: all of it or nothing, and never over somebody's files."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from report_sample import plain_event, site

from framing import report
from framing.errors import FramingError
from framing.report import folder as folder_module
from framing.views import Site


@pytest.fixture(scope="module")
def sample() -> Site:
    return site()


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_a_report_is_complete_and_the_same_twice(sample: Site, tmp_path: Path) -> None:
    report.write_site(sample, tmp_path / "a")
    report.write_site(sample, tmp_path / "deep" / "b")
    found = content(tmp_path / "a")
    assert found == content(tmp_path / "deep" / "b")
    assert {"index.html", "methods.html", "events/baths.html", "events/baths/signs.svg"} <= set(found)
    assert {"data/README.md", "data/report.json", "data/evidence.csv", "data/evidence.jsonl"} <= set(found)
    manifest = json.loads(found["data/report.json"])
    for name, digest in manifest["files"].items():
        assert sha256(found[name]).hexdigest() == digest
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "deep"]


def test_an_older_report_is_replaced_and_keeps_git_s_files(sample: Site, tmp_path: Path) -> None:
    target = tmp_path / "reports"
    target.mkdir()
    (target / ".gitkeep").write_text("", encoding="utf-8")
    report.write_site(replace(sample, events=sample.events[1:2]), target)
    assert not (target / "events" / "baths.html").exists()
    report.write_site(sample, target)
    assert (target / "events" / "baths.html").is_file()
    assert (target / ".gitkeep").is_file()


def test_somebody_s_files_are_never_replaced(sample: Site, tmp_path: Path) -> None:
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "chapter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FramingError, match="not a report of ours"):
        report.write_site(sample, target)
    assert content(target) == {"chapter.txt": b"mine"}
    with pytest.raises(FramingError, match="not a folder"):
        report.write_site(sample, target / "chapter.txt")


def test_on_failure_the_old_report_stays(
    sample: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "reports"
    report.write_site(sample, target)
    before = content(target)

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    for name in ("methods_page", "_swap"):
        with monkeypatch.context() as patched:
            patched.setattr(folder_module, name, fail)
            with pytest.raises(FramingError, match="No space left"):
                report.write_site(replace(sample, digest="1" * 64), target)
        assert content(target) == before
        assert [p.name for p in tmp_path.iterdir()] == ["reports"]


def test_when_the_swap_fails_the_old_report_comes_back(
    sample: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "reports"
    report.write_site(sample, target)
    before = content(target)
    rename, calls = folder_module.os.rename, []

    def second_fails(old: Path, new: Path) -> None:
        calls.append(old)
        if len(calls) == 2:
            raise OSError(13, "Permission denied")
        rename(old, new)

    monkeypatch.setattr(folder_module.os, "rename", second_fails)
    with pytest.raises(FramingError, match="Permission denied"):
        report.write_site(sample, target)
    assert content(target) == before
    assert [p.name for p in tmp_path.iterdir()] == ["reports"]


def test_ids_and_texts_that_no_file_system_takes(tmp_path: Path) -> None:
    odd = plain_event("../../up", "Half a pair \ud800 \x00", 3, text="\udfff and “\ud83d” he said")
    report.write_site(Site(events=(odd,), stories=(odd.story,), signs=()), tmp_path / "r")
    assert [p.name for p in tmp_path.iterdir()] == ["r"]
    assert len(list((tmp_path / "r" / "events").glob("*.html"))) == 1


def test_progress_is_told(sample: Site, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    report.write_site(sample, tmp_path / "r", progress=lambda done, pages: heard.append((done, pages)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
