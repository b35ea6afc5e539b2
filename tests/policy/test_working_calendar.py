"""Working days (A5): the Swedish year, the municipality's own closed and shortened days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from policy.working_calendar import WorkingCalendar
from tests.policy.small_town import ZONE

CALENDAR = WorkingCalendar(ZONE)
BRIDGE_DAY = date(2026, 5, 15)
"""The Friday after Ascension Day, which many municipalities close."""
LOCAL_DAYS = WorkingCalendar(ZONE, closed_on=frozenset({BRIDGE_DAY}), shortened_on={date(2026, 12, 23): time(12)})

DAYS_OFF = [
    ("nyårsdagen", "2026-01-01"),
    ("trettondedag jul", "2026-01-06"),
    ("långfredagen, fredag före påsk", "2026-04-03"),
    ("annandag påsk, måndag efter påsk", "2026-04-06"),
    ("första maj", "2026-05-01"),
    ("kristi himmelsfärdsdag, en torsdag", "2026-05-14"),
    ("midsommarafton, fredag", "2026-06-19"),
    ("julafton, torsdag", "2026-12-24"),
    ("juldagen, fredag", "2026-12-25"),
    ("nyårsafton, torsdag", "2026-12-31"),
    ("nationaldagen, måndag 2022", "2022-06-06"),
    ("en lördag", "2026-11-28"),
    ("en söndag", "2026-11-29"),
]
WORKING_DAYS = [
    ("skärtorsdagen, torsdag före påsk", "2026-04-02"),
    ("valborgsmässoafton, torsdag", "2026-04-30"),
    ("fredag efter kristi himmelsfärdsdag", "2026-05-15"),
    ("måndag efter pingst", "2026-05-25"),
    ("torsdag före midsommar", "2026-06-18"),
    ("dagen före julafton", "2026-12-23"),
    ("måndag mellan jul och nyår", "2026-12-28"),
    ("fredag före alla helgons dag", "2026-10-30"),
]


@pytest.mark.parametrize(("name", "day"), DAYS_OFF, ids=[name for name, _ in DAYS_OFF])
def test_nobody_works_on_a_day_off(name: str, day: str) -> None:
    """A5: public holidays, and the eves that are days off in fact, are no working days."""
    assert not CALENDAR.is_working_day(date.fromisoformat(day)), name


@pytest.mark.parametrize(("name", "day"), WORKING_DAYS, ids=[name for name, _ in WORKING_DAYS])
def test_days_near_a_holiday_are_worked(name: str, day: str) -> None:
    """A5: what merely neighbours a holiday is a working day, unless the municipality closes it."""
    assert CALENDAR.is_working_day(date.fromisoformat(day)), name


NEXT_WORKING_DAYS = [
    ("onsdag till torsdag", "2026-11-25", "2026-11-26"),
    ("fredag till måndag", "2026-11-27", "2026-11-30"),
    ("lördag till måndag", "2026-11-28", "2026-11-30"),
    ("söndag till måndag", "2026-11-29", "2026-11-30"),
    ("torsdag före påsk till tisdag efter", "2026-04-02", "2026-04-07"),
    ("onsdag före kristi himmelsfärd till fredag", "2026-05-13", "2026-05-15"),
    ("torsdag före midsommar till måndag", "2026-06-18", "2026-06-22"),
    ("dagen före julafton till måndag", "2026-12-23", "2026-12-28"),
    ("dagen före nyårsafton till måndag", "2026-12-30", "2027-01-04"),
    ("tisdag före trettondagen till torsdag", "2027-01-05", "2027-01-07"),
    ("fredag före klockan ställs tillbaka", "2026-10-23", "2026-10-26"),
    ("fredag före klockan ställs fram, över påsk", "2027-03-25", "2027-03-30"),
]


@pytest.mark.parametrize(("name", "day", "following"), NEXT_WORKING_DAYS, ids=[row[0] for row in NEXT_WORKING_DAYS])
def test_the_next_working_day_steps_over_every_day_off(name: str, day: str, following: str) -> None:
    """A5: a message left on `day` is answered no later than `following`."""
    assert CALENDAR.next_working_day(date.fromisoformat(day)) == date.fromisoformat(following), name


def test_the_next_working_day_steps_over_a_day_that_the_municipality_closes() -> None:
    """A5: "the municipality's closed days counted out": closed bridge day, so Wednesday's message waits for Monday."""
    assert not LOCAL_DAYS.is_working_day(BRIDGE_DAY)
    assert LOCAL_DAYS.next_working_day(date(2026, 5, 13)) == date(2026, 5, 18)


def test_a_shortened_day_is_still_a_working_day() -> None:
    """A5: the day before Christmas Eve ends at noon, and counts."""
    assert LOCAL_DAYS.is_working_day(date(2026, 12, 23))
    assert LOCAL_DAYS.next_working_day(date(2026, 12, 22)) == date(2026, 12, 23)


def test_a_holiday_is_called_by_its_swedish_name() -> None:
    """The name is what is told when a promised day turns out to be a holiday."""
    assert CALENDAR.holiday_name(date(2026, 6, 19)) == "Midsommarafton"
    assert CALENDAR.holiday_name(date(2026, 6, 18)) is None


@pytest.mark.parametrize("years_ahead", [0, 1, 2, 3])
def test_the_holidays_of_the_coming_years_are_in_the_table(years_ahead: int) -> None:
    """A5: fails in good time when the `holidays` package no longer knows what lies ahead.

    This is the one test that reads the clock: what it asks is whether the table is fresh enough today.
    """
    year = datetime.now(UTC).year + years_ahead
    names = {name for day in _days_of(year) if (name := CALENDAR.holiday_name(day)) is not None}
    expected = {
        "Nyårsdagen",
        "Trettondedag jul",
        "Långfredagen",
        "Påskdagen",
        "Annandag påsk",
        "Första maj",
        "Kristi himmelsfärdsdag",
        "Nationaldagen",
        "Pingstdagen",
        "Midsommarafton",
        "Midsommardagen",
        "Alla helgons dag",
        "Julafton",
        "Juldagen",
        "Annandag jul",
        "Nyårsafton",
    }
    found = {part for name in names for part in name.split("; ")}
    assert expected <= found, (
        f"the holiday table lacks {sorted(expected - found)} in {year}: raise `holidays` in requirements.in to its "
        "newest release and lock anew; if a holiday was renamed or abolished, mend the names expected here"
    )


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
