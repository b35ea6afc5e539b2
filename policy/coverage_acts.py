"""Owns what the managers of a group can do about an alert themselves: let its gaps be, or be told again later (M2).

Whoever acts has it in hand: it goes to nobody else until it sounds again. Who may act is the use case's to ask.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from policy.coverage_books import Acceptance, CoverageAlert, CoverageBook, Ending
from policy.coverage_ladder import midnight
from policy.coverage_line import handed_to
from policy.errors import PolicyError, PolicyErrors
from policy.ids import PersonId
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar

LONGEST_REASON = 200
LONGEST_ACCEPTANCE = timedelta(days=366)


def open_alert(book: CoverageBook, day: date) -> CoverageAlert:
    """The day's alert, if it has not ended. Raises PolicyError `coverage.no_alert` or `coverage.over`."""
    alert = book.alert_of(day)
    if alert is None:
        raise PolicyError("coverage.no_alert")
    if alert.ending is not None:
        raise PolicyError("coverage.over")
    return alert


def with_alert(book: CoverageBook, alert: CoverageAlert) -> CoverageBook:
    """The book with the alert in the place of that day's."""
    return replace(book, alerts=tuple(alert if one.on == alert.on else one for one in book.alerts))


def handled(alert: CoverageAlert, by: PersonId, now: datetime) -> CoverageAlert:
    """The alert in the hands of one of the line who has done something about it."""
    passed = tuple(one for one in alert.passed if one.person != by)
    at = as_utc(now)
    return replace(handed_to(alert, by), passed=passed, asked_at=at, handled_at=at)


def accept(
    book: CoverageBook,
    day: date,
    *,
    by: PersonId,
    reason: str,
    until_on: date | None,
    calendar: WorkingCalendar,
    now: datetime,
) -> CoverageBook:
    """The book with that day's gaps let be, to their own end or through a later day (*Acceptera luckan*).

    Raises PolicyErrors with each fault at its field, or as `open_alert` does. The same once more changes nothing.
    """
    said = " ".join(reason.split())
    alert = book.alert_of(day)
    if alert is not None and alert.ending is Ending.ACCEPTED and _is_same(alert.acceptance, by, said):
        return book
    alert = open_alert(book, day)
    faults = [*_reason_faults(said), *_until_faults(until_on, day, calendar, now)]
    if faults:
        raise PolicyErrors(faults)
    through = alert.gaps[-1].end_at if until_on is None else midnight(calendar, until_on + timedelta(days=1))
    acceptance = Acceptance(by=by, at=as_utc(now), reason=said, until_at=through, gaps=alert.gaps)
    return with_alert(book, replace(handled(alert, by, now), acceptance=acceptance))


def remind(book: CoverageBook, day: date, *, by: PersonId, at: datetime, now: datetime) -> CoverageBook:
    """The book with the alert to sound again at an instant before the last gap is over (*Påminn igen*).

    Raises PolicyError `coverage.remind_past` or `coverage.remind_too_late` at `at`, or as `open_alert` does.
    """
    alert, at = open_alert(book, day), as_utc(at)
    if at <= as_utc(now):
        raise PolicyError("coverage.remind_past", field="at")
    if at >= alert.gaps[-1].end_at:
        raise PolicyError("coverage.remind_too_late", field="at")
    if alert.remind_at == at and alert.asked == by and alert.handled_at is not None:
        return book
    return with_alert(book, replace(handled(alert, by, now), remind_at=at))


def _is_same(acceptance: Acceptance | None, by: PersonId, said: str) -> bool:
    return acceptance is not None and (acceptance.by, acceptance.reason) == (by, said)


def _reason_faults(said: str) -> list[PolicyError]:
    if not any(character.isalpha() for character in said):
        return [PolicyError("coverage.reason_missing", field="reason")]
    if len(said) > LONGEST_REASON:
        return [PolicyError("coverage.text_too_long", field="reason", params={"most": LONGEST_REASON})]
    return []


def _until_faults(until_on: date | None, day: date, calendar: WorkingCalendar, now: datetime) -> list[PolicyError]:
    if until_on is None:
        return []
    if until_on < day:
        return [PolicyError("coverage.until_too_early", field="until")]
    if until_on > calendar.local(now).date() + LONGEST_ACCEPTANCE:
        return [PolicyError("coverage.until_too_late", field="until")]
    return []
