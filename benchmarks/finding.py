"""Measures how long it takes to find a person among 50,000, over all the kinds of `benchmarks.people_search`."""

from __future__ import annotations

import random
from statistics import median

from benchmarks.activities import PEOPLE
from benchmarks.invented_people import large_municipality
from benchmarks.people_search import MAKERS, measure, nobody, questions
from directory.people_search import PeopleSearch


def median_search_ms() -> float:
    """The middle one of some thousand searches, in milliseconds."""
    town = large_municipality(PEOPLE)
    search = PeopleSearch(town)
    took: list[float] = []
    for name, maker in MAKERS.items():
        asked = list(questions(maker, town, random.Random(name)))
        took += measure(search, asked, exists=maker is not nobody).milliseconds
    return median(took)
