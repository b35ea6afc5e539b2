"""What an attacker can send: tokens made in every wrong way, others' tokens, our own again, and from other channels."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.bot.wire.far_end import APP_ID, ISSUER, KEYS, TENANT, good_claims
from tests.bot.wire.stage import Stage

THEIRS = KEYS["second"]
"""A key that the attacker has, and that the channel doesn't publish."""
PUBLISHED_PEM = KEYS["first"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
THEIR_JWK = json.loads(RSAAlgorithm.to_jwk(THEIRS.public_key()))
OTHER = "11111111-2222-3333-4444-555555555555"
HASHES: dict[str, HashAlgorithm] = {"256": SHA256(), "384": SHA384(), "512": SHA512()}


def _part(content: object) -> str:
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()


def made(header: Mapping[str, Any] | bytes, claims: Mapping[str, Any], *, key: Any = None, alg: str = "") -> str:
    """A token put together by hand, signed with the key by the algorithm that is said, or by the header's."""
    begun = f"{_part(header)}.{_part(claims)}"
    alg = alg or (str(header.get("alg")) if isinstance(header, Mapping) else "RS256")
    if key is None:
        signature = b""
    elif isinstance(key, bytes):
        signature = hmac.digest(key, begun.encode(), f"sha{alg[2:]}")
    else:
        digest = HASHES[alg[2:]]
        padding = PSS(mgf=MGF1(digest), salt_length=digest.digest_size) if alg[:2] == "PS" else PKCS1v15()
        signature = key.sign(begun.encode(), padding, digest)
    return f"{begun}.{_part(signature)}"


def _named(**header: Any) -> dict[str, Any]:
    return {"typ": "JWT", "alg": "RS256", "kid": "first", **header}


GOOD = _named()
FORGED: dict[str, tuple[Any, Any, str]] = {
    "none": (_named(alg="none"), None, ""),
    "None": (_named(alg="None"), None, ""),
    "none, signed": (_named(alg="none"), KEYS["first"], "RS256"),
    "empty alg": (_named(alg=""), KEYS["first"], "RS256"),
    "no alg": ({"kid": "first"}, KEYS["first"], "RS256"),
    "alg in small letters": (_named(alg="rs256"), KEYS["first"], "RS256"),
    "HS256 by the public key": (_named(alg="HS256"), PUBLISHED_PEM, "HS256"),
    "HS512 by the public key": (_named(alg="HS512"), PUBLISHED_PEM, "HS512"),
    "HS256 that says RS256": (GOOD, PUBLISHED_PEM, "HS256"),
    "RS384": (_named(alg="RS384"), KEYS["first"], "RS384"),
    "RS512": (_named(alg="RS512"), KEYS["first"], "RS512"),
    "PS256": (_named(alg="PS256"), KEYS["first"], "PS256"),
    "RS512 that says RS256": (GOOD, KEYS["first"], "RS512"),
    "another key": (GOOD, THEIRS, "RS256"),
    "no signature": (GOOD, None, ""),
    "no kid": ({"alg": "RS256"}, KEYS["first"], "RS256"),
    "kid that is a number": (_named(kid=1), KEYS["first"], "RS256"),
    "kid that is a list": (_named(kid=["first"]), KEYS["first"], "RS256"),
    "empty kid": (_named(kid=""), KEYS["first"], "RS256"),
    "kid that is a path": (_named(kid="../../dev/null"), b"", "HS256"),
    "kid that is long": (_named(kid="k" * 4_000), THEIRS, "RS256"),
    "jwk": (_named(jwk=THEIR_JWK), THEIRS, "RS256"),
    "jwk without kid": ({"alg": "RS256", "jwk": THEIR_JWK}, THEIRS, "RS256"),
    "jku": (_named(kid="mine", jku="http://127.0.0.1:1/keys"), THEIRS, "RS256"),
    "x5u": (_named(kid="mine", x5u="http://127.0.0.1:1/keys"), THEIRS, "RS256"),
    "x5c": (_named(kid="mine", x5c=["AAAA"]), THEIRS, "RS256"),
    "crit": (_named(crit=["exp"]), KEYS["first"], "RS256"),
    "crit of the unknown": (_named(crit=["x"], x=1), KEYS["first"], "RS256"),
    "b64": (_named(crit=["b64"], b64=False), KEYS["first"], "RS256"),
    "header that is no object": (b"[]", KEYS["first"], "RS256"),
    "header that is no JSON": (b"{", KEYS["first"], "RS256"),
    "header without end": (b"[" * 5_000, KEYS["first"], "RS256"),
    "alg said twice": (b'{"alg":"RS256","kid":"first","alg":"none"}', KEYS["first"], "RS256"),
}


@pytest.fixture
def now() -> int:
    return int(time.time())


async def test_a_token_made_by_hand_is_as_good_as_another(now: int) -> None:
    """So that what is refused below is refused for what it says."""
    async with Stage(authenticates=True) as stage:
        token = made(GOOD, good_claims(stage.far_end.url, now=now), key=KEYS["first"])
        assert (await stage.post(stage.activity(), headers={"Authorization": f"Bearer {token}"}))[0] == 200


async def test_no_forged_token_opens(now: int) -> None:
    """Each is refused before the body is read, by 401, and made-up keys don't have us ask for keys each time."""
    async with Stage(authenticates=True) as stage:
        claims = good_claims(stage.far_end.url, now=now)
        for what, (header, key, alg) in FORGED.items():
            token = made(header, claims, key=key, alg=alg)
            status, _ = await stage.post(b"not read", headers={"Authorization": f"Bearer {token}"})
            assert status == 401, what
        assert not stage.turns
        assert stage.issuer.fetches == 1


async def test_no_claim_that_is_odd_opens_nor_ends_in_a_500(now: int) -> None:
    """Signed by the channel's own key, so that it is the claims that are judged."""
    odd: list[dict[str, Any]] = [
        {"iss": [ISSUER]},
        {"iss": f"{ISSUER}/"},
        {"iss": "https://api.botframework.us"},
        {"iss": "https://API.botframework.com"},
        {"iss": f"https://sts.windows.net/{TENANT}/"},
        {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0"},
        {"aud": OTHER},
        {"aud": [APP_ID, OTHER]},
        {"aud": {"id": APP_ID}},
        {"aud": "https://api.botframework.com"},
        {"aud": ""},
        {"exp": now - 301},
        {"exp": True},
        {"exp": [now + 60]},
        {"exp": "never"},
        {"nbf": now + 400},
        {"nbf": "soon"},
        {"iat": now + 400},
    ]
    async with Stage(authenticates=True) as stage:
        for changes in odd:
            token = made(GOOD, {**good_claims(stage.far_end.url, now=now), **changes}, key=KEYS["first"])
            status, _ = await stage.post(stage.activity(), headers={"Authorization": f"Bearer {token}"})
            assert status == 401, changes
        assert not stage.turns


async def test_a_token_that_the_bot_or_another_app_was_given_opens_nothing(now: int) -> None:
    """The emulator's and skills' are Entra's, for this very app or another of the tenant: not the channel's."""
    async with Stage(authenticates=True) as stage:
        for app in (APP_ID, OTHER):
            claims = {
                **good_claims(stage.far_end.url, now=now),
                "iss": f"https://sts.windows.net/{TENANT}/",
                "appid": app,
                "ver": "1.0",
            }
            token = made(_named(kid="entra"), claims, key=THEIRS)
            assert (await stage.post(stage.activity(), headers={"Authorization": f"Bearer {token}"}))[0] == 401


@pytest.mark.parametrize(
    "changed",
    [
        lambda url: url.rstrip("/"),
        lambda url: url + "/",
        lambda url: url.upper(),
        lambda url: url.replace("127.0.0.1", "localhost"),
        lambda url: url + "?",
        lambda url: [url],
        lambda _url: "",
        lambda _url: None,
        lambda _url: 5,
    ],
)
async def test_the_service_address_is_the_very_one_that_was_vouched_for(changed: Any) -> None:
    """Letter by letter, as the channel writes it: what is alike may lead elsewhere."""
    async with Stage(authenticates=True) as stage:
        headers = stage.headers(serviceurl=changed(stage.far_end.url))
        assert (await stage.post(stage.activity(), headers=headers))[0] == 401
        assert not stage.turns


async def test_our_token_never_travels_in_the_clear_even_where_the_channel_vouches() -> None:
    """403: what is said would be answered with it."""
    async with Stage(authenticates=True) as stage:
        stage.issuer.published = {"first": ["msteams"]}
        activity = stage.activity(serviceUrl="http://smba.example/teams/")
        headers = stage.headers(serviceurl="http://smba.example/teams/")
        assert (await stage.post(activity, headers=headers))[0] == 403
        assert not stage.turns


@pytest.mark.parametrize("channel", ["directline", "webchat", "emulator", "skype", "MSTEAMS", "", None])
@pytest.mark.parametrize("endorsed", [[], ["msteams", "directline", "webchat", "emulator", "skype", "MSTEAMS", ""]])
async def test_only_teams_says_who_speaks(channel: str | None, endorsed: list[str]) -> None:
    """In Direct Line and Web Chat the client writes the sender and the tenant itself: nobody may be anybody there."""
    async with Stage(authenticates=True) as stage:
        stage.issuer.published = {"first": endorsed}
        status, _ = await stage.post(stage.activity(channelId=channel))
        assert status in (401, 403)
        assert not stage.turns


async def test_a_key_that_vouches_for_no_channel_by_name_says_nothing_against_teams() -> None:
    """As Microsoft's own SDK reads it."""
    async with Stage(authenticates=True) as stage:
        stage.issuer.published = {"first": []}
        assert (await stage.post(stage.activity()))[0] == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"from": {"id": "29:x", "aadObjectId": OTHER, "tenantId": OTHER}},
        {"conversation": {"id": "a:anna", "tenantId": ""}},
        {"channelData": {"tenant": {"id": [TENANT]}}},
        {"channelData": {"tenant": OTHER}},
        {"channelData": {"tenant": {"id": f"{TENANT} "}}},
    ],
    ids=str,
)
async def test_a_tenant_is_ours_wherever_one_is_named(changes: dict[str, Any]) -> None:
    """Of whoever speaks as well: somebody of another organisation may be let into a channel of ours."""
    async with Stage(authenticates=True) as stage:
        assert (await stage.post(stage.activity(**changes)))[0] == 403
        assert not stage.turns


