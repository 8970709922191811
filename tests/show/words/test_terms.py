from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from lib.model import domain, problems, records, results, year_records
from lib.show.words.terms import LABELS, label

UNSAID = {
    problems.Code: "has sentences of its own (test_text.py)",
    problems.Effect: "is told by the problem behind the obstacle",
    problems.SourceFailure: "has a sentence and a remedy (FAILURES)",
    domain.ThresholdForm: "shows in how a threshold is written (test_reasons.py)",
}
ENUMS = {
    member
    for module in (domain, problems, records, results, year_records)
    for _, member in inspect.getmembers(module, inspect.isclass)
    if issubclass(member, StrEnum) and member is not StrEnum
}


def test_every_closed_choice_has_its_words_or_a_reason_to_have_none():
    assert set(LABELS) | set(UNSAID) == ENUMS
    assert not set(LABELS) & set(UNSAID)


@pytest.mark.parametrize("kind", sorted(LABELS, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_member_has_a_word_of_its_own(kind):
    assert set(LABELS[kind]) == set(kind)
    words = [label(member) for member in kind]
    assert all(words)
    assert len(set(words)) == len(words)
