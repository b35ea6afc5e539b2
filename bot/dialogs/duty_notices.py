"""Owns how it is said that somebody's phone duty has been planned, or changed. It must not decide who is told."""

from __future__ import annotations

from datetime import date

from bot.cards.duty_saved import OwnDutyView, own_duty_card
from bot.dialogs.coverage_words import span
from bot.dialogs.notifications import Telling
from bot.texts.dates import dated
from bot.turn import Message
from policy.coverage import DutyShift
from policy.coverage_books import CoverageBook
from policy.duty_notices import CHANGED, shifts_in_week


def duty_notice(telling: Telling) -> Message:
    """The reader's duty of a week as it is by now, or the line that makes a sound beside it."""
    book, words, municipality = telling.about, telling.words, telling.municipality
    if not isinstance(book, CoverageBook):
        raise TypeError("a notification of phone duty is about a group's book")
    monday = date.fromisoformat(telling.notification.params["week"])
    week = monday.isocalendar().week
    known = municipality.groups.get(book.group)
    group = known.name if known is not None else str(book.group)
    if telling.notification.code == CHANGED:
        return Message(text=words("duty.notice.changed", week=week, group=group))
    shifts = shifts_in_week(book, telling.notification.to, monday, municipality.calendar)
    view = OwnDutyView(
        title=words("duty.notice.title", week=week, group=group),
        says=_says(telling, shifts),
        shifts=_lines(telling, shifts),
        week={"spot": f"group:{book.group}", "week": monday.isoformat(), "below": "yes"},
    )
    return Message(card=own_duty_card(view, words), summary=words("duty.notice.summary", week=week))


def _says(telling: Telling, shifts: tuple[DutyShift, ...]) -> str:
    if not shifts:
        return telling.words("duty.notice.none")
    latest = max(shifts, key=lambda shift: shift.set_at)
    return telling.words("duty.notice.by", name=telling.name_of(str(latest.set_by)))


def _lines(telling: Telling, shifts: tuple[DutyShift, ...]) -> tuple[tuple[str, str], ...]:
    """A line a day."""
    calendar = telling.municipality.calendar
    days: dict[date, list[str]] = {}
    for shift in shifts:
        hours = span(shift.period, calendar, telling.words)
        days.setdefault(calendar.local(shift.period.start_at).date(), []).append(hours)
    return tuple((dated(on, telling.now, telling.words), ", ".join(hours)) for on, hours in days.items())
