"""Owns the commands about the store as a whole (docs/runbook.md): what each is given, and which exit status it gives.

They are for whoever runs the machine. They write to the terminal, in English, and log nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TextIO

from assembly.outside import store_address
from command_line import exit_status
from settings import BadSettings, read_settings
from storage.cosmos_containers import CONTAINER, CosmosDatabase, container_resource
from storage.declared_kinds import DeclaredKinds
from storage.document_store import StoreError
from storage.doubting import doubt_unsent
from storage.forgotten_again import forget_again
from storage.kinds import KINDS
from storage.opening import StoreAddress, opened, require_there
from storage.signs_of_life import LONGEST_SILENCE, shows_life
from storage.sqlite_backup import back_up, restore
from storage.sqlite_hold import alone_with
from store_copying import add_copy_store, copy_store, store_written

STORE_COMMANDS = frozenset(
    {"copy-store", "backup-store", "restore-store", "doubt-unsent", "forget-again", "create-containers"}
)
MEGABYTE = 1_000_000


def add_store_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the commands among the others."""
    add_copy_store(commands)
    backup = commands.add_parser("backup-store", help="back up the SQLite store, also while a bot serves from it")
    backup.add_argument("file", type=Path, metavar="FILE", help="the backup to make; it must not be there yet")
    restoring = commands.add_parser("restore-store", help="put a backup in the SQLite store's place; no bot may serve")
    restoring.add_argument("file", type=Path, metavar="FILE", help="the backup; it stays as it is")
    commands.add_parser(
        "doubt-unsent", help="after a database was restored: what is still to be sent may have been sent already"
    )
    forgetting = commands.add_parser(
        "forget-again", help="after a database was restored: who was forgotten since then is to be forgotten again"
    )
    forgetting.add_argument(
        "source", metavar="LEFT", help="the store that was left, sqlite:PATH or cosmos:ENDPOINT#DATABASE"
    )
    containers = commands.add_parser(
        "create-containers", help="make what a test server of Azure Cosmos DB has to hold (docs/cosmos.md)"
    )
    containers.add_argument(
        "--print", dest="prints", action="store_true", help="make nothing: print how it has to be, as infra/cosmos.json"
    )


def run_store_command(
    given: argparse.Namespace,
    environment: Mapping[str, str],
    *,
    now: Callable[[], datetime],
    out: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """The exit status of the command, one of `STORE_COMMANDS`: 0 when it is done, 1 when `errors` say why not."""
    out, errors = out or sys.stdout, errors or sys.stderr
    return exit_status(
        lambda: _carry_out(given, environment, now, out),
        errors,
        stopped="The same command goes on where it was, or begins anew.",
    )


def _carry_out(
    given: argparse.Namespace, environment: Mapping[str, str], now: Callable[[], datetime], out: TextIO
) -> int:
    if given.command == "copy-store":
        return copy_store(given, environment, now=now, out=out)
    if given.command == "doubt-unsent":
        return _doubt(environment, now, out)
    if given.command == "forget-again":
        return _forget(given.source, environment, now, out)
    if given.command == "create-containers":
        out.write(_declaration() if given.prints else asyncio.run(_make_containers(environment, now)))
        return 0
    act = _back_up if given.command == "backup-store" else _restore
    return act(_sqlite_path(environment), given.file, now, out)


def _sqlite_path(environment: Mapping[str, str]) -> Path:
    path = read_settings(environment).sqlite_path
    if path is None:
        raise BadSettings(["STORAGE is cosmos: Azure backs that up by itself, see docs/runbook.md"])
    return path


def _back_up(path: Path, file: Path, _now: Callable[[], datetime], out: TextIO) -> int:
    held = back_up(path, file)
    out.write(f"{file}: {held.total:,} documents, {held.size / MEGABYTE:,.1f} MB, read through and sound.\n")
    return 0


def _restore(path: Path, file: Path, now: Callable[[], datetime], out: TextIO) -> int:
    told: list[str] = []

    def prepared(part: Path) -> None:
        told.append(_told_of_doubted(_doubted(part, now)))
        if path.exists():
            told.append(_told_of_forgotten_since(part, path, now))

    restored = restore(path, file, DeclaredKinds(KINDS), now=now(), prepared=prepared)
    out.write(f"{path} is {file} now: {restored.held.total:,} documents.\n")
    if restored.kept_as is not None:
        out.write(f"What was there before is kept as {restored.kept_as}.\n")
    out.write("".join(told))
    return 0


def _told_of_forgotten_since(part: Path, path: Path, now: Callable[[], datetime]) -> str:
    """The backup is to be had also where what it replaces is too damaged to tell, or a later version's."""
    try:
        return _told_of_forgotten(asyncio.run(_forgotten_again(part, path, now)))
    except StoreError as fault:
        return (
            f"Who was forgotten since the backup can't be read from what was there before: {fault}\n"
            "Run erase-person again for those whom you know of.\n"
        )


def _forget(source: str, environment: Mapping[str, str], now: Callable[[], datetime], out: TextIO) -> int:
    left, restored = store_written("LEFT", source, environment).address, store_address(read_settings(environment))
    for address in (left, restored):
        require_there(address)
    out.write(_told_of_forgotten(asyncio.run(_forgotten_again(restored, left, now))))
    return 0


async def _forgotten_again(restored: StoreAddress, left: StoreAddress, now: Callable[[], datetime]) -> int:
    async with opened(restored, now) as store, opened(left, now) as source:
        return await forget_again(store, left=source, now=now())


def _told_of_forgotten(again: int) -> str:
    return f"Forgotten since, and to be forgotten again within a minute of the bot's start: {again:,}.\n"


def _declaration() -> str:
    return json.dumps(container_resource(), indent=2) + "\n"


async def _make_containers(environment: Mapping[str, str], now: Callable[[], datetime]) -> str:
    """What was made, or that it was there; raises ContainerMissing with each fault of one that was there."""
    address = store_address(read_settings(environment))
    if not isinstance(address, CosmosDatabase):
        raise BadSettings(["create-containers takes STORAGE=cosmos:ENDPOINT: a SQLite file needs nothing made"])
    from storage.cosmos import create_containers  # noqa: PLC0415 - as in storage/opening.py

    is_new = await create_containers(address)
    # As the bot will open it: a container that somebody else has made can be another one.
    async with opened(address, now):
        pass
    is_there = "made" if is_new else "there already, as it has to be"
    return f"container {CONTAINER} of {address.database}: {is_there}\n"


def _doubt(environment: Mapping[str, str], now: Callable[[], datetime], out: TextIO) -> int:
    address = store_address(read_settings(environment))
    require_there(address)
    if isinstance(address, Path):
        with alone_with(address):
            out.write(_told_of_doubted(_doubted(address, now)))
    else:
        out.write(f"Seeing whether a bot serves from it, where one ever did: {LONGEST_SILENCE:.0f} s.\n")
        out.flush()
        out.write(_told_of_doubted(_doubted(address, now, watches=True)))
    return 0


def _doubted(address: StoreAddress, now: Callable[[], datetime], *, watches: bool = False) -> int:
    async def doubt() -> int:
        async with opened(address, now) as store:
            if watches and await shows_life(store, seconds=LONGEST_SILENCE):
                raise StoreError("a bot serves from it: stop every replica first")
            return await doubt_unsent(store, now=now())

    return asyncio.run(doubt())


def _told_of_doubted(doubted: int) -> str:
    return f"Notifications that were due and may have been sent since: {doubted:,}; they will say so.\n"
