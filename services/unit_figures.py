"""Use case: how things stand in the units of which somebody may see it, and how a month was there (M1).

Read only. What a reader sees is decided by `policy.unit_sight`: figures one by one for their own people, sums of
others. Each call is for whoever asks, and for nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from policy.access import require_known
from policy.callbacks import Callback, State
from policy.coverage import Gap, gaps
from policy.coverage_books import CoverageBook
from policy.coverage_tallies import CoverageMonth, Duty
from policy.details import Confirmed, Details, confirmed
from policy.errors import PolicyError
from policy.greetings import Greeting, standing
from policy.ids import GroupId, PersonId, UnitId
from policy.notice_times import overdue_at
from policy.notices import Notice
from policy.organisation import Municipality, Person
from policy.periods import as_utc
from policy.person_months import NONE, PersonMonth, kept_in_time
from policy.unit_figures import (
    PERSONAL,
    BelowMonth,
    BelowWeek,
    Concerned,
    GapAhead,
    GroupMonth,
    Matter,
    MonthFigures,
    PersonFigures,
    Row,
    WeekFigures,
    ahead_of,
    below_month,
    group_month,
    person_figures,
    week_of,
)
from policy.unit_sight import UnitBelow, UnitSight, require_own_or_nearest, sight_of
from services.coverage_facts import CoverageFacts, book_place
from services.details import details_place
from services.greetings import greeting_place
from services.person_months import person_month_place
from services.ports import NOTICES, Cases, Directory, Place

AT_A_TIME = 500
MANY = 200
"""Beyond so many people their open promises are fetched in one query over everyone's, instead of one each."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """Reads what there is of units, and counts it."""

    directory: Directory
    coverage: CoverageFacts
    promises: Cases[Callback]
    greetings: Cases[Greeting]
    details: Cases[Details]
    notices: Cases[Notice]
    months: Cases[CoverageMonth]
    people: Cases[PersonMonth]

    def sight(self, actor: PersonId) -> UnitSight:
        """What the actor sees. Raises PolicyError `person.not_in_directory`."""
        return sight_of(self.directory.municipality, self._person(actor))

    async def week(self, actor: PersonId, *, now: datetime) -> WeekFigures:
        """How things stand now. Raises PolicyError `person.not_in_directory`."""
        municipality, sight = self.directory.municipality, self.sight(actor)
        today = municipality.calendar.local(now).date()
        rows = await self._personal(municipality, sight.people, now)
        return WeekFigures(
            week=week_of(today),
            size=len(sight.people),
            gaps=await self._gaps_ahead(municipality, sight.groups, now),
            rows=tuple(Row(matter=matter, concerned=_most_first(rows[matter])) for matter in PERSONAL),
            notices=await self._notices_overdue(municipality, sight.units, now),
            below=tuple([await self._below_now(municipality, below, now) for below in sight.below]),
        )

    async def month(self, actor: PersonId, month: str) -> MonthFigures:
        """How the month was. Raises PolicyError `person.not_in_directory`."""
        sight = self.sight(actor)
        known = {one.person: one for one in await self._months_of(sight.people, month)}
        coverage = {one.group: one for one in await self._months_of_groups(sight.groups, month)}
        answering = {person for group in sight.groups for person in self.directory.municipality.groups[group].everyone}
        others = await self._months_of(sorted(answering - {*sight.people, actor}), month)
        return MonthFigures(
            month=month,
            groups=tuple(self._group(group, coverage.get(group), known, others, sight) for group in sight.groups),
            promises=kept_in_time(known.values()),
            people=tuple(person_figures(person, month, known.get(person)) for person in sight.people),
            below=tuple([await self._below_then(below, month) for below in sight.below]),
        )

    async def person(self, actor: PersonId, person_id: PersonId, month: str) -> PersonFigures:
        """One person's month: for them and their nearest manager (M1).

        Raises NotAllowed `figures.not_yours`, or PolicyError `person.unknown`.
        """
        person = self.directory.municipality.people.get(person_id)
        if person is None:
            raise PolicyError("person.unknown")
        require_own_or_nearest(self.directory.municipality, actor, person)
        loaded = await self.people.load(person_month_place(person_id, month))
        return person_figures(person_id, month, None if loaded is None else loaded.value)

    def _person(self, actor: PersonId) -> Person:
        return require_known(self.directory.municipality, actor)

    async def _gaps_ahead(
        self, municipality: Municipality, groups: Iterable[GroupId], now: datetime
    ) -> tuple[GapAhead, ...]:
        found = []
        for group in groups:
            facts = await self.coverage.of(group)
            ahead = gaps(municipality.calendar, facts.facts, ahead_of(municipality.calendar, now))
            told = {alert.on for alert in facts.book.open_alerts}
            for gap in ahead:
                if not _is_accepted(facts.book, gap, now):
                    is_told = municipality.calendar.local(gap.period.start_at).date() in told
                    found.append(GapAhead(group, gap.period, is_told))
        return tuple(sorted(found, key=lambda one: (one.period.start_at, one.group)))

    async def _personal(
        self, municipality: Municipality, people: Sequence[PersonId], now: datetime
    ) -> Mapping[Matter, Counter[PersonId]]:
        """How many of each matter there are, by person."""
        staff = [municipality.people[person] for person in people]
        greetings = {one.person: one for one in await _all(self.greetings, map(greeting_place, people))}
        details = {one.person: one for one in await _all(self.details, map(details_place, people))}
        return {
            Matter.PROMISES: await self._overdue(people, now),
            Matter.GREETINGS: Counter(
                person.id
                for person in staff
                if standing(municipality, person, greetings.get(person.id), now=now).is_wanting
            ),
            Matter.DETAILS: Counter(
                person.id
                for person in staff
                if confirmed(municipality, person, details.get(person.id), now=now) is not Confirmed.YES
            ),
        }

    async def _overdue(self, people: Sequence[PersonId], now: datetime) -> Counter[PersonId]:
        of_whom = set(people)
        if len(people) > MANY:
            found = list(await self.promises.among(state=State.OPEN.value))
        else:
            found = [one for p in people for one in await self.promises.among(str(p), state=State.OPEN.value)]
        held = [one.value for one in found if one.value.holder in of_whom]
        return Counter(callback.holder for callback in held if callback.is_overdue(now))

    async def _notices_overdue(self, municipality: Municipality, units: Iterable[UnitId], now: datetime) -> int:
        """How many notices of the units wait for the switchboard longer than they should (M3)."""
        of_which = frozenset(units)
        found = [one.value for one in await self.notices.among(NOTICES, is_open=1)] if of_which else []
        waiting = [one for one in found if one.content.unit in of_which and one.awaits_receipt]
        return sum(overdue_at(municipality.calendar, one.made_at, one.content.effective_on) <= now for one in waiting)

    async def _below_now(self, municipality: Municipality, below: UnitBelow, now: datetime) -> BelowWeek:
        books = await _all(self.coverage.cases, map(book_place, below.groups))
        counts = {Matter.GAPS.value: sum(len(book.open_alerts) for book in books)}
        if not below.is_too_small:
            rows = await self._personal(municipality, below.people, now)
            counts |= {matter.value: sum(rows[matter].values()) for matter in PERSONAL}
        return BelowWeek(unit=below.unit, counts=counts, is_too_small=below.is_too_small)

    async def _below_then(self, below: UnitBelow, month: str) -> BelowMonth:
        people = [] if below.is_too_small else await self._months_of(below.people, month)
        return below_month(below.unit, await self._months_of_groups(below.groups, month), people)

    async def _months_of(self, people: Iterable[PersonId], month: str) -> Sequence[PersonMonth]:
        return await _all(self.people, (person_month_place(person, month) for person in people))

    async def _months_of_groups(self, groups: Iterable[GroupId], month: str) -> Sequence[CoverageMonth]:
        return await _all(self.months, (Place(str(group), month) for group in groups))

    def _group(
        self,
        group_id: GroupId,
        month: CoverageMonth | None,
        known: Mapping[PersonId, PersonMonth],
        others: Sequence[PersonMonth],
        sight: UnitSight,
    ) -> GroupMonth:
        """The group's month, with the duty of those of the reader's own people who answer there, also who had none."""
        group = self.directory.municipality.groups[group_id]
        had = {person: one.duty_in(group_id) for person, one in known.items()}
        answers = [person for person in sight.people if person in group.everyone or had.get(person)]
        duty = [Duty(person, had.get(person, NONE)) for person in answers]
        return group_month(group_id, month, duty, others=sum(bool(one.duty_in(group_id)) for one in others))


def _is_accepted(book: CoverageBook, gap: Gap, now: datetime) -> bool:
    """Whether a manager has let the gap be, and it still is."""
    accepted = [alert.acceptance for alert in book.alerts if alert.acceptance is not None]
    running = [one for one in accepted if one.until_at > as_utc(now)]
    return any(let_be.period.covers(gap.period) for one in running for let_be in one.gaps)


def _most_first(counts: Counter[PersonId]) -> tuple[Concerned, ...]:
    return tuple(
        Concerned(person, count) for person, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


async def _all(cases: Cases[Item], places: Iterable[Place]) -> list[Item]:
    """All that is there of them, a bounded number at a time."""
    found: list[Item] = []
    for some in _in_parts(places):
        found += await cases.load_many(some)
    return found


def _in_parts(places: Iterable[Place]) -> Iterator[list[Place]]:
    left = iter(places)
    while some := list(islice(left, AT_A_TIME)):
        yield some
