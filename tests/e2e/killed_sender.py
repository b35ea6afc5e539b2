"""The child that `test_killed_while_sending` kills: it changes diversions, says which are safe, and tells people.

Each line on its output is the id of a change, printed once it is saved; from then on its person is to be told of it.
What it runs is the product's own inside, store, messenger and connector; only the wire's front half is left out.

    python -m tests.e2e.killed_sender STORE SERVICE_URL NOW ROUND      changes and tells until killed
    python -m tests.e2e.killed_sender STORE SERVICE_URL NOW            tells what is left, and ends
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from assembly import RENDERERS, Inside, put_together
from bot.chat import Chat
from bot.dialogs.notifications import notification_renderer
from bot.messenger import TeamsMessenger
from bot.wire.connector import Connector
from bot.wire.http_client import HttpClient
from bot.wire.pacing import Pace
from bot.wire.remembering import ChatMemory
from directory.file_directory import FileDirectory
from policy.diversions import Proposal
from policy.organisation import PersonId, Role
from policy.reasons import Reason
from scheduler import Errands
from services.diversion_outcomes import SetDiversion
from storage.chat_repository import StoredChats
from storage.opening import open_store

TOWN = Path(__file__).parents[2] / "examples" / "exempelkommun.yaml"
SWEEP_PAUSE = 0.01


class StandingClock:
    """The instant that the round is at."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


class NoPace(Pace):
    """Nobody is held back: the test wants many sendings to die in."""

    def take(self, conversation: str) -> float:
        return 0.0


async def main(path: Path, service_url: str, now: datetime, round_name: str | None) -> None:
    """Change and tell until killed; without a round's name, tell what is left."""
    store = await open_store(path, now=lambda: now)
    directory, clock, errands = FileDirectory(TOWN), StandingClock(now), Errands()
    client = HttpClient(opened=lambda: None)
    memory = ChatMemory(StoredChats(store))
    messenger = TeamsMessenger(
        memory,
        Connector(client),
        render=notification_renderer(directory, clock, RENDERERS),
        default_language="sv",
        pace=NoPace(),
    )
    inside = put_together(store=store, directory=directory, messenger=messenger, clock=clock, start=errands.start)
    people = [person.id for person in directory.municipality.people.values()]
    (actor, *_) = [p.id for p in directory.municipality.people.values() if Role.SWITCHBOARD in p.roles]
    await _acquainted(memory, people, service_url)
    if round_name is None:
        while await inside.outbox.sweep(now=now):
            pass
    else:
        await asyncio.gather(
            _sweep_for_ever(inside, now),
            *(
                _change_for_ever(inside, actor, some, now, f"{round_name}-{n}")
                for n, some in _shared_out(people, actor)
            ),
        )
    await errands.finish()
    client.close()
    await store.close()


def _shared_out(people: Sequence[PersonId], actor: PersonId) -> list[tuple[int, list[PersonId]]]:
    others = [person for person in people if person != actor]
    return [(n, others[n::4]) for n in range(4)]


async def _acquainted(memory: ChatMemory, people: Sequence[PersonId], service_url: str) -> None:
    for person in people:
        reference = {
            "service_url": service_url,
            "channel": "msteams",
            "tenant": None,
            "bot": "28:bot",
            "user": f"29:{person}",
            "scope": "personal",
        }

        def remember(chat: Chat, person: PersonId = person, reference: dict[str, str | None] = reference) -> None:
            chat.remember_reference(f"a:{person}", reference, personal=True)

        await memory.change(person, remember)


async def _sweep_for_ever(inside: Inside, now: datetime) -> None:
    while True:
        await inside.outbox.sweep(now=now)
        await asyncio.sleep(SWEEP_PAUSE)


async def _change_for_ever(
    inside: Inside, actor: PersonId, people: Sequence[PersonId], now: datetime, name: str
) -> None:
    for number, person in zip(itertools.count(), itertools.cycle(people), strict=False):
        change_id = f"{name}-{number}"
        proposal = Proposal(
            person=person, reason=Reason.MEETING, start_at=now, end_at=now + timedelta(minutes=number % 50 + 1)
        )
        outcome = await inside.services.diversions.set(
            actor, SetDiversion(proposal=proposal), change_id=change_id, now=now
        )
        if outcome.saved:
            os.write(1, f"{change_id}\n".encode())
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    _path, _url, _now, *_round = sys.argv[1:]
    asyncio.run(main(Path(_path), _url, datetime.fromisoformat(_now), _round[0] if _round else None))
