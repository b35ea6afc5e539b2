"""Owns what Teams' activities mean: message, button and event become a Turn; a Reply becomes activities again.

Who the person is comes from the validated activity's `from.aadObjectId` and from nothing else. It must not know what a
turn is about.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes

from bot.adapter import CODEC, OUTCOME_KEY
from bot.chat import Chat
from bot.turn import CardAction, CardJson, Event, Message, Scope, Turn
from bot.wire.outgoing import invalid_response, message_activity
from bot.wire.remembering import ChatMemory
from bot.wire.turns import Arrival, TurnRunner
from policy.organisation import PersonId

log = logging.getLogger(__name__)

CARD_INVOKE = "adaptiveCard/action"
INSTALLED = frozenset({"add", "add-upgrade"})
UNINSTALLED = "remove"
"""`remove-upgrade` is followed by `add-upgrade` at once: nothing is forgotten."""
OUR_KEYS = frozenset({"action", "values", "msteams"})
"""What a button's data holds beside what was filled in (bot/cards/buttons.py)."""


class TeamsBot(ActivityHandler):
    """Makes turns of activities, has them run, and answers."""

    def __init__(self, runner: TurnRunner, *, memory: ChatMemory, now: Callable[[], datetime]) -> None:
        self._runner = runner
        self._memory = memory
        self._now = now

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Text, or a button that sends a message (Action.Submit). In company only what is said to the bot counts."""
        activity = turn_context.activity
        action = _submitted(activity)
        if action is not None:
            await self._run(turn_context, action=action)
            return
        text, is_mentioned = _text_and_mention(activity)
        if is_mentioned or _scope(activity) is Scope.PERSONAL:
            await self._run(turn_context, text=text)

    async def on_invoke_activity(self, turn_context: TurnContext) -> Any:
        """A button that may replace its card (Action.Execute); its answer is never empty."""
        activity = turn_context.activity
        if activity.name != CARD_INVOKE:
            return InvokeResponse(501, invalid_response("unknown invoke"))
        action = _executed(activity)
        if action is None:
            return InvokeResponse(400, invalid_response("not an action"))
        return await self._run(turn_context, action=action) or InvokeResponse(403, invalid_response("no person"))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot has come into a conversation, or has had to leave it."""
        activity = turn_context.activity
        if _is_among(activity.recipient, activity.members_added):
            await self._run(turn_context, event=Event.WELCOME)
        elif _is_among(activity.recipient, activity.members_removed):
            await self._forget(turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """The app has been installed or uninstalled: remember how to reach the person, or forget it."""
        activity = turn_context.activity
        person = _person(activity)
        if person is not None and activity.action in INSTALLED:
            is_personal = _scope(activity) is Scope.PERSONAL

            def remember(chat: Chat) -> None:
                chat.remember_reference(activity.conversation.id, _reference(activity), personal=is_personal)

            await self._change(turn_context, person, remember)
        elif activity.action == UNINSTALLED:
            await self._forget(turn_context)

    async def _forget(self, context: TurnContext) -> None:
        person = _person(context.activity)
        if person is not None:
            gone = context.activity.conversation.id
            await self._change(context, person, lambda chat: chat.drop_conversation(gone))

    async def _change(self, context: TurnContext, person: PersonId, change: Callable[[Chat], None]) -> None:
        try:
            await self._memory.change(person, change)
        except Exception as error:  # noqa: BLE001 - whatever the store raises, the channel is told that it may go later
            log.error("the chat could not be changed", extra={"error": type(error).__name__})
            context.turn_state[OUTCOME_KEY] = InvokeResponse(503)

    async def _run(self, context: TurnContext, **done: Any) -> InvokeResponse | None:
        activity = context.activity
        person = _person(activity)
        if person is None:
            log.warning("activity without a person ignored", extra={"activity": activity.id, "kind": activity.type})
            return None
        turn = Turn(
            activity_id=activity.id or uuid4().hex,
            person=person,
            conversation=activity.conversation.id,
            scope=_scope(activity),
            now=self._now(),
            locale=activity.locale,
            card_activity=activity.reply_to_id,
            **done,
        )
        arrival = Arrival(
            turn=turn,
            speaker=_ContextSpeaker(context),
            reference=_reference(activity),
            may_come_again=bool(activity.id),
        )
        outcome = await self._runner.run(arrival)
        response = InvokeResponse(outcome.status, outcome.body)
        context.turn_state[OUTCOME_KEY] = response
        return response


class _ContextSpeaker:
    """The way back through the SDK's turn."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context

    async def say(self, message: Message) -> str:
        responses = await self._context.send_activities([CODEC.read(Activity, message_activity(message))])
        return (responses[0].id if responses else "") or ""

    async def put_card(self, activity: str, card: CardJson) -> None:
        update = CODEC.read(Activity, message_activity(Message(card=card)))
        update.id = activity
        await self._context.update_activity(update)

    async def show_typing(self) -> None:
        await self._context.send_activities([Activity(type=ActivityTypes.typing)])


def _person(activity: Activity) -> PersonId | None:
    identity = activity.from_property.aad_object_id
    return PersonId(identity) if identity else None


def _scope(activity: Activity) -> Scope:
    try:
        return Scope(activity.conversation.conversation_type)
    except ValueError:
        # A kind of conversation that we don't know may have others in it, who must not read a person's reasons.
        is_shared = activity.conversation.is_group or activity.conversation.conversation_type
        return Scope.GROUP if is_shared else Scope.PERSONAL


def _reference(activity: Activity) -> dict[str, Any]:
    return {
        "service_url": activity.service_url,
        "channel": activity.channel_id,
        "tenant": activity.conversation.tenant_id,
        "bot": activity.recipient.id if activity.recipient is not None else None,
        "user": activity.from_property.id,
        "scope": _scope(activity).value,
    }


def _is_among(bot: Any, members: list[Any] | None) -> bool:
    return bot is not None and any(member is not None and member.id == bot.id for member in members or ())


def _submitted(activity: Activity) -> CardAction | None:
    """What an Action.Submit says; None for a message that someone wrote."""
    if activity.text or not isinstance(activity.value, dict):
        return None
    data = activity.value
    return CardAction(_name(data.get("action")), _values(data), _inputs(data), replaces_card=False)


def _executed(activity: Activity) -> CardAction | None:
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


def _text_and_mention(activity: Activity) -> tuple[str, bool]:
    """The text without the bot's own mention, and whether it was there."""
    text = activity.text or ""
    is_mentioned = False
    for entity in activity.entities or ():
        if entity is None or entity.type != "mention" or activity.recipient is None:
            continue
        mentioned = entity.additional_properties.get("mentioned")
        if isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id:
            is_mentioned = True
            shown = entity.additional_properties.get("text")
            if isinstance(shown, str) and shown:
                text = text.replace(shown, " ")
    # Teams puts a no-break space after a mention, now and then as an entity.
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip(), is_mentioned
