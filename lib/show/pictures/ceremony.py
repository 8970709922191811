"""Pictures of the programme: title, agenda, ballot rules, voting, movements, exemplars, pledge, handover, hold."""

from __future__ import annotations

from urllib.parse import urlsplit

import htpy as h
from markupsafe import Markup

from lib.access.codes import qr_picture
from lib.model.domain import Award, Leadership, UnitRole
from lib.model.results import AwardStatus
from lib.model.year_records import AgendaItem
from lib.show.pictures.frame import PictureContext, centred_picture, lead_line, picture, plain_address, rule_list
from lib.show.words import names, numbers
from lib.show.words.terms import label
from lib.show.years.year_work import leading_unit, period_words
from lib.stage.counting import CountProgress
from lib.stage.show import Headcount, agenda_pages, exemplar_pages, pledge_pages
from lib.years.pages import movement_pages

RULE_WORDS = "Thể lệ bỏ phiếu"
VOTING = "Đang bỏ phiếu"
COUNTING = "Đang kiểm phiếu"
AFTER_THE_COUNT = "Kết quả được công bố sau khi kiểm phiếu và đối chiếu."


def title_picture(sight: PictureContext) -> h.Element:
    """The conference's title: cluster, year, date and place."""
    contest = sight.snapshot.workbook.contest
    year = f" năm {contest.year}" if contest.year else ""
    day = f"Ngày {numbers.date(contest.conference_date)}" if contest.conference_date else None
    return centred_picture(
        sight,
        h.h1(".huge")[f"HỘI NGHỊ TỔNG KẾT CÔNG TÁC THI\u00a0ĐUA, KHEN\u00a0THƯỞNG{year.upper()}"],
        h.div(".rule"),
        lead_line(contest.name),
        h.p(".lead.soft")[" · ".join(filter(None, (contest.place, day)))],
    )


def agenda_picture(sight: PictureContext) -> h.Element:
    """The items of the programme, the current one marked by word and shape."""
    found = agenda_pages(sight.snapshot.workbook)
    current = _current(sight)
    shown = (_agenda_row(item, current) for item in (found[sight.step.page] if found else ()))
    body = h.ul(".agenda")[shown] if found else lead_line("Chương trình do Chủ trì hội nghị điều hành.")
    roll = sight.show.under_way.roll
    proxies = f" ({roll.proxies} ủy quyền)" if roll and roll.proxies else ""
    called = _present(roll.present, roll.members, roll.quorum, proxies) if roll else None
    return picture(sight, "Chương trình hội nghị", body, kicker=called)


def _current(sight: PictureContext) -> AgendaItem | None:
    """The current item of the programme: that of the previous scene, unless the agenda's own item is later."""
    places = {scene.name: scene.item for scene in sight.show.scenes}
    found = [item for item in (places.get(sight.passed), sight.scene.item) if item]
    return max(found, key=lambda item: item.position, default=None)


def _agenda_row(item: AgendaItem, current: AgendaItem | None) -> h.Element:
    state = "" if current is None else "now" if item == current else "past" if item.position < current.position else ""
    return h.li(class_=state)[h.time[item.time or ""], h.span[item.content, state == "now" and "\u00a0◀"]]


def ballot_rules_picture(sight: PictureContext) -> h.Element:
    """The rule of one award, and the number present to vote."""
    award = _award(sight)
    if award is None:
        return picture(sight, RULE_WORDS, lead_line("Ban kiểm phiếu công bố thể lệ."))
    here = _here(sight, award)
    present = here.present if here else None
    attendance = _present(present, here.members, here.quorum) if here and present is not None else None
    return picture(sight, award.name, rule_list(sight, award), lead_line(attendance), kicker=RULE_WORDS)


def voting_picture(sight: PictureContext) -> h.Element:
    """A ballot is in progress, for which award and round; no counts of any kind."""
    award = _award(sight)
    here = _here(sight, award) if award else None
    turn = _turn(sight, here.award, here.round) if here and here.round > 1 else None
    return centred_picture(
        sight,
        h.h1(".huge")[VOTING.upper()],
        h.div(".rule"),
        h.p(".lead.gold")[award.name] if award else None,
        lead_line(turn),
        h.p(".lead.soft")[AFTER_THE_COUNT],
    )


def counting_picture(sight: PictureContext) -> h.Element:
    """How many ballots are counted of how many were issued, for each award that is being counted; never a vote."""
    return centred_picture(
        sight,
        h.h1(".huge")[COUNTING.upper()],
        h.div(".rule"),
        [_counted(sight, one) for one in sight.show.under_way.counting],
        h.p(".lead.soft")[AFTER_THE_COUNT],
    )


def _counted(sight: PictureContext, count: CountProgress) -> h.Node:
    turn = f", {names.lower_first(_turn(sight, count.award, count.round))}" if count.round > 1 else ""
    whole = count.issued is not None and count.counted <= count.issued
    progress = f"đã kiểm {count.counted}/{count.issued}" if whole else f"đã kiểm {count.counted}"
    return [
        h.p(".lead.gold")[names.award_name(sight.snapshot.workbook, count.award), turn],
        h.p(".lead")[f"{progress} phiếu"],
    ]


def _turn(sight: PictureContext, award: str, number: int) -> str:
    """The number of this ballot of the award; after a tie that the hall has seen, it is not called a further round."""
    result = sight.snapshot.award(award)
    if result.status is not AwardStatus.TIE:
        return f"Vòng {number}"
    tied = names.unit_list(sight.snapshot.workbook, result.undecided)
    return f"Bỏ phiếu lại giữa {tied}"


