"""Two replicas over one store: what one of them is told the other knows within a stated time, and each does its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from typing import Unpack

from assembly import put_together
from assembly.inside import Inside
from directory.file_directory import FileDirectory
from scheduler import Job, Whose
from services.ports import Directory, Place
from storage.document_store import DocumentStore, Page
from storage.kinds import SHARD_TABLE
from storage.passing_on import Asked, StoreOver
from tests.bot.house import EXAMPLE, House, example_directory
from tests.bot.talk import Someone
from tests.storage.memory_store import MemoryStore

IDLE_SWEEPS = 13
IDLE_SOURCES = 13


class HoldsNothing:
    """The Hold of a replica that has just come."""

    gains = 0
    count = 0

    def has(self, place: Place) -> bool:
        return False

    def has_job(self, name: str) -> bool:
        return False


class Counted(StoreOver):
    """A store that counts what is asked of it."""

    def __init__(self, inner: DocumentStore) -> None:
        super().__init__(inner)
        self.queries: list[str] = []

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        self.queries.append(kind)
        return await self._inner.query(kind, **asked)


class Beside(House):
    """Another replica's inside, over the store of a house."""

    def __init__(self, first: House, directory: Directory | None = None) -> None:
        self.first = first
        super().__init__(directory=directory)
        self.clock = first.clock

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """The other's store."""
        return self.first.store


def job(inside: Inside, name: str) -> Job:
    """The job of that name."""
    (found,) = [one for one in inside.jobs if one.name == name]
    return found


async def test_what_is_told_to_one_replica_is_known_to_the_other_within_a_minute(
    house: House, vera: Someone, anna: Someone
) -> None:
    """A word that an editor has accepted leads callers right at every replica (A1, S3)."""
    other = Beside(house)
    ann, vera_there = house.someone("Ann-Christin Dahl"), other.someone("Vera Åkesson")
    for someone in (vera, anna, vera):
        await someone.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
        someone.sees("noterat")
    await house.sends_what_is_due()
    ann.is_told("3 felkopplade samtal: spolbil")
    await ann.presses("Godkänn", mend="group:vatten")
    ann.sees("är ett ärende hos Vatten och avlopp")
    await vera_there.says("fel kopplat: spolbil")
    vera_there.sees("Jag vet inte")
    refreshed = job(other.inside, "announced")
    assert (refreshed.every, refreshed.whose) == (timedelta(minutes=1), Whose.EACH)
    await refreshed.run(other.now())
    await vera_there.says("fel kopplat: spolbil")
    vera_there.sees("Vatten och avlopp: koppla till Olof Pålsson")


async def test_a_new_file_is_read_by_each_replica_for_itself(house: House, tmp_path: Path) -> None:
    """Whom it names is found at either once it has looked again, each for itself."""
    paths = [tmp_path / "one.yaml", tmp_path / "other.yaml"]
    directories = []
    for path in paths:
        copyfile(EXAMPLE, path)
        directories.append(FileDirectory(path))
    first, other = Beside(house, directories[0]), Beside(house, directories[1])
    for path in paths:
        path.write_text(path.read_text("utf-8").replace("last_name: Pålsson", "last_name: Påhlman"), "utf-8")
    directories[0].reload()
    assert first.directory.find_people("Olof Påhlman").is_certain
    assert not other.directory.find_people("Olof Påhlman").is_certain
    directories[1].reload()
    assert other.directory.find_people("Olof Påhlman").is_certain


async def test_a_replica_that_holds_nothing_asks_the_store_for_nothing_that_is_divided(house: House) -> None:
    """Not even its sweeps' first page: what it costs at idle is what it keeps up for itself."""
    store = Counted(house.store)
    inside = put_together(
        store=store,
        directory=example_directory(),
        messenger=house.mailbox,
        clock=house,
        start=house.soon.append,
        hold=HoldsNothing(),
    )
    for one in inside.jobs:
        if one.whose is Whose.EACH:
            await one.run(house.now())
    assert sorted(store.queries) == ["coverage_book", "misdirected", "notice"]


async def test_alone_with_its_store_a_process_asks_one_thing_once_and_nothing_of_others(house: House) -> None:
    """A tick at idle is one query for each subject's deliveries and one for each of its steps."""
    store = Counted(house.store)
    inside = put_together(
        store=store, directory=example_directory(), messenger=house.mailbox, clock=house, start=house.soon.append
    )
    divided = [one for one in inside.jobs if one.whose is Whose.DIVIDED]
    assert len(divided) == IDLE_SWEEPS + 1
    for one in divided:
        await one.run(house.now())
    assert len(store.queries) == IDLE_SWEEPS + IDLE_SOURCES
    assert SHARD_TABLE.name not in store.queries
