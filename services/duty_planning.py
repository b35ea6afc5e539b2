"""Use cases of planning a group's phone duty for a week, and of seeing one's own (M2).

Those of the group's line of managers plan; everyone sees their own. A plan, what it does to the group's alerts, and who
is told that their duty has changed are saved in one write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from policy.answer_groups import GroupChange
from policy.coverage import DutyShift
from policy.coverage_books import CoverageBook
from policy.coverage_week import DAYS_OF_A_WEEK, WORKING_WEEK, CoverageDay, coverage_day, day_of, monday_of
from policy.duty_notices import duty_told
from policy.duty_planning import (
    Able,
    Plan,
    able_in,
    planned,
    posts_of,
    require_possible,
    with_plan,
)
from policy.duty_sharing import shared_out
from policy.errors import PolicyError
from policy.organisation import AnswerGroup, GroupId, PersonId
from policy.periods import Period
from policy.person_months import PersonMonth, month_before, month_of
from policy.working_calendar import WorkingCalendar
from services.coverage_access import require_leader
from services.coverage_desk import CoverageDesk
from services.coverage_facts import GroupNow
from services.person_months import person_month_place
from services.ports import Cases
from services.retrying import until_saved


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySheet:
    """A group's phone duty as it is planned for some days, and what there is to choose from.

    `agreed` are the shifts that somebody has taken themselves: they stand whatever is planned. `keeps_roster`: whether
    only those who have duty answer.
    """

    group: AnswerGroup
    days: tuple[date, ...]
    plan: Plan
    able: Able
    members: tuple[PersonId, ...]
    agreed: tuple[DutyShift, ...]
    keeps_roster: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySaved:
    """What was saved: the days as they are covered now, and who else is told that their duty has changed."""

    group: AnswerGroup
    days: tuple[CoverageDay, ...]
    plan: Plan
    told: tuple[PersonId, ...]
    keeps_roster: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShift:
    """One shift of somebody's phone duty."""

    group: AnswerGroup
    shift: DutyShift


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDuty:
    """Somebody's own phone duty: the shifts ahead, and the groups of theirs in which everyone answers who is in."""

    shifts: tuple[OwnShift, ...]
    open_groups: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPlanning:
    """Plans phone duty."""

    desk: CoverageDesk
    months: Cases[PersonMonth]

    async def sheet(self, actor: PersonId, group: GroupId, days: Sequence[date]) -> DutySheet:
        """What is planned for those days, in order.

        Raises NotAllowed `coverage.not_yours`, or PolicyError `coverage.no_such_group`.
        """
        seen = await self._seen(actor, group)
        calendar = self.desk.directory.municipality.calendar
        posts = posts_of(calendar, seen.group, days)
        within = Period(day_of(calendar, days[0]).start_at, day_of(calendar, days[-1]).end_at)
        members = dict.fromkeys(one for day in days for one in seen.group.members_on(day))
        return DutySheet(
            group=seen.group,
            days=tuple(days),
            plan=planned(posts, seen.facts.shifts),
            able=able_in(calendar, seen.facts, days),
            members=tuple(one for one in members if one in seen.facts.people),
            agreed=tuple(one for one in seen.facts.shifts if one.agreed and one.period.overlaps(within)),
            keeps_roster=seen.group.keeps_roster_on(days[0]),
        )

    async def shared_out(self, actor: PersonId, group: GroupId, days: Sequence[date], plan: Plan) -> Plan:
        """The plan with what nobody has given out fairly; nothing is saved. Raises as `sheet` does."""
        seen = await self._seen(actor, group)
        sheet = await self.sheet(actor, group, days)
        so_far = await self._so_far(seen, days)
        for shift in sheet.agreed:
            so_far[shift.person] = so_far.get(shift.person, timedelta()) + (shift.period.length or timedelta())
        return shared_out(plan, sheet.able, so_far, sheet.members)

    async def save(
        self,
        actor: PersonId,
        group: GroupId,
        days: Sequence[date],
        plan: Plan,
        *,
        keeps_roster: bool,
        turn: str,
        now: datetime,
    ) -> DutySaved:
        """Save the plan of those days; the same turn again saves nothing more.

        Raises PolicyErrors `duty.not_member` or `duty.twice` at the post, PolicyError `duty.hours_changed` when the
        phone hours are no longer those that were planned for, or `store.busy`; and as `sheet` does.
        """
        return await until_saved(
            lambda: self._save(actor, group, days, plan, keeps_roster=keeps_roster, turn=turn, now=now)
        )

    async def mine(self, person: PersonId, *, now: datetime) -> OwnDuty:
        """The shifts that the person has from now on, in order."""
        today = self.desk.directory.municipality.calendar.local(now).date()
        facts = self.desk.facts
        seen = await facts.several(facts.answered_by((await facts.books.load(person)).value, now=now))
        found = [
            OwnShift(group=one.group, shift=shift)
            for one in seen
            for shift in one.book.shifts
            if shift.person == person and shift.period.overlaps(Period(now, None))
        ]
        mine = (one.group for one in seen if person in one.group.members_on(today))
        return OwnDuty(
            shifts=tuple(sorted(found, key=lambda one: (one.shift.period.start_at, str(one.group.id)))),
            open_groups=tuple(group for group in mine if not group.keeps_roster_on(today)),
        )

    async def _save(
        self,
        actor: PersonId,
        group_id: GroupId,
        days: Sequence[date],
        plan: Plan,
        *,
        keeps_roster: bool,
        turn: str,
        now: datetime,
    ) -> DutySaved:
        calendar = self.desk.directory.municipality.calendar
        seen = await self._seen(actor, group_id)
        if set(plan) != set(posts_of(calendar, seen.group, days)):
            raise PolicyError("duty.hours_changed")
        require_possible(plan, seen.group, calendar)
        within = Period(day_of(calendar, days[0]).start_at, day_of(calendar, days[-1]).end_at)
        shifts = with_plan(seen.book.shifts, plan, within=within, by=actor, turn=turn, now=now)
        after = replace(seen.book, shifts=shifts)
        if keeps_roster != seen.group.keeps_roster_on(days[0]):
            after = _with_roster(after, days[0], turn, keeps_roster=keeps_roster, now=calendar.local(now))
        after, told = duty_told(seen.book, after, monday_of(days[0]), calendar, actor=actor, turn=turn, now=now)
        group = replace(seen.group, changes=after.changes)
        facts = replace(seen.facts, group=group, shifts=shifts)
        await self.desk.save(seen, await self.desk.settled(facts, after, now=now), now=now)
        return DutySaved(
            group=group,
            days=tuple(coverage_day(calendar, facts, day) for day in days),
            plan=plan,
            told=told,
            keeps_roster=keeps_roster,
        )

    async def _seen(self, actor: PersonId, group: GroupId) -> GroupNow:
        seen = await self.desk.facts.of(group)
        require_leader(self.desk.directory.municipality, actor, seen.group)
        return seen

    async def _so_far(self, seen: GroupNow, days: Sequence[date]) -> dict[PersonId, timedelta]:
        """How long each member has had the duty: what is counted of this month and the last, and what is planned since.

        The days that are planned now count by the plan itself.
        """
        calendar, group = self.desk.directory.municipality.calendar, seen.group.id
        months = (month_of(days[0]), month_before(days[0]))
        places = [person_month_place(person, month) for person in sorted(seen.group.everyone) for month in months]
        so_far: dict[PersonId, timedelta] = {}
        for month in await self.months.load_many(places):
            so_far[month.person] = so_far.get(month.person, timedelta()) + month.duty_in(group)
        since = seen.book.tallied_until
        for shift in seen.book.shifts:
            day = calendar.local(shift.period.start_at).date()
            if (since is None or day >= since) and day < days[0]:
                so_far[shift.person] = so_far.get(shift.person, timedelta()) + (shift.period.length or timedelta())
        return so_far


