"""Owns that alerts of gaps are counted as they are kept: each that is raised, and how each that ends has ended (M2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy.coverage_books import CoverageAlert, CoverageBook
from services.ports import Loaded
from storage.coverage_repository import CoverageBooks
from storage.document_store import DocumentStore

RAISED = "raised"
Alerted = Callable[[str], None]
"""Told `raised`, or an alert's ending, once it is kept."""


class CountedBooks(CoverageBooks):
    """The groups' books in a store, told of by what becomes of their alerts."""

    def __init__(self, store: DocumentStore, alerted: Alerted) -> None:
        super().__init__(store)
        self._alerted = alerted

    async def save(self, loaded: Loaded[CoverageBook] | None, case: CoverageBook) -> Loaded[CoverageBook]:
        """As the books themselves do."""
        saved = await super().save(loaded, case)
        for what in became(() if loaded is None else loaded.value.alerts, case.alerts):
            self._alerted(what)
        return saved


def became(before: tuple[CoverageAlert, ...], after: tuple[CoverageAlert, ...]) -> Iterator[str]:
    """What became of the alerts, which are one a day; one that is raised anew after it had ended is raised."""
    if before is after:
        return
    endings = {alert.on: alert.ending for alert in before}
    for alert in after:
        was_open = alert.on in endings and endings[alert.on] is None
        if alert.ending is None and not was_open:
            yield RAISED
        elif alert.ending is not None and (was_open or alert.on not in endings):
            yield alert.ending.value
