"""The marks that pages follow: the secretary the workbook, readers what is released to them, the control the desk, the
checks half-typed cells too.

A mark discloses only that something changed, and only to a page that shows it: it is sealed with a secret of this
start, so that figures cannot be guessed and tested against it, and a page follows the mark of its ticket. Without a
ticket one follows what everyone may see.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum

from lib.access.rights import Right, Role, allows
from lib.feed.latest import Latest
from lib.model.releasable import FIXED
from lib.ui.role_snapshots import content_for
from lib.ui.running_app import RunningApp
from lib.ui.view import is_overdue

SECRET = secrets.token_bytes(32)
"""The key of the seals, drawn by each process for itself."""


class PageMark(StrEnum):
    """What a mark covers: the workbook, that and half-typed cells, what a reader sees, what a leader sees, the desk."""

    WORKBOOK = "workbook"
    CHECKS = "checks"
    OPEN = "open"
    EARLY = "early"
    CONTROL = "control"


_READERS = {PageMark.OPEN: Role.VIEWER, PageMark.EARLY: Role.LEADER}


def mark_of(role: Role) -> PageMark:
    """The mark that a page follows for its visitor."""
    if allows(role, Right.VOTES):
        return PageMark.WORKBOOK
    return PageMark.EARLY if allows(role, Right.SCORES) else PageMark.OPEN


def sealed(now: RunningApp, which: PageMark) -> str:
    """The mark as sent to pages; it changes exactly when a page that follows it would look different."""
    return _seal(f"{which}|{_text(now, which)}")


def reader_mark(now: RunningApp) -> str:
    """The mark of the live page; it changes exactly when that page would look different."""
    earlier = now.earlier.snapshots if now.earlier else ()
    shown = content_for(Role.VIEWER, now).snapshot
    overdue = "overdue" if shown and is_overdue(shown.workbook) else ""
    return "|".join([sealed(now, PageMark.OPEN), overdue, *(book.version for book in earlier)])


def ticket_of(which: PageMark) -> str:
    """The ticket with which a page's websocket follows a mark; it is valid until the server restarts."""
    return _seal(f"ticket|{which}")


def followed(ticket: str | None, role: Role) -> PageMark:
    """The mark of a ticket, for a visitor with this role now: a ticket alone gives access to no mark."""
    given = (ticket or "").encode()
    which = next((which for which in PageMark if hmac.compare_digest(given, ticket_of(which).encode())), PageMark.OPEN)
    if which is PageMark.EARLY and allows(role, Right.SCORES):
        return which
    return which if allows(role, Right.VOTES) else PageMark.OPEN


def _text(now: RunningApp, which: PageMark) -> str:
    latest = now.feed.latest
    if which is PageMark.CONTROL and now.desk is not None:
        return f"{latest.mark}|{now.desk.state.run}.{now.desk.state.seq}"
    if which in _READERS:
        return _seen_by(_READERS[which], now, latest)
    workbook = f"{latest.mark}|{now.desk.public().mark if now.desk else ''}"
    return f"{workbook}|{latest.waits}" if which is PageMark.CHECKS else workbook


def _seen_by(role: Role, now: RunningApp, latest: Latest) -> str:
    """Everything that a page for this role is drawn from, and nothing else; a failing source is not part of it."""
    shown = content_for(role, now)
    version = shown.snapshot.version if shown.snapshot else ""
    public = shown.public
    pause = (public.paused, public.pause_note, public.corrections, public.lost) if public else ()
    things = sorted(thing for thing in shown.released.things if thing != FIXED or allows(role, Right.SCORES))
    return f"{version}|{things!r}|{pause!r}|{latest.version is None}"


def _seal(text: str) -> str:
    return hmac.new(SECRET, text.encode(), hashlib.sha256).hexdigest()[:32]
