"""A container that each test has for itself, of a real account or of the test server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.cosmos_containers import CosmosDatabase
from tests.real_account.account import named_account
from tests.real_account.shared_container import SharedContainer


@pytest.fixture
async def account() -> AsyncIterator[SharedContainer]:
    """The real account's; for tests marked `real_account`, which run only when there is one."""
    container = SharedContainer(named_account())
    yield container
    await container.sweep()


@pytest.fixture
async def stand_in(cosmos_database: CosmosDatabase) -> AsyncIterator[SharedContainer]:
    """The test server's."""
    container = SharedContainer(cosmos_database)
    yield container
    await container.sweep()
