"""The command `copy-store`, between files and to and from a test server of Azure Cosmos DB."""

from __future__ import annotations

import argparse
import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import main
from storage.copy_marks import HalfCopied, kept_mark
from storage.cosmos_containers import CosmosDatabase
from storage.document_store import DocumentStore, Key
from storage.opening import StoreAddress, StoreOpenedLater, open_store
from storage.sqlite_hold import Hold, StoreFileInUse
from store_commands import add_store_commands, run_store_command
from store_copying import CopyRefused, copy_store
from tests.storage.moving_stage import LATER, begun, contents, fill

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
NOTHING: Mapping[str, str] = {}


@asynccontextmanager
async def opened(address: StoreAddress) -> AsyncIterator[DocumentStore]:
    store = await open_store(address, now=lambda: NOW)
    yield store
    await store.close()


@pytest.fixture
async def here(tmp_path: Path) -> Path:
    """A file with a bit of everything."""
    path = tmp_path / "here.db"
    async with opened(path) as store:
        await fill(store)
    return path


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "there" / "there.db"


async def run(*arguments: str, environment: Mapping[str, str] = NOTHING) -> tuple[int, str, str]:
    """The command's exit status, what it said, and its complaints."""
    return await asyncio.to_thread(_run, arguments, environment)


def given_by(*arguments: str) -> argparse.Namespace:
    """What the command line makes of them."""
    parser = argparse.ArgumentParser()
    add_store_commands(parser.add_subparsers(dest="command"))
    return parser.parse_args(["copy-store", *arguments])


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    given = given_by(*arguments)
    out, errors = io.StringIO(), io.StringIO()
    status = run_store_command(given, environment, now=lambda: NOW, out=out, errors=errors)
    return status, out.getvalue(), errors.getvalue()


def sqlite(path: Path) -> str:
    return f"sqlite:{path}"


def cosmos(database: CosmosDatabase) -> str:
    return f"cosmos:{database.endpoint}#{database.database}"


async def all_of(address: StoreAddress) -> object:
    async with opened(address) as store:
        return await contents(store)


async def test_a_file_is_copied_and_told_of_kind_by_kind(here: Path, there: Path) -> None:
    """The table names kinds and counts, never a document; a bot can start on the copy."""
    status, said, _ = await run(sqlite(here), sqlite(there), "--digests")
    assert status == 0
    assert await all_of(there) == await all_of(here)
    assert ["chat", "9", "9", "0", "0", "0"] in [line.split() for line in said.splitlines()]
    assert "FROM and TO hold the same 30 documents" in said
    assert said.count("\n  FROM ") == 4
    assert "0001" not in said
    serving = StoreOpenedLater(there, now=lambda: NOW)
    await serving.open()
    await serving.close()


async def test_to_azure_cosmos_db_and_back(here: Path, there: Path, cosmos_database: CosmosDatabase) -> None:
    """Whatever is in it comes back as it was, and comparing either way finds the same."""
    keys = {"COSMOS_KEY": cosmos_database.key}
    status, said, errors = await run(sqlite(here), cosmos(cosmos_database), environment=keys)
    assert (status, errors) == (0, "")
    assert await all_of(cosmos_database) == await all_of(here)
    status, said, errors = await run(cosmos(cosmos_database), sqlite(there), environment=keys)
    assert (status, errors) == (0, "")
    assert await all_of(there) == await all_of(here)
    status, said, _ = await run(sqlite(here), cosmos(cosmos_database), "--compare", environment=keys)
    assert (status, "hold the same" in said) == (0, True)


async def test_two_databases_of_their_own_keys(here: Path, cosmos_database: CosmosDatabase) -> None:
    """The name of the database stands in the address or the settings, a key where no history keeps it."""
    address = cosmos(cosmos_database)
    environment = {"TO_COSMOS_KEY": cosmos_database.key, "COSMOS_KEY": "not this one", "COSMOS_DATABASE": "nor this"}
    assert (await run(sqlite(here), address, environment=environment))[0] == 0
    keys = {"COSMOS_KEY": cosmos_database.key}
    status, _, errors = await run(sqlite(here), f"cosmos:{cosmos_database.endpoint}", environment=keys)
    assert (status, errors) == (1, "TO: COSMOS_DATABASE is missing: STORAGE names a Cosmos DB endpoint\n")
    twice = f"cosmos:{cosmos_database.endpoint.upper()}#x", f"{address.split('#')[0]}#x"
    status, _, errors = await run(*twice, environment=keys)
    assert (status, errors) == (1, "FROM and TO are the same store\n")


