"""The frame of every picture: background, title, time of the figures, marks of sample data and rehearsal."""

from __future__ import annotations

from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from lib.access.codes import qr_picture
from lib.model.domain import Award
from lib.model.releasable import FIXED, Released
from lib.model.year_records import SceneKind
from lib.show.words import awards, numbers
from lib.show.words.terms import SAMPLE
from lib.snapshot import Snapshot
from lib.stage.reveal import SceneStep
from lib.stage.scenes import Scene
from lib.stage.show import Show

WAITING = frozenset({SceneKind.TITLE, SceneKind.HOLD, SceneKind.VOTING, SceneKind.COUNTING})
"""The scenes during which the audience has time to take out a phone."""
REHEARSAL = "TẬP DƯỢT – số phiếu giả định"


@dataclass(frozen=True)
class PictureContext:
    """The input of a picture: a scene and step of a show, and the scene of the programme that it interrupts."""

    show: Show
    scene: Scene
    step: SceneStep
    passed: str
    rehearsal: bool = False

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot from which the scene is drawn."""
        return self.show.seen_in(self.scene)[0]

    @property
    def fixed(self) -> bool:
        """Whether "Chốt điểm" was done."""
        return FIXED in self.show.released

    @property
    def released(self) -> Released:
        """What is released for the scene."""
        return self.show.seen_in(self.scene)[1]


WIDE_TITLE, LONG_TITLE = 70, 100
"""The lengths in characters beyond which a title is set smaller, so that it has two lines and the content below keeps
its space.
"""


def picture(sight: PictureContext, title: str, *body: h.Node, kicker: str | None = None) -> h.Element:
    """A picture with its title above and its ribbons below."""
    size = "long" if len(title) > LONG_TITLE else "wide" if len(title) > WIDE_TITLE else None
    heading = (kicker and h.p(".kicker")[kicker], title and h.h1(class_=size)[title])
    return background(sight.snapshot, sight.rehearsal, h.header[heading], h.div(".body")[body], fixed=sight.fixed)


def centred_picture(sight: PictureContext, *body: h.Node) -> h.Element:
    """A picture with all its content centred; a waiting scene shows the QR picture of the live page in a corner."""
    address = sight.show.live_page if sight.scene.kind in WAITING and sight.scene.correction is None else None
    corner = h.aside(".phone")[Markup(qr_picture(address)), h.p[plain_address(address)]] if address else None
    return background(sight.snapshot, sight.rehearsal, h.div(".body")[body], corner, fixed=sight.fixed)


def plain_address(address: str) -> str:
    """An address as people type it."""
    return address.removeprefix("http://")


def background(snapshot: Snapshot, rehearsal: bool, *parts: h.Node, fixed: bool = False) -> h.Element:
    """The background of every picture; `fixed`: "Chốt điểm" was done, so that the figures have a closing time."""
    contest, taken = snapshot.workbook.contest, snapshot.taken_at.astimezone(numbers.HANOI).strftime("%H:%M")
    not_real = " · ".join([SAMPLE] * contest.sample + [REHEARSAL] * rehearsal)
    return h.section(".pic")[
        h.div(".frame"),
        parts,
        h.footer[
            h.span[f"Số liệu {'chốt ' if fixed else ''}lúc {taken}"],
            h.span[not_real and h.span(".ribbon")[not_real]],
            h.span(".right")[contest.year and f"Năm thi đua {contest.year}"],
        ],
    ]


def rule_list(sight: PictureContext, award: Award) -> h.Element:
    """The rule of an award and its legal basis, a point each."""
    basis = (f"Căn cứ: {award.basis}",) if award.basis else ()
    rule = (*awards.rule(sight.snapshot.workbook, award), *basis)
    return h.ul(".points.middle")[(h.li[text] for text in rule)]


def lead_line(text: str | None) -> h.Node:
    """A line of lead text, nothing where there is none."""
    return h.p(".lead")[text] if text else None
