"""Owns the wiring: every part is made here, once, and handed what it needs. And the command line.

Nothing is decided here. Whoever wants to know what the product is made of reads `build_app` from top to bottom.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

import bot.wire.loading  # noqa: F401 - before the others: the collector leaves alone what they load
from assembly import RENDERERS, Inside, effective_directory, habits_of, put_together
from assembly.directories import BaseDirectory, base_directory, directory_for_records
from assembly.graph import Reached, graph_client, reached
from assembly.health import mount_health
from assembly.outside import store_address
from assembly.sharing import Sharing, sharing
from assembly.warming import learn_rules, warm_up
from assembly.watching import Telling, Watch, watching
from assembly.wiring import Wire, wired
from bot.adapter import TeamsAdapter, add_routes
from bot.dialogs.notifications import notification_renderer
from bot.dialogs.trouble import trouble_reply
from bot.messenger import TeamsMessenger
from bot.teams_bot import TeamsBot
from bot.wire.log_lines import configure_logging
from bot.wire.pacing import Pace
from bot.wire.remembering import ChatMemory
from bot.wire.searching import SearchRunner
from bot.wire.turns import TurnRunner
from directory.check import check_directory
from directory.file_faults import BadMunicipalityFile
from directory_commands import DIRECTORY_COMMANDS, add_directory_commands, run_directory_command
from pbx_commands import PBX_COMMANDS, add_pbx_commands, run_pbx_command
from personal_records import erase_person, export_person
from scheduler import Errands, Job, Scheduler
from services.effective_directory import EffectiveDirectory
from services.ports import Clock, Directory
from settings import BadSettings, Settings, read_settings
from simulation.command import add_simulate, simulate
from storage.chat_repository import StoredChats
from storage.document_store import StoreError
from storage.opening import StoreAddress, StoreOpenedLater
from store_commands import STORE_COMMANDS, add_store_commands, run_store_command
from telemetry.spans import ids_now

SHUTDOWN_SECONDS = 10

OF_THEIR_OWN = (
    (STORE_COMMANDS, run_store_command),
    (PBX_COMMANDS, run_pbx_command),
    (DIRECTORY_COMMANDS, run_directory_command),
)
"""Commands that say themselves what there is to say."""

Paced = Callable[[Job], Job]
"""Gives a job another pace."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """What lives as long as the process does."""

    store: StoreOpenedLater
    base: BaseDirectory
    directory: EffectiveDirectory
    errands: Errands
    finish_sending: Callable[[], Awaitable[None]]
    shares: Sharing
    beside: Reached
    clock: Clock
    telling: Telling


def build_app(settings: Settings, *, clock: Clock | None = None, paced: Paced = lambda job: job) -> web.Application:
    """The whole application, ready to be served; its store is opened when it starts.

    Raises BadMunicipalityFile when the directory can't be read, and StoreError at its start when the store can't be
    opened.
    """
    clock = clock or SystemClock()
    watch = watching(settings)
    around = watch.around
    wire = wired(settings, watch.registry, around)
    store = StoreOpenedLater(store_address(settings), now=clock.now, charged=watch.charged, over=watch.over)
    graph, errands = graph_client(settings, asked=watch.asked, around=around), Errands()
    base = base_directory(settings, store, graph)
    directory = effective_directory(base.directory, store)
    # One process at a time has a SQLite file open.
    shares = sharing(store, clock=clock, alone=settings.sqlite_path is not None)
    memory = ChatMemory(StoredChats(store), came=lambda person: inside.contacts.came(person))  # noqa: PLW0108 - later
    beside = reached(
        settings, graph=graph, clock=clock, directory=directory, told=watch.told, carried=watch.carried, around=around
    )
    inside = put_together(
        store=shares.guarded(store),
        directory=directory,
        messenger=around.messenger(_messenger(wire, memory, directory, clock, shares.pace)),
        clock=clock,
        start=errands.start,
        delivered=watch.delivered,
        alerted=watch.alerted,
        hold=shares.hold,
        reaches=base.reaches(beside.reaches, errands.start),
    )
    runner = TurnRunner(
        inside.router(directory, habits=lambda: habits_of(base.directory.habits), heard=watch.heard),
        on_error=trouble_reply(directory),
        order=shares.turns(memory, contended=wire.metrics.contended),
        metrics=wire.metrics,
        note_cards=inside.note_cards,
        spans=around.spans,
    )
    box = inside.search_box
    searches = SearchRunner(box, in_trouble=box.in_trouble, memory=memory, metrics=wire.metrics, spans=around.spans)
    bot = _bot(runner, searches, inside, memory, beside, clock)
    scheduler, telling = _scheduler(inside, base, shares, watch, clock, paced)
    kept = Kept(store, base, directory, errands, inside.outbox.finish, shares, beside, clock, telling)
    return _application(settings, wire, bot, scheduler, kept, watch)


def _scheduler(
    inside: Inside, base: BaseDirectory, shares: Sharing, watch: Watch, clock: Clock, paced: Paced
) -> tuple[Scheduler, Telling]:
    """What ticks, and what tells of it."""
    kept_up = base.jobs(inside.services.syncing, hold=shares.hold, registry=watch.registry, clock=clock)
    letters, counting = watch.letters(inside, shares.hold)
    jobs = (*shares.jobs, *map(paced, (*kept_up, *map(base.once_filled, (*inside.jobs, counting)))))
    watched = tuple(map(watch.around.job, jobs))
    scheduler = Scheduler(watched, clock=clock, hold=shares.hold, gains=shares.gains, observe=watch.ran)
    return scheduler, watch.telling(scheduler, inside, letters, shares.hold)


def _bot(
    runner: TurnRunner, searches: SearchRunner, inside: Inside, memory: ChatMemory, beside: Reached, clock: Clock
) -> TeamsBot:
    directory = inside.directory
    return TeamsBot(
        runner,
        searches=searches,
        memory=memory,
        now=lambda: directory.municipality.calendar.local(clock.now()),
        address=beside.reaches.teams,
        went=inside.contacts.went,
    )


def _application(
    settings: Settings, wire: Wire, bot: TeamsBot, scheduler: Scheduler, kept: Kept, watch: Watch
) -> web.Application:
    """The routes, and what is opened before the first request and closed after the last."""
    app = web.Application()
    add_routes(app, adapter=TeamsAdapter(wire.authentication, metrics=wire.metrics), bot=bot, client=wire.client)
    checks = {"store": kept.store.ping, "scheduler": scheduler.ready, "directory": kept.base.ready}
    mount_health(app, settings, checks=checks, registry=watch.registry)

    async def keep_house(_app: web.Application) -> AsyncIterator[None]:
        await kept.store.open()
        await kept.base.begin()
        await kept.directory.keep_fresh(now=kept.clock.now())
        warm_up(kept.directory, kept.clock)
        wire.ask_ahead()
        await kept.shares.begin()
        scheduler.start()
        kept.telling.begin()
        learning = asyncio.create_task(learn_rules(), name="learning")
        yield
        learning.cancel()
        await scheduler.stop()
        await kept.shares.end()
        await kept.finish_sending()
        await kept.errands.finish()
        await kept.beside.close()
        await kept.store.close()
        kept.telling.end()

    app.cleanup_ctx.append(keep_house)
    return app


def _messenger(wire: Wire, memory: ChatMemory, directory: Directory, clock: Clock, pace: Pace) -> TeamsMessenger:
    return TeamsMessenger(
        memory,
        wire.connector,
        render=notification_renderer(directory, clock, RENDERERS),
        default_language=directory.municipality.language,
        pace=pace,
    )


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; gives the process's exit status."""
    parser = argparse.ArgumentParser(prog="app.py", description="Växelvis: without a command, it serves.")
    commands = parser.add_subparsers(dest="command", title="commands")
    check = commands.add_parser("check-directory", help="name every fault of a municipality file")
    check.add_argument("file", type=Path, metavar="FILE")
    for command, what in (
        ("export-person", "write all that is kept about someone"),
        ("erase-person", "forget someone"),
    ):
        commands.add_parser(command, help=what).add_argument("person", metavar="ID", help="the Entra object id")
    add_simulate(commands)
    add_store_commands(commands)
    add_pbx_commands(commands)
    add_directory_commands(commands)
    chosen = parser.parse_args(arguments)
    if chosen.command is not None:
        # They say what there is to say themselves, once: without any handler warnings would go to standard error.
        logging.getLogger().addHandler(logging.NullHandler())
    if chosen.command == "check-directory":
        return check_directory(chosen.file)
    if chosen.command == "simulate":
        return simulate(chosen, now=SystemClock().now())
    for commands_of_one, run in OF_THEIR_OWN:
        if chosen.command in commands_of_one:
            return run(chosen, os.environ, now=SystemClock().now)
    if chosen.command is not None:
        return _on_records(export_person if chosen.command == "export-person" else erase_person, chosen.person)
    return _serve()


def _on_records(command: Callable[[StoreAddress, Directory, str], int], person: str) -> int:
    try:
        settings = read_settings(os.environ)
        return command(store_address(settings), directory_for_records(settings, now=SystemClock().now), person)
    except (BadSettings, BadMunicipalityFile, StoreError, OSError) as fault:
        return _refused(fault)


def _refused(fault: Exception) -> int:
    more = "of the municipality file: check-directory names them" if isinstance(fault, BadMunicipalityFile) else ""
    print(f"{fault} {more}".rstrip(), file=sys.stderr)
    return 1


def _serve() -> int:
    try:
        settings = read_settings(os.environ)
        configure_logging(settings.log_format.value, found_by=ids_now)
        app = build_app(settings)
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            shutdown_timeout=SHUTDOWN_SECONDS,
            access_log=None,
            print=None,
        )
    except (BadSettings, BadMunicipalityFile, StoreError, OSError) as fault:
        return _refused(fault)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
