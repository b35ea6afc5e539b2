"""Owns the JSON of what is sent: a message as an activity, an invoke's answer, a conversation reference.

No SDK, no I/O. Shapes: Bot Framework activity schema; "Universal actions for Adaptive Cards", response format.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.texts.escaping import visible
from bot.turn import CardJson, Message, Reply

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"


def message_activity(message: Message) -> dict[str, Any]:
    """The message as an activity, without an address. Texts are plain: what people typed is never markup, and turns
    nothing round.
    """
    activity: dict[str, Any] = {"type": "message"}
    if message.text:
        activity["text"] = visible(message.text)
        activity["textFormat"] = "plain"
    if message.card is not None:
        activity["attachments"] = [{"contentType": CARD_TYPE, "content": message.card}]
    if message.summary:
        activity["summary"] = visible(message.summary)
    return activity


def card_response(card: CardJson) -> dict[str, Any]:
    """An invoke's answer that puts the card in the place of the one whose button was pressed."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}


def message_response(reply: Reply) -> dict[str, Any]:
    """An invoke's answer without a card: never empty, since Teams takes an empty one for a failure and asks again."""
    return {"statusCode": 200, "type": MESSAGE_TYPE, "value": _gist(reply)}


def error_response(reply: Reply) -> dict[str, Any]:
    """An invoke's answer when it could not be carried out."""
    return {"statusCode": 500, "type": ERROR_TYPE, "value": {"code": "InternalError", "message": _gist(reply)}}


def invalid_response(reason: str) -> dict[str, Any]:
    """An invoke's answer when what was asked has no meaning."""
    return {"statusCode": 400, "type": ERROR_TYPE, "value": {"code": "BadRequest", "message": reason}}


def addressed(activity: Mapping[str, Any], conversation: str, reference: Mapping[str, Any]) -> dict[str, Any]:
    """The activity addressed to a conversation that is remembered by its reference; one that we opened ourselves names
    nobody, since the conversation's id is all that is known of it.
    """
    recipient = {"recipient": {"id": reference["user"]}} if reference["user"] else {}
    return {
        **activity,
        **recipient,
        "channelId": reference["channel"],
        "serviceUrl": reference["service_url"],
        "from": {"id": reference["bot"]},
        "conversation": {"id": conversation, "tenantId": reference["tenant"]},
    }


def _gist(reply: Reply) -> str:
    return visible(next((message.summary or message.text for message in reply.messages), ""))
