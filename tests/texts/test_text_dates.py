"""How instants, days and periods are said, at a glance and aloud, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.catalogue import words_for
from bot.texts.dates import day, lasting, listing, moment, period, spoken_day, spoken_moment
from policy.periods import Period

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
SV, EN = words_for("sv"), words_for("en")


def at(text: str) -> datetime:
    """A local instant, "2026-11-24 14:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def span(start: str, end: str | None) -> Period:
    """A period of local instants."""
    return Period(at(start), at(end) if end else None)


@pytest.mark.parametrize(
    ("instant", "swedish", "english"),
    [
        ("2026-11-24 14:30", "14:30", "14:30"),
        ("2026-11-24 00:00", "00:00", "00:00"),
        ("2026-11-25 08:00", "imorgon 08:00", "tomorrow 08:00"),
        ("2026-11-23 16:02", "igår 16:02", "yesterday 16:02"),
        ("2026-12-01 08:05", "tis 1 dec 08:05", "Tue 1 Dec 08:05"),
        ("2027-01-05 08:00", "tis 5 jan 08:00", "Tue 5 Jan 08:00"),
        ("2027-11-20 08:00", "lör 20 nov 2027 08:00", "Sat 20 Nov 2027 08:00"),
        ("2026-08-03 08:00", "mån 3 aug 2026 08:00", "Mon 3 Aug 2026 08:00"),
    ],
)
def test_a_moment_is_said_as_short_as_it_can_be_understood(instant: str, swedish: str, english: str) -> None:
    """The time alone today; the day's name beside today; the year only where the date could be another year's."""
    assert moment(at(instant), NOW, SV) == swedish
    assert moment(at(instant), NOW, EN) == english


@pytest.mark.parametrize(
    ("start", "end", "swedish", "english"),
    [
        ("2026-11-24 12:00", "2026-11-24 13:00", "idag 12:00–13:00", "today 12:00–13:00"),
        ("2026-11-25 08:00", "2026-11-25 17:00", "imorgon 08:00–17:00", "tomorrow 08:00–17:00"),
        ("2026-12-01 08:00", "2026-12-01 17:00", "tis 1 dec 08:00–17:00", "Tue 1 Dec 08:00–17:00"),
        ("2026-11-26 08:00", "2026-11-27 17:00", "tor 26 nov–fre 27 nov", "Thu 26 Nov–Fri 27 Nov"),
        ("2026-11-26 00:00", "2026-11-28 00:00", "tor 26 nov–fre 27 nov", "Thu 26 Nov–Fri 27 Nov"),
        ("2026-11-26 00:00", "2026-11-27 00:00", "tor 26 nov", "Thu 26 Nov"),
        ("2026-11-24 14:00", "2026-11-27 12:00", "idag 14:00–fre 27 nov 12:00", "today 14:00–Fri 27 Nov 12:00"),
        ("2026-11-24 22:00", "2026-11-25 00:00", "idag 22:00–00:00", "today 22:00–00:00"),
        ("2026-11-23 08:00", None, "sedan igår, tills vidare", "since yesterday, until further notice"),
        ("2026-11-25 08:00", None, "från imorgon, tills vidare", "from tomorrow, until further notice"),
        ("2026-11-25 13:00", None, "från imorgon 13:00, tills vidare", "from tomorrow 13:00, until further notice"),
    ],
)
def test_a_period_is_said_in_hours_or_in_whole_days(start: str, end: str | None, swedish: str, english: str) -> None:
    """Whole working days are told as days, what ends at midnight ends with the day before, and no end is told so."""
    assert period(span(start, end), NOW, SV) == swedish
    assert period(span(start, end), NOW, EN) == english


