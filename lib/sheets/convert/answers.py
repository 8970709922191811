"""Answers given in earlier conversions, remembered by the shape of the table and not by its content."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from lib.store.shelf import Shelf

NAME = "answers.json"
MOST = 2000
_LOG = logging.getLogger(__name__)


class AnswerMemory:
    """The answers of all conversions on this server, newest last."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def load(self) -> dict[str, str]:
        """Every remembered answer; none where they cannot be read."""
        try:
            kept = json.loads(self._shelf.read(NAME) or "{}")
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}

    def remember(self, answers: Mapping[str, str]) -> None:
        """Remember these answers too; where they cannot be written, the questions are simply asked again."""
        known = self.load()
        fresh = {**{key: value for key, value in known.items() if key not in answers}, **answers}
        if fresh == known:
            return
        try:
            self._shelf.write(NAME, json.dumps(dict(list(fresh.items())[-MOST:]), ensure_ascii=False))
        except OSError as error:
            _LOG.warning("answers of the converter will be asked again: %s", error.strerror)
