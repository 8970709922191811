"""How long a test waits for the fake Google: long, unless the fault is about time itself."""

from __future__ import annotations

from dataclasses import replace

from lib.sheets.sources.retry import Patience
from tests.fake_sheets.faults import Fault

PATIENT = Patience(tries=3, deadline=30.0, connect=10.0, read=15.0, first_wait=0.01, longest_wait=0.02)
"""For everything that is to be answered, also by a busy machine."""
HASTY = replace(PATIENT, deadline=2.0, connect=1.0, read=0.6)
"""For an answer that is not to come in time: such a test is short."""


def patience_with(fault: object) -> Patience:
    """Hasty beside a fault that delays or trickles its answer, else patient."""
    return HASTY if isinstance(fault, Fault) and (fault.delay or fault.trickle) else PATIENT
