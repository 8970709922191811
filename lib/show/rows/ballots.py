"""One session: its result as the title, whether the count balances in one line, a verdict row for each unit."""

from __future__ import annotations

import htpy as h

from lib.model.domain import Session
from lib.show.rows.awards import round_part
from lib.show.rows.parts import Audience, fold_away, heading, section
from lib.show.rows.tables import html_table
from lib.show.words import ballots, numbers, reasons, text
from lib.snapshot import Snapshot


def ballot_heading(snapshot: Snapshot, session: ballots.SessionView) -> h.Element:
    """The result of the session, and under it which one it is and the votes needed."""
    if session.round is None or session.result is None:
        return heading(ballots.session_headline(snapshot, session), ballots.session_title(snapshot, session))
    needed = reasons.needed(snapshot.workbook, session.result, session.round)
    return heading(ballots.session_headline(snapshot, session), ballots.session_title(snapshot, session), needed)


def ballot_page(snapshot: Snapshot, session: ballots.SessionView, audience: Audience) -> h.Node:
    """The content below the title and the choice of a session."""
    linked = ballots.follows_from(snapshot, session)
    counted = ballots.counted_by(session) or "Chưa ghi ban kiểm phiếu."
    votes = ballots.votes(snapshot, session)
    name = ballots.session_title(snapshot, session)
    return [
        h.p[ballots.session_answer(snapshot, session)] if session.round is None else None,
        h.p(".rule")[linked] if linked else None,
        identity_line(snapshot, session),
        round_part(snapshot, session.result, session.round, audience, titled=False)
        if session.result is not None and session.round is not None
        else None,
        section("Kiểm phiếu", h.p(".rule")[counted]),
        fold_away(
            f"identity-{session.address}",
            "Đối chiếu từng số: 7 mục, với ô trong bảng tính",
            h.p(".rule")["Tổng thành viên ≥ có mặt ≥ phát ra ≥ thu về = hợp lệ + không hợp lệ."],
            html_table(snapshot, audience, ballots.figure_chain(snapshot, session), f"Đối chiếu số phiếu, {name}"),
        ),
        fold_away(
            f"votes-{session.address}",
            f"Đồng ý, không đồng ý, không ý kiến của {len(votes)} đơn vị",
            html_table(snapshot, audience, votes, f"Phiếu của từng đơn vị, {name}"),
        )
        if len(votes)
        else None,
    ]


def identity_line(snapshot: Snapshot, view: ballots.SessionView) -> h.Element:
    """The balance "11 phát ra = 11 thu về = 10 hợp lệ + 1 không hợp lệ ✓"; where it fails, what is wrong and where."""
    session = view.session
    wrong = _wrong(snapshot, session)
    issued, collected = session.issued.value, session.collected.value
    between = "=" if issued == collected else "≥"
    sentence = (
        f"{numbers.count(issued)} phát ra {between} {numbers.count(collected)} thu về = "
        f"{numbers.count(session.valid.value)} hợp lệ + {numbers.count(session.invalid.value)} không hợp lệ"
    )
    if not any((issued, collected, session.valid.value, session.invalid.value)):
        return h.p["Chưa ghi số phiếu."]
    known = None not in (issued, collected, session.valid.value, session.invalid.value)
    if wrong:
        return h.div[h.p(".late")["⚠ ", sentence], h.ul(".lines")[(h.li[one] for one in wrong)]]
    return h.p[h.b[sentence], " ✓ khớp" if known else " · chưa ghi đủ"]


def _wrong(snapshot: Snapshot, session: Session) -> list[str]:
    """The faults of the figures of a session and of its votes, each in a sentence."""
    figures = (session.members, session.present, session.issued, session.collected, session.valid, session.invalid)
    cells = {figure.cell for figure in figures if figure.cell is not None}
    found = [one for one in snapshot.problems if one.where in cells]
    return [text.message(one, snapshot.workbook) for one in (*found, *ballots.vote_problems(snapshot, session))]
