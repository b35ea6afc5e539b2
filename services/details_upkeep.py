"""Use cases that time and the directory bring about for details: ask whether they are right (A1).

A question keeps quiet until its reader works; whom the bot can't reach is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.details import Details, asked, looked_at, question_is_due, without_old
from policy.organisation import Person
from policy.outgoing import Notification
from policy.periods import as_utc
from services.details import SOURCE, WANTED, details_place
from services.ports import Cases, Directory, Messenger, Place
from services.retrying import until_saved
from services.sweeping import sweep

OUT_OF_REACH = timedelta(days=1)
"""When to look again at someone whom the bot can't reach now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsUpkeep:
    """Looks at details when their time has come, and at people as they are now in the directory."""

    cases: Cases[Details]
    directory: Directory
    messenger: Messenger

    async def sweep(self, *, now: datetime) -> int:
        """Look at all details whose time has come; gives how many."""
        due = self.cases.steps_due(now)
        return await sweep(due, lambda place: self._look_there(place, now), what=SOURCE)

    async def review(self, person: Person, *, now: datetime) -> None:
        """Look at one person as the directory has them: new to the bot, or with other details.

        Raises PolicyError `store.busy`.
        """
        await until_saved(lambda: self._look_at(person, now))

    async def _look_there(self, place: Place, now: datetime) -> None:
        loaded = await self.cases.load(place)
        if loaded is None:
            return
        person = self.directory.municipality.people.get(loaded.value.person)
        if person is not None:
            await until_saved(lambda: self._look_at(person, now))
        elif not loaded.value.outgoing.unsent:
            await self.cases.erase(loaded)

    async def _look_at(self, person: Person, now: datetime) -> None:
        municipality = self.directory.municipality
        loaded = await self.cases.load(details_place(person.id))
        if loaded is None and not await self.messenger.can_reach(person.id):
            return
        before = Details(person=person.id, known_since_at=as_utc(now)) if loaded is None else loaded.value
        after = looked_at(municipality, person, without_old(before, now=now), now=now)
        if question_is_due(municipality, person, before, now=now):
            after = await self._asked(person, before, now)
        if loaded is None or after != before:
            await self.cases.save(loaded, after)

    async def _asked(self, person: Person, details: Details, now: datetime) -> Details:
        municipality = self.directory.municipality
        if not await self.messenger.can_reach(person.id):
            return replace(details, look_again_at=as_utc(now) + OUT_OF_REACH)
        question = Notification(
            id=f"{WANTED}:{as_utc(now).isoformat()}",
            to=person.id,
            code=WANTED,
            made_at=as_utc(now),
            due_at=as_utc(now),
            waits=True,
        )
        noted = asked(municipality, person, details, now=now)
        noted = replace(noted, outgoing=noted.outgoing.calling_off(WANTED).adding(question))
        return looked_at(municipality, person, noted, now=now)
