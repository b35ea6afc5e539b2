"""Owns how what is pressed and filled in on the cards of coverage is read: which group's, of which day, which part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.field_values import read_time
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import GroupId, PersonId
from policy.periods import Period
from policy.working_calendar import Stretch, WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Which alert a button is of, who pressed it, and in which turn."""

    group: GroupId
    on: date
    by: PersonId
    turn: str


def pressed(exchange: Exchange) -> Pressed:
    """What the button is of. Raises PolicyError `chat.unknown_button` for what no card of ours carries."""
    carried = carried_by_button(exchange)
    return at_place(exchange, carried.get("group", ""), carried.get("on", ""))


def at_place(exchange: Exchange, group: str, on: str) -> Pressed:
    """The alert of that group on that ISO day. Raises PolicyError `chat.unknown_button` for what is no day."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise PolicyError("chat.unknown_button") from None
    return Pressed(group=GroupId(group), on=day, by=exchange.person.id, turn=exchange.turn.activity_id)


def entered(exchange: Exchange) -> dict[str, str]:
    """What was filled in on the card."""
    action = exchange.turn.action
    return {} if action is None else {str(name): str(value).strip() for name, value in action.inputs.items()}


def part_entered(exchange: Exchange, on: date) -> Period:
    """From when to when, as filled in. Raises PolicyErrors at the field `part`."""
    values, found = entered(exchange), list[PolicyError]()
    start, end = read_time(values, "from", found), read_time(values, "to", found)
    if found or start is None or end is None:
        raise PolicyErrors([PolicyError("coverage.part_times", field="part")])
    return part_of(exchange.municipality.calendar, on, start, end)


def part_of(calendar: WorkingCalendar, on: date, start: time, end: time) -> Period:
    """That stretch of the day. Raises PolicyErrors at the field `part` if it ends before it begins."""
    span = calendar.span(on, Stretch(start, end)) if start < end else None
    if span is None:
        raise PolicyErrors([PolicyError("coverage.part_backwards", field="part")])
    return span
