"""The log of who did what: what a line was about, in words."""

from __future__ import annotations

import pytest

from lib.show.tables.audit import subject_words


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("ballot P3", "phiên P3"),
        ("ballot P3 (web)", "phiên P3, trang web"),
        ("award CNTP (hall)", "danh hiệu CNTP, hội trường"),
        ("scores (hall)", "bảng điểm, hội trường"),
        ("correction 0 (hall)", "đính chính 0, hội trường"),
        ("P3", "P3"),
        ("Tiêu chí I.2 (sửa)", "Tiêu chí I.2 (sửa)"),
    ],
)
def test_no_line_is_told_in_the_words_of_the_program(subject, told):
    assert subject_words(subject) == told
