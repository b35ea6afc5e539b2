"""What is suggested out of a calendar, once each, and what becomes of it (A3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.calendar_absences import CalendarSeen, OwnTime, Showing, Shown, absences
from policy.calendar_suggestions import (
    CalendarBook,
    Fate,
    answerable,
    diverted,
    looked_at,
    next_look_at,
    turned_off,
    turned_on,
)
from policy.diversions import Diversion
from policy.errors import PolicyError
from policy.ids import PersonId
from policy.outgoing import StandingCard
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import ANNA, ZONE, at, diversion, period

OWN = OwnTime(calendar=WorkingCalendar(ZONE), hours=OFFICE_HOURS)
MONDAY = at("2026-11-23 09:00")
NEW = turned_on(ANNA, now=MONDAY)


def look(
    book: CalendarBook, *out: tuple[str, str], now: datetime = MONDAY, diversions: Sequence[Diversion] = ()
) -> CalendarBook:
    """The book after a look at a calendar with that out of office."""
    shown = tuple(Shown(Showing.OUT_OF_OFFICE, period(*one)) for one in out)
    return looked_at(book, absences(CalendarSeen(shown=shown), OWN, now=now), diversions, OWN, now=now)


def away(start: str, end: str | None) -> Diversion:
    """A diversion, whatever for."""
    return diversion(Reason.VACATION, start, end)


WEEK = ("2026-11-30 00:00", "2026-12-05 00:00")
WORKING_WEEK = period("2026-11-30 08:00", "2026-12-04 17:00")
ASKED = look(NEW, WEEK)


def test_an_absence_is_suggested_once() -> None:
    """A3: the next look finds the same, and says nothing new."""
    (one,) = ASKED.suggestions
    assert (one.fate, one.period) == (Fate.OPEN, WORKING_WEEK)
    tuesday = look(ASKED, WEEK, now=at("2026-11-24 09:00"))
    assert tuesday.suggestions == ASKED.suggestions


def test_an_end_that_is_moved_by_a_bit_changes_the_same_suggestion() -> None:
    """A3: two days more, and one less; a start that is moved too."""
    (before,) = ASKED.suggestions
    for start, end in (("30", "12-09"), ("30", "12-04"), ("12-01", "12-05")):
        first = f"2026-11-{start} 00:00" if len(start) == 2 else f"2026-{start} 00:00"
        (after,) = look(ASKED, (first, f"2026-{end} 00:00"), now=at("2026-11-24 09:00")).suggestions
        assert after.id == before.id
        assert after.period != before.period


def test_what_has_changed_a_lot_is_a_new_one() -> None:
    """A3: the old one holds no more, and the new one is asked about, the next day at the earliest."""
    long = ("2026-11-30 00:00", "2026-12-24 00:00")
    same_day = look(ASKED, long)
    assert [one.fate for one in same_day.suggestions] == [Fate.WITHDRAWN]
    old, new = look(ASKED, long, now=at("2026-11-24 09:00")).suggestions
    assert (old.fate, new.fate) == (Fate.WITHDRAWN, Fate.OPEN)
    assert old.id != new.id


def test_at_most_one_is_asked_about_a_day_the_soonest_first() -> None:
    """A3: three absences take three days."""
    out = (WEEK, ("2026-12-08 00:00", "2026-12-09 00:00"), ("2026-12-10 00:00", "2026-12-11 00:00"))
    book, asked = NEW, []
    for day in ("23", "24", "25", "26"):
        for clock in ("09:00", "12:30"):
            book = look(book, *out, now=at(f"2026-11-{day} {clock}"))
        asked.append([one.period.start_at.day for one in book.suggestions])
    assert asked == [[30], [30, 8], [30, 8, 10], [30, 8, 10]]


def test_one_that_was_answered_no_to_stays_so() -> None:
    """A3: also when its end is moved by a bit, and on each day of the absence itself."""
    (one,) = ASKED.suggestions
    book = ASKED.with_changed(replace(one, fate=Fate.DECLINED))
    for day in (*range(24, 31), 1, 2, 3, 4):
        month = 11 if day > 20 else 12
        now = at(f"2026-{month}-{day:02} 09:00")
        book = look(book, ("2026-11-30 00:00", "2026-12-08 00:00"), now=now)
        assert [one.fate for one in book.suggestions] == [Fate.DECLINED]


def test_it_is_withdrawn_when_the_calendar_shows_it_no_more_and_then_let_go_of() -> None:
    """A3: what comes back later is a new one."""
    gone = look(ASKED, now=at("2026-11-24 09:00"))
    assert [one.fate for one in gone.suggestions] == [Fate.WITHDRAWN]
    assert look(gone, now=at("2026-11-25 09:00")).suggestions == ()
    (again,) = look(gone, WEEK, now=at("2026-11-25 09:00")).suggestions
    assert again.fate is Fate.OPEN
    assert again.id != ASKED.suggestions[0].id


def test_what_is_diverted_is_not_asked_about_nor_when_that_is_taken_away() -> None:
    """A3: whoever says that they are back is not asked whether they are away."""
    covered = look(NEW, WEEK, diversions=[away("2026-11-28 00:00", "2026-12-05 00:00")])
    assert [one.fate for one in covered.suggestions] == [Fate.DIVERTED]
    assert covered.asked_on is None
    assert [one.fate for one in look(covered, WEEK, now=at("2026-11-24 09:00")).suggestions] == [Fate.DIVERTED]


def test_the_rest_is_asked_about_where_a_diversion_takes_a_part() -> None:
    """A3: from Thursday on; an hour that is left is not worth it."""
    until_thursday = [away("2026-11-30 08:00", "2026-12-03 08:00")]
    (rest,) = look(NEW, WEEK, diversions=until_thursday).suggestions
    assert (rest.fate, rest.period) == (Fate.OPEN, period("2026-12-03 08:00", "2026-12-04 17:00"))
    (same,) = look(ASKED, WEEK, diversions=until_thursday).suggestions
    assert (same.id, same.period) == (ASKED.suggestions[0].id, rest.period)
    assert look(NEW, WEEK, diversions=[away("2026-11-30 08:00", "2026-12-04 16:00")]).suggestions == ()


def test_a_diversion_that_covers_it_ends_it_at_once() -> None:
    """A3: without another look at the calendar; one that covers a part doesn't."""
    part = diverted(ASKED, [away("2026-11-30 08:00", "2026-12-03 08:00")], OWN, now=MONDAY)
    assert part == ASKED
    whole = diverted(ASKED, [away("2026-11-30 08:00", "2026-12-04 17:00")], OWN, now=MONDAY)
    assert [one.fate for one in whole.suggestions] == [Fate.DIVERTED]
    assert diverted(whole, [], OWN, now=MONDAY) == whole, "no card stands that could offer it again"
    card = StandingCard(to=ANNA, card=whole.suggestions[0].card, conversation="chat", activity="a")
    standing = replace(whole, outgoing=whole.outgoing.standing_as(card))
    assert [one.fate for one in diverted(standing, [], OWN, now=MONDAY).suggestions] == [Fate.OPEN]
    assert diverted(standing, [], OWN, now=at("2026-12-04 18:00")) == standing, "it is over"


