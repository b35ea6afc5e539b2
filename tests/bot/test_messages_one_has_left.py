"""The operator's own list of messages left: what nobody has seen first, and what became of each (V1)."""

from __future__ import annotations

import pytest

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone

RECEIVERS = (
    "Anna Svensson",
    "Bo Ek",
    "Åsa Berg",
    "Hamid Karimi",
    "Annika Björk",
    "Li Wang",
    "Erik Holm",
    "Olof Pålsson",
)


async def _leaves(house: House, vera: Someone, *names: str) -> None:
    """A message to each, that is delivered; one a minute."""
    for name in names:
        house.someone_there(name)
        await vera.says(f"hälsa {name} att Kalle 070-174 06 05 vill bli uppringd om bygglov")
        vera.sees("är lämnat")
        house.clock.passes(minutes=1)
    await house.sends_what_is_due()
    for someone in house.people:
        someone.told.clear()


async def test_what_became_of_each_is_told_and_what_nobody_has_seen_is_first(house: House, vera: Someone) -> None:
    """V1: seen, called, done and not seen, with how long it has waited."""
    await _leaves(house, vera, "Anna Svensson", "Bo Ek", "Åsa Berg", "Hamid Karimi")
    anna, bo, asa = (house.someone_there(name) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"))
    await bo.says("Kalle svarade inte")
    bo.sees("Noterat: Kalle svarade inte")
    await asa.says("har ringt Kalle")
    asa.sees("Klart")
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte")
    await house.sends_what_is_due()
    for someone in house.people:
        someone.told.clear()
    house.clock.passes(hours=2)
    for line in ("vad blev det av mina meddelanden?", "mina meddelanden", "mina lämnade meddelanden"):
        await vera.says(line)
        names = [text.split(":")[0] for text in vera.sight.splitlines() if ": ring Kalle" in text]
        assert list(dict.fromkeys(names)) == ["Hamid Karimi", "Anna Svensson", "Åsa Berg", "Bo Ek"]
        vera.sees("2 osedda, 4 totalt", "Inte sett än · väntat 2 timmar", "Klart", "Ringt", "inget svar · svar senast")


async def test_the_unseen_can_be_asked_for_alone_and_back(house: House, vera: Someone) -> None:
    """V1: by line and by button, in the list's own place."""
    await _leaves(house, vera, "Anna Svensson", "Bo Ek")
    bo = house.someone_there("Bo Ek")
    await bo.says("har ringt Kalle")
    bo.sees("Klart")
    await house.sends_what_is_due()
    vera.told.clear()
    bo.told.clear()
    await vera.says("olästa meddelanden")
    vera.sees("Meddelanden som ingen har sett", "Anna Svensson: ring Kalle")
    vera.does_not_see("Bo Ek")
    await vera.presses("Alla (2)")
    vera.sees("Meddelanden du har lämnat", "Anna Svensson", "Bo Ek")
    await vera.presses("Bara osedda (1)")
    vera.sees("Meddelanden som ingen har sett")
    assert vera.reply.replace is not None
    await vera.presses("Anna Svensson: ring Kalle")
    vera.sees("Anna Svensson har fått meddelandet", "Ta tillbaka")


async def test_many_are_turned_page_by_page(house: House, vera: Someone) -> None:
    """V1: eight at a time; a page that isn't there any more is the last one."""
    await _leaves(house, vera, *RECEIVERS, "Karin Lindqvist")
    await vera.says("mina meddelanden")
    vera.sees("9 osedda, 9 totalt", "Sida 1 av 2", "Karin Lindqvist")
    vera.does_not_see("Anna Svensson")
    await vera.presses("Äldre")
    vera.sees("Sida 2 av 2", "Anna Svensson")
    assert "Äldre" not in vera.choices
    await vera.presses("Nyare")
    vera.sees("Sida 1 av 2")
    for page in ("7", "-1", "x", "9" * 500, ""):
        await vera.sends(CardAction("message.list", {"page": page, "only": "nonsense"}, {}, True))
        vera.sees("Sida 2 av 2" if page == "7" else "Sida 1 av 2")


async def test_who_can_not_be_reached_stands_out_with_where_to_call(house: House, vera: Someone) -> None:
    """V1: it has not arrived, so the operator calls instead."""
    house.mailbox.unreachable.add(house.person("Hamid Karimi").id)
    for name in ("Hamid Karimi", "Bo Ek"):
        house.someone_there(name)
        await vera.says(f"hälsa {name} att Kalle 070-174 06 05 vill bli uppringd")
        vera.sees("Jag når inte Hamid Karimi" if name == "Hamid Karimi" else "är lämnat")
    await vera.says("mina meddelanden")
    vera.sees("Hamid Karimi: ring Kalle", "Inte framme: ring 4533")
    vera.does_not_see("väntat 0")
    vera.told.clear()


async def test_messages_to_oneself_are_meant_by_who_has_left_none(house: House, vera: Someone) -> None:
    """V1: "mina meddelanden" of a member of staff is what the switchboard left them."""
    await _leaves(house, vera, "Anna Svensson")
    anna = house.someone_there("Anna Svensson")
    for line in ("mina meddelanden", "har jag några olästa meddelanden?"):
        await anna.says(line)
        anna.sees("Du har 1 ringlöfte att hålla", "från Vera Åkesson")
    await anna.says("hälsa Bo Ek att mötet är flyttat")
    anna.sees("är lämnat")
    await anna.says("mina meddelanden")
    anna.sees("Du har 1 ringlöfte att hålla")
    await anna.says("vad blev det av mina meddelanden?")
    anna.sees("Meddelandet till Bo Ek är lämnat")


@pytest.mark.parametrize("line", ["olästa meddelanden", "mina meddelanden", "vad blev det av mina meddelanden?"])
async def test_who_has_none_at_all_is_told_so(vera: Someone, line: str) -> None:
    """No dead end: a message can be left, or a promise made, from there."""
    await vera.says(line)
    vera.sees("Du har inga ringlöften att hålla" if "vad blev" not in line else "Du har inte lämnat några meddelanden")


async def test_nobody_sees_what_another_has_left(house: House, vera: Someone) -> None:
    """V1: the list's button shows one's own, whatever it carries."""
    await _leaves(house, vera, "Anna Svensson")
    bo = house.someone_there("Bo Ek")
    await bo.sends(CardAction("message.list", {"person": str(vera.id), "left_by": str(vera.id)}, {}, True))
    bo.sees("Du har inte lämnat några meddelanden")
