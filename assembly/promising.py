"""Owns how promises to call back and messages are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assembly.ground import Ground
from bot.callback_routes import CallbackServices
from services.callback_cases import SOURCE as CALLBACKS
from services.callback_cases import CallbackCases
from services.callback_handover import HandoverService
from services.callback_messages import MessageService, bounced, noted, sent
from services.callback_privacy import CallbackPrivacy
from services.callback_reminders import CallbackReminders
from services.callbacks import CallbackService
from services.outbox_sources import OutboxSource
from services.person_months import PersonMonths
from services.promise_tallies import PromiseTallies
from storage.callback_repository import stored_callbacks
from storage.figures_repository import stored_person_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Promising:
    """What promises to call back and messages bring: use cases, what the outbox sends of them, what time does."""

    services: CallbackServices
    sources: tuple[OutboxSource[Any], ...]
    reminders: CallbackReminders


def promising(ground: Ground) -> Promising:
    """Promises and messages, over that ground."""
    directory, soon, can_reach = ground.directory, ground.soon, ground.messenger.can_reach
    cases = stored_callbacks(ground.store)
    desk = CallbackCases(cases=cases, books=ground.books, directory=directory, delivered_soon=soon(CALLBACKS))
    handover = HandoverService(desk=desk, can_reach=can_reach)
    months = PersonMonths(cases=stored_person_months(ground.store), directory=directory)
    tallies = PromiseTallies(months=months, directory=directory)
    services = CallbackServices(
        callbacks=CallbackService(desk=desk),
        messages=MessageService(desk=desk, can_reach=can_reach),
        handover=handover,
        privacy=CallbackPrivacy(cases=cases),
    )
    return Promising(
        services=services,
        sources=(OutboxSource(name=CALLBACKS, cases=cases, sent=sent, bounced=bounced, noted=noted),),
        reminders=CallbackReminders(desk=desk, handover=handover, can_reach=can_reach, tallies=tallies),
    )
