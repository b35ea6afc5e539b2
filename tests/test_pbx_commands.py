"""The commands about the exchange's webhook, over a store on the disk and the example receiver on a socket."""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from app import main
from pbx_commands import add_pbx_commands, run_pbx_command
from policy.diversions import DiversionBook
from policy.effects import NO_EFFECTS, EffectKind, EffectRow, EffectState
from policy.pbx_events import PbxEvent, PbxLine, following
from storage.diversion_repository import StoredDiversions
from storage.opening import opened
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines
from tests.bot.wire.exchange_end import SECRET, ExchangeEnd, Fault
from tests.policy.small_town import ANNA, BO
from tests.services.pbx_stage import NOON, Stage, shown_of


@dataclass
class Terminal:
    """Runs commands against an exchange, as whoever runs the machine does, in a folder of its own."""

    folder: Path
    exchange: ExchangeEnd
    out: io.StringIO = field(default_factory=io.StringIO)
    errors: io.StringIO = field(default_factory=io.StringIO)

    async def run(self, *words: str, **environment: str) -> int:
        """The exit status of the command."""
        parser = argparse.ArgumentParser()
        add_pbx_commands(parser.add_subparsers(dest="command"))
        known = {
            "STORAGE": f"sqlite:{self.folder / 'store.db'}",
            "PBX_WEBHOOK": self.exchange.url,
            "PBX_SECRETS": SECRET,
            **environment,
        }
        given, self.out, self.errors = parser.parse_args(words), io.StringIO(), io.StringIO()
        return await asyncio.to_thread(
            run_pbx_command, given, known, now=lambda: NOON, out=self.out, errors=self.errors
        )

    def has_made_nothing(self) -> bool:
        """Whether its folder is empty."""
        return not list(self.folder.iterdir())

    async def fill(self, events: Sequence[PbxEvent]) -> None:
        """Put that the exchange was told these into the store; Bo is still away by his book."""
        async with opened(self.folder / "store.db", lambda: NOON) as store:
            lines, log, books = StoredPbxLines(store), StoredPbxEvents(store), StoredDiversions(store)
            latest: dict[str, PbxLine] = {}
            for event in events:
                await log.note(event, until=NOON + timedelta(days=7))
                latest[event.person] = following(latest.get(event.person), event)
            for line in latest.values():
                await lines.save(None, line)
            absence = Stage().away().absence
            assert absence is not None
            row = EffectRow(
                kind=EffectKind.PBX,
                version=latest[BO].latest.sequence,
                decided_at=NOON,
                shown=shown_of(absence),
                state=EffectState.DONE,
                due_at=None,
            )
            book = DiversionBook(person=BO, effects=NO_EFFECTS.with_row(row))
            await books.save(await books.load(BO), book)


@asynccontextmanager
async def terminal(folder: Path) -> AsyncIterator[Terminal]:
    """A terminal, with an exchange at the far end."""
    async with ExchangeEnd() as exchange:
        yield Terminal(folder, exchange)


async def history() -> list[PbxEvent]:
    """Anna goes and comes; Bo goes."""
    stage = Stage()
    for wanted in (stage.away(0), stage.away(3, person=BO), stage.back(5)):
        await stage.tell(wanted)
    return stage.exchange.met


async def test_an_exchange_that_lost_everything_has_it_again(tmp_path: Path) -> None:
    """All since some time; a second time changes nothing, and a dry run sends nothing."""
    async with terminal(tmp_path) as run:
        await run.fill(await history())
        assert await run.run("replay-pbx", "--since", NOON.isoformat(), "--dry-run") == 0
        assert run.out.getvalue() == "3 events about 2 people would be sent.\n"
        assert run.exchange.bodies == []
        for _ in range(2):
            assert await run.run("replay-pbx", "--since", NOON.isoformat()) == 0
            assert run.out.getvalue() == "Sent again, and taken: 3.\n"
            assert {person: state["diverted"] for person, state in run.exchange.states().items()} == {
                ANNA: False,
                BO: True,
            }
        assert run.exchange.bodies[:3] == run.exchange.bodies[3:]


async def test_how_all_stands_is_told_without_what_was_before(tmp_path: Path) -> None:
    """One event a person, or that of one person."""
    async with terminal(tmp_path) as run:
        await run.fill(await history())
        assert await run.run("replay-pbx", "--state") == 0
        assert len(run.exchange.bodies) == 2
        assert await run.run("replay-pbx", "--state", "--person", BO) == 0
        assert len(run.exchange.bodies) == 3
        assert await run.run("replay-pbx", "--state", "--person", "nobody") == 0
        assert run.out.getvalue() == "Sent again, and taken: 0.\n"


async def test_it_says_where_it_stopped_and_how_to_go_on(tmp_path: Path) -> None:
    """Without naming anybody."""
    async with terminal(tmp_path) as run:
        await run.fill(await history())
        run.exchange.faults.extend([Fault(), Fault(403)])
        assert await run.run("replay-pbx", "--since", NOON.isoformat()) == 1
        told = run.errors.getvalue()
        assert "Taken: 1. The next was not: it answered 403. Go on with --since 2026-11-24T11:03:00" in told
        assert BO not in told


@pytest.mark.parametrize(
    ("fault", "status", "says"),
    [
        (Fault(), 0, "The exchange took it: it answered 204."),
        (Fault(500), 1, "it answered 500"),
        (Fault(503, headers={"Retry-After": "60"}), 1, "it answered 503, and asked to be left alone for 60 s"),
        (Fault(hangs_up=True), 1, "no answer came"),
    ],
)
async def test_the_way_there_is_tried_and_told(tmp_path: Path, fault: Fault, status: int, says: str) -> None:
    """Without a store: nothing is read or made."""
    async with terminal(tmp_path) as run:
        run.exchange.faults.append(fault)
        assert await run.run("send-pbx-test") == status
        assert says in run.out.getvalue() + run.errors.getvalue()
        assert run.exchange.states() == {}
        assert run.has_made_nothing()


async def test_what_lacks_is_said(tmp_path: Path) -> None:
    """An exchange, a store, and a time with its zone."""
    async with terminal(tmp_path) as run:
        assert await run.run("send-pbx-test", PBX_WEBHOOK="", PBX_SECRETS="") == 1
        assert "PBX_WEBHOOK is missing" in run.errors.getvalue()
        assert await run.run("replay-pbx", "--state") == 1
        assert run.errors.getvalue() != ""
        assert run.has_made_nothing()
        for words in (["--since", "igår"], ["--since", "2026-11-24T08:00"], [], ["--state", "--since", "2026-11-24"]):
            with pytest.raises(SystemExit):
                await run.run("replay-pbx", *words)


def test_the_command_line_knows_them(capsys: pytest.CaptureFixture[str]) -> None:
    """They are found by whoever looks."""
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "replay-pbx" in told
    assert "send-pbx-test" in told
