"""Owns the command `simulate FILE`: what it is asked on the command line, and what it writes (docs/simulate.md).

It sends nothing and keeps nothing: the store that it needs is a file in a folder of its own, gone when it ends.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TextIO

from bot.texts.catalogue import LANGUAGES, words_for
from directory.file_directory import FileDirectory
from directory.file_faults import BadMunicipalityFile
from policy.periods import Period, as_utc
from simulation.absences import Absence, read_absences
from simulation.account import Account
from simulation.coverage import coverage_of
from simulation.drawn_absences import SICK_A_DAY, draw_absences
from simulation.helping import Helping
from simulation.replay import Replay, ReplayClock
from storage.opening import open_store

DONE, FAULTY = 0, 1
MOST_DAYS = 366
WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be replayed. `first` None is the day on which the command is given."""

    file: Path
    first: date | None = None
    days: int = 1
    absences: Path | None = None
    seed: int = 1
    sick_a_day: float = SICK_A_DAY
    colleagues_help: float | None = None
    language: str | None = None


def add_simulate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command among the others."""
    parser = commands.add_parser("simulate", help="replay a day, a week or a month of a municipality file")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE", help="today unless given")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--days", type=_days, default=1, metavar="N", help="one unless given")
    length.add_argument("--week", dest="days", action="store_const", const=WEEK)
    length.add_argument("--month", dest="days", action="store_const", const=MONTH, help=f"{MONTH} days")
    parser.add_argument("--absences", type=Path, metavar="FILE", help="who is away; drawn at random unless given")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="decides what is drawn at random")
    parser.add_argument("--sick-rate", type=_share, default=SICK_A_DAY, metavar="SHARE", help="falling ill, a day")
    parser.add_argument("--colleagues-help", type=_share, metavar="SHARE", help="of those asked; nobody unless given")
    parser.add_argument("--language", choices=LANGUAGES, help="the municipality's own unless given")


def simulate(
    given: argparse.Namespace, *, now: datetime, out: TextIO | None = None, errors: TextIO | None = None
) -> int:
    """The command's exit status: 0 when it has been replayed, 1 when a file has faults, each then told by its line."""
    asked = Asked(
        file=given.file,
        first=given.first,
        days=given.days,
        absences=given.absences,
        seed=given.seed,
        sick_a_day=given.sick_rate,
        colleagues_help=given.colleagues_help,
        language=given.language,
    )
    out, errors = out or sys.stdout, errors or sys.stderr
    path = asked.file
    try:
        directory = FileDirectory(path)
        within = _within(asked, directory, now)
        path = asked.absences or path
        absences = _absences(asked, directory, within)
    except BadMunicipalityFile as bad:
        errors.write("".join(f"{path}:{fault.line}: {fault}\n" for fault in bad.faults))
        return FAULTY
    asyncio.run(_replay(asked, directory, within, absences, lambda line: out.write(f"{line}\n")))
    return DONE


async def _replay(
    asked: Asked,
    directory: FileDirectory,
    within: Period,
    absences: Sequence[Absence],
    write_line: Callable[[str], object],
) -> None:
    municipality = directory.municipality
    language = asked.language or municipality.language
    account = Account(municipality, words_for(language))
    clock = ReplayClock(within.start_at)
    helping = None if asked.colleagues_help is None else Helping(asked.colleagues_help, asked.seed)
    write_line(account.heading(within, absences))
    write_line("")
    with tempfile.TemporaryDirectory(prefix="vaxelvis-simulate-") as folder:
        store = await open_store(Path(folder, "store.db"), now=clock.now)
        try:
            replay = Replay(directory, store, clock, language)
            await replay.run(
                within,
                absences,
                tell=lambda told: (line := account.told(told)) and write_line(line),
                diverted=lambda absence: write_line(account.absence(absence, clock.now())),
                helping=helping,
            )
        finally:
            await store.close()
    for line in account.coverage(coverage_of(municipality, replay.history, within), len(replay.refused)):
        write_line(line)


def _within(asked: Asked, directory: FileDirectory, now: datetime) -> Period:
    """From midnight to midnight."""
    calendar = directory.municipality.calendar
    first = asked.first or calendar.local(now).date()
    midnights = (calendar.at(day, time()) for day in (first, first + timedelta(days=asked.days)))
    return Period(*map(as_utc, midnights))


def _absences(asked: Asked, directory: FileDirectory, within: Period) -> Sequence[Absence]:
    municipality = directory.municipality
    if asked.absences is None:
        return draw_absences(municipality, within, seed=asked.seed, sick_a_day=asked.sick_a_day)
    return read_absences(asked.absences, directory.short_names, municipality.calendar)


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"from 1 to {MOST_DAYS}")
    return days


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("from 0 to 1")
    return share
