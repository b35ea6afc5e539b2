"""Telling the switchboard of people: who comes, who leaves, who does something else (M3, V1), as chats show it.

Karin leads Bygg, whose group is Bygglov; Vera sits at the switchboard. It is Monday 23 November.
"""

from __future__ import annotations

from datetime import date

from policy.ids import GroupId
from tests.bot.house import House
from tests.bot.talk import Someone

BYGGLOV = GroupId("bygglov")


async def test_a_new_employee_is_found_from_the_day_and_not_before(house: House, karin: Someone, vera: Someone) -> None:
    """M3: a new person appears in answers; the bot says what they can't do yet."""
    await karin.says("Lisa Wahlgren börjar 1 december")
    karin.sees("Nyanställd")
    assert karin.button("Anmäl").inputs["name"] == "Lisa Wahlgren"
    await karin.presses("Anmäl", job="Bygglovshandläggare", extension="4542", matters="parkeringstillstånd")
    karin.sees("Nyanställd: Lisa Wahlgren", "4542", "Personen kan själv skriva till mig först när")
    await house.sends_what_is_due()
    vera.is_told("Nyanställd: Lisa Wahlgren", "parkeringstillstånd")
    await vera.says("Lisa Wahlgren")
    vera.does_not_see("4542")
    vera.sees("Det där förstod jag inte")
    await vera.presses("Kvittera")
    vera.sees("kvitterade")
    await house.lets_time_pass(until="2026-12-01 08:30")
    vera.is_told("Det gäller sedan tis 1 dec", changed=True)
    karin.is_told("kvitterade", changed=True)
    karin.is_told("Det gäller sedan tis 1 dec", changed=True)
    await vera.says("är Lisa Wahlgren inne?")
    vera.sees("Lisa Wahlgren", "Bygglovshandläggare, Bygg", "4542")
    assert "Lämna meddelande" not in vera.choices


async def test_who_leaves_is_gone_the_day_after_and_leaves_a_gap(house: House, karin: Someone, vera: Someone) -> None:
    """M3: answered for until the last day; the group counts them no more."""
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        await karin.says(f"{name} slutar 30 november")
        karin.sees("Någon slutar")
        await karin.presses("Anmäl")
        karin.sees(f"{name} slutar", "Sista dag", "mån 30 nov")
        await house.sends_what_is_due()
        vera.is_told(f"{name} slutar")
    group = house.directory.municipality.groups[BYGGLOV]
    assert len(group.members_on(date(2026, 11, 30))) == 3
    assert group.members_on(date(2026, 12, 1)) == ()
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson")
    vera.told.clear()
    karin.told.clear()
    await house.lets_time_pass(until="2026-11-25 09:30")
    assert any("Bygglov" in str(told.message) and "tis 1 dec" in str(told.message) for told in karin.told)
    await house.lets_time_pass(until="2026-12-01 09:30")
    karin.told.clear()
    vera.told.clear()
    await vera.says("är Anna Svensson inne?")
    vera.does_not_see("Bygglovshandläggare")
    vera.sees("Jag hittar ingen")


async def test_who_was_said_to_leave_by_a_slip_is_there_again(house: House, karin: Someone, vera: Someone) -> None:
    """M3: also once it holds, because whoever has left is out of everything."""
    await karin.says("Anna Svensson slutar 23 november")
    karin.sees("Någon slutar")
    await karin.presses("Anmäl")
    karin.sees("Anna Svensson slutar")
    await house.lets_time_pass(until="2026-11-24 09:00")
    vera.told.clear()
    karin.told.clear()
    await vera.says("är Anna Svensson inne?")
    vera.sees("Jag hittar ingen")
    await karin.says("mina anmälningar")
    karin.sees("Anna Svensson slutar")
    await karin.presses("Anna Svensson slutar")
    karin.sees("Anna Svensson slutar")
    assert "Ändra" not in karin.choices
    await karin.presses("Ta tillbaka")
    karin.sees("Karin Lindqvist tog tillbaka anmälan")
    await house.sends_what_is_due()
    vera.is_told("tog tillbaka", changed=True)
    vera.is_told("Återtagen: Anna Svensson slutar")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Bygglovshandläggare")
    members = house.directory.municipality.groups[BYGGLOV].members_on(date(2026, 11, 24))
    assert house.person("Anna Svensson").id in members


async def test_new_duties_are_found_by_their_matter(house: House, karin: Someone, vera: Someone) -> None:
    """ "Anna tar över parkeringstillstånd": what she answers for already stays."""
    await karin.says("Anna Svensson tar över parkeringstillstånd från 24 november")
    karin.sees("Andra arbetsuppgifter")
    assert "bygglov" in karin.button("Anmäl").inputs["matters"]
    await karin.presses("Anmäl")
    karin.sees("Nya arbetsuppgifter: Anna Svensson", "parkeringstillstånd", "1 arbetsdag")
    await house.sends_what_is_due()
    vera.is_told("Nya arbetsuppgifter: Anna Svensson")
    assert not house.directory.find_people("anna parkeringstillstånd").matches
    await house.lets_time_pass(until="2026-11-24 08:00")
    vera.told.clear()
    karin.told.clear()
    (found,) = house.directory.find_people("anna parkeringstillstånd").matches
    assert found.person.id == house.person("Anna Svensson").id
