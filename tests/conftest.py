"""What all tests share: how they are dealt out to the machine's cores."""

from __future__ import annotations

import pytest

from tests.cosmos.fixtures import cosmos_database, cosmos_server

__all__ = ["cosmos_database", "cosmos_server"]

WHOLE = "tests/e2e/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that start a bot, the local client and a browser come first and after one another: two at once would only
    wait for each other. Everything else runs beside them.
    """
    for item in items:
        if item.nodeid.startswith(WHOLE):
            item.add_marker(pytest.mark.xdist_group("whole"))
    items.sort(key=lambda item: not item.nodeid.startswith(WHOLE))
