"""The count in progress, read-back and release of ballots and awards, and what can be done about an open seat."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.access.rights import Right
from lib.model.domain import Award, Session, SessionState
from lib.model.problems import CellRef, Problem
from lib.model.records import Workbook
from lib.model.releasable import RANKING, SCORES, releasable_ballot
from lib.model.results import AwardResult, AwardStatus
from lib.papers import bundle
from lib.papers.ballot_minutes import ballot_minutes
from lib.papers.docx.lookup import session_result
from lib.papers.docx.stamp import paper_stamp
from lib.show.day import control_words, count_state, tie_rows
from lib.show.day.control_words import AwardStanding, award_standing, award_standing_words
from lib.show.day.count_state import CountState
from lib.show.day.tie_rows import PasteRows
from lib.show.words import awards, names, numbers
from lib.show.words.numbers import md
from lib.show.words.text import message
from lib.snapshot import Snapshot
from lib.stage import release_acts
from lib.stage.log.events import BallotReadBack, LogEntry
from lib.stage.read_back import (
    ReadFigure,
    ReleaseObstacle,
    agreed_tally,
    figures_mark,
    obstacles,
    problems_of,
    read_back_figures,
    sheet_obstacles,
)
from lib.stage.state import undone
from lib.ui.access import only_for
from lib.ui.control.press import Control, typed_text
from lib.ui.parts.open_votes import agreed, asked_again


def scores_part(control: Control) -> None:
    """Release of the scores and the ranking, together or the scores first."""
    hall = control.table.hall
    if SCORES in hall and RANKING in hall:
        st.success("Điểm và xếp hạng đã được công bố tại hội trường.", icon=":material/check_circle:")
        return
    if SCORES in hall:
        st.success("Điểm đã được công bố tại hội trường, chưa công bố xếp hạng.", icon=":material/check_circle:")
        control.press("Công bố xếp hạng tại hội trường", release_acts.release_scores, "open_scores")
        return
    both, only = st.columns(2)
    with both:
        control.press("Công bố điểm và xếp hạng tại hội trường", release_acts.release_scores, "open_scores")
    with only:
        control.press(
            "Chỉ công bố điểm, chưa xếp hạng", lambda now: release_acts.release_scores(now, False), "only_scores"
        )
    st.caption("Màn “bảng điểm” và “nhóm điểm” chỉ có số sau khi công bố.")


def ballots_part(control: Control) -> None:
    """Every award in its order: its sessions to read back, what a release would show, the release."""
    snapshot = control.table.played
    if snapshot is None:
        return
    for award in snapshot.workbook.awards_in_turn:
        result = snapshot.award(award.code)
        standing = award_standing(control.table, result)
        done = standing is AwardStanding.WHOLE
        mark = award_standing_words(control.table, result)
        with st.expander(f"{md(award.name)} – {md(mark)}", expanded=not done, key=f"award_{award.code}_{done}"):
            for session in snapshot.workbook.sessions:
                if session.award == award.code and session.code:
                    _session(control, snapshot, session)
            _release(control, snapshot, award, result)


def _session(control: Control, snapshot: Snapshot, row: Session) -> None:
    session = row.code or ""
    if control.table.state.rehearsal:
        st.caption(f"Phiên {md(session)}: số phiếu giả định để tập dượt, không cần đối chiếu.")
        return
    against = obstacles(snapshot, control.table.state, session)
    covered = _covered(snapshot, session)
    st.markdown(_standing(row, against, covered if control.table.state.read_back(session) is None else ""))
    read = _last_read(control, session)
    if read and isinstance(read.event, BallotReadBack):
        st.caption(f"{md(names.joined_words(read.event.names))} đối chiếu lúc {numbers.clock(read.at)}")
    _problems(snapshot, row)
    if st.toggle("Mở bảng đối chiếu", key=f"open_read_{session}_{read.act if read else 0}"):  # each read-back closes it
        if covered:
            st.caption(f"{names.upper_first(covered)}; đọc to đối chiếu khi hội nghị muốn nghe.")
        read_back_table(control, snapshot, session)
    else:
        _paper(control, snapshot, session)
    if releasable_ballot(session) not in control.table.hall and not any(one.forbids for one in against):
        _ballot_alone(control, row)


def _problems(snapshot: Snapshot, row: Session) -> None:
    """Problems elsewhere in the sheet that keep the session from deciding; once it is counted, those of its rows."""
    session = row.code or ""
    own = problems_of(snapshot, session) if row.state is SessionState.COUNTED else ()
    problems = dict.fromkeys((*sheet_obstacles(snapshot.workbook, session), *own))
    book = snapshot.workbook
    lines = [
        f"- {md(names.cell_name(one.where))}{_unit_at(book, one.where)}: {md(message(one, book))}" for one in problems
    ]
    if lines:
        st.markdown("\n".join(lines))


def _unit_at(book: Workbook, where: CellRef) -> str:
    """The unit whose votes are in the row of a cell: " (Vụ PBGDPL)"."""
    row = next((one for one in book.votes if (one.cell.tab, one.cell.row) == (where.tab, where.row)), None)
    known = {unit.code for unit in book.units}
    return f" ({md(names.unit_name(book, row.unit))})" if row and row.unit in known else ""


def _covered(snapshot: Snapshot, session: str) -> str:
    """What replaces the read-back: two counts that agree paper by paper; empty where there are none."""
    tally = agreed_tally(snapshot, session)
    return f"{tally.collected} phiếu giấy kiểm hai lượt, khớp nhau từng phiếu" if tally else ""


def _standing(row: Session, against: tuple[ReleaseObstacle, ...], covered: str = "") -> str:
    """Whether a ballot can be released as it is, with a reason, or not at all, and why."""
    name = f"**Phiên {md(row.code or '')}**"
    if row.state is not SessionState.COUNTED:
        return f":gray[:material/schedule:] {name} – chưa kiểm phiếu xong, chưa có gì để công bố"
    if not against:
        return f":green[:material/check_circle:] {name} – {covered or 'đã đối chiếu, khớp'}"
    first = (ReleaseObstacle.DOES_NOT_COUNT, ReleaseObstacle.UNCLEAR_SHEET)
    named = [one for one in first if one in against] if ReleaseObstacle.DOES_NOT_COUNT in against else against
    words = md("; ".join(control_words.stage_word(one) for one in named))
    if any(one.forbids for one in against):
        return f":red[:material/cancel:] {name} – {words}. **Chưa công bố được.**"
    return f":orange[:material/warning:] {name} – {words}. **Chỉ công bố được khi ghi lý do.**"


def _last_read(control: Control, session: str) -> LogEntry | None:
    """The entry of the read-back in force; None where there is none."""
    gone = undone(control.table.entries)
    in_force = (
        entry
        for entry in reversed(control.table.entries)
        if entry.act not in gone and isinstance(entry.event, BallotReadBack) and entry.event.session == session
    )
    return next(in_force, None)


def _ballot_alone(control: Control, row: Session) -> None:
    """Release of the votes of one round without the outcome for the award."""
    session = row.code or ""
    key = f"alone_{session}"
    may = asked_again(control.table, [releasable_ballot(session)], key)
    control.press(
        f"Chỉ công bố số phiếu của phiên {session}, chưa kết luận",
        lambda table: release_acts.release_ballot(table, session, typed_text(f"reason_{row.award}"), agreed(key)),
        key,
        disabled=not may,
    )


def read_back_table(control: Control, snapshot: Snapshot, session: str) -> None:
    """The figures in large type with their cells, each to be ticked against the tellers' paper, and the two names."""
    book = snapshot.workbook
    mark = figures_mark(book, session)
    ticks: dict[str, tuple[str, ...]] = {}
    for number, (first_of_row, *rest) in enumerate(_rows(read_back_figures(book, session))):
        name, value, tick = st.columns([4, 3, 2], vertical_alignment="center")
        cell = names.cell_name(first_of_row.cell) if first_of_row.cell else ""
        name.markdown(f"{md(control_words.figure_name(book, first_of_row))}  \n:small[{md(cell)}]")
        more = "".join(f" · {control_words.stage_word(one.kind)} {numbers.count(one.value)}" for one in rest)
        value.markdown(f"# {numbers.count(first_of_row.value)} :small[{more}]")
        key = f"tick_{session}_{mark}_{number}"
        kept = bool(st.session_state.get(_kept(key)))
        tick.checkbox("khớp", value=kept, key=key, on_change=_keep, args=(key,))
        ticks[key] = tuple(one.name for one in (first_of_row, *rest))
    for label, key in (("Người đọc (họ tên)", f"reader_{session}"), ("Người dò (họ tên)", f"checker_{session}")):
        st.text_input(label, value=typed_text(_kept(key)), key=key, on_change=_keep, args=(key,))
    boxes = sum(not typed_text(key) for key in ticks)
    left = f" – còn {boxes} ô chưa đánh dấu khớp" if boxes else ""
    confirm, paper = st.columns(2)
    with confirm:
        st.button(
            f"Xác nhận đối chiếu{left}", key=f"confirm_{session}", width="stretch",
            on_click=_confirm, args=(control, session, ticks),
        )  # fmt: skip
    with paper:
        _paper(control, snapshot, session)


