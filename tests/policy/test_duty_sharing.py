"""A fair share of the phone duty: nobody gets what they can't do, and nothing is left that could be taken (M2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.duty_planning import Able, Part, Plan, Post, whole
from policy.duty_sharing import shared_out
from policy.ids import PersonId
from policy.periods import Period
from tests.policy.small_town import at

PEOPLE = tuple(PersonId(name) for name in ("anna", "bo", "disa", "eva"))
MONDAY = at("2026-11-30 08:00")
HALF_HOUR = timedelta(minutes=30)


def _at(step: int) -> datetime:
    """The half hours of five working days, eight hours each."""
    return MONDAY + timedelta(days=step // 16) + HALF_HOUR * (step % 16)


def _period(day: int, start: int, length: int) -> Period:
    first = day * 16 + start
    return Period(_at(first), _at(first) + HALF_HOUR * min(length, 16 - start))


PERIODS = st.builds(_period, st.integers(0, 4), st.integers(0, 15), st.integers(1, 8))


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    """Stretches apart from each other, with one or two posts each; some parts of them given already."""
    plan: dict[Post, tuple[Part, ...]] = {}
    taken: list[Period] = []
    for period in draw(st.lists(PERIODS, max_size=8)):
        if any(period.overlaps(other) for other in taken):
            continue
        taken.append(period)
        for number in range(draw(st.integers(1, 2))):
            post = Post(period, number)
            plan[post] = whole(post, [])
    held = draw(st.sampled_from([None, *PEOPLE]))
    posts = sorted(plan, key=lambda post: (post.period.start_at, post.number))
    if held is not None and posts:
        plan[posts[0]] = (Part(posts[0].period, held),)
    return plan


@st.composite
def _able(draw: st.DrawFn) -> Able:
    """Most work all day every day; some only in some stretches, some never."""
    whole_days = tuple(Period(_at(day * 16), _at(day * 16) + HALF_HOUR * 16) for day in range(5))
    found: dict[PersonId, tuple[Period, ...]] = {}
    for person in PEOPLE:
        periods = draw(st.one_of(st.just(list(whole_days)), st.lists(PERIODS, max_size=6)))
        apart: list[Period] = []
        for period in sorted(periods, key=lambda one: one.start_at):
            if not apart or (apart[-1].end_at or period.start_at) < period.start_at:
                apart.append(period)
        found[person] = tuple(apart)
    return found


SO_FAR = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 40).map(lambda n: HALF_HOUR * n))
CASES = (_plans(), _able(), SO_FAR)


def _given(plan: Plan, before: Plan) -> list[Part]:
    """What was given out: the parts of somebody that were nobody's."""
    kept = {(post, part) for post, parts in before.items() for part in parts}
    return [part for post, parts in plan.items() for part in parts if part.person and (post, part) not in kept]


def _held(plan: Plan) -> dict[PersonId, list[Period]]:
    held: dict[PersonId, list[Period]] = {person: [] for person in PEOPLE}
    for parts in plan.values():
        for part in parts:
            if part.person is not None:
                held[part.person].append(part.period)
    return held


def _shares(plan: Plan, so_far: Mapping[PersonId, timedelta]) -> dict[PersonId, timedelta]:
    return {
        person: sum((p.length or timedelta() for p in periods), so_far.get(person, timedelta()))
        for person, periods in _held(plan).items()
    }


def _is_free(person: PersonId, instant: datetime, able: Able, held: Mapping[PersonId, list[Period]]) -> bool:
    is_able = any(period.contains(instant) for period in able[person])
    return is_able and not any(period.contains(instant) for period in held[person])


@settings(max_examples=200, deadline=None)
@given(*CASES)
def test_nobody_gets_what_they_cannot_do_and_nobody_is_in_two_places(
    plan: Plan, able: Able, so_far: dict[PersonId, timedelta]
) -> None:
    """M2: and what somebody has already stays theirs."""
    after = shared_out(plan, able, so_far, PEOPLE)
    assert after.keys() == plan.keys()
    for post, parts in plan.items():
        assert all(part in after[post] or part.person is None for part in parts if part.person is not None)
    for part in _given(after, plan):
        assert part.person is not None
        assert any(period.covers(part.period) for period in able[part.person])
    for periods in _held(after).values():
        assert not any(one.overlaps(other) for one, other in combinations(periods, 2))


