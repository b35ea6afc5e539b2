"""Draws municipalities for the tests of coverage: people and groups with everything that decides who can answer.

Around both clock changes, Christmas and New Year, a week 53, Ascension; at whole minutes, often in the small hours.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from policy.answer_groups import AnswerGroup, GroupChange, PhoneHours, PhoneStretch
from policy.coverage import DutyShift, GroupFacts
from policy.diversions import Diversion, DiversionBook
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Person
from policy.periods import Period, as_utc
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import MORNINGS_MONDAY_TO_WEDNESDAY, ZONE

CALENDAR = WorkingCalendar(
    ZONE,
    closed_on=frozenset({date(2026, 12, 28), date(2026, 5, 15)}),
    shortened_on={date(2026, 12, 23): time(13), date(2026, 12, 30): time(2, 30), date(2026, 5, 13): time(15)},
)
MORNINGS = (
    datetime(2026, 10, 24, tzinfo=ZONE),  # the clocks go back on the 25th
    datetime(2026, 3, 28, tzinfo=ZONE),  # and forward on the 29th
    datetime(2026, 12, 22, tzinfo=ZONE),
    datetime(2026, 12, 30, tzinfo=ZONE),  # week 53, and then a week 53 of two years
    datetime(2027, 1, 2, tzinfo=ZONE),  # then week 1: both are odd
    datetime(2026, 5, 12, tzinfo=ZONE),
    datetime(2026, 11, 23, tzinfo=ZONE),
)
NAMES = tuple(PersonId(name) for name in ("anna", "bo", "cia", "dag", "eva", "fia"))
UNKNOWN = PersonId("somebody-who-has-left")
SMALL_HOURS = (time(0), time(1), time(1, 59), time(2), time(2, 15), time(2, 30), time(2, 59), time(3), time(4))
CLOCKS = st.one_of(
    st.sampled_from((*SMALL_HOURS, time(8), time(9), time(12), time(13), time(16), time(23, 59))),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality drawn, and the period that is asked about."""

    calendar: WorkingCalendar
    people: Mapping[PersonId, Person]
    books: Mapping[PersonId, DiversionBook]
    groups: tuple[AnswerGroup, ...]
    shifts: Mapping[GroupId, tuple[DutyShift, ...]]
    within: Period

    def facts_of(self, group: AnswerGroup) -> GroupFacts:
        """All that decides that group's coverage."""
        return GroupFacts(group=group, people=self.people, books=self.books, shifts=self.shifts[group.id])


@st.composite
def towns(draw: st.DrawFn, *, most_groups: int = 1, longest: timedelta = timedelta(days=3)) -> Town:
    """A municipality of up to six people and so many groups, and a period of whole minutes."""
    morning = draw(st.sampled_from(MORNINGS))
    most = longest // timedelta(minutes=1)
    start = as_utc(morning) + timedelta(minutes=draw(st.sampled_from((0, 0, 1, 145, 600))))
    within = Period(start, start + timedelta(minutes=draw(st.one_of(st.just(most), st.integers(1, most)))))
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    people = {name: _person(name, draw(_WORKING_HOURS)) for name in names}
    books = {name: DiversionBook(person=name, diversions=draw(_diversions(within))) for name in names[::2]}
    numbers = range(draw(st.integers(1, most_groups)))
    groups = tuple(draw(_groups(GroupId(f"g{number}"), names, morning.date())) for number in numbers)
    shifts = {group.id: draw(_shifts((*names, UNKNOWN), within)) for group in groups}
    return Town(CALENDAR, people, books, groups, shifts, within)


def _person(name: PersonId, hours: WorkingHours) -> Person:
    return Person(id=name, first_name=name.title(), last_name="Ek", title="", unit=UnitId("bygg"), hours=hours)


@st.composite
def _stretches(draw: st.DrawFn) -> tuple[Stretch, ...]:
    """Up to three of a day, apart or touching."""
    edges = sorted(draw(st.lists(CLOCKS, max_size=4, unique=True)))
    pairs = list(itertools.pairwise(edges))
    return tuple(Stretch(first, last) for first, last in (pairs if draw(st.booleans()) else pairs[::2]))


