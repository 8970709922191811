"""What units and awards are called on screens and papers."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.show.words import numbers


def unit_name(workbook: Workbook, code: str) -> str:
    """The short name of a unit, its full name where it has none; units of one name carry their code."""
    name = workbook.unit(code).label
    return name if sum(unit.label == name for unit in workbook.units) == 1 else f"{name} ({code})"


def unit_list(workbook: Workbook, codes: Sequence[str]) -> str:
    """The short names of units: "A, B và C"; a dash for none."""
    return joined([unit_name(workbook, code) for code in codes])


def joined(words: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(words) < 2:
        return words[0] if words else numbers.MISSING
    return f"{', '.join(words[:-1])} và {words[-1]}"


def award_name(workbook: Workbook, code: str) -> str:
    """The name of an award, its code where no such award is known."""
    return workbook.award(code).name if any(award.code == code for award in workbook.awards) else code


def cell_name(cell: CellRef) -> str:
    """A cell with its tab: "Phiếu!C6", and its spreadsheet where there are several."""
    place = f"{cell.tab}!{cell.a1}" if cell.a1 else cell.tab
    return f"{place} ({cell.source})" if cell.source else place
