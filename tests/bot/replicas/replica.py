"""Several processes of the bot in one event loop: each with its own life, clocks and way to the store that they share.

What turns do is put into one list a person, recognised by the activity, as every act of the services is; so a test can
see what was done, in which order, and what the person was told of it.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest

from assembly.sharing import sharing
from bot.chat import Chat, Outcome
from bot.turn import CardAction, CardJson, Message, Reply, Scope, Turn
from bot.wire.arrival import Arrival
from bot.wire.claim import ClaimTimes
from bot.wire.claims import ClaimedTurns
from bot.wire.connector import SendFailed
from bot.wire.metrics import WireMetrics
from bot.wire.remembering import ChatMemory
from bot.wire.turns import TurnRunner
from policy.organisation import PersonId
from services.privacy_subjects import ChatHeld
from storage.chat_repository import StoredChats
from storage.document_store import DocumentChanged, DocumentExists, DocumentStore, Key
from storage.kinds import CHAT, DIVERSION_BOOK
from tests.bot.replicas.way_to_the_store import Gate, Way

ANNA, BO = PersonId("anna"), PersonId("bo")
TIMES = ClaimTimes()
_numbers = itertools.count(1)


class KnownLives:
    """Lives as a test says; whoever is not mentioned is alive, and was seen just now."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self.dead: set[str] = set()
        self.seen: dict[str, datetime] = {}

    async def is_alive(self, life: str, *, now: datetime) -> bool:
        return life not in self.dead

    async def seen_at(self, life: str) -> datetime | None:
        if life in self.seen:
            return self.seen[life]
        return None if life in self.dead else self._now() + timedelta(seconds=9)


