"""Owns how a municipality file gives times that come back: weeks of working hours, phone hours, the year's odd days.

It must not know whose hours they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from directory.file_faults import FaultCode
from directory.file_values import clock, count, day, hours
from directory.yaml_tree import Field, Given, Spot, read_shape
from policy.working_calendar import Stretch, WorkingHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_AT_ONCE = 100

DayValue = TypeVar("DayValue")


@dataclass(frozen=True, slots=True)
class Staffed:
    """Phone hours as given: `minimum` None is the group's own; `line` is where a fault of theirs is named."""

    stretch: Stretch
    minimum: int | None
    line: int


@dataclass(frozen=True, slots=True)
class DatedHours:
    """The phone hours of one date, and when the public was told of them."""

    staffed: tuple[Staffed, ...]
    published_on: date | None


def working_hours(spot: Spot) -> WorkingHours | None:
    """A week's hours, or those of even and odd weeks."""
    if not spot.has_key("even_weeks", "odd_weeks"):
        week = _week(hours)(spot)
        return None if week is None else WorkingHours(week)
    given = read_shape(spot, _TURNS)
    if not {"even_weeks", "odd_weeks"} <= set(given.values):
        return None
    return WorkingHours(given["even_weeks"], odd_weeks=given["odd_weeks"])


def staffed_hours(spot: Spot) -> tuple[Staffed, ...] | None:
    """A day's phone hours: as working hours, or as rows with `hours` and a `minimum` of their own."""
    if spot.is_scalar:
        stretches = hours(spot)
        return None if stretches is None else tuple(Staffed(one, None, spot.line) for one in stretches)
    rows = spot.elements() if spot.is_list else (spot,)
    staffed: list[Staffed] = []
    sound = True
    for row in rows:
        read = _staffed_row(row)
        sound = sound and read is not None
        for one in read or ():
            if staffed and one.stretch.start < staffed[-1].stretch.end:
                row.fault(FaultCode.HOURS_OVERLAP, value=f"{one.stretch.start:%H:%M}-{one.stretch.end:%H:%M}")
                sound = False
            staffed.append(one)
    return tuple(staffed) if sound else None


def dated_hours(spot: Spot) -> DatedHours | None:
    """The phone hours of one date: as a weekday's, or with `hours`, `minimum` and `published_on`."""
    if spot.is_scalar or spot.is_list:
        staffed = staffed_hours(spot)
        return None if staffed is None else DatedHours(staffed, None)
    given = read_shape(spot, _DATED_ROW)
    staffed = _staffed(given)
    return None if staffed is None else DatedHours(staffed, given.get("published_on"))


def by_date(read_one: Callable[[Spot], DayValue | None]) -> Callable[[Spot], Mapping[date, tuple[DayValue, int]]]:
    """A reader of values by date, each with its line."""

    def read(spot: Spot) -> Mapping[date, tuple[DayValue, int]]:
        dated: dict[date, tuple[DayValue, int]] = {}
        for key, value_spot in spot.items():
            on, value = day(key), read_one(value_spot)
            if on is not None and value is not None:
                dated[on] = (value, key.line)
        return dated

    return read


def closing_times(spot: Spot) -> Mapping[date, tuple[time, int]]:
    """When each shortened day ends, by its date, with its line."""
    return by_date(clock)(spot)


def phone_week(spot: Spot) -> Mapping[int, tuple[Staffed, ...]] | None:
    """Phone hours by weekday (Monday 0)."""
    return _week(staffed_hours)(spot)


def _week(read_day: Callable[[Spot], DayValue | None]) -> Callable[[Spot], dict[int, DayValue] | None]:
    def read(spot: Spot) -> dict[int, DayValue] | None:
        week: dict[int, DayValue] = {}
        told: set[int] = set()
        before = len(spot.faults.found)
        for key, value_spot in spot.items():
            value = read_day(value_spot)
            for weekday in _weekdays(key):
                if weekday in told:
                    key.fault(FaultCode.WEEKDAY_TWICE, day=WEEKDAYS[weekday])
                told.add(weekday)
                if value is not None:
                    week[weekday] = value
        return week if len(spot.faults.found) == before else None

    return read


def _weekdays(key: Spot) -> range:
    """The weekdays of `mon`, or of `mon-fri`."""
    name = str(key.text())
    ends = [end.strip().casefold() for end in name.replace("–", "-").split("-")]
    if all(end in WEEKDAYS for end in ends) and len(ends) <= len(("first", "last")):
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        if first <= last:
            return range(first, last + 1)
    key.fault(FaultCode.BAD_WEEKDAY, value=name)
    return range(0)


def _staffed_row(row: Spot) -> tuple[Staffed, ...] | None:
    if row.is_scalar or row.is_list:
        stretches = hours(row)
        return None if stretches is None else tuple(Staffed(one, None, row.line) for one in stretches)
    return _staffed(read_shape(row, _STAFFED_ROW))


def _staffed(given: Given) -> tuple[Staffed, ...] | None:
    if "hours" not in given.values:
        return None
    line = given.line_of("minimum" if given.says("minimum") else "hours")
    return tuple(Staffed(one, given.get("minimum"), line) for one in given["hours"])


_TURNS = {"even_weeks": Field(_week(hours), required=True), "odd_weeks": Field(_week(hours), required=True)}
_STAFFED_ROW = {"hours": Field(hours, required=True), "minimum": Field(count(1, MOST_AT_ONCE))}
_DATED_ROW = {**_STAFFED_ROW, "published_on": Field(day)}
