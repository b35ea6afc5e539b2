"""Owns the whole bot put together for a benchmark: the real wire, router, dialogs, rules, services and SQLite store.

What app.py does with settings, with an invented municipality of 50,000 people and a clock of the run's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC
from math import inf
from pathlib import Path

from aiohttp import web

from assembly import put_together
from benchmarks.activities import PEOPLE
from benchmarks.invented_people import large_municipality
from benchmarks.variants.wiring import BenchClock, application, make_wire
from bot.dialogs.trouble import trouble_reply
from directory.matter_search import MatterSearch
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import Notification, StandingCard
from services.diversions import DiversionService
from services.ports import Delivery, MattersBeside, MattersFound, SearchOutcome, Sending
from storage.chat_repository import StoredChats
from storage.opening import open_store


class InventedDirectory:
    """The Directory of services over an invented municipality, with the real search."""

    def __init__(self, municipality: Municipality | None = None) -> None:
        self._municipality = municipality or large_municipality(PEOPLE)
        self._search = PeopleSearch(self._municipality)
        self._matters = MatterSearch(self._municipality)

    @property
    def municipality(self) -> Municipality:
        """All of it; it never changes."""
        return self._municipality

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People by name, extension or number."""
        return self._search.find(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions by matter."""
        return self._matters.find(text, limit=limit, beside=beside)


class Nobody:
    """The Messenger of services with no way to anyone: what people do here gives nobody anything to be told."""

    async def can_reach(self, person: PersonId) -> bool:
        """No one."""
        del person
        return False

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Nowhere."""
        del notification, about, standing
        return Sending(outcome=Delivery.UNREACHABLE)


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
    store = await open_store(folder / "store.db", now=lambda: clock.now().astimezone(UTC))
    directory = InventedDirectory()
    inside = put_together(
        store=store, directory=directory, messenger=Nobody(), clock=clock, start=lambda errand: errand.close()
    )
    app = application(
        make_wire(stand_in),
        inside.router(inside.directory),
        chats=StoredChats(store),
        on_error=trouble_reply(directory),
        now=clock.now,
    )

    async def close_store(_app: web.Application) -> None:
        await store.close()

    app.on_cleanup.append(close_store)
    return Whole(app, directory, inside.services.diversions, clock)
