"""A run: replicas, people and troubles for some minutes, then quiet, then the verdict.

What it shows it shows of the product's own processes; what a test server can't show is in docs/replicas.md.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from directory.file_directory import FileDirectory
from storage.cosmos import create_containers
from storage.opening import StoreAddress
from tests.cosmos.server import CosmosServer
from tests.soak.chaos import Chaos
from tests.soak.connector import GOOD, Connector, Moods
from tests.soak.contest_stories import Gaps, HandOver, Ordering
from tests.soak.ledger import Ledger
from tests.soak.news_stories import News
from tests.soak.people import Someone
from tests.soak.promise_stories import Operator, Promiser, surnames
from tests.soak.replicas import PROJECT, Replica, open_replicas
from tests.soak.shared_clock import SharedClock
from tests.soak.stored import all_stored
from tests.soak.stories import Diverter, Going, Step, again_and_again
from tests.soak.teams import Teams
from tests.soak.verdict import judge_contests, judge_meetings, judge_promises, judge_turns, judge_unsent
from tests.soak.verdict_told import judge_logs, judge_reminders, judge_told

STARTS = "2026-11-24T10:00+01:00"
"""A Tuesday morning on which people work and phones are answered."""
TOWN = PROJECT / "examples" / "exempelkommun.yaml"
DIVERTERS = ("Eva Lind", "Sven-Olof Bäck", "Zoë Lundqvist", "Björn Hedlund", "José García")
PROMISERS = ("Mattias Eriksson", "Sofia Lindén", "Dženana Hadžić")
REMINDED_WITHIN = 120.0
"""Seconds: half a minute until what a dead replica held is another's, a minute between two sweeps, and a margin."""
KNOWN_WITHIN = {"a change of the file": 30.0 + 15.0, "what was told in chat": 60.0 + 15.0}
"""Seconds: how often each replica reads, and a margin for reading and for whoever asks."""
QUIET_WITHIN = 180.0
"""Seconds: a message that had begun to be sent is nobody else's for two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to be like."""

    replicas: int
    store: str
    """cosmos or sqlite."""
    seconds: float
    seed: int
    folder: Path
    pause: float = 1.5
    """Seconds between two turns of one person."""


@asynccontextmanager
async def _a_store(plan: Plan) -> AsyncIterator[tuple[StoreAddress, dict[str, str]]]:
    """Where everything is stored, with the settings that say so."""
    if plan.store == "sqlite":
        path = plan.folder / "store.db"
        yield path, {"STORAGE": f"sqlite:{path}"}
        return
    with CosmosServer() as server:
        database = server.new_database()
        await create_containers(database)
        settings = {"STORAGE": f"cosmos:{server.endpoint}", "COSMOS_DATABASE": database.database}
        yield database, {**settings, "COSMOS_KEY": database.key}


def _a_town(folder: Path) -> Path:
    """A municipality file of the run's own, in which promises are reminded of within minutes."""
    text = TOWN.read_text(encoding="utf-8")
    for setting in ("remind_before_minutes", "overdue_after_minutes"):
        assert f"{setting}: 60" in text
        text = text.replace(f"{setting}: 60", f"{setting}: 1")
    file = folder / "town.yaml"
    file.write_text(text, encoding="utf-8")
    return file


async def carried_out(plan: Plan) -> Ledger:
    """Carry it out and judge it; gives the ledger, whose faults are what went wrong."""
    odds = random.Random(plan.seed)
    town = _a_town(plan.folder)
    clock = SharedClock(datetime.fromisoformat(STARTS), time.time())
    ledger = Ledger()
    connector = Connector(GOOD, random.Random(plan.seed + 1))
    await connector.open()
    async with AsyncExitStack() as closing:
        closing.push_async_callback(connector.close)
        address, settings = await closing.enter_async_context(_a_store(plan))
        settings |= {"DIRECTORY": f"file:{town}"}
        replicas = await closing.enter_async_context(
            open_replicas(plan.replicas, folder=plan.folder, settings=settings, start=STARTS, began=clock.began)
        )
        teams = Teams(replicas, connector, ledger, random.Random(plan.seed + 2))
        going = Going(clock, ledger, random.Random(plan.seed + 3), plan.pause, within=QUIET_WITHIN)
        stories = await _cast(teams, town, going, replicas)
        connector.moods = Moods()
        await _goes_on(plan.seconds, stories, going, Chaos(replicas, ledger, odds))
        connector.moods = GOOD
        await teams.close()
        ended = time.time()
        unsent = await _until_quiet(address, clock, ledger)
        stored = await all_stored(address, clock.now())
    judge_turns(ledger, connector, replicas)
    judge_meetings(ledger, stored)
    judge_promises(ledger, stored)
    judge_contests(ledger, stored)
    judge_unsent(ledger, unsent)
    judge_told(ledger, connector)
    judge_reminders(ledger, connector, clock, until=max(ended, time.time()), bound=REMINDED_WITHIN)
    judge_logs(ledger, replicas)
    return ledger


async def _cast(teams: Teams, town: Path, going: Going, replicas: list[Replica]) -> list[Step]:
    """Everyone's story, each with the bot installed."""
    people = {one.name: one for one in FileDirectory(town).municipality.people.values()}
    met: list[Someone] = []

    def some(*names: str) -> list[Someone]:
        found = [Someone(people[name], teams) for name in names]
        met.extend(found)
        return found

    names = surnames()
    promisers = some(*PROMISERS)
    orderer, christina, mohammed, birgitta = some(
        "Hans Törnqvist", "Christina Widmark", "Mohammed Al-Sayed", "Birgitta Lundin"
    )
    members, (karin, hamid, annika) = (
        some("Anna Svensson", "Bo Ek", "Åsa Berg"),
        some("Karin Lindqvist", "Hamid Karimi", "Annika Björk"),
    )
    (erik, li), (goran, johan), (vera,) = (
        some("Erik Holm", "Li Wang"),
        some("Göran Fransson", "Johan Ek"),
        some("Vera Åkesson"),
    )
    stories: list[Step] = [
        *(Diverter(one, going).step for one in some(*DIVERTERS)),
        *(Promiser(one, names, going).step for one in promisers),
        Operator(vera, promisers, names, going).step,
        HandOver(erik, li, names, going).step,
        Ordering(orderer, christina, (mohammed, birgitta), going).step,
        Gaps(members, karin, (hamid, annika), going).step,
        News(goran, johan, town, replicas, going, bound=KNOWN_WITHIN).step,
    ]
    for one in met:
        await one.installs()
    return stories


async def _goes_on(seconds: float, stories: Sequence[Step], going: Going, chaos: Chaos) -> None:
    """People and troubles for so long; then the troubles end, and people finish what they are at."""
    tasks = [asyncio.create_task(again_and_again(going, step)) for step in stories]
    tasks.append(asyncio.create_task(chaos.goes_on(going.over)))
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    going.over.set()
    await asyncio.gather(*tasks)


async def _until_quiet(address: StoreAddress, clock: SharedClock, ledger: Ledger) -> Sequence[tuple[str, object]]:
    """Wait until nothing that is due lies unsent; gives what still does after a while."""
    began = time.time()
    while True:
        stored = await all_stored(address, clock.now())
        unsent = list(stored.unsent(clock.now()))
        begun = list(stored.begun())
        if not unsent and not begun:
            ledger.lasted("until nothing was left to be sent", time.time() - began)
            return []
        if time.time() - began > QUIET_WITHIN:
            return [*unsent, *begun]
        await asyncio.sleep(2.0)
