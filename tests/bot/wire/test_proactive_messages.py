"""Telling people what they did not ask for: in their own chat, in their language, and how it ended as a value."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messenger import TeamsMessenger
from bot.turn import Message
from bot.wire.pacing import Pace
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.ports import Delivery, Sending
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


async def test_what_is_too_late_to_go_out_is_left_for_later() -> None:
    """By the loop's clock, however long the process stood still since the notice was begun."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.sent.clear()
        now = asyncio.get_running_loop().time()
        assert (await messenger(stage).deliver(notice(), None, before=now)).outcome is Delivery.TRY_LATER
        assert stage.far_end.sent == []
        assert (await messenger(stage).deliver(notice(), None, before=now + 5)).outcome is Delivery.SENT
        assert len(stage.far_end.sent) == 1


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


async def test_a_card_that_stands_is_changed_in_place() -> None:
    """The activity that carries it is written over; no second card comes."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.sent.clear()
        sending = await messenger(stage).deliver(card_notice(), None, standing())
        (sent,) = stage.far_end.sent
        assert (sent.method, sent.path) == ("PUT", "/teams/v3/conversations/a%3Aanna/activities/1")
        assert sending == Sending(outcome=Delivery.SENT, standing=standing())


async def test_a_new_card_is_remembered_by_the_activity_that_carries_it() -> None:
    """So that it can be changed in place from then on."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.sent.clear()
        sending = await messenger(stage).deliver(card_notice(), None)
        assert sending.standing == standing(activity="sent-1")


@pytest.mark.parametrize("script", [Script(status=404), Script(status=400, code="ActivityNotFoundInConversation")])
async def test_a_card_that_is_gone_is_to_be_posted_anew(script: Script) -> None:
    """Deleted by its reader, or too old: that is no reason to call the person unreachable."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.scripts.append(script)
        assert (await messenger(stage).deliver(card_notice(), None, standing())).outcome is Delivery.CARD_GONE
        assert "a:anna" in stage.chats.of(ANNA)["references"]


async def test_a_card_in_a_chat_that_was_begun_anew_is_not_looked_for() -> None:
    """The bot was uninstalled and installed again: the card is in the old conversation."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        arrived = stage.far_end.arrived
        old = standing(conversation="a:before")
        assert (await messenger(stage).deliver(card_notice(), None, old)).outcome is Delivery.CARD_GONE
        assert stage.far_end.arrived == arrived


async def test_being_asked_to_wait_is_no_failed_attempt() -> None:
    """Retry-After travels on to the outbox, which waits as long."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.scripts.append(Script(status=429, headers={"Retry-After": "60"}))
        sending = await messenger(stage).deliver(notice(), None)
        assert sending.outcome is Delivery.THROTTLED
        assert sending.wait == timedelta(seconds=60)


async def test_more_than_teams_takes_is_put_off_and_never_sent() -> None:
    """The eighth message of a second waits a little; what would wait for long is the outbox's to try later."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.sent.clear()
        unhurried = Pace(lambda: 1_000.0)
        telling = TeamsMessenger(stage.memory, stage.connector, render=said, default_language="sv", pace=unhurried)
        for _ in range(7):
            assert (await telling.deliver(notice(), None)).outcome is Delivery.SENT
        stage_pause = await telling.deliver(notice(), None)
        assert stage_pause.outcome is Delivery.THROTTLED
        assert len(stage.far_end.sent) == 7


async def test_whether_someone_can_be_reached_is_known_before_anything_is_sent() -> None:
    """Who has a chat of their own with the bot can; who has never met it can't."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        assert await messenger(stage).can_reach(PersonId(ANNA))
        assert not await messenger(stage).can_reach(PersonId(BO))


def card_notice() -> Notification:
    return replace(notice(), card="promise")


def standing(*, conversation: str = "a:anna", activity: str = "1") -> StandingCard:
    return StandingCard(to=PersonId(ANNA), card="promise", conversation=conversation, activity=activity)
