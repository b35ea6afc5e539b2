"""How the channel's keys are kept and renewed, by a clock that the test moves."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import web

from bot.wire.channel_tokens import Caller, ChannelTokens
from bot.wire.refusals import Refused, Unauthorised
from bot.wire.signing_keys import KeysUnavailable, SigningKeys
from tests.bot.wire.far_end import APP_ID, ISSUER, Issuer
from tests.bot.wire.moved_clock import Clock

URL = "https://smba.example/teams/"


def bearer(issuer: Issuer, **changes: object) -> str:
    return f"Bearer {issuer.token(URL, **changes)}"  # type: ignore[arg-type]


async def test_a_new_key_is_found_by_asking_again(issuer: Issuer) -> None:
    """When the channel starts to sign with a key published since, its tokens hold after one more fetch."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), issuer=ISSUER, app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    issuer.published = {"second": ["msteams"]}
    clock.now += 61
    caller = await tokens.validate(bearer(issuer, key="second"))
    assert caller.claims["aud"] == APP_ID
    assert issuer.fetches == 2


async def test_made_up_keys_do_not_make_us_ask_more_than_once_a_minute(issuer: Issuer) -> None:
    """Anyone can name a key that doesn't exist; the metadata is left alone."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), issuer=ISSUER, app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    for number in range(20):
        with pytest.raises(Unauthorised):
            await tokens.validate(bearer(issuer, kid=f"made-up-{number}"))
    assert issuer.fetches == 1


async def test_a_withdrawn_key_takes_its_tokens_with_it(issuer: Issuer) -> None:
    """A token that was let in before isn't any more, once its key is gone from the metadata."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), issuer=ISSUER, app_id=APP_ID)
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
    for _ in range(500):
        await asyncio.sleep(0.01 if keys.renewed < 2 else 0)
    assert (issuer.fetches, keys.renewed) == (2, 2)


async def test_a_network_that_comes_after_the_bot_shuts_nobody_out_for_long(issuer: Issuer) -> None:
    """Without any keys they are asked for every three seconds, however many want one: with some, once a minute."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    issuer.is_down = True
    for _ in range(12):
        with pytest.raises(KeysUnavailable):
            await keys.find("first")
        clock.now += 0.5
    assert issuer.fetches == 2
    issuer.is_down = False
    assert await keys.find("first") is not None


async def test_nobody_waits_for_newer_keys_while_the_old_ones_serve(issuer: Issuer) -> None:
    """Metadata that is slow once a day would hold up every turn that came then."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    await keys.find("first")
    go_on = asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        await go_on.wait()
        return web.json_response({"keys": issuer.described})

    issuer.instead["/keys"] = slow
    clock.now += 25 * 3600
    async with asyncio.timeout(3):
        assert await keys.find("first") is not None
    go_on.set()


async def test_old_keys_serve_while_the_metadata_is_away_but_not_for_ever(issuer: Issuer) -> None:
    """A day's-old key and a metadata service that is down still let the channel in; one of five days doesn't."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    await keys.find("first")
    issuer.is_down = True
    clock.now += 5 * 24 * 3600 - 1
    assert await keys.find("first") is not None
    clock.now += 61
    with pytest.raises(KeysUnavailable):
        await keys.find("first")
    issuer.is_down = False
    clock.now += 61
    assert await keys.find("first") is not None


async def test_a_key_that_can_not_be_asked_about_may_be_good(issuer: Issuer) -> None:
    """503 while the metadata is away, so that the channel tries again; 401 once it is known to be nobody's."""
    clock = Clock()
    keys = SigningKeys(metadata_url=issuer.metadata_url, clock=clock)
    tokens = ChannelTokens(keys, issuer=ISSUER, app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    clock.now += 61
    issuer.is_down = True
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            await tokens.validate(bearer(issuer, key="second"))
        assert refused.value.status == 503
    assert issuer.fetches == 2
    await tokens.validate(bearer(issuer))
    issuer.is_down = False
    clock.now += 61
    with pytest.raises(Unauthorised):
        await tokens.validate(bearer(issuer, key="second"))


async def test_many_that_need_a_new_key_share_one_fetch_and_a_cut_off_one_takes_it_from_none(issuer: Issuer) -> None:
    """Twenty tokens of a key published since, at once."""
    clock = Clock()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url, clock=clock), issuer=ISSUER, app_id=APP_ID)
    await tokens.validate(bearer(issuer))
    issuer.published = {"second": ["msteams"]}
    clock.now += 61
    asking = [asyncio.create_task(tokens.validate(bearer(issuer, key="second", jti=str(n)))) for n in range(20)]
    await asyncio.sleep(0)
    asking[0].cancel()
    callers = await asyncio.gather(*asking, return_exceptions=True)
    assert sum(isinstance(caller, Caller) for caller in callers) == 19
    assert issuer.fetches == 2


async def test_a_token_seen_before_still_expires() -> None:
    """The kept verdict ends with the token, and its skew."""
    issuer = Issuer()
    await issuer.open()
    clock = Clock()
    clock.now = time.time()
    tokens = ChannelTokens(SigningKeys(metadata_url=issuer.metadata_url), issuer=ISSUER, app_id=APP_ID, clock=clock)
    header = bearer(issuer, exp=int(clock.now) + 100)
    assert await tokens.validate(header) is await tokens.validate(header)
    clock.now += 100 + 301
    with pytest.raises(Unauthorised):
        await tokens.validate(header)
    await issuer.close()
