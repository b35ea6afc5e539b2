"""Owns the way back: a reply sent as messages and cards, in order, and what counts as having arrived."""

from __future__ import annotations

from typing import Protocol

from bot.turn import CardJson, Message, Reply
from bot.wire.connector import SendFailed

GONE_CODE = "ActivityNotFoundInConversation"
GONE_STATUS = 404


class Speaker(Protocol):
    """The way back to where a turn came from. Its methods raise SendFailed."""

    async def say(self, message: Message) -> None:
        """Send a new message to the conversation."""

    async def put_card(self, activity: str, card: CardJson) -> None:
        """Put the card in the place of the one that an earlier activity carries."""

    async def show_typing(self) -> None:
        """Show that an answer is on its way."""


class PartlySpoken(Exception):
    """The reply did not arrive whole; `arrived` tells whether anything of it did, `cause` what stopped it."""

    def __init__(self, *, arrived: bool, cause: SendFailed) -> None:
        super().__init__(str(cause))
        self.arrived = arrived
        self.cause = cause


async def speak(speaker: Speaker, reply: Reply, *, card_activity: str | None, replace: bool) -> None:
    """Send the reply: first the replaced card, if `replace`, then the messages in order. Raises PartlySpoken."""
    arrived = False
    try:
        if replace and reply.replace is not None:
            await _replace(speaker, card_activity, reply.replace)
            arrived = True
        for message in reply.messages:
            await speaker.say(message)
            arrived = True
    except SendFailed as failure:
        raise PartlySpoken(arrived=arrived, cause=failure) from failure


async def _replace(speaker: Speaker, activity: str | None, card: CardJson) -> None:
    """Update the card where it stands; post it anew when it is not there any more."""
    if activity is not None:
        try:
            await speaker.put_card(activity, card)
        except SendFailed as failure:
            if failure.status != GONE_STATUS and failure.code != GONE_CODE:
                raise
        else:
            return
    await speaker.say(Message(card=card))
