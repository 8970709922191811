"""Lines of the server's log that a machine collects."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from lib.web.log_lines import PLAIN, JsonLines, PlainRecord


def line(message: str, *about: object, fault: bool = False) -> str:
    error = sys.exc_info() if fault else None
    return JsonLines().format(logging.LogRecord("lib.feed.polling", logging.WARNING, "f.py", 1, message, about, error))


def test_a_line_is_one_object_with_its_time_level_and_text():
    found = json.loads(line("%s cannot be read", "Bảng “2019”\nhai dòng"))
    assert (found["level"], found["logger"], found["message"]) == (
        "WARNING",
        "lib.feed.polling",
        "Bảng “2019”\nhai dòng cannot be read",
    )
    assert found["at"].endswith("+00:00")


def test_a_line_stays_one_line_whatever_it_says():
    assert "\n" not in line("a\nb")


def test_a_fault_brings_its_traceback():
    try:
        raise LookupError("a cell")
    except LookupError:
        found = json.loads(line("a fault", fault=True))
    assert "LookupError: a cell" in found["traceback"]


@pytest.mark.parametrize("said", ["\x1b[2J\x1b[1;1H", "a\r\nfaked line", "\u202egnp.exe", "\x00", "\x9b31m", "\u2028"])
@pytest.mark.parametrize("form", [logging.Formatter(PLAIN), JsonLines()])
def test_what_a_stranger_says_is_one_line_of_signs_that_can_be_seen(said: str, form: logging.Formatter) -> None:
    record = PlainRecord("x", logging.ERROR, "x.py", 1, "provider said: %s", (said,), None)
    text = form.format(record)
    assert text.isprintable()
    assert "provider said: " in text
