"""Owns what the use cases of promises to call back give: plain values, no behaviour, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policy.availability import Availability
from policy.callback_times import Suggestion
from policy.callbacks import Callback
from policy.organisation import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """The promise as it stands (`saved`), or as it would, with better times to be answered first (not `saved`).

    `contact` and `answer` are what to offer in place of the two wanted times, where they can't be kept (S7).
    """

    saved: bool
    callback: Callback
    contact: Suggestion | None = None
    answer: Suggestion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLeft:
    """A message and what its sender needs to know: who holds it, how they stand, and whether they can be reached.

    `told` is masked for the sender. `by` is when it is due at the latest (A5).
    """

    saved: bool
    callback: Callback
    receiver: Person
    reachable: bool
    told: Availability
    stand_in: Person | None = None
    contact: Suggestion | None = None
    by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A promise after something has been done about it; `event_id` is what *Ångra* takes back."""

    callback: Callback
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Promises that a colleague has been asked to take. `told` is how the colleague stands, masked for who asks."""

    callbacks: tuple[Callback, ...]
    to: Person
    told: Availability
