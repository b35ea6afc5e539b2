"""The way to a person's chat: kept when the app comes, let go of when it goes, told of both times, and made where Graph
alone knows the conversation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messenger import TeamsMessenger
from bot.turn import Message
from bot.wire.meetings import PUBLIC_TEAMS, ChatMeetings, TeamsAddress
from policy.organisation import PersonId
from policy.outgoing import Notification
from services.ports import Delivery
from tests.bot.wire.far_end import TENANT, Script
from tests.bot.wire.stage import ANNA, BO, BOT, Stage

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OF_GRAPH = "19:anna_bot@unq.gbl.spaces"
GROUP = {"id": "19:g@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}


def update(stage: Stage, action: str, **changes: Any) -> dict[str, Any]:
    """The app is installed for Anna, or uninstalled."""
    return stage.activity(type="installationUpdate", action=action, text=None, **changes)


def messenger(stage: Stage) -> TeamsMessenger:
    return TeamsMessenger(stage.memory, stage.connector, render=said, default_language="sv")


def said(notification: Notification, _about: object, _language: str) -> Message:
    return Message(text=notification.code)


def notice(to: str = ANNA) -> Notification:
    return Notification(id="n1", to=PersonId(to), code="an.alert", made_at=NOW, due_at=NOW)


@pytest.mark.parametrize("action", ["add", "add-upgrade"])
async def test_an_installation_gives_the_way_to_the_chat_and_is_told_of_once(action: str) -> None:
    """Before a word was said; what else comes through the same chat is no news."""
    async with Stage() as stage:
        assert (await stage.post(update(stage, action)))[0] == 200
        assert stage.came == [ANNA]
        assert await messenger(stage).can_reach(PersonId(ANNA))
        await stage.post(stage.activity())
        await stage.post(update(stage, "add-upgrade"))
        assert (stage.came, stage.went) == ([ANNA], [])


async def test_who_takes_the_app_away_is_told_of_at_once_and_let_go_of() -> None:
    """And comes back by installing it again, in another conversation, which is the one from then on."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        assert (await stage.post(update(stage, "remove")))[0] == 200
        assert stage.went == [ANNA]
        assert not await messenger(stage).can_reach(PersonId(ANNA))
        assert await ChatMeetings(stage.memory, stage.address).had_chat(PersonId(ANNA))
        again = {"id": "a:anna-again", "conversationType": "personal", "tenantId": TENANT}
        await stage.post(update(stage, "add", conversation=again))
        assert stage.came == [ANNA, ANNA]
        assert list(stage.chats.of(ANNA)["references"]) == ["a:anna-again"]
        assert not await ChatMeetings(stage.memory, stage.address).had_chat(PersonId(ANNA))


async def test_leaving_a_group_is_nobodys_no() -> None:
    """The app is still the person's own."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        await stage.post(update(stage, "add", conversation=GROUP))
        await stage.post(update(stage, "remove", conversation=GROUP))
        gone = {"type": "conversationUpdate", "text": None, "membersRemoved": [{"id": BOT}]}
        await stage.post(stage.activity(**gone, conversation=GROUP))
        assert (stage.came, stage.went) == ([ANNA], [])
        assert await messenger(stage).can_reach(PersonId(ANNA))


async def test_another_address_of_teams_is_taken_with_the_next_activity() -> None:
    """Teams moves tenants between its regions."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        kept = stage.chats.of(ANNA)["references"]["a:anna"]["service_url"]
        moved = stage.far_end.url + "emea/"
        await stage.post(stage.activity(serviceUrl=moved))
        assert (kept, stage.chats.of(ANNA)["references"]["a:anna"]["service_url"]) == (stage.far_end.url, moved)
        assert stage.address.reference()["service_url"] == moved


async def test_a_chat_that_graph_alone_knows_is_written_to_where_teams_last_wrote_from() -> None:
    """By the conversation's id; the connector is told no recipient, for nobody knows the person's name there."""
    async with Stage() as stage:
        await stage.post(stage.activity(**{"from": {"id": "29:bo", "aadObjectId": BO}}))
        stage.far_end.sent.clear()
        meetings = ChatMeetings(stage.memory, stage.address)
        assert not await meetings.had_chat(PersonId(ANNA))
        assert await meetings.open(PersonId(ANNA), OF_GRAPH)
        assert (await messenger(stage).deliver(notice(), None)).outcome is Delivery.SENT
        (sent,) = stage.far_end.sent
        assert sent.path == "/teams/v3/conversations/19%3Aanna_bot%40unq.gbl.spaces/activities"
        assert (sent.body["from"], sent.body["conversation"]) == ({"id": BOT}, {"id": OF_GRAPH, "tenantId": TENANT})
        assert "recipient" not in sent.body
        assert not await meetings.open(PersonId(ANNA), "19:another")


async def test_teams_own_id_takes_the_place_of_graphs_and_both_go_when_the_app_goes() -> None:
    """The same chat has two ids; uninstalling names the one, and the other was kept."""
    async with Stage() as stage:
        await ChatMeetings(stage.memory, stage.address).open(PersonId(ANNA), OF_GRAPH)
        await stage.post(update(stage, "remove"))
        assert not await messenger(stage).can_reach(PersonId(ANNA))
        await ChatMeetings(stage.memory, stage.address).open(PersonId(ANNA), OF_GRAPH)
        await stage.post(stage.activity())
        kept = stage.chats.of(ANNA)
        assert (kept["personal"], list(kept["references"])) == ("a:anna", ["a:anna"])


async def test_before_anything_has_come_it_is_teams_public_address_or_the_settings() -> None:
    """Nothing is learnt from another channel."""
    address = TeamsAddress(service_url="https://smba.example/gcc", bot=BOT, tenant=TENANT)
    assert address.reference()["service_url"] == "https://smba.example/gcc"
    assert TeamsAddress().reference()["service_url"] == PUBLIC_TEAMS
    async with Stage() as stage:
        await stage.post(stage.activity(channelId="webchat"))
        assert stage.address.reference()["service_url"] == PUBLIC_TEAMS


async def test_a_bot_that_is_off_for_the_whole_tenant_forgets_nobody() -> None:
    """It is no word of the person's, and may be on again tomorrow."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.scripts.append(Script(status=403, code="BotDisabledByAdmin"))
        assert (await messenger(stage).deliver(notice(), None)).outcome is Delivery.TRY_LATER
        assert await messenger(stage).can_reach(PersonId(ANNA))


async def test_a_blocked_chat_is_remembered_as_one_that_was() -> None:
    """So that nothing is installed for the person."""
    async with Stage() as stage:
        await stage.post(stage.activity())
        stage.far_end.scripts.append(Script(status=403, code="MessageWritesBlocked"))
        assert (await messenger(stage).deliver(notice(), None)).outcome is Delivery.UNREACHABLE
        assert await ChatMeetings(stage.memory, stage.address).had_chat(PersonId(ANNA))