async def test_what_it_refuses(here: Path, there: Path, tmp_path: Path) -> None:
    """Nothing is written in any of these cases."""
    (tmp_path / "again.db").hardlink_to(here)
    async with opened(there) as store:
        await store.create(Key("chat", "anna", "chat"), {"other": "data"})
    before = await all_of(there)
    for arguments, why in (
        ((sqlite(here), sqlite(there)), "TO holds something already"),
        ((sqlite(here), sqlite(here)), "the same store"),
        ((sqlite(here), sqlite(tmp_path / "again.db")), "the same store"),
        ((sqlite(tmp_path / "none.db"), sqlite(there)), "FROM is not there"),
        ((sqlite(here), sqlite(tmp_path / "none.db"), "--compare"), "TO is not there"),
        (("postgres:x", sqlite(there)), "it takes sqlite:PATH or cosmos:ENDPOINT"),
    ):
        status, said, errors = await run(*arguments)
        assert (status, said) == (1, "")
        assert why in errors
    assert await all_of(there) == before
    assert not (tmp_path / "none.db").exists()


async def test_over_makes_a_target_with_other_things_the_same(here: Path, there: Path) -> None:
    """What differs is written over, and what only TO holds is removed."""
    async with opened(there) as store:
        await store.create(Key("chat", "anna", "chat"), {"other": "data"})
    status, _, _ = await run(sqlite(here), sqlite(there), "--over")
    assert status == 0
    assert await all_of(there) == await all_of(here)


async def test_nobody_may_serve_meanwhile(here: Path, there: Path) -> None:
    """A bot that holds the file, or any program that has it open, is found out, whichever side it is."""
    serving = StoreOpenedLater(here, now=lambda: NOW)
    await serving.open()
    await (await open_store(there, now=lambda: NOW)).close()
    for arguments in ((sqlite(here), sqlite(there)), (sqlite(there), sqlite(here))):
        status, _, errors = await run(*arguments)
        assert (status, "a bot serves from it" in errors) == (1, True)
    await serving.close()
    with closing(sqlite3.connect(here)) as other:
        other.execute("SELECT count(*) FROM document").fetchall()
        status, _, errors = await run(sqlite(here), sqlite(there))
        assert (status, "another program has it open" in errors) == (1, True)
    assert (await run(sqlite(here), sqlite(there)))[0] == 0


async def test_what_is_copied_ahead_is_completed_when_the_bot_has_stopped(here: Path, there: Path) -> None:
    """Meanwhile no bot starts on it; what was written or forgotten since is made good in the end."""
    serving = StoreOpenedLater(here, now=lambda: NOW)
    await serving.open()
    status, said, _ = await run(sqlite(here), sqlite(there), "--ahead")
    assert (status, "TO is not whole until then" in said) == (0, True)
    (first, *_) = (await serving.query("chat")).documents
    await serving.delete(first)
    await serving.create(Key("chat", "new", "chat"), {})
    await serving.close()
    with pytest.raises(HalfCopied, match="unfinished copy of sqlite:"):
        await StoreOpenedLater(there, now=lambda: NOW).open()
    assert (await run(sqlite(here), sqlite(there)))[0] == 0
    assert await all_of(there) == await all_of(here)


async def test_half_a_copy_is_gone_on_with_by_nobody_else(here: Path, there: Path, tmp_path: Path) -> None:
    """It is no source either; --over makes it another store's copy."""
    async with opened(there) as store:
        await begun(store)
    status, _, errors = await run(sqlite(here), sqlite(there))
    assert (status, "TO is an unfinished copy of sqlite:/here" in errors) == (1, True)
    status, _, errors = await run(sqlite(there), sqlite(tmp_path / "third.db"))
    assert (status, "unfinished copy of sqlite:/here" in errors) == (1, True)
    assert (await run(sqlite(here), sqlite(there), "--over"))[0] == 0
    async with opened(there) as store:
        assert await kept_mark(store) is None


