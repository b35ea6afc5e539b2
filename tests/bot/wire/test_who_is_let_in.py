"""Who the wire lets in: the channel alone, by a token that holds in every respect."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.wire.channel_tokens import check_this_machine
from bot.wire.refusals import Forbidden
from tests.bot.wire.far_end import TENANT
from tests.bot.wire.stage import Stage

TIMES = ("exp", "nbf")
OTHER = "11111111-2222-3333-4444-555555555555"


async def test_a_good_token_is_let_in_and_answered_with_our_own() -> None:
    """The channel's token opens the door, and the answer carries the bot's."""
    async with Stage(authenticates=True) as stage:
        status, _ = await stage.post(stage.activity(text="hej"))
        assert status == 200
        assert stage.far_end.texts == ["echo hej"]
        assert stage.far_end.sent[0].headers["Authorization"] == "Bearer own-token-1"


def _from_now(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes to a token, its times counted from now: a test may run long after its module was read."""
    now = int(time.time())
    return {name: now + value if name in TIMES and value is not None else value for name, value in changes.items()}


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": None},
        {"aud": OTHER},
        {"aud": ["5f1c1a52-5b0e-4bd2-8a4b-2a8a3c9d0f10"]},
        {"aud": None},
        {"exp": -301},
        {"exp": None},
        {"nbf": 400},
        {"serviceurl": "https://smba.example/elsewhere/"},
        {"serviceurl": None},
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"key": "second", "kid": "first"},
        {"key": "second"},
    ],
    ids=str,
)
async def test_a_token_that_fails_in_one_respect_is_refused(changes: dict[str, Any]) -> None:
    """Issuer, audience, expiry, not-before, service address, algorithm, signature, key: each alone is enough."""
    async with Stage(authenticates=True) as stage:
        status, _ = await stage.post(stage.activity(), headers=stage.headers(**_from_now(changes)))
        assert status == 401
        assert not stage.turns


@pytest.mark.parametrize("changes", [{"exp": -200}, {"nbf": 200}], ids=str)
async def test_clocks_may_differ_by_less_than_five_minutes(changes: dict[str, Any]) -> None:
    """Expiry and not-before are judged with five minutes' skew."""
    async with Stage(authenticates=True) as stage:
        assert (await stage.post(stage.activity(), headers=stage.headers(**_from_now(changes))))[0] == 200


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi", "bearer a.b.c", "Bearer " + "a" * 5000, "Bearer å"],
)
async def test_what_is_no_token_is_refused_before_the_body_is_read(header: str) -> None:
    """401 for whoever proves nothing, whatever they send."""
    async with Stage(authenticates=True) as stage:
        status, _ = await stage.post(b"not even JSON", headers={"Authorization": header})
        assert status == 401


@pytest.mark.parametrize("endorsed", [["webchat"], ["skype", "facebook"]])
async def test_a_key_that_does_not_endorse_the_channel_is_refused(endorsed: list[str]) -> None:
    """A key of another channel can't speak for Teams."""
    async with Stage(authenticates=True) as stage:
        stage.issuer.published = {"first": endorsed}
        assert (await stage.post(stage.activity()))[0] == 401


async def test_endorsement_is_checked_for_each_activity_of_one_token() -> None:
    """A token that has been let in for Teams isn't let in for another channel."""
    async with Stage(authenticates=True) as stage:
        headers = stage.headers()
        assert (await stage.post(stage.activity(), headers=headers))[0] == 200
        assert (await stage.post(stage.activity(channelId="webchat"), headers=headers))[0] == 401


async def test_the_service_address_is_checked_for_each_activity_of_one_token() -> None:
    """A token that has been let in can't be used to have answers sent elsewhere."""
    async with Stage(authenticates=True) as stage:
        headers = stage.headers()
        assert (await stage.post(stage.activity(), headers=headers))[0] == 200
        elsewhere = stage.activity(serviceUrl="https://elsewhere.example/")
        assert (await stage.post(elsewhere, headers=headers))[0] == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"conversation": {"id": "a:anna", "tenantId": OTHER}},
        {"channelData": {"tenant": {"id": OTHER}}},
        {"conversation": {"id": "a:anna"}, "channelData": None},
    ],
    ids=str,
)
async def test_another_tenant_is_forbidden(changes: dict[str, Any]) -> None:
    """Whoever names another tenant, or none, is known to be the channel and still not ours."""
    async with Stage(authenticates=True) as stage:
        assert (await stage.post(stage.activity(**changes)))[0] == 403
        assert not stage.turns


async def test_our_tenant_may_be_named_in_the_channel_data_alone() -> None:
    """Some activities carry the tenant only there."""
    async with Stage(authenticates=True) as stage:
        activity = stage.activity(conversation={"id": "a:anna"}, channelData={"tenant": {"id": TENANT}})
        assert (await stage.post(activity))[0] == 200


async def test_without_authentication_answers_stay_on_the_machine() -> None:
    """Anonymous mode answers to loopback addresses only."""
    async with Stage() as stage:
        status, _ = await stage.post(stage.activity(serviceUrl="http://elsewhere.example/"))
        assert status == 403
        assert not stage.turns


@pytest.mark.parametrize("peer", ["10.0.0.4", "192.168.1.5", "2001:db8::1", "", None])
def test_without_authentication_other_machines_are_not_answered(peer: str | None) -> None:
    """Whatever address the process came to listen on."""
    with pytest.raises(Forbidden):
        check_this_machine(peer)
    check_this_machine("127.0.0.1")
    check_this_machine("::1")


async def test_keys_are_fetched_once_however_many_turns_need_them() -> None:
    """Twenty turns at once, one fetch; and one token of our own for all the answers."""
    async with Stage(authenticates=True) as stage:
        activities = [stage.activity(conversation={"id": f"a:{n}", "tenantId": TENANT}) for n in range(20)]
        statuses = await asyncio.gather(*(stage.post(activity) for activity in activities))
        assert {status for status, _ in statuses} == {200}
        assert stage.issuer.fetches == 1
        assert stage.credential.given == 1
        assert stage.counted("bot_token_requests_total") == 1


async def test_without_keys_the_answer_is_that_it_may_go_later() -> None:
    """503, and not 401: the token may be good."""
    async with Stage(authenticates=True) as stage:
        stage.issuer.is_down = True
        assert (await stage.post(stage.activity()))[0] == 503
