from __future__ import annotations

import json

import pytest

from tools.dependency_audit import judge

GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["3"]}]}
UNFIXED = {"name": "b", "version": "2", "vulns": [{"id": "CVE-2026-2", "fix_versions": []}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (1)"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([GOOD], 0, "1 packages checked, 0 known faults"),
        ([GOOD, BAD], 1, "b 2: CVE-2026-1 (fixed in: 3)"),
        ([UNFIXED], 1, "b 2: CVE-2026-2 (fixed in: no fixed version yet)"),
        ([GOOD, UNKNOWN], 0, "1 packages checked, 0 known faults; not checked: c"),
        ([UNKNOWN, UNKNOWN], 0, "NOT DONE, the database could not be reached for any of 2 packages"),
    ],
)
def test_the_verdict_over_a_report(packages, status, said) -> None:
    verdict = judge(json.dumps({"dependencies": packages}))
    assert verdict.status == status
    assert said in "\n".join(verdict.lines)


@pytest.mark.parametrize("report", ["", "<html>", "[]", "null", "{}"])
def test_no_report_is_said_and_never_taken_for_a_clean_one(report) -> None:
    verdict = judge(report)
    assert verdict.status == 0
    assert "NOT DONE" in verdict.lines[0]
