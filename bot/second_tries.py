"""Owns that what a person does again, because it failed for no reason of theirs, is the same act and not a second one.

A turn that failed may have been carried out all the same. Every act is known by its activity, so who then says or
presses the very same thing is taken to go on with the first: what was done is found done, what wasn't is done now.
It must not know what any act is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from bot.chat import Chat
from bot.turn import Reply, Turn
from policy.organisation import PersonId

DOUBT_SECONDS = 15 * 60
"""After this long it is a new act: who still wonders has looked."""
MOST_KEPT = 1_000

Handler = Callable[[Turn, Chat], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A turn that failed: its activity, what it was (a digest), and when."""

    activity: str
    did: str
    at: float

    @classmethod
    def of(cls, chat: Chat) -> Self | None:
        """The one that the chat tells of and that is not settled, if any."""
        kept = chat.in_doubt
        return (
            None
            if kept is None or "settled_as" in kept
            else cls(activity=kept["activity"], did=kept["did"], at=kept["at"])
        )

    def as_kept(self) -> dict[str, str | float]:
        """As the chat keeps it."""
        return {"activity": self.activity, "did": self.did, "at": self.at}

    def is_about(self, did: str, *, now: datetime) -> bool:
        """Whether it was just this, lately."""
        return self.did == did and 0 <= now.timestamp() - self.at < DOUBT_SECONDS


class SecondTries:
    """Answers turns through a handler, those that failed before under their first name.

    What failed is kept in the person's chat, and in this process for when the chat can't be saved either.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._unsaved: dict[PersonId, Doubt] = {}

    async def __call__(self, turn: Turn, chat: Chat) -> Reply:
        """The handler's reply; raises what it raises."""
        first = self._first_of(turn, chat)
        try:
            reply = await self._handler(turn if first is None else replace(turn, activity_id=first.activity), chat)
        except Exception:
            self._keep(turn, chat, first)
            raise
        if first is not None:
            self._unsaved.pop(turn.person, None)
            chat.in_doubt = {**first.as_kept(), "settled_as": turn.activity_id}
        return reply

    def _first_of(self, turn: Turn, chat: Chat) -> Doubt | None:
        kept = (Doubt.of(chat), self._unsaved.get(turn.person))
        doubts = [doubt for doubt in kept if doubt is not None]
        did = _what(turn) if doubts else None  # Nearly every turn has no doubt behind it, and pays for none.
        return next((doubt for doubt in doubts if did is not None and doubt.is_about(did, now=turn.now)), None)

    def _keep(self, turn: Turn, chat: Chat, first: Doubt | None) -> None:
        did = _what(turn) if first is None else first.did
        if did is None:
            return
        doubt = first or Doubt(activity=turn.activity_id, did=did, at=turn.now.timestamp())
        chat.in_doubt = doubt.as_kept()
        self._unsaved.pop(turn.person, None)
        self._unsaved[turn.person] = doubt
        if len(self._unsaved) > MOST_KEPT:
            del self._unsaved[next(iter(self._unsaved))]


def _what(turn: Turn) -> str | None:
    """What was said or pressed, and where, told apart from all else; None for what isn't an act."""
    if turn.action is not None:
        done = {"action": turn.action.name, "values": dict(turn.action.values), "inputs": dict(turn.action.inputs)}
    elif turn.text is not None:
        done = {"text": " ".join(turn.text.casefold().split())}
    else:
        return None
    # A button's data can be anything that JSON holds, also numbers that quicker encoders refuse.
    told = json.dumps({**done, "conversation": turn.conversation}, sort_keys=True)
    return hashlib.blake2s(told.encode("ascii"), digest_size=16).hexdigest()
