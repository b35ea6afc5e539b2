"""Owns how the values of the phone hours' form become a notice, and how hours become values (see `notice_values`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import read_date
from bot.dialogs.form import Values
from bot.dialogs.hours_text import hours_text, read_hours, usual_minimum
from bot.dialogs.notice_values import without_notice
from bot.understanding.result import Understanding
from policy.answer_groups import AnswerGroup, GroupChange, PhoneStretch
from policy.errors import PolicyError, PolicyErrors
from policy.notice_rules import WEEKDAYS
from policy.notices import NoticeContent, NoticeKind
from policy.working_calendar import Stretch

WEEK, ONE_DAY = "week", "day"
FROM = "from"
CLOSED = "-"
"""A day without phone hours, in whichever language it was said."""
Hours = tuple[PhoneStretch, ...]


def week_values(week: Mapping[int, Sequence[PhoneStretch]]) -> dict[str, str]:
    """A week's hours as the form holds them."""
    usual = usual_minimum(week)
    lines = {name: hours_text(week.get(number, ()), usual=usual) for number, name in enumerate(WEEKDAYS)}
    return {**lines, "minimum": str(usual)}


def day_values(stretches: Sequence[PhoneStretch]) -> dict[str, str]:
    """One day's hours as the form holds them."""
    usual = usual_minimum({0: stretches})
    return {"hours": hours_text(stretches, usual=usual), "minimum": str(usual)}


def hours_said(understood: Understanding) -> dict[str, str]:
    """What a line says of the hours: the day on which something begins, or the one day and what is so of it."""
    start, end, said = understood.start, understood.end, understood.slots
    if start is None or not understood.start_said:
        return {}
    on = start.date().isoformat()
    if not said.get("one_day"):
        return {"from_date": on}
    if said.get("closed"):
        return {"on": on, "hours": CLOSED}
    if said.get("hours") and end is not None and end.date() == start.date():
        return {"on": on, "hours": f"{start:%H:%M}–{end:%H:%M}"}
    return {"on": on, **{edge: f"{start:%H:%M}" for edge in ("closes", "opens") if said.get(edge)}}


def said_of_day(given: Mapping[str, str], usual: Sequence[PhoneStretch]) -> dict[str, str]:
    """The day's hours as a line has them: whole hours of its own, or what is left when it closes or opens then."""
    if given.get("hours"):
        return {**day_values(usual), "hours": given["hours"]}
    opens, closes = _clock(given.get("opens", "")), _clock(given.get("closes", ""))
    left = [_clipped(one, opens, closes) for one in usual]
    return day_values([one for one in left if one is not None])


def content_of(exchange: Exchange, values: Values, group: AnswerGroup) -> NoticeContent:
    """What the form says. Raises PolicyErrors with all of it that can't be read."""
    is_week = values.get("scope") != ONE_DAY
    on, read = _read(values, WEEKDAYS if is_week else ("hours",))
    earlier, today = without_notice(group, values.get("notice", "")), exchange.now.date()
    if is_week:
        week, told_on = earlier.week_on(on)
        change = GroupChange(id="", from_on=on, published_on=today, weekdays=_by_number(read))
        before = GroupChange(id="", from_on=on, published_on=told_on or today, weekdays=week)
    else:
        hours = earlier.hours_on(on, exchange.municipality.calendar)
        change = GroupChange(id="", from_on=on, published_on=today, exceptions={on: read["hours"]})
        told = hours.published_on or today
        before = GroupChange(id="", from_on=on, published_on=told, exceptions={on: hours.stretches})
    return NoticeContent(
        kind=NoticeKind.HOURS if is_week else NoticeKind.DATES,
        unit=group.unit,
        group=group.id,
        effective_on=on,
        note=values.get("note", ""),
        change=change,
        before=before,
    )


def _read(values: Values, fields: Sequence[str]) -> tuple[date, dict[str, Hours]]:
    found: list[PolicyError] = []
    on = read_date(values, FROM, found)
    if on is None and not found:
        found.append(PolicyError("notice.day_missing", field=FROM))
    needed = values.get("minimum", "").strip()
    minimum = int(needed) if needed.isdecimal() else 0
    if needed and not minimum:
        found.append(PolicyError("notice.bad_minimum", field="minimum"))
    read: dict[str, Hours] = {}
    for name in fields:
        try:
            read[name] = read_hours(values.get(name, ""), minimum or 1, field=name)
        except PolicyError as fault:
            found.append(fault)
    if found or on is None:
        raise PolicyErrors(found)
    return on, read


def _by_number(read: Mapping[str, Hours]) -> dict[int, Hours]:
    return {number: read[name] for number, name in enumerate(WEEKDAYS) if read.get(name)}


def _clipped(one: PhoneStretch, opens: time | None, closes: time | None) -> PhoneStretch | None:
    start = max(one.stretch.start, opens) if opens is not None else one.stretch.start
    end = min(one.stretch.end, closes) if closes is not None else one.stretch.end
    return PhoneStretch(Stretch(start, end), one.minimum) if start < end else None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None
