"""An administrator asks whom the bot can't reach, and has the app brought; leaders see their own line (M1, M2)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from assembly.reaches import Reaches
from bot.turn import CardAction
from policy.organisation import PersonId
from policy.reachability import Refusal
from services.install_ports import InstallEnd, Installing
from tests.bot.house import MONDAY_MORNING, House
from tests.bot.talk import Someone

TODO_ALONE = "Be dem öppna Växelvis i Teams och skriva hej."


@dataclass
class Installer:
    """An AppInstaller that says yes, but to those in `refuses`; chats come when Teams tells of them."""

    refuses: dict[PersonId, Refusal] = field(default_factory=dict)
    asked: list[PersonId] = field(default_factory=list)

    async def install(self, person: PersonId) -> Installing:
        self.asked.append(person)
        if person in self.refuses:
            return Installing(end=InstallEnd.REFUSED, why=self.refuses[person])
        return Installing(end=InstallEnd.DONE)

    async def find_chat(self, person: PersonId) -> Installing:
        del person
        return Installing(end=InstallEnd.NO_CHAT)


def installing(houses: list[House]) -> tuple[House, Installer]:
    """A house that can install the app."""
    installer = Installer()
    houses.append(House(MONDAY_MORNING, reaches=Reaches(installer=installer)))
    houses[-1].looks_for_the_unreached = True
    return houses[-1], installer


async def meets(house: House, someone: Someone) -> None:
    """The person's chat comes to be, and the wire tells."""
    house.mailbox.unreachable.discard(someone.id)
    house.inside.contacts.came(someone.id)
    await house.does_what_follows()


async def test_without_graph_the_list_tells_who_has_never_written_and_what_to_do(house: House) -> None:
    """It works in full without anything that installs."""
    amir, bo = house.someone("Amir Haddad"), house.someone("Bo Ek")
    house.looks_for_the_unreached = True
    await amir.says("vilka når du inte?")
    amir.sees("Jag når alla som behöver nås")
    house.mailbox.unreachable |= {bo.id, house.person("Vera Åkesson").id}
    house.clock.passes(days=1)
    await house.sends_what_is_due()
    await amir.says("vilka når du inte?")
    amir.sees("Jag når inte 2 personer", "Bo Ek", "Ersättare på Bygg", "Vera Åkesson", "Har aldrig öppnat chatten")
    amir.sees(TODO_ALONE)
    assert amir.choices == ["Uppdatera"]
    await amir.sends(CardAction("reach.again", {"person": bo.id}, {}, True))
    amir.sees("Jag kan inte lägga till appen åt andra här.")
    await meets(house, bo)
    await amir.says("who can't you reach?")
    amir.sees("There is 1 person I can't reach", "Vera Åkesson", "Has never opened the chat with me.")
    amir.does_not_see("Bo Ek")


@pytest.mark.parametrize(
    ("name", "role", "why"),
    [
        ("Bo Ek", "Ersättare på Bygg", "ersättare på Bygg"),
        ("Mohammed Al-Sayed", "Arbetar i växeln", "arbetar i växeln"),
        ("Amir Haddad", "Förvaltar systemet", "förvaltar systemet"),
        ("Anna Svensson", "Har ett besked som väntar", "finns ett besked till dig"),
    ],
)
async def test_each_reason_is_said_in_the_list_and_in_the_welcome(
    houses: list[House], name: str, role: str, why: str
) -> None:
    """What makes somebody one to be reached: a unit only where there is one."""
    house, _ = installing(houses)
    amir, vera, someone = (house.someone_there(who) for who in ("Amir Haddad", "Vera Åkesson", name))
    house.mailbox.unreachable.add(someone.id)
    await vera.says(f"{name} är på möte till 15")
    vera.sees(name)
    await house.lets_time_pass(until="2026-11-23 12:00")
    vera.told.clear()
    await amir.says("vilka når du inte?")
    amir.sees(name, role)
    await someone.opens_the_chat()
    someone.sees("Jag har lagts till åt dig", why)


async def test_the_list_is_leafed_through(house: House) -> None:
    """A first day may have forty on it; a made-up place in it is its top."""
    amir = house.someone("Amir Haddad")
    leaders = {one for unit in house.directory.municipality.units.values() for one in (unit.manager, *unit.deputies)}
    house.mailbox.unreachable |= {one for one in leaders if one is not None and one != amir.id}
    house.looks_for_the_unreached = True
    await house.sends_what_is_due()
    await amir.says("vilka når du inte?")
    amir.sees("Nummer 1 till 12.")
    first = amir.sight
    await amir.presses("Visa fler")
    amir.sees("Nummer 13 till 24.")
    assert amir.sight != first
    await amir.presses("Visa fler")
    amir.sees("Nummer 25 till")
    await amir.presses("Visa fler")
    assert amir.sight == first
    amir.sees("Nummer 1 till 12.")
    for odd in ("-1", "x", "9" * 30, "999"):
        await amir.sends(CardAction("reach.show", {"first": odd}, {}, True))
        assert amir.sight == first
        amir.sees("Nummer 1 till 12.")


