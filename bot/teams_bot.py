"""Owns what Teams' activities mean: message, button and event become a Turn; a Reply becomes activities again.

Who the person is comes from the validated activity's `from.aadObjectId` and from nothing else. It must not know what a
turn is about.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes

from bot.adapter import CODEC, OUTCOME_KEY
from bot.chat import Chat
from bot.turn import CardJson, Event, Message, Scope, Turn
from bot.wire.activities import (
    executed_action,
    is_among,
    person_of,
    reference_of,
    scope_of,
    submitted_action,
    text_and_mention,
)
from bot.wire.arrival import Arrival
from bot.wire.meetings import TeamsAddress
from bot.wire.outgoing import invalid_response, message_activity
from bot.wire.remembering import ChatMemory
from bot.wire.searching import SEARCH_INVOKE, SearchRunner, read_search
from bot.wire.turns import TurnRunner
from policy.organisation import PersonId

log = logging.getLogger(__name__)

CARD_INVOKE = "adaptiveCard/action"
INSTALLED = frozenset({"add", "add-upgrade"})
UNINSTALLED = "remove"
"""`remove-upgrade` is followed by `add-upgrade` at once: nothing is forgotten."""


class TeamsBot(ActivityHandler):
    """Makes turns of activities, has them run, and answers. `went` is told who has taken the app away."""

    def __init__(
        self,
        runner: TurnRunner,
        *,
        searches: SearchRunner | None = None,
        memory: ChatMemory,
        now: Callable[[], datetime],
        address: TeamsAddress | None = None,
        went: Callable[[PersonId], None] = lambda _person: None,
    ) -> None:
        self._runner = runner
        self._searches = searches
        self._memory = memory
        self._now = now
        self._address = address
        self._went = went

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Everything that is let in tells where Teams takes what we send."""
        if self._address is not None:
            self._address.learn(turn_context.activity)
        await super().on_turn(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Text, or a button that sends a message (Action.Submit). In company only what is said to the bot counts."""
        activity = turn_context.activity
        action = submitted_action(activity)
        if action is not None:
            await self._run(turn_context, action=action)
            return
        text, is_mentioned = text_and_mention(activity)
        if is_mentioned or scope_of(activity) is Scope.PERSONAL:
            await self._run(turn_context, text=text)

    async def on_invoke_activity(self, turn_context: TurnContext) -> Any:
        """A button that may replace its card (Action.Execute), or a search; its answer is never empty."""
        activity = turn_context.activity
        if activity.name == SEARCH_INVOKE and self._searches is not None:
            return await self._search(activity, self._searches)
        if activity.name != CARD_INVOKE:
            return InvokeResponse(501, invalid_response("unknown invoke"))
        action = executed_action(activity)
        if action is None:
            return InvokeResponse(400, invalid_response("not an action"))
        return await self._run(turn_context, action=action) or InvokeResponse(403, invalid_response("no person"))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot has come into a conversation, or has had to leave it."""
        activity = turn_context.activity
        if is_among(activity.recipient, activity.members_added):
            await self._run(turn_context, event=Event.WELCOME)
        elif is_among(activity.recipient, activity.members_removed):
            await self._forget(turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """The app has been installed or uninstalled: remember how to reach the person, or forget it."""
        activity = turn_context.activity
        person = person_of(activity)
        if person is not None and activity.action in INSTALLED:
            is_personal = scope_of(activity) is Scope.PERSONAL

            def remember(chat: Chat) -> None:
                chat.remember_reference(activity.conversation.id, reference_of(activity), personal=is_personal)

            await self._change(turn_context, person, remember)
        elif activity.action == UNINSTALLED:
            await self._forget(turn_context)

    async def _search(self, activity: Activity, searches: SearchRunner) -> InvokeResponse:
        """What is found may be sent on, so the scope is that of what others read, wherever the box stands."""
        search = read_search(activity.value)
        if search is None:
            return InvokeResponse(400, invalid_response("not a search"))
        turn = Turn(
            activity_id=activity.id or uuid4().hex,
            person=person_of(activity) or PersonId(""),
            conversation=activity.conversation.id,
            scope=Scope.GROUP,
            now=self._now(),
            locale=activity.locale,
            search=search,
        )
        return InvokeResponse(200, await searches.run(turn))

    async def _forget(self, context: TurnContext) -> None:
        """Forget the conversation; a person's own by whatever id it is known, since Graph has another than Teams."""
        person = person_of(context.activity)
        if person is None:
            return
        gone, is_own = context.activity.conversation.id, scope_of(context.activity) is Scope.PERSONAL

        def drop(chat: Chat) -> None:
            for one in (gone, chat.personal if is_own else None):
                if one is not None:
                    chat.drop_conversation(one)

        await self._change(context, person, drop)
        if is_own:
            self._went(person)

    async def _change(self, context: TurnContext, person: PersonId, change: Callable[[Chat], None]) -> None:
        try:
            await self._memory.change(person, change)
        except Exception as error:  # noqa: BLE001 - whatever the store raises, the channel is told that it may go later
            log.error("the chat could not be changed", extra={"error": type(error).__name__})
            context.turn_state[OUTCOME_KEY] = InvokeResponse(503)

    async def _run(self, context: TurnContext, **done: Any) -> InvokeResponse | None:
        activity = context.activity
        person = person_of(activity)
        if person is None:
            log.warning("activity without a person ignored", extra={"activity": activity.id, "kind": activity.type})
            return None
        turn = Turn(
            activity_id=activity.id or uuid4().hex,
            person=person,
            conversation=activity.conversation.id,
            scope=scope_of(activity),
            now=self._now(),
            locale=activity.locale,
            card_activity=activity.reply_to_id,
            **done,
        )
        arrival = Arrival(
            turn=turn,
            speaker=_ContextSpeaker(context),
            reference=reference_of(activity),
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
