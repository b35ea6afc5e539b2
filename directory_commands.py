"""Owns the command `sync-directory`: read Microsoft 365 now, say what that would change, or let it go on.

It is for whoever runs the machine. It writes to the terminal, in English, and logs nothing. A bot may serve meanwhile:
it takes what comes into use within a minute. Of people it says names, addresses and units, so mind where that goes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from assembly.directories import base_directory
from assembly.graph import graph_client
from assembly.graph_directory import GraphParts, kept_directory, sync_service
from assembly.outside import store_address
from command_line import DONE, REFUSED, exit_status
from directory.graph.changes_told import render_changes
from directory.graph.directory_changes import changes
from directory.graph.runs import Run, RunEnd
from policy.directory_losses import Losses, losses_between
from policy.errors import PolicyError
from policy.organisation import Municipality
from settings import BadSettings, Settings, read_settings
from storage.document_store import DocumentStore
from storage.opening import StoreAddress, opened
from storage.rehearsing import RehearsalStore

DIRECTORY_COMMANDS = frozenset({"sync-directory"})
MOST_RUNS = 200
"""Each lasts some minutes; and one that loses to a bot that reads as well is begun again."""
SECONDS_BETWEEN = 2.0

TOLD = {
    RunEnd.NOTHING_NEW: "Read to the end: nothing has changed.",
    RunEnd.IN_USE: "Read to the end, and in use.",
    RunEnd.NOBODY: "Read to the end, and nobody of it is staff: it is not taken. Look at entra.staff; try --dry-run.",
    RunEnd.AWAY: "Microsoft Graph asks for patience, or can't be reached. What was read is kept: run it again later.",
    RunEnd.REFUSED: "Microsoft Graph refuses it",
    RunEnd.LOST: "Somebody else keeps reading at the same time: a bot that serves goes on by itself.",
    RunEnd.GOES_ON: "There is more to read. The same command goes on where it was.",
}
REHEARSED = (RunEnd.NOTHING_NEW, RunEnd.IN_USE, RunEnd.HELD, RunEnd.NOBODY)
"""How a run ends in which everything has been read."""


@dataclass(frozen=True, slots=True)
class _Ground:
    store: DocumentStore
    parts: GraphParts
    now: Callable[[], datetime]
    out: TextIO


def add_directory_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command among the others."""
    sync = commands.add_parser("sync-directory", help="read people out of Microsoft 365 now (DIRECTORY=graph)")
    sync.add_argument("--dry-run", action="store_true", help="keep nothing: say what would change")
    sync.add_argument("--json", action="store_true", help="with --dry-run: all of it, as JSON")
    sync.add_argument(
        "--frame", type=Path, metavar="FILE", help="with --dry-run: what would change if that were MUNICIPALITY_FILE"
    )
    sync.add_argument("--whole", action="store_true", help="read everything from the beginning")
    sync.add_argument(
        "--accept-removals", action="store_true", help="take it into use also where it removes more than it may"
    )


