"""Owns the command `copy-store FROM TO`: which stores are meant, when it refuses, and what it tells on the way.

It writes to the terminal, in English, and names no document: their ids are people's.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from assembly.outside import store_address
from settings import BadSettings, read_settings
from storage.comparing import Comparison
from storage.copy_marks import CopyMark, KeptMark, kept_mark, require_whole
from storage.copying import AT_ONCE, Copying, Step, is_whole
from storage.document_store import DocumentStore, StoreError, StoreUnavailable
from storage.opening import StoreAddress, opened
from storage.patience import told_of_waiting
from storage.signs_of_life import LONGEST_SILENCE, Signs, shows_life, signs_in
from storage.sqlite_hold import alone_with

MOST_AT_ONCE = 256
SECONDS_BETWEEN_LINES = 30.0
SECONDS_ON_A_TERMINAL = 0.5


class CopyRefused(StoreError):
    """Why nothing is copied; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One of the two: `name` is how it is written, without any secret."""

    name: str
    address: StoreAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command was given."""

    source: Store
    target: Store
    over: bool = False
    ahead: bool = False
    compare: bool = False
    at_once: int = AT_ONCE
    digests: bool = False
    silence: float = LONGEST_SILENCE
    """Seconds without a sign of life after which nobody serves from a database."""


