"""Sweden's days off are those of the whole table (A5), though the rest of it is never loaded."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

from policy.public_holidays import swedish_holidays

FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)


def test_each_day_is_what_the_library_says_of_it() -> None:
    """Each day of seventeen years has the name that the library gives when it is asked for the country (A5)."""
    ours = swedish_holidays()
    theirs = holidays.country_holidays("SE", categories=("public", "de_facto"), language="sv")
    days = [FIRST + timedelta(days=after) for after in range((LAST - FIRST).days + 1)]
    assert [(day, ours.get(day)) for day in days] == [(day, theirs.get(day)) for day in days]
    assert ours.get(date(2026, 6, 19)) == "Midsommarafton"
