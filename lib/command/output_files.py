"""Checks shared by the commands that write files: no file is replaced by accident, the source never."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from lib.settings import SourceKind, places_of
from lib.show.words import numbers


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add the switch `--force`, which permits replacing existing files."""
    parser.add_argument("--force", action="store_true", help="ghi đè tệp đã có; không bao giờ ghi đè tệp nguồn")


def files_of(source: str) -> tuple[Path, ...]:
    """The local files that a source on the command line refers to."""
    places = places_of(source, Path.cwd())
    return tuple(Path(place.where) for place in places if place.kind is SourceKind.XLSX)


def in_the_way(outs: Iterable[Path], sources: Sequence[Path] = (), *, force: bool = False) -> str | None:
    """Why these files may not be written, in one line; None where they may. Checked before anything is written."""
    there = [out for out in outs if out.exists()]
    for out in there:
        if any(same_file(out, source) for source in sources):
            return f"{_named(out)} là tệp nguồn đang đọc, không được ghi đè. Chọn tên khác."
    if not there or force:
        return None
    more = f" và {numbers.count(len(there) - 1)} tệp khác" if len(there) > 1 else ""
    return f"{_named(there[0])}{more} đã có. Chọn tên khác, hoặc thêm --force để ghi đè."


def same_file(first: Path, second: Path) -> bool:
    """Whether two paths refer to one file, through links or another Unicode normal form too."""
    try:
        return first.samefile(second)
    except OSError:
        return _composed(first) == _composed(second)


def _composed(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path.absolute()))


def _named(path: Path) -> str:
    return numbers.visible(str(path))
