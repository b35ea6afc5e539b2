"""Who may plan phone duty, what is asked of a plan, and what each is told of their own (M2)."""

from __future__ import annotations

from bot.turn import CardAction
from policy.organisation import GroupId
from services.coverage_facts import book_place
from storage.coverage_repository import stored_coverage
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

BYGGLOV = GroupId("bygglov")
ROSTER = {"keeps_roster": "true"}


def _people(house: House) -> tuple[str, str, str]:
    return tuple(str(house.person(name).id) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"))  # type: ignore[return-value]


async def test_only_those_who_lead_plan(house: House, anna: Someone, bo: Someone) -> None:
    """M2: staff see the week instead; a button that is made up is refused; a deputy may."""
    await anna.says("planera telefonpassning vecka 49")
    anna.sees("Det är chefen och ersättarna som planerar", "Vecka 49, mån 30 nov")
    henrik = house.someone("Henrik Sjöberg")
    for name in ("duty.form", "duty.save", "duty.fill", "duty.split"):
        for someone in (anna, henrik):
            await someone.sends(CardAction(name, {"group": "bygglov", "from": "2026-11-30", "post": "x"}, {}, True))
            someone.sees("Bara chefen och ersättarna för Bygglov, och cheferna ovanför, kan göra det.")
    assert await stored_coverage(house.store).load(book_place(BYGGLOV)) is None
    await bo.says("planera telefonpassning")
    bo.sees("Telefonpassning för Bygglov, vecka 49")


async def test_who_leads_several_groups_is_asked_which(house: House) -> None:
    """M2: and a group can be named at once."""
    margareta = house.someone("Margareta Holmgren")
    await margareta.says("planera telefonpassning")
    margareta.sees("Vilken grupps telefonpassning?", "Växeln", "Fakturafrågor")
    await margareta.presses("Fakturafrågor")
    margareta.sees("Telefonpassning för Fakturafrågor, vecka 49")
    await margareta.says("planera passning för bygglov vecka 50")
    margareta.sees("Telefonpassning för Bygglov, vecka 50")
    await margareta.says("planera telefonpassning för avlopp")
    margareta.sees("Vilken menar du?")
    await margareta.says("2")
    margareta.sees("Telefonpassning för Vatten och avlopp, vecka 49")


async def test_a_plan_for_phone_hours_that_are_no_more_is_not_saved(house: House, karin: Someone) -> None:
    """M2: neither one that is made up, nor one of a time long gone."""
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    for first in ("2020-01-06", "soon", "9999-01-01"):
        await karin.sends(CardAction("duty.save", {"group": "bygglov", "from": first}, {}, True))
        karin.sees("Den knappen fungerar inte längre.")
    old = {"20261130-1000-0-0": "-"}
    await karin.sends(CardAction("duty.save", {"group": "bygglov", "from": "2026-11-30"}, old, True))
    karin.sees("Telefontiderna har ändrats medan du planerade.")
    await karin.sends(CardAction("duty.split", {"group": "bygglov", "from": "2026-11-30", "post": "x"}, {}, True))
    karin.sees("Den knappen fungerar inte längre.")
    await karin.sends(CardAction("duty.form", {"group": "gone"}, {}, True))
    karin.sees("Den svarsgruppen finns inte.")


async def test_ones_own_duty_is_answered_with_yes_or_no(house: House, karin: Someone, anna: Someone) -> None:
    """M2: about a day; without any, why; in the middle of New Year too."""
    anna_, _, _ = _people(house)
    await anna.says("har jag telefonpassning imorgon?")
    anna.sees("Nej, du har ingen telefonpassning imorgon", "På Bygglov svarar alla som är inne under telefontiden.")
    await anna.says("mina pass")
    anna.sees("Du har ingen telefonpassning inplanerad")
    await karin.says("planera telefonpassning vecka 53")
    karin.sees("Telefonpassning för Bygglov, vecka 53", "mån 28 dec", "09–11", "Ingen telefontid")
    await karin.presses("Spara passningen", **{"20261229-0900-0-0": anna_})
    karin.sees("tis 29 dec", "09–11 Anna")
    await house.sends_what_is_due()
    anna.is_told("vecka 53", "tis 29 dec")
    await anna.says("har jag passning den 29 december?")
    anna.sees("Ja, du har telefonpassning tis 29 dec", "09–11, Bygglov")
    await anna.says("when am I on phone duty?")
    anna.sees("Your phone duty", "Tue 29 Dec", "09–11, Bygglov")
    jose = house.someone("José García")
    await jose.says("när har jag telefonpassning?")
    jose.sees("Du är inte med i någon svarsgrupp.")


async def test_who_is_tried_first_is_whoever_has_duty(house_at: HouseAt) -> None:
    """A2, M2: where a roster is kept the others are in, and don't answer."""
    house = house_at("2026-11-23 10:15")
    karin, vera = house.someone("Karin Lindqvist"), house.someone("Vera Åkesson")
    for name in ("Anna Svensson", "Åsa Berg"):
        house.someone(name)
    _, bo_, _ = _people(house)
    await karin.says("telefonpassning den här veckan")
    karin.sees("vecka 48", "mån 23 nov, idag")
    await karin.presses("Fyll i rättvist", **{"20261123-0900-0-0": bo_}, **ROSTER)
    karin.sees("förslag")
    await karin.presses("Spara passningen")
    karin.sees("är sparad")
    await house.sends_what_is_due()
    await vera.says("vem har telefonpassning på bygglov?")
    vera.sees("På Bygglov svarar Bo Ek.", "1. Bo Ek", "Anna Svensson är inne, men har inte telefonpassning.")
    await karin.says("telefonpassning vecka 48")
    karin.sees("vecka 48")
    assert filled_in(karin.card)["keeps_roster"] == "true"
    asa = next(one for one in house.people if one.id == house.person("Åsa Berg").id)
    await asa.says("har jag telefonpassning på lördag?")
    asa.sees("Nej")
    asa.does_not_see("alla som är inne")
    for one in house.people:
        one.told.clear()
