"""Owns delivery of what was decided: a notification leaves its case only when it is sent, or can never be (idea 4).

The guards before each sending, in order: it is still to be sent; its reader is known; it is not their quiet time. A
new message is noted as begun before it goes out, durably. So a crash at any point loses nothing, and what its reader
may have got already says so when it comes again. A card that stands in a chat is changed in place, which can be
repeated without a trace.

Right after a turn its own replica sends, whatever it holds; the sweep is another's. Of all who begin one and the same
message the case's etag lets one; nothing goes out any more once it may be begun anew, by the clock of the process that
began it, and who comes too late writes over nothing that another has begun. A card that may show less than the case
holds by now is painted again: whoever painted it finds the case other than it was painted from.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from policy.ids import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import as_utc
from services.dead_letters import DeadLetters
from services.outbox_age import OutboxAge
from services.outbox_settling import Ready, next_attempt, settled
from services.outbox_sources import OutboxSource, with_outgoing
from services.ports import Delivery, Directory, Loaded, Messenger, Place, Sending
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import TRIES
from services.sweeping import ALONE, MOST_SECONDS, seconds_passed, sweep

log = logging.getLogger(__name__)


class Unreached(Protocol):
    """Told that a notification of a source's case found no chat of its reader's."""

    def __call__(self, source: str, place: Place, notification: Notification, /, *, now: datetime) -> Awaitable[None]:
        """Take note of it."""


Ended = Callable[[str, Delivery], None]
"""Told a source's name, and how a delivery of its ended."""
BEGUN_HOLDS = timedelta(minutes=2)
"""How long a message that began to be sent is nobody else's to send: longer than any sending lasts."""
SENT_BEFORE = (BEGUN_HOLDS - timedelta(seconds=10)).total_seconds()
"""How long after its beginning it may go out: less by how long it is on its way, and by what clocks differ."""
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _When:
    """The instant that a sweep or an errand goes by, and the loop's clock when it began."""

    now: datetime
    seconds: float


