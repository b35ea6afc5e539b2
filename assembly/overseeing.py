"""Owns how asking about coverage, the overview of units and the planning of phone duty are put together."""

from __future__ import annotations

from dataclasses import dataclass

from assembly.covering import Covering
from assembly.ground import Ground
from bot.unit_routes import UnitServices
from services.coverage_overview import CoverageOverview
from services.coverage_queries import CoverageQueries
from services.duty_planning import DutyPlanning
from storage.figures_repository import stored_person_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseeing:
    """What it brings: use cases."""

    services: UnitServices


def overseeing(ground: Ground, covers: Covering) -> Overseeing:
    """All of it, over that ground and the watch over coverage."""
    facts = covers.facts
    queries = CoverageQueries(facts=facts, books=ground.books, directory=ground.directory)
    overview = CoverageOverview(facts=facts, directory=ground.directory)
    duty = DutyPlanning(desk=covers.watch.desk, months=stored_person_months(ground.store))
    return Overseeing(services=UnitServices(queries=queries, overview=overview, duty=duty))
