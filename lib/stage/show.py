"""The whole show of a taken version: every scene with its steps, and navigation in it.

It contains only what the hall may see, so it can be sent to screens and packed into a file. Registrations and ratings,
which readers of the web pages do not get, are shown in the hall in their scene; tasks only where the agenda names one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.access.rights import Role
from lib.model import releasable
from lib.model.domain import Award, Unit
from lib.model.records import Workbook
from lib.model.releasable import Releasable, ReleasableKind, Released
from lib.model.results import AwardResult
from lib.model.year_records import AgendaItem, Exemplar, SceneKind
from lib.release.role_view import snapshot_for
from lib.snapshot import Snapshot
from lib.stage.counting import NOTHING_UNDER_WAY, HallActivity, next_sessions
from lib.stage.log.events import FiguresCorrected
from lib.stage.reveal import ROWS, WAIT, SceneStep, StepKind, ballot_steps, reveal_steps
from lib.stage.scenes import Scene, correction_scene, length_of_the_day, scenes
from lib.stage.state import Options, thing_at
from lib.years import pages
from lib.years.cluster_years import ClusterYears, cluster_years
from lib.years.paging import SMALL_LETTERS, in_pages, line_count, row_size

AGENDA_ROOM, AGENDA_LETTERS = 9.0, 70
EXEMPLAR_ROOM = 9.0
CORRECTION_ROOM = 6.5
SHORT_FIGURE, WHAT_LETTERS, CHANGED_LETTERS, REASON_LETTERS = 12, 40, 70, 56
"""Maximum characters of a figure in a column, of its description, of a line where names change, and of a reason."""
PLEDGE_ROOM = 17.0
"""Lines of two columns of names under a large number."""
PROPOSAL_ROOM = 12.0
CARD_LETTERS, KIND_LETTERS = 64, 25
"""Characters in one line of a card, and of the kind of an exemplar before its unit."""
_TELLING = frozenset({SceneKind.SCORES, SceneKind.GROUP_SCORES, SceneKind.REVEAL})
"""The scenes that announce a thing first; every other one only repeats."""


@dataclass(frozen=True, slots=True)
class Headcount:
    """The number of people present for the next ballot of an award; nothing of the ballot itself."""

    award: str
    round: int
    present: int | None
    members: int | None
    quorum: bool | None


@dataclass(frozen=True, slots=True)
class ScreenPosition:
    """The position in a show: a scene and one of its steps."""

    scene: str
    step: int


@dataclass(frozen=True, eq=False)
class Show:
    """Scenes in programme order, each with its steps. The first `day` of them are consecutive, the rest is jumped to.

    `snapshot` is what is released, for the scenes that announce it: scores and reveals. All others are drawn from
    `known`, which holds what the hall has seen there, with `known_released` as the released part. `live_page` is the
    address that phones open, None where there is none.
    """

    snapshot: Snapshot
    released: Released
    known: Snapshot
    known_released: Released
    options: Options
    scenes: tuple[Scene, ...]
    steps: tuple[tuple[SceneStep, ...], ...]
    day: int
    attendance: tuple[Headcount, ...]
    corrections: tuple[FiguresCorrected, ...] = ()
    past: ClusterYears | None = None
    under_way: HallActivity = NOTHING_UNDER_WAY
    live_page: str | None = None

    def index(self, name: str) -> int:
        """The index of a scene; 0 for one that no longer exists."""
        return next((at for at, scene in enumerate(self.scenes) if scene.name == name), 0)

    def has(self, place: ScreenPosition) -> bool:
        """Whether this very scene and step exist."""
        steps = {scene.name: range(len(steps)) for scene, steps in zip(self.scenes, self.steps, strict=True)}
        return place.step in steps.get(place.scene, ())

    def at(self, place: ScreenPosition) -> tuple[Scene, SceneStep]:
        """The scene and step at a position, clamped to existing ones."""
        index = self.index(place.scene)
        return self.scenes[index], self.steps[index][self.clamped(place).step]

    def clamped(self, place: ScreenPosition) -> ScreenPosition:
        """The same position where it exists, or the nearest one."""
        index = self.index(place.scene)
        return ScreenPosition(self.scenes[index].name, max(0, min(place.step, len(self.steps[index]) - 1)))

    def after(self, place: ScreenPosition) -> ScreenPosition | None:
        """The position after the forward key; None at the end, and after a scene that was jumped to."""
        place, index = self.clamped(place), self.index(place.scene)
        if place.step + 1 < len(self.steps[index]):
            return ScreenPosition(place.scene, place.step + 1)
        return ScreenPosition(self.scenes[index + 1].name, 0) if index + 1 < self.day else None

    def before(self, place: ScreenPosition) -> ScreenPosition | None:
        """The position after the back key: the last step that waited for a key; None at the beginning."""
        place, index = self.clamped(place), self.index(place.scene)
        for step in range(place.step - 1, -1, -1):
            if self.steps[index][step].seconds is None:
                return ScreenPosition(place.scene, step)
        if not 0 < index < self.day:
            return None
        return ScreenPosition(self.scenes[index - 1].name, len(self.steps[index - 1]) - 1)

    def seen_in(self, scene: Scene) -> tuple[Snapshot, Released]:
        """The snapshot that a scene is drawn from: only the one that announces a thing shows it unseen."""
        announces = scene.kind in _TELLING
        return (self.snapshot, self.released) if announces else (self.known, self.known_released)

    def things(self, place: ScreenPosition) -> frozenset[Releasable]:
        """The things that the scene at a position announces."""
        scene = self.scenes[self.index(place.scene)]
        if scene.correction is not None:
            changed = {thing_at(text) for text in self.corrections[scene.correction].changed}
            return frozenset((changed & self.released.things) | {releasable.releasable_correction(scene.correction)})
        if scene.kind is SceneKind.HANDOVER:
            return frozenset({releasable.LEADERS})
        return frozenset(thing for thing in self.released.things if self._announces(scene, thing))

    def _announces(self, scene: Scene, thing: Releasable) -> bool:
        if scene.kind is SceneKind.GROUP_SCORES:
            of_the_day = {day_scene.kind for day_scene in self.scenes[: self.day]}
            return thing == releasable.SCORES and SceneKind.SCORES not in of_the_day
        if scene.kind is SceneKind.SCORES:
            return thing in (releasable.SCORES, releasable.RANKING)
        if scene.kind is not SceneKind.REVEAL:
            return False
        if thing.kind is ReleasableKind.BALLOT:
            sessions = self.snapshot.workbook.sessions
            return any(row.code == thing.code and row.award == scene.award for row in sessions)
        return thing.kind in (ReleasableKind.AWARD, ReleasableKind.DECISION) and thing.code == scene.award

    def contents(self, name: str) -> tuple[object, ...]:
        """The contents of the steps of a scene, one by one: two equal ones give the same picture."""
        index = self.index(name)
        award = self.scenes[index].award
        result = self.snapshot.award(award) if award else None
        return tuple((step, _step_content(step, result)) for step in self.steps[index])

    def is_last_step(self, place: ScreenPosition) -> bool:
        """Whether a position is the last step of its scene."""
        return place.step >= len(self.steps[self.index(place.scene)]) - 1


def build_show(
    taken: Snapshot,
    released: Released,
    options: Options,
    *,
    known: Released | None = None,
    corrections: tuple[FiguresCorrected, ...] = (),
    earlier: tuple[Snapshot, ...] = (),
    now: HallActivity = NOTHING_UNDER_WAY,
    live_page: str | None = None,
) -> Show:
    """The show of a version, of which `released` may be shown and `known` was shown (by default all of it).

    Attendance and the work of the year are added; `earlier` are the workbooks of earlier years, `now` is the roll call
    and the counts in progress by the version read last.
    """
    known = released if known is None else known
    seen, before = (_seen(taken, opened) for opened in (released, known))
    book, past = seen.workbook, cluster_years(before, earlier)
    of_the_day = scenes(book, past.has_history, live_page is not None)
    announced = tuple(correction_scene(number) for number, made in enumerate(corrections) if made.announced)
    show = Show(
        snapshot=seen, released=released, known=before, known_released=known, options=options,
        scenes=(*of_the_day, *announced), steps=(), day=length_of_the_day(book), attendance=headcounts(taken, known),
        corrections=corrections, past=past, under_way=now, live_page=live_page,
    )  # fmt: skip
    return dataclasses.replace(show, steps=tuple(steps_of(scene, show) for scene in show.scenes))


def _seen(taken: Snapshot, released: Released) -> Snapshot:
    """What the hall may see, with the work of the year that only the hall is shown."""
    seen, book = snapshot_for(taken, Role.VIEWER, released), taken.workbook
    asked = any(item.scene is SceneKind.TASKS for item in book.agenda or ())
    work = dataclasses.replace(
        seen.workbook,
        registrations=book.registrations,
        ratings=book.ratings,
        tasks=book.tasks if asked else None,
        leadership=book.leadership,
    )
    return dataclasses.replace(seen, workbook=work)


def headcounts(taken: Snapshot, released: Released) -> tuple[Headcount, ...]:
    """Present and members of the next session of every award."""
    reviews = {review.session: review for review in taken.sessions}
    counts = []
    for award, session in next_sessions(taken, released):
        review = reviews.get(session.code)
        members = review.members if review else session.members.value
        quorum = review.quorum if review else None
        present = session.present.value
        counts.append(
            Headcount(award=award.code, round=session.round or 1, present=present, members=members, quorum=quorum)
        )
    return tuple(counts)


def steps_of(scene: Scene, show: Show) -> tuple[SceneStep, ...]:
    """The steps of a scene, at least one."""
    if scene.correction is not None:
        return _pages(correction_pages(show.corrections[scene.correction]))
    (seen, released), options = show.seen_in(scene), show.options
    if scene.kind is SceneKind.YEARS:
        return _pages(pages.years_pages(show.past) if show.past else ())
    if scene.kind is SceneKind.REVEAL:
        code = scene.award or ""
        if releasable.releasable_award(code) not in released:
            return ballot_steps(seen.award(code), seen.workbook)
        return reveal_steps(seen.award(code), seen.workbook, options)
    if scene.kind in _RELEASED_PAGES:
        content = _RELEASED_PAGES[scene.kind](seen, released, options)
        return _pages(content) if content else WAIT
    return _pages(_PAGES[scene.kind](seen.workbook) if scene.kind in _PAGES else ())


def _pages(content: Sequence[object]) -> tuple[SceneStep, ...]:
    return tuple(SceneStep(StepKind.PAGE, page=page) for page in range(max(1, len(content))))


def has_short_figures(made: FiguresCorrected) -> bool:
    """Whether a correction changes figures that fit in columns, and no names or sentences."""
    return all(len(figure) <= SHORT_FIGURE for _, _, *figures in made.lines for figure in figures)


def correction_pages(made: FiguresCorrected) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The changes by a correction, line by line, in pages; its reason is on each of them."""
    short = has_short_figures(made)

    def size(row: tuple[str, ...]) -> float:
        _, what, old, new = row
        if short:
            return row_size(what, WHAT_LETTERS)
        return 0.22 + 0.7 * (line_count(what, CHANGED_LETTERS) + line_count(f"{old} → {new}", CHANGED_LETTERS))

    room = CORRECTION_ROOM + 1 - row_size(made.reason, REASON_LETTERS)
    return in_pages(made.lines, room, size)


