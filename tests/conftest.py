"""What several tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("framing", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("framing")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample corpus."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def data() -> Path:
    """The development data; a test that needs it carries the marker `data`."""
    folder = Path(os.environ.get("FRAMING_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the development data is not here: set FRAMING_DATA to its folder")
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Debian's chromium; a test that needs it carries the marker `browser`."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    return found
