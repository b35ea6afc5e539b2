"""The bot's own token: one request in its lifetime, however many want it, and few where none can be had."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from bot.wire.token_source import KeptToken
from directory.credentials import ClientSecret
from tests.bot.wire.moved_clock import Clock
from tests.directory.token_service import TokenService

SCOPE = "https://api.botframework.com/.default"


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
    clock, credential = Clock(0.0), Numbered()
    source = KeptToken(credential, clock=clock)
    await source.get_token()
    clock.now = 0.8 * 3600
    assert await source.get_token() == "token-1"
    await asyncio.sleep(0.03)
    assert await source.get_token() == "token-2"


async def test_the_old_one_serves_while_no_new_one_can_be_had() -> None:
    """And the token service is not asked by every turn meanwhile."""
    clock, credential = Clock(0.0), Numbered()
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
    clock, credential = Clock(0.0), Numbered()
    source = KeptToken(credential, clock=clock)
    await source.get_token()
    credential.is_away = True
    clock.now = 3600 - 30
    with pytest.raises(ConnectionError):
        await source.get_token()
    credential.is_away = False
    clock.now += 1
    assert await source.get_token() == "token-3"


async def test_a_token_service_that_fails_is_left_alone_longer_and_longer() -> None:
    """However many want a token meanwhile: a second at first, a minute in the end."""
    clock, credential = Clock(0.0), Numbered()
    source = KeptToken(credential, clock=clock, draw=Drawn(1.0))
    credential.is_away = True
    asked_at: list[float] = []
    for _ in range(2_000):
        given = credential.given
        with pytest.raises(ConnectionError):
            await source.get_token()
        asked_at.extend([clock.now] if credential.given > given else [])
        clock.now += 0.25
    assert [later - before for before, later in pairwise(asked_at)] == [1, 2, 4, 8, 16, 32, *[60] * 7]
    credential.is_away = False
    clock.now += 60
    token = await source.get_token()
    source.forget(token)
    credential.is_away = True
    with pytest.raises(ConnectionError):
        await source.get_token()
    clock.now += 1
    credential.is_away = False
    assert await source.get_token() != token


async def test_a_service_that_never_answers_has_failed() -> None:
    """Whoever waits is told, and the next one asks anew."""

    class Silent:
        async def acquire(self) -> tuple[str, float]:
            await asyncio.sleep(3600)
            return "", 0.0

    source = KeptToken(Silent(), answers_within=0.02)
    with pytest.raises(TimeoutError):
        await source.get_token()


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (PermissionError("no token: invalid_client AADSTS7000222"), "no token: invalid_client AADSTS7000222"),
        (ConnectionError("https://login.example/0d1e6c8a"), None),
    ],
)
async def test_the_log_tells_why_a_token_was_refused_and_quotes_no_address(
    failure: OSError, told: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    """A secret that has ended is found by its number there; what else fails may hold the tenant in its words."""

    class Refusing:
        async def acquire(self) -> tuple[str, float]:
            raise failure

    with pytest.raises(type(failure)):
        await KeptToken(Refusing()).get_token()
    (record,) = caplog.records
    assert (record.getMessage(), vars(record).get("reason")) == ("no token could be had", told)
    assert vars(record)["error"] == type(failure).__name__


class Drawn:
    """What chance would give."""

    def __init__(self, part: float) -> None:
        self._part = part

    def __call__(self, low: float, high: float) -> float:
        return low + (high - low) * self._part


async def test_replicas_do_not_renew_at_one_moment() -> None:
    """Between seven and eight tenths of its life."""
    for part, renewed in ((0.0, 0.7), (1.0, 0.8)):
        clock, credential = Clock(0.0), Numbered()
        source = KeptToken(credential, clock=clock, draw=Drawn(part))
        await source.get_token()
        clock.now = renewed * 3600 - 1
        assert source.kept_token() == "token-1"
        clock.now += 2
        assert source.kept_token() is None


@pytest.mark.parametrize("lifetime", [-300.0, 0.0, float("nan"), 1e12])
async def test_an_odd_lifetime_does_not_have_each_turn_ask(lifetime: float) -> None:
    """Clocks differ: what is said to have ended is shown for a minute yet, and nothing is believed for ever."""

    class Odd(Numbered):
        async def acquire(self) -> tuple[str, float]:
            token, _ = await super().acquire()
            return token, lifetime

    clock, credential = Clock(0.0), Odd()
    source = KeptToken(credential, clock=clock)
    for _ in range(5):
        assert await source.get_token() == "token-1"
    clock.now += 25 * 3600
    assert await source.get_token() == "token-2"


async def test_one_that_was_not_accepted_is_let_go_of() -> None:
    """Only if it is the one that is kept: a late complaint about an older one changes nothing."""
    credential = Numbered()
    source = KeptToken(credential)
    first = await source.get_token()
    source.forget(first)
    assert await source.get_token() == "token-2"
    source.forget(first)
    assert await source.get_token() == "token-2"


async def test_one_that_is_not_accepted_either_so_soon_after_is_not_why() -> None:
    """A bot that has been shut out asks for a token every ten seconds at most, and not with each message."""
    clock, credential = Clock(0.0), Numbered()
    source = KeptToken(credential, clock=clock)
    for _ in range(40):
        source.forget(await source.get_token())
        clock.now += 0.5
    assert credential.given == 1 + 2


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
