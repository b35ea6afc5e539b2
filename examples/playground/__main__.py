"""Owns the command `python -m examples.playground`: starts the stage, says where it is, and ends it with Ctrl-C.

The lines it prints are in Swedish and English side by side: it runs before anyone has chosen a language.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from directory.file_directory import FileDirectory
from examples.playground.children import ChildFailed
from examples.playground.people import NoSuchPerson, Part, Seat, cast
from examples.playground.stage import PROJECT, PortTaken, Stage, open_stage
from settings import BadSettings, read_settings

FOLDER = PROJECT / ".local" / "run"
FIRST_WINDOW_PORT = 56150
PARTS = {
    Part.STAFF: "medarbetare / staff",
    Part.MANAGER: "chef / manager",
    Part.SWITCHBOARD: "växeln / switchboard",
}


def main(arguments: Sequence[str]) -> int:
    """The command; gives its exit status, 0 after Ctrl-C and 1 when something could not start or died."""
    options = _parser().parse_args(arguments)
    try:
        asyncio.run(_until_told_to_stop(options))
    except (ChildFailed, NoSuchPerson, BadSettings) as failure:
        print(f"Det gick inte / Failed: {failure}", file=sys.stderr)
        return 1
    except PortTaken as taken:
        print(
            f"Port {taken} är upptagen: stoppa det som kör där, eller välj en annan med PORT=4000 make run\n"
            f"Port {taken} is taken: stop what runs there, or choose another with PORT=4000 make run",
            file=sys.stderr,
        )
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m examples.playground", description=__doc__)
    parser.add_argument(
        "--window-port", type=int, default=FIRST_WINDOW_PORT, help="the first window's port (%(default)s)"
    )
    return parser


async def _until_told_to_stop(options: argparse.Namespace) -> None:
    running = asyncio.ensure_future(_run(options))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        print("\nStoppat / Stopped.")


async def _run(options: argparse.Namespace) -> None:
    seats, bot_settings, bot_port = _prepare()
    print("Startar … / Starting …", flush=True)
    async with open_stage(
        seats, folder=FOLDER, bot_port=bot_port, first_window_port=options.window_port, bot_settings=bot_settings
    ) as stage:
        _say_where(stage)  # opening a window installs the bot for its person, who is then welcomed there
        await stage.first_death()


def _prepare() -> tuple[tuple[Seat, ...], dict[str, str], int]:
    bot_settings = {
        "STORAGE": os.environ.get("STORAGE", f"sqlite:{FOLDER / 'vaxelvis.db'}"),
        "LOG_FORMAT": os.environ.get("LOG_FORMAT", "text"),
    }
    chosen = {name: os.environ[name] for name in ("PORT", "DIRECTORY") if name in os.environ}
    settings = read_settings(chosen | bot_settings)
    if settings.directory_file is None:
        raise NoSuchPerson("DIRECTORY=graph has no people for a local client: it takes file:PATH here")
    return cast(FileDirectory(PROJECT / settings.directory_file).municipality), bot_settings, settings.port


def _say_where(stage: Stage) -> None:
    print("\nVäxelvis är igång. Öppna i webbläsaren: / Växelvis is running. Open in a browser:\n")
    for window in stage.windows.values():
        seat = window.seat
        print(f"  {window.address}   {seat.person.name}, {seat.person.title}, {seat.unit_name}: {PARTS[seat.part]}")
    # Someone who was welcomed in an earlier run is met by an empty window.
    asked_about = stage.windows[Part.STAFF].seat.person.first_name
    print("\n  Skriv till exempel / type for example:")
    print(f"    lunch till 13     ({PARTS[Part.STAFF]})")
    print(f"    är {asked_about} inne?     ({PARTS[Part.SWITCHBOARD]})")
    print(f"\n  Botens hälsa / the bot's health: {stage.bot_address}/healthz")
    print(f"  Botens logg / the bot's log:     {_short(FOLDER / 'bot.log')}")
    print("\nCtrl-C stoppar allt / stops everything.", flush=True)


def _short(path: Path) -> str:
    return str(path.relative_to(PROJECT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
