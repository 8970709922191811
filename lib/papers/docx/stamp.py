"""The stamp of a paper, by which it can be compared with a screen: version, time, draft, sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from lib.papers.docx import words
from lib.show.words import numbers
from lib.snapshot import Snapshot

SHORT_VERSION = 8


@dataclass(frozen=True, slots=True)
class Stamp:
    """The stamp. `version` is the number of the taken version, or the beginning of its hash where it has none yet."""

    version: str
    taken_at: dt.datetime
    draft: bool = False
    sample: bool = False

    def as_draft(self) -> Stamp:
        """The same stamp for a paper that is a draft."""
        return replace(self, draft=True)

    @property
    def marks(self) -> tuple[str, ...]:
        """The conspicuous marks: draft, sample."""
        return (words.DRAFT,) * self.draft + (words.SAMPLE,) * self.sample

    @property
    def line(self) -> str:
        """The footer line: "Bản số 12, 14:52 ngày 18/12/2019"."""
        return words.STAMP.format(version=self.version, moment=numbers.moment(self.taken_at))


def paper_stamp(snapshot: Snapshot, number: int | None = None) -> Stamp:
    """The stamp of a snapshot. `number` is the number of its taken version, where it has one.

    While the workbook has a blocking problem, every paper is a draft.
    """
    version = words.NUMBERED.format(number=number) if number is not None else snapshot.version[:SHORT_VERSION]
    draft = any(problem.blocks for problem in snapshot.problems)
    return Stamp(version, snapshot.taken_at, draft, snapshot.workbook.contest.sample)