@pytest.mark.parametrize("name", ["Karin Lindqvist", "Vera Åkesson", "Anna Svensson", "Ann-Christin Dahl"])
async def test_nobody_but_an_administrator_sees_it_or_asks_for_anything(house: House, name: str) -> None:
    """Not a manager, not the switchboard, not an editor; a made-up button gets no further than a line."""
    someone = house.someone(name)
    for said in (
        someone.says("vilka når du inte?"),
        someone.sends(CardAction("reach.show", {}, {}, True)),
        someone.sends(CardAction("reach.again", {"person": house.person("Bo Ek").id}, {}, True)),
        someone.sends(CardAction("reach.all", {}, {}, True)),
    ):
        await said
        someone.sees("Det där är bara till för vissa roller.")


async def test_the_app_is_brought_and_its_welcome_is_one_quiet_message(houses: list[House]) -> None:
    """Who it is from, why, and how to be rid of it; no card, and nothing to do."""
    house, installer = installing(houses)
    karin = house.someone("Karin Lindqvist")
    house.mailbox.unreachable.add(karin.id)
    await house.lets_time_pass(until="2026-11-23 10:30")
    assert installer.asked == [karin.id]
    await karin.opens_the_chat()
    karin.sees("Hej Karin! Jag är Växelvis", "Exempelkommun", "för att du leder Bygg", "Avinstallera")
    assert karin.reply.messages[0].card is None
    await meets(house, karin)
    await karin.opens_the_chat()
    karin.sees_nothing()
    await house.lets_time_pass(until="2026-11-25 12:00")
    assert installer.asked == [karin.id]


async def test_who_comes_by_themselves_is_met_as_ever(house: House) -> None:
    """With the card of things to try."""
    anna = house.someone("Anna Svensson")
    await anna.opens_the_chat()
    anna.sees("Hej Anna! Jag är Växelvis.", "Prova till exempel")


async def test_what_could_not_be_told_comes_when_there_is_a_chat(house: House) -> None:
    """Not at the outbox's next attempt, hours later."""
    bo, vera, amir = house.someone("Bo Ek"), house.someone("Vera Åkesson"), house.someone("Amir Haddad")
    house.mailbox.unreachable.add(bo.id)
    await vera.says("Bo Ek är sjuk idag")
    vera.sees("Bo Ek")
    await house.lets_time_pass(until="2026-11-23 12:00")
    await amir.says("vilka når du inte?")
    amir.sees("Bo Ek")
    amir.does_not_see("sjuk", "Sjuk")
    await meets(house, bo)
    bo.is_told("Vera Åkesson")


async def test_an_administrator_tries_again_and_adds_it_for_who_took_it_away(houses: list[House]) -> None:
    """By name; with all it is tried only for those who have not said no."""
    house, installer = installing(houses)
    amir, bo, vera = (house.someone(name) for name in ("Amir Haddad", "Bo Ek", "Vera Åkesson"))
    house.mailbox.unreachable |= {bo.id, vera.id}
    installer.refuses[bo.id] = Refusal.NOT_ALLOWED
    house.inside.contacts.went(vera.id)
    await house.lets_time_pass(until="2026-11-23 10:30")
    assert installer.asked == [bo.id]
    await amir.says("vilka når du inte?")
    amir.sees("Tog bort appen 10:15", "sakna licens", "Nytt försök imorgon", "Säger Teams nej")
    assert amir.choices == ["Försök igen", "Lägg till ändå", "Försök med alla", "Uppdatera"]
    await amir.presses("Försök med alla")
    amir.sees("Jag försöker lägga till appen.")
    await house.does_what_follows()
    assert installer.asked == [bo.id, bo.id]
    await amir.presses("Uppdatera")
    amir.sees("Tog bort appen")
    await amir.presses("Lägg till ändå")
    amir.sees("Vera Åkesson", "Jag försöker lägga till appen.")
    await house.does_what_follows()
    assert installer.asked == [bo.id, bo.id, vera.id]
    await amir.presses("Uppdatera")
    amir.sees("Appen är tillagd, men chatten är inte klar än.")


async def test_a_leader_sees_whom_alerts_pass_by(house: House, karin: Someone) -> None:
    """Their own unit's manager and deputies, and nobody else (M2)."""
    house.mailbox.unreachable |= {house.person("Bo Ek").id, house.person("Åsa Berg").id, karin.id}
    await karin.says("mina enheter")
    karin.sees("Jag når inte Bo Ek och Åsa Berg. Larm om luckor går förbi dem")
    house.mailbox.unreachable.discard(house.person("Åsa Berg").id)
    await karin.presses("Uppdatera")
    karin.sees("Jag når inte Bo Ek. Larm om luckor går förbi den personen")
    henrik = house.someone("Henrik Sjöberg")
    await henrik.says("mina enheter")
    henrik.sees("Miljökontoret")
    henrik.does_not_see("Jag når inte")
