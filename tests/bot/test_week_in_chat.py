"""The week of an answer group as a picture: who covers when, the gaps plain to see, and the weeks beside it (M2)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.turn import CardAction
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.cards_seen import parts


def _strips(card: Any) -> list[list[tuple[int, str, str]]]:
    """Each strip of the card: the width, the style and the text of every piece."""
    found = []
    for part in parts(card):
        columns = part.get("columns", [])
        if part.get("type") == "ColumnSet" and any(column.get("style") for column in columns):
            found.append(
                [
                    (column["width"], column.get("style", ""), column["items"][0]["text"] if column["items"] else "")
                    for column in columns
                ]
            )
    return found


async def test_the_week_tells_who_covers_when_in_a_picture_and_in_words(anna: Someone, house: House) -> None:
    """M2: the strip's widths are minutes, its numbers how many can answer; tomorrow Bo is away, Anna in a meeting."""
    bo = house.someone("Bo Ek")
    await bo.says("sjuk imorgon")
    bo.sees("Sjuk")
    await anna.says("möte imorgon 10-11")
    anna.sees("Möte")
    await anna.says("hur ser veckan ut?")
    anna.does_not_see("sjuk", "Sjuk", "Möte", "möte")
    anna.sees("Vecka 48, mån 23 nov–fre 27 nov", "Bygglov", "Någon svarar hela telefontiden.", "mån 23 nov, idag")
    anna.sees("09–10 Anna, Åsa · 10–11 Åsa · 11–11:30 Anna, Åsa · 13–15 Anna, Åsa", "Siffran är hur många")
    assert _strips(anna.card)[1] == [
        (60, "good", "2"),
        (60, "good", "1"),
        (30, "good", "2"),
        (90, "", ""),
        (120, "good", "2"),
    ]


async def test_a_gap_is_written_in_the_strip_and_at_the_day(house: House, anna: Someone, karin: Someone) -> None:
    """M2: nobody has to tell green from red; whoever leads goes from there to the gap's alert."""
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("semester torsdag")
        someone.sees("Semester")
    await anna.says("ledig torsdag 9-13")
    anna.sees("Bygglov")
    await anna.presses("Spara ändå")
    anna.sees("Ledig")
    await house.sends_what_is_due()
    karin.is_told("Bygglov")
    await karin.says("hur ser veckan ut?")
    karin.sees("Lucka på 1 dag.", "tor 26 nov · lucka", "09–11:30 ingen · 13–15 Anna", "Åtgärda ›")
    assert _strips(karin.card)[3] == [(150, "attention", "LUCKA"), (90, "", ""), (120, "good", "1")]
    await karin.presses("Åtgärda ›")
    karin.sees("Bygglov", "tor 26 nov", "09:00–11:30")
    await anna.says("hur ser veckan ut?")
    anna.sees("tor 26 nov · lucka")
    anna.does_not_see("Åtgärda", "Planera")


async def test_the_weeks_beside_are_a_tap_away(karin: Someone) -> None:
    """M2: in the place of the card, and back again."""
    await karin.says("hur ser nästa vecka ut på bygg?")
    karin.sees("Vecka 49, mån 30 nov–fre 4 dec", "Planera telefonpassning")
    await karin.presses("Veckan efter ›")
    karin.sees("Vecka 50, mån 7 dec–fre 11 dec")
    assert karin.reply.replace is not None
    await karin.presses("‹ Veckan innan")
    karin.sees("Vecka 49, mån 30 nov–fre 4 dec")


async def test_the_week_of_new_year_shows_its_days_off(anna: Someone) -> None:
    """M2: week 53 runs into the next year; the 30th is closed by exception, New Year's Eve and Day are days off."""
    await anna.says("hur ser vecka 53 ut?")
    anna.sees("Vecka 53, mån 28 dec–fre 1 jan", "tis 29 dec", "09–11 Anna, Bo, Åsa", "Ingen telefontid")
    anna.sees("Stängt, nyårsafton", "Stängt, nyårsdagen")


async def test_on_a_weekend_the_week_is_the_one_to_come(house_at: HouseAt) -> None:
    """M2: on Saturday "veckan" is over."""
    anna = house_at("2026-11-28 10:00").someone("Anna Svensson")
    await anna.says("hur ser veckan ut?")
    anna.sees("Vecka 49, mån 30 nov")


@pytest.mark.parametrize("monday", ["2026-03-23", "2026-10-19"])
async def test_the_hours_stand_where_the_clock_has_them_when_the_clocks_change(house_at: HouseAt, monday: str) -> None:
    """M2: the switchboard's Monday to Friday is the same strip before and after the change."""
    vera = house_at(f"{monday} 10:00").someone("Vera Åkesson")
    await vera.says("hur ser veckan ut?")
    vera.sees("Växeln")
    before = _strips(vera.card)
    await vera.presses("Veckan efter ›")
    vera.sees("Växeln")
    assert [sum(width for width, _, _ in strip) for strip in before] == [9 * 60] * 5
    assert _strips(vera.card)[:3] == before[:3]


async def test_groups_for_which_there_is_no_room_have_a_button(house: House) -> None:
    """M2: who leads many sees some, and reaches the others."""
    margareta = house.someone("Margareta Holmgren")
    await margareta.says("hur ser veckan ut?")
    margareta.sees("Växeln", "Barnomsorg")
    await margareta.presses("Barnomsorg")
    margareta.sees("13–15 Pernilla")
    margareta.does_not_see("Växeln")


async def test_whoever_is_in_no_group_is_told_how_to_ask(house: House) -> None:
    """M2: no dead end, neither for one's own nor for a unit without groups."""
    jose = house.someone("José García")
    await jose.says("hur ser veckan ut?")
    jose.sees("Du hör inte till någon svarsgrupp.", "hur ser veckan ut på bygg?")
    await jose.says("hur ser veckan ut på hemtjänsten söder?")
    jose.sees("Hemtjänsten söder har ingen svarsgrupp", "vilka är inne på Hemtjänsten söder?")
    await jose.says("hur ser veckan ut på hemtjänsten?")
    jose.sees("Vilken menar du?")
    await jose.says("1")
    jose.sees("Hemtjänsten norr har ingen svarsgrupp")


async def test_the_week_in_english(anna: Someone) -> None:
    """Complete beside the Swedish."""
    await anna.says("how does next week look at Bygg?")
    anna.sees("Week 49, Mon 30 Nov–Fri 4 Dec", "Somebody answers throughout the phone hours.", "09–11:30 Anna, Bo, Åsa")


async def test_a_week_that_was_not_made_here_is_refused(anna: Someone) -> None:
    """A card's values are never trusted."""
    for values in ({"week": "2026-12-01"}, {"week": "soon"}, {"week": "9999-12-27"}, {"week": "1999-11-01"}):
        await anna.sends(CardAction("units.week", values, {}, True))
        anna.sees("Den knappen fungerar inte längre.")
    await anna.sends(CardAction("units.week", {"spot": "unit:gone"}, {}, True))
    anna.sees("Den svarsgruppen finns inte.")
