"""Owns delivery of what was decided: a notification leaves its case only when it is sent, or can never be (idea 4).

The guards before each sending, in order: it is still to be sent; its reader is known; it is not their quiet time. A
new message is noted as begun before it goes out, durably. So a crash at any point loses nothing, and what its reader
may have got already says so when it comes again. A card that stands in a chat is changed in place, which can be
repeated without a trace.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import as_utc
from services.dead_letters import DeadLetters
from services.outbox_sources import OutboxSource, with_outgoing
from services.ports import Delivery, Directory, Loaded, Messenger, Place, Sending
from services.retrying import until_saved
from services.sweeping import MOST_SECONDS, sweep

log = logging.getLogger(__name__)

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200, 28_800, 86_400, 86_400, 86_400))
"""How long to wait after each failed attempt; after the last one it is given up. Nearly three and a half days in all,
so that it outlives a weekend for someone whose chat with the bot has yet to be opened."""
BEGUN_HOLDS = timedelta(minutes=2)
"""How long a message that began to be sent is nobody else's to send: longer than any sending lasts."""
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Ready:
    """A notification that has passed the guards, and the case as it stood then."""

    case: Any
    notification: Notification


class Outbox:
    """Sends what lies unsent in cases. `ended` is told how each delivery went, for the metrics.

    `lasts` is how many seconds a sweep goes on for at most.
    """

    def __init__(
        self,
        sources: Sequence[OutboxSource[Any]],
        *,
        messenger: Messenger,
        directory: Directory,
        dead_letters: DeadLetters,
        ended: Callable[[Delivery], None] = lambda _delivery: None,
        lasts: float = MOST_SECONDS,
    ) -> None:
        self._sources: Mapping[str, OutboxSource[Any]] = {source.name: source for source in sources}
        self._messenger = messenger
        self._directory = directory
        self._dead_letters = dead_letters
        self._ended = ended
        self._lasts = lasts
        self._under_way: set[asyncio.Task[Delivery]] = set()

    async def finish(self) -> None:
        """Wait for what is being sent, before the store is closed."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def sweep(self, *, now: datetime) -> int:
        """Try everything that is due, the longest due of each source first; gives how many cases were visited.

        Each source has its share of the time, so that a long queue in one keeps no other waiting; what is left of it
        goes to those that need more.
        """
        clock = asyncio.get_running_loop().time
        ends, share = clock() + self._lasts, self._lasts / len(self._sources)
        visited, not_done = 0, []
        for source in self._sources.values():
            begun = clock()
            visited += await self._sweep_source(source, now, share)
            if clock() - begun >= share:
                not_done.append(source)
        for source in not_done:
            left = ends - clock()
            visited += await self._sweep_source(source, now, left) if left > 0 else 0
        return visited

    async def deliver(self, source: str, place: Place, *, now: datetime) -> None:
        """Try what is due in one case, in the order in which it happened."""
        await self._deliver(self._sources[source], place, now)

    async def note_card(self, source: str, place: Place, card: StandingCard, *, now: datetime) -> None:
        """Keep that the card now stands in its reader's chat, by an answer, and bring it up to date if it must be.

        Raises PolicyError `store.busy`.
        """
        cases = self._sources[source]

        async def attempt() -> bool:
            loaded = await cases.cases.load(place)
            if loaded is None or card in loaded.value.outgoing.standing:
                return False
            standing = with_outgoing(loaded.value, loaded.value.outgoing.standing_as(card))
            noted = cases.noted(standing, card, now)
            await cases.cases.save(loaded, noted)
            return bool(noted != standing)

        if await until_saved(attempt):
            await self._deliver(cases, place, now)

    async def _sweep_source(self, source: OutboxSource[Any], now: datetime, lasts: float) -> int:
        async def visit(place: Place) -> None:
            await self._deliver(source, place, now)

        due, what = source.cases.deliveries_due(now), f"outbox {source.name}"
        return await sweep(due, visit, what=what, at_once=AT_ONCE, lasts=lasts)

    async def _deliver(self, source: OutboxSource[Any], place: Place, now: datetime) -> None:
        loaded = await source.cases.load(place)
        if loaded is None:
            return
        for notification in sorted(loaded.value.outgoing.unsent, key=lambda n: n.made_at):
            if notification.due_at <= as_utc(now):
                outcome = await self._send(source, place, notification.id, now)
                if outcome is Delivery.CARD_GONE:
                    await self._send(source, place, notification.id, now)

    async def _send(self, source: OutboxSource[Any], place: Place, notification_id: str, now: datetime) -> Delivery:
        ready = await until_saved(lambda: self._prepare(source, place, notification_id, now))
        if ready is None:
            return Delivery.THROTTLED
        sending = asyncio.create_task(self._send_and_settle(source, place, ready, now), name="sending")
        self._under_way.add(sending)
        sending.add_done_callback(self._under_way.discard)
        # Whoever is cut off here leaves it to end by itself: it is nobody's doubt then whether it arrived.
        return await asyncio.shield(sending)

    async def _send_and_settle(self, source: OutboxSource[Any], place: Place, ready: _Ready, now: datetime) -> Delivery:
        notification, outgoing = ready.notification, ready.case.outgoing
        if notification.to not in self._directory.municipality.people:
            sending = Sending(outcome=Delivery.FAILED)
        else:
            standing = outgoing.card_of(notification.to, notification.card)
            sending = await self._messenger.deliver(notification, ready.case, standing)
        self._ended(sending.outcome)
        await self._settle(source, place, notification, sending, now)
        return sending.outcome

    async def _prepare(
        self, source: OutboxSource[Any], place: Place, notification_id: str, now: datetime
    ) -> _Ready | None:
        """What is to be sent now, noted as begun if it makes a new message; None when a guard stops it."""
        loaded = await source.cases.load(place)
        found = loaded.value.outgoing.find(notification_id) if loaded is not None else None
        if loaded is None or found is None or found.due_at > as_utc(now):
            return None
        outgoing: Outgoing = loaded.value.outgoing
        later = self._quiet_until(found, now)
        if later is not None:
            await self._save(source, loaded, outgoing.changed(replace(found, due_at=later)))
            return None
        if outgoing.card_of(found.to, found.card) is None and found.to in self._directory.municipality.people:
            begun = replace(found, begun_at=as_utc(now), due_at=as_utc(now) + BEGUN_HOLDS)
            await self._save(source, loaded, outgoing.changed(begun))
        return _Ready(loaded.value, found)

    def _quiet_until(self, notification: Notification, now: datetime) -> datetime | None:
        """When the reader next works, if this is to wait for that; None when it may go out now."""
        municipality = self._directory.municipality
        reader = municipality.people.get(notification.to)
        if not notification.waits or reader is None or municipality.calendar.is_working_time(now, reader.hours):
            return None
        begins = municipality.calendar.next_working_time(now, reader.hours)
        return as_utc(begins) if begins is not None else as_utc(now) + timedelta(days=1)

    async def _settle(
        self, source: OutboxSource[Any], place: Place, notification: Notification, sending: Sending, now: datetime
    ) -> None:
        later = _next_attempt(notification, sending, now)
        if later is None and sending.outcome is not Delivery.SENT:
            log.error(
                "notification given up", extra={"notification": notification.id, "outcome": sending.outcome.value}
            )
            await self._dead_letters.note(source.name, place, notification, sending.outcome, now=now)
        await until_saved(lambda: self._replace(source, place, notification, sending, later, now))

    async def _replace(
        self,
        source: OutboxSource[Any],
        place: Place,
        notification: Notification,
        sending: Sending,
        later: Notification | None,
        now: datetime,
    ) -> None:
        loaded = await source.cases.load(place)
        if loaded is None:
            return  # It was erased, and must not come back.
        case, outgoing = loaded.value, _settled(loaded.value.outgoing, notification, sending, later)
        if outgoing == case.outgoing:
            return  # Someone else got it delivered.
        case = with_outgoing(case, outgoing)
        if sending.outcome is Delivery.SENT:
            case = source.sent(case, notification, now)
        elif later is None or sending.outcome is Delivery.UNREACHABLE:
            case = source.bounced(case, notification, now)
        await source.cases.save(loaded, case)

    @staticmethod
    async def _save(source: OutboxSource[Any], loaded: Loaded[Any], outgoing: Outgoing) -> None:
        await source.cases.save(loaded, with_outgoing(loaded.value, outgoing))


def _settled(outgoing: Outgoing, notification: Notification, sending: Sending, later: Notification | None) -> Outgoing:
    """What is left to be sent. Meanwhile a newer notification of the same card may have taken this one's place."""
    if sending.outcome is Delivery.SENT:
        left = outgoing.without(notification.id)
        if sending.standing is None:
            return left
        left = left.standing_as(sending.standing)
        return _with_card_not_begun(left, notification)
    if sending.outcome is Delivery.CARD_GONE:
        return outgoing.without_card(notification.to, notification.card)
    if later is None:
        return outgoing.without(notification.id)
    return outgoing.changed(later)


def _with_card_not_begun(outgoing: Outgoing, sent: Notification) -> Outgoing:
    newer = next((n for n in outgoing.unsent if sent.card and (n.to, n.card) == (sent.to, sent.card)), None)
    return outgoing if newer is None else outgoing.changed(replace(newer, begun_at=None, due_at=newer.made_at))


def _next_attempt(notification: Notification, sending: Sending, now: datetime) -> Notification | None:
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