@st.composite
def _weeks(draw: st.DrawFn) -> Mapping[int, tuple[Stretch, ...]]:
    days = draw(st.lists(_stretches(), min_size=1, max_size=2))
    return {weekday: days[weekday % len(days)] for weekday in draw(st.sampled_from((range(7), range(5), (5, 6))))}


_WORKING_HOURS = st.one_of(
    st.sampled_from(
        [
            OFFICE_HOURS,
            MORNINGS_MONDAY_TO_WEDNESDAY,
            WorkingHours({weekday: (Stretch(time(0), time(23, 59)),) for weekday in range(7)}),
            WorkingHours({}),
        ]
    ),
    st.builds(WorkingHours, _weeks(), st.one_of(st.none(), _weeks())),
)


@st.composite
def _phone_day(draw: st.DrawFn) -> tuple[PhoneStretch, ...]:
    return tuple(PhoneStretch(one, draw(st.integers(1, 3))) for one in draw(_stretches()))


@st.composite
def _phone_weeks(draw: st.DrawFn) -> Mapping[int, tuple[PhoneStretch, ...]]:
    days = draw(st.lists(_phone_day(), min_size=1, max_size=2))
    return {weekday: days[weekday % len(days)] for weekday in draw(st.sampled_from((range(7), range(5))))}


@st.composite
def _dated(draw: st.DrawFn, first: date) -> Mapping[date, tuple[PhoneStretch, ...]]:
    days = draw(st.lists(st.integers(0, 3), max_size=1))
    return {first + timedelta(days=day): draw(_phone_day()) for day in days}


@st.composite
def _groups(draw: st.DrawFn, id_: GroupId, names: Sequence[PersonId], first: date) -> AnswerGroup:
    members = st.lists(st.sampled_from((*names, UNKNOWN)), unique=True).map(tuple)
    changes = tuple(
        GroupChange(
            id=f"c{number}",
            from_on=first + timedelta(days=draw(st.integers(-1, 3))),
            published_on=first,
            weekdays=draw(st.one_of(st.none(), _phone_weeks())),
            exceptions=draw(_dated(first)),
            members=draw(st.one_of(st.none(), members)),
            keeps_roster=draw(st.sampled_from((None, None, True, False))),
        )
        for number in range(draw(st.sampled_from((0, 0, 1, 2))))
    )
    return AnswerGroup(
        id=id_,
        name=id_,
        unit=UnitId("bygg"),
        members=draw(members),
        phone_hours=PhoneHours(weekdays=draw(_phone_weeks()), exceptions=draw(_dated(first))),
        keeps_roster=draw(st.sampled_from((False, False, True))),
        changes=changes,
    )


@st.composite
def _periods(draw: st.DrawFn, within: Period) -> Period:
    """Somewhere about that period, by minutes."""
    start = within.start_at + timedelta(minutes=draw(st.integers(-300, 4000)))
    return Period(start, start + timedelta(minutes=draw(st.integers(1, 2000))))


@st.composite
def _shifts(draw: st.DrawFn, names: Sequence[PersonId], within: Period) -> tuple[DutyShift, ...]:
    return tuple(
        DutyShift(
            id=f"s{number}",
            person=draw(st.sampled_from(names)),
            period=draw(_periods(within)),
            agreed=draw(st.booleans()),
            set_by=UNKNOWN,
            set_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(draw(st.sampled_from((0, 0, 1, 4))))
    )


@st.composite
def _diversions(draw: st.DrawFn, within: Period) -> tuple[Diversion, ...]:
    """In order and apart, as a book has them; the last one may be without an end."""
    edges = sorted(draw(st.lists(st.integers(-500, 4000), max_size=6, unique=True)))
    instants = [within.start_at + timedelta(minutes=minutes) for minutes in edges]
    found = []
    for start_at, end_at in itertools.zip_longest(instants[::2], instants[1::2]):
        period = Period(start_at, end_at)
        found.append(
            Diversion(
                id=f"d{start_at}",
                reason=Reason.MEETING,
                period=period,
                open_line=draw(st.booleans()),
                set_by=UNKNOWN,
                set_at=within.start_at,
            )
        )
    return tuple(found)
