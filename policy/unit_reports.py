"""Owns the cards that come to a manager by themselves: on the week's first working morning, and on the month's (M1).

A manager can turn either off and on again. Here is when the next one is due; what it says is `policy.unit_figures`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from policy.ids import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc
from policy.person_months import month_before
from policy.unit_figures import MonthFigures, WeekFigures, week_of
from policy.working_calendar import WorkingCalendar, WorkingHours

MONTH_AT_MOST = timedelta(days=31)


class Kind(StrEnum):
    """Which card. The values stand on cards and never change."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """What one manager gets, and has got: `week` and `month` are those of the latest cards. Saved as one document.

    `week_figures` and `month_figures` are there from when a card is made until it has been sent.
    """

    person: PersonId
    wants_week: bool = True
    wants_month: bool = True
    week: str = ""
    month: str = ""
    week_figures: WeekFigures | None = None
    month_figures: MonthFigures | None = None
    next_step_at: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    def wants(self, kind: Kind) -> bool:
        """Whether the manager gets that card."""
        return self.wants_week if kind is Kind.WEEK else self.wants_month


def begun(person: PersonId, calendar: WorkingCalendar, hours: WorkingHours, *, now: datetime) -> UnitReport:
    """For a manager whom the bot has just met: their first cards are the next week's and the next month's."""
    today = calendar.local(now).date()
    report = UnitReport(person=person, week=week_of(today), month=month_before(today))
    return scheduled(report, calendar, hours, now=now)


def turned(
    report: UnitReport, kind: Kind, calendar: WorkingCalendar, hours: WorkingHours, *, on: bool, now: datetime
) -> UnitReport:
    """With the card turned on or off; turned on, it comes the next time."""
    today = calendar.local(now).date()
    if kind is Kind.WEEK:
        changed = replace(report, wants_week=on, week=week_of(today) if on and not report.wants_week else report.week)
    else:
        month = month_before(today) if on and not report.wants_month else report.month
        changed = replace(report, wants_month=on, month=month)
    return scheduled(changed, calendar, hours, now=now)


def due(report: UnitReport, calendar: WorkingCalendar, hours: WorkingHours, *, now: datetime) -> tuple[Kind, ...]:
    """The cards that are to be made now: once a week and once a month, from when the manager first works in it."""
    today = calendar.local(now).date()
    found = []
    if report.wants_week and report.week != week_of(today) and _has_begun(_monday(today), calendar, hours, now):
        found.append(Kind.WEEK)
    if report.wants_month and report.month != month_before(today) and _has_begun(_first(today), calendar, hours, now):
        found.append(Kind.MONTH)
    return tuple(found)


def made(
    report: UnitReport, now_on: date, *, week: WeekFigures | None = None, month: MonthFigures | None = None
) -> UnitReport:
    """With the cards that were made, of the week or month in which that day is."""
    return replace(
        report,
        week=report.week if week is None else week_of(now_on),
        month=report.month if month is None else month_before(now_on),
        week_figures=week or report.week_figures,
        month_figures=month or report.month_figures,
    )


def scheduled(report: UnitReport, calendar: WorkingCalendar, hours: WorkingHours, *, now: datetime) -> UnitReport:
    """With when the next card is due, None for who wants none: when the manager begins to work in a week or a month."""
    today = calendar.local(now).date()
    steps = []
    if report.wants_week:
        this = _monday(today)
        steps.append(_first_work(this if report.week != week_of(today) else this + timedelta(weeks=1), calendar, hours))
    if report.wants_month:
        this = _first(today)
        steps.append(_first_work(this if report.month != month_before(today) else _next(this), calendar, hours))
    return replace(report, next_step_at=min((step for step in steps if step is not None), default=None))


def _has_begun(first: date, calendar: WorkingCalendar, hours: WorkingHours, now: datetime) -> bool:
    begins = _first_work(first, calendar, hours)
    return begins is not None and begins <= as_utc(now)


def _first_work(first: date, calendar: WorkingCalendar, hours: WorkingHours) -> datetime | None:
    begins = calendar.next_working_time(calendar.at(first, time(0)), hours)
    return None if begins is None else as_utc(begins)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(first: date) -> date:
    return (first + MONTH_AT_MOST).replace(day=1)
