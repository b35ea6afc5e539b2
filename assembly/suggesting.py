"""Owns how suggestions out of people's calendars are put together, where the municipality lets calendars be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.ground import Ground
from scheduler import Job
from services.calendar_suggestions import CalendarSuggestions
from services.calendar_telling import SOURCE
from services.calendar_watch import CalendarWatch
from services.outbox_sources import OutboxSource
from storage.calendar_repository import stored_calendar_books

LOOKED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggesting:
    """Suggestions: the use cases, what the outbox sends of them, what time brings about."""

    suggestions: CalendarSuggestions
    sources: tuple[OutboxSource[Any], ...] = ()
    jobs: tuple[Job, ...] = ()


def suggesting(ground: Ground) -> Suggesting:
    """Suggestions, over that ground; where no calendar is reached nobody looks, and whoever asks is told."""
    cases, reach, soon = stored_calendar_books(ground.store), ground.reaches.calendars, ground.soon(SOURCE)
    suggestions = CalendarSuggestions(
        cases=cases, directory=ground.directory, is_reached=reach is not None, deliver_soon=soon
    )
    if reach is None:
        return Suggesting(suggestions=suggestions)
    watch = CalendarWatch(cases=cases, books=ground.books, directory=ground.directory, reach=reach, deliver_soon=soon)
    return Suggesting(
        suggestions=suggestions,
        sources=(OutboxSource(name=SOURCE, cases=cases),),
        jobs=(ground.divided("calendars", watch.sweep, every=LOOKED_EVERY),),
    )
