"""Owns the planning of a group's phone duty: who answers in which stretch of the phone hours (M2).

Each stretch has as many posts as must be able to answer at once. A post is held by one person, or by several after
each other. A plan says who; it becomes shifts of the group's book once it is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.answer_groups import AnswerGroup
from policy.coverage import DutyShift, GroupFacts, covers_of
from policy.coverage_week import day_of
from policy.errors import PolicyError, PolicyErrors
from policy.ids import PersonId
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar

MOST_POSTS = 4
"""How many can be planned to answer at once; a group that needs more than that has no use for turns."""


@dataclass(frozen=True, slots=True)
class Post:
    """One of those who answer at once in a stretch of phone hours; `number` counts from 0."""

    period: Period
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a post, and who has it; None is nobody."""

    period: Period
    person: PersonId | None


Plan = Mapping[Post, tuple[Part, ...]]
"""Every post with its parts in order, which together are the whole of it."""
Able = Mapping[PersonId, tuple[Period, ...]]
"""When each member can answer: works, and is not diverted."""


def posts_of(calendar: WorkingCalendar, group: AnswerGroup, days: Iterable[date]) -> tuple[Post, ...]:
    """The posts of those days, in order (M2)."""
    return tuple(
        Post(promised.period, number)
        for day in days
        for promised in group.promised(day, calendar)
        for number in range(min(max(promised.minimum, 1), MOST_POSTS))
    )


def able_in(calendar: WorkingCalendar, facts: GroupFacts, days: Sequence[date]) -> Able:
    """When each member can answer on those days, as if the group kept no roster (A2)."""
    within = Period(day_of(calendar, days[0]).start_at, day_of(calendar, days[-1]).end_at)
    changes = tuple(replace(change, keeps_roster=None) for change in facts.group.changes)
    free = replace(facts, group=replace(facts.group, keeps_roster=False, changes=changes), shifts=())
    return {cover.person: cover.periods for cover in covers_of(calendar, free, within)}


def planned(posts: Iterable[Post], shifts: Iterable[DutyShift]) -> dict[Post, tuple[Part, ...]]:
    """The plan that the shifts make; those that somebody has agreed to stand beside it, and are no part of it.

    Of more people at once than there are posts, those whose shifts begin later are left out.
    """
    own = sorted((one for one in shifts if not one.agreed), key=lambda one: (one.period.start_at, one.id))
    held: dict[Post, list[Part]] = {post: [] for post in posts}
    for shift in own:
        for period in dict.fromkeys(post.period for post in held):
            part = shift.period.intersection(period)
            free = [post for post in held if post.period == period and part is not None and _is_free(held[post], part)]
            if part is not None and free:
                held[free[0]].append(Part(part, shift.person))
    return {post: whole(post, parts) for post, parts in held.items()}


def whole(post: Post, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, in order, with nobody in what they leave of the post; what one has without a break is one part."""
    found: list[Part] = []
    left = post.period.start_at
    for part in parts:
        if left < part.period.start_at:
            found.append(Part(Period(left, part.period.start_at), None))
        found.append(part)
        left = part.period.end_at or part.period.start_at
    if post.period.end_at is not None and left < post.period.end_at:
        found.append(Part(Period(left, post.period.end_at), None))
    return tuple(_joined(found))


def require_possible(plan: Plan, group: AnswerGroup, calendar: WorkingCalendar) -> None:
    """Return if the plan can be carried out: by members, each at one post at a time.

    Raises PolicyErrors with `duty.not_member` and `duty.twice`, each at the post where it is.
    """
    found: list[PolicyError] = []
    taken: list[tuple[PersonId, Period]] = []
    for post, parts in plan.items():
        members = group.members_on(calendar.local(post.period.start_at).date())
        for part in parts:
            if part.person is None:
                continue
            if part.person not in members:
                found.append(PolicyError("duty.not_member", field=post_id(post, calendar)))
            elif any(person == part.person and period.overlaps(part.period) for person, period in taken):
                found.append(PolicyError("duty.twice", field=post_id(post, calendar)))
            taken.append((part.person, part.period))
    if found:
        raise PolicyErrors(found)


def with_plan(
    shifts: Sequence[DutyShift], plan: Plan, *, within: Period, by: PersonId, turn: str, now: datetime
) -> tuple[DutyShift, ...]:
    """The shifts with the plan instead of what was planned in the period; who agreed to a shift keeps it.

    A shift that is the same as before stays the very one that it was.
    """
    known = {(one.person, one.period): one for one in shifts if not one.agreed and within.covers(one.period)}
    kept = [one for one in shifts if one.agreed or not within.overlaps(one.period)]
    for one in shifts:
        if not one.agreed and within.overlaps(one.period) and not within.covers(one.period):
            kept += [replace(one, period=rest) for rest in one.period.without(within)]
    new = [
        known.get((part.person, part.period))
        or DutyShift(id=f"{turn}:{number}", person=part.person, period=part.period, set_by=by, set_at=as_utc(now))
        for number, part in enumerate(part for parts in plan.values() for part in parts)
        if part.person is not None
    ]
    return tuple(sorted([*kept, *new], key=lambda one: (one.period.start_at, one.id)))


def post_id(post: Post, calendar: WorkingCalendar) -> str:
    """What names the post in a form: its day, its start on the clock and its number."""
    return f"{calendar.local(post.period.start_at):%Y%m%d-%H%M}-{post.number}"


def _is_free(held: Sequence[Part], part: Period) -> bool:
    return not any(one.period.overlaps(part) for one in held)


def _joined(parts: Iterable[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].person == part.person:
            joined[-1] = Part(Period(joined[-1].period.start_at, part.period.end_at), part.person)
        else:
            joined.append(part)
    return joined


def parts_of(plan: Plan) -> Iterator[Part]:
    """Every part of the plan that somebody has."""
    return (part for parts in plan.values() for part in parts if part.person is not None)
