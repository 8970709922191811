"""Texts that were read and accepted. A paper with another text leaves a `.new` file beside the accepted one, to be read
and renamed.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def accepted(name: str, text: str) -> bool:
    """Whether a text is the accepted one; the new one is written beside it where it is not."""
    path, new = FOLDER / f"{name}.txt", FOLDER / f"{name}.txt.new"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        new.unlink(missing_ok=True)
        return True
    new.write_text(text, encoding="utf-8")
    return False
