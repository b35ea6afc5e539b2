"""Owns the whole bot put together for a benchmark: the real wire, router, dialogs, rules, services and SQLite store.

What app.py does with settings, with an invented municipality of 50,000 people and a clock of the run's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from aiohttp import web

from benchmarks.activities import PEOPLE
from benchmarks.invented_people import large_municipality
from benchmarks.variants.wiring import BenchClock, application, make_wire
from bot.dialogs.trouble import trouble_reply
from bot.routes import Services, build_router
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId
from services.availability import AvailabilityService
from services.dead_letters import DeadLetters
from services.diversions import DiversionService
from services.ports import SearchOutcome
from storage.chat_repository import StoredChats
from storage.diversion_repository import StoredDiversions
from storage.housekeeping_repository import stored_dead_letters
from storage.opening import open_store


class InventedDirectory:
    """The Directory of services over an invented municipality, with the real search."""

    def __init__(self) -> None:
        self._municipality = large_municipality(PEOPLE)
        self._search = PeopleSearch(self._municipality)

    @property
    def municipality(self) -> Municipality:
        """All of it; it never changes."""
        return self._municipality

    def find_people(self, text: str, *, near: Person | None = None, limit: int = 6) -> SearchOutcome:
        """People by name, extension or number."""
        return self._search.find(text, near=near, limit=limit)


@dataclass(frozen=True, slots=True)
class Whole:
    """The application, and the service that a benchmark may prepare its store with."""

    app: web.Application
    directory: InventedDirectory
    diversions: DiversionService
    clock: BenchClock


async def build_whole(stand_in: str, folder: Path) -> Whole:
    """The whole bot, over a new store in the folder."""
    clock = BenchClock()
    store = await open_store(sqlite_path=folder / "store.db", now=lambda: clock.now().astimezone(UTC))
    directory = InventedDirectory()
    books = StoredDiversions(store)
    diversions = DiversionService(books=books, directory=directory, delivered_soon=_nobody_is_told)
    router = build_router(
        directory=directory,
        services=Services(
            diversions=diversions,
            answers=AvailabilityService(books=books, directory=directory),
            dead_letters=DeadLetters(cases=stored_dead_letters(store), directory=directory),
        ),
    )
    app = application(
        make_wire(stand_in),
        router,
        chats=StoredChats(store),
        on_error=trouble_reply(directory),
        now=clock.now,
    )

    async def close_store(_app: web.Application) -> None:
        await store.close()

    app.on_cleanup.append(close_store)
    return Whole(app, directory, diversions, clock)


def _nobody_is_told(_person: PersonId) -> None:
    """People change their own books here, which gives nobody anything to be told."""
