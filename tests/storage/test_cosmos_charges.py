"""What the engine says that a request cost is told, with the operation that it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from storage.cosmos_charges import CHARGE, operation_of, units_of
from storage.cosmos_containers import CosmosDatabase
from storage.document_store import DocumentExists, Key
from storage.opening import open_store

HERE = Key("progress", "anna", "here")
UNITS = "2.5"


@pytest.fixture
async def charging(cosmos_database: CosmosDatabase) -> AsyncIterator[CosmosDatabase]:
    """The database, by way of a server that says of every answer that it costs so much."""
    async with ClientSession(auto_decompress=False) as session:

        async def pass_on(request: web.Request) -> web.Response:
            url = cosmos_database.endpoint.rstrip("/") + request.rel_url.raw_path_qs
            headers = {name: value for name, value in request.headers.items() if name.lower() != "host"}
            async with session.request(request.method, url, headers=headers, data=await request.read()) as answer:
                body = await answer.read()
                told = {
                    name: value for name, value in answer.headers.items() if name.lower() in ("etag", "content-type")
                }
                return web.Response(status=answer.status, body=body, headers={**told, CHARGE: UNITS})

        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", pass_on)
        async with TestServer(app) as server:
            yield replace(cosmos_database, endpoint=str(server.make_url("/")))


async def test_every_answer_is_told_with_its_operation(charging: CosmosDatabase) -> None:
    """Also of what fails: it is charged as well."""
    told: list[tuple[str, float]] = []
    store = await open_store(
        charging, now=lambda: datetime.now(UTC), charged=lambda operation, units: told.append((operation, units))
    )
    try:
        told.clear()
        made = await store.create(HERE, {"n": 1})
        await store.get(HERE)
        changed = await store.replace(made, {"n": 2})
        await store.query("progress", partition="anna")
        with pytest.raises(DocumentExists):
            await store.create(HERE, {"n": 3})
        await store.delete(changed)
    finally:
        await store.close()
    items = [operation for operation, _ in told if operation != "other"]
    assert [*items[:3], items[-1]] == ["create", "read", "replace", "delete"]
    # A creation that is refused is read back, to see whether it was this one.
    assert items[-3:-1] == ["create", "read"]
    assert set(items[3:-3]) == {"query"}
    assert {units for _, units in told} == {2.5}


@pytest.mark.parametrize(
    ("told", "units"), [({CHARGE: "1.24"}, 1.24), ({}, 0), ({CHARGE: "much"}, 0), ({CHARGE: "-1"}, 0)]
)
def test_what_cannot_be_read_is_nothing(told: dict[str, str], units: float) -> None:
    """A test server says nothing, or anything."""
    assert units_of(told) == units


def test_what_is_asked_about_the_account_is_no_operation_on_items() -> None:
    """It is counted by itself."""
    assert operation_of("GET", "https://x/dbs/d/colls/documents", {}) == "other"
    assert operation_of("PATCH", "https://x/dbs/d/colls/documents/docs/i", {}) == "other"
