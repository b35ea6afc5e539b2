"""Owns how Graph writes an instant where a zone stands beside it (`dateTimeTimeZone`).

What is written is in UTC, so that no change of clocks is between what is meant and what is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TO_THE_SECOND = len("2026-11-24T13:00:00")
_WINDOWS_NAMES = {
    "W. Europe Standard Time": "Europe/Stockholm",
    "FLE Standard Time": "Europe/Helsinki",
    "GMT Standard Time": "Europe/London",
}
"""What Windows calls the zones of Sweden and beside it; Exchange knows them by these names."""


def written(instant: datetime) -> dict[str, str]:
    """The instant as Graph takes it."""
    return {"dateTime": f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}


def instant_in(told: Any) -> datetime | None:
    """The instant that Graph told, to the second; None where it told none, or one in a zone that isn't known here."""
    if not isinstance(told, Mapping):
        return None
    name = str(told.get("timeZone") or "UTC")
    try:
        naive = datetime.fromisoformat(str(told.get("dateTime"))[:TO_THE_SECOND])
        return naive.replace(tzinfo=ZoneInfo(_WINDOWS_NAMES.get(name, name))).astimezone(UTC)
    except (ValueError, ZoneInfoNotFoundError, OverflowError):
        return None
