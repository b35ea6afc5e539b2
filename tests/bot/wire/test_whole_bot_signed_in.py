"""The whole application as it runs in Teams: Microsoft's tokens in, its own tokens out, each judged by a stand-in."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from assembly.outside import credential_of
from bot.wire.log_lines import configure_logging
from settings import AppType, Settings
from tests.bot.wire.far_end import APP_ID, TENANT, FarEnd, Issuer
from tests.directory.app_certificates import FIRST, KEYS, written
from tests.directory.entra import Entra
from tests.directory.identity_service import IdentityService

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelkommun.yaml"
VERA = "e5e5e5e5-0000-4000-8000-000000000003"
OTHER = "11111111-2222-3333-4444-555555555555"
PUBLIC, GOVERNMENT = "https://api.botframework.com", "https://api.botframework.us"
SECRET = "s3cret-that-nobody-reads"


@dataclass
class World:
    """Microsoft, as far as the bot reaches it."""

    entra: Entra
    machine: IdentityService
    issuer: Issuer
    far_end: FarEnd
    settings: Settings
    certificate: Path

    @asynccontextmanager
    async def bot(self, **changes: Any) -> AsyncIterator[TestClient[web.Request, web.Application]]:
        """The bot, started with these settings changed."""
        async with TestClient(TestServer(build_app(replace(self.settings, **changes)))) as client:
            yield client

    def says(self, text: str, number: int = 1) -> dict[str, Any]:
        """A line of Vera's at the switchboard."""
        return {
            "type": "message",
            "id": f"activity-{number}",
            "channelId": "msteams",
            "serviceUrl": self.far_end.url,
            "from": {"id": "29:vera", "name": "Vera Wik", "aadObjectId": VERA},
            "recipient": {"id": f"28:{APP_ID}", "name": "Växelvis"},
            "conversation": {"id": f"a:vera-{number}", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
        }

    def bearer(self, **changes: Any) -> dict[str, str]:
        """What the channel shows, with the claims changed."""
        return {"Authorization": f"Bearer {self.issuer.token(self.far_end.url, **changes)}"}


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    entra = Entra(tenant=TENANT, secrets={APP_ID: SECRET}, certificates={APP_ID: [FIRST]})
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(await entra.open(tmp_path)))
    machine, issuer, far_end = IdentityService(identities={APP_ID}), Issuer(), FarEnd()
    await asyncio.gather(machine.open(), issuer.open(), far_end.open())
    for name, value in machine.beside_the_app.items():
        monkeypatch.setenv(name, value)
    settings = Settings(
        app_type=AppType.SINGLE_TENANT,
        app_id=APP_ID,
        tenant_id=TENANT,
        app_password=SECRET,
        login_endpoint=entra.url,
        channel_metadata=issuer.metadata_url,
        sqlite_path=tmp_path / "vaxelvis.db",
        directory_file=EXAMPLE,
    )
    yield World(entra, machine, issuer, far_end, settings, written(tmp_path / "app.pem", KEYS[0], FIRST))
    await asyncio.gather(entra.close(), machine.close(), issuer.close(), far_end.close())


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the process has logged so far, as it is configured to."""
    root, msal = logging.getLogger(), logging.getLogger("msal")
    before = root.handlers[:], root.level, msal.level
    stream = io.StringIO()
    configure_logging("json", stream)

    def read() -> list[dict[str, Any]]:
        for handler in root.handlers:
            handler.flush()
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    yield read
    root.handlers[:], root.level = before[:2]
    msal.setLevel(before[2])


@pytest.mark.parametrize(
    ("proof", "shown"),
    [
        (lambda _world: {}, "entra-1"),
        (lambda world: {"app_password": "", "app_certificate": world.certificate}, "entra-1"),
        (lambda _world: {"app_password": "", "app_type": AppType.MANAGED_IDENTITY}, "identity-1"),
    ],
    ids=["secret", "certificate", "managed identity"],
)
async def test_a_signed_activity_is_answered_by_a_token_of_our_own_that_is_asked_for_once(
    world: World, proof: Callable[[World], dict[str, Any]], shown: str
) -> None:
    """However many speak at once: one fetch of keys, one token, and each is answered with it."""
    async with world.bot(**proof(world)) as bot:
        said = [
            bot.post("/api/messages", json=world.says("hjälp", number), headers=world.bearer()) for number in range(8)
        ]
        assert {answer.status for answer in await asyncio.gather(*said)} == {200}
        assert "bot_token_requests_total 1.0" in await (await bot.get("/metrics")).text()
    assert len(world.far_end.sent) >= 8
    assert {sent.headers["Authorization"] for sent in world.far_end.sent} == {f"Bearer {shown}"}
    assert (world.issuer.fetches, len(world.entra.asked) + len(world.machine.asked)) == (1, 1)
    assert {scope for _, scope in world.entra.asked} <= {f"{PUBLIC}/.default"}
    assert world.machine.asked in ([], [PUBLIC])


async def test_a_token_that_does_not_hold_is_refused_and_logged_without_a_word_of_it(
    world: World, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """401 or 403, a line each that says why, and nothing of the sender, what was said or what was shown."""
    async with world.bot() as bot:
        for changes, status in (
            ({"aud": OTHER}, 401),
            ({"key": "second"}, 401),
            ({"serviceurl": "https://elsewhere.example/"}, 401),
        ):
            answer = await bot.post("/api/messages", json=world.says("Vera är sjuk"), headers=world.bearer(**changes))
            assert (answer.status, await answer.read()) == (status, b"")
        elsewhere = {**world.says("Vera är sjuk"), "conversation": {"id": "a:vera", "tenantId": OTHER}}
        assert (await bot.post("/api/messages", json=elsewhere, headers=world.bearer())).status == 403
        assert (await bot.post("/api/messages", json=world.says("Vera är sjuk"))).status == 401
        refused = [line for line in lines() if line["message"] == "request refused"]
        assert [line["reason"] for line in refused] == [
            "token was refused: InvalidAudienceError",
            "token is signed by an unknown key",
            "the token's serviceurl is not the activity's",
            "another tenant",
            "no bearer token",
        ]
        written_out = json.dumps(lines(), ensure_ascii=False)
        for word in ("Vera", "sjuk", VERA, "eyJ", SECRET, TENANT, OTHER, "29:", "elsewhere"):
            assert word not in written_out
    assert not world.far_end.sent


async def test_another_cloud_has_its_own_issuer_and_its_own_tokens(world: World) -> None:
    """Its own name is what the bot's token is for, and the public cloud's tokens open nothing there."""
    async with world.bot(channel_issuer=GOVERNMENT) as bot:
        answer = await bot.post("/api/messages", json=world.says("hjälp"), headers=world.bearer())
        assert answer.status == 401
        answer = await bot.post("/api/messages", json=world.says("hjälp"), headers=world.bearer(iss=GOVERNMENT))
        assert answer.status == 200
    assert world.entra.asked == [(APP_ID, f"{GOVERNMENT}/.default")]


async def test_a_secret_that_has_ended_is_in_the_log_before_anybody_says_a_word(
    world: World, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """The token and the keys are asked for at the start: by a number that can be looked up, and without the secret."""
    told: list[dict[str, Any]] = []
    async with world.bot(app_password="another"):
        for _ in range(250):
            await asyncio.sleep(0 if told else 0.02)
            told = [line for line in lines() if line["message"] == "no token could be had"]
    assert [line["reason"] for line in told] == ["no token: invalid_client AADSTS7000215"]
    assert world.issuer.fetches == 1
    for word in ("another", TENANT, APP_ID):
        assert word not in json.dumps(lines())


async def test_half_a_token_is_not_logged_by_whoever_reads_it(
    world: World, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """What msal can't read it would quote."""
    world.entra.instead.append(web.Response(text='{"access_token": "eyJhbGciOiJSUzI1NiJ9'))
    credential = credential_of(world.settings, f"{PUBLIC}/.default")
    assert credential is not None
    with pytest.raises(ConnectionError):
        await credential.acquire()
    assert "eyJ" not in json.dumps(lines())


async def test_a_certificate_that_can_not_be_read_keeps_the_bot_from_starting(world: World) -> None:
    """Rather than from answering."""
    world.certificate.write_text("nothing")
    with pytest.raises(PermissionError, match="holds no private key"):
        async with world.bot(app_password="", app_certificate=world.certificate):
            pass
