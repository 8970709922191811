"""The control of the conference: one desk shared by everyone who watches or presses.

It combines the log, the versions and the feed's candidate into a `Table`, lets an act write to the log if nothing was
written since the actor last looked, and notifies its listeners. Its state survives a restart.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from lib.feed.latest import Latest, Version
from lib.feed.polling import Feed
from lib.model.releasable import LEADERS, NOTHING, Releasable, Released
from lib.snapshot import BuildSnapshot, Snapshot
from lib.stage import acts, consequences
from lib.stage.counting import NOTHING_UNDER_WAY, HallActivity, hall_activity
from lib.stage.log import events
from lib.stage.log.day_log import EventLog, Stale
from lib.stage.log.pinned_versions import replaced_unused
from lib.stage.log.since_fixed import since_fixed
from lib.stage.log.vault import Elsewhere, Vault, nowhere
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.rehearsal import rehearsed
from lib.stage.show import Show, build_show
from lib.stage.state import StageState, disclosed_corrections, fold
from lib.stage.table import ActEvents, PublicState, Table
from lib.store.shelf import Shelf

MACHINE = "máy chủ"
_KEPT = 6
_LOG = logging.getLogger(__name__)
DeskListener = Callable[[], None]
Wait = Callable[[float, Callable[[], None]], None]


def wait_in_thread(seconds: float, then: Callable[[], None]) -> None:
    """Call `then` after this many seconds, without blocking."""
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()


class Desk:
    """The desk over a log and a shelf for the taken versions; `second` and `elsewhere` as in `Vault`."""

    def __init__(
        self, log: EventLog, shelf: Shelf, build: BuildSnapshot, wait: Wait = wait_in_thread, *,
        second: Shelf | None = None, elsewhere: Elsewhere = nowhere, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.log = log
        self._vault = Vault(shelf, build, second=second, elsewhere=elsewhere)
        self._wait = wait
        self._lock = threading.RLock()
        self.live_page: Callable[[], str | None] = lambda: None  # the address that phones open
        self.earlier: Callable[[], tuple[Snapshot, ...]] = tuple  # other years, read once
        self.open_tabs: Callable[[Snapshot], tuple[str, ...]] = lambda _: ()  # votes that a sheet shared by link holds
        self._listeners: list[DeskListener] = []
        self._audience: list[Callable[[events.LogEntry], None]] = []
        self._candidate: Version | None = None
        self._offered_at = 0  # the last entry when the candidate was read
        self._played: dict[tuple[str, bool], Snapshot] = {}
        self._shows: dict[object, Show] = {}
        self._public: PublicState | None = None
        self._folded: StageState | None = None
        self._dropped: frozenset[str] = frozenset()  # versions already dropped from the vault
        self._monotonic = monotonic
        self._countdown: tuple[dt.datetime, float] | None = None
        self._began_at = log.now()
        self._begin_first()
        self._entries = self._current()
        self._go_on_by_itself()

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def state(self) -> StageState:
        """The state of the stage, folded once per entry."""
        with self._lock:
            last = self._entries[-1]
            if self._folded is None or (self._folded.run, self._folded.seq) != (last.run, last.seq):
                self._folded = fold(self._entries)
            return self._folded

    def table(self) -> Table:
        """The complete current situation."""
        with self._lock:
            return self._table(self.state, self._entries)

    def _table(self, state: StageState, entries: tuple[events.LogEntry, ...]) -> Table:
        taken = self._vault.version(state.taken, self._candidate)
        played = self._play(state, taken)
        now, page = self._under_way(state), self.live_page()
        show = None if self.log.lost else self._show(state, played, state.known, now=now, live_page=page)
        return Table(
            state=state, entries=entries, taken=taken, candidate=self._candidate, played=played,
            show=show, now=self.log.now(),
            lost_entries=self.log.lost, left=self._left(state), versions=self.log.versions(),
            open_tabs=() if state.rehearsal else self._open_tabs(taken, self._candidate),
        )  # fmt: skip

    def _open_tabs(self, *versions: Version | None) -> tuple[str, ...]:
        """The tabs of these versions with votes that anyone with the address of their sheet can read."""
        snapshots = [version.snapshot for version in versions if version is not None]
        return tuple(dict.fromkeys(tab for snapshot in snapshots for tab in self.open_tabs(snapshot)))

    def _left(self, state: StageState) -> dt.timedelta | None:
        """The rest of the countdown, by a monotonic clock: the machine's clock may be set meanwhile."""
        if state.until is None:
            return None
        if self._countdown is None or self._countdown[0] != state.until:
            whole = (state.until - self.log.now()) / dt.timedelta(seconds=1)
            self._countdown = (state.until, self._monotonic() + whole)
        return dt.timedelta(seconds=self._countdown[1] - self._monotonic())

    def whole_show(self) -> Show | None:
        """The show once everything that is released was seen: the content of the pack."""
        with self._lock:
            state = self.state
            played = self._play(state, self._vault.version(state.taken, self._candidate))
            return self._show(state, played, state.hall | state.known)

    def public(self) -> PublicState:
        """What readers of the web pages get; a rehearsal does not change it. Never blocked by an act being written."""
        known = self._public
        if known is not None and known.snapshot is not None:
            return known
        with self._lock:
            if self._public is None or self._public.snapshot is None:
                self._public = self._made_public(fold(self.log.entries(self.log.public())))
            return self._public

    def _made_public(self, state: StageState) -> PublicState:
        if self.log.lost:
            return PublicState(None, NOTHING, mark=f"{self.log.lost}?", lost=True)
        corrections = disclosed_corrections(state)
        taken = self._vault.version(state.taken, self._candidate)
        shown = taken or self._candidate
        released = state.released(events.Channel.WEB) if state.taken else NOTHING
        if shown and self._is_over(state, shown.snapshot):
            released = Released(released.things | {LEADERS})
        things = sorted(released.things)
        content = repr((state.run, state.taken, things, state.paused, state.pause_note, len(corrections)))
        mark = hashlib.sha256(content.encode()).hexdigest()[:12]
        if state.taken and taken is None:
            return PublicState(None, NOTHING, mark=f"{mark}?", lost=True)
        return PublicState(
            shown.snapshot if shown else None,
            released,
            paused=state.paused,
            pause_note=state.pause_note,
            corrections=corrections,
            mark=mark,
            since_fixed=since_fixed(self._real_runs()) if state.fixed else None,
        )

    def _real_runs(self) -> Iterator[tuple[events.LogEntry, ...]]:
        for first in self.log.runs():
            if isinstance(first.event, events.RunBegan) and first.event.kind != events.RunKind.REHEARSAL:
                yield self.log.entries(first.run)

    def _is_over(self, state: StageState, snapshot: Snapshot) -> bool:
        """Whether the year's conference is over and is not held here: its handover is on record."""
        contest, today = snapshot.workbook.contest, self.log.now().date()
        if state.kind is events.RunKind.CONFERENCE or contest.year is None:
            return False
        day = contest.conference_date
        return day < today if day else today.year > contest.year + 1

    def version(self, name: str | None) -> Version | None:
        """A taken version, from memory or from the disk; None where there is none."""
        with self._lock:
            return self._vault.version(name, self._candidate)

    def is_kept(self) -> bool:
        """Whether both copies of the taken version are intact, so that a restart finds it."""
        with self._lock:
            taken = self.state.taken
            return taken is not None and self._vault.has(taken)

    def history(self) -> tuple[events.LogEntry, ...]:
        """Every entry of the current run, oldest first."""
        with self._lock:
            return self._entries

    # -- acting ----------------------------------------------------------------------------------------------------

    def do(self, act: Callable[[Table], ActEvents], expected: int, who: str) -> Table:
        """Let an act write its events, if `expected` is still the last entry; return the table after it.

        A second press of the same control within `MOMENT` writes nothing. Raises `Stale` where another entry was
        written first, and `Refused` where the act is not allowed.
        """
        with self._lock:
            self._begun()
            self._check_newest(expected)
            table = self.table()
            act_events = act(table)
            if act_events and not acts.is_same_press(table, act_events):
                self._keep_what_is_taken(act_events, table)
                act_events = self._with_what_follows(table, act_events)
                self._append(table.state.run, expected, who, act_events)
            after = self.table()
        self._notify()
        return after

    def _check_newest(self, expected: int) -> None:
        if self.state.seq != expected:
            raise Stale(self.state.run, expected)

    def go_on(self, expected: int, who: str) -> Table:
        """Continue from the last intact entry although later ones are lost: a person's choice, which is logged."""
        with self._lock:
            self._check_newest(expected)
            if self.log.lost and not self.log.unread:
                self._begin_first()
                run = self.log.current()
                last = self.log.entries(run)[-1].seq
                self._append(run, last, who, (events.ContinuedAfterLoss(self.log.lost),))
            after = self.table()
        self._notify()
        return after

    def begin(self, kind: events.RunKind, expected: int, who: str) -> Table:
        """Begin a run with nothing released; taken version and "Chốt điểm" come from the last real run."""
        with self._lock:
            self._begun()
            self._check_newest(expected)
            if self.state.rehearsal:
                self._append(self.state.run, expected, who, (events.RunEnded(),))
            before = fold(self.log.entries(self.log.public()))
            taken = before.taken or (self._candidate.snapshot.version if self._candidate else None)
            if taken and not before.taken and self._candidate:
                self._vault.keep(self._candidate)
            self.log.begin(kind, who, before.fixed, taken)
            self._reload()
            self._read_out(self._entries[:1])
            after = self.table()
        self._notify()
        return after

    def end_rehearsal(self, expected: int, who: str) -> Table:
        """Return to the run before the rehearsal, in its last state."""
        with self._lock:
            self._begun()
            self._check_newest(expected)
            if self.state.rehearsal:
                self._append(self.state.run, expected, who, (events.RunEnded(),))
            after = self.table()
        self._notify()
        return after

    def offer(self, version: Version) -> None:
        """Make a version that the feed read the candidate; take it automatically where that is allowed."""
        with self._lock:
            if self._candidate and self._candidate.snapshot.version == version.snapshot.version:
                return
            self._candidate = version
            self._public = None
            state = self.state
            if self._takes_by_itself(state):
                self._take_by_itself(state.seq)
            self._offered_at = self.state.seq
        self._notify()

    def _takes_by_itself(self, state: StageState) -> bool:
        """Whether the candidate is newer and nothing it could change was shown yet."""
        free = state.options.auto_take and not state.anything_released and not state.paused
        return free and not self.log.lost and self.table().newer is not None

    def follow(self, feed: Feed) -> None:
        """Offer the feed's version, and every later one."""

        def news(latest: Latest) -> None:
            if latest.version is not None:
                self.offer(latest.version)

        news(feed.latest)
        feed.listen(news)

    def _take_by_itself(self, seq: int) -> None:
        try:
            table = self.table()
            act_events = acts.take(table, by_itself=True)
            self._keep_what_is_taken(act_events, table)
            self._append(table.state.run, seq, MACHINE, act_events)
            self._drop_unused()
        except (Refused, Stale, OSError) as error:
            _LOG.info("not taken by itself: %s", error)

    def _drop_unused(self) -> None:
        """Remove versions from the vault that were taken automatically and replaced unused."""
        gone = replaced_unused(self.log) - self._dropped
        self._vault.drop(gone)
        self._dropped |= gone

    def catch_up(self) -> None:
        """Read what other processes wrote to the log; OSError where it cannot be reached."""
        lost = self.log.lost
        if not self.log.catch_up() and self.log.lost == lost:
            return
        with self._lock:
            self._reload()
        self._notify()

    def try_again(self) -> None:
        """Catch up after a disk failure: read the log, write what is in memory. OSError where it still fails."""
        if self.log.unread:
            self.catch_up()
        if not self.log.lost and not self.log.current():
            self._begin_first()
            self.catch_up()
            with self._lock:
                self._reload()
        self.log.write_waiting()
        state = self.state
        if self._candidate is not None and not self._overtaken(self._candidate) and self._takes_by_itself(state):
            self._take_by_itself(state.seq)
            self._notify()

    def _overtaken(self, candidate: Version) -> bool:
        """Whether another process took another version by itself since this candidate was read."""
        later = (entry.event for entry in self._entries if entry.seq > self._offered_at)
        taken = (event for event in later if isinstance(event, events.VersionTaken) and event.by_itself)
        return any(event.version != candidate.snapshot.version for event in taken)

    # -- listening -------------------------------------------------------------------------------------------------

    def listen(self, listener: DeskListener) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def read_along(self, reader: Callable[[events.LogEntry], None]) -> None:
        """Pass every new entry of the log to `reader` too."""
        self._audience.append(reader)

    def _notify(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _append(self, run: int, expected: int, who: str, act_events: Sequence[events.StageEvent]) -> None:
        """Write to the log; where another process was first, its entries are read before `Stale` is raised."""
        try:
            entries = self.log.append(run, expected, who, act_events)
        except Stale:
            self._reload()
            self._notify()
            raise
        self._reload()
        self._read_out(entries)

    def _begin_first(self) -> None:
        """Begin a run where there is none; retried later where the disk refuses."""
        if self.log.current() or self.log.unread:
            return
        with suppress(Stale, OSError):  # another process began it at the same time
            self.log.begin(events.RunKind.PREPARATION, MACHINE)

    def _begun(self) -> None:
        """Ensure a run that may be written to; `Refused` while part of the log is lost, OSError where there is none."""
        if self.log.lost:
            raise Refused(RefusalReason.LOG_LOST)
        if not self.log.current():
            self.log.begin(events.RunKind.PREPARATION, MACHINE)
            self._reload()

    def _current(self) -> tuple[events.LogEntry, ...]:
        """The entries of the current run; an unwritten beginning where there is none."""
        beginning = events.RunBegan(events.RunKind.PREPARATION.value)
        none = events.LogEntry(run=0, seq=0, act=0, at=self._began_at, who=MACHINE, event=beginning)
        return self.log.entries(self.log.current()) or (none,)

    def _reload(self) -> None:
        self._entries = self._current()
        self._public = None
        self._go_on_by_itself()

    def _read_out(self, entries: Sequence[events.LogEntry]) -> None:
        for entry in entries:
            for reader in self._audience:
                reader(entry)

    def _go_on_by_itself(self) -> None:
        """After a step that does not wait for a key, go to the next one unless someone acts before."""
        table = self.table()
        state = table.state
        current = table.at(table.spot)
        seconds = current[1].seconds if current else None
        if seconds is None or state.hidden or state.message or state.paused:
            return
        self._wait(seconds, lambda: self._step_by_itself(state.run, state.seq))

    def _step_by_itself(self, run: int, seq: int) -> None:
        if self.state.run != run or self.state.seq != seq:
            return
        try:
            self.do(lambda table: acts.forward(table, by_itself=True), seq, MACHINE)
        except (Refused, Stale, OSError) as error:
            _LOG.info("no step by itself: %s", error)

    def _with_what_follows(self, table: Table, act_events: ActEvents) -> ActEvents:
        """The events of an act with their consequences; an undo has none."""
        if all(isinstance(event, events.ActUndone) for event in act_events):
            return act_events
        for follow in (consequences.keep_position, consequences.mark_shown):
            act_events = (*act_events, *follow(table, self._after(table, act_events)))
        return act_events

    def _after(self, table: Table, act_events: ActEvents) -> Table:
        """The table as if these events were written."""
        act = table.state.seq + 1
        run, now = table.state.run, table.now
        written = enumerate(act_events, act)
        more = (events.LogEntry(run=run, seq=seq, act=act, at=now, who="", event=event) for seq, event in written)
        entries = (*table.entries, *more)
        return self._table(fold(entries), entries)

    def _keep_what_is_taken(self, act_events: ActEvents, table: Table) -> None:
        wanted = {getattr(event, name, None) for event in act_events for name in ("version", "after")}
        for version in (table.candidate, table.taken):
            if version is not None and version.snapshot.version in wanted:
                self._vault.keep(version)

    def _play(self, state: StageState, taken: Version | None) -> Snapshot | None:
        """The snapshot that the hall is shown: in a rehearsal with invented votes."""
        if taken is None or not state.rehearsal:
            return taken.snapshot if taken else None
        key = (taken.snapshot.version, state.options.rehearsed_tie)
        if key not in self._played:
            self._played = {key: rehearsed(taken.snapshot, state.options.rehearsed_tie)}
        return self._played[key]

    def _under_way(self, state: StageState) -> HallActivity:
        """The roll call and counts of the version read last; none in a rehearsal, whose votes are invented."""
        if self._candidate is None or state.rehearsal:
            return NOTHING_UNDER_WAY
        return hall_activity(self._candidate.snapshot, Released(state.known))

    def _show(
        self, state: StageState, played: Snapshot | None, known: frozenset[Releasable], *,
        now: HallActivity = NOTHING_UNDER_WAY, live_page: str | None = None,
    ) -> Show | None:  # fmt: skip
        if played is None:
            return None
        released, earlier = state.released(events.Channel.HALL), self.earlier()
        seen = (state.rehearsal, played.version, state.options, released, known, state.corrections)
        key = (*seen, len(earlier), now, live_page)
        if key not in self._shows:
            shown = build_show(
                played, released, state.options,
                known=Released(known), corrections=state.corrections, earlier=earlier, now=now,
                live_page=live_page,
            )  # fmt: skip
            self._shows = {**dict(list(self._shows.items())[-_KEPT:]), key: shown}
        return self._shows[key]
