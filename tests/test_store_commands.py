"""The commands about where the store is kept: what they make, and what they refuse in one line."""

from __future__ import annotations

import asyncio
import json

import pytest
from azure.cosmos.aio import CosmosClient
from azure.cosmos.partition_key import PartitionKey

from app import main
from storage.cosmos_containers import CONTAINER, INDEXING_POLICY, CosmosDatabase, container_resource, faults_of
from tests.cosmos.server import KEY, CosmosServer
from tests.sources import PROJECT

IDENTITY = {
    "MICROSOFT_APP_TYPE": "UserAssignedMSI",
    "MICROSOFT_APP_ID": "00000000-0000-4000-8000-000000000001",
    "MICROSOFT_APP_TENANT_ID": "00000000-0000-4000-8000-000000000002",
}
REAL = {"STORAGE": "cosmos:https://127.0.0.1:1/", "COSMOS_DATABASE": "x", **IDENTITY}
UNANSWERED = {"STORAGE": "cosmos:http://127.0.0.1:1/", "COSMOS_DATABASE": "x", "COSMOS_KEY": KEY}


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """But those that a test makes."""
    for name in ("STORAGE", "COSMOS_DATABASE", "COSMOS_KEY", *IDENTITY):
        monkeypatch.delenv(name, raising=False)


def _named(database: CosmosDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE", f"cosmos:{database.endpoint}")
    monkeypatch.setenv("COSMOS_DATABASE", database.database)
    monkeypatch.setenv("COSMOS_KEY", database.key)


def test_containers_are_made_once(
    cosmos_server: CosmosServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what it made; the second time that it was there, and that the bot can use it."""
    database = cosmos_server.new_database()
    _named(database, monkeypatch)
    assert main(["create-containers"]) == 0
    assert capsys.readouterr().out == f"container documents of {database.database}: made\n"
    assert main(["create-containers"]) == 0
    assert capsys.readouterr().out == f"container documents of {database.database}: there already, as it has to be\n"


async def _made_by_hand(database: CosmosDatabase) -> None:
    async with CosmosClient(database.endpoint, database.key, enable_endpoint_discovery=False) as client:
        made = await client.create_database(database.database)
        await made.create_container(
            CONTAINER, PartitionKey("/name"), default_ttl=60, indexing_policy=dict(INDEXING_POLICY)
        )


def test_a_container_that_is_another_is_named_with_its_faults(
    cosmos_server: CosmosServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each; nothing of it is changed."""
    database = cosmos_server.new_database()
    asyncio.run(_made_by_hand(database))
    _named(database, monkeypatch)
    assert main(["create-containers"]) == 1
    faults = capsys.readouterr().err.splitlines()
    assert faults == [
        "container documents: its partition key is ['/name']: it has to be /pk",
        "container documents: time to live has to be on, without a default (defaultTtl -1)",
    ]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "create-containers takes STORAGE=cosmos:ENDPOINT: a SQLite file needs nothing made"),
        (REAL | {"COSMOS_DATABASE": ""}, "COSMOS_DATABASE is missing: STORAGE names a Cosmos DB endpoint"),
        (REAL, "containers are made here on test servers only, which COSMOS_KEY is for"),
        (UNANSWERED, "the test server does not answer as one: ServiceRequestError"),
    ],
)
def test_what_is_no_test_server_is_refused_in_one_line(
    settings: dict[str, str], why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit status 1: a real account's containers are infrastructure's."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["create-containers"]) == 1
    assert capsys.readouterr() == ("", f"{why}\n")


def test_infrastructure_has_the_declaration_that_the_bot_checks(capsys: pytest.CaptureFixture[str]) -> None:
    """infra/cosmos.json is what `create-containers --print` prints, and no fault is found with such a container."""
    assert main(["create-containers", "--print"]) == 0
    printed = capsys.readouterr().out
    file = PROJECT / "infra" / "cosmos.json"
    assert printed == file.read_text(encoding="utf-8"), (
        "write it anew: python app.py create-containers --print > infra/cosmos.json"
    )
    assert json.loads(printed) == container_resource()
    assert faults_of(json.loads(printed)) == []
