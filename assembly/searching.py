"""Owns how the answer to searches in Teams' own box is put together."""

from __future__ import annotations

from assembly.connecting import Connecting
from assembly.ground import Ground
from bot.dialogs.search_box import SearchBoxDialog
from services.search_box import SearchBox
from storage.coverage_repository import stored_coverage


def search_box(ground: Ground, connects: Connecting) -> SearchBoxDialog:
    """It, over that ground and what tells whom to connect."""
    box = SearchBox(
        books=ground.books,
        coverage=stored_coverage(ground.store),
        directory=ground.directory,
        whom=connects.services.whom,
    )
    return SearchBoxDialog(service=box, directory=ground.directory)
