"""The obstacles of the sheet, selected by what they affect (docs/workbook.md section 7). Pure."""

from __future__ import annotations

from lib.model.domain import Award, RegistrationRule, Session
from lib.model.problems import Effect, Obstacle, Problem
from lib.model.records import Workbook


def blocks(workbook: Workbook, effect: Effect) -> bool:
    """Whether an obstacle of the whole workbook has this effect: every total provisional, no unit ranked."""
    return any(obstacle.effect is effect for obstacle in workbook.obstacles)


def session_obstacles(workbook: Workbook, session: Session) -> tuple[Obstacle, ...]:
    """The obstacles that keep a session from counting."""
    return tuple(
        obstacle
        for obstacle in workbook.obstacles
        if obstacle.effect is Effect.SESSIONS
        and obstacle.session in (None, session.code)
        and obstacle.award in (None, session.award)
    )


def award_obstacles(workbook: Workbook, award: Award) -> tuple[Obstacle, ...]:
    """The obstacles that an award waits for, one for each cell."""
    effects = {Effect.AWARDS}
    if award.registration is RegistrationRule.REQUIRED:
        effects.add(Effect.REGISTERED_AWARDS)
    touching = (
        obstacle
        for obstacle in workbook.obstacles
        if obstacle.effect in effects and obstacle.award in (None, award.code)
    )
    return tuple({obstacle.problem.where: obstacle for obstacle in touching}.values())


def ballot_obstacles(workbook: Workbook, session: Session) -> tuple[Problem, ...]:
    """What must be mended before a ballot can decide anything: of the session and of its award, one for each cell."""
    award = next((award for award in workbook.awards if award.code == session.award), None)
    touching = (*session_obstacles(workbook, session), *(award_obstacles(workbook, award) if award else ()))
    return tuple({obstacle.problem.where: obstacle.problem for obstacle in touching}.values())
