"""What may come in the place of the channel's metadata, and that it opens nothing, ends nothing and costs little."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from bot.wire.addresses import is_safe_address
from bot.wire.signing_keys import KeysUnavailable, SigningKeys
from tests.bot.wire.far_end import Issuer, Serve
from tests.bot.wire.moved_clock import Clock


def answer(body: Any, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> Serve:
    """What serves that."""

    async def serve(_request: web.Request) -> web.Response:
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        return web.Response(body=written, status=status, headers=headers)

    return serve


GARBAGE = [
    b"",
    b"<html>",
    b"\xff",
    b"[" * 100_000,
    [],
    "text",
    {},
    {"jwks_uri": None},
    {"jwks_uri": 5},
    {"jwks_uri": "keys"},
    {"jwks_uri": "http://["},
    {"jwks_uri": "http://keys.example/"},
    {"jwks_uri": "file:///etc/passwd"},
    {"jwks_uri": "https://user:word@127.0.0.1:1/"},
    {"keys": None},
    {"keys": {}},
    {"keys": []},
    {"keys": ["a", 5, None, [], {}, {"kid": "first"}, {"kid": "first", "kty": "oct", "k": "AAAA"}]},
]


@pytest.mark.parametrize("path", ["/openid", "/keys"])
async def test_garbage_is_no_metadata_and_takes_no_good_keys_away(
    issuer: Issuer, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each sort: at the start there are no keys to judge by, later those from before serve on. None is followed."""
    clock = Clock()
    at_start, kept = (SigningKeys(metadata_url=issuer.metadata_url, clock=clock) for _ in range(2))
    await kept.find("first")
    for garbage in GARBAGE:
        issuer.instead[path] = answer(garbage)
        clock.now += 61
        with pytest.raises(KeysUnavailable):
            await at_start.find("first")
        with pytest.raises(KeysUnavailable):
            await kept.find("made-up")
        assert await kept.find("first") is not None
    told = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(told) == 2 * len(GARBAGE)


@pytest.mark.parametrize("path", ["/openid", "/keys"])
async def test_nothing_but_a_plain_answer_is_taken_and_no_redirection_followed(issuer: Issuer, path: str) -> None:
    """Whoever can redirect could name the keys: also where what is named would be good."""
    other = Issuer()
    await other.open()
    there = other.metadata_url.replace("/openid", path)
    good = {"jwks_uri": other.metadata_url.replace("/openid", "/keys"), "keys": other.described}
    for status in (201, 203, 301, 302, 307, 308, 404, 500):
        issuer.instead[path] = answer(good, status, {"Location": there})
        with pytest.raises(KeysUnavailable):
            await SigningKeys(metadata_url=issuer.metadata_url).find("first")
    issuer.instead[path] = answer(good)
    assert await SigningKeys(metadata_url=issuer.metadata_url).find("first") is not None
    await other.close()


async def test_the_keys_may_lie_at_another_host_over_https_and_never_in_the_clear(issuer: Issuer) -> None:
    """The metadata names them, and it came from where it was meant to; what anyone could write over is not believed."""
    other = Issuer(published={"second": ["msteams"]})
    await other.open()
    issuer.metadata["jwks_uri"] = other.metadata_url.replace("/openid", "/keys")
    keys = SigningKeys(metadata_url=issuer.metadata_url)
    assert await keys.find("second") is not None
    await other.close()
    assert is_safe_address("https://keys.example:8443/v1/keys?v=1")
    for address in (
        "http://keys.example/",
        "http://127.0.0.1.example/",
        "https://",
        "ftp://127.0.0.1/",
        "https://x:p/",
    ):
        assert not is_safe_address(address)


async def test_nothing_is_asked_in_the_clear_of_another_machine(issuer: Issuer) -> None:
    """0.0.0.0 is no loopback address, and still answers here: so it is the bot that doesn't ask."""
    elsewhere = issuer.metadata_url.replace("127.0.0.1", "0.0.0.0")  # noqa: S104 - an address that isn't this machine's
    with pytest.raises(KeysUnavailable):
        await SigningKeys(metadata_url=elsewhere).find("first")
    assert issuer.fetches == 0
    issuer.metadata["jwks_uri"] = elsewhere.replace("/openid", "/keys")
    with pytest.raises(KeysUnavailable):
        await SigningKeys(metadata_url=issuer.metadata_url).find("first")


@pytest.mark.parametrize("path", ["/openid", "/keys"])
async def test_good_metadata_that_is_too_large_is_none(issuer: Issuer, path: str) -> None:
    """A megabyte is read of it at most."""
    good = {"jwks_uri": issuer.metadata_url.replace("/openid", "/keys"), "keys": issuer.described}
    for filling, is_taken in ((1_000_000, True), (1_100_000, False)):
        issuer.instead[path] = answer({**good, "filling": "x" * filling})
        keys = SigningKeys(metadata_url=issuer.metadata_url)
        if is_taken:
            assert await keys.find("first") is not None
        else:
            with pytest.raises(KeysUnavailable):
                await keys.find("first")


@pytest.mark.parametrize("path", ["/openid", "/keys"])
async def test_slow_metadata_is_given_up(issuer: Issuer, path: str) -> None:
    """Also where it comes byte by byte, and never ends."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(300):
            await response.write(b" ")
            await asyncio.sleep(0.03)
        return response

    issuer.instead[path] = drip
    keys = SigningKeys(metadata_url=issuer.metadata_url, fetch_seconds=0.1)
    async with asyncio.timeout(5):
        with pytest.raises(KeysUnavailable):
            await keys.find("first")


async def test_what_comes_compressed_is_not_unpacked(issuer: Issuer) -> None:
    """A few kilobytes could be a gigabyte; nothing compressed is asked for."""
    bomb = gzip.compress(json.dumps({"keys": issuer.described}).encode())
    issuer.instead["/keys"] = answer(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(KeysUnavailable):
        await SigningKeys(metadata_url=issuer.metadata_url).find("first")


async def test_an_odd_key_takes_no_good_one_with_it(issuer: Issuer) -> None:
    """One that is short, private, of another kind or badly endorsed is left out; the rest are read."""
    (good,) = issuer.described
    short: Any = generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - what is to be refused
    described = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(short.public_key()))
    private = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(short))
    odd = {
        "short": described,
        "private": private,
        "symmetric": {"kty": "oct", "k": "c2VjcmV0"},
        "endorsed-by-a-word": {**good, "endorsements": "msteams"},
        "endorsed-by-numbers": {**good, "endorsements": [1]},
    }
    issuer.instead["/keys"] = answer({"keys": [7, *({**key, "kid": kid} for kid, key in odd.items()), good]})
    keys = SigningKeys(metadata_url=issuer.metadata_url)
    assert await keys.find("first") is not None
    assert [kid for kid in odd if await keys.find(kid) is not None] == []
