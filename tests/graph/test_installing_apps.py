"""Installing the app through Graph: how each answer is read, and an alert to who never opened the bot (M2)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.messenger import TeamsMessenger
from bot.turn import Message
from bot.wire.meetings import ChatMeetings
from directory.graph.installing import GraphInstaller
from policy.lost_phones import LostPhone
from policy.outgoing import Notification, Outgoing
from policy.reachability import WELCOME, Refusal
from services.install_ports import InstallEnd, Installing
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.ports import Place
from services.reachability import SOURCE, Reaching
from storage.order_repository import stored_lost_phones
from storage.reach_repository import stored_reach
from tests.bot.wire.stage import Stage
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_teams_apps import APP, INSTALLED, AppsOfTenant, chat_of
from tests.policy.small_town import BO, GUN
from tests.services.fakes import FakeDirectory
from tests.services.outbox_stage import dead_letters
from tests.services.reach_stage import NINE, town
from tests.storage.memory_store import MemoryStore

ALREADY = Installing(end=InstallEnd.ALREADY)
DONE = Installing(end=InstallEnd.DONE)


@asynccontextmanager
async def installer(**tenant: Any) -> AsyncIterator[tuple[GraphInstaller, AppsOfTenant]]:
    """The adapter over a stand-in that knows Gun and Bo."""
    graph = GraphStandIn()
    apps = AppsOfTenant(graph, known={GUN, BO}, **tenant)
    async with asking(graph) as client:
        yield GraphInstaller(client, endpoint=graph.url, app_id=APP), apps


async def test_it_is_installed_once_and_its_chat_found() -> None:
    """The second time it is there already; the installation's id is quoted into the path."""
    async with installer() as (apps, tenant):
        assert await apps.install(GUN) == DONE
        assert await apps.install(GUN) == ALREADY
        assert await apps.find_chat(GUN) == Installing(end=InstallEnd.DONE, chat=chat_of(GUN))
        assert await apps.find_chat(BO) == Installing(end=InstallEnd.NOT_INSTALLED)
        assert tenant.installed == {GUN}


async def test_a_chat_that_is_not_there_yet_is_waited_for() -> None:
    """The person has not opened Teams since."""
    async with installer(installed={GUN}, has_no_chat_yet={GUN}) as (apps, _):
        assert await apps.find_chat(GUN) == Installing(end=InstallEnd.NO_CHAT)


@pytest.mark.parametrize(
    ("tenant", "why"),
    [
        ({"blocked_by_policy": {GUN}}, Refusal.NOT_ALLOWED),
        ({"may": False}, Refusal.NOT_ALLOWED),
    ],
    ids=["policy", "permission"],
)
async def test_a_no_is_told_as_what_it_is(tenant: dict[str, Any], why: Refusal) -> None:
    """A policy and a missing permission look the same from here."""
    async with installer(**tenant) as (apps, _):
        assert await apps.install(GUN) == Installing(end=InstallEnd.REFUSED, why=why)


async def test_who_is_not_in_teams_and_an_app_that_is_not_in_the_catalogue_are_not_found() -> None:
    """Nor is that asked about again and again."""
    async with installer() as (apps, tenant):
        tenant.known.discard(GUN)
        assert (await apps.install(GUN)).why is Refusal.NOT_FOUND
        assert len(tenant.graph.asked(INSTALLED, "POST")) == 1
        tenant.graph.faults.next("installedApps", status=400, code="BadRequest")
        assert (await apps.install(BO)).why is Refusal.OTHER


async def test_an_answer_that_was_lost_is_not_asked_for_again_at_once() -> None:
    """It may have been carried out; the next time it is there already."""
    async with installer() as (apps, tenant):
        tenant.graph.faults.next("installedApps", dropped=True, carries_out=True)
        assert (await apps.install(GUN)).end is InstallEnd.AWAY
        assert tenant.installed == {GUN}
        assert await apps.install(GUN) == ALREADY


async def test_being_asked_to_wait_is_kept_to() -> None:
    """Longer than anybody waits here, so it is said for how long."""
    async with installer() as (apps, tenant):
        tenant.graph.faults.next("installedApps", status=429, retry_after="120", times=9)
        assert await apps.install(GUN) == Installing(end=InstallEnd.AWAY, wait=timedelta(minutes=2))
        assert len(tenant.graph.asked(INSTALLED)) == 0


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 500}, {"body": b"<html>"}, {"dropped": True}], ids=str)
async def test_a_graph_in_trouble_is_away(fault: dict[str, Any]) -> None:
    """For the question of the chat too."""
    async with installer(installed={GUN}) as (apps, tenant):
        tenant.graph.faults.next("installedApps", times=99, **fault)
        assert (await apps.install(BO)).end is InstallEnd.AWAY
        assert (await apps.find_chat(GUN)).end is InstallEnd.AWAY


def said(notification: Notification, _about: object, _language: str) -> Message:
    return Message(text=notification.code)


def alert_for_gun() -> LostPhone:
    """A case with something to tell Gun."""
    told = Notification(id="a1", to=GUN, code="lost.reported", made_at=NINE, due_at=NINE)
    return LostPhone(
        id="l1",
        person=BO,
        reported_by=BO,
        reported_at=NINE,
        kept_until=NINE + timedelta(days=90),
        outgoing=Outgoing(unsent=(told,)),
    )


async def test_an_alert_reaches_somebody_who_never_opened_the_bot() -> None:
    """It found no chat; the app was installed, its chat opened by what Graph told. First who we are, then the rest."""
    store, directory = MemoryStore(now=lambda: NINE), FakeDirectory(town())
    cases = stored_reach(store)
    async with Stage() as wire, installer() as (apps, tenant):
        await wire.post(wire.activity())
        wire.far_end.sent.clear()
        messenger = TeamsMessenger(wire.memory, wire.connector, render=said, default_language="sv")

        async def try_again(source: str, partition: str, id_: str, to: Any, /, *, now: Any) -> None:
            await outbox.try_again(source, Place(partition, id_), to, now=now)

        reaching = Reaching(
            cases=cases,
            directory=directory,
            messenger=messenger,
            meetings=ChatMeetings(wire.memory, wire.address),
            installer=apps,
            try_again=try_again,
        )
        waiting = stored_lost_phones(store)
        outbox = Outbox(
            [OutboxSource(name=SOURCE, cases=cases), OutboxSource(name="lost", cases=waiting)],
            messenger=messenger,
            directory=directory,
            dead_letters=dead_letters(),
            unreached=reaching.bounced,
        )
        await waiting.save(None, alert_for_gun())
        await outbox.sweep(now=NINE)
        assert wire.far_end.sent == []
        for minutes in (11, 15):
            await reaching.sweep(now=NINE + timedelta(minutes=minutes))
        assert tenant.installed == {GUN}
        assert [one.body["text"] for one in wire.far_end.sent] == [WELCOME, "lost.reported"]
        assert {one.body["conversation"]["id"] for one in wire.far_end.sent} == {chat_of(GUN)}
