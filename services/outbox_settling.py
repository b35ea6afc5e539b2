"""Owns what is left to be told once somebody has tried to tell it: when to try again, and what must be painted anew.

Pure. Several processes may try the same at once, so what one leaves behind must not undo what another has begun.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from policy.periods import as_utc
from services.outbox_sources import with_outgoing
from services.ports import Delivery, Loaded, Sending

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200, 28_800, 86_400, 86_400, 86_400))
"""How long to wait after each failed attempt; after the last one it is given up. Nearly three and a half days in all,
so that it outlives a weekend for someone whose chat with the bot has yet to be opened."""
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A notification that has passed the guards, and the case as it stood then.

    `begun` is how the notification is stored while it is being sent: as it was, or noted as begun. `stored` is the case
    as it was stored last by whoever sends it.
    """

    case: Any
    notification: Notification
    begun: Notification
    standing: StandingCard | None
    stored: Loaded[Any]


def settled(case: Any, ready: Ready, sending: Sending, later: Notification | None, *, now: datetime) -> Outgoing:
    """What is left to be sent of the case as it is now; `later` is the notification with its next time, if it has one.

    Meanwhile a newer notification of the same card may have taken this one's place, or another process have begun to
    send this one.
    """
    outgoing: Outgoing = case.outgoing
    notification = ready.notification
    if sending.outcome is Delivery.SENT and ready.standing is not None:
        return _after_change(case, ready, now)
    if sending.outcome is Delivery.SENT:
        left = outgoing.without(notification.id)
        if sending.standing is None:
            return left
        return _with_card_not_begun(left.standing_as(sending.standing), notification)
    if sending.outcome is Delivery.CARD_GONE:
        return outgoing.without_card(notification.to, notification.card)
    if outgoing.find(notification.id) != ready.begun:
        return outgoing
    return outgoing.without(notification.id) if later is None else outgoing.changed(later)


def next_attempt(notification: Notification, sending: Sending, *, now: datetime) -> Notification | None:
    """The notification with its next time to be tried, or None when it is done with."""
    outcome = sending.outcome
    if outcome in (Delivery.SENT, Delivery.FAILED):
        return None
    if outcome is Delivery.CARD_GONE:
        return notification
    wait = sending.wait or timedelta()
    if outcome is Delivery.THROTTLED:
        return replace(notification, due_at=as_utc(now) + _jittered(max(wait, timedelta(seconds=1))))
    if notification.attempts >= len(DELAYS):
        return None
    delay = max(wait, _jittered(DELAYS[notification.attempts]))
    begun_at = as_utc(now) if outcome is Delivery.UNCERTAIN else notification.begun_at
    return replace(notification, attempts=notification.attempts + 1, due_at=as_utc(now) + delay, begun_at=begun_at)


def _jittered(delay: timedelta) -> timedelta:
    return delay * random.uniform(1.0, 1.2)  # noqa: S311 - jitter, not a secret


def _after_change(case: Any, ready: Ready, now: datetime) -> Outgoing:
    """After a card was changed in place. Where the case is not any more what the card was painted from, one painted
    from it later may have reached its reader before: it is painted again, also by whoever is at that just now.
    """
    outgoing: Outgoing = case.outgoing
    painted = ready.notification
    if with_outgoing(case, NOTHING_OUTGOING) == with_outgoing(ready.case, NOTHING_OUTGOING):
        return outgoing.without(painted.id) if outgoing.find(painted.id) == ready.begun else outgoing
    waiting = next((n for n in outgoing.unsent if (n.to, n.card) == (painted.to, painted.card)), None)
    if waiting is None:
        return outgoing.adding(replace(painted, due_at=as_utc(now)))
    return outgoing.changed(replace(waiting, due_at=max(as_utc(now), waiting.due_at + MOMENT)))


def _with_card_not_begun(outgoing: Outgoing, sent: Notification) -> Outgoing:
    newer = next((n for n in outgoing.unsent if sent.card and (n.to, n.card) == (sent.to, sent.card)), None)
    return outgoing if newer is None else outgoing.changed(replace(newer, begun_at=None, due_at=newer.made_at))
