"""How instants and words stand with Graph, and the time that a carrier has there."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from directory.graph.carrying import TimeLeft
from directory.graph.instants import instant_in, written
from directory.graph.refusals import GraphAway
from directory.graph.wording import html_of, say_the_same
from tests.policy.small_town import at


def test_an_instant_is_written_in_utc_and_read_in_any_zone() -> None:
    """By IANA's names and by Windows'; with as many digits as Graph likes."""
    assert written(at("2026-07-03 08:00")) == {"dateTime": "2026-07-03T06:00:00.0000000", "timeZone": "UTC"}
    for day in ("2026-07-03", "2026-12-03"):
        for zone in ("Europe/Stockholm", "W. Europe Standard Time"):
            assert instant_in({"dateTime": f"{day}T08:00:00.1234567", "timeZone": zone}) == at(f"{day} 08:00")
    assert instant_in(written(at("2026-07-03 08:00"))) == datetime(2026, 7, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "told",
    [
        None,
        "2026-07-03T08:00:00",
        {},
        {"dateTime": None, "timeZone": "UTC"},
        {"dateTime": "imorgon", "timeZone": "UTC"},
        {"dateTime": "2026-07-03T08:00:00", "timeZone": "tzone://Microsoft/Custom"},
        {"dateTime": "2026-07-03T08:00:00", "timeZone": "Middle-earth Standard Time"},
        {"dateTime": "0001-01-01T00:00:00", "timeZone": "Europe/Stockholm"},
    ],
)
def test_what_is_no_instant_is_none(told: Any) -> None:
    """Nothing is guessed."""
    assert instant_in(told) is None


def test_two_texts_say_the_same_however_they_are_wrapped() -> None:
    """A document, tags, signs written in another way, space; what is not seen of a document counts not."""
    text = "Anna & Bo är på lunch.\nRing 'växeln'."
    assert say_the_same(text, html_of(text))
    assert say_the_same(text, f"<html><head><style>p {{x: y}}</style></head><!-- z -->{html_of(text)}</html>")
    assert not say_the_same(text, html_of(text.replace("lunch", "möte")))
    assert not say_the_same("🏖️", "")
    assert say_the_same(" ", "")


async def test_when_the_time_is_over_nothing_is_to_be_sent() -> None:
    """By the loop's clock."""
    assert 0 < TimeLeft(5).seconds() <= 5
    left = TimeLeft(0.01)
    await asyncio.sleep(0.02)
    with pytest.raises(GraphAway):
        left.seconds()
