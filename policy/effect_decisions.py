"""Owns what is to stand elsewhere for a person's diversions at an instant, and what comes of carrying it out (A3).

What is to stand follows from the book, the choices in it and the instant alone, so whatever happened (a new diversion,
a change, an end, an undo, time) it is worked out anew and the difference is carried out. It stands from a diversion's
beginning until the person can be reached again, and never ahead of that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.diversions import Diversion, DiversionBook
from policy.effects import (
    FAILED_KEPT,
    HELD_FOR,
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    PAUSES,
    TOLD_FOR,
    EffectEnd,
    EffectKind,
    EffectOutcome,
    EffectRow,
    Effects,
    EffectState,
    Shown,
)
from policy.greeting_questions import takes_a_day
from policy.organisation import Municipality, Person
from policy.periods import as_utc
from policy.reasons import is_public
from policy.return_times import first_reachable, return_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What decisions stand on: the municipality, whose book it is, and the places that there are."""

    municipality: Municipality
    person: Person
    kinds: Collection[EffectKind]


def decided(book: DiversionBook, ground: Ground, *, now: datetime) -> DiversionBook:
    """The book with what is to stand in each place as it is now, and when to look next.

    What differs from what was to stand before is to be carried out, at once unless somebody is at it: then after them.
    """
    now, effects = as_utc(now), _without_old(book.effects, as_utc(now))
    version = max(effects.version + 1, int(now.timestamp() * 1000))
    for kind in EffectKind:
        row = effects.row(kind)
        shown = _to_be_shown(book, kind, row, ground, now) if kind in ground.kinds else None
        if kind not in ground.kinds or (row.shown if row is not None else None) == shown:
            continue
        if row is not None and _is_theirs_still(row, shown):
            effects = effects.with_row(replace(row, shown=shown))
            continue
        effects = replace(effects, version=version)
        if row is not None and shown is None and not row.is_in_doubt:
            effects = replace(effects, rows=tuple(one for one in effects.rows if one.kind is not kind))
        else:
            effects = effects.with_row(_wanting(row, kind, shown, version, now))
    return replace(book, effects=replace(effects, next_at=_next_at(book, effects, ground, now)))


def follows(book: DiversionBook, diversion: Diversion, ground: Ground) -> frozenset[EffectKind]:
    """What the diversion sets, of the places that there are: as its person has chosen, for it or as a rule.

    As a rule, automatic replies are for absences of a whole working day or more, in which nobody answers the phone.
    """
    if diversion.also is not None:
        return frozenset(diversion.also) & frozenset(ground.kinds)
    usual = set(book.effects.chosen)
    calendar = ground.municipality.calendar
    if diversion.open_line or not takes_a_day(calendar, ground.person.hours, diversion.period):
        usual.discard(EffectKind.AUTOMATIC_REPLIES)
    return frozenset(usual) & frozenset(ground.kinds)


def begun(book: DiversionBook, ground: Ground, *, by: str, now: datetime) -> DiversionBook:
    """The book with all that is due noted as begun by that one, who is to carry it out once this is saved."""
    effects, now = book.effects, as_utc(now)
    for row in effects.waiting:
        if row.kind in ground.kinds and row.due_at is not None and row.due_at <= now:
            held = replace(row, begun_by=by, due_at=now + HELD_FOR, attempts=row.attempts + 1)
            effects = effects.with_row(held)
    return replace(book, effects=replace(effects, next_at=_next_at(book, effects, ground, now)))


def begun_by(book: DiversionBook, by: str) -> tuple[EffectRow, ...]:
    """What that one is to carry out."""
    return tuple(row for row in book.effects.waiting if row.begun_by == by)


