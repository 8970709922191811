"""The votes of one session that counts: bars in order, the threshold as a line with its words."""

from __future__ import annotations

import altair as alt
import pandas as pd

from lib.model.results import Candidate, Outcome
from lib.show.charts.frame import ACCENT, GREY, HIGHLIGHT, TEXT, Picture, finished, name_texts, rows, unit_labels
from lib.show.words import ballots, reasons
from lib.show.words.terms import label
from lib.snapshot import Snapshot


def votes(snapshot: Snapshot, session: str) -> Picture | None:
    """The bars of a session; None where it does not count, for then its votes are never shown."""
    found = ballots.sitting(snapshot, session)
    if found.round is None or found.result is None:
        return None
    labels = unit_labels(snapshot.workbook)
    shown = [(labels[one.unit], one.votes, _said(one), _colour(one)) for one in ballots.ordered(found.round)]
    data = pd.DataFrame(shown, columns=["name", "votes", "said", "colour"]).assign(needed=found.round.needed)
    base = rows(data)
    x = alt.X("votes:Q").axis(None).scale(domain=[0, found.round.base_value], nice=False)
    bars = base.mark_bar().encode(x=x, color=alt.Color("colour:N").scale(None))
    line = alt.Chart(base.data).mark_rule(color=ACCENT, strokeWidth=2.5).encode(x="max(needed):Q")
    counts = base.mark_text(align="left", dx=5, fontWeight="bold", color=TEXT).encode(x="votes:Q", text="votes:Q")
    said = base.mark_text(align="left", dx=14, color=TEXT).encode(x=alt.XValue("width"), text="said:N")
    names = [*data["name"]]
    title = f"Vạch đỏ: {reasons.needed(snapshot.workbook, found.result, found.round)}"
    chart = alt.layer(bars, line, counts, said, *name_texts(base, names))
    return finished(chart, names, title, _finding(snapshot, found), ballots.votes(snapshot, found))


def _said(candidate: Candidate) -> str:
    """What came of the votes, in a word or two."""
    if candidate.withdrawn is not None:
        return label(candidate.withdrawn)
    if candidate.outcome is Outcome.BELOW_THRESHOLD:
        return f"thiếu {-candidate.margin}"
    words = {Outcome.PROPOSED: "đề nghị", Outcome.TIED: "đồng phiếu", Outcome.PASSED_NO_SEAT: "hết số lượng"}
    words[Outcome.INELIGIBLE] = "không xét"
    return words.get(candidate.outcome, "")


def _colour(candidate: Candidate) -> str:
    proposed = candidate.outcome is Outcome.PROPOSED and candidate.withdrawn is None
    return HIGHLIGHT if proposed else GREY


def _finding(snapshot: Snapshot, found: ballots.Sitting) -> str:
    return f"Phiếu đồng ý của từng đơn vị, {ballots.title(snapshot, found)}. {ballots.answer(snapshot, found)}"
