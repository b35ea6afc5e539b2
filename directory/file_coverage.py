"""Owns the part of a municipality file that says when managers hear of gaps, and how long they have to answer (M2)."""

from __future__ import annotations

from directory.file_values import count
from directory.yaml_tree import Field, Given, Shape
from policy.coverage_terms import CoverageTerms

MOST_DAYS = 20
MOST_HOURS = 40
MOST_MINUTES = 240
MOST_MONTHS = 60

COVERAGE: Shape = {
    "ahead_days": Field(count(1, MOST_DAYS)),
    "answer_hours": Field(count(1, MOST_HOURS)),
    "answer_minutes": Field(count(1, MOST_MINUTES)),
    "notice_days": Field(count(0, MOST_DAYS)),
    "months_kept": Field(count(1, MOST_MONTHS)),
}


def build_coverage(given: Given | None) -> CoverageTerms:
    """What the file's own part says of it, where it has one."""
    return CoverageTerms(**(given.values if given is not None else {}))
