"""Owns what is counted of promises to call back: whether each was kept in time, and how late it was (S6, A5).

A promise is counted once it is closed as done, in the month of that day, with whoever held it then. It is late by the
longest that any time of it was passed: the agreed contacts on the way, and the answer. One that was withdrawn or only
read is not counted. Of the caller nothing is kept: a promise is known by its id alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from policy.callbacks import Callback, CallbackEvent, Happening, State
from policy.person_months import month_of
from policy.working_calendar import WorkingCalendar

IN_TIME = timedelta()
COUNTED_AFTER = timedelta(minutes=10)
"""How long after it was closed a promise is counted: most slips of the finger are undone by then."""


def is_counted(callback: Callback) -> bool:
    """Whether the promise is one to be counted, as it stands: somebody waited for a call, and got it."""
    return callback.state is State.DONE and callback.closed_at is not None and callback.asks_for_a_call


def done_in(calendar: WorkingCalendar, callback: Callback) -> str:
    """The month in which it was done: "2026-11"; empty for one that is not to be counted."""
    if not is_counted(callback) or callback.closed_at is None:
        return ""
    return month_of(calendar.local(callback.closed_at).date())


def late_by(callback: Callback) -> timedelta:
    """How long after its time the promise was kept, at worst; nothing for one that was kept in time (S6)."""
    return max((max(at - due, IN_TIME) for due, at in _kept(callback)), default=IN_TIME)


def _kept(callback: Callback) -> Iterator[tuple[datetime, datetime]]:
    """Each time that was promised, and when it was kept: whole seconds say it well enough."""
    for event in _standing(callback.events):
        if event.what is Happening.NOT_READY and event.due_before is not None:
            yield event.due_before, event.at.replace(microsecond=0)
    if callback.closed_at is not None:
        closed_at = callback.closed_at.replace(microsecond=0)
        yield callback.contact_due_at, closed_at
        if callback.answer_due_at is not None:
            yield callback.answer_due_at, closed_at


def _standing(events: Iterable[CallbackEvent]) -> list[CallbackEvent]:
    """What has happened, without what was undone: undoing takes back the happening just before."""
    left: list[CallbackEvent] = []
    for event in events:
        if event.what is Happening.UNDONE:
            left = left[:-1]
        else:
            left.append(event)
    return left
