"""What a reader of the live page is shown of the sample."""

from __future__ import annotations

from lib.access.rights import Role
from lib.model.releasable import NOTHING, RANKING, SCORES, Released
from lib.release.role_view import snapshot_for
from lib.show.live.reader_view import ReaderView
from lib.show.rows.parts import Audience
from tests.days import sample_version, version

PUBLIC = Released(frozenset({SCORES, RANKING}))


def reading(opened: Released = PUBLIC, tables=None) -> ReaderView:
    """What a reader sees of the sample."""
    whole = (version(tables) if tables else sample_version()).snapshot
    audience = Audience(scores=opened is not NOTHING, votes=False)
    return ReaderView(snapshot_for(whole, Role.VIEWER, opened), audience, years=True)
