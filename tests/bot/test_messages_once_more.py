"""Messages left in chat, once more (V1): what they say, their list, and a colleague who is away."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone


@pytest.mark.parametrize("line", ["be Anna Svensson ringa mig", "hälsa Anna Svensson att hon ska ringa upp mig"])
async def test_ring_mig_is_a_call_to_the_sender(house: House, vera: Someone, anna: Someone, line: str) -> None:
    """V1: "ring mig" names and numbers whoever leaves it, so that one tap is enough."""
    await vera.says(line)
    vera.sees("är lämnat", "Vera Åkesson", house.person("Vera Åkesson").extension)
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Vera Åkesson", house.person("Vera Åkesson").extension)


async def test_of_several_messages_the_one_that_is_tapped_is_taken_back(
    house: House, vera: Someone, anna: Someone, bo: Someone
) -> None:
    """V1: each row of the list shows its message, for its sender alone."""
    await vera.says("hälsa Anna Svensson att mötet är flyttat till 15")
    vera.sees("är lämnat")
    house.clock.passes(minutes=1)
    await vera.says("hälsa Bo Ek att mötet är flyttat till 16")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.told.clear()
    anna.is_told("flyttat till 15")
    bo.is_told("flyttat till 16")
    await vera.says("har mina meddelanden kommit fram?")
    vera.sees("Anna Svensson: ett meddelande", "Bo Ek: ett meddelande")
    row = vera.button("Anna Svensson: ett meddelande")
    await vera.sends(row)
    vera.sees("Anna Svensson har fått meddelandet", "flyttat till 15")
    await house.sends_what_is_due()
    await vera.presses("Ta tillbaka")
    vera.sees("Meddelandet till Anna Svensson är tillbakataget")
    await house.sends_what_is_due()
    anna.is_told("Meddelandet är tillbakataget", changed=True)
    await bo.sends(row)
    bo.sees("Det ringlöftet finns inte längre.")


async def test_no_time_is_called_better_where_none_is(house: House, vera: Someone, anna: Someone) -> None:
    """S7: away until further notice: the wanted time is kept, and the receipt says how the colleague stands."""
    await anna.says("sjuk tills vidare")
    anna.sees("Sjuk")
    await vera.says("hälsa Anna Svensson att ringa Olle 070-174 06 05 senast imorgon 10")
    vera.sees("är lämnat", "imorgon 10:00", "Anna Svensson är frånvarande tills vidare.")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Olle")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov", ""),
        ("tell Anna Svensson that Kalle 070-174 06 05 wants a call back", ""),
        ("be Anna Svensson ringa mig", ""),
        ("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd, han är arg", "han är arg"),
        ("hälsa Anna Svensson att inte ringa Kalle", "inte ringa Kalle"),
        ("be Anna Svensson ringa 070-174 06 05 eller 070-174 06 06", "070-174 06 06"),
    ],
)
async def test_whom_to_call_is_said_once(house: House, vera: Someone, line: str, message: str) -> None:
    """V1: a message that says no more than its fields do isn't told beside them; one that does is told whole."""
    await vera.says(line)
    vera.sees(message)
    assert any(heading in vera.sight for heading in ("Meddelandet\n", "The message\n")) is bool(message)
    await house.sends_what_is_due()
    vera.told.clear()


async def test_a_row_pressed_once_more_leaves_what_can_be_undone(house: House, anna: Someone) -> None:
    """S6: the second press is refused, and *ångra* still means the first."""
    for number in ("05", "06"):
        await anna.says(f"ring upp Kalle 070-174 06 {number}")
        anna.sees("Ring Kalle")
    await anna.says("har ringt Kalle")
    anna.sees("Vilket ringlöfte menar du?")
    row = anna.button("Kalle")
    for seen in ("Klart: Kalle är uppringd", "redan"):
        await anna.sends(row)
        anna.sees(seen)
    await anna.says("ångra")
    anna.sees("Ångrat. Löftet att ringa Kalle är kvar.")
    await house.sends_what_is_due()
    anna.told.clear()


async def test_a_message_is_taken_back_by_a_word_right_after_it(house: House, vera: Someone, anna: Someone) -> None:
    """V1: *ångra* does what the receipt's button does, and the receiver's card says so."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle")
    await vera.says("ångra")
    vera.sees("Meddelandet till Anna Svensson är tillbakataget")
    await house.sends_what_is_due()
    anna.is_told("Kalle behöver inte ringas upp", changed=True)
    vera.is_told("är tillbakataget", changed=True)
    await vera.says("ångra")
    vera.sees("Det finns inget att avbryta")
    await anna.says("mina löften")
    anna.sees("Du har inga ringlöften")


async def test_who_may_not_take_a_message_back_any_more_is_told_so(house: House, vera: Someone, anna: Someone) -> None:
    """V1: it is done already, so there is nothing to take back."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle")
    await anna.presses("Klart")
    anna.sees("Klart: Kalle är uppringd")
    await house.sends_what_is_due()
    vera.is_told("är klar", changed=True)
    await vera.says("ångra")
    vera.sees("redan avslutat")
    await house.sends_what_is_due()
