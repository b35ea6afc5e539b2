"""Telling people what they did not ask for: in their own chat, in their language, and how it ended as a value."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.messenger import TeamsMessenger
from bot.turn import Message
from policy.organisation import PersonId
from policy.outgoing import Notification
from services.ports import Delivery
from tests.bot.wire.far_end import TENANT, Script
from tests.bot.wire.stage import ANNA, BO, BOT, Stage

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


def notice(to: str = ANNA, code: str = "diversion.set_by_other") -> Notification:
    return Notification(id="n1", to=PersonId(to), code=code, made_at=NOW, due_at=NOW)


def said(notification: Notification, _about: object, language: str) -> Message:
    if notification.code == "unknown":
        raise KeyError(notification.code)
    return Message(card=CARD, summary=f"{notification.code} in {language}")


def messenger(stage: Stage) -> TeamsMessenger:
    return TeamsMessenger(stage.memory, stage.connector, render=said, default_language="sv")


async def test_a_notice_reaches_the_persons_own_chat() -> None:
    """Where they last spoke with the bot alone, also when they have spoken to it in company since."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        group = {"id": "19:g", "conversationType": "groupChat", "tenantId": TENANT}
        mention = {"type": "mention", "text": "<at>V</at>", "mentioned": {"id": BOT}}
        await stage.post(stage.activity(conversation=group, text="<at>V</at> hej", entities=[mention]))
        stage.far_end.sent.clear()
        assert (await messenger(stage).deliver(notice(), None)).outcome is Delivery.SENT
        (sent,) = stage.far_end.sent
        assert sent.path == "/teams/v3/conversations/a%3Aanna/activities"
        assert sent.card == CARD
        assert (sent.body["summary"], sent.body["recipient"]["id"]) == ("diversion.set_by_other in sv", "29:anna")
        assert (sent.body["from"]["id"], sent.body["conversation"]["tenantId"]) == (BOT, TENANT)


async def test_a_notice_is_said_in_the_persons_language() -> None:
    """Their own choice, else that of the line they wrote last, else the municipality's."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        assert await told_in(stage, heard="en") == "en"
        assert await told_in(stage, heard="en", language="sv") == "sv"


async def told_in(stage: Stage, **remembered: str) -> str:
    """The language that Anna is told in, when this is what is remembered of her."""
    kept = stage.chats.of(ANNA) | remembered
    stage.chats.stored[PersonId(ANNA)] = (json.dumps(kept), "kept")
    await messenger(stage).deliver(notice(), None)
    summary: str = stage.far_end.sent[-1].body["summary"]
    return summary.rpartition(" ")[2]


async def test_someone_without_a_chat_can_not_be_reached() -> None:
    """Nothing is sent, and the outbox is told."""
    async with Stage() as stage:
        assert (await messenger(stage).deliver(notice(to=BO), None)).outcome is Delivery.UNREACHABLE
        assert stage.far_end.arrived == 0


@pytest.mark.parametrize(
    ("script", "delivery", "stays"),
    [
        (Script(status=403, code="MessageWritesBlocked"), Delivery.UNREACHABLE, False),
        (Script(status=404, code="ConversationNotFound"), Delivery.UNREACHABLE, False),
        (Script(status=400, code="BadSyntax"), Delivery.FAILED, True),
        (Script(status=413), Delivery.FAILED, True),
        (Script(status=429, headers={"Retry-After": "60"}), Delivery.THROTTLED, True),
        (Script(status=500), Delivery.TRY_LATER, True),
        (Script(hang_up=True), Delivery.UNCERTAIN, True),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
async def test_how_sending_ended_is_a_value(script: Script, delivery: Delivery, stays: bool) -> None:
    """Blocked or gone: unreachable, and not tried there again. Refused: failed. Anything that passes: later."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.scripts.extend([script] * stage.retry.attempts)
        stage.client.close()
        assert (await messenger(stage).deliver(notice(), None)).outcome is delivery
        assert ("a:anna" in stage.chats.of(ANNA)["references"]) is stays


async def test_a_store_that_is_away_means_later() -> None:
    """The outbox keeps what could not be looked up."""
    async with Stage() as stage:
        stage.chats.is_down = True
        assert (await messenger(stage).deliver(notice(), None)).outcome is Delivery.TRY_LATER


async def test_a_notice_that_can_not_be_said_fails() -> None:
    """Trying again would not find the words."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        assert (await messenger(stage).deliver(notice(code="unknown"), None)).outcome is Delivery.FAILED
