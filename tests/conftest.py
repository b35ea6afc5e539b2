"""What all tests share: how they are dealt out to the machine's cores."""

from __future__ import annotations

import pytest

from tests.cosmos.fixtures import cosmos_database, cosmos_server
from tests.infra.bicep_compiler import leave_out_compiling, say_what_was_not_compiled
from tests.real_account.leaving_out import leave_out, pytest_testnodedown, say_what_was_left_out

__all__ = ["cosmos_database", "cosmos_server", "pytest_testnodedown"]

WHOLE = "tests/e2e/"

# The contract's assertions are to say what they compared, as those of test files do.
pytest.register_assert_rewrite(
    "tests.storage.contract_documents", "tests.storage.contract_queries", "tests.storage.contract_refusals"
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those that start a bot, the local client and a browser come first and after one another: two at once would only
    wait for each other. Everything else runs beside them, and so does what names a group of its own. Those that need
    a real account or the compiler of Bicep are left out without one.
    """
    leave_out(config, items)
    leave_out_compiling(config, items)
    for item in items:
        if item.nodeid.startswith(WHOLE) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("whole"))
    items.sort(key=lambda item: not item.nodeid.startswith(WHOLE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what has not been run, and why."""
    say_what_was_left_out(terminalreporter, config)
    say_what_was_not_compiled(terminalreporter)
