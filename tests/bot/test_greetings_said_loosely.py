"""Lines about greetings that say it in their own words: that there is none, and what a test call heard (A4)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone


@pytest.mark.parametrize("line", ["har inte läst in någon hälsning", "jag har ingen hälsning", "I have no greeting"])
async def test_whoever_says_that_there_is_none_is_not_told_that_there_is(line: str, anna: Someone) -> None:
    """A4: it is noted instead, with *Ångra*."""
    await anna.says("har läst in hälsning")
    anna.sees("Din hälsning är personlig")
    await anna.says(line)
    assert "Du har ingen hälsning inläst" in anna.sight or "no greeting" in anna.sight
    assert {"Ångra", "Undo"} & set(anna.choices)
    anna.unseen.clear()


@pytest.mark.parametrize(
    "line",
    [
        "testringde Anna Svensson: hälsningen säger semester men hon är inne",
        "testringt Anna Svensson, sjuk enligt svararen",
        "test called Anna Svensson: it says vacation",
    ],
)
async def test_a_test_call_in_ones_own_words_is_a_test_call(
    line: str, house: House, vera: Someone, anna: Someone
) -> None:
    """A4: and never the caller's own absence, whatever is said of it."""
    await vera.says(line)
    assert "Anna Svensson" in vera.sight
    vera.does_not_see("Du är hänvisad", "Your phone is diverted")
    vera.unseen.clear()
    await house.sends_what_is_due()
    anna.is_told("Växeln testringde din röstbrevlåda")
