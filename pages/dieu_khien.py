"""The control of the conference: what the hall sees, what comes next, and what is released."""

import streamlit as st

from lib.ui.control.ballots import ballots_part, count_part, scores_part
from lib.ui.control.correction import correction_part, outdated_papers_part
from lib.ui.control.press import open_control
from lib.ui.control.runs import alarms, log_part, presence_part, runs_part, status_line, windows_part
from lib.ui.control.screen import message_part, screen_part, switches_part
from lib.ui.control.versions import versions_part
from lib.ui.control.web import phones_part, web_part

control, view = open_control("dieu_khien")

with st.container(
    gap="xsmall"
):  # one place for all of it, so that the tabs keep theirs, and with it the one that is open
    alarms(control)
    screen_part(control)
    status_line(control)
    outdated_papers_part(control)
    presence_part()
    phones_part(control)

take, ballots, correct, words, switches, runs, log = st.tabs(
    ["Phiên bản", "Đối chiếu và công bố", "Đính chính", "Thông báo", "Tùy chọn", "Lần chạy", "Nhật ký"],
    key="control_tabs",
)
with take:
    versions_part(control)
with ballots:
    count_part(control)
    scores_part(control)
    ballots_part(control)
    web_part(control)
with correct:
    correction_part(control)
with words:
    message_part(control)
with switches:
    switches_part(control)
with runs:
    windows_part()
    runs_part(control)
with log:
    log_part(control, view.snapshot.workbook)
