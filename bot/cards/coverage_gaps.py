"""Owns how gaps in a group's phone hours are said, and why they are gaps: on alerts, invitations, warnings and lists.

A cause says that someone is diverted and for how long, never the reason (POLICY, "Whom the answers may tell what").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.texts.catalogue import Words
from bot.texts.dates import clock, clocks, dated, day, listing
from policy.coverage import Gap
from policy.coverage_causes import Cause, CauseKind, Explained
from policy.ids import PersonId
from policy.periods import Period

Names = Mapping[PersonId, str]
"""What those who are mentioned are called."""

MOST_CAUSES = 8


def gap_title(group: str, gaps: Sequence[Gap], now: datetime, words: Words) -> str:
    """One day's gaps in one line that can be read on other days too: "Obemannat på Bygglov tors 26 nov 13:00–14:00"."""
    (first, *others) = gaps
    on = first.period.start_at.astimezone(now.tzinfo).date()
    if others:
        return words("coverage.gap.several", group=group, day=dated(on, now, words))
    if first.period.contains(now):
        return _running(group, first, now, words)
    when = words("dates.moment", day=dated(on, now, words), clock=clocks(first.period, now, words))
    return _lacking(group, first, when, words)


def gap_sentence(group: str, gap: Gap, now: datetime, words: Words) -> str:
    """One gap at a glance, for who reads it now: "Obemannat på Bygglov imorgon 13:00–14:00"."""
    on = gap.period.start_at.astimezone(now.tzinfo).date()
    when = words("dates.moment", day=day(on, now, words), clock=clocks(gap.period, now, words))
    return _lacking(group, gap, when, words)


def gap_times(gap: Gap, now: datetime, words: Words) -> str:
    """One of several gaps of a day: "13:00–14:00: ingen kan svara"."""
    when = clocks(gap.period, now, words)
    if gap.is_unstaffed:
        return words("coverage.gap.none_then", when=when)
    return words("coverage.gap.few_then", when=when, able=gap.able, minimum=gap.minimum)


def day_and_times(on: date, periods: Sequence[Period], now: datetime, words: Words) -> str:
    """A day and stretches of it: "tors 26 nov 13:00–13:30 och 14:00–15:00"."""
    times = listing(tuple(clocks(period, now, words) for period in periods), words)
    return words("dates.moment", day=dated(on, now, words), clock=times)


def cause_lines(opened: Sequence[Explained], names: Names, now: datetime, words: Words) -> tuple[str, ...]:
    """Why the gaps are gaps, each cause once, as many as can be read at a glance (A2, M2)."""
    said = (_cause(cause, one.gap, names, now, words) for one in opened for cause in one.causes)
    lines = tuple(dict.fromkeys(said))
    if len(lines) <= MOST_CAUSES:
        return lines
    shown = lines[: MOST_CAUSES - 1]
    return (*shown, words("coverage.cause.more", n=len(lines) - len(shown)))


def _running(group: str, gap: Gap, now: datetime, words: Words) -> str:
    until = clock((gap.period.end_at or gap.period.start_at).astimezone(now.tzinfo))
    if gap.is_unstaffed:
        return words("coverage.gap.none_now", group=group, until=until)
    return words("coverage.gap.few_now", group=group, until=until, able=gap.able, minimum=gap.minimum)


def _lacking(group: str, gap: Gap, when: str, words: Words) -> str:
    if gap.is_unstaffed:
        return words("coverage.gap.none", group=group, when=when)
    return words("coverage.gap.few", group=group, when=when, able=gap.able, minimum=gap.minimum)


def _cause(cause: Cause, gap: Gap, names: Names, now: datetime, words: Words) -> str:
    if cause.person is not None:
        return _of_one(cause, gap, names.get(cause.person, words("people.someone")), now, words)
    if cause.kind is CauseKind.NOBODY_ON_DUTY and gap.minimum > 1:
        return words("coverage.cause.too_few_on_duty")
    if cause.kind is CauseKind.TOO_FEW_MEMBERS:
        return words("coverage.cause.too_few_members", minimum=gap.minimum)
    return words(f"coverage.cause.{cause.kind.value}")


def _of_one(cause: Cause, gap: Gap, name: str, now: datetime, words: Words) -> str:
    if cause.kind is CauseKind.DIVERTED and cause.period is not None:
        return words("coverage.cause.diverted", name=name, period=_within(cause.period, gap, now, words))
    if cause.kind is CauseKind.NOT_THEN and cause.period is not None:
        return words("coverage.cause.not_then", name=name, period=clocks(cause.period, now, words))
    on = gap.period.start_at.astimezone(now.tzinfo).date()
    if cause.kind is CauseKind.NOT_THAT_WEEKDAY:
        weekday = words.several("coverage.weekdays")[on.weekday()]
        return words("coverage.cause.not_that_weekday", name=name, weekday=weekday)
    return words("coverage.cause.not_that_day", name=name, day=dated(on, now, words))


def _within(period: Period, gap: Gap, now: datetime, words: Words) -> str:
    """When someone is diverted: the times where it is all on the gap's day, else the days."""
    start = period.start_at.astimezone(now.tzinfo)
    if period.end_at is None:
        return words("coverage.cause.open_ended")
    end = period.end_at.astimezone(now.tzinfo)
    if start.date() == end.date() == gap.period.start_at.astimezone(now.tzinfo).date():
        return clocks(period, now, words)
    first, last = (
        words("dates.moment", day=dated(edge.date(), now, words), clock=clock(edge)) for edge in (start, end)
    )
    return words("dates.between", start=first, end=last)
