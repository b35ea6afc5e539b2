"""Owns how far a message that somebody left for a colleague has come, and which of them are looked at first (V1).

It tells the one who left it no more than what became of the message; why the colleague is away is none of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policy.callbacks import Callback, CallbackEvent, Happening, State


class Stage(StrEnum):
    """How far a message has come."""

    UNREACHED = "unreached"
    """The colleague can't be reached in the chat, so it has not arrived."""
    LEFT = "left"
    DELIVERED = "delivered"
    SEEN = "seen"
    TRIED = "tried"
    """The caller was called, and didn't answer."""
    AGREED = "agreed"
    """The caller was reached, and hears again (S6)."""
    DONE = "done"
    WITHDRAWN = "withdrawn"


NOT_SEEN = frozenset({Stage.UNREACHED, Stage.LEFT, Stage.DELIVERED})
"""Nobody has looked at it yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come, and since when."""

    stage: Stage
    since: datetime

    @property
    def waits_to_be_seen(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.stage in NOT_SEEN


def progress(callback: Callback) -> Progress:
    """How far the message has come."""
    if not callback.is_open:
        stage = Stage.WITHDRAWN if callback.state is State.WITHDRAWN else Stage.DONE
        return Progress(stage, callback.closed_at or callback.made_at)
    called = _last_call(callback.events)
    if called is not None:
        return Progress(Stage.TRIED if called.what is Happening.TRIED else Stage.AGREED, called.at)
    if callback.seen_at is not None:
        return Progress(Stage.SEEN, callback.seen_at)
    if callback.delivered_at is not None:
        return Progress(Stage.DELIVERED, callback.delivered_at)
    if callback.bounced_at is not None:
        return Progress(Stage.UNREACHED, callback.bounced_at)
    return Progress(Stage.LEFT, callback.made_at)


def in_order(callbacks: Iterable[Callback]) -> tuple[Callback, ...]:
    """Messages as their sender looks at them: those that nobody has seen first, and the newest first among each."""
    newest_first = sorted(callbacks, key=lambda one: (one.made_at, one.id), reverse=True)
    return tuple(sorted(newest_first, key=lambda one: not progress(one).waits_to_be_seen))


def unseen(callbacks: Iterable[Callback]) -> tuple[Callback, ...]:
    """Those that nobody has seen, as they are ordered."""
    return tuple(one for one in callbacks if progress(one).waits_to_be_seen)


def _last_call(events: tuple[CallbackEvent, ...]) -> CallbackEvent | None:
    """The last time the caller was called, unless that was taken back as a slip of the finger."""
    calls: list[CallbackEvent] = []
    for event in events:
        if event.what in (Happening.TRIED, Happening.NOT_READY):
            calls.append(event)
        elif event.what is Happening.UNDONE and calls and calls[-1] is _before(events, event):
            calls.pop()
    return calls[-1] if calls else None


def _before(events: tuple[CallbackEvent, ...], event: CallbackEvent) -> CallbackEvent | None:
    place = next(index for index, one in enumerate(events) if one is event)
    return events[place - 1] if place else None
