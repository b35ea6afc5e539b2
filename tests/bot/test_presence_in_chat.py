"""What Teams shows, in the switchboard's answers: beside what the diversion says, which it never changes (V1, S3)."""

from __future__ import annotations

import pytest

from assembly.reaches import Reaches
from policy.presence import Lamp
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.services.teams_shown import TeamsShown


@pytest.fixture
def teams() -> TeamsShown:
    """What Teams shows."""
    return TeamsShown()


@pytest.fixture
def house(houses: list[House], teams: TeamsShown) -> House:
    """A house that Teams is asked in, on an ordinary Monday morning."""
    houses.append(House(reaches=Reaches(presence=teams)))
    return houses[-1]


async def test_who_is_in_and_in_a_call_is_told_of_as_that(house: House, teams: TeamsShown, vera: Someone) -> None:
    """V1: the sentence is the same; beside it stands what Teams shows, how old that is and what to offer the caller."""
    teams.lamps[house.person("Anna Svensson").id] = Lamp.IN_CALL
    teams.age = 8
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne.", "I samtal enligt Teams, för 8 s sedan.", "Linjen är troligen upptagen.")
    vera.sees("Lämna meddelande")
    vera.does_not_see("Går att nå nu")
    assert vera.reply.messages[0].summary == "Anna Svensson är inne."


async def test_who_is_diverted_and_active_is_told_of_as_both(
    house: House, teams: TeamsShown, anna: Someone, vera: Someone
) -> None:
    """V1: the diversion holds, and the operator knows that the two disagree."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    teams.lamps[anna.id], teams.age = Lamp.FREE, 0
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är på lunch och nås igen 13:00.", "Går inte att nå nu")
    vera.sees("Hänvisad till 13:00, men aktiv i Teams nyss. Hänvisningen gäller.")
    teams.lamps[anna.id], teams.age = Lamp.OFFLINE, 100
    await vera.presses("Uppdatera")
    vera.sees("Går inte att nå nu", "Offline i Teams, för 2 min sedan.")
    vera.does_not_see("men aktiv")


async def test_until_further_notice_and_outside_hours_too(
    house: House, teams: TeamsShown, anna: Someone, vera: Someone
) -> None:
    """V1: nothing is told of when that isn't known."""
    teams.lamps[anna.id] = Lamp.IN_CALL
    house.clock.passes(hours=10)
    await vera.says("är Anna Svensson inne?")
    vera.sees("Utanför arbetstiden, men aktiv i Teams nyss.")
    house.clock.passes(hours=14)
    await anna.says("sjuk tills vidare")
    anna.sees("tills vidare")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Hänvisad tills vidare, men aktiv i Teams nyss. Hänvisningen gäller.")


async def test_nobody_but_the_switchboard_sees_it(teams: TeamsShown, anna: Someone, karin: Someone) -> None:
    """Access: not the nearest manager either; and Teams is not asked for them."""
    teams.lamps[anna.id] = Lamp.IN_CALL
    await karin.says("är Anna Svensson inne?")
    karin.sees("Anna Svensson är inne.", "Går att nå nu")
    karin.does_not_see("Teams")
    assert teams.asked == []


async def test_of_several_each_has_it_and_who_is_in_a_call_comes_later(
    house: House, teams: TeamsShown, anna: Someone, vera: Someone
) -> None:
    """V1: whom to try first, first."""
    teams.lamps = {anna.id: Lamp.IN_CALL, house.person("Bo Ek").id: Lamp.FREE}
    await vera.says("Anna Svensson eller Bo Ek?")
    assert vera.sight.splitlines()[0] == "Bo Ek är inne, 4531. Anna Svensson är inne, 4536."
    vera.sees("✓ Inne\nTillgänglig enligt Teams, nyss.", "✓ Inne\nI samtal enligt Teams, nyss.")


async def test_a_call_goes_to_who_is_not_in_one(house: House, teams: TeamsShown, vera: Someone) -> None:
    """S3: the line to go by names somebody who can answer; the others stay in the list, with what they are at."""
    await vera.says("bygglov")
    vera.sees("Bygglov: koppla till Anna Svensson, 4536.")
    teams.lamps[house.person("Anna Svensson").id] = Lamp.IN_CALL
    await vera.says("bygglov")
    vera.sees("Anna Svensson, 4536 · i samtal enligt Teams, nyss")
    vera.does_not_see("koppla till Anna Svensson", "Linjen är troligen upptagen")


async def test_where_all_are_in_calls_the_line_says_so(house: House, teams: TeamsShown, vera: Someone) -> None:
    """S3: the first is still the one to ask, and a message can be left for them."""
    teams.lamps = dict.fromkeys(house.directory.municipality.people, Lamp.IN_CALL)
    await vera.says("bygglov")
    vera.sees("Bygglov: koppla till Anna Svensson, 4536.", "I samtal enligt Teams, nyss.")
    vera.sees("Linjen är troligen upptagen. Be den som ringer vänta, eller ta ett meddelande.")
    vera.sees("Meddelande till Anna Svensson")


async def test_in_english_too(house: House, teams: TeamsShown, vera: Someone) -> None:
    """Both languages."""
    teams.lamps[house.person("Anna Svensson").id] = Lamp.OFFLINE
    await vera.says("is Anna Svensson in?")
    vera.sees("Offline in Teams, just now. May answer the phone all the same.")