def _confirm(control: Control, session: str, ticks: dict[str, tuple[str, ...]]) -> None:
    """Write the read-back, which closes the table; names and ticks are kept for the next time.

    `ticks` are the figures of each check box.
    """
    read = (typed_text(f"reader_{session}"), typed_text(f"checker_{session}"))
    unticked = tuple(name for key, figures_of_row in ticks.items() if not typed_text(key) for name in figures_of_row)
    control.obey(lambda table: release_acts.read_back(table, session, read, unticked))


def _keep(key: str) -> None:
    """Keep the value of a widget, because Streamlit discards that of one that is not drawn."""
    st.session_state[_kept(key)] = st.session_state[key]


def _kept(key: str) -> str:
    return f"kept_{key}"


def _rows(figures: tuple[ReadFigure, ...]) -> list[list[ReadFigure]]:
    """One row for each count of the session, and one for all votes of a unit, in the order of the paper."""
    rows: list[list[ReadFigure]] = []
    for figure in figures:
        if figure.unit is not None and rows and rows[-1][0].unit == figure.unit:
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows


def _paper(control: Control, snapshot: Snapshot, session: str) -> None:
    """The minutes of this session from exactly this version, to be signed before the reveal."""
    if session_result(snapshot, session) is None:
        return
    row = next(one for one in snapshot.workbook.sessions if one.code == session)
    title = bundle.minutes_title(snapshot, row)
    st.download_button(
        "Tải biên bản kiểm phiếu (Word)",
        only_for(Right.PAPERS, lambda: ballot_minutes(snapshot, paper_stamp(snapshot, control.table.number), row)),
        file_name=f"bien-ban-kiem-phieu-{session}.docx",
        mime=bundle.FileKind.WORD.media_type,
        key=f"paper_{session}",
        on_click=control.obey,
        args=(lambda table: release_acts.printed(table, [releasable_ballot(session)], title),),
    )


