"""Owns how the months' figures are stored: a group's coverage, and a person's own, one document a month each."""

from __future__ import annotations

from policy.coverage_tallies import CoverageMonth, DayTally
from policy.person_months import PersonMonth
from services.ports import Place
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import COVERAGE_MONTH, PERSON_MONTH
from storage.shapes import DAY, FLAG, INSTANT, NUMBER, SPAN, TEXT, Stored, mapping_of, record, tuple_of

DAY_TALLY = record(
    DayTally,
    Stored("on", DAY),
    Stored("promised", SPAN),
    Stored("uncovered", SPAN),
    Stored("longest", SPAN),
    Stored("accepted", SPAN),
    Stored("gaps", NUMBER),
    Stored("duty", SPAN),
    Stored("is_uncertain", FLAG),
)
COVERAGE = record(
    CoverageMonth,
    Stored("group", TEXT),
    Stored("month", TEXT),
    Stored("kept_until", INSTANT),
    Stored("days", tuple_of(DAY_TALLY)),
)
PERSON = record(
    PersonMonth,
    Stored("person", TEXT),
    Stored("month", TEXT),
    Stored("kept_until", INSTANT),
    Stored("late", mapping_of(SPAN)),
    Stored("duty", mapping_of(SPAN)),
)
_COVERAGE = StoredAs(
    kind=COVERAGE_MONTH,
    shape=COVERAGE,
    place=lambda month: Place(str(month.group), month.month),
    kept_until=lambda month: month.kept_until,
)
_PEOPLE = StoredAs(
    kind=PERSON_MONTH,
    shape=PERSON,
    place=lambda month: Place(str(month.person), month.month),
    kept_until=lambda month: month.kept_until,
)


def stored_coverage_months(store: DocumentStore) -> StoredCases[CoverageMonth]:
    """The groups' months in the store."""
    return StoredCases(store, _COVERAGE)


def stored_person_months(store: DocumentStore) -> StoredCases[PersonMonth]:
    """The people's months in the store."""
    return StoredCases(store, _PEOPLE)
