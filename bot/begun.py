"""Owns what a Chat tells of the turn that was begun last, and of those that wait, where several processes share it.

Pure: instants are seconds since 1970 by the clock of whoever wrote them, so they are compared with those of another
machine only with a margin. How turns are begun, renewed and ended at the store is the wire's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.chat import Chat, Outcome

MOST_WAITING = 8
MARGIN_SECONDS = 0.4
"""How far the clocks of two machines may be apart without a turn being taken for over while it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A turn that a process has begun. It counts as under way for `lasts` seconds after it was seen to begin."""

    activity: str
    life: str
    """The process: its id from its start to its end."""
    until: float
    lasts: float

    @classmethod
    def of(cls, chat: Chat) -> Self | None:
        """The one that the chat tells of; None when it ended and said so, or none was ever begun."""
        kept = chat.begun
        return None if kept is None else cls(**{name: kept[name] for name in ("activity", "life", "until", "lasts")})

    def noted_in(self, chat: Chat) -> None:
        """Put it into the chat, in the place of the one before."""
        chat.begun = asdict(self)

    def is_long_over(self, *, at: float) -> bool:
        """Whether it is over however the clocks are set."""
        return at > self.until + MARGIN_SECONDS


def expect_outcome(chat: Chat, begun: Begun, *, at: float) -> None:
    """Note beforehand that the activity will be answered, which saves saying so afterwards: if its process lives on."""
    chat.keep_outcome(begun.activity, {"status": 200, "body": None, "at": at, "life": begun.life})


def expected_of(kept: Mapping[str, Any]) -> str | None:
    """The process that an outcome was expected of and that has not said more; None for one that is certain."""
    return kept.get("life")


def take_back(chat: Chat, activity: str, life: str) -> None:
    """Note that the process has not answered the activity, as far as the chat tells that it would."""
    kept, begun = chat.outcomes.get(activity), Begun.of(chat)
    if kept is not None and expected_of(kept) == life:
        del chat.outcomes[activity]
    if begun is not None and (begun.activity, begun.life) == (activity, life):
        chat.begun = None


def answered(kept: Mapping[str, Any]) -> Outcome:
    """The outcome that is kept, as it is given again."""
    return Outcome(kept["status"], kept["body"])


def line_up(chat: Chat, activity: str, *, at: float, lasts: float) -> bool:
    """Note that the activity waits, behind those who do already; gives whether there was room."""
    _drop_gone(chat, at=at, lasts=lasts)
    if len(chat.waiting) >= MOST_WAITING:
        return False
    chat.waiting[activity] = at
    return True


def ahead_of(chat: Chat, activity: str, *, at: float, lasts: float) -> tuple[str, ...]:
    """Those that wait and came before, without any that must have given up long since."""
    there = [name for name, since in chat.waiting.items() if at - since < lasts or name == activity]
    return tuple(there[: there.index(activity)] if activity in there else there)


def leave_line(chat: Chat, activity: str, *, at: float, lasts: float) -> None:
    """The activity waits no more, and whoever was ahead of it has missed their turn."""
    for name in (*ahead_of(chat, activity, at=at, lasts=lasts), activity):
        chat.waiting.pop(name, None)
    _drop_gone(chat, at=at, lasts=lasts)


def _drop_gone(chat: Chat, *, at: float, lasts: float) -> None:
    chat.waiting = {name: since for name, since in chat.waiting.items() if at - since < lasts}
