"""Owns how asking about coverage, the overview of units and the planning of phone duty are put together."""

from __future__ import annotations

from dataclasses import dataclass

from assembly.ground import Ground
from bot.unit_routes import UnitServices
from services.coverage_facts import CoverageFacts
from services.coverage_overview import CoverageOverview
from services.coverage_queries import CoverageQueries
from storage.coverage_repository import stored_coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseeing:
    """What it brings: use cases."""

    services: UnitServices


def overseeing(ground: Ground) -> Overseeing:
    """All of it, over that ground."""
    facts = CoverageFacts(cases=stored_coverage(ground.store), books=ground.books, directory=ground.directory)
    queries = CoverageQueries(facts=facts, books=ground.books, directory=ground.directory)
    overview = CoverageOverview(facts=facts, directory=ground.directory)
    return Overseeing(services=UnitServices(queries=queries, overview=overview))
