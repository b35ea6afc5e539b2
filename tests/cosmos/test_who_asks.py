"""How the bot proves to Azure Cosmos DB who it is: over TLS, by tokens that msal has acquired, and never by a key."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.wire.token_source import KeptToken
from directory.credentials import ClientSecret, ManagedIdentity
from storage.cosmos_attempts import Patience
from storage.cosmos_containers import COSMOS_SCOPE, CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import StoreUnavailable
from tests.bot.wire.certificates import self_signed
from tests.cosmos.faulty_proxy import Asked, Fault, FaultyProxy, account_of
from tests.cosmos.server import CosmosServer
from tests.cosmos.spoilt import GIVES_UP, IMPATIENT
from tests.directory.token_service import Answer, TokenService
from tests.storage.contract_terms import KINDS, ManualClock, found, note


@dataclass
class Door:
    """The database's side: which token opens, and every one that was shown."""

    opens_to: str = "token-1"
    shown: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Fault | None:
        self.shown.append(asked.authorization)
        return None if asked.authorization == f"type=aad&ver=1.0&sig={self.opens_to}" else Fault.NO_TOKEN


class Entra(TokenService):
    """Numbers the tokens that it gives; it can be away, or know nobody."""

    def __init__(self) -> None:
        super().__init__({"expires_in": 3600, "token_type": "Bearer"})
        self.is_away = False
        self.given = 0

    def post(self, url: str, **options: Any) -> Answer:
        if self.is_away:
            raise ConnectionError("no route")
        self.given += 1
        if self.status == 200:
            self.token = {**self.token, "access_token": f"token-{self.given}"}
        return super().post(url, **options)

    get_token = post


@dataclass
class Front:
    """What a test holds in its hands."""

    database: CosmosDatabase
    door: Door
    entra: Entra

    @asynccontextmanager
    async def opened(self, patience: Patience = IMPATIENT) -> AsyncIterator[CosmosStore]:
        store = await CosmosStore.open(self.database, kinds=KINDS, now=ManualClock().now, patience=patience)
        try:
            yield store
        finally:
            await store.close()


@pytest.fixture
async def front(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase, tmp_path: Path) -> AsyncIterator[Front]:
    """A database behind TLS that lets nobody in without a token, and a bot with a client secret."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*self_signed(tmp_path))
    door, entra = Door(), Entra()
    async with FaultyProxy(cosmos_server.port, tls=tls) as proxy:
        proxy.plan = door
        proxy.account = account_of(writes={"Here": proxy.endpoint}, reads={"Here": proxy.endpoint})
        tokens = KeptToken(
            ClientSecret(app_id="app", tenant_id="tenant", secret="s3cret", scope=COSMOS_SCOPE, http_client=entra)
        )
        yield Front(replace(cosmos_database, endpoint=proxy.endpoint, key="", tokens=tokens), door, entra)


async def test_a_token_of_our_tenant_opens_and_is_asked_for_once(front: Front) -> None:
    async with front.opened() as store:
        await asyncio.gather(*(store.create(note(f"n{n}"), {"number": n}) for n in range(20)))
        assert len((await store.query("note")).documents) == 20
    ((url, data),) = front.entra.posted
    assert url == "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
    assert data["scope"] == COSMOS_SCOPE
    assert set(front.door.shown) == {"type=aad&ver=1.0&sig=token-1"}


async def test_a_managed_identity_opens_too(front: Front) -> None:
    service = TokenService({"access_token": "token-1", "expires_in": "86399", "resource": "r", "token_type": "Bearer"})
    identity = KeptToken(ManagedIdentity(app_id="app", scope=COSMOS_SCOPE, http_client=service))
    async with replace(front, database=replace(front.database, tokens=identity)).opened() as store:
        await store.create(note("a"), {"number": 1})
    assert front.entra.given == 0


async def test_a_token_that_the_database_lets_go_of_is_asked_for_anew(front: Front) -> None:
    async with front.opened() as store:
        kept = await store.create(note("a"), {"number": 1})
        front.door.opens_to = "token-2"
        await asyncio.gather(*(store.get(kept.key) for _ in range(10)))
        await store.replace(kept, {"number": 2})
        assert (await found(store, kept.key)).body == {"number": 2}
    assert front.entra.given == 2


async def test_a_database_that_accepts_no_token_is_said_so_and_the_token_service_left_alone(front: Front) -> None:
    async with front.opened(replace(IMPATIENT, deadline=0.8)) as store:
        front.door.opens_to = "nobody"
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="answer 401"):
                await store.ping()
        assert front.entra.given == 2
        front.door.opens_to = "token-2"
        await store.ping()


async def test_a_token_service_that_is_away_for_a_moment_is_waited_for(front: Front) -> None:
    front.entra.is_away = True
    opening = asyncio.create_task(CosmosStore.open(front.database, kinds=KINDS, now=ManualClock().now))
    await asyncio.sleep(0.05)
    front.entra.is_away = False
    await (await opening).close()


async def test_a_token_service_that_stays_away_is_no_end(front: Front) -> None:
    front.entra.is_away = True
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="no token to prove who this is by could be had: Conn"):
            async with front.opened(GIVES_UP):
                pass
    front.entra.is_away = False
    async with front.opened() as store:
        await store.ping()


async def test_an_identity_that_is_refused_is_told_at_once_without_its_secret(front: Front) -> None:
    front.entra.status, front.entra.token = 401, {"error": "invalid_client"}
    with pytest.raises(StoreUnavailable, match="can't be asked: no token: invalid_client") as refused:
        async with front.opened():
            pass
    assert "s3cret" not in repr(refused.value)
    assert front.entra.given == 1


async def test_a_database_without_key_or_identity_is_never_asked(front: Front) -> None:
    with pytest.raises(StoreUnavailable, match="neither a key nor an identity"):
        async with replace(front, database=replace(front.database, tokens=None)).opened():
            pass
    assert front.door.shown == []


async def test_a_token_is_shown_over_tls_alone(front: Front, cosmos_server: CosmosServer) -> None:
    """Also where somebody gets round the settings."""
    with pytest.raises(StoreUnavailable):
        async with replace(front, database=replace(front.database, endpoint=cosmos_server.endpoint)).opened(GIVES_UP):
            pass
