"""One session: its result as the title, whether the count balances in one line, a verdict row for each unit."""

from __future__ import annotations

import htpy as h

from lib.show.rows.awards import round_part
from lib.show.rows.parts import Audience, fold_away, heading, section
from lib.show.rows.tables import html_table
from lib.show.words import ballots, numbers, reasons, text
from lib.snapshot import Snapshot


def ballot_heading(snapshot: Snapshot, session: ballots.SessionView) -> h.Element:
    """The result of the session, and under it which one it is and the votes needed."""
    needed = None
    if session.round is not None and session.result is not None:
        needed = reasons.needed(snapshot.workbook, session.result, session.round)
    return heading(ballots.session_headline(snapshot, session), ballots.session_title(snapshot, session), needed)


def ballot_page(snapshot: Snapshot, session: ballots.SessionView, audience: Audience) -> h.Node:
    """The content below the title and the choice of a session."""
    linked = ballots.follows_from(snapshot, session)
    counted = ballots.counted_by(session) or "Chưa ghi ban kiểm phiếu."
    votes = ballots.votes(snapshot, session)
    name = ballots.session_title(snapshot, session)
    return [
        h.p[ballots.not_counting(session)] if session.round is None else None,
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
    ballot = (session.issued, session.collected, session.valid, session.invalid)
    issued, collected, valid, invalid = values = [figure.value for figure in ballot]
    if not any(values):
        return h.p["Chưa ghi số phiếu."]
    sentence = (
        f"{numbers.count(issued)} phát ra {'=' if issued == collected else '≥'} {numbers.count(collected)} thu về = "
        f"{numbers.count(valid)} hợp lệ + {numbers.count(invalid)} không hợp lệ"
    )
    cells = {figure.cell for figure in (session.members, session.present, *ballot) if figure.cell is not None}
    wrong = [problem for problem in snapshot.problems if problem.where in cells]
    wrong += ballots.vote_problems(snapshot, session)
    if wrong:
        faults = (h.li[text.message(problem, snapshot.workbook)] for problem in wrong)
        return h.div[h.p(".late")["⚠ ", sentence], h.ul(".lines")[faults]]
    return h.p[h.b[sentence], " ✓ khớp" if None not in values else " · chưa ghi đủ"]
