"""LibreOffice without a window, for the tests that let another program open what we write."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice")
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
_MATCH = shutil.which("fc-match")
_SERIF = subprocess.run([_MATCH, "Times New Roman"], capture_output=True, text=True).stdout if _MATCH else ""
needs_times = pytest.mark.skipif(
    not any(name in _SERIF for name in ("Times", "Liberation Serif", "Tinos")),
    reason="no font with the metrics of Times New Roman is installed",
)
SECONDS = 300


def converted(source: Path, kind: str, folder: Path) -> Path:
    """One file opened and saved as another kind."""
    return all_converted([source], kind, folder)[0]


def all_converted(sources: list[Path], kind: str, folder: Path) -> list[Path]:
    """Files opened and saved as another kind (`pdf`, `xlsx`) by one run, with a profile of its own inside `folder`."""
    assert PROGRAM is not None
    out = folder / f"as_{kind}"
    command = [
        PROGRAM, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", kind, "--outdir", str(out), *map(str, sources),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    made = [out / f"{source.stem}.{kind}" for source in sources]
    assert [path.name for path in made if not path.is_file()] == [], "LibreOffice did not open them"
    return made
