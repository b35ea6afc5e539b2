"""Owns the way back: a reply sent as messages and cards, in order, and what counts as having arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.turn import CardJson, Message, Reply, StandsFor
from bot.wire.connector import SendFailed

GONE_CODE = "ActivityNotFoundInConversation"
GONE_STATUS = 404


@dataclass(frozen=True, slots=True)
class Stood:
    """A card that now stands in the conversation, by the activity that carries it, and what it stands for."""

    stands_for: StandsFor
    activity: str


class Speaker(Protocol):
    """The way back to where a turn came from. Its methods raise SendFailed."""

    async def say(self, message: Message) -> str:
        """Send a new message to the conversation; gives its activity's id, "" when the channel names none."""

    async def put_card(self, activity: str, card: CardJson) -> None:
        """Put the card in the place of the one that an earlier activity carries."""

    async def show_typing(self) -> None:
        """Show that an answer is on its way."""


class PartlySpoken(Exception):
    """The reply did not arrive whole; `arrived` tells whether anything of it did, `cause` what stopped it."""

    def __init__(self, *, arrived: bool, cause: SendFailed, stood: Sequence[Stood]) -> None:
        super().__init__(str(cause))
        self.arrived = arrived
        self.cause = cause
        self.stood = stood
        """The cards among what did arrive."""


async def speak(speaker: Speaker, reply: Reply, *, card_activity: str | None, replace: bool) -> Sequence[Stood]:
    """Send the reply: first the replaced card, if `replace`, then the messages in order. Raises PartlySpoken.

    Gives the cards that stand for something. One that is not replaced here is put in place by its invoke's answer.
    """
    arrived = False
    stood: list[Stood] = []
    if reply.replace is not None and not replace:
        _note(stood, reply.stands_for, card_activity)
    try:
        if replace and reply.replace is not None:
            _note(stood, reply.stands_for, await _replace(speaker, card_activity, reply.replace))
            arrived = True
        for message in reply.messages:
            _note(stood, message.stands_for, await speaker.say(message))
            arrived = True
    except SendFailed as failure:
        raise PartlySpoken(arrived=arrived, cause=failure, stood=stood) from failure
    return stood


def is_gone(failure: SendFailed) -> bool:
    """Whether it failed because the card that was to be changed is not there any more."""
    return failure.status == GONE_STATUS or failure.code == GONE_CODE


def _note(stood: list[Stood], stands_for: StandsFor | None, activity: str | None) -> None:
    if stands_for is not None and activity:
        stood.append(Stood(stands_for, activity))


async def _replace(speaker: Speaker, activity: str | None, card: CardJson) -> str:
    """Update the card where it stands; post it anew when it is not there any more. Gives the activity's id."""
    if activity is not None:
        try:
            await speaker.put_card(activity, card)
        except SendFailed as failure:
            if not is_gone(failure):
                raise
        else:
            return activity
    return await speaker.say(Message(card=card))
