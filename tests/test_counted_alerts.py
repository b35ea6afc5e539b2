"""Alerts of gaps are counted by what becomes of them: raised, and each ending, once (M2)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from assembly.counted_alerts import CountedBooks
from policy.coverage_books import CoverageAlert, CoverageBook, Ending, Rung
from policy.ids import GroupId
from storage.kinds import KINDS
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def _alert(day: int, ending: Ending | None = None) -> CoverageAlert:
    ended_at = None if ending is None else NOW
    return CoverageAlert(
        on=date(2026, 11, day), open=(), first=(), raised_at=NOW, rung=Rung.DAY, ending=ending, ended_at=ended_at
    )


async def test_each_is_told_as_it_is_kept() -> None:
    """A save that changes nothing of an alert tells nothing of it; one that is raised anew is raised."""
    told: list[str] = []
    books = CountedBooks(MemoryStore(kinds=KINDS, now=lambda: NOW), told.append)
    steps: tuple[tuple[tuple[CoverageAlert, ...], list[str]], ...] = (
        ((_alert(27),), ["raised"]),
        ((_alert(27),), []),
        ((_alert(27), _alert(30)), ["raised"]),
        ((_alert(27, Ending.COVERED), _alert(30)), ["covered"]),
        ((_alert(27, Ending.COVERED), _alert(30, Ending.ACCEPTED)), ["accepted"]),
        ((_alert(27), _alert(30, Ending.ACCEPTED)), ["raised"]),
        ((_alert(27, Ending.PASSED),), ["passed"]),
    )
    saved = None
    for alerts, expected in steps:
        saved = await books.save(saved, CoverageBook(group=GroupId("bygglov"), alerts=alerts))
        assert told == expected
        told.clear()
