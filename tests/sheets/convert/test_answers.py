"""Answers are remembered over restarts, within bounds, and never stop a conversion."""

from __future__ import annotations

from lib.sheets.convert import answers
from lib.sheets.convert.answers import AnswerMemory
from lib.store.shelf import FolderShelf


class FullShelf(FolderShelf):
    def write(self, name, text, *, durable=True):
        raise OSError(28, "No space left on device")


def test_an_answer_is_there_after_a_restart(tmp_path):
    AnswerMemory(FolderShelf(tmp_path)).remember({"a": "self"})
    AnswerMemory(FolderShelf(tmp_path)).remember({"b": "verified", "a": "verified"})
    assert AnswerMemory(FolderShelf(tmp_path)).load() == {"a": "verified", "b": "verified"}


def test_what_cannot_be_read_is_asked_again(tmp_path):
    (tmp_path / answers.NAME).write_text("[1", encoding="utf-8")
    assert AnswerMemory(FolderShelf(tmp_path)).load() == {}


def test_a_full_disk_costs_only_the_memory(tmp_path, caplog):
    AnswerMemory(FullShelf(tmp_path)).remember({"a": "self"})
    assert "asked again" in caplog.text


def test_the_oldest_answers_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "MOST", 2)
    memory = AnswerMemory(FolderShelf(tmp_path))
    for key in "abc":
        memory.remember({key: "self"})
    assert set(memory.load()) == {"b", "c"}
