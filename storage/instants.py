"""Owns how an instant is written in storage: ISO 8601 in UTC, always as wide, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime

from policy.periods import as_utc


def instant_text(instant: datetime) -> str:
    """The instant as `2026-06-01T11:00:00.000000Z`; raises ValueError for a naive datetime."""
    return as_utc(instant).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def instant_from_text(text: str) -> datetime:
    """The instant in UTC that any ISO 8601 text with an offset names; raises ValueError for other text."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return instant.astimezone(UTC)
