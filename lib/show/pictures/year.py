"""Pictures of the year and of earlier years: results by year, registrations, ratings, leaders, tasks.

`lib/years/pages.py` divides the content into pictures; nothing is shrunk to fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import htpy as h

from lib.model.domain import UnitRole
from lib.show.pictures.frame import PictureContext, lead_line, picture
from lib.show.rows.parts import FLAG
from lib.show.words import names, numbers
from lib.show.words.terms import PROVISIONAL, label
from lib.show.years import many_years
from lib.show.years.year_work import CAP, RATINGS, leading_unit, rated_share
from lib.years import pages
from lib.years.changes import YearChange
from lib.years.cluster_years import ClusterYears, RelatedLine
from lib.years.lineage import UnitLine
from lib.years.pages import LeadershipYear
from lib.years.year import YearResult

YEARS = "Kết quả qua các năm"
READING = "Hạng trên số đơn vị, phần trăm điểm tối đa của từng năm · ⚑ được suy tôn, đề nghị"
DIFFERENT = f"{many_years.DIFFERS} thang điểm, đơn vị hoặc quy định khác năm đứng trước"


def years_picture(sight: PictureContext) -> h.Element:
    """Lines by years, what changed between two years, or how often each line was proposed."""
    found = sight.show.past
    if found is None or not pages.years_pages(found):
        return picture(sight, YEARS, lead_line(many_years.NOTHING_BEFORE))
    page = pages.years_pages(found)[sight.step.page]
    if page.change is not None:
        return _change(sight, page.change)
    if page.proposed:
        times = _grid(1, (_times(found, line) for line in page.proposed))
        return picture(sight, "Số lần được suy tôn, đề nghị", times, kicker=YEARS)
    shown = pages.shown_years(found)
    marked = {change.after for change in found.changes if many_years.marks(change)}
    heads = (f"{many_years.DIFFERS} {year}" if year in marked else str(year) for year in shown)
    head = h.div(".row.head")[h.span, (h.span[words] for words in heads)]
    here = {part.name for part, _ in page.lines}
    body = (_years_row(found, line, shown, here) for line in page.lines)
    explained = h.p(".small")[READING, bool(marked & set(shown)) and [h.br, DIFFERENT]]
    kicker = f"{len(shown)} năm gần nhất" if len(shown) < len(found.years.years) else None
    return picture(sight, YEARS, _grid(len(shown), head, body), explained, kicker=kicker)


def _grid(columns: int, *rows: h.Node) -> h.Element:
    return h.div(".grid", style=f"grid-template-columns:minmax(0, 1fr) repeat({columns}, minmax(10cqw, auto))")[rows]


def _years_row(years: ClusterYears, related: RelatedLine, shown: Sequence[int], here: Collection[str]) -> h.Element:
    by_year = {result.year: result for result in related[0].results}
    return h.div(".row")[_line_name(years, related, here), (_year_cell(by_year.get(year)) for year in shown)]


def _line_name(years: ClusterYears, related: RelatedLine, here: Collection[str]) -> h.Element:
    """The name of a line and what became of it; its successor is named where it is not on this picture."""
    part, descent = related
    name = years.labels.get(part.name, part.name)
    notes = [f"trước là {', '.join(part.names[:-1])}"] if len(part.names) > 1 else []
    notes += [f"tách từ {d.ancestor}{many_years.in_year(d)}" for d in many_years.splits_into(years, part)]
    notes += [f"từ sáp nhập{year}" for year in many_years.mergers_into(years, part)]
    if descent is not None:
        near = f"{many_years.ENDED[descent.kind]}{many_years.in_year(descent)}"
        notes.append(near if descent.descendant in here else many_years.descent_words(years, descent))
    return h.span(".unit")["↳ " if descent else "", name, bool(notes) and h.small["; ".join(notes)]]


def _year_cell(result: YearResult | None) -> h.Element:
    if result is None:
        return h.span(".value")
    final = "" if result.final or result.total is None else f" ({PROVISIONAL})"
    flags = bool(result.awards) and h.b(".gold")[" ", FLAG * len(result.awards)]
    small = result.share is not None and h.small[many_years.share_text(result), final]
    return h.span(".value")[many_years.rank_of_year(result), flags, small]


def _change(sight: PictureContext, change: YearChange) -> h.Element:
    """What prevents comparing two years directly, in a few short lines."""
    items = [h.li[text] for text in many_years.short_changes(change)]
    return picture(
        sight,
        f"Từ năm {change.before} sang năm {change.after}",
        h.ul(".points.middle.large")[items],
        kicker="Những thay đổi khi so sánh các năm",
    )


def _times(years: ClusterYears, line: UnitLine) -> h.Element:
    titles = dict.fromkeys(award for result in line.results for award in result.awards)
    of = {title: [str(result.year) for result in line.results if title in result.awards] for title in titles}
    details = (h.small[f"{title}: {', '.join(years_of)}"] for title, years_of in of.items())
    return h.div(".row")[
        h.span(".unit")[years.labels.get(line.name, line.name), details],
        h.span(".value.gold")[f"{pages.times_proposed(line)} lần"],
    ]


def registrations_picture(sight: PictureContext) -> h.Element:
    """The number of units that registered for an award, and which."""
    book = sight.snapshot.workbook
    found = pages.registration_pages(book)
    if not found:
        return picture(sight, "Đăng ký thi đua", lead_line("Chưa có đơn vị đăng ký."))
    page = found[sight.step.page]
    units = (h.li[h.b["•"], h.span[names.unit_name(book, unit)]] for unit in page.units)
    return picture(
        sight,
        page.award.name,
        h.p(".big-number")[f"{page.count}/{len(book.units)}"],
        h.p(".lead")["đơn vị đăng ký"],
        h.ul(".names.two", style="font-size:max(var(--small), calc(3.7 * var(--u)))")[units],
        kicker="Đăng ký thi đua",
    )


def ratings_picture(sight: PictureContext) -> h.Element:
    """Staff by rating for each unit and group, with the share of HTXS; no remarks."""
    book = sight.snapshot.workbook
    found = pages.rating_pages(book)
    if not found:
        return picture(sight, "Xếp loại chất lượng", lead_line("Chưa có số liệu xếp loại."))
    head = h.div(".row.head")[h.span, (h.span[word] for word in ("HTXS", "HTT", "HT", "KHT", "Tỷ lệ HTXS"))]
    rows = (
        h.div(".row")[
            h.span(".unit")[names.unit_name(book, one.unit), one.staff_group and h.small[one.staff_group]],
            (
                h.span(".value")[numbers.count(value)]
                for value in (one.excellent, one.good, one.fair, one.poor)
            ),
            h.span(".value.gold")[rated_share(book, one)],
        ]
        for one in found[sight.step.page]
    )  # fmt: skip
    basis = f"Tỷ lệ HTXS tính trên {label(book.contest.rating_base)}, không quá {CAP}"
    basis += f" ({book.contest.rating_basis})" if book.contest.rating_basis else ""
    return picture(sight, "Xếp loại chất lượng", _grid(5, head, rows), h.p(".small")[basis], kicker=RATINGS)


def leadership_picture(sight: PictureContext) -> h.Element:
    """Cụm trưởng and Phó Cụm trưởng by year, latest first."""
    found = pages.leadership_pages(sight.snapshot.workbook)
    if not found:
        return picture(sight, "Lãnh đạo cụm qua các năm", lead_line("Chưa có số liệu."))
    rows = (
        h.div(".row")[h.span(".year")[str(led.year)], (h.span(".unit")[_led(sight, led, role)] for role in _LEADING)]
        for led in found[sight.step.page]
    )
    head = h.div(".row.head.left")[h.span["Năm"], (h.span[names.upper_first(label(role))] for role in _LEADING)]
    table = h.div(".grid", style="grid-template-columns:auto 1fr 1fr")[head, rows]
    return picture(sight, "Lãnh đạo cụm qua các năm", table)


_LEADING = (UnitRole.HEAD, UnitRole.DEPUTY)


def _led(sight: PictureContext, led: LeadershipYear, role: UnitRole) -> Iterable[h.Node]:
    leaders = (leader for leader in led.leaders if leader.role is role)
    named = ((leading_unit(sight.snapshot.workbook, one), one.person and h.small[one.person]) for one in leaders)
    return [h.div[unit, person] for unit, person in named] or [numbers.MISSING]


def tasks_picture(sight: PictureContext) -> h.Element:
    """The open tasks, with deadline and responsible unit."""
    found = pages.task_pages(sight.snapshot.workbook)
    if not found:
        return picture(sight, "Công việc sắp tới", lead_line("Mọi việc đã xong."))
    rows = (
        h.div(".row")[
            h.span(".year")[numbers.date(task.due)], h.span(".unit")[task.content, task.owner and h.small[task.owner]]
        ]
        for task in found[sight.step.page]
    )
    table = h.div(".grid", style="grid-template-columns:auto minmax(0, 1fr)")[rows]
    return picture(sight, "Công việc sắp tới", table)
