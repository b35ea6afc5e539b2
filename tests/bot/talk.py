"""A language for tests that talk to the bot as a person does.

    await anna.says("lunch till 13")
    anna.sees("åter 13:00")
    await anna.presses("Ångra")

Each reply has to be seen: one that a test never looks at fails it, when the next thing is said or at the end. Cards
are read as a person reads them, by what stands on them; buttons are pressed by their titles, with what is filled in.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat import Chat
from bot.turn import CardAction, Event, Reply, Scope, Turn
from policy.organisation import PersonId
from tests.bot.mailbox import Told
from tests.cards_seen import fields_of, parts

Handler = Callable[[Turn, Chat], Awaitable[Reply]]


class Unexpected(AssertionError):
    """The bot said something that the test did not look at, or not what it looked for."""


@dataclass
class WallClock:
    """The time that everybody in a test shares; moved by hand, in the municipality's zone."""

    now: datetime

    def passes(self, **span: float) -> None:
        """Let time pass: `clock.passes(minutes=20)`."""
        later = self.now.astimezone(UTC) + timedelta(**span)
        self.now = later.astimezone(self.now.tzinfo)


_activity_numbers = itertools.count(1)


@dataclass
class Someone:
    """A person in their own chat with the bot."""

    id: PersonId
    handler: Handler
    clock: WallClock
    chat: Chat = field(default_factory=Chat)
    unseen: list[str] = field(default_factory=list)
    card: Mapping[str, Any] | None = None
    """The newest card that the bot has shown, which is the one whose buttons are pressed."""
    card_activity: str | None = None
    """The activity that carries it, where the bot sent it unasked or it stands for something."""
    stood: str | None = None
    """The activity of the card in the last reply that stands for something, as the house knows it."""
    reply: Reply = field(default_factory=Reply)
    told: list[Told] = field(default_factory=list)
    """What has come unasked and nobody has looked at yet, in order."""
    _read: tuple[Reply, str] | None = None
    """The last reply with all that can be read of it: most are looked at more than once."""

    async def says(self, text: str, *, again: str | None = None) -> None:
        """Type a line; `again` is the activity id of a line that the wire brings once more."""
        await self._turn(text=text, activity_id=again)

    async def opens_the_chat(self) -> None:
        """Meet the bot for the first time."""
        await self._turn(event=Event.WELCOME)

    async def presses(self, title: str, *, again: str | None = None, **inputs: str) -> None:
        """Press the newest card's button with that title, with what the card has filled in and these changes to it."""
        await self.sends(self.button(title, **inputs), again=again)

    async def sends(self, action: CardAction, *, again: str | None = None) -> None:
        """Press a button that is no longer, or never was, on the newest card."""
        await self._turn(action=action, activity_id=again)

    def button(self, title: str, **inputs: str) -> CardAction:
        """What pressing the newest card's button with that title would send."""
        action = next((a for a in _actions(self.card) if title in (a.get("title"), a.get("tooltip"))), None)
        if action is None:
            titles = [a.get("title") for a in _actions(self.card)]
            raise Unexpected(f"no button {title!r} on the card; there are {titles}\n{self.sight}")
        entered = {} if action.get("associatedInputs") == "none" else {**filled_in(self.card), **inputs}
        return CardAction(action["verb"], action["data"].get("values", {}), entered, True)

    def sees(self, *fragments: str) -> None:
        """The last reply holds every fragment; raises Unexpected with what it holds instead."""
        for fragment in fragments:
            if fragment not in self.sight:
                raise Unexpected(f"{fragment!r} is not in the reply:\n{self.sight}")
        self.unseen.clear()

    def does_not_see(self, *fragments: str) -> None:
        """No fragment stands anywhere in the last reply, not even where it is not shown (the card's own JSON)."""
        for fragment in fragments:
            if fragment in self.sight or fragment in repr(self.reply):
                raise Unexpected(f"{fragment!r} is in the reply:\n{self.sight}")

    def sees_nothing(self) -> None:
        """The bot did not answer."""
        if self.sight:
            raise Unexpected(f"the bot answered:\n{self.sight}")

    def takes_in(self, told: Told) -> None:
        """Something comes unasked."""
        self.told.append(told)

    def is_told(self, *fragments: str, changed: bool = False) -> None:
        """The next thing that came unasked holds every fragment; its card is then the one whose buttons are pressed.

        `changed`: it took an earlier card's place. Raises Unexpected with what came instead.
        """
        if not self.told:
            raise Unexpected(f"nothing came, where {fragments} should have")
        told = self.told.pop(0)
        seen = "\n".join(_texts(Reply(messages=(told.message,))))
        missing = [fragment for fragment in fragments if fragment not in seen]
        if missing or told.changed is not changed:
            raise Unexpected(f"{missing or 'the other kind'} is missing in what came, changed {told.changed}:\n{seen}")
        self.card = told.message.card or self.card
        self.card_activity = told.activity if told.message.card is not None else self.card_activity

    def left_untold(self) -> None:
        """Raise Unexpected if something came unasked that was never looked at."""
        if self.told:
            seen = "\n".join("\n".join(_texts(Reply(messages=(told.message,)))) for told in self.told)
            raise Unexpected(f"came unasked, and nobody looked at it:\n{seen}")

    @property
    def sight(self) -> str:
        """All that can be read of the last reply, a line a text."""
        if self._read is None or self._read[0] is not self.reply:
            self._read = self.reply, "\n".join(_texts(self.reply))
        return self._read[1]

    @property
    def choices(self) -> list[str]:
        """The titles of what can be pressed on the newest card."""
        return [str(action.get("title") or action.get("tooltip")) for action in _actions(self.card)]

    def left_unseen(self) -> None:
        """Raise Unexpected if a reply was never looked at."""
        if self.unseen:
            raise Unexpected("a reply that nobody looked at:\n" + "\n".join(self.unseen))

    async def _turn(
        self,
        *,
        text: str | None = None,
        action: CardAction | None = None,
        event: Event | None = None,
        activity_id: str | None = None,
    ) -> None:
        self.left_unseen()
        turn = Turn(
            activity_id=activity_id or f"activity-{next(_activity_numbers)}",
            person=self.id,
            conversation=f"chat-{self.id}",
            scope=Scope.PERSONAL,
            now=self.clock.now,
            text=text,
            action=action,
            event=event,
            card_activity=self.card_activity if action is not None else None,
        )
        self.stood = None
        self.reply = await self.handler(turn, self.chat)
        shown = [message.card for message in self.reply.messages if message.card is not None]
        newest = self.reply.replace or (shown[-1] if shown else None)
        if shown or self.stood is not None:
            self.card_activity = self.stood
        self.card = newest or self.card
        if self.sight:
            self.unseen.append(self.sight)


def filled_in(card: Mapping[str, Any] | None) -> dict[str, str]:
    """The values that the card's inputs show, by their ids; none without a card."""
    return fields_of(card or {})


def _actions(card: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    for part in parts(card):
        if part.get("type") == "Action.Execute":
            yield part


def _texts(reply: Reply) -> Iterator[str]:
    for message in reply.messages:
        if message.text:
            yield message.text
        yield from _card_texts(message.card)
    yield from _card_texts(reply.replace)


def _card_texts(card: Mapping[str, Any] | None) -> Iterator[str]:
    for part in parts(card):
        for name in ("text", "title", "value", "label", "placeholder"):
            if isinstance(part.get(name), str):
                yield str(part[name]).replace("\\", "")
