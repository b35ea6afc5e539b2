"""The bot's own token: one request in its lifetime, however many want it, and how msal is asked for it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.wire.token_source import CONNECTOR_SCOPE, KeptToken
from directory.credentials import ClientSecret, ManagedIdentity
from tests.directory.token_service import Answer, TokenService

SCOPE = CONNECTOR_SCOPE


class Clock:
    """Seconds, moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Numbered:
    """A Credential whose tokens are numbered and live an hour; it can be away."""

    def __init__(self) -> None:
        self.given = 0
        self.is_away = False

    async def acquire(self) -> tuple[str, float]:
        self.given += 1
        await asyncio.sleep(0.01)
        if self.is_away:
            raise ConnectionError("away")
        return f"token-{self.given}", 3600.0


async def test_many_who_want_it_at_once_share_one_request() -> None:
    """Single flight, and then from memory."""
    credential = Numbered()
    source = KeptToken(credential)
    assert set(await asyncio.gather(*(source.get_token() for _ in range(30)))) == {"token-1"}
    assert await source.get_token() == "token-1"
    assert credential.given == 1


async def test_it_is_renewed_before_its_end_without_anyone_waiting() -> None:
    """In the last fifth of its life the old one is still given while the new one comes."""
    clock, credential = Clock(), Numbered()
    source = KeptToken(credential, clock=clock)
    await source.get_token()
    clock.now = 0.8 * 3600
    assert await source.get_token() == "token-1"
    await asyncio.sleep(0.03)
    assert await source.get_token() == "token-2"


async def test_the_old_one_serves_while_no_new_one_can_be_had() -> None:
    """And the token service is not asked by every turn meanwhile."""
    clock, credential = Clock(), Numbered()
    source = KeptToken(credential, clock=clock)
    await source.get_token()
    credential.is_away = True
    clock.now = 0.9 * 3600
    for _ in range(5):
        assert await source.get_token() == "token-1"
        await asyncio.sleep(0.02)
    assert credential.given == 2


async def test_at_its_end_a_failure_is_the_askers() -> None:
    """Nobody sends with a token that has ended."""
    clock, credential = Clock(), Numbered()
    source = KeptToken(credential, clock=clock)
    await source.get_token()
    credential.is_away = True
    clock.now = 3600 - 30
    with pytest.raises(ConnectionError):
        await source.get_token()
    credential.is_away = False
    assert await source.get_token() == "token-3"


async def test_one_that_was_not_accepted_is_let_go_of() -> None:
    """Only if it is the one that is kept: a late complaint about an older one changes nothing."""
    credential = Numbered()
    source = KeptToken(credential)
    first = await source.get_token()
    source.forget(first)
    assert await source.get_token() == "token-2"
    source.forget(first)
    assert await source.get_token() == "token-2"


async def test_an_asker_that_is_cut_off_does_not_take_the_others_token_along() -> None:
    """The request goes on for whoever else waits."""
    source = KeptToken(Numbered())
    first = asyncio.create_task(source.get_token())
    second = asyncio.create_task(source.get_token())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "token-1"


def secret(service: Any) -> ClientSecret:
    return ClientSecret(app_id="app", tenant_id="tenant", secret="s3cret", scope=SCOPE, http_client=service)


async def test_a_secret_is_exchanged_for_a_token_of_the_single_tenant() -> None:
    """At our tenant's authority, for the connector's scope; and each time anew, since who asks keeps it."""
    service = TokenService({"access_token": "t", "expires_in": 3599, "token_type": "Bearer"})
    credential = secret(service)
    assert await credential.acquire() == ("t", 3599.0)
    assert await credential.acquire() == ("t", 3599.0)
    assert len(service.posted) == 2
    url, data = service.posted[0]
    assert url == "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
    assert (data["grant_type"], data["scope"]) == ("client_credentials", SCOPE)


async def test_a_managed_identity_is_asked_for_the_same() -> None:
    """By the machine's own service."""
    service = TokenService({"access_token": "t", "expires_in": "86399", "resource": "r", "token_type": "Bearer"})
    credential = ManagedIdentity(app_id="app", scope=SCOPE, http_client=service)
    assert await credential.acquire() == ("t", 86399.0)


async def test_a_refusal_is_told_from_being_out_of_reach() -> None:
    """A wrong secret won't mend itself; a network does. Neither error holds the secret."""
    with pytest.raises(PermissionError) as refused:
        await secret(TokenService({"error": "invalid_client"}, status=401)).acquire()
    assert "invalid_client" in str(refused.value)
    assert "s3cret" not in str(refused.value)

    class Away:
        def get(self, *_: Any, **__: Any) -> Answer:
            raise ConnectionError("no route")

        post = get

    with pytest.raises(ConnectionError):
        await secret(Away()).acquire()
    with pytest.raises(OSError, match=r"token service|route"):
        await ManagedIdentity(app_id="app", scope=SCOPE, http_client=Away()).acquire()
