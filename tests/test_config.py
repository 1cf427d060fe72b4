"""Settings: defaults, file, flags, and errors that name the nearest known key."""

from __future__ import annotations

import pytest

from framing.config import Config, load
from framing.errors import ConfigError


def test_a_flag_beats_the_file_and_the_file_beats_the_default(tmp_path):
    (tmp_path / "framing.toml").write_text("[tool.framing]\nsame_event = 0.6\njobs = 1\n")
    config = load(folder=tmp_path, flags={"jobs": 2, "model": None})
    assert (config.same_event, config.jobs, config.language) == (0.6, 2, Config().language)


def test_without_a_file_all_is_default(tmp_path):
    assert load(folder=tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[tool.framing]\nsame_evnt = 0.6", "no setting 'same_evnt'", "same_event"),
        ("[tool.framing]\nsame_event = 'high'", "same_event is 'high'", "float"),
        ("[tool.framing]\nsame_event = 1.5", "same_event is 1.5", "between 0 and 1"),
        ("[tool.framing]\njobs = -1", "jobs is -1", "zero or more"),
        ("[tool.framing]\njobs = true", "jobs is True", "int"),
        ("[tool.framing", "not TOML", "toml.io"),
    ],
)
def test_a_bad_setting_says_where_what_and_what_next(tmp_path, text, message, hint):
    path = tmp_path / "framing.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        load(path)
    assert str(path) in caught.value.message
    assert hint in caught.value.hint


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "none.toml")