def _award(sight: PictureContext) -> Award | None:
    listed = sight.snapshot.workbook.awards_in_turn
    return listed[sight.step.page] if sight.step.page < len(listed) else None


def _here(sight: PictureContext, award: Award) -> Headcount | None:
    return next((item for item in sight.show.attendance if item.award == award.code), None)


def _present(present: int, members: int | None, quorum: bool | None, apart: str = "") -> str:
    """The number present: "Có mặt: 10/11 đơn vị thành viên (1 ủy quyền) – đủ điều kiện tiến hành (từ 2/3)"."""
    of = f"/{members}" if members is not None else ""
    words = {True: " – đủ điều kiện tiến hành (từ 2/3)", False: " – chưa đủ 2/3", None: ""}[quorum]
    return f"Có mặt: {present}{of} đơn vị thành viên{apart}{words}"


def movements_picture(sight: PictureContext) -> h.Element:
    """One movement of the year and the results that units reported."""
    found = movement_pages(sight.snapshot.workbook)
    if not found:
        return picture(sight, "Phong trào thi đua", lead_line("Báo cáo tổng kết phong trào thi đua trong năm."))
    movement, shown = found[sight.step.page].movement, found[sight.step.page].states
    states = [(names.unit_name(sight.snapshot.workbook, state.unit), state.text) for state in shown if state.text]
    about = (movement.level, period_words(movement.start, movement.end))
    return picture(
        sight,
        f"“{movement.name}”",
        h.p(".lead.soft")[movement.target] if movement.target else None,
        h.ul(".two", style="font-size:max(var(--small), calc(3.4 * var(--u)))")[
            (h.li[h.b(".gold")[name], ": ", text] for name, text in states)
        ],
        kicker=" · ".join(part for part in ("Phong trào thi đua", *about) if part),
    )


def exemplars_picture(sight: PictureContext) -> h.Element:
    """Exemplars, initiatives and models, a few on each picture."""
    book = sight.snapshot.workbook
    found = exemplar_pages(book)
    cards = (
        h.div[
            h.b[one.name], h.div(".soft")[f"{names.upper_first(label(one.kind))} – {names.unit_name(book, one.unit)}"]
        ]
        for one in (found[sight.step.page] if found else ())
    )
    body = h.div(".cards")[cards] if found else lead_line("Các đơn vị giới thiệu cách làm hay.")
    return picture(sight, "Điển hình, sáng kiến, mô hình", body)


def pledge_picture(sight: PictureContext) -> h.Element:
    """The number of units that have signed the pledge of the coming year, and which."""
    book = sight.snapshot.workbook
    shown = (pledge_pages(book) or ((),))[sight.step.page]
    units = (h.li[h.b["✓" if unit.code in book.signed else "○"], h.span[unit.label]] for unit in shown)
    return picture(
        sight,
        "Ký giao ước thi đua",
        h.p(".big-number")[f"{len(book.signed)}/{len(book.units)}"],
        h.p(".lead")["đơn vị đã ký giao ước thi đua"],
        h.ul(".names.two", style="font-size:max(var(--small), calc(3.5 * var(--u)))")[units],
    )


def handover_picture(sight: PictureContext) -> h.Element:
    """The leaders of the coming year, and their predecessors."""
    book = sight.snapshot.workbook
    year = book.contest.year
    leaders = [item for item in book.leadership or () if year is None or item.year > year]
    latest = max((item.year for item in leaders), default=None)
    shown = [item for item in leaders if item.year == latest]
    body = h.div(".cards")[(_leader(sight, item) for item in shown)] if shown else lead_line("Bàn giao Cụm trưởng.")
    suffix = f" năm {latest}" if latest else ""
    return picture(sight, f"Cụm trưởng, Phó Cụm trưởng{suffix}", body, kicker="Bàn giao")


def _leader(sight: PictureContext, item: Leadership) -> h.Element:
    unit = leading_unit(sight.snapshot.workbook, item)
    basis = h.div(".soft")[item.decision] if item.decision else None
    person = h.div(".lead", style="text-align:left")[item.person] if item.person else None
    return h.div[h.b[f"{names.upper_first(label(UnitRole(item.role)))}: {unit}"], person, basis]


def hold_picture(sight: PictureContext) -> h.Element:
    """A message in its own words while there is nothing to show."""
    item = sight.scene.item
    contest = sight.snapshot.workbook.contest
    words = item.content if item else "Hội nghị đang tiếp tục"
    return centred_picture(
        sight,
        h.p(".lead.soft")[contest.name],
        h.div(".rule"),
        h.h1(".huge")[words],
        lead_line(item.person if item else None),
    )


def live_page_picture(sight: PictureContext) -> h.Element:
    """The way to the results on a phone: a QR picture, and the address as text."""
    address = sight.show.live_page or ""
    near = (urlsplit(address).hostname or "").replace(".", "").isdigit()
    return picture(
        sight,
        "Xem kết quả trên điện thoại",
        h.div(".scan")[
            Markup(qr_picture(address)),
            h.div[
                h.p(".lead")["Quét mã, hoặc gõ địa chỉ"],
                h.p(".lead.gold")[plain_address(address)],
                h.p(".lead.soft")["Điện thoại dùng cùng mạng Wi-Fi với hội trường."] if near else None,
            ],
        ],
    )
