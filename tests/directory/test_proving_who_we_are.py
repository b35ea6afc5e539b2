"""How the bot proves who it is to a token service that judges it: by a secret, a certificate, or the machine."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from directory.certificate_file import BadCertificateFile, read_certificate
from directory.credentials import AppIn, ClientCertificate, ClientSecret, ManagedIdentity
from tests.directory.app_certificates import FIRST, KEYS, NOW, SECOND, certificate_of, pem_of, written
from tests.directory.entra import TENANT, Entra
from tests.directory.identity_service import IdentityService

APP = "5f1c1a52-5b0e-4bd2-8a4b-2a8a3c9d0f10"
SCOPE, RESOURCE = "https://graph.microsoft.com/.default", "https://graph.microsoft.com"


@pytest.fixture
async def entra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Entra]:
    """Entra, vouched for by an authority that the machine is told to know."""
    entra = Entra(secrets={APP: "s3cret"}, certificates={APP: [FIRST]})
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(await entra.open(tmp_path)))
    yield entra
    await entra.close()


@pytest.fixture
async def service() -> AsyncIterator[IdentityService]:
    """An identity service."""
    service = IdentityService(identities={APP})
    await service.open()
    yield service
    await service.close()


def app(entra: Entra) -> AppIn:
    """Our app, at that authority."""
    return AppIn(app_id=APP, tenant_id=TENANT, scope=SCOPE, authority=entra.url)


async def test_a_secret_opens_and_a_wrong_one_is_named_by_its_number_alone(entra: Entra) -> None:
    """Entra's sentence names the app and the tenant; its number is what one looks up."""
    assert await ClientSecret(secret="s3cret", **app(entra)).acquire() == ("entra-1", 3599.0)
    with pytest.raises(PermissionError) as refused:
        await ClientSecret(secret="wrong", **app(entra)).acquire()
    assert str(refused.value) == "no token: invalid_client AADSTS7000215"


async def test_a_certificate_opens_with_its_sha_256_and_is_sent_along(entra: Entra, tmp_path: Path) -> None:
    """And no two assertions are the same, so that one that was overheard opens nothing."""
    credential = ClientCertificate(file=written(tmp_path / "app.pem", KEYS[0], FIRST), **app(entra))
    for number in (1, 2):
        assert await credential.acquire() == (f"entra-{number}", 3599.0)
    (first, second) = entra.headers
    assert (first["alg"], first["x5t#S256"], "x5t" in first) == ("PS256", second["x5t#S256"], False)


async def test_a_renewed_certificate_is_taken_from_the_same_file(entra: Entra, tmp_path: Path) -> None:
    """Nobody has to start the bot again; until it is there the old one is refused."""
    file = written(tmp_path / "app.pem", KEYS[0], FIRST)
    credential = ClientCertificate(file=file, **app(entra))
    entra.certificates[APP] = [SECOND]
    with pytest.raises(PermissionError, match="AADSTS700027"):
        await credential.acquire()
    written(file, KEYS[1], SECOND)
    assert (await credential.acquire())[0] == "entra-1"


async def test_a_file_that_is_being_written_can_be_tried_again(entra: Entra, tmp_path: Path) -> None:
    """An OSError, as whoever keeps the token expects, and the next try reads the file anew."""
    file = written(tmp_path / "app.pem", KEYS[0], FIRST)
    credential = ClientCertificate(file=file, **app(entra))
    file.write_bytes(b"")
    with pytest.raises(BadCertificateFile):
        await credential.acquire()
    file.unlink()
    with pytest.raises(FileNotFoundError):
        await credential.acquire()
    written(file, KEYS[0], FIRST)
    assert (await credential.acquire())[0] == "entra-1"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds no private key"),
        (pem_of(KEYS[0]), "holds no certificate of its private key"),
        (FIRST.public_bytes(Encoding.PEM), "holds no private key"),
        (pem_of(KEYS[0]) + SECOND.public_bytes(Encoding.PEM), "holds no certificate of its private key"),
        (pem_of(KEYS[0], b"word") + FIRST.public_bytes(Encoding.PEM), "locked by a passphrase"),
        (pem_of(ec.generate_private_key(ec.SECP256R1())), "not RSA"),
        (b"\xff" * 100, "holds no private key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no private key"),
    ],
)
def test_a_file_that_is_no_certificate_is_told_of_at_the_start(tmp_path: Path, content: bytes, why: str) -> None:
    """Rather than with the first answer that can't be sent; and nothing of the file is quoted."""
    file = tmp_path / "app.pem"
    file.write_bytes(content)
    with pytest.raises(BadCertificateFile, match=why) as bad:
        ClientCertificate(file=file, app_id=APP, tenant_id=TENANT, scope=SCOPE)
    assert "BEGIN" not in str(bad.value)


