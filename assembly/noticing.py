"""Owns how notices to the switchboard, and the directory that is read with what they tell, are put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.covering import Covering
from assembly.ground import Ground
from bot.notice_routes import NoticeServices
from directory.people_search import PeopleSearch
from policy.notice_telling import noted
from scheduler import Job
from services.effective_directory import EffectiveDirectory
from services.group_changes import GroupChanges
from services.notices import SOURCE as NOTICES
from services.notices import NoticeService
from services.outbox_sources import OutboxSource
from services.ports import Directory
from storage.coverage_repository import stored_coverage
from storage.document_store import DocumentStore
from storage.housekeeping_repository import stored_progress
from storage.misdirected_repository import stored_misdirected
from storage.notice_repository import stored_notices

REFRESHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticing:
    """What notices bring: use cases, what the outbox sends of them, what time brings about."""

    services: NoticeServices
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def effective_directory(base: Directory, store: DocumentStore) -> EffectiveDirectory:
    """The directory as it is with what notices and mends tell; the same again where it is that already."""
    if isinstance(base, EffectiveDirectory):
        return base
    return EffectiveDirectory(
        base,
        notices=stored_notices(store),
        books=stored_coverage(store),
        mends=stored_misdirected(store),
        marks=stored_progress(store),
        search_over=PeopleSearch,
    )


def noticing(ground: Ground, covers: Covering) -> Noticing:
    """Notices, over that ground."""
    notices, directory = stored_notices(ground.store), effective_directory(ground.directory, ground.store)
    changes = GroupChanges(books=stored_coverage(ground.store), facts=covers.facts, look_at=covers.watch.look_at)
    service = NoticeService(notices=notices, changes=changes, directory=directory, deliver_soon=ground.soon(NOTICES))
    return Noticing(
        services=NoticeServices(notices=service, changes=changes),
        sources=(OutboxSource(name=NOTICES, cases=notices, noted=noted),),
        jobs=(
            ground.divided("notices", service.sweep),
            Job(name="announced", every=REFRESHED_EVERY, run=lambda now: directory.keep_fresh(now=now)),
        ),
    )
