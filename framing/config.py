"""The one configuration: defaults, then a file, then flags."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path

from framing.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with its default.

    language: the code of the language whose lexicons and models are used; articles in others are set aside.
    max_file_mb: what must be held whole, or unpacks to more, is set aside; rows and records are read one at a
        time, from files of any size.
    max_article_mb: a larger page, text, line, row or record is set aside.
    max_article_seconds: an article that takes longer to understand is set aside; 0 means no end.
    columns: what the columns of tables are called where it differs, as in "title=headline, text=body".
    outlets: a file with names of outlets that goes before the package's own list.
    same_event: probability at or above which two articles report the same event, in (0, 1).
    max_gap_days: articles further apart in time are never one event.
    same_statement: probability at or above which two sentences say the same, in (0, 1).
    model: folder of the classifier; empty means the shipped one.
    engine: where events are looked for: empty for this process, "dask" for processes of this machine,
        "dask=ADDRESS" for a running cluster. Never changes a result.
    classifier: full (with sentence vectors: better) or fast (words alone: fifteen times as fast); empty means
        full for `classify` and `evaluate`, fast for the report.
    jobs: processes for the work per event; 0 means one a core. Never changes a result.
    """

    language: str = "en"
    max_file_mb: int = 512
    max_article_mb: int = 32
    max_article_seconds: int = 60
    columns: str = ""
    outlets: str = ""
    same_event: float = 0.5
    max_gap_days: int = 4
    same_statement: float = 0.65
    model: str = ""
    engine: str = ""
    classifier: str = ""
    jobs: int = 0


def load(
    path: Path | None = None, *, folder: Path = Path(), flags: Mapping[str, object] | None = None
) -> Config:
    """The defaults, changed by `[tool.framing]` of a file, changed by the flags that are not None.

    Without `path`, `framing.toml` and then `pyproject.toml` of `folder` are looked for.

    Raises:
        ConfigError: the file is not there or is not TOML, a key is unknown, or a value is out of range.
    """
    found: dict[str, object] = {}
    where = str(path) if path else ""
    for candidate in [path] if path else [folder / "framing.toml", folder / "pyproject.toml"]:
        table = _table(candidate, required=path is not None)
        if table is not None:
            found, where = table, str(candidate)
            break
    config = _changed(Config(), found, where)
    return _changed(
        config, {key: value for key, value in (flags or {}).items() if value is not None}, "the command line"
    )


def _table(path: Path, *, required: bool) -> dict[str, object] | None:
    if not path.is_file():
        if required:
            raise ConfigError(f"{path}: there is no such file", hint="check the path given with --config")
        return None
    try:
        parsed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(
            f"{path}: this is not TOML ({exc})", hint="see https://toml.io for the format"
        ) from exc
    table = parsed.get("tool", {}).get("framing")
    return table if isinstance(table, dict) else None


def _changed(config: Config, values: dict[str, object], where: str) -> Config:
    known = {item.name: item for item in fields(config)}
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise ConfigError(f"{where}: there is no setting {key!r}", hint=f"did you mean {near!r}?")
        wanted = type(getattr(config, key))
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)  # noqa: PLW2901
        if type(value) is not wanted:
            raise ConfigError(f"{where}: {key} is {value!r}", hint=f"write a value of type {wanted.__name__}")
        _check_range(key, value, where)
    return replace(config, **values)  # type: ignore[arg-type]


def _check_range(key: str, value: object, where: str) -> None:
    if key == "classifier" and value not in ("", "full", "fast"):
        raise ConfigError(f"{where}: {key} is {value!r}", hint="write full or fast")
    if isinstance(value, float) and not 0 < value < 1:
        raise ConfigError(f"{where}: {key} is {value}", hint="write a number between 0 and 1")
    if isinstance(value, int) and value < 0:
        raise ConfigError(f"{where}: {key} is {value}", hint="write zero or more")
