"""Answer groups in few words, for tests of coverage: `hours("8-12 13-16")`, `permits(ANNA, BO)`, `duty(ANNA, ...)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from policy.answer_groups import AnswerGroup, GroupChange, PhoneHours, PhoneStretch
from policy.coverage import DutyShift, Gap, GroupFacts, gaps
from policy.coverage_causes import Cause, causes
from policy.diversions import Diversion, DiversionBook
from policy.ids import GroupId, PersonId
from policy.periods import Period
from policy.working_calendar import Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import BO, BUILDING, ZONE, period, small_town

TOWN = small_town()
CALENDAR = WorkingCalendar(
    ZONE,
    closed_on=frozenset({date(2026, 11, 27)}),
    shortened_on={date(2026, 11, 26): time(13), date(2026, 4, 30): time(15)},
)
TUESDAY = period("2026-11-24 00:00", "2026-11-25 00:00")
WEDNESDAY = period("2026-11-25 00:00", "2026-11-26 00:00")


def clock(text: str) -> time:
    """`8`, or `8:30`."""
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute or 0))


def hours(text: str, minimum: int = 1) -> tuple[PhoneStretch, ...]:
    """`8-12 13-16`; `8-12*2` wants two."""
    found = []
    for one in text.split():
        span, _, own = one.partition("*")
        first, last = span.split("-")
        found.append(PhoneStretch(Stretch(clock(first), clock(last)), int(own or minimum)))
    return tuple(found)


def every_weekday(text: str, minimum: int = 1) -> Mapping[int, tuple[PhoneStretch, ...]]:
    """Those hours from Monday to Friday."""
    return dict.fromkeys(range(5), hours(text, minimum))


def works(text: str, days: Sequence[int] = range(5), odd: Sequence[int] | None = None) -> WorkingHours:
    """Those hours on those weekdays; on `odd` in odd weeks, where it is given."""
    stretches = tuple(one.stretch for one in hours(text))
    return WorkingHours(
        dict.fromkeys(days, stretches), odd_weeks=None if odd is None else dict.fromkeys(odd, stretches)
    )


def permits(
    *members: PersonId,
    on: str = "8-12 13-16",
    exceptions: Mapping[date, tuple[PhoneStretch, ...]] | None = None,
    keeps_roster: bool = False,
    changes: Sequence[GroupChange] = (),
) -> AnswerGroup:
    """The answer group Bygglov, Monday to Friday; the public was told of its hours on 1 September."""
    return AnswerGroup(
        id=GroupId("bygglov"),
        name="Bygglov",
        unit=BUILDING,
        members=members,
        phone_hours=PhoneHours(
            weekdays=every_weekday(on),
            exceptions=exceptions or {},
            published_on=date(2026, 9, 1),
            exceptions_published_on=dict.fromkeys(exceptions or {}, date(2026, 11, 1)),
        ),
        keeps_roster=keeps_roster,
        changes=tuple(changes),
    )


def duty(person: PersonId, start: str, end: str, *, agreed: bool = False) -> DutyShift:
    """Phone duty between two local times."""
    set_at = datetime(2026, 11, 1, tzinfo=ZONE)
    return DutyShift(
        id=f"{person}-{start}", person=person, period=period(start, end), agreed=agreed, set_by=BO, set_at=set_at
    )


def facts(
    group: AnswerGroup,
    *diversions: tuple[PersonId, Diversion],
    shifts: Sequence[DutyShift] = (),
    working: Mapping[PersonId, WorkingHours] | None = None,
) -> GroupFacts:
    """The facts in the small town; `working` are hours other than those that its people have there."""
    people = {
        person.id: replace(person, hours=(working or {}).get(person.id, person.hours))
        for person in TOWN.people.values()
    }
    books: dict[PersonId, DiversionBook] = {}
    for person_id, one in diversions:
        book = books.get(person_id, DiversionBook(person=person_id))
        books[person_id] = replace(book, diversions=(*book.diversions, one))
    return GroupFacts(group=group, people=people, books=books, shifts=tuple(shifts))


def gaps_in(found: GroupFacts, within: Period = TUESDAY, calendar: WorkingCalendar = CALENDAR) -> list[str]:
    """Each gap in words: `24/11 08:00–12:00 0/1`, how many can answer of how many must."""
    return [in_words(gap) for gap in gaps(calendar, found, within)]


def in_words(gap: Gap) -> str:
    """A gap as `24/11 08:00–12:00 0/1`."""
    return f"{span_in_words(gap.period)} {gap.able}/{gap.minimum}"


def span_in_words(span: Period) -> str:
    """A period as `24/11 08:00–12:00`, on the municipality's clocks."""
    start = CALENDAR.local(span.start_at)
    end = "…" if span.end_at is None else f"{CALENDAR.local(span.end_at):%H:%M}"
    return f"{start.day}/{start.month} {start:%H:%M}–{end}"


def causes_in(found: GroupFacts, within: Period = TUESDAY, calendar: WorkingCalendar = CALENDAR) -> list[list[str]]:
    """The causes of each gap: `diverted anna 24/11 10:00–14:00`."""
    return [[_cause(one) for one in causes(calendar, found, gap)] for gap in gaps(calendar, found, within)]


def _cause(cause: Cause) -> str:
    span = "" if cause.period is None else span_in_words(cause.period)
    return " ".join(part for part in (cause.kind.value, cause.person or "", span) if part)
