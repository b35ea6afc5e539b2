"""A diversion without an end is asked about each working morning, until it has one (A3)."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt


async def test_who_is_away_until_further_notice_is_asked_each_working_morning(house_at: HouseAt) -> None:
    """A3: not on the day it was set, not at the weekend, once a morning; a yes is thanked for."""
    house = house_at("2026-11-26 09:00")
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk tills vidare")
    anna.sees("Du är hänvisad tills vidare")
    await house.lets_time_pass(until="2026-11-27 07:55")
    await house.lets_time_pass(until="2026-11-27 09:00")
    anna.is_told("Är du fortfarande borta?", "sedan igår 09:00", "(A3)")
    assert "sick" not in repr(anna.card).lower()
    await anna.presses("Ja")
    anna.sees("Tack! Du är hänvisad tills vidare.")
    await house.lets_time_pass(until="2026-11-30 07:59")
    await house.lets_time_pass(until="2026-11-30 08:10")
    anna.is_told("Är du fortfarande borta?")
    await anna.presses("Jag är tillbaka")
    anna.sees("Välkommen tillbaka!")
    await house.lets_time_pass(until="2026-12-02 12:00")


@pytest.mark.parametrize(
    ("set_at", "asked_at", "days_off"),
    [
        ("2026-12-23 09:00", "2026-12-28 08:00", "Christmas Eve to the weekend"),
        ("2026-12-30 09:00", "2027-01-04 08:00", "New Year's Eve to the weekend"),
        ("2027-03-25 09:00", "2027-03-30 08:00", "Easter"),
        ("2026-10-23 09:00", "2026-10-26 08:00", "the weekend when the clock is put back"),
    ],
)
async def test_nobody_is_asked_on_a_day_off(house_at: HouseAt, set_at: str, asked_at: str, days_off: str) -> None:
    """A3: the morning is a working one."""
    house = house_at(set_at)
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk tills vidare")
    anna.sees("tills vidare")
    hour_before = f"{asked_at[:11]}07:59"
    await house.lets_time_pass(until=hour_before)
    anna.left_untold()
    await house.lets_time_pass(until=f"{asked_at[:11]}08:06")
    anna.is_told("Är du fortfarande borta?")


async def test_an_end_that_is_given_ends_the_questions(house_at: HouseAt) -> None:
    """A3: there is a return time now, and no more to ask."""
    house = house_at("2026-11-23 09:00")
    anna = house.someone("Anna Svensson")
    await anna.says("vab tills vidare")
    anna.sees("tills vidare")
    await anna.says("åter torsdag")
    anna.sees("tor 26 nov")
    await house.lets_time_pass(until="2026-11-26 12:00")


async def test_a_morning_that_the_bot_slept_through_is_asked_about_the_next(house_at: HouseAt) -> None:
    """A3: a question that comes in the afternoon helps no caller; nor is it forgotten."""
    house = house_at("2026-11-23 09:00")
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk tills vidare")
    anna.sees("tills vidare")
    house.clock.passes(hours=30)
    await house.lets_time_pass(until="2026-11-25 07:59")
    anna.left_untold()
    await house.lets_time_pass(until="2026-11-25 08:06")
    anna.is_told("Är du fortfarande borta?")
