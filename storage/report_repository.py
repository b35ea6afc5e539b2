"""Owns how a manager's report is stored: one document, with the figures of a card until it has been sent."""

from __future__ import annotations

from policy.outgoing import NOTHING_OUTGOING
from policy.person_months import PromisesKept
from policy.unit_figures import (
    BelowMonth,
    BelowWeek,
    Concerned,
    GapAhead,
    GroupMonth,
    Matter,
    MonthFigures,
    PersonFigures,
    Row,
    WeekFigures,
    WeekShare,
)
from policy.unit_reports import UnitReport
from services.ports import REPORT_ID, Place
from storage.case_repository import NEXT_DELIVERY, StoredAs, StoredCases
from storage.coverage_repository import DUTY
from storage.diversion_repository import PERIOD
from storage.document_store import DocumentStore
from storage.kinds import UNIT_REPORT
from storage.outgoing_shapes import OUTGOING
from storage.shapes import (
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    SPAN,
    TEXT,
    Stored,
    choice,
    mapping_of,
    optional,
    record,
    tuple_of,
)

GAP_AHEAD = record(GapAhead, Stored("group", TEXT), Stored("period", PERIOD), Stored("is_told", FLAG))
CONCERNED = record(Concerned, Stored("person", TEXT), Stored("count", NUMBER))
ROW = record(Row, Stored("matter", choice(Matter)), Stored("concerned", tuple_of(CONCERNED)))
BELOW_WEEK = record(BelowWeek, Stored("unit", TEXT), Stored("counts", mapping_of(NUMBER)), Stored("is_too_small", FLAG))
WEEK = record(
    WeekFigures,
    Stored("week", TEXT),
    Stored("size", NUMBER),
    Stored("gaps", tuple_of(GAP_AHEAD)),
    Stored("rows", tuple_of(ROW)),
    Stored("notices", NUMBER),
    Stored("below", tuple_of(BELOW_WEEK)),
)
KEPT = record(
    PromisesKept, Stored("done", NUMBER), Stored("in_time", NUMBER), Stored("worst", SPAN), Stored("people", NUMBER)
)
WEEK_SHARE = record(WeekShare, Stored("week", TEXT), Stored("promised", SPAN), Stored("uncovered", SPAN))
GROUP_MONTH = record(
    GroupMonth,
    Stored("group", TEXT),
    Stored("promised", SPAN),
    Stored("uncovered", SPAN),
    Stored("accepted", SPAN),
    Stored("longest", SPAN),
    Stored("longest_on", optional(DAY)),
    Stored("gaps", NUMBER),
    Stored("uncertain_days", NUMBER),
    Stored("duty", SPAN),
    Stored("by_person", tuple_of(DUTY)),
    Stored("others", NUMBER),
    Stored("weeks", tuple_of(WEEK_SHARE)),
)
PERSON_FIGURES = record(
    PersonFigures, Stored("person", TEXT), Stored("month", TEXT), Stored("duty", SPAN), Stored("promises", KEPT)
)
BELOW_MONTH = record(
    BelowMonth,
    Stored("unit", TEXT),
    Stored("promised", SPAN),
    Stored("uncovered", SPAN),
    Stored("longest", SPAN),
    Stored("promises", optional(KEPT)),
)
MONTH = record(
    MonthFigures,
    Stored("month", TEXT),
    Stored("groups", tuple_of(GROUP_MONTH)),
    Stored("promises", KEPT),
    Stored("people", tuple_of(PERSON_FIGURES)),
    Stored("below", tuple_of(BELOW_MONTH)),
)
REPORT = record(
    UnitReport,
    Stored("person", TEXT),
    Stored("wants_week", FLAG),
    Stored("wants_month", FLAG),
    Stored("week", TEXT),
    Stored("month", TEXT),
    Stored("week_figures", optional(WEEK)),
    Stored("month_figures", optional(MONTH)),
    Stored("next_step_at", optional(INSTANT)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_REPORTS = StoredAs(
    kind=UNIT_REPORT,
    shape=REPORT,
    place=lambda report: Place(str(report.person), REPORT_ID),
    kept_until=lambda _report: None,
    index={NEXT_DELIVERY: lambda report: report.outgoing.next_delivery_at},
)


def stored_reports(store: DocumentStore) -> StoredCases[UnitReport]:
    """The managers' reports in the store."""
    return StoredCases(store, _REPORTS)
