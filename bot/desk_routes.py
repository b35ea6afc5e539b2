"""Owns the tables of the switchboard's desk, and which other turns may change what desks show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from bot.cards.action_names import ActionName
from bot.dialogs import desk_hand_over
from bot.dialogs.desk import DeskDialog
from bot.dialogs.desk_hand_over import HandOverDialog
from bot.dialogs.exchange import Exchange
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.turn import Reply
from bot.understanding import Intent, Understanding
from services.desk import DeskService
from services.desk_hand_over import DeskHandOver

Name = TypeVar("Name")
Asked = ParamSpec("Asked")

CHANGING_BUTTONS: frozenset[str] = frozenset(
    {
        ActionName.NOTICE_SAVE,
        ActionName.NOTICE_RECEIVE,
        ActionName.NOTICE_WITHDRAW,
        ActionName.HOURS_SAVE,
        ActionName.HOURS_CONFIRM,
        ActionName.MEMBERS_SAVE,
        ActionName.MEMBERS_CONFIRM,
        ActionName.ORDER_SEND,
        ActionName.ORDER_APPROVE,
        ActionName.ORDER_CANCEL,
        ActionName.ORDER_ORDERED,
        ActionName.ORDER_DELIVERED,
        ActionName.MESSAGE_SAVE,
        ActionName.MESSAGE_SEEN,
        ActionName.MESSAGE_WITHDRAW,
        ActionName.CALLBACK_CONFIRM,
        ActionName.CALLBACK_TRIED,
        ActionName.CALLBACK_DONE,
        ActionName.COVERAGE_TAKE,
        ActionName.COVERAGE_ACCEPT,
        ActionName.DETAILS_SAVE,
        ActionName.DETAILS_WITHDRAW,
        ActionName.DETAILS_MENDED,
    }
)
"""Buttons after which the desks are looked at within seconds; whatever else changes them is seen a little later."""
CHANGING_LINES = frozenset(
    {Intent.LEAVE_MESSAGE, Intent.CALLBACK_DONE, Intent.CALLBACK_TRIED, Intent.COVERAGE_TAKE, Intent.DETAILS_CORRECT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskServices:
    """The use cases of the switchboard's desk; `changed` is called when desks may show something else."""

    desk: DeskService
    hand_over: DeskHandOver
    changed: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    leaving: Callable[[IntentHandler], IntentHandler]
    """What makes a diversion's handler think of the rows that an operator leaves behind."""


def desk_routes(services: DeskServices, dialog: DeskDialog) -> DeskRoutes:
    """Every handler in its place."""
    shifts = HandOverDialog(service=services.hand_over)
    return DeskRoutes(
        intents={Intent.DESK: dialog.ask, Intent.DESK_HAND_OVER: shifts.ask},
        actions={
            ActionName.DESK_SHOW: dialog.show,
            ActionName.DESK_ROW: dialog.row,
            ActionName.DESK_RECEIVE: dialog.receive,
            ActionName.DESK_CLAIM: dialog.claim,
            ActionName.DESK_RELEASE: dialog.release,
            ActionName.DESK_ALL: dialog.all,
            ActionName.HAND_OVER_FORM: shifts.form,
            ActionName.HAND_OVER_GIVE: shifts.give,
            ActionName.HAND_OVER_SHOW: shifts.show,
            ActionName.HAND_OVER_TAKE: shifts.take,
            ActionName.HAND_OVER_BACK: shifts.take_back,
        },
        dialogs={desk_hand_over.NAME: shifts.answer_open},
        leaving=lambda handler: _reminded(handler, shifts),
    )


def _reminded(handler: IntentHandler, shifts: HandOverDialog) -> IntentHandler:
    async def answer(exchange: Exchange, understood: Understanding) -> Reply:
        return await shifts.remind(exchange, understood, await handler(exchange, understood))

    return answer


def followed(
    handlers: Mapping[Name, Callable[Asked, Awaitable[Reply]]],
    changing: frozenset[Name],
    changed: Callable[[], None],
) -> Mapping[Name, Callable[Asked, Awaitable[Reply]]]:
    """The handlers, with `changed` called after those that may change what desks show."""
    return {name: _followed(one, changed) if name in changing else one for name, one in handlers.items()}


def _followed(
    handler: Callable[Asked, Awaitable[Reply]], changed: Callable[[], None]
) -> Callable[Asked, Awaitable[Reply]]:
    async def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Reply:
        reply = await handler(*args, **kwargs)
        changed()
        return reply

    return answer
