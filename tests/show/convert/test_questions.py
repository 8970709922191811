"""The sentences of the questions about a table, and the words of their answers."""

from __future__ import annotations

from lib.sheets.convert.finding import Ask
from lib.sheets.convert.understand import understand
from lib.show.convert.report import SENTENCES, answer_words, question_sentence
from tests.sheets.convert.test_bad_tables import HEADER, table


def test_every_question_has_its_sentence_and_every_option_its_words():
    assert set(SENTENCES) == set(Ask)
    question = understand([table(header=[*HEADER[:3], "Điểm", ""])], {}).questions[0]
    assert question_sentence(question) == "“Điểm” là điểm tự chấm hay điểm thẩm định?"
    assert [answer_words(question, choice) for choice in question.options] == ["điểm tự chấm", "điểm thẩm định"]
