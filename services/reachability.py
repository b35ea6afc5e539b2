"""Use cases of reaching people who have no chat with the bot: they are noted, the app is installed for them, and what
waited is told once there is a chat.

Without anything that installs (`installer` None) people are noted all the same, and listed. What is decided is
`policy.reachability`'s; a step is saved before Teams is asked, so that a crash leaves a trace, and after.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.ids import PersonId
from policy.organisation import Person
from policy.outgoing import Notification
from policy.periods import as_utc
from policy.reach_reasons import Reason, reason_to_reach, still_reason
from policy.reachability import (
    Reachability,
    ReachState,
    Waiting,
    asking,
    begun,
    bounced,
    idle,
    installed,
    is_idle,
    met,
    put_off,
    refused,
    removed,
    there_already,
    unwelcomed,
    welcomed,
)
from services.install_ports import REACH_ID, AppInstaller, InstallEnd, Installing, Meetings, TryAgain
from services.ports import Cases, Directory, Loaded, Messenger, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

log = logging.getLogger(__name__)

SOURCE = "reach"
"""The subject's name in the outbox."""
MOST_A_SWEEP = 10
"""How often a process asks Teams to install in one sweep: three hundred managers take half an hour, and no limit of
Teams' comes near."""
SPREAD = timedelta(minutes=10)


