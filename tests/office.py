"""LibreOffice without a window, for the tests that let another program open what we write."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice")
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
SECONDS = 120


def converted(source: Path, kind: str, folder: Path) -> Path:
    """`source` opened and saved as another kind (`pdf`, `xlsx`), with a profile of its own inside `folder`."""
    assert PROGRAM is not None
    out = folder / f"as_{kind.split(':')[0]}"
    command = [
        PROGRAM, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", kind, "--outdir", str(out), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    made = out / f"{source.stem}.{kind.split(':')[0]}"
    assert made.is_file(), f"LibreOffice did not open {source.name}"
    return made
