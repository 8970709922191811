"""Single ballot papers and the roll call, as frozen records (docs/workbook.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.problems import CellRef


@dataclass(frozen=True, slots=True)
class Choice:
    """What a ballot paper says about one unit: in favour or against; a unit without a choice is left blank."""

    unit: str
    in_favour: bool
    cell: CellRef


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """One ballot paper as typed in one count (docs/workbook.md section 8).

    `number` identifies papers within session and `count` (1, or 2 for the independent second one); `spoilt`: the
    tellers declared it invalid, in `verdict_cell` where that has a column. `numbered` is false where its number was not
    typed and the row number stands in for it. `blocked` where one of its cells is unreadable (`faulty_cell` the first
    one), `traced` where it discloses who voted.
    """

    session: str
    number: str
    count: int
    spoilt: bool
    reason: str | None
    choices: tuple[Choice, ...]
    blocked: bool
    cell: CellRef
    traced: CellRef | None = None
    verdict_cell: CellRef | None = None
    faulty_cell: CellRef | None = None
    numbered: bool = True

    @property
    def chosen(self) -> frozenset[str]:
        """The units it votes for."""
        return frozenset(choice.unit for choice in self.choices if choice.in_favour)

    @property
    def refused(self) -> frozenset[str]:
        """The units it votes against."""
        return frozenset(choice.unit for choice in self.choices if not choice.in_favour)

    def cell_of(self, unit: str) -> CellRef:
        """The cell of its choice about a unit; the cell of the paper itself where there is none."""
        return next((choice.cell for choice in self.choices if choice.unit == unit), self.cell)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A unit at the roll call: present, or represented by proxy, which counts as present and is stated separately."""

    unit: str
    present: bool
    proxy: bool
    cell: CellRef
