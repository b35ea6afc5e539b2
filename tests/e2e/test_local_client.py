"""The local client's own machinery: who sits where, and what is said when something can't start."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from examples.playground.children import ChildFailed, start_child
from examples.playground.client import find_program, open_window
from examples.playground.people import NoSuchPerson, Part, Seat, cast
from examples.playground.stage import PortTaken, open_stage
from policy.organisation import Municipality, Person, PersonId, Role, Unit, UnitId
from policy.working_calendar import WorkingCalendar

ERIK, ANNA, BO, VERA = (PersonId(f"00000000-0000-4000-8000-00000000000{n}") for n in range(1, 5))
BYGG, VAXEL = UnitId("bygg"), UnitId("vaxel")


def person(person_id: PersonId, name: str, unit: UnitId, *roles: Role) -> Person:
    first, last = name.split()
    return Person(
        id=person_id, first_name=first, last_name=last, title="Handläggare", unit=unit, roles=frozenset(roles)
    )


def town(*people: Person) -> Municipality:
    return Municipality(
        name="Exempelkommun",
        language="sv",
        calendar=WorkingCalendar(zone=ZoneInfo("Europe/Stockholm")),
        people={p.id: p for p in people},
        units={BYGG: Unit(id=BYGG, name="Bygg", manager=ERIK), VAXEL: Unit(id=VAXEL, name="Växeln")},
        groups={},
    )


WHOLE_TOWN = town(
    person(ERIK, "Erik Ek", BYGG),
    person(BO, "Bo Berg", BYGG),
    person(ANNA, "Anna Svensson", BYGG),
    person(VERA, "Vera Våg", VAXEL, Role.SWITCHBOARD),
)


def test_anna_her_manager_and_an_operator_get_a_seat_each() -> None:
    """Anna Svensson is chosen before others of her unit, and never the manager as staff."""
    assert [(seat.part, seat.person.id) for seat in cast(WHOLE_TOWN)] == [
        (Part.STAFF, ANNA),
        (Part.MANAGER, ERIK),
        (Part.SWITCHBOARD, VERA),
    ]


def test_everyone_else_is_a_colleague_and_the_others_at_the_windows_come_first() -> None:
    """The client takes only so many colleagues: those that one talks about are among them."""
    staff = cast(WHOLE_TOWN)[0]
    assert [colleague.id for colleague in staff.colleagues] == [ERIK, VERA, BO]


def test_a_town_without_a_switchboard_is_refused_with_what_is_missing() -> None:
    """The message names the role to give someone in the municipality file."""
    people = [replace(p, roles=frozenset()) for p in WHOLE_TOWN.people.values()]
    with pytest.raises(NoSuchPerson, match="switchboard"):
        cast(town(*people))


async def test_a_bot_that_cannot_start_is_reported_with_its_last_words(tmp_path: Path) -> None:
    """Nobody has to look for a log to learn that a setting is wrong."""
    dying = (sys.executable, "-c", "raise SystemExit('STORAGE is wrong')")
    with pytest.raises(ChildFailed, match=r"the bot ended with status 1\n.*STORAGE is wrong"):
        async with open_stage(cast(WHOLE_TOWN), folder=tmp_path, bot_settings={}, bot_command=dying):
            pytest.fail("the stage opened without a bot")


async def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    """The bot would die of it; the error names the port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)):
            async with open_stage(cast(WHOLE_TOWN), folder=tmp_path, bot_port=port, bot_settings={}):
                pytest.fail("the stage opened on a taken port")


async def test_a_client_that_refuses_its_configuration_is_reported_with_its_reason(tmp_path: Path) -> None:
    """The client says why only in a file of its own; fewer than five colleagues is one such reason."""
    lonely = Seat(Part.STAFF, WHOLE_TOWN.people[ANNA], "Bygg", ())
    program = await find_program()
    async with aiohttp.ClientSession() as http:
        with pytest.raises(ChildFailed, match="must NOT have fewer than 5 items"):
            await open_window(
                lonely, program=program, folder=tmp_path, port=0, bot_address="http://127.0.0.1:9", http=http
            )


async def test_stopping_a_child_ends_what_it_started_too(tmp_path: Path) -> None:
    """A grandchild that doesn't listen when asked is gone all the same, and lets go of its port."""
    grandchild = (
        "import signal, socket, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "door = socket.create_server(('127.0.0.1', 0))\n"
        "print('port', door.getsockname()[1], flush=True)\n"
        "time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    child = await start_child(
        "the parent", (sys.executable, "-c", parent), folder=tmp_path, output=tmp_path / "log", environment=os.environ
    )
    port = int((await child.line(r"^port (\d+)$", limit=20))[1])
    socket.create_connection(("127.0.0.1", port)).close()
    await child.stop()
    for _ in range(100):
        if not _answers(port):
            return
        await asyncio.sleep(0.05)
    pytest.fail("the grandchild still listens")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True
