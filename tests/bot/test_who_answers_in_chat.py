"""Anyone asks who has phone duty, or who is in at a unit, and is told what they may know (A2, V1)."""

from __future__ import annotations

import pytest

from bot.turn import CardAction, Scope, Turn
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_who_has_phone_duty_is_told_in_the_order_to_try(anna: Someone) -> None:
    """A2, V1: of one's own groups, with the phone hours, who can't, and a sentence to read aloud first."""
    await anna.says("vem har telefonpassning?")
    anna.sees("idag 09–11:30, 13–15", "1. Anna Svensson, 4536", "2. Bo Ek", "3. Åsa Berg, 4532", "Kontrollerat 10:15")
    assert anna.sight.splitlines()[0] == "På Bygglov svarar Anna Svensson, Bo Ek och Åsa Berg."
    assert anna.reply.messages[0].summary == "På Bygglov svarar Anna Svensson, Bo Ek och Åsa Berg."


async def test_an_illness_is_never_told_but_to_the_nearest_manager(house: House, anna: Someone) -> None:
    """POLICY, last section: a colleague hears "frånvarande" with the return time; Karin hears why."""
    bo, karin, vera = (house.someone(name) for name in ("Bo Ek", "Karin Lindqvist", "Vera Åkesson"))
    await bo.says("sjuk idag")
    bo.sees("Sjuk")
    for someone, line in ((anna, "vem har telefonpassning?"), (vera, "vilka är inne på bygg?")):
        await someone.says(line)
        someone.does_not_see("sjuk", "Sjuk", "sick")
        someone.sees("Svarar inte", "Bo Ek är frånvarande och nås igen imorgon klockan 08:00.")
    await karin.says("vem har telefonpassning?")
    karin.sees("Bo Ek är sjuk och nås igen imorgon klockan 08:00.")


async def test_in_a_group_chat_nobody_is_told_why(house: House) -> None:
    """POLICY, last section: it is answered there, as nobody in particular may know it, also to a manager."""
    anna, karin = house.someone("Anna Svensson"), house.someone("Karin Lindqvist")
    await anna.says("vab idag")
    anna.sees("Vård av barn")
    for text, action in (("vem har telefonpassning på bygglov?", None), (None, "units.ask")):
        turn = Turn(
            activity_id=f"in-company-{text}",
            person=karin.id,
            conversation="group",
            scope=Scope.GROUP,
            now=house.clock.now,
            text=text,
            action=None if action is None else CardAction(action, {"spot": "group:bygglov"}, {}, True),
        )
        told = repr(await house.router(turn, karin.chat))
        assert "Anna Svensson är frånvarande" in told
        assert not any(word in told for word in ("barn", "child", "vab"))


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("vilka är inne på bygg?", "På Bygglov svarar Anna Svensson, Bo Ek och Åsa Berg."),
        ("vilka är inne på bygglovsenheten", "På Bygglov svarar Anna Svensson, Bo Ek och Åsa Berg."),
        ("vem passar telefonen på byggkontoret?", "På Bygglov svarar Anna Svensson, Bo Ek och Åsa Berg."),
        ("är någon på plats på miljökontoret?", "På Miljö- och hälsoskydd svarar Henrik Sjöberg"),
        ("finns det någon på plats på miljökontorett", "På Miljö- och hälsoskydd svarar Henrik Sjöberg"),
        ("är växeln bemannad?", "På Växeln svarar Vera Åkesson"),
        ("vem sitter i växeln", "På Växeln svarar Vera Åkesson"),
        ("who is in at the building department?", "At Bygglov, Anna Svensson, Bo Ek and Åsa Berg can answer."),
        ("who's on phone duty at bygglov?", "At Bygglov, Anna Svensson, Bo Ek and Åsa Berg can answer."),
        ("är någon inne på centralskolan", "På Centralskolan är "),
        ("vilka är inne på hemtjänsten söder?", "På Hemtjänsten söder är Aleksandra Kowalczyk och José García inne."),
        ("är någon på konsumentvägledningen?", "Konsumentvägledning har stängt i telefonen."),
    ],
)
async def test_a_place_is_asked_about_by_whatever_it_is_called(vera: Someone, line: str, first: str) -> None:
    """A2, S3: a unit by name or other name, a group, in both languages; one without groups by who is in."""
    await vera.says(line)
    vera.sees(first)
    assert vera.sight.startswith(first)


async def test_who_is_in_at_a_unit_tells_of_the_others_there_too(vera: Someone, house: House) -> None:
    """A2: those whom no answer group tells of, who are in first; away with the return time."""
    hamid = house.someone("Hamid Karimi")
    await hamid.says("möte till 14.30")
    hamid.sees("Möte")
    await vera.says("vilka är inne på bygg?")
    vera.sees("Inne på Bygg", "Annika Björk, 4534", "Inte inne på Bygg", "Hamid Karimi är på möte och nås igen 14:30.")


async def test_a_unit_is_told_of_with_those_below_it(vera: Someone) -> None:
    """A2: Socialförvaltningen has no group of its own, but the unit for support below it has."""
    await vera.says("vem har telefonpassning på socialförvaltningen?")
    vera.sees("På Socialtjänstens mottagning svarar")


