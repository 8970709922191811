"""The page "Nhập bảng có sẵn": files to upload, what was understood, questions, and the workbook to download."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import streamlit as st

from lib.access.rights import Right
from lib.model.problems import SourceError
from lib.papers.bundle import FileKind
from lib.papers.converted import write_converted
from lib.sheets.convert.files import KINDS, LARGEST_TABLE_FILE, read_tables
from lib.sheets.convert.finding import Finding, Question, Shape
from lib.sheets.convert.understand import understand
from lib.sheets.sources.source import RawTables
from lib.show.convert import report
from lib.show.convert.report import answer_words, question_sentence, table_line, where
from lib.show.sources.failures import FAILURES
from lib.show.words.numbers import HANOI, count, md
from lib.ui.access import only_for
from lib.ui.parts import common
from lib.ui.parts.buttons import is_pressed
from lib.ui.running_app import Conversion, running_app
from lib.ui.view import View
from lib.web import under
from lib.web.uploads import PATH, Upload

PERMIT = "phieu_nap_tep"
READ = "bang_da_doc"
_HTML = """<div class="area"><label class="button"><span></span><input type="file" multiple></label>
<p class="hint"></p><p class="told" role="status"></p></div>"""
_CSS = """
.area { border: 1px dashed var(--st-border-color, #8a8a8a); border-radius: 0.5rem; padding: 1rem; }
.button { display: inline-block; padding: 0.6rem 1.1rem; border-radius: 0.5rem; cursor: pointer;
  background: var(--st-primary-color); color: #fff; font-weight: 600; min-height: 24px; }
.button:focus-within { outline: 3px solid var(--st-text-color); outline-offset: 2px; }
.button input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.hint, .told { margin: 0.5rem 0 0; font-size: 0.875rem; color: var(--st-text-color); }
"""
_component = st.components.v2.component(
    "thidua_nap_tep", html=_HTML, css=_CSS, js=Path(__file__).with_name("convert.js").read_text(encoding="utf-8")
)
_WORDS = {
    "choose": "Chọn tệp…",
    "hint": f"Hoặc kéo thả vào đây, một hay nhiều tệp: {', '.join(sorted(KINDS))}; "
    f"mỗi tệp không quá {LARGEST_TABLE_FILE // 10**6} MB.",
    "sending": "Đang nhận tệp {n}/{of}…",
    "refused": {
        "0": "chưa gửi được, hãy thử lại.",
        "403": "trang mở đã lâu, hãy tải lại trang.",
        "413": "lớn hơn mức cho phép.",
    },
}


def convert(view: View) -> None:
    """The whole page."""
    common.show_title("Chuyển bảng có sẵn thành bảng tính của hệ thống")
    conversion = running_app().conversion
    if conversion is None:
        st.info("Máy chủ này không nhận tệp.", icon=":material/info:")
        return
    permit = conversion.uploads.permit(st.session_state.get(PERMIT))
    st.session_state[PERMIT] = permit
    address = under(str(st.get_option("server.baseUrlPath")), PATH)
    _component(
        key="nap_tep", data={"permit": permit, "address": address, "words": _WORDS}, on_arrived_change=lambda: None
    )
    files = conversion.uploads.files(permit)
    if not files:
        _what_it_takes()
        return
    if is_pressed("Bỏ các tệp này", key="bo_tep", type="tertiary"):
        conversion.uploads.clear(permit)
        st.session_state.pop(READ, None)
        st.rerun()
    _converted(view, conversion, [tables for tables in map(_read, _with_progress(files)) if tables is not None])


def _what_it_takes() -> None:
    common.show_lines(
        (
            "Bảng chấm điểm của từng đơn vị: mỗi đơn vị một tệp hoặc một trang tính.",
            "Bảng tổng hợp: tiêu chí theo dòng, đơn vị theo cột, hoặc ngược lại.",
            "Bảng xếp hạng các năm trước; bảng kết quả bỏ phiếu.",
        ),
        "Nhận các bảng như sau, có tiêu đề, ô gộp, số La Mã đều được:",
    )
    st.caption(
        "Chương trình không đoán: chỗ nào có hai cách hiểu sẽ hỏi. Tệp chỉ giữ trong bộ nhớ 15 phút, không lưu lại."
    )


def _with_progress(files: tuple[Upload, ...]) -> Iterator[Upload]:
    bar = st.progress(0.0)
    for number, upload in enumerate(files):
        bar.progress(number / len(files), text=md(f"Đang đọc {number + 1}/{len(files)}: {upload.name}"))
        yield upload
    bar.empty()


def _read(upload: Upload) -> RawTables | None:
    """The sheets of a file, read once per session; a file that cannot be read is reported and left out."""
    known: dict[Upload, RawTables] = st.session_state.setdefault(READ, {})
    if upload not in known:
        try:
            known[upload] = _from_disk(upload)
        except SourceError as error:
            text = FAILURES[error.failure]
            st.error(f"{md(upload.name)}: {text.sentence} {text.remedy}", icon=":material/error:")
            return None
    return known[upload]


def _from_disk(upload: Upload) -> RawTables:
    """Read a file through a temporary folder, because the readers need a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{Path(upload.name).suffix.lower()}"
        path.write_bytes(upload.content)
        return read_tables(path, upload.name)


def _converted(view: View, conversion: Conversion, files: list[RawTables]) -> None:
    answers = conversion.answers.load()
    finding = understand(files, answers)
    asked = [question for question in finding.questions if question.options]
    notices = [question for question in finding.questions if not question.options]
    st.markdown(f"**{md(_answer(finding, len(asked)))}**")
    _questions(conversion, asked)
    heading = f"{count(len(notices))} chỗ nên xem lại trong bảng" if notices else ""
    common.show_lines((f"{where(question)}: {question_sentence(question)}" for question in notices), heading)
    _tables(finding, files)
    _totals(view, finding)
    if any(table.shape is not Shape.OURS for table in finding.tables):
        _workbook(view, finding, answers, len(asked))


def _answer(finding: Finding, asked: int) -> str:
    units = len({name for table in finding.tables for name in table.unit_order})
    criteria = len({criterion.code for table in finding.tables for criterion in table.criteria})
    understood = f"Hiểu được {count(len(finding.tables))} bảng: {count(units)} đơn vị, {count(criteria)} tiêu chí"
    return f"{understood}; còn {count(asked)} câu cần chọn." if asked else f"{understood}."


def _questions(conversion: Conversion, asked: list[Question]) -> None:
    """Each question with its answers; a choice is remembered and everything is understood again."""
    for question in asked:
        chosen = st.radio(
            f"{md(where(question))}: {md(question_sentence(question))}",
            question.options,
            index=None,
            format_func=partial(_offered, question),
            key=f"hoi_{question.key}",
        )
        if chosen is not None:
            conversion.answers.remember({question.key: chosen})
            st.rerun()


def _offered(question: Question, choice: str) -> str:
    return md(answer_words(question, choice))


def _tables(finding: Finding, files: list[RawTables]) -> None:
    by_label = {file.labels[0]: file for file in files}
    for number, table in enumerate(finding.tables):
        with st.expander(md(table_line(table)), key=f"bang_{number}"):
            if table.shape is not Shape.OURS:
                ready = common.escaped(report.first_rows(table, by_label[table.file]))
                st.table(ready, alt=f"Các dòng đầu của bảng trong {table.file}", border="horizontal", hide_index=True)


def _totals(view: View, finding: Finding) -> None:
    totals = report.totals(finding)
    if not totals.empty:
        common.show_section("Tổng điểm tính lại từ bảng")
        common.show_table(view, totals, "Tổng điểm tính lại, bên cạnh tổng ghi trong bảng")


def _workbook(view: View, finding: Finding, answers: dict[str, str], asked: int) -> None:
    if asked:
        st.caption("Chỗ còn phải chọn sẽ để trống trong bảng tính.")
    name = f"chuyen_{dt.datetime.now(HANOI):%Y%m%d_%H%M}.xlsx"
    st.download_button(
        "Tải bảng tính đã chuyển", only_for(Right.PAPERS, lambda: _content(finding, answers)), name,
        FileKind.EXCEL.media_type, key="tai_bang_chuyen", type="primary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    now = running_app()
    local = now.door is not None and now.door.bound_to_loopback
    if not (local and now.sources is not None and now.conversion is not None and view.can(Right.CONTROL)):
        return
    if is_pressed("Dùng bảng này ngay", key="dung_bang_chuyen", icon=":material/play_arrow:"):
        path = now.conversion.folder / name
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_converted(path, finding, answers)
            now.feed.switch(now.sources.choose_file(str(path.resolve())))
        except (OSError, SourceError):
            st.error("Không ghi được bảng tính trên máy này. Hãy tải về và chọn tệp ở trang Kiểm tra số liệu.")
        else:
            st.success(f"Đang dùng {md(str(path))}. Trở lại nguồn cũ ở trang Kiểm tra số liệu, phần Nguồn số liệu.")


def _content(finding: Finding, answers: dict[str, str]) -> bytes:
    target = BytesIO()
    write_converted(target, finding, answers)
    return target.getvalue()