@dataclass
class World:
    """What all replicas share."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    lives: KnownLives = field(init=False)
    said: list[tuple[str, str]] = field(default_factory=list)
    """What was said in the chats, by which life, in order."""
    answered: list[str] = field(default_factory=list)
    """The activities that this was said to."""

    def __post_init__(self) -> None:
        self.lives = KnownLives(self.now)

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.said]


class Mouth:
    """The way back of one turn."""

    def __init__(self, replica: Replica, activity: str) -> None:
        self._replica = replica
        self._activity = activity

    async def say(self, message: Message) -> str:
        replica = self._replica
        await replica.meet("saying")
        if replica.way.takes is not None:
            await asyncio.sleep(replica.way.takes())
        if replica.refusals:
            replica.refusals -= 1
            raise SendFailed(503, "", passes=True)
        replica.world.said.append((replica.life, message.text))
        replica.world.answered.append(self._activity)
        await replica.meet("said")
        return f"said-{len(replica.world.said)}"

    async def put_card(self, activity: str, card: CardJson) -> None:
        raise AssertionError("no card is put here")

    async def show_typing(self) -> None:
        """Nothing comes of it."""


class Replica:
    """One process."""

    def __init__(self, world: World, store: DocumentStore, *, skew: float = 0.0, times: ClaimTimes = TIMES) -> None:
        self.world = world
        self.life = f"life-{next(_numbers)}"
        self.way = Way(store)
        self.refusals = 0
        self.gates: dict[str, Gate] = {}
        self.registry = CollectorRegistry()
        metrics = WireMetrics(self.registry)
        self.books = sharing(self.way, clock=world, alone=False).guarded(self.way)
        self.order = ClaimedTurns(
            ChatMemory(StoredChats(self.way)),
            lives=world.lives,
            life=self.life,
            now=lambda: world.now() + timedelta(seconds=skew),
            seconds=world.seconds,
            times=times,
            contended=metrics.contended,
        )
        self.runner = TurnRunner(self._handle, on_error=_sorry, order=self.order, metrics=metrics)
        self.turns: list[str] = []

    async def meet(self, step: str) -> None:
        """Stop if the test has put a gate here."""
        gate = self.gates.pop(step, None)
        if gate is not None:
            await gate.pass_through()

    def stop_at(self, step: str) -> Gate:
        """A gate that the next turn comes to: `before`, `after` (its act), `saying`, `said`; or a step of the store."""
        gates = self.way.gates if "." in step else self.gates
        gate = gates[step] = Gate()
        return gate

    def freeze(self) -> None:
        """Stop all that it does at the store, as a paused process does; clocks go on."""
        self.way.thawed.clear()

    def thaw(self) -> None:
        self.way.thawed.set()

    def does(
        self, text: str, activity: str = "", *, person: PersonId = ANNA, conversation: str = "", **changes: Any
    ) -> asyncio.Task[Outcome]:
        """Have the process run a turn."""
        action = changes.get("action")
        turn = Turn(
            activity_id=activity or f"activity-{next(_numbers)}",
            person=person,
            conversation=conversation or f"a:{person}",
            scope=Scope.GROUP if conversation else Scope.PERSONAL,
            now=self.world.now(),
            text=None if action else text,
            action=action,
        )
        arrival = Arrival(
            turn=turn,
            speaker=Mouth(self, turn.activity_id),
            reference={"service_url": "https://x/", "user": str(person)},
            may_come_again=changes.get("may_come_again", True),
        )
        return asyncio.create_task(self.runner.run(arrival))

    def presses(self, what: str, activity: str = "", **changes: Any) -> asyncio.Task[Outcome]:
        """Have the process run the turn of a button that is answered in its own response."""
        return self.does("", activity, action=CardAction(what, replaces_card=True), **changes)

    async def dies(self, task: asyncio.Task[Outcome]) -> None:
        """Cut it off where it is: nothing more of it happens, and its life ends."""
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        self.freeze()
        self.world.lives.dead.add(self.life)

    def counted(self, how: str) -> float:
        """How many turns met others, by what came of it."""
        wanted = f'bot_turns_contended_total{{how="{how}"}}'
        lines = generate_latest(self.registry).decode().splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.rpartition(" ")[0] == wanted), 0.0)

    async def chat_of(self, person: PersonId = ANNA) -> Mapping[str, Any]:
        """What is stored of talking with the person."""
        document = await self.way.inner.get(Key(CHAT.name, person, "chat"))
        return {} if document is None else document.body

    async def done(self, person: PersonId = ANNA) -> list[str]:
        """What was done for the person, in order."""
        document = await self.way.inner.get(_book(person))
        return [] if document is None else [text for _, text in document.body["acts"]]

    async def _handle(self, turn: Turn, chat: Chat) -> Reply:
        self.turns.append(turn.activity_id)
        await self.meet("before")
        text = turn.action.name if turn.action is not None else turn.text or ""
        if text == "fail":
            raise RuntimeError("a fault of ours")
        if text.startswith("draft "):
            chat.drafts[turn.conversation] = {"dialog": text}
        if text == "glöm mig":
            await ChatHeld(StoredChats(self.books)).erase(turn.person, whole=False)
            chat.forget()
        acts = await self._act(turn, text)
        await self.meet("after")
        told = "+".join(one for _, one in acts)
        if turn.action is not None and text != "one line":
            return Reply(replace={"type": "AdaptiveCard", "told": told})
        return Reply(messages=(Message(text=told),))

    async def _act(self, turn: Turn, text: str) -> Sequence[Sequence[str]]:
        while True:
            document = await self.books.get(_book(turn.person))
            acts = [] if document is None else list(document.body["acts"])
            if any(activity == turn.activity_id for activity, _ in acts):
                return acts
            acts.append([turn.activity_id, text])
            with suppress(DocumentChanged, DocumentExists):
                if document is None:
                    await self.books.create(_book(turn.person), {"acts": acts})
                else:
                    await self.books.replace(document, {"acts": acts})
                return acts


Start = Callable[..., Replica]
"""Starts one more process of the same world."""


def _book(person: PersonId) -> Key:
    return Key(DIVERSION_BOOK.name, person, "book")


def _sorry(_turn: Turn, _chat: Chat, _error: Exception) -> Reply:
    return Reply(messages=(Message(text="försök igen"),))
