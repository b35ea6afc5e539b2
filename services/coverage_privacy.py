"""Owns what is held about a person in answer groups: their duty, what they were asked, what they said, their figures.

What of it must stay: who was asked to act on an alert and whose decision ended it, for as long as the alert is kept,
though not why; and that somebody answers in a group from a day, which is the group's hours and members as its manager
set them. Duty that is still to come goes: the group is looked at at once, so that whoever leads it hears of the gap
that opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policy.coverage_books import CoverageAlert, CoverageBook
from policy.ids import PersonId
from policy.outgoing import Outgoing
from policy.person_months import PersonMonth
from policy.unit_reports import UnitReport
from services.coverage_facts import book_place
from services.ports import Cases, Loaded
from services.privacy_subjects import Outline, as_json
from services.retrying import until_saved
from services.unit_reports import report_place


@dataclass(frozen=True, slots=True)
class DutyHeld:
    """A person's part in the books of answer groups. Whoever asks has every group's book looked through: it is rare."""

    cases: Cases[CoverageBook]
    name: str = "duty"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """What each group's book holds of them, and nothing of anybody else."""
        told = (_told(loaded.value, person) for loaded in await self.cases.among())
        found = [{name: value for name, value in one.items() if value} for one in told]
        return [one for one in found if len(one) > 1]

    async def outline(self, person: PersonId) -> Outline:
        """Their duty and what they were asked goes; their decisions stay a while, without their words."""
        books = [loaded.value for loaded in await self._concerned(person)]
        goes = sum(len(_shifts(book, person)) + len(_invitations(book, person)) for book in books)
        return Outline(subject=self.name, goes=goes)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All that can go, group by group."""
        del whole
        for loaded in await self._concerned(person):
            place = book_place(loaded.value.group)

            async def attempt(place: Any = place) -> None:
                current = await self.cases.load(place)
                if current is not None and (after := without_person(current.value, person)) != current.value:
                    await self.cases.save(current, after)

            await until_saved(attempt)

    async def _concerned(self, person: PersonId) -> list[Loaded[CoverageBook]]:
        return [loaded for loaded in await self.cases.among() if without_person(loaded.value, person) != loaded.value]


@dataclass(frozen=True, slots=True)
class FiguresHeld:
    """A person's own figures of each month."""

    cases: Cases[PersonMonth]
    name: str = "figures"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each month."""
        return [
            {
                "month": one.value.month,
                "promises_late_by_seconds": sorted(late.total_seconds() for late in one.value.late.values()),
                "duty_seconds": {day: length.total_seconds() for day, length in one.value.duty.items()},
            }
            for one in await self.cases.among(str(person))
        ]

    async def outline(self, person: PersonId) -> Outline:
        """All of them go; the sums that they are in stand, and name nobody."""
        return Outline(subject=self.name, goes=len(await self.cases.among(str(person))))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of them."""
        del whole
        for loaded in await self.cases.among(str(person)):
            await self.cases.erase(loaded)


@dataclass(frozen=True, slots=True)
class ReportHeld:
    """What a manager gets by itself, and has chosen not to. The figures of a card on its way are other people's."""

    cases: Cases[UnitReport]
    name: str = "unit_report"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Which cards they get, and have got last."""
        loaded = await self.cases.load(report_place(person))
        if loaded is None:
            return []
        report = loaded.value
        wants = {"wants_week": report.wants_week, "wants_month": report.wants_month}
        return [{**wants, "week": report.week, "month": report.month}]

    async def outline(self, person: PersonId) -> Outline:
        """One, if it is there."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of it; a manager whom the bot meets again gets the cards again."""
        del whole
        loaded = await self.cases.load(report_place(person))
        if loaded is not None:
            await self.cases.erase(loaded)


def without_person(book: CoverageBook, person: PersonId) -> CoverageBook:
    """The book without what is the person's own; looked at at once, if they had duty that others count on."""
    shifts = tuple(shift for shift in book.shifts if shift.person != person)
    outgoing = book.outgoing
    left = Outgoing(
        unsent=tuple(one for one in outgoing.unsent if one.to != person),
        standing=tuple(one for one in outgoing.standing if one.to != person),
    )
    changed = replace(
        book,
        shifts=shifts,
        alerts=tuple(_alert_without(alert, person) for alert in book.alerts),
        so_far=None if book.so_far is None else book.so_far.without_name(person),
        outgoing=left,
    )
    if shifts == book.shifts or book.looked_at is None:
        return changed
    return replace(changed, next_step_at=book.looked_at)


def _alert_without(alert: CoverageAlert, person: PersonId) -> CoverageAlert:
    invitations = tuple(one for one in alert.invitations if one.person != person)
    acceptance = alert.acceptance
    if acceptance is not None and acceptance.by == person:
        acceptance = replace(acceptance, reason="")
    # While an alert is open, it must not be put once more to whom it has gone past.
    passed = alert.passed if alert.ending is None else tuple(one for one in alert.passed if one.person != person)
    return replace(alert, invitations=invitations, acceptance=acceptance, passed=passed)


def _told(book: CoverageBook, person: PersonId) -> dict[str, Any]:
    accepted = [alert for alert in book.alerts if alert.acceptance is not None and alert.acceptance.by == person]
    so_far = book.so_far
    return {
        "group": str(book.group),
        "duty": [as_json(shift.period) for shift in _shifts(book, person)],
        "asked_to_cover": [
            {"on": on, **{name: value for name, value in as_json(one).items() if name != "asked_by"}}
            for on, one in _invitations(book, person)
        ],
        "asked_to_act": [told for alert in book.alerts if (told := _put_to(alert, person))],
        "gaps_accepted": [
            {"on": alert.on.isoformat(), "reason": alert.acceptance.reason}
            for alert in accepted
            if alert.acceptance is not None
        ],
        "duty_today_seconds": [
            one.time.total_seconds() for one in (() if so_far is None else so_far.duty) if one.person == person
        ],
    }


def _put_to(alert: CoverageAlert, person: PersonId) -> dict[str, Any]:
    """That they were to act on the alert, or that it went past them and why; nothing where neither was."""
    passed = [one.why.value for one in alert.passed if one.person == person]
    if not passed and person not in (alert.asked, alert.ended_by, *alert.asked_before):
        return {}
    return {"on": alert.on.isoformat(), "passed_over": passed[0] if passed else None}


def _shifts(book: CoverageBook, person: PersonId) -> list[Any]:
    return [shift for shift in book.shifts if shift.person == person]


def _invitations(book: CoverageBook, person: PersonId) -> list[tuple[str, Any]]:
    return [(alert.on.isoformat(), one) for alert in book.alerts for one in alert.invitations if one.person == person]
