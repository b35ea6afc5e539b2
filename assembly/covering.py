"""Owns how the watch over coverage is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.counted_alerts import CountedBooks
from assembly.ground import Ground
from bot.coverage_routes import CoverageServices
from policy.coverage_notices import noted
from scheduler import Job, Whose
from services.coverage_alerts import CoverageAlerts
from services.coverage_desk import SOURCE as COVERAGE
from services.coverage_desk import CoverageDesk, bounced
from services.coverage_facts import CoverageFacts
from services.coverage_foresight import CoverageForesight
from services.coverage_invitations import CoverageInvitations
from services.coverage_of_all import CoverageOfAll
from services.coverage_review import CoverageReview
from services.coverage_watch import CoverageWatch
from services.diversion_consent import Foresees
from services.outbox_sources import OutboxSource
from storage.housekeeping_repository import stored_progress

CHANGES_EVERY = timedelta(minutes=1)
"""What a diversion changes is looked at right after its turn; this is for what a process that died has left."""
REVIEW_EVERY = timedelta(minutes=1)
COVERAGE_REVIEW = "coverage_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """What coverage brings: use cases, what the outbox sends of them, what time brings about."""

    facts: CoverageFacts
    services: CoverageServices
    foresees: Foresees
    watch: CoverageWatch
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def covering(ground: Ground) -> Covering:
    """The watch over coverage, over that ground."""
    directory, cases = ground.directory, CountedBooks(ground.store, ground.alerted)
    facts = CoverageFacts(cases=cases, books=ground.books, directory=directory)
    desk = CoverageDesk(
        cases=cases,
        facts=facts,
        directory=directory,
        can_reach=ground.messenger.can_reach,
        delivered_soon=ground.soon(COVERAGE),
    )
    watch = CoverageWatch(desk=desk, progress=stored_progress(ground.store))
    of_all = CoverageOfAll(cases=cases, books=ground.books, directory=directory)
    review = CoverageReview(directory, watch, of_all, goes_on=ground.has_job(COVERAGE_REVIEW))
    foresight = CoverageForesight(facts=facts, directory=directory)
    return Covering(
        facts=facts,
        services=CoverageServices(
            alerts=CoverageAlerts(desk=desk), invitations=CoverageInvitations(cases=cases, directory=directory)
        ),
        foresees=foresight.compared,
        watch=watch,
        sources=(OutboxSource(name=COVERAGE, cases=cases, bounced=bounced, noted=noted),),
        jobs=(
            Job(
                name="coverage_changes",
                every=CHANGES_EVERY,
                whose=Whose.ONE,
                run=lambda now: watch.sweep_changes(now=now, hold=ground.hold),
            ),
            Job(name=COVERAGE_REVIEW, every=REVIEW_EVERY, whose=Whose.ONE, run=lambda now: review.run(now=now)),
            ground.divided("coverage", watch.sweep),
        ),
    )
