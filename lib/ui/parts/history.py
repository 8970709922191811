"""The past versions: a time line, a unit over time, the figures of a moment, two moments compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from lib.access.rights import Right, Role
from lib.history.archive import Archive
from lib.history.past_version import PastVersion, standing_steps
from lib.history.recorder import History
from lib.model.releasable import FIXED, Released
from lib.papers.bundle import FileKind
from lib.release.role_view import snapshot_for
from lib.sheets.write_tables import written
from lib.show.charts.over_time import over_time
from lib.show.history.versions import (
    FORM,
    difference_lines,
    kept_answer,
    moment_words,
    past_words,
    read_moment,
    since_fixed_heading,
    step_lines,
)
from lib.show.rows.parts import line_list, section
from lib.show.words import numbers
from lib.show.words.names import unit_name
from lib.show.words.system_errors import system_reason
from lib.snapshot import Snapshot
from lib.stage.log.since_fixed import unit_steps
from lib.ui.access import only_for
from lib.ui.look_back import look_back
from lib.ui.menu import HOME, menu_page
from lib.ui.parts import common
from lib.ui.parts.buttons import is_pressed
from lib.ui.parts.charts import show_chart
from lib.ui.running_app import running_app
from lib.ui.view import View

WHAT_A_FILE_KEEPS = (
    "Tệp giữ giá trị, kiểu ô, công thức thành số, ô gộp, dòng và cột ẩn; không giữ màu, phông chữ, ghi chú. "
    "Ô quá dài chỉ có phần đã đọc, và tệp không đánh dấu chỗ bị cắt."
)
_MOST = 60
_ALL, _UNIT = "", "lich_su_don_vi"
_KINDS = {_ALL: "Mọi thay đổi", "lost": "Có mất số liệu", "totals": "Đổi tổng điểm, hạng", "awards": "Đổi danh hiệu"}


def history_part(view: View, history: History) -> None:
    """The whole part; the title alone where nothing is kept or readable."""
    try:
        versions = history.archive.versions()
    except OSError:
        common.show_title("Lịch sử số liệu hiện không đọc được", "các trang khác vẫn dùng được")
        return
    common.show_title(kept_answer(versions))
    if history.trouble:
        reason = system_reason(history.trouble)
        st.warning(f"Phiên bản mới nhất chưa ghi được vào lịch sử: {reason}. Kiểm tra dung lượng ổ đĩa.")
    if not versions:
        return
    common.show_section("Lịch sử số liệu")
    _time_line(view, versions)
    with st.expander("Xem lại hoặc tải về số liệu ở một lúc", key="past_moment"):
        _one_moment(view, history.archive)
    with st.expander("So sánh hai lúc", key="past_compare"):
        _two_moments(view, history.archive)


def link_to_history(unit: str) -> None:
    """From a unit's page: a link to the versions in which its scores, total or rank changed."""
    st.page_link(
        menu_page("nhat_ky").path,
        label="Tổng điểm này đổi những lúc nào",
        icon=":material/history:",
        query_params={_UNIT: unit},
    )


def changes_since_fixed(view: View, unit: str) -> None:
    """The changes of a unit since "Chốt điểm", each with its recorded reason; nothing before that."""
    since, desk = view.since_fixed, running_app().desk
    if since is None or desk is None:
        return

    def opened(name: str) -> Snapshot | None:
        version = desk.version(name)
        return snapshot_for(version.snapshot, Role.LEADER, Released.of([FIXED])) if version else None

    lines = step_lines(tuple(unit_steps(since, opened, unit)))
    common.show_html(section(since_fixed_heading(since), line_list(lines)))


def _time_line(view: View, versions: Sequence[PastVersion]) -> None:
    names = _names(view)
    units = {_ALL: "Mọi đơn vị"} | names
    tabs = {_ALL: "Mọi trang tính"} | {one.tab: one.tab for past in versions for one in past.tabs}
    columns = st.columns(3)
    with columns[0]:
        unit = common.choose("Đơn vị", units, _UNIT)
    with columns[1]:
        tab = common.choose("Trang tính", tabs, "lich_su_trang")
    with columns[2]:
        kind = common.choose("Loại thay đổi", _KINDS, "lich_su_loai")
    if unit != _ALL and view.optional_snapshot:
        name = unit_name(view.optional_snapshot.workbook, unit)
        picture = over_time(standing_steps(versions, unit), name, versions[-1].at)
        if picture is not None:
            show_chart(view, picture, "past_steps")
    fitting = [past for past in reversed(versions) if _fits(past, unit, tab, kind)]
    st.caption(f"{numbers.count(len(fitting))} trong {numbers.count(len(versions))} phiên bản; mới nhất ở trên.")
    for day, of_day in groupby(fitting[:_MOST], key=lambda past: moment_words(past.at)[:10]):
        lines = [(past.at, past_words(past, lambda code: names.get(code, code))) for past in of_day]
        common.show_lines([f"{numbers.clock(at)}: {words}" for at, words in lines], day)