async def test_of_several_one_is_picked_by_a_tap_or_a_digit(vera: Someone) -> None:
    """S3: never a guess; the time that was asked about goes along."""
    await vera.says("vem har telefonpassning på avlopp imorgon?")
    vera.sees("Vilken menar du?", "1. Miljö- och hälsoskydd", "Svarsgrupp på Miljökontoret", "2. Vatten och avlopp")
    await vera.says("3")
    vera.sees("Svara med en siffra från 1 till 2")
    await vera.says("2")
    vera.sees("På Vatten och avlopp finns någon som svarar hela telefontiden imorgon.", "08–16 Olof, Jessica")
    await vera.says("vilka är inne på hemtjänsten?")
    vera.sees("1. Hemtjänsten norr", "2. Hemtjänsten söder")
    await vera.presses("Hemtjänsten norr")
    vera.sees("Inne på Hemtjänsten norr")
    await vera.says("vilka är inne på hemtjänsten?")
    vera.sees("Vilken menar du?")
    await vera.says("söder")
    vera.sees("Inne på Hemtjänsten söder")


async def test_what_nothing_is_called_gives_the_nearest_and_what_to_do(vera: Someone) -> None:
    """S3: no dead end."""
    await vera.says("är det någon på stadsbyggnad?")
    vera.sees("Jag hittar inget som heter stadsbyggnad", "Menar du någon av de här?", "1. Bygg")
    await vera.presses("Bygg")
    vera.sees("På Bygglov svarar")
    await vera.says("är det någon på xyzzy?")
    vera.sees("Jag hittar ingen enhet eller svarsgrupp som heter xyzzy.", "Skriv enhetens namn")


async def test_a_time_ahead_tells_who_when_and_who_is_away(anna: Someone, house: House) -> None:
    """A2, V1: with the gap as a gap, and nobody's reason."""
    bo, asa = house.someone("Bo Ek"), house.someone("Åsa Berg")
    await bo.says("semester fredag")
    bo.sees("Semester")
    await asa.says("sjuk fredag")
    asa.sees("Sjuk")
    await anna.says("möte fredag 10-11")
    anna.sees("Möte", "Obemannat på Bygglov")
    await anna.presses("Spara ändå")
    anna.sees("Möte")
    await anna.says("vem har telefonpassning på fredag?")
    anna.does_not_see("emester", "juk")
    anna.sees("På Bygglov saknas någon som svarar en del av telefontiden fre 27 nov.")
    anna.sees("09–10 Anna · 10–11 ingen · 11–11:30 Anna", "Bo Ek är borta fre 27 nov")
    await anna.says("vem har telefonpassning på fredag em?")
    anna.sees("Bygglov har ingen telefontid fre 27 nov 12:00–17:00.")


async def test_an_instant_ahead_is_answered_as_it_is_then(anna: Someone) -> None:
    """A2: at half past twelve the phones are closed, and who is in all the same is told."""
    await anna.says("vem har telefonpassning kl 12.30?")
    anna.sees("Klockan 12:30: Bygglov har stängt i telefonen. Nästa gång någon svarar är klockan 13:00.")
    anna.sees("Inne ändå, i tur och ordning", "1. Anna Svensson, 4536")


async def test_when_nobody_can_answer_it_says_when_somebody_can(house_at: HouseAt) -> None:
    """A2: inside phone hours, with everybody away until after lunch."""
    house = house_at("2026-11-24 09:30")
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("sjuk till 14")
        someone.sees("Sjuk")
    vera = house.someone("Vera Åkesson")
    await vera.says("vem har telefonpassning på bygglov?")
    vera.sees("På Bygglov kan ingen svara. Nästa gång någon svarar är klockan 14:00.")
    house.clock.passes(hours=6)
    await vera.presses("Uppdatera")
    vera.sees("Bygglov har stängt i telefonen. Nästa gång någon svarar är imorgon klockan 09:00.")


async def test_over_the_new_year_it_is_next_answered_after_the_holidays(house_at: HouseAt) -> None:
    """A2: the 30th is closed by exception, then New Year's Eve and Day, a weekend, and on Monday at nine."""
    house = house_at("2026-12-30 10:00")
    vera = house.someone("Vera Åkesson")
    await vera.says("vem har telefonpassning på bygglov?")
    vera.sees("Nästa gång någon svarar är på måndag klockan 09:00.", "idag ingen")


async def test_a_button_that_was_not_made_here_is_refused(vera: Someone) -> None:
    """A card's values are never trusted."""
    for values in (
        {"start": "yesterday", "end": "2026-11-27T12:00:00+00:00"},
        {"start": "2026-11-27T12:00:00+00:00", "end": "2026-11-27T12:00:00+00:00"},
        {"at": "9999-01-01T00:00:00+00:00"},
        {"at": "2026-11-27T12:00:00"},
    ):
        await vera.sends(CardAction("units.ask", values, {}, True))
        vera.sees("Den knappen fungerar inte längre.")
    await vera.sends(CardAction("units.ask", {"spot": "group:gone"}, {}, True))
    vera.sees("Den svarsgruppen finns inte.")