def run_directory_command(
    given: argparse.Namespace,
    environment: Mapping[str, str],
    *,
    now: Callable[[], datetime],
    out: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """The exit status of the command: 0 when it is done, 1 when `errors` say why not."""
    out, errors = out or sys.stdout, errors or sys.stderr

    def work() -> int:
        settings = read_settings(environment)
        if settings.directory_file is not None:
            raise BadSettings(["DIRECTORY is a file: sync-directory reads Microsoft 365, with DIRECTORY=graph"])
        if given.frame is not None and not given.dry_run:
            raise BadSettings(["--frame is for --dry-run: what is in use comes of MUNICIPALITY_FILE"])
        fault = asyncio.run(_carry_out(given, settings, now, out))
        errors.write(fault and fault + "\n")
        return REFUSED if fault else DONE

    return exit_status(work, errors, stopped="What was read is kept; the same command goes on.")


async def _carry_out(given: argparse.Namespace, settings: Settings, now: Callable[[], datetime], out: TextIO) -> str:
    """Why it is not done; empty when it is."""
    with TemporaryDirectory() as folder:
        address = store_address(settings)
        if given.dry_run and isinstance(address, Path) and not address.exists():
            address = Path(folder) / "rehearsal.db"
        return await _over_store(given, settings, address, now, out)


async def _over_store(
    given: argparse.Namespace, settings: Settings, address: StoreAddress, now: Callable[[], datetime], out: TextIO
) -> str:
    async with opened(address, now) as real, _grounded(given, settings, real, now, out) as ground:
        await ground.parts.keeping.refresh()
        if given.dry_run:
            before = await _in_use(settings, ground.store)
            return await _rehearse(ground, before, given)
        run = await _read(ground, anew=given.whole)
        if run.end is not RunEnd.HELD:
            return _said(ground, run)
        if given.accept_removals:
            return await _accept(ground)
        return _held(run)


@asynccontextmanager
async def _grounded(
    given: argparse.Namespace, settings: Settings, store: DocumentStore, now: Callable[[], datetime], out: TextIO
) -> AsyncIterator[_Ground]:
    graph = graph_client(settings)
    if given.dry_run:
        store = RehearsalStore(store)
    frame = given.frame or settings.municipality_file
    base = base_directory(replace(settings, municipality_file=frame), store, graph)
    if base.graph is None or graph is None:
        raise BadSettings(["DIRECTORY is a file: there is nothing to read"])
    try:
        yield _Ground(store, base.graph, now, out)
    finally:
        await graph.close()


async def _read(ground: _Ground, *, anew: bool) -> Run:
    """Read on until a round has come to its end, or can't."""
    service = sync_service(ground.store, ground.parts.keeping.directory)
    for number in range(MOST_RUNS):
        run = await ground.parts.run(service, now=ground.now(), anew=anew and not number, at_once=True)
        if run.end not in (RunEnd.GOES_ON, RunEnd.LOST):
            break
        await _pause(run)
    return run


async def _in_use(settings: Settings, store: DocumentStore) -> Municipality | None:
    """What is in use, by the frame that is; None where nothing is, or that frame asks for what was never read."""
    if settings.municipality_file is None:
        return None
    keeping = kept_directory(settings.municipality_file, store)
    await keeping.refresh()
    return keeping.directory.municipality if keeping.is_filled else None


async def _rehearse(ground: _Ground, before: Municipality | None, given: argparse.Namespace) -> str:
    run = await _read(ground, anew=given.whole)
    if run.state.whole is None or run.end not in REHEARSED:
        return _said(ground, run)
    mapped = await ground.parts.mapped(run.state.whole)
    told = changes(before, mapped.municipality, mapped.remarks)
    ground.out.write(render_changes(told, as_json=given.json))
    if given.json:
        return ""
    if given.frame is not None and before is not None:
        losses = _lost(losses_between(before, mapped.municipality))
        ground.out.write(f"\nWith that frame, {losses}\nIf it names the same groups nothing holds it up.\n")
    elif run.end is RunEnd.HELD:
        ground.out.write(f"\n{_held(run)}\n")
    return ""


async def _accept(ground: _Ground) -> str:
    service = sync_service(ground.store, ground.parts.keeping.directory)
    try:
        case = await service.accept_at_the_machine(now=ground.now())
    except PolicyError:
        return "What would go has changed meanwhile, or somebody else has said yes: run it again."
    await ground.parts.keeping.refresh()
    ground.out.write(f"In use: {case.people_after:,} people, {case.gone:,} fewer than before.\n")
    return ""


def _said(ground: _Ground, run: Run) -> str:
    told = TOLD.get(run.end, run.end.value)
    if run.end is RunEnd.REFUSED:
        return f"{told}: {run.state.trouble}. docs/microsoft-365.md has the permissions that it needs."
    if run.end not in (RunEnd.NOTHING_NEW, RunEnd.IN_USE):
        return told
    ground.out.write(f"{told} {run.state.people:,} people.\n")
    return ""


def _held(run: Run) -> str:
    losses = None if run.judged is None else run.judged.losses
    if losses is None:
        return "It is held up."
    what_next = "--dry-run says who; put it right in Entra, or let it go on with --accept-removals."
    return f"It is held up: {_lost(losses)}\nNothing of it is in use. {what_next}"


def _lost(losses: Losses) -> str:
    emptied = ", ".join(role.value for role in losses.roles_emptied)
    told = [
        f"{losses.gone:,} of {losses.people_before:,} people would go.",
        f"{len(losses.unroled):,} would lose a role, {len(losses.groups_emptied):,} answer groups would be empty.",
        *([f"Nobody would have the role {emptied}."] if emptied else []),
    ]
    return "\n".join(told)


async def _pause(run: Run) -> None:
    if run.end is RunEnd.LOST:
        await asyncio.sleep(SECONDS_BETWEEN)