def ended(book: DiversionBook, carried: EffectRow, end: EffectEnd, *, late: float, now: datetime) -> DiversionBook:
    """The book with how carrying out that row ended; the same if somebody else has begun it since.

    `late`, from 0 to 1, draws how much longer than its least the pause is before the next attempt.
    """
    row = book.effects.row(carried.kind)
    if row is None or row.begun_by != carried.begun_by:
        return book
    row = _known(row, carried, end)
    if row.version != carried.version:
        row = replace(row, due_at=as_utc(now), attempts=0)
        if row.shown is None and not row.stands:
            return _with(book, _settled(row, EffectState.DONE, now))
        return _with(book, row)
    if end.outcome is EffectOutcome.LATER and row.attempts < MOST_ATTEMPTS:
        pause = PAUSES[row.attempts - 1] * (1 + late / 2)
        wait = min(end.wait or timedelta(0), LONGEST_WAIT) * (1 + late / 10)
        return _with(book, replace(row, due_at=as_utc(now) + max(pause, wait)))
    return _with(book, _settled(row, _STATES[end.outcome], now))


def kept(book: DiversionBook, carried: EffectRow, memo: str) -> DiversionBook | None:
    """The book with what stood before; None if what is being carried out is another's by now."""
    row = book.effects.row(carried.kind)
    if row is None or (row.begun_by, row.version) != (carried.begun_by, carried.version):
        return None
    return _with(book, replace(row, memo=memo, stands=True))


def tried_again(book: DiversionBook, kinds: Collection[EffectKind], *, now: datetime) -> DiversionBook:
    """The book with what has failed to be tried anew, at once."""
    effects = book.effects
    for row in effects.rows:
        if row.has_failed and row.kind in kinds:
            again = replace(row, state=EffectState.WAITING, attempts=0, why="", due_at=as_utc(now), ended_at=None)
            effects = effects.with_row(again)
    return replace(book, effects=effects)


def forgotten(effects: Effects) -> Effects:
    """What is left of it when its person is forgotten: no choices, and what may stand somewhere to be put back."""
    version = effects.version + 1
    rows = tuple(_to_be_put_back(row, version) for row in effects.rows if row.is_in_doubt)
    return Effects(version=version, rows=rows, next_at=min((row.due_at for row in rows if row.due_at), default=None))


_STATES = {
    EffectOutcome.DONE: EffectState.DONE,
    EffectOutcome.REFUSED: EffectState.REFUSED,
    EffectOutcome.LEFT_ALONE: EffectState.LEFT_ALONE,
    EffectOutcome.LATER: EffectState.GIVEN_UP,
}


def _with(book: DiversionBook, row: EffectRow) -> DiversionBook:
    return replace(book, effects=book.effects.with_row(row))


def _is_theirs_still(row: EffectRow, shown: Shown | None) -> bool:
    """Whether what the person has set there themselves stays for that diversion, however that changes."""
    if row.state is not EffectState.LEFT_ALONE or row.shown is None or shown is None:
        return False
    return row.shown.diversion == shown.diversion


def _wanting(row: EffectRow | None, kind: EffectKind, shown: Shown | None, version: int, now: datetime) -> EffectRow:
    if row is None:
        return EffectRow(kind=kind, version=version, decided_at=now, shown=shown, state=EffectState.WAITING, due_at=now)
    # Whoever is at it finds that something else is wanted by now, and goes on with that.
    is_held = bool(row.begun_by) and row.due_at is not None and row.due_at > now
    return replace(
        row,
        version=version,
        decided_at=now,
        shown=shown,
        state=EffectState.WAITING,
        due_at=row.due_at if is_held else now,
        attempts=0,
        why="",
        ended_at=None,
    )


def _to_be_put_back(row: EffectRow, version: int) -> EffectRow:
    state, due_at = EffectState.WAITING, row.due_at or row.decided_at
    return replace(row, version=version, shown=None, state=state, due_at=due_at, attempts=0, why="", ended_at=None)