def add_copy_store(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command among the others."""
    parser = commands.add_parser("copy-store", help="make one store the copy of another (docs/runbook.md)")
    where = "sqlite:PATH or cosmos:ENDPOINT#DATABASE"
    parser.add_argument("source", metavar="FROM", help=f"{where}; nothing is changed there")
    parser.add_argument("target", metavar="TO", help=where)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--over", action="store_true", help="TO may hold something: write over what differs, remove what FROM lacks"
    )
    ways.add_argument("--ahead", action="store_true", help="while a bot still serves from FROM; not the whole copy")
    ways.add_argument("--compare", action="store_true", help="write nothing, only say whether both hold the same")
    parser.add_argument("--at-once", type=_at_once, default=AT_ONCE, metavar="N", help=f"writes at a time ({AT_ONCE})")
    parser.add_argument("--digests", action="store_true", help="show a checksum of each kind, too")


def copy_store(
    given: argparse.Namespace,
    environment: Mapping[str, str],
    *,
    now: Callable[[], datetime],
    out: TextIO,
    silence: float = LONGEST_SILENCE,
) -> int:
    """The command's exit status: 0 when TO is a copy of FROM, 1 when it isn't. Raises StoreError and BadSettings."""
    asked = Asked(
        source=store_written("FROM", given.source, environment),
        target=store_written("TO", given.target, environment),
        over=given.over,
        ahead=given.ahead,
        compare=given.compare,
        at_once=given.at_once,
        digests=given.digests,
        silence=silence,
    )
    _require_two(asked)
    with _held(asked):
        return asyncio.run(_carry_out(asked, now, out))


def store_written(side: str, text: str, environment: Mapping[str, str]) -> Store:
    """The store that is written so, with the settings that it would be served with; raises BadSettings.

    `FROM_COSMOS_KEY` and `TO_COSMOS_KEY` tell two keys apart, and the name of the database stands in the address.
    """
    own = dict(environment)
    place, _, database = text.partition("#") if text.startswith("cosmos:") else (text, "", "")
    own["STORAGE"] = place
    if database:
        own["COSMOS_DATABASE"] = database
    if f"{side}_COSMOS_KEY" in environment:
        own["COSMOS_KEY"] = environment[f"{side}_COSMOS_KEY"]
    try:
        address = store_address(read_settings(own))
    except BadSettings as bad:
        raise BadSettings([f"{side}: {fault}" for fault in bad.faults]) from None
    if isinstance(address, Path):
        return Store(name=f"sqlite:{address.resolve()}", address=address)
    return Store(name=f"cosmos:{address.endpoint.rstrip('/').lower()}#{address.database}", address=address)


def _require_two(asked: Asked) -> None:
    source, target = asked.source.address, asked.target.address
    if isinstance(source, Path):
        if not source.is_file():
            raise CopyRefused(f"FROM is not there: {source}")
        if isinstance(target, Path) and target.exists() and source.samefile(target):
            raise CopyRefused("FROM and TO are the same store")
    if asked.source.name == asked.target.name:
        raise CopyRefused("FROM and TO are the same store")
    if asked.compare and isinstance(target, Path) and not target.is_file():
        raise CopyRefused(f"TO is not there: {target}")


@contextmanager
def _held(asked: Asked) -> Iterator[None]:
    """Both files to ourselves for as long as it lasts; only FROM may be served from, where that was asked for."""
    with ExitStack() as holds:
        for one in (asked.source, asked.target):
            may_be_served = asked.compare or (asked.ahead and one is asked.source)
            if isinstance(one.address, Path) and not may_be_served:
                holds.enter_context(alone_with(one.address))
        yield


async def _carry_out(asked: Asked, now: Callable[[], datetime], out: TextIO) -> int:
    async with opened(asked.source.address, now) as source, opened(asked.target.address, now) as target:
        telling = Telling(out)
        told_of_waiting.set(telling.waits)
        copying = Copying(source=source, target=target, now=now, at_once=asked.at_once, tell=telling)
        if asked.compare:
            found = await copying.compare()
            telling.end()
            _report(found, asked, out)
            out.write(f"FROM and TO {'hold the same' if is_whole(found) else 'do not hold the same'}.\n")
            return 0 if is_whole(found) else 1
        await require_whole(source)
        seen = await _require_unserved(asked, source, target, out)
        kept = await _begun(asked, copying, now)
        return await _copy(asked, copying, kept, telling, seen, out)


async def _require_unserved(asked: Asked, source: DocumentStore, target: DocumentStore, out: TextIO) -> Signs:
    """Raise CopyRefused where a bot serves from a database; gives what FROM showed, to be held against it later."""
    for name, one, store in (("TO", asked.target, target), ("FROM", asked.source, source)):
        if isinstance(one.address, Path) or (asked.ahead and one is asked.source) or not await signs_in(store):
            continue
        out.write(f"Seeing whether a bot serves from {name}: {asked.silence:.0f} s.\n")
        out.flush()
        if await shows_life(store, seconds=asked.silence):
            raise CopyRefused(f"a bot serves from {name}: stop every replica first{_OR_AHEAD[name]}")
    return await signs_in(source)


_OR_AHEAD = {"TO": "", "FROM": ", or copy what can be copied ahead with --ahead"}


async def _begun(asked: Asked, copying: Copying, now: Callable[[], datetime]) -> KeptMark:
    """The mark in TO, of the copying that this one goes on with or begins; raises CopyRefused."""
    kept = await kept_mark(copying.target)
    if kept is not None and kept.mark.source == asked.source.name:
        return kept
    if kept is not None and not asked.over:
        raise CopyRefused(f"TO is an unfinished copy of {kept.mark.source}: go on with that, or use --over")
    if kept is None and not asked.over and not await copying.target_is_empty():
        raise CopyRefused("TO holds something already: --over writes over what differs and removes what FROM lacks")
    mark = CopyMark(source=asked.source.name, begun_at=now())
    kept = kept or KeptMark(copying.target, mark)
    await kept.move(mark)
    return kept


async def _copy(asked: Asked, copying: Copying, kept: KeptMark, telling: Telling, seen: Signs, out: TextIO) -> int:
    begun = time.monotonic()
    if asked.ahead:
        await copying.copy_ahead(kept)
        telling.end()
        out.write("Copied ahead. Stop the bot, then run the same again without --ahead: TO is not whole until then.\n")
        return 0
    walks = await copying.copy(kept)
    telling.end()
    last, took = walks[-1], time.monotonic() - begun
    _report(last, asked, out)
    if not is_whole(last):
        out.write("FROM and TO still differ: somebody writes to one of them. Stop that and run the same again.\n")
        return 1
    if await signs_in(copying.source) != seen:
        out.write("A bot has served from FROM meanwhile. Stop it, and run the same again for what it wrote since.\n")
        return 1
    await kept.remove()
    total = sum(one.source.documents for one in last)
    out.write(f"FROM and TO hold the same {total:,} documents, met one by one; it took {took:.0f} s.\n")
    return 0


class Telling:
    """Tells how far it has come: in one line that changes on a terminal, elsewhere in a line now and then."""

    def __init__(self, out: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._lives = out.isatty()
        self._every = SECONDS_ON_A_TERMINAL if self._lives else SECONDS_BETWEEN_LINES
        self._doing = ""
        self._begun = self._told = clock()
        self._first = 0
        self._waited = -SECONDS_BETWEEN_LINES

    def __call__(self, step: Step) -> None:
        at = self._clock()
        if step.doing != self._doing:
            self.end()
            self._doing, self._begun, self._first, self._told = step.doing, at, step.documents - 1, at
        elif at - self._told >= self._every:
            self._told = at
            self._out.write(f"\r{self._line(step, at):<79}" if self._lives else f"{self._line(step, at)}\n")
            self._out.flush()

    def waits(self, why: StoreUnavailable) -> None:
        """A store can't answer now: said once for all that wait, and again now and then."""
        at = self._clock()
        if at - self._waited >= SECONDS_BETWEEN_LINES:
            self._waited = at
            self.end()
            self._out.write(f"Waiting, for some minutes at the most: {why}\n")
            self._out.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._lives and self._doing:
            self._out.write("\n")
        self._doing = ""

    def _line(self, step: Step, at: float) -> str:
        rate = (step.documents - self._first) / max(at - self._begun, 0.001)
        if step.total is None:
            return f"{step.doing}: {step.documents:,} documents, {rate:,.0f}/s"
        left = max(step.total - step.documents, 0) / max(rate, 0.001)
        return f"{step.doing}: {step.documents:,} of {step.total:,} documents, {rate:,.0f}/s, {_length(left)} left"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _report(found: Sequence[Comparison], asked: Asked, out: TextIO) -> None:
    """A row for each kind of which there is any, and its checksums where they are asked for."""
    out.write(f"{'kind':<16}{'FROM':>12}{'TO':>12}{'only FROM':>12}{'only TO':>12}{'differing':>12}\n")
    for one in found:
        if one.source.documents or one.target.documents:
            counts = (one.source.documents, one.target.documents, one.missing, one.extra, one.differing)
            out.write(f"{one.kind:<16}{''.join(f'{count:>12,}' for count in counts)}\n")
            if asked.digests:
                out.write(f"  FROM {one.source.digest}  TO {one.target.digest}\n")


def _at_once(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_AT_ONCE:
        raise argparse.ArgumentTypeError(f"it takes a number from 1 to {MOST_AT_ONCE}")
    return int(text)