async def test_comparing_names_the_kinds_that_differ(here: Path, there: Path) -> None:
    """By their counts: the exit status tells a script, the table a person."""
    await run(sqlite(here), sqlite(there))
    async with opened(there) as store:
        (first, second, *_) = (await store.query("chat")).documents
        await store.delete(first)
        await store.replace(second, {"other": 1}, expires_at=LATER)
        await store.create(Key("chat", "new", "chat"), {})
    before = await all_of(there)
    status, said, _ = await run(sqlite(here), sqlite(there), "--compare")
    assert status == 1
    assert ["chat", "9", "9", "1", "1", "1"] in [line.split() for line in said.splitlines()]
    assert "FROM and TO do not hold the same." in said
    assert await all_of(there) == before


async def test_a_bot_that_serves_from_a_database_shows_by_its_signs_of_life(
    here: Path, cosmos_database: CosmosDatabase
) -> None:
    """What a process left behind that was killed is silent; one that lives goes on writing."""
    keys = {"COSMOS_KEY": cosmos_database.key}
    async with opened(cosmos_database) as store:
        table = await store.create(Key("shard_table", "replicas", "shards"), {"until": 0})

        async def renew() -> None:
            nonlocal table
            while True:
                table = await store.replace(table, {"until": 1})
                await asyncio.sleep(0.05)

        renewing = asyncio.create_task(renew())
        given = given_by(sqlite(here), cosmos(cosmos_database))
        with pytest.raises(CopyRefused, match="a bot serves from TO"):
            await asyncio.to_thread(copy_store, given, keys, now=lambda: NOW, out=io.StringIO(), silence=0.8)
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
    out = io.StringIO()
    assert await asyncio.to_thread(copy_store, given, keys, now=lambda: NOW, out=out, silence=0.8) == 0
    said = out.getvalue()
    assert "Seeing whether a bot serves from TO" in said


async def test_a_bot_that_began_to_serve_meanwhile_is_told_of_in_the_end(
    here: Path, there: Path, cosmos_database: CosmosDatabase
) -> None:
    """The mark stays, so that no other starts on a copy that lacks what it wrote; the same command completes it."""
    keys = {"COSMOS_KEY": cosmos_database.key}
    assert (await run(sqlite(here), cosmos(cosmos_database), environment=keys))[0] == 0
    store = await open_store(cosmos_database, now=lambda: NOW)
    beginning: list[object] = []

    class Watching(io.StringIO):
        def write(self, text: str) -> int:
            if "kind" in text:
                beginning.append(asyncio.run_coroutine_threadsafe(beat(), loop).result(5))
            return super().write(text)

    async def beat() -> None:
        await store.create(Key("shard_table", "replicas", "shards"), {"beats": 0})

    loop, out = asyncio.get_running_loop(), Watching()
    given = given_by(cosmos(cosmos_database), sqlite(there))
    assert await asyncio.to_thread(copy_store, given, keys, now=lambda: NOW, out=out) == 1
    assert "A bot has served from FROM meanwhile" in out.getvalue()
    assert len(beginning) == 1
    async with opened(there) as half:
        assert await kept_mark(half) is not None
    assert await asyncio.to_thread(copy_store, given, keys, now=lambda: NOW, out=io.StringIO(), silence=0.2) == 0
    await store.close()


async def test_a_bot_does_not_start_on_a_file_that_is_being_copied_or_restored(here: Path) -> None:
    """Two bots may share a file; who has it alone shares it with nobody."""
    alone = Hold(here, alone=True)
    with pytest.raises(StoreFileInUse, match="being copied or restored"):
        await StoreOpenedLater(here, now=lambda: NOW).open()
    alone.let_go()
    one, other = (StoreOpenedLater(here, now=lambda: NOW) for _ in range(2))
    await one.open()
    await other.open()
    await one.close()
    with pytest.raises(StoreFileInUse, match="a bot serves from it"):
        Hold(here, alone=True)
    await other.close()
    Hold(here, alone=True).let_go()


def test_the_command_line_knows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults are told on standard error, with exit status 1."""
    assert main(["copy-store", sqlite(tmp_path / "none.db"), sqlite(tmp_path / "other.db")]) == 1
    assert capsys.readouterr().err == f"FROM is not there: {tmp_path / 'none.db'}\n"
