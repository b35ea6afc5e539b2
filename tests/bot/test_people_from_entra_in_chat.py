"""The bot with its people from Entra: before they are read nobody is known, and then they are as if from a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.graph.entries import Roster, UserEntry
from directory.graph.graph_directory import GraphDirectory
from policy.ids import PersonId
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.directory.example_in_entra import FRAME_PATH, TOWN, example_roster

ANNA = next(one.id for one in TOWN.people.values() if one.name == "Anna Svensson")
SURAPATI = PersonId("e5e5e5e5-0000-4000-8000-0000000000ff")


@pytest.fixture
def directory() -> GraphDirectory:
    """The example's frame, with nobody in it yet."""
    return GraphDirectory(FRAME_PATH)


@pytest.fixture
def entra(directory: GraphDirectory, houses: list[House]) -> House:
    """A house whose people come from Entra."""
    houses.append(House(directory=directory))
    return houses[-1]


def roster_of(directory: GraphDirectory, *more: UserEntry) -> Roster:
    """The example's people, and some more."""
    found = example_roster(directory.frame)
    group = directory.frame.staff.group
    staff = found.members[group] | {one.id for one in more}
    users = {**found.users, **{one.id: one for one in more}}
    return replace(found, users=users, members={**found.members, group: staff})


async def test_nobody_is_known_before_entra_has_been_read_and_everybody_after(
    entra: House, directory: GraphDirectory
) -> None:
    """The same words as to anyone who isn't there yet; the next line is answered as always (A3)."""
    anna = Someone(id=ANNA, handler=entra.router, clock=entra.clock)
    await anna.says("lunch till 13")
    anna.sees("Du finns inte i katalogen för Exempelkommun ännu.")
    directory.take(roster_of(directory))
    await anna.says("lunch till 13")
    anna.sees("nås igen 13:00")


async def test_a_colleague_and_a_matter_are_found(entra: House, directory: GraphDirectory) -> None:
    """By the name in Entra, the nickname and the matter in the frame; the switchboard by its group (V1)."""
    directory.take(roster_of(directory))
    vera = entra.someone("Vera Åkesson")
    await vera.says("är Maggan inne?")
    vera.sees("Margareta Holmgren", "Kommunledningsstaben")
    await vera.says("vem svarar på bygglov?")
    vera.sees("Bygglov", "Anna Svensson")


async def test_somebody_without_a_title_and_with_one_name_is_told_of_without_gaps(
    entra: House, directory: GraphDirectory
) -> None:
    """Where people come from there are those with one name (S1)."""
    surapati = UserEntry(
        id=SURAPATI,
        display_name="Surapati (Växeln)",
        department="Växeln",
        email="surapati@exempelkommun.example",
        landline="08-465 004 99",
    )
    directory.take(roster_of(directory, surapati))
    vera = entra.someone("Vera Åkesson")
    await vera.says("är Surapati inne?")
    vera.sees("Surapati", "Växeln")
    vera.does_not_see(", ,", "Surapati  ", "Surapati .", " · ·")
    someone = Someone(id=SURAPATI, handler=entra.router, clock=entra.clock)
    await someone.says("mina uppgifter")
    someone.sees("Surapati", "Växeln", "08-465 004 99")
    await someone.says("vad ska jag säga?")
    someone.sees("Surapati, Växeln")
