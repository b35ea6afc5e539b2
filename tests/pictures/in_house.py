"""Plays a story without a browser, and keeps what then stands in each person's chat.

A picture is proven current by what it shows: the house says what that is, in milliseconds, and the browser is held
to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.turn import Message
from tests.bot.house import ZONE, House
from tests.bot.talk import Someone
from tests.cards_seen import NOT_SHOWN, parts, without_markdown
from tests.pictures.script import Picture, Presses, Says, Step, Story

UNSEEN = (*NOT_SHOWN, "id", "verb", "associatedInputs", "targetElements")


class NotOnTheCard(Exception):
    """A story fills in a field that the newest card doesn't have, or chooses what it doesn't offer."""


@dataclass(slots=True)
class Entry:
    """A message in a chat, as it stands now. `typed`: by the person; else by the bot."""

    typed: bool
    text: str = ""
    card: Mapping[str, Any] | None = None
    activity: str | None = None

    @property
    def phrases(self) -> list[str]:
        """Its texts as they are read, one a text block."""
        if self.typed:
            return [self.text]
        runs = (part for part in parts(self.card) if part.get("type") in ("TextBlock", "TextRun"))
        texts = (run["text"] if run["type"] == "TextRun" else without_markdown(run["text"]) for run in runs)
        return [text for text in (without_markdown(self.text), *texts) if text]


class Play:
    """A house in which a story is played."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._house = House(began(story))
        self._house.reviews_the_directory = self._house.meets_managers = self._house.looks_for_the_unreached = True
        self._people = {name: self._house.someone(name) for name in story.people}
        seated = {someone.id for someone in self._people.values()}
        self._house.mailbox.unreachable |= self._house.directory.municipality.people.keys() - seated
        self.chats: dict[str, list[Entry]] = {name: [] for name in story.people}
        """What stands in each chat, oldest first."""

    async def begins(self) -> None:
        """Everyone meets the bot."""
        for name, someone in self._people.items():
            await someone.opens_the_chat()
            self._takes_in_reply(name, someone)
        await self._what_follows()

    def fields(self, step: Presses) -> list[tuple[Mapping[str, Any], str]]:
        """The inputs of the newest card that the step fills in, with the values that they get."""
        card = self._newest_card(step.who)
        return [_field(card, label, value) for label, value in step.filled_in.items()]

    async def plays(self, step: Step) -> None:
        """Let it happen; the chats are then as it left them."""
        if isinstance(step, Says):
            self.chats[step.who].append(Entry(typed=True, text=step.line))
            await self._people[step.who].says(step.line)
            self._takes_in_reply(step.who, self._people[step.who])
        elif isinstance(step, Presses):
            await self._presses(step)
        if not isinstance(step, Picture):
            await self._what_follows()

    def close(self) -> None:
        """Leave undone what was to be done after a turn."""
        for errand in self._house.soon:
            errand.close()
        House.leftovers.remove(self._house.soon)

    async def _presses(self, step: Presses) -> None:
        someone = self._people[step.who]
        newest = next(entry for entry in reversed(self.chats[step.who]) if entry.card is not None)
        filled_in = {str(field["id"]): value for field, value in self.fields(step)}
        someone.card, someone.card_activity = newest.card, newest.activity
        await someone.presses(step.title, **filled_in)
        if someone.reply.replace is not None:
            newest.card = someone.reply.replace
            if someone.reply.stands_for is not None:
                newest.activity = someone.stood
        self._takes_in_reply(step.who, someone)

    def _newest_card(self, who: str) -> Mapping[str, Any]:
        return next(entry.card for entry in reversed(self.chats[who]) if entry.card is not None)

    def _takes_in_reply(self, name: str, someone: Someone) -> None:
        someone.unseen.clear()
        for message in someone.reply.messages:
            activity = someone.stood if message.stands_for is not None else None
            self.chats[name].append(_entry(message, activity))

    async def _what_follows(self) -> None:
        await self._house.sends_what_is_due()
        for name, someone in self._people.items():
            for told in someone.told:
                entry = _entry(told.message, told.activity)
                if told.changed:
                    places = [one.activity for one in self.chats[name]]
                    self.chats[name][places.index(told.activity)] = entry
                else:
                    self.chats[name].append(entry)
            someone.told.clear()


def began(story: Story) -> datetime:
    """The instant at which the story takes place, all of it."""
    return datetime.fromisoformat(story.at).replace(tzinfo=ZONE)


async def digests_of(story: Story) -> Mapping[str, str]:
    """The story's pictures by name, each with a digest of what it shows."""
    play = Play(story)
    digests: dict[str, str] = {}
    try:
        await play.begins()
        for step in story.steps:
            await play.plays(step)
            if isinstance(step, Picture):
                digests[step.name] = digest(play.chats[step.of][-step.last :])
    finally:
        play.close()
    return digests


def digest(entries: list[Entry]) -> str:
    """The same for messages that look the same, whatever their buttons carry."""
    shown = [[entry.typed, entry.text, _seen(entry.card)] for entry in entries]
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _seen(part: object) -> object:
    if isinstance(part, Mapping):
        return {key: _seen(value) for key, value in part.items() if key not in UNSEEN}
    if isinstance(part, list | tuple):
        return [_seen(one) for one in part]
    return part


def _entry(message: Message, activity: str | None) -> Entry:
    return Entry(typed=False, text=message.text, card=message.card, activity=activity)


def _field(card: Mapping[str, Any], label: str, value: str) -> tuple[Mapping[str, Any], str]:
    for part in parts(card):
        if str(part.get("type", "")).startswith("Input.") and label in (part.get("label"), part.get("title")):
            return part, _value(part, value)
    raise NotOnTheCard(f"{label}: there are {', '.join(_labels(card))}")


def _value(part: Mapping[str, Any], value: str) -> str:
    if part["type"] == "Input.Toggle":
        return str(part.get("valueOn", "true"))
    if part["type"] != "Input.ChoiceSet":
        return value
    choices = {_plain(choice["title"]): str(choice["value"]) for choice in part["choices"]}
    if value not in choices:
        raise NotOnTheCard(f"{value}: there are {', '.join(choices)}")
    return choices[value]


def _plain(title: str) -> str:
    return title.replace("\N{NO-BREAK SPACE}", " ")


def _labels(card: Mapping[str, Any]) -> Iterator[str]:
    for part in parts(card):
        if str(part.get("type", "")).startswith("Input."):
            yield str(part.get("label") or part.get("title"))