def _release(control: Control, snapshot: Snapshot, award: Award, result: AwardResult) -> None:
    book = snapshot.workbook
    open_seat = control.table.unsettled(award.code)
    if open_seat:
        tie_card(snapshot, result)
    if award_standing(control.table, result) in (AwardStanding.WHOLE, AwardStanding.NOT_SHOWN):
        return
    against = release_acts.why_not(control.table, award.code)
    with st.container(border=True):
        st.markdown("**Công bố sẽ hiện:**")
        st.markdown("\n".join(f"- {md(text)}" for text in awards.decision_steps(book, result)) or "- chưa có kết quả")
        if against is not None:
            st.markdown(f":red[:material/block:] {md(control_words.refusal_words(against, book))}")
        elif release_acts.needs_reason(control.table, award.code):
            st.text_input("Lý do công bố khi còn điểm chưa khớp, và người quyết định", key=f"reason_{award.code}")
        may = against is None and asked_again(control.table, release_acts.things_of(result), award.code)
        words = "Công bố phần đã rõ, để ngỏ phần còn lại" if open_seat else "Công bố tại hội trường"
        control.press(
            words,
            lambda table: release_acts.release_award(
                table, award.code, typed_text(f"reason_{award.code}"), open_votes=agreed(award.code)
            ),
            f"open_{award.code}",
            type="primary",
            disabled=not may,
        )