def _names(view: View) -> dict[str, str]:
    return {one.code: one.label for one in (view.optional_snapshot.workbook.units if view.optional_snapshot else ())}


def _fits(past: PastVersion, unit: str, tab: str, kind: str) -> bool:
    fits_kind = {_ALL: True, "lost": past.lost > 0, "totals": bool(past.standings), "awards": bool(past.awards)}
    return (
        (unit == _ALL or unit in past.units or not past.tabs)
        and (tab == _ALL or any(one.tab == tab for one in past.tabs))
        and fits_kind[kind]
    )


def _asked(view: View, archive: Archive, label: str, key: str) -> PastVersion | None:
    """The version at a moment that was picked or typed; a message where the typed text is invalid."""
    picked = _picked(archive.versions(), _names(view), label, key)
    typed = st.text_input(f"Hoặc ghi: {FORM}", key=key, placeholder="18/12/2019 08:00").strip()
    if not typed:
        return picked
    moment = read_moment(typed)
    past = archive.at(moment) if moment else None
    if moment is None:
        st.caption(f"Không đọc được; ghi {FORM}.")
    elif past is None:
        st.caption("Lúc đó chưa có phiên bản nào được lưu.")
    return past


def _picked(versions: Sequence[PastVersion], names: dict[str, str], label: str, key: str) -> PastVersion | None:
    """Pick a day with kept versions, then one of that day, newest first."""
    by_day = {
        day: list(same_day)
        for day, same_day in groupby(reversed(versions), key=lambda past: moment_words(past.at)[:10])
    }
    left, right = st.columns(2)
    day = left.selectbox(f"{label}: ngày", by_day, index=None, placeholder="Chọn ngày", key=f"{key}_day")
    of_day = by_day.get(day or "", [])
    labels = {
        past.number: f"{numbers.clock(past.at)} · {past_words(past, lambda code: names.get(code, code))}"
        for past in of_day
    }
    number = right.selectbox(
        f"{label}: giờ", labels, index=None, placeholder="Chọn giờ", format_func=lambda one: labels.get(one, ""),
        key=f"{key}_time", disabled=day is None,
    )  # fmt: skip
    return next((past for past in of_day if past.number == number), None)


def _one_moment(view: View, archive: Archive) -> None:
    past = _asked(view, archive, "Lúc", "past_at")
    version = archive.open(past.number) if past else None
    if past is None:
        return
    if version is None:
        st.warning("Phiên bản này bị hỏng; các phiên bản khác vẫn mở được.")
        return
    st.markdown(f"Số liệu của lúc đó được đọc lúc **{moment_words(past.at)}**.")
    if is_pressed("Xem các trang lúc đó", key="past_pages", type="primary", icon=":material/history:"):
        look_back(past.number)
        st.switch_page(HOME.path)
    name = f"so-lieu-{moment_words(past.at)}.xlsx".replace("/", "-").replace(":", "").replace(" ", "-")
    st.download_button(
        "Tải bảng tính của lúc đó", only_for(Right.AUDIT, lambda: written(version.tables)), name,
        FileKind.EXCEL.media_type,
        key="past_file", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.caption(WHAT_A_FILE_KEEPS)


def _two_moments(view: View, archive: Archive) -> None:
    old = _asked(view, archive, "Từ lúc", "past_from")
    new = _asked(view, archive, "Đến lúc", "past_to")
    if old is None or new is None:
        return
    first, last = sorted((old, new), key=lambda past: past.number)
    changes, newer = archive.between(first.number, last.number), archive.open(last.number)
    if changes is None or newer is None:
        st.warning("Một trong hai phiên bản bị hỏng.")
        return
    st.markdown(f"Từ **{moment_words(first.at)}** đến **{moment_words(last.at)}**:")
    lines = difference_lines(changes, newer)
    for heading, part in (("Các ô", lines.cells), ("Tổng điểm và hạng", lines.standings), ("Danh hiệu", lines.awards)):
        common.show_lines(part[:_MOST] or ["không có gì khác"], heading)
        if len(part) > _MOST:
            st.caption(f"… và {numbers.count(len(part) - _MOST)} thay đổi khác.")
