"""The rules in force with their legal basis, for the guide and the papers."""

from __future__ import annotations

import pandas as pd

from lib.model.domain import KeyKind, RankingKey, Rule, RuleItem
from lib.model.records import Workbook
from lib.show.tables.score_tables import CELL
from lib.show.words import awards, numbers
from lib.show.words.terms import DEFAULT, label

BASIS = "Căn cứ"


def contest_rules(workbook: Workbook) -> pd.DataFrame:
    """The rules of scoring: their content and legal basis; a default without a basis asks to be confirmed."""
    rows = [
        {"Quy định": label(rule.item), "Đang áp dụng": value(workbook, rule), BASIS: _basis(rule), CELL: rule.cell}
        for rule in workbook.contest.rules
    ]
    return pd.DataFrame(rows)


def value(workbook: Workbook, rule: Rule) -> str:
    """The content of a rule of scoring, in words."""
    contest = workbook.contest
    if rule.item is RuleItem.DECIMALS:
        return numbers.count(contest.decimals)
    if rule.item is RuleItem.RANKING:
        return ranking_words(contest.ranking)
    cap = contest.bonus_cap if rule.item is RuleItem.BONUS_CAP else contest.deduction_cap
    return "không giới hạn" if cap is None else f"{numbers.points(cap, contest.decimals)} điểm"


def ranking_words(keys: tuple[RankingKey, ...] | None) -> str:
    """The keys of the ranking, "tổng điểm, rồi điểm nhóm I"; where they are unreadable, that no unit is ranked."""
    if keys is None:
        return "chưa rõ, nên chưa xếp hạng"
    return ", rồi ".join(_key(key) for key in keys)


def _key(key: RankingKey) -> str:
    return label(key.kind) if key.kind in (KeyKind.TOTAL, KeyKind.SHARE) else f"{label(key.kind)} {key.name}"


def _basis(rule: Rule) -> str:
    return rule.basis or (DEFAULT if rule.by_default else "")


def award_rules(workbook: Workbook) -> pd.DataFrame:
    """The rule of every award with its basis."""
    rows = [
        {
            "Danh hiệu": award.name,
            "Đang áp dụng": ". ".join(awards.rule(workbook, award)),
            BASIS: award.basis or "",
            CELL: award.cell,
        }
        for award in workbook.awards
    ]
    return pd.DataFrame(rows)