def days_to_plan(calendar: WorkingCalendar, group: AnswerGroup, first: date, most: int) -> tuple[date, ...]:
    """The days from that one to the last of its week with phone hours, with at most so many posts, one day at least.

    From a weekend without phone hours it is the next week that is planned.
    """
    left = [first + timedelta(days=number) for number in range(DAYS_OF_A_WEEK - first.weekday())]
    posts = {day: len(posts_of(calendar, group, (day,))) for day in left}
    if first.weekday() >= WORKING_WEEK and not any(posts.values()):
        return days_to_plan(calendar, group, left[-1] + timedelta(days=1), most)
    while len(left) > 1 and (sum(posts[day] for day in left) > most or _is_free_weekend(left[-1], posts)):
        left.pop()
    return tuple(left)


def _is_free_weekend(day: date, posts: Mapping[date, int]) -> bool:
    return day.weekday() >= WORKING_WEEK and not posts[day]


def _with_roster(book: CoverageBook, day: date, turn: str, *, keeps_roster: bool, now: datetime) -> CoverageBook:
    """The book with the roster kept, or kept no longer, from that day."""
    change = GroupChange(id=f"{turn}:roster", from_on=day, published_on=now.date(), keeps_roster=keeps_roster)
    return replace(book, changes=(*book.changes, change))