class Outbox:
    """Sends what lies unsent in cases. `ended` is told how each delivery went, for the metrics; `unreached` whom one
    could not reach.

    `lasts` is how many seconds a sweep goes on for at most; `seconds` is a clock like the event loop's.
    """

    def __init__(
        self,
        sources: Sequence[OutboxSource[Any]],
        *,
        messenger: Messenger,
        directory: Directory,
        dead_letters: DeadLetters,
        ended: Ended = lambda _source, _delivery: None,
        unreached: Unreached | None = None,
        lasts: float = MOST_SECONDS,
        seconds: Callable[[], float] = seconds_passed,
    ) -> None:
        self._sources: Mapping[str, OutboxSource[Any]] = {source.name: source for source in sources}
        self._messenger = messenger
        self._directory = directory
        self._dead_letters = dead_letters
        self._ended = ended
        self._unreached = unreached
        self._lasts = lasts
        self._seconds = seconds
        self._under_way: set[asyncio.Task[Delivery]] = set()
        self.age = OutboxAge()

    async def finish(self) -> None:
        """Wait for what is being sent, before the store is closed."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def oldest_due(self) -> float | None:
        """For how many seconds the oldest that is not sent has been due; None where it isn't known. For any thread."""
        return self.age.seconds(self._seconds())

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Try everything that is due and held, the longest due of each source first; gives how many cases were visited.

        Each source has its share of the time, so that a long queue in one keeps no other waiting; what is left of it
        goes to those that need more.
        """
        with self.age.of_a_sweep(hold, self._seconds):
            return await self._sweep(now, hold)

    async def _sweep(self, now: datetime, hold: Hold) -> int:
        clock = asyncio.get_running_loop().time
        ends, share = clock() + self._lasts, self._lasts / len(self._sources)
        when, visited, not_done = self._when(now), 0, []
        for source in self._sources.values():
            if not hold.count:
                return visited
            begun = clock()
            visited += await self._sweep_source(source, when, hold, share)
            if clock() - begun >= share:
                not_done.append(source)
        for source in not_done:
            left = ends - clock()
            visited += await self._sweep_source(source, when, hold, left) if left > 0 else 0
        return visited

    async def deliver(self, source: str, place: Place, *, now: datetime) -> None:
        """Try what is due in one case, in the order in which it happened."""
        await self._deliver(self._sources[source], place, self._when(now))

    async def try_again(self, source: str, place: Place, to: PersonId, *, now: datetime) -> None:
        """Have what could not reach the person go out now, in the place of when it would next be tried.

        What is being sent just now is left to whoever does that. Raises PolicyError `store.busy`.
        """
        cases, due_at = self._sources[source], as_utc(now)

        async def attempt() -> Loaded[Any] | None:
            loaded = await cases.cases.load(place)
            if loaded is None:
                return None
            outgoing = loaded.value.outgoing
            for one in outgoing.unsent:
                if one.to == to and one.attempts and one.begun_at is None and one.due_at > due_at:
                    outgoing = outgoing.changed(replace(one, due_at=due_at))
            if outgoing == loaded.value.outgoing:
                return loaded
            return await self._save(cases, loaded, outgoing)

        found = await until_saved(attempt)
        if found is not None:
            await self._deliver(cases, place, self._when(now), found)

    async def note_card(self, source: str, place: Place, card: StandingCard, *, now: datetime) -> None:
        """Keep that the card now stands in its reader's chat, by an answer, and bring it up to date if it must be.

        Raises PolicyError `store.busy`.
        """
        cases = self._sources[source]

        async def attempt() -> Loaded[Any] | None:
            loaded = await cases.cases.load(place)
            if loaded is None or card in loaded.value.outgoing.standing:
                return None
            standing = with_outgoing(loaded.value, loaded.value.outgoing.standing_as(card))
            noted = cases.noted(standing, card, now)
            saved = await cases.cases.save(loaded, noted)
            return saved if noted != standing else None

        saved = await until_saved(attempt)
        if saved is not None:
            await self._deliver(cases, place, self._when(now), saved)

    def _when(self, now: datetime) -> _When:
        return _When(now, self._seconds())

    async def _sweep_source(self, source: OutboxSource[Any], when: _When, hold: Hold, lasts: float) -> int:
        async def visit(place: Place) -> None:
            loaded = await source.cases.load(place)
            if loaded is not None:
                self.age.meets(loaded.value.outgoing, now=when.now)
                await self._deliver(source, place, when, loaded)

        due, what = source.cases.deliveries_due(when.now), f"outbox {source.name}"
        return await sweep(due, visit, what=what, hold=hold, at_once=AT_ONCE, lasts=lasts)

    async def _deliver(
        self, source: OutboxSource[Any], place: Place, when: _When, loaded: Loaded[Any] | None = None
    ) -> None:
        loaded = loaded or await source.cases.load(place)
        if loaded is None:
            return
        known = [loaded]
        for notification in sorted(loaded.value.outgoing.unsent, key=lambda n: n.made_at):
            if notification.due_at <= as_utc(when.now):
                outcome = await self._send(source, place, notification.id, when, known)
                if outcome is Delivery.CARD_GONE:
                    await self._send(source, place, notification.id, when, known)

    async def _send(
        self, source: OutboxSource[Any], place: Place, notification_id: str, when: _When, known: list[Loaded[Any]]
    ) -> Delivery:
        ready = await until_saved(lambda: self._prepare(source, place, notification_id, when.now, known))
        if ready is None:
            return Delivery.THROTTLED
        sending = asyncio.create_task(self._send_and_settle(source, place, ready, when, known), name="sending")
        self._under_way.add(sending)
        sending.add_done_callback(self._under_way.discard)
        # Whoever is cut off here leaves it to end by itself: it is nobody's doubt then whether it arrived.
        return await asyncio.shield(sending)

    async def _send_and_settle(
        self, source: OutboxSource[Any], place: Place, ready: Ready, when: _When, known: list[Loaded[Any]]
    ) -> Delivery:
        notification, before = ready.notification, when.seconds + SENT_BEFORE
        if notification.to not in self._directory.municipality.people:
            sending = Sending(outcome=Delivery.FAILED if notification.attempts >= TRIES else Delivery.TRY_LATER)
        else:
            sending = await self._messenger.deliver(notification, ready.case, ready.standing, before=before)
        self._ended(source.name, sending.outcome)
        saved = await self._settle(source, place, ready, sending, when.now)
        if saved is not None:
            known.append(saved)
        if sending.outcome is Delivery.UNREACHABLE and self._unreached is not None:
            await self._unreached(source.name, place, notification, now=when.now)
        return sending.outcome

    async def _prepare(
        self, source: OutboxSource[Any], place: Place, notification_id: str, now: datetime, known: list[Loaded[Any]]
    ) -> Ready | None:
        """What is to be sent now, noted as begun if it makes a new message; None when a guard stops it.

        `known`: the case as it was read or saved just now, which is used up. If it has changed since, its etag tells.
        """
        loaded = known.pop() if known else await source.cases.load(place)
        found = loaded.value.outgoing.find(notification_id) if loaded is not None else None
        if loaded is None or found is None or found.due_at > as_utc(now):
            return None
        outgoing: Outgoing = loaded.value.outgoing
        later = self._quiet_until(found, now)
        if later is not None:
            await self._save(source, loaded, outgoing.changed(replace(found, due_at=later)))
            return None
        begun, standing, stored = found, outgoing.card_of(found.to, found.card), loaded
        if standing is None and found.to in self._directory.municipality.people:
            begun = replace(found, begun_at=as_utc(now), due_at=as_utc(now) + BEGUN_HOLDS)
            stored = await self._save(source, loaded, outgoing.changed(begun))
        return Ready(loaded.value, found, begun, standing, stored)

    def _quiet_until(self, notification: Notification, now: datetime) -> datetime | None:
        """When the reader next works, if this is to wait for that; None when it may go out now."""
        municipality = self._directory.municipality
        reader = municipality.people.get(notification.to)
        if not notification.waits or reader is None or municipality.calendar.is_working_time(now, reader.hours):
            return None
        begins = municipality.calendar.next_working_time(now, reader.hours)
        return as_utc(begins) if begins is not None else as_utc(now) + timedelta(days=1)

    async def _settle(
        self, source: OutboxSource[Any], place: Place, ready: Ready, sending: Sending, now: datetime
    ) -> Loaded[Any] | None:
        """Save how it ended; gives the case as it is saved by that, if it is."""
        notification, known = ready.notification, [ready.stored]
        later = next_attempt(notification, sending, now=now)
        if later is None and sending.outcome is not Delivery.SENT:
            # Never by its id, which may be made of its reader's.
            log.error("notification given up", extra={"code": notification.code, "outcome": sending.outcome.value})
            await self._dead_letters.note(source.name, place, notification, sending.outcome, now=now)
        return await until_saved(lambda: self._replace(source, place, ready, sending, later, now, known))

    async def _replace(
        self,
        source: OutboxSource[Any],
        place: Place,
        ready: Ready,
        sending: Sending,
        later: Notification | None,
        now: datetime,
        known: list[Loaded[Any]],
    ) -> Loaded[Any] | None:
        loaded = known.pop() if known else await source.cases.load(place)
        if loaded is None:
            return None  # It was erased, and must not come back.
        case, notification = loaded.value, ready.notification
        outgoing = settled(case, ready, sending, later, now=now)
        if outgoing == case.outgoing:
            return None  # Someone else got it delivered.
        case = with_outgoing(case, outgoing)
        if sending.outcome is Delivery.SENT:
            case = source.sent(case, notification, now)
        elif later is None or sending.outcome is Delivery.UNREACHABLE:
            case = source.bounced(case, notification, now)
        return await source.cases.save(loaded, case)

    @staticmethod
    async def _save(source: OutboxSource[Any], loaded: Loaded[Any], outgoing: Outgoing) -> Loaded[Any]:
        return await source.cases.save(loaded, with_outgoing(loaded.value, outgoing))
