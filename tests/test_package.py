"""What `pip install` puts on another machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_a_wheel_holds_every_file_of_the_package_and_every_model(tmp_path: Path) -> None:
    for folder in ("framing", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    wanted = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "framing").rglob("*.*")}
    wanted |= {
        f"framing/{path.relative_to(tmp_path).as_posix()}"
        for path in (tmp_path / "models").rglob("*")
        if path.is_file() and path.parents[1] != tmp_path / "models"
    }
    build = "import setuptools.build_meta as b; print(b.build_wheel('out'))"
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as held:
        missing = wanted - set(held.namelist())
    assert not missing