async def test_our_tenant_is_known_in_capitals() -> None:
    """An id is the same however its letters are written."""
    async with Stage(authenticates=True) as stage:
        activity = stage.activity(conversation={"id": "a:anna", "tenantId": TENANT.upper()})
        assert (await stage.post(activity))[0] == 200


async def test_no_odd_header_opens_with_a_good_token() -> None:
    """One header, one scheme as it is written, one space, one token."""
    async with Stage(authenticates=True) as stage:
        token = stage.issuer.token(stage.far_end.url)
        odd = [
            token,
            f"bearer {token}",
            f"BEARER {token}",
            f"Bearer  {token}",
            f"Bearer\t{token}",
            f"Bearer {token}, Bearer {token}",
            f"Bearer {token} {token}",
            f"Bearer {token}.",
            f"Bearer {token}=",
            f"Bearer {token}!",
            f"Basic {token}",
            f"Bearer å{token}",
        ]
        for header in odd:
            assert (await stage.post(b"not read", headers={"Authorization": header}))[0] == 401, header
        assert not stage.turns


async def test_two_headers_are_none_and_one_without_end_is_bad() -> None:
    """What stands before the bot may have read the other one."""
    async with Stage(authenticates=True) as stage:
        good = ("Authorization", stage.headers()["Authorization"])
        as_json = ("Content-Type", "application/json")
        body = json.dumps(stage.activity())
        for pair in ([good, good], [good, ("Authorization", "Bearer a.b.c")], [("Authorization", "Basic YTpi"), good]):
            assert (await stage.request("POST", data=body, headers=[*pair, as_json]))[0] == 401
        endless = ("Authorization", "Bearer " + "a" * 100_000)
        assert (await stage.request("POST", data=body, headers=[endless, as_json]))[0] == 400
        assert (await stage.request("POST", data=body, headers=[good, as_json]))[0] == 200


async def test_a_request_that_is_sent_again_whole_is_answered_and_not_carried_out() -> None:
    """Whoever recorded one can have it answered with its first outcome, and nothing done."""
    async with Stage(authenticates=True) as stage:
        activity, headers = stage.activity(), stage.headers()
        answers = [await stage.post(activity, headers=headers) for _ in range(3)]
        assert answers == [answers[0]] * 3
        assert (len(stage.turns), len(stage.far_end.sent)) == (1, 1)


async def test_a_stolen_token_serves_until_its_end_and_no_longer(now: int) -> None:
    """It is not bound to what it came with (nor can it be by us), so what ends it is its own time."""
    async with Stage(authenticates=True) as stage:
        headers = stage.headers(exp=now - 290)
        assert (await stage.post(stage.activity(text="the channel's own"), headers=headers))[0] == 200
        assert (await stage.post(stage.activity(text="the thief's"), headers=headers))[0] == 200
        assert (await stage.post(stage.activity(), headers=stage.headers(exp=now - 301)))[0] == 401
