"""Owns how figures and the cards that tell of them are put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.ground import Ground
from bot.report_routes import ReportServices
from policy.unit_sight import managers
from scheduler import Job, Whose
from services.coverage_facts import CoverageFacts
from services.coverage_tallies import CoverageTallies
from services.directory_review import DirectoryReview
from services.outbox_sources import OutboxSource
from services.person_months import PersonMonths
from services.unit_figures import UnitFigures
from services.unit_reports import SOURCE as REPORTS
from services.unit_reports import UnitReports, bounced, sent
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from storage.figures_repository import stored_coverage_months, stored_person_months
from storage.greeting_repository import stored_greetings
from storage.notice_repository import stored_notices
from storage.report_repository import stored_reports

REVIEW_EVERY = timedelta(minutes=1)
REPORT_REVIEW = "report_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What figures bring: use cases, what the outbox sends of them, what time brings about."""

    services: ReportServices
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def reporting(ground: Ground, facts: CoverageFacts) -> Reporting:
    """Figures, over that ground."""
    store, directory = ground.store, ground.directory
    months, people, cases = stored_coverage_months(store), stored_person_months(store), stored_reports(store)
    tallies = CoverageTallies(
        facts=facts,
        due=stored_coverage(store),
        months=months,
        people=PersonMonths(cases=people, directory=directory),
        directory=directory,
    )
    figures = UnitFigures(
        directory=directory,
        coverage=facts,
        promises=stored_callbacks(store),
        greetings=stored_greetings(store),
        details=stored_details(store),
        notices=stored_notices(store),
        months=months,
        people=people,
    )
    reports = UnitReports(
        cases=cases,
        figures=figures,
        directory=directory,
        messenger=ground.messenger,
        deliver_soon=ground.soon(REPORTS),
    )
    review = DirectoryReview(directory, (reports.review,), managers, goes_on=ground.has_job(REPORT_REVIEW))
    return Reporting(
        services=ReportServices(figures=figures, reports=reports),
        sources=(OutboxSource(name=REPORTS, cases=cases, sent=sent, bounced=bounced),),
        jobs=(
            ground.divided("tallies", tallies.sweep),
            ground.divided("reports", reports.sweep),
            Job(name=REPORT_REVIEW, every=REVIEW_EVERY, whose=Whose.ONE, run=lambda now: review.run(now=now)),
        ),
    )
