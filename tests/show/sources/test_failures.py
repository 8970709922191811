"""The sentences for the failures of a source."""

from __future__ import annotations

from lib.model.problems import SourceFailure
from lib.show.sources.failures import FAILURES


def test_every_failure_of_a_source_says_why_and_what_to_do():
    assert set(FAILURES) == set(SourceFailure)
    assert all(failure.sentence.endswith(".") and failure.remedy.endswith(".") for failure in FAILURES.values())