@settings(max_examples=200, deadline=None)
@given(*CASES)
def test_nothing_is_left_that_somebody_could_take(plan: Plan, able: Able, so_far: dict[PersonId, timedelta]) -> None:
    """M2: where there is still nobody, nobody can; half hour by half hour."""
    after = shared_out(plan, able, so_far, PEOPLE)
    held = _held(after)
    for parts in after.values():
        for part in parts:
            instant = part.period.start_at
            while part.person is None and part.period.contains(instant):
                assert not any(_is_free(person, instant, able, held) for person in PEOPLE)
                instant += HALF_HOUR


@settings(max_examples=200, deadline=None)
@given(*CASES)
def test_no_handing_over_would_even_things_out(plan: Plan, able: Able, so_far: dict[PersonId, timedelta]) -> None:
    """M2: nobody who could take what was given to somebody would still have less than them with it."""
    after = shared_out(plan, able, so_far, PEOPLE)
    shares, held = _shares(after, so_far), _held(after)
    kept = {part for parts in plan.values() for part in parts if part.person is not None}
    for parts in after.values():
        for part in parts:
            if part.person is None or part in kept:
                continue
            length = part.period.length or timedelta()
            for person in PEOPLE:
                can = any(p.covers(part.period) for p in able[person])
                if can and not any(p.overlaps(part.period) for p in held[person]):
                    assert shares[person] + length >= shares[part.person]


@settings(max_examples=100, deadline=None)
@given(*CASES)
def test_the_same_plan_gives_the_same_shares(plan: Plan, able: Able, so_far: dict[PersonId, timedelta]) -> None:
    """M2: *Fyll i rättvist* twice is the same as once, and in whatever order the posts come."""
    after = shared_out(plan, able, so_far, PEOPLE)
    assert after == shared_out(plan, able, so_far, PEOPLE)
    assert after == shared_out(dict(reversed(tuple(plan.items()))), able, so_far, PEOPLE)
    assert shared_out(after, able, so_far, PEOPLE) == after


def test_where_all_can_do_all_nobody_has_more_than_one_stretch_more() -> None:
    """M2: nine stretches of two hours among four who have had none."""
    days = [date(2026, 11, 30) + timedelta(days=number) for number in range(3)]
    posts = [
        Post(Period(at(f"{day} {hour:02}:00"), at(f"{day} {hour + 2:02}:00"))) for day in days for hour in (8, 10, 13)
    ]
    always = dict.fromkeys(PEOPLE, (Period(at("2026-11-30 00:00"), at("2026-12-04 00:00")),))
    shares = _shares(shared_out({post: whole(post, []) for post in posts}, always, {}, PEOPLE), {})
    assert max(shares.values()) - min(shares.values()) == timedelta(hours=2)


def test_who_has_had_the_least_so_far_comes_first() -> None:
    """M2: Eva has had none, so the only stretch is hers; among equals the group's order decides."""
    post = Post(Period(at("2026-11-30 09:00"), at("2026-11-30 11:00")))
    always = dict.fromkeys(PEOPLE, (Period(at("2026-11-30 00:00"), at("2026-12-04 00:00")),))
    so_far = dict.fromkeys(PEOPLE[:3], timedelta(hours=1))
    assert shared_out({post: whole(post, [])}, always, so_far, PEOPLE)[post] == (Part(post.period, PEOPLE[3]),)
    assert shared_out({post: whole(post, [])}, always, {}, PEOPLE)[post] == (Part(post.period, PEOPLE[0]),)


def test_what_nobody_can_have_whole_is_parted() -> None:
    """M2: Anna is there until ten, Bo from half past ten: between them is nobody."""
    post = Post(Period(at("2026-11-30 09:00"), at("2026-11-30 12:00")))
    able: dict[PersonId, tuple[Period, ...]] = {
        PEOPLE[0]: (Period(at("2026-11-30 08:00"), at("2026-11-30 10:00")),),
        PEOPLE[1]: (Period(at("2026-11-30 10:30"), at("2026-11-30 17:00")),),
    }
    assert shared_out({post: whole(post, [])}, able, {}, PEOPLE)[post] == (
        Part(Period(at("2026-11-30 09:00"), at("2026-11-30 10:00")), PEOPLE[0]),
        Part(Period(at("2026-11-30 10:00"), at("2026-11-30 10:30")), None),
        Part(Period(at("2026-11-30 10:30"), at("2026-11-30 12:00")), PEOPLE[1]),
    )
