"""The words about one session: who counted, what balances, the outcome for each unit, its relation to other sessions.

They never contain votes of a session that does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from lib.model.domain import Figure, Session, SessionState, Vote
from lib.model.problems import Code, Problem
from lib.model.results import AwardResult, Candidate, Outcome, Round, SessionReview
from lib.show.tables.score_tables import CELL, UNIT
from lib.show.words import names, numbers, reasons, text
from lib.show.words.terms import label
from lib.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its review; `result` and `round` are None where it does not count.

    `address` identifies it in a link: its code, or its position where it has none or shares it.
    """

    session: Session
    review: SessionReview
    result: AwardResult | None
    round: Round | None
    address: str


def session_views(snapshot: Snapshot) -> tuple[SessionView, ...]:
    """Every session in the order of the workbook."""
    codes = [session.code for session in snapshot.workbook.sessions]
    pairs = zip(snapshot.workbook.sessions, snapshot.sessions, strict=True)
    views = []
    for place, (session, review) in enumerate(pairs, 1):
        address = session.code if session.code and codes.count(session.code) == 1 else str(place)
        views.append(SessionView(session, review, *_held(snapshot, review), address))
    return tuple(views)


def _held(snapshot: Snapshot, review: SessionReview) -> tuple[AwardResult | None, Round | None]:
    for result in snapshot.awards if review.counts else ():
        for item in result.rounds:
            if item.session == review.session:
                return result, item
    return None, None


def session_at_address(snapshot: Snapshot, address: str) -> SessionView:
    """The session of an address in a link; StopIteration where there is none."""
    return next(found for found in session_views(snapshot) if found.address == address)


def session_title(snapshot: Snapshot, view: SessionView) -> str:
    """The title of a session: "P1 · Cờ thi đua ngành Tư pháp, vòng 1"."""
    session = view.session
    award = names.award_name(snapshot.workbook, session.award) if session.award else "chưa rõ danh hiệu"
    turn = f", vòng {session.round}" if session.round else ""
    return f"{session.code or numbers.MISSING} · {award}{turn}"


def session_headline(snapshot: Snapshot, session: SessionView) -> str:
    """The outcome of a session, as a title; its state where it does not count."""
    if session.round is None:
        counted = session.session.state is SessionState.COUNTED
        return "Phiên chưa được tính" if counted else f"Phiên {label(session.session.state)}"
    item = session.round
    given = [one for one in item.candidates if one.outcome is Outcome.PROPOSED and one.withdrawn is None]
    tied = [one for one in item.candidates if one.outcome is Outcome.TIED]
    parts = [f"Đề nghị {_units(snapshot, given)}" if given else "Không đơn vị nào được đề nghị ở phiên này"]
    if all(one.outcome in (Outcome.NOT_DECIDING, Outcome.INELIGIBLE) for one in item.candidates):
        parts = [f"Phiên này {label(item.role)}"]
    if tied:
        parts.append(f"{_units(snapshot, tied)} đồng phiếu ở vị trí cuối")
    return "; ".join(parts)


def _units(snapshot: Snapshot, candidates: Iterable[Candidate]) -> str:
    return names.some_units(snapshot.workbook, [one.unit for one in candidates])


def not_counting(session: SessionView) -> str:
    """Why there is no outcome of a session, in a sentence."""
    if session.session.state is not SessionState.COUNTED:
        return "Kết quả hiện ở đây khi trạng thái của phiên là “đã kiểm” và đủ số phiếu."
    why = "; ".join(label(fault) for fault in session.review.faults)
    return f"Phiên đã kiểm nhưng chưa được tính{f': {why}' if why else ''}. Số phiếu chưa được hiển thị."


def follows_from(snapshot: Snapshot, session: SessionView) -> str:
    """How a round relates to the one before it; empty for the first."""
    if session.round is None or session.result is None:
        return ""
    place = session.result.rounds.index(session.round)
    if place == 0:
        return ""
    before = session.result.rounds[place - 1]
    given = [one for one in before.candidates if one.outcome is Outcome.PROPOSED]
    already = f"đã đề nghị {_units(snapshot, given)}" if given else "không đề nghị đơn vị nào"
    return f"Tiếp theo phiên {before.session}: phiên đó {already}; phiên này còn {session.round.seats} suất."