def test_nothing_that_begins_later_than_in_three_weeks() -> None:
    """A3: it is asked about when it comes nearer."""
    out = ("2026-12-16 00:00", "2026-12-19 00:00")
    assert look(NEW, out).suggestions == ()
    assert look(NEW, out, now=at("2026-11-25 09:00")).suggestions


def test_one_that_has_begun_goes_on_being_the_same_from_where_it_began() -> None:
    """A3: of today and later alone the calendar tells, and a half of the week is still the same week."""
    book = ASKED
    for day, clock in (("11-30", "09:00"), ("12-02", "12:30"), ("12-04", "09:00")):
        book = look(book, WEEK, now=at(f"2026-{day} {clock}"))
        assert book.suggestions == ASKED.suggestions
    over = look(book, WEEK, now=at("2026-12-04 17:30"))
    assert [one.fate for one in over.suggestions] == [Fate.PASSED]
    assert look(over, now=at("2026-12-07 09:00")).suggestions == ()


def test_one_that_began_yesterday_is_asked_about_all_the_same() -> None:
    """A3: whoever turns it on in the midst of an absence."""
    (one,) = look(NEW, WEEK, now=at("2026-12-02 09:00")).suggestions
    assert one.period == period("2026-12-02 08:00", "2026-12-04 17:00")


