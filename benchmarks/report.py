"""Pages: how large they are, how long they take to write, and how long a browser takes to show them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks._common import DATA, ROOT, table
from framing import attribution, compare, features, pipeline, report
from framing.config import Config
from framing.records import Article, Event, Story
from framing.text import read
from framing.views import EventReport, Site

_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_SHOWN = """() => {
    const [page] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByType('paint').slice(-1);
    return [page.domContentLoadedEventEnd, page.loadEventEnd, paint ? paint.startTime : 0];
}"""


def one_event(articles: list[Article], config: Config) -> EventReport:
    """All the articles as if they reported one event: the heaviest page they can make."""
    readings = [read(article) for article in articles]
    model = pipeline.classifier_of(config)
    event = Event("large", articles[0].title, tuple(article.id for article in articles))
    return report.assemble(
        event,
        Story("large", ("large",)),
        readings,
        {reading.article.id: features.measure(reading) for reading in readings},
        {reading.article.id: attribution.find(reading) for reading in readings},
        {article.id: pipeline.verdicts(article, model) for article in articles},
        compare.compare(event, readings, same_statement=config.same_statement),
    )


def many_events(found: Site, count: int) -> Site:
    """The events of several articles over and over, until there are so many."""
    several = [one for one in found.events if len(one.articles) > 1]
    made = []
    for number in range(count):
        one = several[number % len(several)]
        name = f"e{number}"
        made.append(replace(one, event=replace(one.event, id=name), story=Story(name, (name,))))
    return replace(found, events=tuple(made), stories=tuple(one.story for one in made))


def shown(pages: dict[str, Path]) -> dict[str, str]:
    """Milliseconds until a page is parsed and its script run, loaded, and first painted; best of three."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    times = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGS)
        for name, path in pages.items():
            found = []
            for _ in range(3):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(path.as_uri())
                page.wait_for_timeout(200)
                found.append([float(value) for value in page.evaluate(_SHOWN)])
                page.close()
            times[name] = ", ".join(f"{value:.0f}" for value in min(found))
        browser.close()
    return times


def main() -> None:
    config = Config(jobs=1)
    sample = pipeline.build([ROOT / "seeds"], config)
    sites = {"index of 1,000 events": (many_events(sample, 1000), "index.html")}
    source = DATA / "events" / "allsides.jsonl"
    if source.is_file():
        dated = [a for a in pipeline.load([source], config).articles if 500 < len(a.text.split()) < 1100]
        for count in (10, 100):
            large = one_event(dated[:count], config)
            one = replace(sample, events=(large,), stories=(large.story,))
            sites[f"event of {count} articles"] = (one, "events/large.html")
    with TemporaryDirectory() as temporary:
        rows, pages = [], {}
        for number, (name, (content, page)) in enumerate(sites.items()):
            started, busy = perf_counter(), process_time()
            if page == "index.html":
                path = Path(temporary) / "index.html"
                path.write_text(report.index_page(content), encoding="utf-8")
            else:
                report.write_site(content, Path(temporary) / str(number))
                path = Path(temporary) / str(number) / page
            spent = f"{perf_counter() - started:.1f} ({process_time() - busy:.1f})"
            pages[name] = path
            rows.append([name, f"{path.stat().st_size / 1e6:.2f}", spent])
        single = Path(temporary) / "single"
        report.write_site(sample, single, single_file=True)
        pages["sample corpus in one file"] = single / "index.html"
        rows.append(["sample corpus in one file", f"{(single / 'index.html').stat().st_size / 1e6:.2f}", "–"])
        times = shown(pages)
    head = ["page", "MB", "written in s (processor)", "in the browser, ms: script done, loaded, painted"]
    print(table(head, [[*row, times.get(str(row[0]), "no browser")] for row in rows]))