def agenda_pages(book: Workbook) -> tuple[tuple[AgendaItem, ...], ...]:
    """The agenda in pages."""
    return in_pages(book.agenda or (), AGENDA_ROOM, lambda item: row_size(item.content, AGENDA_LETTERS))


def rank_pages(seen: Snapshot, released: Released, options: Options) -> tuple[tuple[int, ...], ...]:
    """The rows of the shown standings by position, in pages; none before they are released."""
    if not {releasable.SCORES, releasable.RANKING} & released.things:
        return ()
    units = list(shown_ranks(seen, released, options)["unit"])
    return in_pages(range(len(units)), ROWS, lambda at: row_size(seen.workbook.unit(units[at]).label))


def shown_ranks(seen: Snapshot, released: Released, options: Options) -> pd.DataFrame:
    """The standings that the scene of scores shows: the first ranks where the switch says so and ranks are released."""
    frame = seen.standings
    if options.top is None or releasable.RANKING not in released:
        return frame
    return frame[frame["rank"].notna() & (frame["rank"] <= options.top)]


def group_pages(seen: Snapshot, released: Released) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The groups of criteria with their units, in pages; none before their release."""
    if releasable.SCORES not in released:
        return ()
    return tuple((group.name, units) for group in seen.workbook.groups for units in unit_pages(seen.workbook))


def unit_pages(book: Workbook) -> tuple[tuple[str, ...], ...]:
    """The units in protocol order, in pages."""
    pages = in_pages(book.units, ROWS, lambda unit: row_size(unit.label))
    return tuple(tuple(unit.code for unit in page) for page in pages) or ((),)


def pledge_pages(book: Workbook) -> tuple[tuple[Unit, ...], ...]:
    """The units in protocol order with a mark whether they signed, in pages."""
    return in_pages(book.units, PLEDGE_ROOM, lambda unit: row_size(unit.label, SMALL_LETTERS))


def exemplar_pages(book: Workbook) -> tuple[tuple[Exemplar, ...], ...]:
    """Exemplars as typed, each with its unit below it, in pages."""

    def size(exemplar: Exemplar) -> float:
        return line_count(exemplar.name, CARD_LETTERS) + line_count(
            " " * KIND_LETTERS + book.unit(exemplar.unit).label, CARD_LETTERS
        )

    return in_pages(book.exemplars or (), EXEMPLAR_ROOM, size)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """An award with its proposed units on one picture; `last` where none of them follow."""

    award: Award
    units: tuple[str, ...]
    last: bool = True


def proposal_pages(seen: Snapshot, released: Released) -> tuple[tuple[ProposalPage, ...], ...]:
    """The released awards on as few pictures as possible, each on one unless it has too many units."""
    shown = released.codes(ReleasableKind.AWARD)
    awards = (award for award in seen.workbook.awards_in_turn if award.code in shown)
    parts = [part for award in awards for part in _proposing(seen, award)]
    return in_pages(parts, PROPOSAL_ROOM, lambda part: 2 + sum(_proposal_size(seen, code) for code in part.units))


def _proposing(seen: Snapshot, award: Award) -> list[ProposalPage]:
    room = PROPOSAL_ROOM - 2
    pages = in_pages(seen.award(award.code).proposed, room, lambda code: _proposal_size(seen, code)) or ((),)
    return [ProposalPage(award, units, last=units is pages[-1]) for units in pages]


def _proposal_size(seen: Snapshot, code: str) -> int:
    return line_count(seen.workbook.unit(code).label, CARD_LETTERS)


_RELEASED_PAGES: dict[SceneKind, Callable[[Snapshot, Released, Options], Sequence[object]]] = {
    SceneKind.SCORES: rank_pages,
    SceneKind.GROUP_SCORES: lambda seen, released, options: group_pages(seen, released),
    SceneKind.PROPOSALS: lambda seen, released, options: proposal_pages(seen, released),
}
_PAGES: dict[SceneKind, Callable[[Workbook], Sequence[object]]] = {
    SceneKind.AGENDA: agenda_pages,
    SceneKind.BALLOT_RULES: lambda book: book.awards,
    SceneKind.VOTING: lambda book: book.awards,
    SceneKind.MOVEMENTS: pages.movement_pages,
    SceneKind.PLEDGE: pledge_pages,
    SceneKind.EXEMPLARS: exemplar_pages,
    **pages.OF_THE_YEAR,
}


def _step_content(step: SceneStep, result: AwardResult | None) -> object:
    """The content of a step of a reveal beyond the step itself: its round, or the end of the award."""
    if result is None or step.kind in (StepKind.RULE, StepKind.WAITING):
        return None
    if step.session is not None:
        return next((item for item in result.rounds if item.session == step.session), None)
    return result.status, result.proposed, result.undecided, result.decisions