@dataclass(slots=True)
class _Pace:
    """How much of a sweep's share is left, and until when Teams asked to be left alone."""

    left: int = MOST_A_SWEEP
    rests_until: datetime | None = None

    def may(self, now: datetime) -> bool:
        return self.left > 0 and (self.rests_until is None or as_utc(now) >= self.rests_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """Keeps how people can be reached. `try_again` has what waits for somebody in a case go out."""

    cases: Cases[Reachability]
    directory: Directory
    messenger: Messenger
    meetings: Meetings
    installer: AppInstaller | None
    try_again: TryAgain
    pace: _Pace = field(default_factory=_Pace)

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Take every step that is due, a few at a time; gives how many people were looked at."""
        self.pace.left = MOST_A_SWEEP

        async def visit(place: Place) -> None:
            await self.step(PersonId(place.partition), now=now)

        return await sweep(self.cases.steps_due(now), visit, what="reach", hold=hold)

    async def review(self, person: Person, *, now: datetime) -> None:
        """Look at someone who is to be reached: without a chat they are noted. Raises PolicyError `store.busy`."""
        if reason_to_reach(self.directory.municipality, person.id) is not None:
            await until_saved(lambda: self._noted(person.id, now))

    async def came(self, person: PersonId, *, now: datetime) -> None:
        """There is a chat: what waited for the person is told now, after a welcome that waits. Raises PolicyError
        `store.busy`.
        """
        waiting = await until_saved(lambda: self._met(person, now))
        for one in waiting:
            await self.try_again(one.source, one.partition, one.id, person, now=now)

    async def went(self, person: PersonId, *, now: datetime) -> None:
        """The person took the app away, by Teams' own word. Raises PolicyError `store.busy`."""

        async def attempt() -> None:
            loaded = await self.cases.load(reach_place(person))
            known = begun(person, had_chat=False, now=now) if loaded is None else loaded.value
            after = removed(known, now=now)
            if loaded is None or after != known:
                await self.cases.save(loaded, after)

        await until_saved(attempt)

    async def bounced(self, source: str, place: Place, notification: Notification, *, now: datetime) -> None:
        """A notification found no chat of its reader's. Raises PolicyError `store.busy`."""
        person = notification.to
        what = None if source == SOURCE else Waiting(source=source, partition=place.partition, id=place.id)

        async def attempt() -> None:
            had_chat = await self.meetings.had_chat(person)
            loaded = await self.cases.load(reach_place(person))
            known = begun(person, had_chat=had_chat, now=now) if loaded is None else loaded.value
            after = self._due(bounced(known, what, had_chat=had_chat, now=now), now)
            if loaded is None or _tells_more(after, known, now):
                await self.cases.save(loaded, after)

        await until_saved(attempt)

    async def brought(self, person: PersonId, *, now: datetime) -> Reason | None:
        """What makes the person one to be reached, if the app is there because we put it there; None otherwise."""
        loaded = await self.cases.load(reach_place(person))
        if loaded is None or not loaded.value.by_us:
            return None
        return still_reason(self.directory.municipality, loaded.value, now=now) or Reason.WAITING

    async def step(self, person: PersonId, *, now: datetime) -> None:
        """Do what is next for the person: ask for the app, or for its chat. Raises PolicyError `store.busy`."""
        if not self.pace.may(now):
            return
        ready = await until_saved(lambda: self._prepare(person, now))
        if ready is None or self.installer is None:
            return
        self.pace.left -= 1
        if ready.state is ReachState.INSTALLED:
            await self._take_chat(ready, await self.installer.find_chat(person), now)
            return
        ended = await self.installer.install(person)
        await self._take(ready, ended, now)
        if ended.end is InstallEnd.ALREADY:
            await self._take_chat(ready, await self.installer.find_chat(person), now)

    async def _noted(self, person: PersonId, now: datetime) -> None:
        loaded = await self.cases.load(reach_place(person))
        if await self.messenger.can_reach(person):
            if loaded is not None and loaded.value.is_out:
                await self.cases.save(loaded, met(loaded.value, now=now))
            return
        had_chat = await self.meetings.had_chat(person)
        known = begun(person, had_chat=had_chat, now=now) if loaded is None else loaded.value
        if known.state is ReachState.REACHED:
            known = bounced(known, None, had_chat=had_chat, now=now)
        after = self._due(known, now)
        if loaded is None or after != loaded.value:
            await self.cases.save(loaded, after)

    def _due(self, known: Reachability, now: datetime) -> Reachability:
        """With a next step where there is one and none is planned: spread, so that not all are asked for at once."""
        if self.installer is None or not known.has_steps or not is_idle(known, now=now):
            return known
        spread = SPREAD * random.random()  # noqa: S311 - jitter, not a secret
        return replace(known, next_step_at=as_utc(now) + spread)

    async def _met(self, person: PersonId, now: datetime) -> tuple[Waiting, ...]:
        loaded = await self.cases.load(reach_place(person))
        if loaded is None:
            return ()
        known = loaded.value
        if known.is_out or known.waiting:
            await self.cases.save(loaded, met(known, now=now))
        welcome = Waiting(source=SOURCE, partition=str(person), id=REACH_ID)
        return (*((welcome,) if known.outgoing.unsent else ()), *known.waiting)

    async def _prepare(self, person: PersonId, now: datetime) -> Reachability | None:
        """The record as it is saved before Teams is asked; None where it is not to be, or not now."""
        loaded = await self.cases.load(reach_place(person))
        if loaded is None or loaded.value.next_step_at > as_utc(now):
            return None
        known, reader = loaded.value, self.directory.municipality.people.get(person)
        if reader is None:
            if is_gone(known.next_step_at, now=now) and not known.outgoing.unsent:
                await self.cases.erase(loaded)
            return None
        after = await self._next(known, reader, now)
        if after != known:
            await self.cases.save(loaded, after)
        return after if after == known or after.attempts > known.attempts else None

    async def _next(self, known: Reachability, person: Person, now: datetime) -> Reachability:
        """The record with what is next: about to ask for the app; as it is, to ask for its chat; else nothing yet."""
        if await self.messenger.can_reach(person.id):
            return met(known, now=now)
        municipality, asked = self.directory.municipality, known.asked_by is not None
        is_wanted = asked or still_reason(municipality, known, now=now) is not None
        if self.installer is None or not known.has_steps or not is_wanted:
            return idle(known, now=now)
        if not asked and not municipality.calendar.is_working_time(now, person.hours):
            begins = municipality.calendar.next_working_time(now, person.hours)
            later = as_utc(now) + timedelta(days=1) if begins is None else as_utc(begins)
            return replace(known, next_step_at=later)
        return known if known.state is ReachState.INSTALLED else asking(known, now=now)

    async def _take(self, before: Reachability, ended: Installing, now: datetime) -> None:
        """Save how asking for the app ended."""
        if ended.end is InstallEnd.AWAY:
            self._rest(ended.wait, now)

        def after(known: Reachability) -> Reachability:
            if ended.end is InstallEnd.DONE:
                return installed(known, now=now)
            if ended.end is InstallEnd.ALREADY:
                return there_already(known, now=now)
            if ended.end is InstallEnd.AWAY:
                return put_off(known, wait=ended.wait, now=now)
            return refused(known, ended.why, now=now)

        await self._change(before.person, after)

    async def _take_chat(self, before: Reachability, found: Installing, now: datetime) -> None:
        """Open the chat that was found; without one it is looked for later, and without the app that is a no."""
        person = before.person
        if found.end is InstallEnd.DONE:
            if not await self.meetings.had_chat(person):
                await self._change(person, lambda known: welcomed(known, now=now))
            if not await self.meetings.open(person, found.chat):
                await self._change(person, unwelcomed)
            await self.came(person, now=now)
        elif found.end is InstallEnd.NOT_INSTALLED:
            await self._change(person, lambda known: removed(known, now=now))
        else:
            if found.end is InstallEnd.AWAY:
                self._rest(found.wait, now)
            await self._change(person, lambda known: put_off(known, wait=found.wait, now=now))

    async def _change(self, person: PersonId, change: Callable[[Reachability], Reachability]) -> None:
        async def attempt() -> Loaded[Reachability] | None:
            loaded = await self.cases.load(reach_place(person))
            if loaded is None:
                return None
            after = change(loaded.value)
            return loaded if after == loaded.value else await self.cases.save(loaded, after)

        await until_saved(attempt)

    def _rest(self, wait: timedelta, now: datetime) -> None:
        """Teams asked for a pause, or is away: whoever is next waits as well."""
        if wait:
            self.pace.rests_until = as_utc(now) + wait
        self.pace.left = 0


def reach_place(person: PersonId) -> Place:
    """Where it is kept how somebody can be reached."""
    return Place(str(person), REACH_ID)


def _tells_more(after: Reachability, known: Reachability, now: datetime) -> bool:
    """Whether it is worth a write: that the very same found no chat again is, once a day."""
    same = replace(after, bounced_at=known.bounced_at)
    if same != known or known.bounced_at is None:
        return True
    return as_utc(now) - known.bounced_at >= timedelta(days=1)
