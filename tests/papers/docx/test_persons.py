"""Who chairs and who signs: the name apart from the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.model.domain import UnitRole
from lib.papers.conference_minutes import conference_minutes
from lib.papers.docx.persons import Person, head_of_cluster, person_of
from lib.papers.proposals import proposal_list
from tests.papers.conftest import sample, stamp, text_of


@pytest.mark.parametrize(
    ("typed", "person", "signed"),
    [
        ("Ông Trần Văn An, Thứ trưởng", Person("Ông Trần Văn An", "Thứ trưởng"), "Trần Văn An"),
        ("Thứ trưởng Bộ Tư pháp, Trần Văn An", Person("Trần Văn An", "Thứ trưởng Bộ Tư pháp"), "Trần Văn An"),
        ("Thứ trưởng: Bà Lê Thị Bình", Person("Bà Lê Thị Bình", "Thứ trưởng"), "Lê Thị Bình"),
        ("Đồng chí Lê Thị Bình – Cục trưởng", Person("Đồng chí Lê Thị Bình", "Cục trưởng"), "Lê Thị Bình"),
        ("Trần Văn An", Person("Trần Văn An"), "Trần Văn An"),
        ("(đại diện lãnh đạo Cụm)", Person("(đại diện lãnh đạo Cụm)"), "(đại diện lãnh đạo Cụm)"),
    ],
)
def test_name_and_office_are_told_apart(typed, person, signed):
    assert person_of(typed) == person
    assert person_of(typed).signed == signed


def test_minutes_say_the_office_and_only_the_name_stands_under_the_signature():
    whole = sample()
    contest = replace(whole.workbook.contest, chair="Ông Trần Văn An, Thứ trưởng")
    text = text_of(conference_minutes(replace(whole, workbook=replace(whole.workbook, contest=contest)), stamp(whole)))
    assert "- Chủ trì: Ông Trần Văn An, Thứ trưởng;" in text
    assert "CHỦ TRÌ / (Ký, ghi rõ họ tên) / Trần Văn An" in text


def test_the_head_of_the_cluster_signs_with_the_name_that_stands_with_the_unit():
    whole = sample()
    first, *others = whole.workbook.units
    head = replace(first, role=UnitRole.HEAD, representative="Bà Lê Thị Bình, Cục trưởng")
    book = replace(whole.workbook, units=(head, *others))
    assert head_of_cluster(book) == ("Lê Thị Bình",)
    text = text_of(proposal_list(replace(whole, workbook=book), stamp(whole)))
    assert "CỤM TRƯỞNG / (Ký, ghi rõ họ tên) / Lê Thị Bình" in text


def test_without_a_head_in_the_sheet_nobody_is_made_up():
    assert head_of_cluster(sample().workbook) == ()
