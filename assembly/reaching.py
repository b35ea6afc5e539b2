"""Owns how the answers to when somebody can be reached are put together."""

from __future__ import annotations

from assembly.covering import Covering
from assembly.ground import Ground
from services.availability import AvailabilityService
from services.live_presence import LivePresence
from services.taking_over import TakingOver
from storage.details_repository import stored_details


def reaching(ground: Ground, covers: Covering) -> AvailabilityService:
    """Them, over that ground and the watch over coverage, which knows who else answers."""
    return AvailabilityService(
        books=ground.books,
        details=stored_details(ground.store),
        directory=ground.directory,
        taking_over=TakingOver(facts=covers.facts, books=ground.books, directory=ground.directory),
        presence=LivePresence(source=ground.reaches.presence),
    )
