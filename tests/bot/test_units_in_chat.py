"""Who leads units sees how each answer group stands and what to do about it; others are told what to ask (M1)."""

from __future__ import annotations

from bot.turn import CardAction, Scope, Turn
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_a_manager_sees_each_group_now_and_ahead(karin: Someone) -> None:
    """M1: covered now, the hours, no gap, and the ways on."""
    await karin.says("mina enheter")
    karin.sees("Bygg", "Bygglov", "3 kan svara nu", "Telefontid idag 09–11:30, 13–15", "Ingen lucka de närmaste två")
    karin.sees("Kontrollerat 10:15")
    assert karin.choices[:4] == ["Veckan", "Passning", "Telefontider", "Medlemmar"]
    await karin.presses("Veckan")
    karin.sees("Vecka 48, mån 23 nov")
    assert karin.reply.replace is None
    await karin.says("mina enheter")
    karin.sees("Bygglov")
    await karin.presses("Så ligger det till")
    karin.sees("Försenade ringlöften")


async def test_a_gap_now_is_said_in_words_and_leads_to_its_alert(house_at: HouseAt) -> None:
    """M1, M2: until when, and how to mend it."""
    house = house_at("2026-11-24 09:30")
    karin = house.someone("Karin Lindqvist")
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("sjuk idag")
        someone.sees("Sjuk")
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk till 14")
    anna.sees("Sjuk")
    await house.sends_what_is_due()
    karin.is_told("Bygglov")
    await karin.says("visa mina enheter")
    karin.sees("LUCKA nu, till 11:30: ingen kan svara", "Nästa lucka idag 13:00–14:00")
    karin.does_not_see("sjuk", "Sjuk")
    await karin.presses("Åtgärda luckan")
    karin.sees("Bygglov", "09:30–11:30")
    await karin.says("mina enheter")
    karin.sees("LUCKA nu")
    house.clock.passes(hours=2, minutes=15)
    await karin.presses("Uppdatera")
    karin.sees("Stängt nu, öppnar 13:00")


async def test_a_deputy_sees_the_same(bo: Someone) -> None:
    """M1: Bo stands in for Karin."""
    await bo.says("våra enheter")
    bo.sees("Bygglov", "3 kan svara nu")


async def test_who_leads_from_above_sees_sums_and_goes_down_and_up(house: House) -> None:
    """M1: the units below in figures, each a tap away, and the way back."""
    margareta = house.someone("Margareta Holmgren")
    await margareta.says("mina enheter")
    margareta.sees("Kommunledningsstaben", "Enheten har ingen svarsgrupp.", "Enheter under")
    margareta.sees("1 svarsgrupp. Ingen lucka inom två veckor", "Kultur och fritid", "1 svarsgrupp. 1 får lucka")
    await margareta.presses("Bygg")
    margareta.sees("Bygglov", "3 kan svara nu")
    await margareta.presses("‹ Kommunledningsstaben")
    margareta.sees("Enheter under")


async def test_whoever_leads_nothing_is_told_what_to_ask(anna: Someone) -> None:
    """M1: kindly, with two things that they can ask."""
    await anna.says("mina enheter")
    anna.sees("Du leder ingen enhet.", "hur ser veckan ut?", "vem har telefonpassning?")


async def test_nobody_sees_the_overview_of_a_unit_that_they_do_not_lead(anna: Someone, karin: Someone) -> None:
    """M1: neither staff nor a manager of another unit; what is gone is said to be gone."""
    for someone, unit in ((anna, "bygg"), (karin, "miljokontoret"), (karin, "kommunledningsstaben")):
        await someone.sends(CardAction("units.show", {"unit": unit}, {}, True))
        someone.sees("är för chefen och ersättarna där, och för cheferna ovanför.")
    await karin.sends(CardAction("units.show", {"unit": "nowhere"}, {}, True))
    karin.sees("Den enheten finns inte längre.")


async def test_the_overview_is_not_shown_where_others_read_along(house: House, karin: Someone) -> None:
    """M1: it is the manager's own."""
    turn = Turn(
        activity_id="in-company",
        person=karin.id,
        conversation="group",
        scope=Scope.GROUP,
        now=house.clock.now,
        text="mina enheter",
    )
    assert "vår egen chatt" in (await house.router(turn, karin.chat)).messages[0].text


async def test_the_overview_in_english(karin: Someone) -> None:
    """Complete beside the Swedish."""
    await karin.says("my units")
    karin.sees("3 can answer now", "Phone hours today 09–11:30, 13–15", "No gap in the next two weeks")
