"""Which pinned packages are installed here in another version: `python tools/newer_releases.py requirements.txt …`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PIN = re.compile(r"^([\w.-]+)==([^;\s]+)", re.MULTILINE)


def main(paths: list[str]) -> None:
    """Print a line for each pin of these files that is not what is installed."""
    for name, pinned in (found for path in paths for found in PIN.findall(Path(path).read_text(encoding="utf-8"))):
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "not installed"
        if installed != pinned:
            print(f"{name}: {pinned} is pinned, {installed} is tested")


if __name__ == "__main__":
    main(sys.argv[1:])
