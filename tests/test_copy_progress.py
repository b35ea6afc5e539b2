"""What `copy-store` tells of its progress, on a terminal and elsewhere."""

from __future__ import annotations

import io

import pytest

from storage.copying import Step
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
