"""Owns how the switchboard's desk is put together: it reads the others' cases, and keeps its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.ground import STEPS_EVERY, Ground
from bot.desk_routes import DeskServices
from policy.desk import noted
from policy.desk_hand_over import noted as noted_hand_over
from scheduler import Job, Whose
from services.desk import SOURCE as DESK
from services.desk import DeskService
from services.desk_hand_over import SOURCE as DESK_BOOK
from services.desk_hand_over import DeskHandOver
from services.desk_keeping import DeskKeeping
from services.desk_reading import DeskReading
from services.outbox_sources import OutboxSource
from services.sweeping import HoldOfJob
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.desk_repository import stored_desk_book, stored_desks
from storage.details_repository import stored_details
from storage.notice_repository import stored_notices
from storage.order_repository import stored_orders

DESKS = "desks"
DESK_BOOK_JOB = "desk_book"
LOOKED_FOR_EVERY = timedelta(seconds=5)
"""How often it is asked whether there is a reason to look at the desks, which costs nothing by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desking:
    """The switchboard's desk: use cases, what the outbox sends of them, what time brings about."""

    services: DeskServices
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def desking(ground: Ground) -> Desking:
    """The switchboard's desk, over that ground."""
    store, keeping = ground.store, DeskKeeping()
    desks, book = stored_desks(store), stored_desk_book(store)
    reading = DeskReading(
        notices=stored_notices(store),
        orders=stored_orders(store),
        messages=stored_callbacks(store),
        coverage=stored_coverage(store),
        details=stored_details(store),
        directory=ground.directory,
    )
    service = DeskService(
        desks=desks,
        book=book,
        reading=reading,
        diversions=ground.books,
        directory=ground.directory,
        deliver_soon=ground.soon(DESK),
        book_soon=ground.soon(DESK_BOOK),
        changed=keeping.changed,
    )
    hand_over = DeskHandOver(desk=service, can_reach=ground.messenger.can_reach)
    return Desking(
        services=DeskServices(desk=service, hand_over=hand_over, changed=keeping.changed),
        sources=(
            OutboxSource(name=DESK, cases=desks, noted=noted),
            OutboxSource(name=DESK_BOOK, cases=book, noted=noted_hand_over),
        ),
        jobs=(
            Job(
                name=DESK_BOOK_JOB,
                every=STEPS_EVERY,
                whose=Whose.ONE,
                run=lambda now: service.sweep_book(now=now, hold=HoldOfJob(ground.hold, DESK_BOOK_JOB)),
            ),
            # Each process looks after what its own turns have changed, one of them after the rest.
            Job(
                name=DESKS,
                every=LOOKED_FOR_EVERY,
                run=lambda now: keeping.run(service, now=now, looks_after_all=ground.hold.has_job(DESKS)),
            ),
        ),
    )
