"""Owns what an activity says: who, where, the text without the bot's mention, the button that was pressed.

Who the person is comes from `from.aadObjectId` and from nothing else. No SDK: an activity is whatever has its fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.turn import CardAction, Scope
from policy.organisation import PersonId

OUR_KEYS = frozenset({"action", "values", "msteams"})
"""What a button's data holds beside what was filled in (bot/cards/buttons.py)."""
CARD_MARK = re.compile(
    r"<attachment\b[^>]*>(?:\s*</attachment>)?"
    r"|<span\b[^>]*\bitemtype=.http://schema\.skype\.com/InputExtension[^>]*>\s*(?:<span\b[^>]*>\s*</span>\s*)*</span>"
)
"""What stands in the text where somebody put a card in it: a client's own, and nothing that was written."""
MENTION_TAG = re.compile(r"</?at\b[^>]*>")
BOT_PREFIX = "28:"
"""What the channel's ids of bots begin with."""


def person_of(activity: Any) -> PersonId | None:
    """Who did it; None for a bot, whoever it says that it is, and for somebody without an identity."""
    if is_bot(activity.from_property):
        return None
    identity = activity.from_property.aad_object_id
    return PersonId(identity) if identity else None


def is_bot(account: Any) -> bool:
    """Whether the account is a bot's: two of them would never stop answering one another."""
    return account.role == "bot" or str(account.id).startswith(BOT_PREFIX)


def tenants_of(activity: Any) -> tuple[object, ...]:
    """Every tenant that it names: of where it was said, of who said it, and of whose installation the bot is there."""
    channel = activity.channel_data if isinstance(activity.channel_data, dict) else {}
    tenant = channel.get("tenant")
    installed = tenant.get("id") if isinstance(tenant, dict) else tenant
    return activity.conversation.tenant_id, activity.from_property.additional_properties.get("tenantId"), installed


def scope_of(activity: Any) -> Scope:
    """Where it happened, by who else reads what is said there."""
    try:
        return Scope(activity.conversation.conversation_type)
    except ValueError:
        # A kind of conversation that we don't know may have others in it, who must not read a person's reasons.
        is_shared = activity.conversation.is_group or activity.conversation.conversation_type
        return Scope.GROUP if is_shared else Scope.PERSONAL


def reference_of(activity: Any) -> dict[str, Any]:
    """How to reach the conversation later."""
    return {
        "service_url": activity.service_url,
        "channel": activity.channel_id,
        "tenant": activity.conversation.tenant_id,
        "bot": activity.recipient.id if activity.recipient is not None else None,
        "user": activity.from_property.id,
        "scope": scope_of(activity).value,
    }


def is_among(bot: Any, members: list[Any] | None) -> bool:
    """Whether the bot is one of them."""
    return bot is not None and any(member is not None and member.id == bot.id for member in members or ())


def submitted_action(activity: Any) -> CardAction | None:
    """What an Action.Submit says; None for a message that someone wrote."""
    if activity.text or not isinstance(activity.value, dict):
        return None
    data = activity.value
    return CardAction(_name(data.get("action")), _values(data), _inputs(data), replaces_card=False)


def executed_action(activity: Any) -> CardAction | None:
    """What an Action.Execute says; None when the value is none."""
    value = activity.value
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict):
        return None
    data = action.get("data")
    entered: Mapping[str, Any] = data if isinstance(data, dict) else {}
    return CardAction(_name(action.get("verb")), _values(entered), _inputs(entered), replaces_card=True)


def _name(name: object) -> str:
    return name if isinstance(name, str) else ""


def _values(data: Mapping[str, Any]) -> Mapping[str, Any]:
    values = data.get("values")
    return values if isinstance(values, dict) else {}


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, as text: clients differ in whether a toggle or a number comes as text."""
    return {
        key: value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in data.items()
        if key not in OUR_KEYS and isinstance(value, str | bool | int | float)
    }


def text_and_mention(activity: Any) -> tuple[str, bool]:
    """The text without the bot's own mention and the places of cards, and whether the mention was there.

    Others who are mentioned stand there by their names, as if those were typed; other bots don't stand there at all.
    """
    text = CARD_MARK.sub(" ", activity.text or "")
    is_mentioned = False
    for entity in activity.entities or ():
        if entity is None or entity.type != "mention" or activity.recipient is None:
            continue
        mentioned, shown = (entity.additional_properties.get(name) for name in ("mentioned", "text"))
        if not isinstance(mentioned, dict):
            continue
        is_ours = mentioned.get("id") == activity.recipient.id
        is_mentioned = is_mentioned or is_ours
        if isinstance(shown, str) and shown:
            text = text.replace(shown, " " if is_ours else _named(mentioned, shown))
    # Teams puts a no-break space after a mention, now and then as an entity.
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip(), is_mentioned


def _named(mentioned: Mapping[str, Any], shown: str) -> str:
    if str(mentioned.get("id", "")).startswith(BOT_PREFIX):
        return " "
    return MENTION_TAG.sub("", shown)
