"""Owns the absences that a replay is given: what one is, and how they are read from a file (docs/simulate.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from directory.file_faults import FaultCode, Faults
from directory.file_values import choice, text
from directory.municipality_file import read_bytes
from directory.yaml_events import compose
from directory.yaml_tree import Field, Given, Spot, advice, read_shape, shaped
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import RULES, Reason
from policy.working_calendar import WorkingCalendar

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}[:.][0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """That somebody is away, and from when the bot knows of it: that is when they divert their phone."""

    person: PersonId
    reason: Reason
    period: Period
    known_at: datetime


def read_absences(path: Path, short_names: Mapping[str, PersonId], calendar: WorkingCalendar) -> tuple[Absence, ...]:
    """The absences of a file, in its order; raises BadMunicipalityFile with every fault."""
    faults = Faults()
    try:
        written = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add(FaultCode.NOT_UTF8, line=1, path="")
        written = ""
    faults.raise_any()
    root = compose(written, faults)
    given = None if root is None else read_shape(Spot(root, "", faults), {"absences": Field(_rows, required=True)})
    rows = () if given is None else given.get("absences", ())
    found = [_absence(row, short_names, calendar, faults) for row in rows]
    faults.raise_any()
    return tuple(absence for absence in found if absence is not None)


def _rows(spot: Spot) -> tuple[Given, ...] | None:
    return tuple(shaped(_ABSENCE)(element) for element in spot.elements())


def _absence(
    row: Given, short_names: Mapping[str, PersonId], calendar: WorkingCalendar, faults: Faults
) -> Absence | None:
    name, reason, from_ = row.get("person"), row.get("reason"), row.get("from")
    if name is not None and name not in short_names:
        hint = advice(name, sorted(short_names))
        faults.add(
            FaultCode.UNKNOWN_PERSON, line=row.line_of("person"), path="absences.person", value=name, advice=hint
        )
        return None
    if name is None or reason is None or from_ is None or (row.says("to") and row.get("to") is None):
        return None
    start_at = calendar.at(from_.date(), from_.time())
    end_at = calendar.at(row["to"].date(), row["to"].time()) if row.says("to") else None
    if end_at is None and not RULES[reason].may_be_open_ended:
        faults.add(FaultCode.MISSING_KEY, line=row.line, path="absences", key="to")
        return None
    if end_at is not None and end_at <= start_at:
        faults.add(FaultCode.ENDS_TOO_EARLY, line=row.line_of("to"), path="absences.to")
        return None
    known = row.get("known", from_)
    return Absence(
        person=short_names[name],
        reason=reason,
        period=Period(start_at, end_at),
        known_at=calendar.at(known.date(), known.time()),
    )


def _moment(spot: Spot) -> datetime | None:
    """A date and a time of day on the municipality's clocks."""
    value = spot.text()
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value.replace(".", ":") if _MOMENT.fullmatch(value) else "")
    except ValueError:
        spot.fault(FaultCode.BAD_MOMENT, value=value)
        return None


_ABSENCE = {
    "person": Field(text, required=True),
    "reason": Field(choice(Reason), required=True),
    "from": Field(_moment, required=True),
    "to": Field(_moment),
    "known": Field(_moment),
}
