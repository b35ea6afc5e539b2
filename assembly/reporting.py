"""Owns how figures and the cards that tell of them are put together."""

from __future__ import annotations

from dataclasses import dataclass

from assembly.ground import STEPS_EVERY, Ground
from scheduler import Job
from services.coverage_facts import CoverageFacts
from services.coverage_tallies import CoverageTallies
from services.person_months import PersonMonths
from storage.coverage_repository import stored_coverage
from storage.figures_repository import stored_coverage_months, stored_person_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What figures bring: what time brings about."""

    jobs: tuple[Job, ...]


def reporting(ground: Ground, facts: CoverageFacts) -> Reporting:
    """Figures, over that ground."""
    tallies = CoverageTallies(
        facts=facts,
        due=stored_coverage(ground.store),
        months=stored_coverage_months(ground.store),
        people=PersonMonths(cases=stored_person_months(ground.store), directory=ground.directory),
        directory=ground.directory,
    )
    return Reporting(jobs=(Job(name="tallies", every=STEPS_EVERY, alone=True, run=lambda now: tallies.sweep(now=now)),))