def tie_card(snapshot: Snapshot, result: AwardResult) -> None:
    """Before the reveal: where it will stop, and the possible actions, with the rows to paste.

    A new ballot is offered where none is waiting.
    """
    book = snapshot.workbook
    with st.container(border=True):
        st.warning(md(tie_rows.where_it_stops(book, result)), icon=":material/balance:")
        session = tie_rows.waiting_session(book, result)
        if session is not None:
            st.markdown(
                f"Phiên {md(session)} đã có trong trang tính “Bỏ phiếu”: gõ số phiếu và đổi trạng thái khi kiểm xong."
            )
        ways: dict[str, Callable[[Workbook, AwardResult], None]] = {}
        if session is None and tie_rows.may_vote_again(result):
            again = "Bỏ phiếu lại" if result.status is AwardStatus.TIE else "Bỏ phiếu vòng tiếp theo"
            ways[again] = _session_rows
        if tie_rows.may_be_decided(result):
            ways["Cụm trưởng quyết định"] = _decision_rows
        ways["Để ngỏ"] = _leave_open
        for tab, show in zip(st.tabs(list(ways), key=f"ways_{result.award}"), ways.values(), strict=True):
            with tab:
                show(book, result)


def _session_rows(book: Workbook, result: AwardResult) -> None:
    for rows in tie_rows.vote_again(book, result):
        _rows_to_paste(rows, "điền số sau khi kiểm phiếu")


def _leave_open(_book: Workbook, _result: AwardResult) -> None:
    st.markdown(
        "Bấm “Công bố phần đã rõ, để ngỏ phần còn lại”: màn hình công bố những gì đã rõ, nói rõ suất nào chờ "
        "quyết định, chương trình đi tiếp; khi có kết quả thì đưa phiên bản mới lên và công bố phần còn lại."
    )


def _decision_rows(book: Workbook, result: AwardResult) -> None:
    units = tie_rows.units_open(result)
    chosen = st.selectbox(
        "Đơn vị được chọn",
        [None, *units],
        format_func=lambda code: names.unit_name(book, code) if code else "chưa chọn: ghi vào bảng tính",
        key=f"chosen_{result.award}",
        disabled=result.seats_left != 1,
    )
    rows = tie_rows.chair_decides(book, result, chosen if chosen in units else None)
    _rows_to_paste(rows, "ghi “suy tôn” hoặc “không suy tôn”, lý do, người quyết định")


def _rows_to_paste(rows: PasteRows, then: str) -> None:
    st.caption(f"Dán vào dòng trống đầu tiên của trang tính “{md(rows.tab)}”, {then}. Các cột: {md(rows.headers)}.")
    st.code(rows.text, language=None)


def count_part(control: Control) -> None:
    """Every unreleased session with typed papers, from the version read last."""
    read = control.table.candidate or control.table.taken
    if read is None:
        return
    for state in count_state.count_states(read.snapshot):
        if releasable_ballot(state.session.code or "") not in control.table.hall:
            _count(read.snapshot, state)


def _count(snapshot: Snapshot, state: CountState) -> None:
    session = state.session
    award = names.award_name(snapshot.workbook, session.award) if session.award else "chưa rõ danh hiệu"
    with st.container(border=True, key=f"count_{session.code}"):
        st.markdown(
            f"**Kiểm phiếu phiên {md(session.code or '')}** – {md(award)}  \n{md(count_state.count_progress(state))}"
        )
        st.markdown(_verdict(state))
        lines = [_line(snapshot, one) for one in (*state.differing, *state.wrong, *state.remarks)]
        if lines:
            st.markdown("\n".join(lines))
        st.caption(md(count_state.count_identity(state)))


def _verdict(state: CountState) -> str:
    words = md(count_state.count_verdict(state))
    if state.whole:
        return f":green[:material/check_circle: {words}]"
    if state.differing or state.wrong:
        return f":red[:material/cancel: {words}]"
    return f":orange[:material/pending: {words}]"


def _line(snapshot: Snapshot, problem: Problem) -> str:
    """A problem to look at, with its cell as a link where there is one."""
    cell = md(names.cell_name(problem.where))
    link = snapshot.link(problem.where)
    return f"- {f'[{cell}]({link})' if link else cell}: {md(message(problem, snapshot.workbook))}"
