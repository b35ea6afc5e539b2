"""Owns which of somebody's promises a line means: by the caller's name as it was said, or by the number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from policy.callbacks import Callback
from policy.periods import as_utc

CallbackT = TypeVar("CallbackT", bound=Callback)


def in_due_order(callbacks: Sequence[Callback]) -> tuple[Callback, ...]:
    """Those that are open, the one to be kept first at the front; of those at one time, the urgent and the older."""
    still_open = [one for one in callbacks if one.is_open]
    return tuple(sorted(still_open, key=lambda one: (one.next_due_at, not one.urgent, one.made_at, one.id)))


def meant(callbacks: Sequence[Callback], *, caller: str, phone: str = "") -> tuple[Callback, ...]:
    """Those of the promises that the name or the number can mean, in the order given; all of them if neither is said.

    The whole name goes before a part of it: "Kalle" is Kalle, if there is one, before Kalle Svensson.
    """
    said = _words(caller)
    if phone:
        by_number = tuple(one for one in callbacks if one.phone == phone)
        if by_number or not said:
            return by_number
    if not said:
        return tuple(callbacks)
    exactly = tuple(one for one in callbacks if _words(one.caller) == said)
    return exactly or tuple(one for one in callbacks if _is_part(said, _words(one.caller)))


def due_within(callbacks: Sequence[Callback], start_at: datetime, end_at: datetime | None) -> tuple[Callback, ...]:
    """Those whose next time to keep lies in a stretch of time, its end included: a call is due up to its time."""
    start, end = as_utc(start_at), None if end_at is None else as_utc(end_at)
    return tuple(one for one in callbacks if start < one.next_due_at and (end is None or one.next_due_at <= end))


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().replace("-", " ").split())


def _is_part(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether each word that was said begins a word of the name: "eva l" is Eva Lind."""
    return all(any(word.startswith(part) for word in name) for part in said)
