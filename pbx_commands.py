"""Owns the commands about the telephone exchange's webhook (docs/pbx-webhook.md): what each is given, and what it says.

They are for whoever runs the machine. They write to the terminal, in English, and log nothing. A bot may serve
meanwhile: whatever it sends in between is newer, and is numbered so.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TextIO

from assembly.outside import store_address
from assembly.pbx import pbx_webhook
from bot.wire.pbx_webhook import PbxWebhook
from command_line import DONE, REFUSED, exit_status
from policy.organisation import PersonId
from policy.pbx_events import PbxEvent
from services.pbx_ports import PbxAnswer, PbxOutcome
from services.pbx_replay import Pages, PbxReplay, Replayed
from settings import BadSettings, Settings, read_settings
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.opening import opened, require_there
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines

PBX_COMMANDS = frozenset({"replay-pbx", "send-pbx-test"})
TEST_SECONDS = 10.0


def add_pbx_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the commands among the others."""
    replay = commands.add_parser("replay-pbx", help="tell the telephone exchange again what it was told")
    which = replay.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--since", type=_instant, metavar="ISO", help="each event from then on, in order: 2026-11-26T08:00+01:00"
    )
    which.add_argument("--state", action="store_true", help="how it stands now for everyone it was ever told of")
    replay.add_argument("--person", metavar="ID", help="of one person alone: the Entra object id")
    replay.add_argument("--dry-run", action="store_true", help="send nothing: say how many events that would be")
    commands.add_parser("send-pbx-test", help="send the telephone exchange an event that changes nothing")


def run_pbx_command(
    given: argparse.Namespace,
    environment: Mapping[str, str],
    *,
    now: Callable[[], datetime],
    out: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """The exit status of the command, one of `PBX_COMMANDS`: 0 when it is done, 1 when `errors` say why not."""
    out, errors = out or sys.stdout, errors or sys.stderr

    def work() -> int:
        settings = read_settings(environment)
        if not settings.pbx_webhook:
            raise BadSettings(["PBX_WEBHOOK is missing: there is no exchange to tell"])
        act = _replay if given.command == "replay-pbx" else _test
        told, is_done = asyncio.run(act(given, settings, now))
        (out if is_done else errors).write(told + "\n")
        return DONE if is_done else REFUSED

    sent = "What was sent is sent; the same command sends it once more, which does no harm."
    return exit_status(work, errors, stopped=sent)


Told = tuple[str, bool]
"""What is said, and whether all was done."""


async def _test(_given: argparse.Namespace, settings: Settings, now: Callable[[], datetime]) -> Told:
    async def send(webhook: PbxWebhook) -> Told:
        answer = await webhook.send_test(now(), within=TEST_SECONDS)
        if answer.outcome is PbxOutcome.TAKEN:
            return f"The exchange took it: it answered {answer.status}.", True
        return f"The exchange did not take it: {_why(answer)}.", False

    return await _over_webhook(settings, send)


async def _replay(given: argparse.Namespace, settings: Settings, now: Callable[[], datetime]) -> Told:
    address = store_address(settings)
    require_there(address)
    async with opened(address, now) as store:

        async def replay(webhook: PbxWebhook) -> Told:
            again = _over_store(store, webhook)
            person = None if given.person is None else PersonId(given.person)
            if given.dry_run:
                pages = again.told_last(person) if given.state else again.told_since(given.since, person)
                return await _counted(pages), True
            if given.state:
                return _told(await again.send_states(person, now=now()), given)
            return _told(await again.send_since(given.since, person, now=now()), given)

        return await _over_webhook(settings, replay)


async def _over_webhook(settings: Settings, errand: Callable[[PbxWebhook], Awaitable[Told]]) -> Told:
    webhook = pbx_webhook(settings)
    try:
        return await errand(webhook)
    finally:
        await webhook.close()


def _over_store(store: DocumentStore, webhook: PbxWebhook) -> PbxReplay:
    lines, events, books = StoredPbxLines(store), StoredPbxEvents(store), StoredDiversions(store)
    return PbxReplay(client=webhook, lines=lines, events=events, books=books)


async def _counted(pages: Pages) -> str:
    events: list[PbxEvent] = [event async for page in pages for event in page]
    people = len({event.person for event in events})
    return f"{len(events):,} events about {people:,} people would be sent."


def _told(replayed: Replayed, given: argparse.Namespace) -> Told:
    if replayed.stopped is None or replayed.answer is None:
        return f"Sent again, and taken: {replayed.taken:,}.", True
    way_on = "Run it again" if given.state else f"Go on with --since {replayed.stopped.at.isoformat()}"
    return f"Taken: {replayed.taken:,}. The next was not: {_why(replayed.answer)}. {way_on}.", False


def _why(answer: PbxAnswer) -> str:
    if answer.status is None:
        return "no answer came, or the connection is not to be trusted"
    wait = "" if answer.wait is None else f", and asked to be left alone for {answer.wait.total_seconds():.0f} s"
    return f"it answered {answer.status}{wait}"


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: write 2026-11-26T08:00+01:00") from None
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} lacks its zone: write 2026-11-26T08:00+01:00")
    return instant