@pytest.mark.parametrize(
    ("instant", "swedish", "english"),
    [
        ("2026-11-24 13:00", "klockan 13:00", "at 13:00"),
        ("2026-11-25 08:00", "imorgon klockan 08:00", "tomorrow at 08:00"),
        ("2026-11-27 08:00", "på fredag klockan 08:00", "on Friday at 08:00"),
        ("2026-12-01 08:00", "tisdag 1 december klockan 08:00", "on Tuesday 1 December at 08:00"),
        ("2027-12-01 08:00", "onsdag 1 december 2027 klockan 08:00", "on Wednesday 1 December 2027 at 08:00"),
    ],
)
def test_a_moment_is_read_aloud_as_one_would_say_it(instant: str, swedish: str, english: str) -> None:
    """A weekday alone only when it can mean no other; the same weekday next week is told by its date."""
    assert spoken_moment(at(instant), NOW, SV) == swedish
    assert spoken_moment(at(instant), NOW, EN) == english


def test_a_day_is_read_aloud_in_full() -> None:
    """Nothing is shortened that someone reads to a caller."""
    assert spoken_day(date(2026, 11, 25), NOW, SV) == "onsdag 25 november"
    assert spoken_day(date(2028, 2, 29), NOW, EN) == "Tuesday 29 February 2028"


def test_the_zone_of_now_decides_the_day() -> None:
    """Half past eleven at night in UTC is tomorrow in Sweden."""
    assert moment(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), NOW, SV) == "imorgon 00:30"


def test_the_hour_that_comes_twice_is_said_twice_alike_and_the_days_around_it_are_right() -> None:
    """The night the clock goes back has 25 hours; the day after is still tomorrow."""
    evening = at("2026-10-24 22:00")
    assert moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), evening, SV) == "imorgon 02:30"
    assert moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), evening, SV) == "imorgon 02:30"
    assert moment(at("2026-10-25 23:30"), evening, SV) == "imorgon 23:30"
    assert period(span("2026-03-28 08:00", "2026-03-29 17:00"), at("2026-03-27 12:00"), SV) == "imorgon–sön 29 mars"


def test_new_year_needs_no_year_but_the_one_after_does() -> None:
    """On the last day of the year tomorrow is tomorrow, and the first week of January needs no year."""
    eve = at("2026-12-31 12:00")
    assert moment(at("2027-01-01 08:00"), eve, SV) == "imorgon 08:00"
    assert period(span("2026-12-31 13:00", "2027-01-04 08:00"), eve, SV) == "idag 13:00–mån 4 jan 08:00"
    assert moment(at("2027-12-31 08:00"), eve, SV) == "fre 31 dec 2027 08:00"


def test_an_instant_without_a_zone_is_refused() -> None:
    """It would be guessed at otherwise."""
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2026, 11, 24, 9, 0), NOW, SV)  # noqa: DTZ001


@given(minutes=st.integers(min_value=-80_000, max_value=600_000))
def test_no_two_days_within_reach_are_said_alike(minutes: int) -> None:
    """What is said of one day is never what is said of the same date a year on, nor of its neighbours."""
    on = (NOW + timedelta(minutes=minutes)).date()
    said = day(on, NOW, SV)
    others = [on + timedelta(days=days) for days in (-365, -364, -7, -1, 1, 7, 364, 365)]
    assert all(day(other, NOW, SV) != said for other in others)


def test_several_things_are_told_in_a_row() -> None:
    """A comma between them and a word before the last."""
    assert [listing(tuple("abc"[:n]), SV) for n in range(4)] == ["", "a", "a och b", "a, b och c"]
    assert listing(("a", "b"), EN) == "a and b"


@pytest.mark.parametrize(
    ("instant", "swedish", "english"),
    [
        ("2026-11-24 14:30", "14:30 (tis 24 nov)", "14:30 (Tue 24 Nov)"),
        ("2026-11-25 08:00", "imorgon 08:00 (ons 25 nov)", "tomorrow 08:00 (Wed 25 Nov)"),
        ("2026-11-23 16:02", "igår 16:02 (mån 23 nov)", "yesterday 16:02 (Mon 23 Nov)"),
        ("2026-12-01 08:05", "tis 1 dec 08:05", "Tue 1 Dec 08:05"),
    ],
)
def test_what_is_looked_at_on_other_days_says_its_date(instant: str, swedish: str, english: str) -> None:
    """A card that stays in a chat: "imorgon" alone would be another day when it is read."""
    assert lasting(at(instant), NOW, SV) == swedish
    assert lasting(at(instant), NOW, EN) == english
