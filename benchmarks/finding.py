"""Measures how long it takes to find a person among 50,000, over all the kinds of `benchmarks.search_kinds`."""

from __future__ import annotations

from statistics import median

from benchmarks.activities import PEOPLE
from benchmarks.invented_people import large_municipality
from benchmarks.people_search import times
from benchmarks.register import Register
from benchmarks.search_kinds import KINDS
from directory.people_search import PeopleSearch

OF_A_KIND = 100


def median_search_ms() -> float:
    """The middle one of some thousand searches, in milliseconds."""
    town = large_municipality(PEOPLE)
    return median(times(PeopleSearch(town), Register(town), list(KINDS), OF_A_KIND))