def _known(row: EffectRow, carried: EffectRow, end: EffectEnd) -> EffectRow:
    """The row with what the far end is known to hold after that, and with nobody at it."""
    settles = end.outcome in (EffectOutcome.DONE, EffectOutcome.LEFT_ALONE)
    stands = row.stands
    if end.outcome is EffectOutcome.DONE:
        stands = carried.shown is not None
    elif settles:
        stands = False
    elif end.outcome is EffectOutcome.LATER:
        stands = True
    memo = end.memo if settles else end.memo or row.memo
    return replace(row, begun_by="", stands=stands, memo=memo if stands else "", why=end.why)


def _settled(row: EffectRow, state: EffectState, now: datetime) -> EffectRow:
    return replace(row, state=state, due_at=None, begun_by="", ended_at=as_utc(now))


def _without_old(effects: Effects, now: datetime) -> Effects:
    """Without what was put back a while ago, and what could not be: its memo goes with it."""
    return replace(effects, rows=tuple(row for row in effects.rows if not _is_old(row, now)))


def _is_old(row: EffectRow, now: datetime) -> bool:
    if row.shown is not None or row.ended_at is None:
        return False
    return now >= row.ended_at + (FAILED_KEPT if row.has_failed else TOLD_FOR)


def _to_be_shown(
    book: DiversionBook, kind: EffectKind, row: EffectRow | None, ground: Ground, now: datetime
) -> Shown | None:
    running = book.running(now)
    if running is not None:
        return _shown(book, running, ground) if kind in follows(book, running, ground) else None
    before = _before(book, kind, row)
    return None if before is None else _lasting(book, before, kind, ground, now)


def _before(book: DiversionBook, kind: EffectKind, row: EffectRow | None) -> Shown | None:
    """What is to stand until the return: what does, unless its person has come back early and not taken that back."""
    shown, change = row.shown if row is not None else None, book.last_change
    stood = next((one.shown for one in change.stood if one.kind is kind), None) if change is not None else None
    if change is None or stood is None:
        return shown
    if change.undone_by:
        return shown or stood
    return None if shown is not None and shown.diversion == stood.diversion else shown


def _shown(book: DiversionBook, diversion: Diversion, ground: Ground) -> Shown:
    calendar, hours = ground.municipality.calendar, ground.person.hours
    back_at = return_from(book, diversion, calendar, hours).at
    return Shown(
        diversion=diversion.id,
        start_at=diversion.period.start_at,
        ends_at=diversion.period.end_at,
        back_at=None if back_at is None else as_utc(back_at),
        reason=diversion.reason if is_public(diversion.reason) else None,
        open_line=diversion.open_line,
        answers_instead=diversion.answers_instead,
        asked_for=diversion.also is not None,
    )


def _lasting(book: DiversionBook, before: Shown, kind: EffectKind, ground: Ground, now: datetime) -> Shown | None:
    """What was shown of a diversion that came to its end, until its person can be reached; None once that has come.

    One that was taken away has not come to its end, and an open line had its person reachable all the while.
    """
    if before.ends_at is None or before.ends_at > now or before.open_line:
        return None
    if not before.asked_for and kind not in book.effects.chosen:
        return None
    back = first_reachable(book, before.ends_at, ground.municipality.calendar, ground.person.hours)
    if back.at is None:
        return replace(before, back_at=None) if back.held_by is not None else None
    return replace(before, back_at=as_utc(back.at)) if back.at > now else None


def _next_at(book: DiversionBook, effects: Effects, ground: Ground, now: datetime) -> datetime | None:
    rows = [row for row in effects.rows if row.kind in ground.kinds]
    times = [row.due_at for row in rows if row.due_at is not None]
    times += [row.ended_at + FAILED_KEPT for row in rows if row.has_failed and not row.shown and row.ended_at]
    stands = any(row.shown is not None or row.is_in_doubt for row in rows)
    if stands or effects.chosen or any(one.also for one in book.diversions):
        edges = [edge for one in book.diversions for edge in (one.period.start_at, one.period.end_at) if edge]
        edges += [row.shown.back_at for row in rows if row.shown is not None and row.shown.back_at is not None]
        times += [edge for edge in edges if edge > now]
    return min(times, default=None)
