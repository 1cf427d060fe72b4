"""A language is a folder of word lists and a folder of models, and nothing else has to be told of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.lexicons import languages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = """
name = "Spanish"
common = "de la que el en y los se del las un por con una su para al lo como más pero este sí dijo no fue"
months = ["enero ene", "febrero feb", "marzo mar", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
  "octubre", "noviembre", "diciembre dic"]
weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
"""
LOADED = "# Loaded words\ncaos\temotive\tx\town\nvergonzoso\temotive\tx\town\n"
LEFT_OUT = "a plea to subscribe, follow or give\tsure\t(?i:suscríbete a nuestro boletín)\\W*\n"
RIVER = """{title}

2 de marzo de 2031

El río Ash subió el viernes hasta la plaza de la ciudad y la alcaldesa Ana Lee dijo que el puente de la
estación no se abrirá en una semana. Fue {word} para los vecinos de la calle del molino.

Suscríbete a nuestro boletín

La alcaldesa dijo en la plaza que los talleres del puente no fueron avisados por el servicio del río, y que la
ciudad no tiene más que una bomba para el agua de las casas.
"""
ENGLISH = "The river Ash rose on Friday, and the mayor said that the bridge was not to be used. " * 3


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the code, with the models linked, to which folders can be added."""
    shutil.copytree(
        ROOT / "framing", tmp_path / "framing", ignore=shutil.ignore_patterns("__pycache__", "models")
    )
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "en").symlink_to(ROOT / "models" / "en")
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(RIVER.format(title="El río sube en Dale", word="un caos"), "utf-8")
    (articles / "b.txt").write_text(RIVER.format(title="Inundación en Dale", word="difícil"), "utf-8")
    (articles / "c.txt").write_text("River rises in Dale\n\n" + ENGLISH, "utf-8")
    (tmp_path / "es.toml").write_text('[tool.framing]\nlanguage = "es"\n')
    return tmp_path


def framing(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "framing", *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_language_is_supported_once_its_two_folders_are_there(checkout: Path) -> None:
    before = framing(checkout, "features", "articles")
    assert before.stderr.count("the text is in Spanish (only 'en' is analysed; framing extract still") == 2
    assert framing(checkout, "features", "articles", "--config", "es.toml").returncode == 2
    assert len(framing(checkout, "extract", "articles").stdout.splitlines()) == 3

    lists = checkout / "framing" / "lexicons" / "es"
    lists.mkdir()
    for name, text in (("language.toml", LANGUAGE), ("loaded.tsv", LOADED), ("left_out.tsv", LEFT_OUT)):
        (lists / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "models" / "en" / "events", checkout / "models" / "es" / "events")
    for name in ("attribution", "bias", "sentences", "statements"):
        (checkout / "models" / "es" / name).symlink_to(ROOT / "models" / "en" / name)

    told = framing(checkout, "features", "articles").stderr
    assert told.count('set language = "es" to analyse such articles instead') == 2
    found = [json.loads(line) for line in framing(checkout, "extract", "articles").stdout.splitlines()]
    assert [row["date"] for row in found] == ["2031-03-02", "2031-03-02", None]
    assert [len(row["left_out"]) for row in found] == [2, 2, 0]  # the date line and the plea

    made = framing(checkout, "report", "articles", "--config", "es.toml", "--out", "pages")
    assert made.returncode == 0, made.stderr
    assert "c.txt: the text is in English" in made.stderr
    (event,) = (checkout / "pages" / "events").glob("*.html")
    rows = [json.loads(line) for line in (checkout / "pages/data/evidence.jsonl").open(encoding="utf-8")]
    assert [row["feature"] for row in rows if row["feature"] in ("loaded", "hedges")] == ["loaded"]
    assert "Loaded words" in event.read_text("utf-8")
    assert "Hedges" not in event.read_text("utf-8")  # no list of them, so they were not looked for


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "xx/language.toml"),
        ('name = "X"', "'common'"),
        ('name = "X"\ncommon = "a"\nmonths = ["a"]\nweekdays = []', "1 months"),
    ],
)
def test_a_broken_language_file_says_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(FramingError, match=told):
        languages.parse(text, code="xx")
