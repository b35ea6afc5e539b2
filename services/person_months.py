"""Use case of a person's own figures: what is counted of them goes into the month's document of theirs (M1).

Each change is safe to repeat: a promise and a day's duty stand there once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from policy.ids import GroupId, PersonId
from policy.person_months import PersonMonth, gone_at, month_of
from services.ports import Cases, Directory, Place
from services.retrying import until_saved


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonths:
    """Notes figures of people. Nothing is noted of who isn't in the directory."""

    cases: Cases[PersonMonth]
    directory: Directory

    async def note_duty(self, person: PersonId, group: GroupId, on: date, time: timedelta) -> None:
        """Note the duty that the person had on a day. Raises PolicyError `store.busy`."""
        await self._note(person, month_of(on), lambda month: month.with_duty(group, on, time))

    async def note_promise(self, person: PersonId, month: str, promise: str, late: timedelta) -> None:
        """Note how late a promise was kept that was done in the month. Raises PolicyError `store.busy`."""
        await self._note(person, month, lambda known: known.with_promise(promise, late))

    async def take_out_promise(self, person: PersonId, month: str, promise: str) -> None:
        """Take a promise out of the month again. Raises PolicyError `store.busy`."""
        await self._note(person, month, lambda known: known.without_promise(promise))

    async def _note(self, person: PersonId, month: str, change: Callable[[PersonMonth], PersonMonth]) -> None:
        municipality = self.directory.municipality
        if person not in municipality.people:
            return
        kept_until = gone_at(month, municipality.calendar, municipality.coverage.months_kept)

        async def attempt() -> None:
            loaded = await self.cases.load(person_month_place(person, month))
            begun = PersonMonth(person=person, month=month, kept_until=kept_until)
            before = begun if loaded is None else loaded.value
            after = change(before)
            if after != before:
                await self.cases.save(loaded, after)

        await until_saved(attempt)


def person_month_place(person: PersonId, month: str) -> Place:
    """Where the person's figures of the month are."""
    return Place(str(person), month)
