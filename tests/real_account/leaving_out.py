"""The tests for a real account are left out of a run that names none, and the run says so in its last lines."""

from __future__ import annotations

import pytest

from tests.real_account.account import ENDPOINT, is_named

MARKER = "real_account"
TOLD_BY_WORKER = "left_out_for_want_of_an_account"
LEFT_OUT = pytest.StashKey[int]()


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take those out that need an account when there is none; with one, they run after one another."""
    need_one = [item for item in items if item.get_closest_marker(MARKER)]
    if is_named():
        for item in need_one:
            item.add_marker(pytest.mark.xdist_group(MARKER))
        return
    if need_one:
        items[:] = [item for item in items if not item.get_closest_marker(MARKER)]
        config.hook.pytest_deselected(items=need_one)
    config.stash[LEFT_OUT] = len(need_one)
    if hasattr(config, "workeroutput"):
        config.workeroutput[TOLD_BY_WORKER] = len(need_one)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """What a process that ran a share of the tests left out: each leaves out the same."""
    told = getattr(node, "workeroutput", {}).get(TOLD_BY_WORKER, 0)
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    config.stash[LEFT_OUT] = max(told, config.stash.get(LEFT_OUT, 0))


def say_what_was_left_out(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what has not been run, and why."""
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(
            f"{left_out} tests of a real Azure Cosmos DB account were left out: {ENDPOINT} names none (docs/cosmos.md)"
        )
