"""How the channel's keys are kept and renewed, by a clock that the test moves."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from bot.wire.channel_tokens import ChannelTokens
from bot.wire.refusals import Refused, Unauthorised
from bot.wire.signing_keys import SigningKeys
from tests.bot.wire.far_end import APP_ID, Issuer

URL = "https://smba.example/teams/"


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    issuer = Issuer()
    await issuer.open()
    yield issuer
    await issuer.close()


def bearer(issuer: Issuer, **changes: object) -> str:
    return f"Bearer {issuer.token(URL, **changes)}"  # type: ignore[arg-type]


async def test_a_new_key_is_found_by_asking_again(issuer: Issuer) -> None:
    """When the channel starts to sign with a key published since, its tokens hold after one more fetch."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    issuer.published = {"second": ["msteams"]}
    clock.now += 61
    caller = await tokens.validate(bearer(issuer, key="second"))
    assert caller.claims["aud"] == APP_ID
    assert issuer.fetches == 2


async def test_made_up_keys_do_not_make_us_ask_more_than_once_a_minute(issuer: Issuer) -> None:
    """Anyone can name a key that doesn't exist; the metadata is left alone."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    for number in range(20):
        with pytest.raises(Unauthorised):
            await tokens.validate(bearer(issuer, kid=f"made-up-{number}"))
    assert issuer.fetches == 1


async def test_a_withdrawn_key_takes_its_tokens_with_it(issuer: Issuer) -> None:
    """A token that was let in before isn't any more, once its key is gone from the metadata."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), app_id=APP_ID)
    old = bearer(issuer)
    await tokens.validate(old)
    issuer.published = {"second": ["msteams"]}
    clock.now += 61
    await tokens.validate(bearer(issuer, key="second"))
    with pytest.raises(Unauthorised):
        await tokens.validate(old)


async def test_keys_are_asked_for_again_after_a_day(issuer: Issuer) -> None:
    """24 hours, as the channel asks of bots."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    await keys.find("first")
    clock.now += 24 * 3600 - 1
    await keys.find("first")
    assert issuer.fetches == 1
    clock.now += 1
    await keys.find("first")
    assert issuer.fetches == 2


async def test_old_keys_serve_while_the_metadata_is_away(issuer: Issuer) -> None:
    """A day's-old key and a metadata service that is down still let the channel in."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    await keys.find("first")
    issuer.is_down = True
    clock.now += 25 * 3600
    assert await keys.find("first") is not None


async def test_a_token_seen_before_still_expires() -> None:
    """The kept verdict ends with the token, and its skew."""
    issuer = Issuer()
    await issuer.open()
    clock = Clock()
    clock.now = time.time()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url), app_id=APP_ID, clock=clock)
    header = bearer(issuer, exp=int(clock.now) + 100)
    assert await tokens.validate(header) is await tokens.validate(header)
    clock.now += 100 + 301
    with pytest.raises(Unauthorised):
        await tokens.validate(header)
    await issuer.close()


async def test_metadata_that_is_not_metadata_is_no_crash() -> None:
    """An address that answers something else leaves us without keys, and says so."""
    issuer = Issuer()
    await issuer.open()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url.replace("/openid", "/keys")), app_id=APP_ID)
    with pytest.raises(Refused) as refused:
        await tokens.validate(bearer(issuer))
    assert refused.value.status == 503
    await issuer.close()