def test_turning_it_off_leaves_nothing_that_was_seen() -> None:
    """The cards that stand have to be told; that is all."""
    off = turned_off(ASKED, now=MONDAY)
    assert (off.is_on, off.suggestions, off.asked_on, off.look_again_at) == (False, (), None, None)


def test_a_button_answers_only_what_stands_in_ones_own_book() -> None:
    """Somebody else's suggestion, one that is forgotten, and one that is over."""
    (one,) = ASKED.suggestions
    assert answerable(ASKED, one.id, now=MONDAY) == one
    others = look(turned_on(PersonId("bo"), now=MONDAY), WEEK).suggestions[0]
    assert others.id != one.id
    for book, id_, now, code in (
        (ASKED, others.id, MONDAY, "calendar.gone"),
        (None, one.id, MONDAY, "calendar.gone"),
        (turned_off(ASKED, now=MONDAY), one.id, MONDAY, "calendar.gone"),
        (ASKED, one.id, at("2026-12-04 17:00"), "calendar.passed"),
    ):
        with pytest.raises(PolicyError) as refused:
            answerable(book, id_, now=now)
        assert refused.value.code == code


def test_looks_are_before_work_and_at_noon_and_spread_over_an_hour() -> None:
    """On working days alone; who works until noon is looked at once."""
    morning = next_look_at(ANNA, OWN, now=at("2026-11-27 06:00")).astimezone(ZONE)
    noon = next_look_at(ANNA, OWN, now=morning).astimezone(ZONE)
    after = next_look_at(ANNA, OWN, now=noon).astimezone(ZONE)
    assert time(7) <= morning.time() < time(8)
    assert (noon.date(), noon.hour) == (morning.date(), 12)
    assert (after.date().isoformat(), after.hour) == ("2026-11-30", 7)
    half_days = OwnTime(
        calendar=OWN.calendar, hours=WorkingHours({day: (Stretch(time(8), time(12)),) for day in range(5)})
    )
    assert next_look_at(ANNA, half_days, now=morning).astimezone(ZONE).date().isoformat() == "2026-11-30"
    minutes = {next_look_at(PersonId(f"p{n}"), OWN, now=MONDAY).minute for n in range(400)}
    assert len(minutes) == 60
    never = OwnTime(calendar=OWN.calendar, hours=WorkingHours({}))
    assert next_look_at(ANNA, never, now=MONDAY) == MONDAY + timedelta(days=1)


DAYS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=4)


@settings(max_examples=30, deadline=None)
@given(
    start=st.sampled_from(["2026-03-20 09:00", "2026-10-16 09:00", "2026-12-18 09:00"]),
    looks=st.lists(DAYS, min_size=1, max_size=5),
    covered=DAYS,
)
def test_whatever_the_calendar_shows_nobody_is_asked_twice_a_day_nor_about_the_past(
    start: str, looks: list[list[tuple[int, int]]], covered: list[tuple[int, int]]
) -> None:
    """A3: over both changes of the clock and New Year, with diversions here and there."""
    first, book, asked = at(start), NEW, dict[str, datetime]()

    def days(drawn: list[tuple[int, int]]) -> list[Period]:
        midnight = first.replace(hour=0)
        return [Period(midnight + timedelta(days=day), midnight + timedelta(days=day + long)) for day, long in drawn]

    diversions = [
        diversion(
            Reason.LEAVE,
            f"{span.start_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
            f"{span.end_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
        )
        for span in days(covered)
        if span.end_at is not None
    ]
    for number, drawn in enumerate(looks):
        now = first + timedelta(days=number // 2, hours=3 * (number % 2))
        seen = CalendarSeen(shown=tuple(Shown(Showing.OUT_OF_OFFICE, span) for span in days(drawn)))
        book = looked_at(book, absences(seen, OWN, now=now), diversions, OWN, now=now)
        new = [one for one in book.suggestions if one.fate is Fate.OPEN and one.id not in asked]
        asked |= {one.id: now for one in new}
        assert len(new) <= 1
        assert not [at_ for at_ in asked.values() if at_ != now and at_.date() == now.date() and new]
        for one in book.suggestions:
            if one.fate is Fate.OPEN:
                assert one.period.end_at is None or one.period.end_at > now
                assert not any(d.period.covers(one.period) for d in diversions)
        assert book.look_again_at is not None
        assert book.look_again_at > now
        assert len({one.id for one in book.suggestions}) == len(book.suggestions)
