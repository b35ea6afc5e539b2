"""Owns how single fields of a form are read from text: a day, a time of day, a phone number; faults go to their field.

What is beside a field's name ends in `_date` or `_time` in the values. It must not know any one form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import phonenumbers

from bot.dialogs.exchange import Exchange
from bot.texts.catalogue import several_in_any
from bot.understanding.result import Intent, Understanding
from policy.errors import PolicyError

YEARS = range(2000, 3000)
"""Beyond these a date is a slip of the finger, and near the calendar's own edges no instant can be made of it."""
HOME_REGION = "SE"
EXTENSION = re.compile(r"(?:ankn(?:ytning)?|anslutning|ext(?:ension)?)?\.?\s*([0-9]{2,6})", re.IGNORECASE)


def day_alone(exchange: Exchange, understood: Understanding) -> str:
    """The day that a line tells and nothing else, or empty: in a form a bare day is no absence."""
    is_bare = understood.intent is Intent.DIVERSION_SET and not (understood.reason_said or understood.start_said)
    line = (exchange.turn.text or "").casefold()
    diverts = any(word in line for word in several_in_any("orders.hears.diverting"))
    if is_bare and not diverts and understood.end_said and understood.end is not None:
        return understood.end.date().isoformat()
    return ""


def read_date(values: Mapping[str, str], field: str, found: list[PolicyError]) -> date | None:
    """The field's day, or None where it is empty or, with a fault noted, unreadable."""
    text = values.get(f"{field}_date", "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year in YEARS:
        return day
    found.append(PolicyError("form.bad_date", field=field))
    return None


def read_time(values: Mapping[str, str], field: str, found: list[PolicyError]) -> time | None:
    """The field's time of day, or None where it is empty or, with a fault noted, unreadable."""
    text = values.get(f"{field}_time", "").replace(".", ":")
    try:
        return time.fromisoformat(text.zfill(5)) if text else None
    except ValueError:
        found.append(PolicyError("form.bad_time", field=field))
        return None


def read_number(values: Mapping[str, str], field: str, found: list[PolicyError]) -> str:
    """The field's phone number in E.164, or an extension as its digits; empty where it is empty or unreadable."""
    text = values.get(field, "").strip()
    if not text:
        return ""
    extension = EXTENSION.fullmatch(text)
    if extension is not None:
        return extension[1]
    try:
        parsed = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        found.append(PolicyError("form.bad_number", field=field))
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def is_at(found: Sequence[PolicyError], field: str) -> bool:
    """Whether a fault is noted at the field."""
    return any(fault.field == field for fault in found)


def local_instant(day: date, clock: time, zone_of: datetime) -> datetime:
    """The instant of a wall-clock time, in the zone of `zone_of`."""
    return datetime.combine(day, clock, tzinfo=zone_of.tzinfo)
