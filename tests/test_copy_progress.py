"""What `copy-store` tells of its progress, on a terminal and elsewhere."""

from __future__ import annotations

import io

import pytest

from storage.copying import Step
from storage.document_store import StoreUnavailable
from storage.patience import patiently, told_of_waiting
from store_copying import Telling


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("out", "lines"), [(io.StringIO(), 2), (Terminal(), 61)])
def test_progress_is_a_line_that_changes_or_a_line_now_and_then(out: io.StringIO, lines: int) -> None:
    """With how many are done, how many a second, and how long it will take."""
    at = 0.0
    telling = Telling(out, clock=lambda: at)
    for number in range(1, 701):
        at = number / 10
        telling(Step(doing="copying", documents=number * 100, total=None if number < 5 else 700_000))
    telling.end()
    told = [line for line in out.getvalue().replace("\r", "\n").split("\n") if line.strip()]
    assert (len(told) >= lines, len(told) <= lines * 3) == (True, True)
    assert told[-1].startswith("copying: ")
    assert "of 700,000 documents, 1,0" in told[-1]
    assert "10 min" in told[-1]


async def test_who_watches_is_told_that_a_store_is_waited_for() -> None:
    """Once for all who wait, with the reason, and then now and then."""
    out, at = io.StringIO(), 0.0
    telling = Telling(out, clock=lambda: at)
    told_of_waiting.set(telling.waits)
    left = 3

    async def writes() -> str:
        nonlocal left, at
        left, at = left - 1, at + 20.0
        if left:
            raise StoreUnavailable("the disk is full")
        return "done"

    assert await patiently(writes, pauses=(0.0, 0.0, 0.0)) == "done"
    left = 2
    assert await patiently(writes, pauses=(0.0,)) == "done"
    assert out.getvalue() == "Waiting, for some minutes at the most: the disk is full\n" * 2
