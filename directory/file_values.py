"""Owns how single values of a municipality file are read: text, ids, numbers, dates, times and hours.

Each reader gives the value, or None with a fault noted at its line. It must not know where in the file it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import phonenumbers

from directory.file_faults import FaultCode
from directory.yaml_tree import Spot
from policy.working_calendar import Stretch

HOME_REGION = "SE"
LONGEST_SHORT_NAME = 64
YES = frozenset({"yes", "true", "ja", "on"})
NO = frozenset({"no", "false", "nej", "off"})
NO_HOURS = frozenset({"closed", "none", "stängt"})

_SHORT_NAME = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{LONGEST_SHORT_NAME - 1}}}")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_EXTENSION = re.compile(r"[0-9]{2,6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")

Value = TypeVar("Value")
ChosenT = TypeVar("ChosenT", bound=StrEnum)


def text(spot: Spot) -> str | None:
    """A line of text."""
    return spot.text()


def short_name(spot: Spot) -> str | None:
    """A name that other parts of the file refer by."""
    value = spot.text()
    if value is not None and not _SHORT_NAME.fullmatch(value):
        spot.fault(FaultCode.BAD_SHORT_NAME, value=value, most=LONGEST_SHORT_NAME)
        return None
    return value


def guid(spot: Spot) -> str | None:
    """An Entra object id, in lower case as the wire has it."""
    value = spot.text()
    if value is None:
        return None
    if not _GUID.fullmatch(value) or not UUID(value).int:
        spot.fault(FaultCode.BAD_GUID, value=value)
        return None
    return value.lower()


def email(spot: Spot) -> str | None:
    """An e-mail address."""
    return _matching(spot, _EMAIL, FaultCode.BAD_EMAIL)


def extension(spot: Spot) -> str | None:
    """An extension of the exchange, as digits."""
    return _matching(spot, _EXTENSION, FaultCode.BAD_EXTENSION)


def phone_number(spot: Spot) -> str | None:
    """A phone number in E.164; without a country code it is Swedish."""
    value = spot.text()
    if value is None:
        return None
    try:
        parsed = phonenumbers.parse(value, HOME_REGION)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or parsed.extension or not phonenumbers.is_valid_number(parsed):
        spot.fault(FaultCode.BAD_NUMBER, value=value)
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def day(spot: Spot) -> date | None:
    """A date, as 2026-12-23."""
    value = spot.text()
    if value is None:
        return None
    try:
        return date.fromisoformat(value if _DATE.fullmatch(value) else "")
    except ValueError:
        spot.fault(FaultCode.BAD_DATE, value=value)
        return None


def clock(spot: Spot) -> time | None:
    """A time of day, as 08:00 or 8.00."""
    value = spot.text()
    if value is None:
        return None
    parsed = _clock(value)
    if parsed is None:
        spot.fault(FaultCode.BAD_TIME, value=value)
    return parsed


def hours(spot: Spot) -> tuple[Stretch, ...] | None:
    """A day's hours in order and apart, as `08:00-12:00, 13:00-17:00`, a list of such, or `closed`."""
    parts = list(spot.elements()) if spot.is_list else [spot]
    stretches: list[Stretch] = []
    sound = True
    for part in parts:
        value = part.text()
        if value is None:
            sound = False
        elif value.casefold() not in NO_HOURS or len(parts) > 1:
            for piece in value.split(","):
                stretch = _stretch(part, piece.strip())
                if stretch is not None and stretches and stretch.start < stretches[-1].end:
                    part.fault(FaultCode.HOURS_OVERLAP, value=piece.strip())
                    stretch = None
                sound = sound and stretch is not None
                stretches += [stretch] if stretch is not None else []
    return tuple(stretches) if sound else None


def zone(spot: Spot) -> ZoneInfo | None:
    """A time zone by its name."""
    value = spot.text()
    if value is None:
        return None
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        # A folder of the time zone table is an OSError, a name that isn't in it a LookupError.
        spot.fault(FaultCode.BAD_ZONE, value=value)
        return None


def yes_no(spot: Spot) -> bool | None:
    """Yes or no, in either language."""
    value = spot.text()
    if value is None:
        return None
    if value.casefold() in YES | NO:
        return value.casefold() in YES
    spot.fault(FaultCode.BAD_YES_NO, value=value)
    return None


def choice(choices: type[ChosenT]) -> Callable[[Spot], ChosenT | None]:
    """A reader of one of the choices, by its value."""

    def read(spot: Spot) -> ChosenT | None:
        value = spot.text()
        if value is None:
            return None
        try:
            return choices(value)
        except ValueError:
            spot.fault(FaultCode.BAD_CHOICE, value=value, choices=", ".join(c.value for c in choices))
            return None

    return read


def count(least: int, most: int) -> Callable[[Spot], int | None]:
    """A reader of a whole number between the two, both included."""

    def read(spot: Spot) -> int | None:
        value = spot.text()
        if value is None:
            return None
        if value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most:
            return int(value)
        spot.fault(FaultCode.BAD_COUNT, value=value, least=least, most=most)
        return None

    return read


def several(read_one: Callable[[Spot], Value | None]) -> Callable[[Spot], tuple[tuple[Value, int], ...] | None]:
    """A reader of a list: each value with its line; one that stands there twice is a fault."""

    def read(spot: Spot) -> tuple[tuple[Value, int], ...] | None:
        if not spot.is_list:
            spot.fault(FaultCode.EMPTY if spot.is_empty else FaultCode.NOT_A_LIST)
            return None
        found: dict[Value, int] = {}
        for element in spot.elements():
            value = read_one(element)
            if value is None:
                continue
            if value in found:
                element.fault(FaultCode.NAMED_TWICE, value=str(value))
            found[value] = element.line
        return tuple(found.items())

    return read


def _matching(spot: Spot, pattern: re.Pattern[str], code: FaultCode) -> str | None:
    value = spot.text()
    if value is not None and not pattern.fullmatch(value):
        spot.fault(code, value=value)
        return None
    return value


def _clock(value: str) -> time | None:
    match = _TIME.fullmatch(value)
    try:
        return time(int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _stretch(spot: Spot, piece: str) -> Stretch | None:
    ends = [_clock(end.strip()) for end in piece.replace("–", "-").split("-")]
    match ends:
        case [time() as start, time() as end]:
            if start < end:
                return Stretch(start, end)
            spot.fault(FaultCode.HOURS_BACKWARDS, value=piece)
        case _:
            spot.fault(FaultCode.BAD_HOURS, value=piece)
    return None