def test_the_keys_own_certificate_is_found_among_those_that_vouch_for_it(tmp_path: Path) -> None:
    """Whatever their order; and the key is not in what it looks like."""
    certified = read_certificate(written(tmp_path / "app.pem", KEYS[0], SECOND, FIRST))
    assert certified.certificate == FIRST.public_bytes(Encoding.PEM).decode()
    assert "PRIVATE" not in repr(certified)


@pytest.mark.parametrize(
    ("days", "told"), [(31, []), (29, ["the certificate ends soon"]), (-2, ["the certificate has ended"])]
)
async def test_the_end_of_a_certificate_is_told_of_ahead(
    entra: Entra, tmp_path: Path, caplog: pytest.LogCaptureFixture, days: int, told: list[str]
) -> None:
    """A month ahead, with each token: Entra itself says nothing before it is too late."""
    file = written(tmp_path / "app.pem", KEYS[0], certificate_of(KEYS[0], days=days))
    entra.certificates[APP] = [certificate_of(KEYS[0], days=days)]
    with caplog.at_level(logging.WARNING, "directory"):
        entra.instead.append(web.json_response({"access_token": "t", "expires_in": 10}))
        await ClientCertificate(file=file, **app(entra)).acquire()
    assert [record.getMessage() for record in caplog.records] == told


async def test_another_tenant_or_an_authority_that_nobody_vouches_for_gives_nothing(
    entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret is shown to nobody whose certificate isn't good."""
    elsewhere = AppIn(app_id=APP, tenant_id="11111111-2222-4333-8444-555555555555", scope=SCOPE, authority=entra.url)
    with pytest.raises(OSError, match="did not answer as it should"):
        await ClientSecret(secret="s3cret", **elsewhere).acquire()
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        await ClientSecret(secret="s3cret", **app(entra)).acquire()
    assert not entra.asked


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="<html>"),
        web.Response(text="[]", content_type="application/json"),
        web.Response(text="null", content_type="application/json"),
        web.json_response({"access_token": "t", "expires_in": "soon"}),
        web.json_response({"access_token": "t", "expires_in": None}),
        web.json_response({"access_token": "t", "expires_in": [1]}),
        web.json_response({"access_token": "", "expires_in": 3599}),
        web.json_response({"access_token": "t\r\nHost: elsewhere.example", "expires_in": 3599}),
        web.json_response({"access_token": ["t"], "expires_in": 3599}),
        web.Response(status=503),
        web.Response(status=302, headers={"Location": "token"}),
        web.Response(status=307, headers={"Location": "token"}),
    ],
    ids=lambda answer: f"{answer.status} {answer.text}",
)
async def test_whatever_answers_in_the_place_of_a_token_service_is_being_out_of_reach(
    entra: Entra, answer: web.Response
) -> None:
    """An OSError that is no refusal; and no secret goes along to where an answer points, though a token were there."""
    entra.instead.append(answer)
    with pytest.raises(OSError) as failed:  # noqa: PT011 - which one is what is asserted
        await ClientSecret(secret="s3cret", **app(entra)).acquire()
    assert not isinstance(failed.value, PermissionError)
    assert "s3cret" not in str(failed.value)


async def test_nothing_of_it_runs_on_the_event_loops_thread(entra: Entra, tmp_path: Path) -> None:
    """Other turns go on while a token service is slow, or a disk."""
    threads: set[int] = set()

    def now() -> datetime:
        threads.add(threading.get_ident())
        time.sleep(0.15)
        return NOW

    credential = ClientCertificate(file=written(tmp_path / "app.pem", KEYS[0], FIRST), now=now, **app(entra))
    asking, laps = asyncio.create_task(credential.acquire()), 0
    while not asking.done():
        await asyncio.sleep(0.01)
        laps += 1
    assert laps >= 5
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("where", ["beside_the_app", "on_the_machine"])
async def test_a_managed_identity_asks_the_machine_for_the_resource(
    service: IdentityService, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """By its own client id, without `/.default`, and past no proxy whatever the environment says."""
    for name, value in getattr(service, where).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    token, lifetime = await ManagedIdentity(app_id=APP, scope=SCOPE).acquire()
    assert token == "identity-1"
    assert 86_000 < lifetime < 86_500
    assert service.asked == [RESOURCE]


@pytest.mark.parametrize("where", ["beside_the_app", "on_the_machine"])
async def test_an_identity_that_the_machine_does_not_have_is_a_refusal(
    service: IdentityService, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """And a machine that answers something else is out of reach."""
    for name, value in getattr(service, where).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(PermissionError):
        await ManagedIdentity(app_id="someone-else", scope=SCOPE).acquire()
    service.instead.extend([web.Response(text="<html>"), web.Response(text="[]"), web.Response(status=302)])
    for _ in range(3):
        with pytest.raises(OSError, match="did not answer as it should") as failed:
            await ManagedIdentity(app_id=APP, scope=SCOPE).acquire()
        assert not isinstance(failed.value, PermissionError)
