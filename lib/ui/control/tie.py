"""What to do about a tie or an open seat: shown before the reveal, with the rows to paste."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus
from lib.show.day import tie_rows
from lib.show.day.tie_rows import PasteRows
from lib.show.words import names
from lib.show.words.numbers import md
from lib.snapshot import Snapshot


def tie_card(snapshot: Snapshot, result: AwardResult) -> None:
    """Before the reveal: where it will stop, and the possible actions, with the rows to paste."""
    book = snapshot.workbook
    with st.container(border=True):
        st.warning(md(tie_rows.where_it_stops(book, result)), icon=":material/balance:")
        session = tie_rows.waiting_session(book, result)
        if session is not None:
            st.markdown(
                f"Phiên {md(session)} đã có trong trang tính “Bỏ phiếu”: gõ số phiếu và đổi trạng thái khi kiểm xong."
            )
        ways = _ways(book, result, again=session is None)
        ways["Để ngỏ"] = _leave_open
        for tab, show in zip(st.tabs(list(ways)), ways.values(), strict=True):
            with tab:
                show()


def _ways(book: Workbook, result: AwardResult, again: bool) -> dict[str, Callable[[], None]]:
    """The possible actions on the open seat, by the name of their tab; a new ballot where none is waiting (`again`)."""
    found: dict[str, Callable[[], None]] = {}
    if again and tie_rows.may_vote_again(result):
        name = "Bỏ phiếu lại" if result.status is AwardStatus.TIE else "Bỏ phiếu vòng tiếp theo"
        found[name] = lambda: _session_rows(book, result)
    if tie_rows.may_be_decided(result):
        found["Cụm trưởng quyết định"] = lambda: _decision_rows(book, result)
    return found


def _session_rows(book: Workbook, result: AwardResult) -> None:
    for rows in tie_rows.vote_again(book, result):
        _rows_to_paste(rows, "điền số sau khi kiểm phiếu")


def _leave_open() -> None:
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
