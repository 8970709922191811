"""The context of a table: its unit, cluster, year and kind of scores, from titles and the names of sheet and file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from lib.model.domain import ScoreColumn
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import FoundBallot, FoundVote
from lib.sheets.convert.grid import TableGrid
from lib.sheets.convert.headers import without_tones
from lib.sheets.reading import cells

LONGEST_NAME = 120


@dataclass(frozen=True)
class Owner:
    """The unit that a table belongs to; None where no name or several are given; these are then the `candidates`."""

    name: str | None
    candidates: tuple[str, ...] = ()
    short_name: str | None = None


def names_a_unit(text: str) -> bool:
    """Whether a text begins as names of units do."""
    words = without_tones(text)
    return any(words.startswith(f"{word} ") for word in map(without_tones, vocabulary.UNIT_NAMES))


def owner_of(lines: Sequence[str], grid: TableGrid) -> Owner:
    """The unit of a table by its title, else by the name of its sheet, else by that of its file."""
    sheet, file = _specific_name(grid.sheet), _specific_name(PurePath(grid.file).stem.replace("_", " "))
    labelled = [match["name"].strip() for line in lines if (match := vocabulary.UNIT_LABEL.search(line))]
    short_lines = [line for line in lines if len(line) <= LONGEST_NAME and not vocabulary.CLUSTER.search(line)]
    titled = labelled[:1] or _different(filter(names_a_unit, short_lines))
    others = [name for name in (sheet, file) if name and names_a_unit(name)]
    found = _different([*titled, *others]) if titled else _different(others[:1])
    if len(found) > 1:
        return Owner(None, tuple(found))
    if found:
        short = sheet if sheet and titled and not names_a_unit(sheet) else None
        return Owner(found[0], short_name=short)
    return Owner(sheet or file)


def _specific_name(name: str) -> str | None:
    return None if vocabulary.GENERIC_SHEETS.fullmatch(name.strip()) else name.strip() or None


def _different(names: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(cells.key(name), name)
    return list(seen.values())


def cluster_of(lines: Sequence[str]) -> str | None:
    """The name of the cluster, where a line gives it."""
    for line in lines:
        if match := vocabulary.CLUSTER.search(line):
            return match["name"].strip(" .,:;")
    return None


def year_of(lines: Sequence[str]) -> int | None:
    """The year in the title, None where there is none or several."""
    years = {int(match["year"]) for line in lines for match in vocabulary.YEAR.finditer(line)}
    return years.pop() if len(years) == 1 else None


def score_column_of(lines: Sequence[str]) -> ScoreColumn | None:
    """Which scores a table holds by its title: self or verified; None where it names neither or both."""
    words = " ".join(map(without_tones, lines))
    own = any(without_tones(word) in words for word in vocabulary.SELF_TITLE)
    verified = any(without_tones(word) in words for word in vocabulary.VERIFIED_TITLE)
    if own == verified:
        return None
    return ScoreColumn.SELF if own else ScoreColumn.VERIFIED


def ballot_of(lines: Sequence[str], votes: tuple[FoundVote, ...]) -> FoundBallot:
    """The ballot of a table of votes: its award, seats and figures, as far as the lines around it give them."""
    text = "\n".join(lines)
    award = next((m["name"] or m["plain"] for line in lines if (m := vocabulary.AWARD.search(line))), None)
    quota = vocabulary.QUOTA.search(text)
    figures = tuple(
        (name, int(match.group(1))) for name, pattern in vocabulary.FIGURES.items() if (match := pattern.search(text))
    )
    return FoundBallot(award.strip() if award else None, int(quota["count"]) if quota else None, figures, votes)
