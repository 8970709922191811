"""Known faults in the pinned dependencies: `python tools/dependency_audit.py requirements.txt` (part of `make lint`).

pip-audit passes in silence when it learns nothing, for instance without a network. Here what could not be checked is
said in one line; only a known fault makes the exit status 1.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PASSED, FOUND = 0, 1
PATIENCE = 300


@dataclass(frozen=True)
class Verdict:
    """The exit status, and the lines to print."""

    status: int
    lines: tuple[str, ...]


def judge(report: str) -> Verdict:
    """The verdict over what pip-audit printed as JSON; an empty text means that it could not work at all."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(PASSED, ("dependency audit: NOT DONE, the database of known faults could not be reached",))
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    faults = tuple(_line(package, fault) for package in packages for fault in package.get("vulns", ()))
    return Verdict(FOUND if faults else PASSED, (*faults, _summary(len(packages), unknown, len(faults))))


def _line(package: dict, fault: dict) -> str:
    cure = ", ".join(fault.get("fix_versions", ())) or "no fixed version yet"
    return f"{package['name']} {package['version']}: {fault['id']} (fixed in: {cure})"


def _summary(packages: int, unknown: list[str], faults: int) -> str:
    checked = packages - len(unknown)
    if not checked:
        return f"dependency audit: NOT DONE, the database could not be reached for any of {packages} packages"
    missing = f"; not checked: {', '.join(unknown)}" if unknown else ""
    return f"dependency audit: {checked} packages checked, {faults} known faults{missing}"


def report_of(requirements: Path) -> str:
    """What pip-audit says about exact versions, as JSON; empty where it could not work."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(requirements), "--no-deps", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off", "--format", "json"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def main(arguments: list[str]) -> int:
    """Audits each file named and gives the worst status."""
    verdicts = [judge(report_of(Path(name))) for name in arguments]
    for verdict in verdicts:
        print("\n".join(verdict.lines))
    return max((verdict.status for verdict in verdicts), default=PASSED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
