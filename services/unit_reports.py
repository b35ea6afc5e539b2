"""Use case of the clock: managers get a card as their week begins, and one of the month that was (M1).

Only managers whose next card is due are looked at. What a card says is worked out as it is made and kept with it until
it is sent; then it is let go of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.errors import NotAllowed
from policy.ids import PersonId
from policy.organisation import Person
from policy.outgoing import Notification
from policy.periods import as_utc
from policy.person_months import month_before
from policy.unit_reports import Kind, UnitReport, begun, due, made, scheduled, turned
from policy.unit_sight import leads_a_unit
from services.ports import REPORT_ID, Cases, Directory, Messenger, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep
from services.unit_figures import UnitFigures

SOURCE = "report"
"""The subject's name in the outbox."""
CODES = {Kind.WEEK: "report.week", Kind.MONTH: "report.month"}
OUT_OF_REACH = timedelta(days=1)
"""When to look again at a manager whom the bot can't reach now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReports:
    """Makes the cards. `deliver_soon` is called with a report's place once a card is to be sent."""

    cases: Cases[UnitReport]
    figures: UnitFigures
    directory: Directory
    messenger: Messenger
    deliver_soon: Callable[[Place], None]

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Make every card that is due; gives how many managers were looked at."""

        async def visit(place: Place) -> None:
            await until_saved(lambda: self._step(place, now))

        return await sweep(self.cases.steps_due(now), visit, what="reports", hold=hold)

    async def review(self, person: Person, *, now: datetime) -> None:
        """Look at someone as the directory has them: a manager who is new to the bot has cards to come.

        Raises PolicyError `store.busy`.
        """
        if leads_a_unit(self.directory.municipality, person.id):
            await until_saved(lambda: self._meet(person, now))

    async def turn(self, actor: PersonId, kind: Kind, *, on: bool, now: datetime) -> UnitReport:
        """Turn one of the actor's own cards on or off. Raises NotAllowed `report.no_unit`, PolicyError `store.busy`."""
        person = self._manager(actor)

        async def attempt() -> UnitReport:
            calendar = self.directory.municipality.calendar
            loaded = await self.cases.load(report_place(actor))
            known = begun(actor, calendar, person.hours, now=now) if loaded is None else loaded.value
            after = turned(known, kind, calendar, person.hours, on=on, now=now)
            if not on:
                after = _without(after, kind)
            if loaded is None or after != known:
                await self.cases.save(loaded, after)
            return after

        return await until_saved(attempt)

    async def wants(self, actor: PersonId, kind: Kind) -> bool:
        """Whether the actor gets that card by itself."""
        loaded = await self.cases.load(report_place(actor))
        return loaded is None or loaded.value.wants(kind)

    async def _meet(self, person: Person, now: datetime) -> None:
        if await self.cases.load(report_place(person.id)) is None and await self.messenger.can_reach(person.id):
            calendar = self.directory.municipality.calendar
            await self.cases.save(None, begun(person.id, calendar, person.hours, now=now))

    async def _step(self, place: Place, now: datetime) -> None:
        loaded = await self.cases.load(place)
        if loaded is None:
            return
        municipality, report = self.directory.municipality, loaded.value
        person = municipality.people.get(report.person)
        if person is None or not leads_a_unit(municipality, person.id):
            if is_gone(report.next_step_at, now=now):
                await self.cases.erase(loaded)
            return
        calendar = municipality.calendar
        kinds = due(report, calendar, person.hours, now=now)
        if kinds and not await self.messenger.can_reach(person.id):
            await self.cases.save(loaded, replace(report, next_step_at=as_utc(now) + OUT_OF_REACH))
            return
        after = scheduled(await self._made(report, kinds, now), calendar, person.hours, now=now)
        await self.cases.save(loaded, after)
        if after.outgoing.unsent:
            self.deliver_soon(place)

    async def _made(self, report: UnitReport, kinds: tuple[Kind, ...], now: datetime) -> UnitReport:
        """The report with its cards on their way; one that has not gone out yet gives way to the new one."""
        today = self.directory.municipality.calendar.local(now).date()
        week = await self.figures.week(report.person, now=now) if Kind.WEEK in kinds else None
        month = await self.figures.month(report.person, month_before(today)) if Kind.MONTH in kinds else None
        after = made(report, today, week=week, month=month)
        for kind in kinds:
            of_what = after.week if kind is Kind.WEEK else after.month
            card = Notification(
                id=f"{CODES[kind]}:{of_what}",
                to=report.person,
                code=CODES[kind],
                made_at=as_utc(now),
                due_at=as_utc(now),
                waits=True,
            )
            after = replace(after, outgoing=after.outgoing.calling_off(CODES[kind]).adding(card))
        return after

    def _manager(self, actor: PersonId) -> Person:
        municipality = self.directory.municipality
        person = municipality.people.get(actor)
        if person is None or not leads_a_unit(municipality, actor):
            raise NotAllowed("report.no_unit")
        return person


def sent(report: UnitReport, notification: Notification, now: datetime) -> UnitReport:
    """What becomes of a card's figures once it is sent: they are let go of."""
    del now
    return _without_figures(report, next(kind for kind, code in CODES.items() if code == notification.code))


def bounced(report: UnitReport, notification: Notification, now: datetime) -> UnitReport:
    """What becomes of them when the manager can't be reached: they wait for the next attempt, if there is one."""
    if report.outgoing.find(notification.id) is not None:
        return report
    return sent(report, notification, now)


def report_place(person: PersonId) -> Place:
    """Where a manager's report is."""
    return Place(str(person), REPORT_ID)


def _without(report: UnitReport, kind: Kind) -> UnitReport:
    """Without that card, where it has not gone out yet."""
    return replace(_without_figures(report, kind), outgoing=report.outgoing.calling_off(CODES[kind]))


def _without_figures(report: UnitReport, kind: Kind) -> UnitReport:
    if kind is Kind.WEEK:
        return replace(report, week_figures=None)
    return replace(report, month_figures=None)
