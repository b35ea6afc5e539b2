"""Owns how a plan of phone duty becomes the values of its form, and how those are read into a plan again.

Each part of a post has an input of its own: POST-0 is who has it from its beginning, POST-1 who has it from POST-1_time
on, and so forth. It must not decide who may have a post.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.cards.duty_form import NOBODY
from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import read_time
from bot.texts.dates import clock
from policy.duty_planning import Part, Plan, Post, post_id, whole
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar

PART = re.compile(r"\d{8}-\d{4}-\d+-\d+")
HALF_HOUR = timedelta(minutes=30)


def values_of(plan: Plan, calendar: WorkingCalendar) -> dict[str, str]:
    """The plan as the form holds it."""
    values: dict[str, str] = {}
    for post, parts in plan.items():
        name = post_id(post, calendar)
        for number, part in enumerate(parts):
            values[part_id(name, number)] = NOBODY if part.person is None else str(part.person)
            if number:
                values[f"{part_id(name, number)}_time"] = clock(calendar.local(part.period.start_at))
    return values


def plan_from(exchange: Exchange, posts: Sequence[Post], values: Mapping[str, str]) -> Plan:
    """The plan that was entered. Raises PolicyErrors with `duty.bad_change`, and `form.bad_time`, at their posts."""
    found: list[PolicyError] = []
    plan = {post: _parts(exchange, post, values, found) for post in posts}
    if found:
        raise PolicyErrors(found)
    return plan


def with_a_part_more(exchange: Exchange, posts: Sequence[Post], values: Mapping[str, str], name: str) -> dict[str, str]:
    """The values with the last part of that post in two; the new one is nobody's, and begins halfway."""
    calendar = exchange.municipality.calendar
    post = next((one for one in posts if post_id(one, calendar) == name), None)
    if post is None:
        raise PolicyError("chat.unknown_button")
    number = count_of(name, values)
    starts = _parts(exchange, post, values, [])
    begins, ends = starts[-1].period.start_at, post.period.end_at or post.period.start_at
    halfway = calendar.local(begins + _rounded((ends - begins) / 2))
    return {**values, part_id(name, number): NOBODY, f"{part_id(name, number)}_time": clock(halfway)}


def count_of(post: str, values: Mapping[str, str]) -> int:
    """In how many parts the post is entered; one at least."""
    number = 1
    while part_id(post, number) in values:
        number += 1
    return number


def parts_in(values: Mapping[str, str]) -> int:
    """How many parts all posts are entered in together."""
    return sum(PART.fullmatch(name) is not None for name in values)


def posts_in(values: Mapping[str, str]) -> set[str]:
    """The posts that were entered."""
    return {name.rpartition("-")[0] for name in values if PART.fullmatch(name) is not None}


def part_id(post: str, number: int) -> str:
    """The id of a part's input."""
    return f"{post}-{number}"


def _parts(exchange: Exchange, post: Post, values: Mapping[str, str], found: list[PolicyError]) -> tuple[Part, ...]:
    name, end = post_id(post, exchange.municipality.calendar), post.period.end_at or post.period.start_at
    starts, people = [post.period.start_at], [_person(values.get(part_id(name, 0), ""))]
    for number in range(1, count_of(name, values)):
        start = _start(exchange, post, part_id(name, number), name, values, found)
        if start is None:
            continue
        if not starts[-1] < start < end:
            found.append(PolicyError("duty.bad_change", field=name))
            continue
        starts.append(start)
        people.append(_person(values[part_id(name, number)]))
    spans = zip(starts, [*starts[1:], end], strict=True)
    return whole(post, [Part(Period(*span), person) for span, person in zip(spans, people, strict=True)])


def _start(
    exchange: Exchange, post: Post, part: str, name: str, values: Mapping[str, str], found: list[PolicyError]
) -> datetime | None:
    """When the part begins; None, with a fault noted at the post, where that can't be read."""
    wrong: list[PolicyError] = []
    at = read_time(values, part, wrong)
    if wrong or at is None:
        found.append(PolicyError("form.bad_time" if wrong else "duty.bad_change", field=name))
        return None
    calendar = exchange.municipality.calendar
    return as_utc(calendar.at(calendar.local(post.period.start_at).date(), at))


def _person(value: str) -> PersonId | None:
    return None if value in ("", NOBODY) else PersonId(value)


def _rounded(length: timedelta) -> timedelta:
    """A length to the half hour, if it is as long as one."""
    return max(length // HALF_HOUR * HALF_HOUR, min(length, HALF_HOUR))