def counted_by(view: SessionView) -> str:
    """Who counted, how and when; empty where nothing was typed."""
    session = view.session
    parts = [
        f"Hình thức: {label(session.method)}" if session.method else "",
        f"Thời gian: {session.time}" if session.time else "",
        f"Trưởng ban kiểm phiếu: {session.head_teller}" if session.head_teller else "",
        f"Ủy viên: {session.tellers}" if session.tellers else "",
    ]
    return ". ".join(part for part in parts if part)


def figure_chain(snapshot: Snapshot, view: SessionView) -> pd.DataFrame:
    """The chain of figures, each with what it must agree with, the deviation where it does not, and its cell."""
    session = view.session
    members = Figure(view.review.members, session.members.cell)
    quorum = {True: "đủ 2/3 tổng số", False: "chưa đủ 2/3 tổng số", None: ""}[view.review.quorum]
    lines = (
        ("Tổng thành viên", members, "" if session.members.value is not None else "theo trang tính “Đơn vị”"),
        ("Có mặt", session.present, f"không quá tổng thành viên; {quorum}" if quorum else "không quá tổng thành viên"),
        ("Phát ra", session.issued, "không quá số có mặt"),
        ("Thu về", session.collected, "không quá số phát ra; bằng hợp lệ + không hợp lệ"),
        ("Hợp lệ", session.valid, "gồm cả phiếu trắng và “không ý kiến”"),
        ("Không hợp lệ", session.invalid, "chỉ phiếu được ban kiểm phiếu kết luận không hợp lệ"),
    )
    rows = [
        {
            "Mục": name,
            "Số": numbers.count(figure.value),
            "Đối chiếu": _checked(snapshot, figure, rule),
            CELL: figure.cell,
        }
        for name, figure, rule in lines
    ]
    return pd.DataFrame([*rows, _votes_row(snapshot, view)])


def _checked(snapshot: Snapshot, figure: Figure, rule: str) -> str:
    wrong = [text.message(problem) for problem in snapshot.problems if problem.where == figure.cell]
    if wrong:
        return f"⚠ {' '.join(wrong)}"
    return "chưa ghi" if figure.value is None else rule


def _votes_row(snapshot: Snapshot, session: SessionView) -> dict[str, object]:
    """The last line of the chain: no candidate has more votes than there are valid ballots."""
    wrong = vote_problems(snapshot, session.session)
    warning = "⚠ " + " ".join(f"{names.cell_name(one.where)}: {text.message(one)}" for one in wrong)
    rule = warning if wrong else "ba cột phiếu của mỗi đơn vị không quá số phiếu hợp lệ"
    cell = wrong[0].where if wrong else None
    return {"Mục": "Phiếu của từng đơn vị", "Số": numbers.MISSING, "Đối chiếu": rule, CELL: cell}


def vote_problems(snapshot: Snapshot, session: Session) -> tuple[Problem, ...]:
    """Rows of a session with more votes than ballots."""
    cells = {vote.in_favour_cell for vote in snapshot.workbook.votes if vote.session == session.code}
    return tuple(one for one in snapshot.problems if one.code is Code.VOTES_EXCEED_BALLOTS and one.where in cells)


def _counts(candidate: Candidate, typed: Vote | None) -> str:
    """The votes in words: "Đồng ý 10, không đồng ý 0, không ý kiến 1"; untyped ones are left out."""
    others = (("không đồng ý", typed.against), ("không ý kiến", typed.abstain)) if typed else ()
    return ", ".join([f"Đồng ý {candidate.votes}", *(f"{word} {count}" for word, count in others if count is not None)])


def votes(snapshot: Snapshot, session: SessionView) -> pd.DataFrame:
    """The votes of a session, most first, with the outcome for each unit; empty for one that does not count."""
    if session.round is None or session.result is None:
        return pd.DataFrame()
    book, item = snapshot.workbook, session.round
    typed = {vote.unit: vote for vote in book.votes if vote.session == session.session.code}
    rows = [
        {
            UNIT: names.unit_name(book, one.unit),
            "Phiếu": reasons.votes_words(item, one) if item.sealed else _counts(one, typed.get(one.unit)),
            "Kết quả": reasons.candidate_reason(book, session.result, item, one),
        }
        for one in by_votes_and_protocol(item)
    ]
    return pd.DataFrame(rows)


def by_votes_and_protocol(item: Round) -> list[Candidate]:
    """The candidates of a round, most votes first, protocol order among equals."""
    return sorted(item.candidates, key=lambda one: -one.votes)
