"""The units that stood for an award: votes and ranks by points, the outcome, and where the two disagree."""

from __future__ import annotations

from lib.model.results import AwardResult, AwardStatus, Candidate, Outcome, Round
from lib.show.words import awards, names, ranks, reasons
from lib.snapshot import Snapshot

_OPEN = {
    AwardStatus.WAITING: "chưa kết luận",
    AwardStatus.NEXT_ROUND: "chờ vòng tiếp theo",
    AwardStatus.CHAIR_DECIDES: "chờ quyết định",
}


LONGEST_TITLE = 100
"""Letters of a title that names every award; a longer one counts them."""


def _word(result: AwardResult, unit: str) -> str:
    if unit in result.proposed:
        return "đề nghị"
    if unit in result.undecided:
        return "chờ quyết định"
    still = unit in result.remaining or result.status is AwardStatus.WAITING
    return _OPEN.get(result.status, "không đề nghị") if still else "không đề nghị"


def votes_against_points(snapshot: Snapshot, result: AwardResult) -> str:
    """Whether votes and points select the same units; empty while the award is open or ranks are unknown."""
    if result.status is not AwardStatus.DECIDED:
        return ""
    known = {row.unit: row.rank for row in ranks.standings_in_order(snapshot) if row.rank is not None}
    within = snapshot.workbook.award(result.award).within
    prior = next((one.proposed for one in snapshot.awards if one.award == within), None)
    considered = [unit.code for unit in snapshot.workbook.units] if prior is None else prior
    pool = sorted((unit for unit in considered if unit in known), key=lambda unit: known[unit])
    proposed = [unit for unit in result.proposed if unit in known]
    if not proposed or not pool:
        return ""
    last = known[pool[min(len(proposed), len(pool)) - 1]]
    higher = [unit for unit in pool if known[unit] <= last and unit not in proposed]
    lower = [unit for unit in proposed if known[unit] > last]
    if not lower:
        return "Phiếu và điểm thống nhất: các đơn vị được đề nghị cũng đứng đầu về điểm trong số được xét."
    sentence = f"{_ranked(snapshot, lower, known)} được đề nghị, trong khi {_ranked(snapshot, higher, known)} thì không"
    return f"Phiếu và điểm khác nhau: {sentence}. Kết quả theo phiếu; điểm để tham khảo."


def _ranked(snapshot: Snapshot, units: list[str], known: dict[str, int]) -> str:
    units_with_rank = [f"{names.unit_name(snapshot.workbook, unit)} (hạng {known[unit]})" for unit in units]
    return names.some_words(units_with_rank)


def award_lines_of_unit(snapshot: Snapshot, unit: str) -> tuple[str, ...]:
    """The outcome of the awards for one unit, a line for each award it stood for: award, result, votes."""
    lines = []
    for result in snapshot.awards:
        if stood := stood_in(result, unit):
            why = reasons.candidate_reason(snapshot.workbook, result, *stood)
            lines.append(f"{names.award_name(snapshot.workbook, result.award)}: {_word(result, unit)} ({why})")
    return tuple(lines)


def proposals_title(snapshot: Snapshot) -> str:
    """The outcome of the awards, as a title: "4 đề nghị: 3 Cờ thi đua ngành Tư pháp, 1 Cờ thi đua Chính phủ"."""
    given = [result for result in snapshot.awards if result.proposed]
    if not given:
        decided = any(result.status is AwardStatus.DECIDED for result in snapshot.awards)
        return "Không đơn vị nào được đề nghị" if decided else "Chưa có kết quả suy tôn"
    parts = [f"{len(result.proposed)} {names.award_name(snapshot.workbook, result.award)}" for result in given]
    count, seats = sum(len(result.proposed) for result in given), _seats_open(snapshot)
    if len(given) == 1:
        return f"{count} đề nghị {names.award_name(snapshot.workbook, given[0].award)}{seats}"
    if sum(map(len, parts)) > LONGEST_TITLE:
        return f"{count} đề nghị cho {len(given)} danh hiệu{seats}"
    return f"{count} đề nghị: {', '.join(parts)}{seats}"


def _seats_open(snapshot: Snapshot) -> str:
    """ ", còn mở 2 suất" where an award with proposed units has undecided seats; else empty."""
    left = sum(result.seats_left or 0 for result in snapshot.awards if result.proposed and awards.is_undecided(result))
    return f", còn mở {left} suất" if left else ""


def deciding_votes(result: AwardResult) -> dict[str, tuple[int, int, int]]:
    """Votes, base and number of the round that proposed a unit.

    Units proposed by a decision, or in a round with withheld votes, have none.
    """
    return {
        one.unit: (one.votes, item.base_value, item.number)
        for item in result.rounds
        if not item.sealed
        for one in item.candidates
        if one.outcome is Outcome.PROPOSED and one.unit in result.proposed
    }


def by_sealed_round(result: AwardResult) -> frozenset[str]:
    """The units proposed by a round with withheld votes."""
    sealed = (one for item in result.rounds if item.sealed for one in item.candidates)
    return frozenset(one.unit for one in sealed if one.outcome is Outcome.PROPOSED) & set(result.proposed)


def stood_in(result: AwardResult, unit: str) -> tuple[Round, Candidate] | None:
    """The last round in which a unit was considered, else the first on whose ballot it was; None without any."""
    own = [(item, one) for item in result.rounds for one in item.candidates if one.unit == unit]
    considered = [(item, one) for item, one in own if one.eligible]
    return considered[-1] if considered else own[0] if own else None
