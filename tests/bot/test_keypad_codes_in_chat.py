"""What to key in on the desk phone, said on the receipts of one's own diversions (A3)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone


async def test_the_receipt_says_what_to_key_in_and_so_does_the_end(anna: Someone) -> None:
    """As it stands on the keys: the digit of the reason and the time of the return."""
    await anna.says("lunch till 13")
    anna.sees("Slå \n*23*1*1300#\n på din telefon, så hänvisas den också.")
    await anna.says("jag är tillbaka")
    anna.sees("Slå \n#23#\n på din telefon, så ringer den som vanligt.")


async def test_another_day_is_told_by_its_date_and_until_further_notice_by_none(anna: Someone) -> None:
    """The day on which the person is back at work, as the switchboard says it."""
    await anna.says("ledig idag")
    anna.sees("*23*0*1124#")
    await anna.says("sjuk tills vidare")
    anna.sees("*23*0#")


async def test_what_is_to_come_is_keyed_in_when_it_begins(anna: Someone) -> None:
    """A code diverts at once; and nobody has keyed anything in when it is taken away before."""
    await anna.says("möte imorgon 9-11")
    anna.sees("Slå \n*23*2*1100#\n på din telefon när du går")
    await anna.presses("Ångra")
    anna.sees("Ångrat", "Har du redan hänvisat telefonen? Slå \n#23#")
    await anna.says("möte imorgon 9-11")
    anna.sees("*23*2*1100#")
    await anna.says("ta bort mötet imorgon")
    anna.sees("Hänvisningen är borttagen")
    anna.does_not_see("#23#")


async def test_an_undo_says_what_holds_again(anna: Someone) -> None:
    """Whichever way it goes."""
    await anna.says("lunch till 13")
    anna.sees("*23*1*1300#")
    await anna.presses("Ångra")
    anna.sees("Ångrat", "#23#")
    await anna.says("lunch till 13")
    anna.sees("*23*1*1300#")
    await anna.says("tillbaka")
    anna.sees("#23#")
    await anna.presses("Ångra")
    anna.sees("Ångrat", "*23*1*1300#")


async def test_with_an_open_line_the_phone_is_to_ring(anna: Someone) -> None:
    """What was keyed in is taken away when calls are to come through, and keyed in anew when they are not."""
    await anna.says("lunch till 13")
    anna.sees("*23*1*1300#")
    await anna.says("släpp fram samtal")
    anna.sees("#23#")
    anna.does_not_see("*23*")
    await anna.says("stäng för samtal")
    anna.sees("*23*1*1300#")
    await anna.says("släpp fram samtal")
    anna.sees("#23#")
    await anna.says("jag är tillbaka")
    anna.sees("Välkommen tillbaka")
    anna.does_not_see("#23#")


@pytest.mark.parametrize("name", ["Vera Åkesson", "Karin Lindqvist"])
async def test_nobody_else_is_told_a_code(house: House, anna: Someone, name: str) -> None:
    """Its digit is the reason's, and the phone isn't theirs: neither who sets it for Anna, nor Anna's word of it."""
    other = house.someone(name)
    await other.says("Anna Svensson är på lunch till 13")
    other.sees("Anna Svensson är hänvisad till 13:00")
    other.does_not_see("*23*")
    await house.sends_what_is_due()
    anna.is_told("har hänvisat dig")
    assert "*23*" not in repr(house.mailbox.sent)
