"""Owns the Turn and the Reply: what a person did, and what is said back, free of any SDK.

Message, Action.Submit and Action.Execute become the same Turn. Who the person is comes from the validated activity
alone, never from a card's data or from text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from policy.organisation import PersonId
from services.ports import Place

CardJson = Mapping[str, Any]
"""A rendered Adaptive Card: plain JSON types all through."""


class Scope(StrEnum):
    """Where a conversation is held, with the wire's names."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


class Event(StrEnum):
    """What happens in a conversation without anyone saying anything."""

    WELCOME = "welcome"
    """The bot has just become part of the conversation."""


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button that was pressed: the action's name, the values it was made with, and what the person filled in."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    replaces_card: bool = False
    """Whether the answer may replace the card in its own response (Action.Execute)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a person types in Teams' own search box, letter by letter; empty when they have only opened it.

    `skip` and `count` are which of what is found the client asks for.
    """

    text: str
    skip: int = 0
    count: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing a person did: exactly one of `text`, `action`, `event` and `search` is set.

    `now` is aware, in the municipality's zone.
    """

    activity_id: str
    person: PersonId
    conversation: str
    scope: Scope
    now: datetime
    locale: str | None = None
    text: str | None = None
    action: CardAction | None = None
    event: Event | None = None
    search: Search | None = None
    card_activity: str | None = None
    """The activity that carries the card whose button was pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsFor:
    """Which case of which subject a card shows, and the card's name there: once it stands, it is changed in place."""

    source: str
    place: Place
    card: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message back: text, a card, or both. `summary` is what a notification shows of a card."""

    text: str = ""
    card: CardJson | None = None
    summary: str = ""
    stands_for: StandsFor | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: messages in order, and a card to put in the place of the one whose button was pressed.

    `stands_for` is of the card put in place, as a message's own is of its card.
    """

    messages: tuple[Message, ...] = ()
    replace: CardJson | None = None
    stands_for: StandsFor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A row of what a search found, and the card that it becomes: in the box, or sent into whatever chat it stands by.

    `title` and `text` are plain, and read only by who searches; `card` may be read by anyone.
    """

    title: str
    text: str
    card: CardJson


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search is answered with: rows, best first, or `told` where there are none."""

    rows: tuple[Result, ...] = ()
    told: str = ""
