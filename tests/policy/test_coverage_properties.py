"""Coverage (A2, M2) against a reference that looks at each minute by itself, across clock changes and New Year."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings

from policy.coverage import Gap, covers_of, gaps, promised_within
from policy.coverage_causes import CauseKind, causes
from policy.periods import Period
from tests.policy.drawn_groups import Town, towns
from tests.policy.minute_by_minute import gaps_by_minutes, minutes_promised


@settings(max_examples=120, deadline=None)
@given(towns())
def test_gaps_are_what_each_minute_by_itself_says(town: Town) -> None:
    """A2: maximal, in order, and with the figures of their worst moment."""
    facts = town.facts_of(town.groups[0])
    found = [(gap.period, gap.able, gap.minimum) for gap in gaps(town.calendar, facts, town.within)]
    assert found == gaps_by_minutes(town.calendar, facts, town.within)


@settings(max_examples=60, deadline=None)
@given(towns())
def test_covers_are_what_each_minute_by_itself_says(town: Town) -> None:
    """A2: whoever is named covers just the minutes in which they can answer; and phone hours are those promised."""
    facts = town.facts_of(town.groups[0])
    covers = covers_of(town.calendar, facts, town.within)
    promised = list(promised_within(town.calendar, facts.group, town.within))
    minutes = list(minutes_promised(town.calendar, facts, town.within))
    for minute in minutes:
        able = {cover.person for cover in covers if any(period.contains(minute.at) for period in cover.periods)}
        assert able == minute.able, minute
        assert [one.minimum for one in promised if one.period.contains(minute.at)] == [minute.minimum]
    assert len(minutes) == sum((_length(one.period) for one in promised), timedelta()) / timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(towns())
def test_a_days_end_in_the_middle_changes_nothing(town: Town) -> None:
    """A2: the gaps of two halves are those of the whole, but for one that lies across the middle."""
    facts = town.facts_of(town.groups[0])
    assert town.within.end_at is not None
    minutes = (town.within.end_at - town.within.start_at) // timedelta(minutes=1)
    middle = town.within.start_at + timedelta(minutes=minutes // 2)
    if middle == town.within.start_at:
        return
    whole = gaps(town.calendar, facts, town.within)
    halves = [Period(town.within.start_at, middle), Period(middle, town.within.end_at)]
    parts = [gap for half in halves for gap in gaps(town.calendar, facts, half)]
    assert [gap.period for gap in _cut_at(whole, middle)] == [gap.period for gap in parts]


@settings(max_examples=120, deadline=None)
@given(towns())
def test_every_gap_has_a_cause_that_is_true(town: Town) -> None:
    """M2: nobody is given as a cause who can answer all through it, and nobody's diversion that lies elsewhere."""
    facts = town.facts_of(town.groups[0])
    covers = {cover.person: cover.periods for cover in covers_of(town.calendar, facts, town.within)}
    for gap in gaps(town.calendar, facts, town.within):
        found = causes(town.calendar, facts, gap)
        assert found, gap
        for cause in found:
            assert (cause.period is not None) == (cause.kind in (CauseKind.DIVERTED, CauseKind.NOT_THEN))
            if cause.person is not None:
                assert not any(period.covers(gap.period) for period in covers.get(cause.person, ())), cause
            if cause.period is not None:
                assert cause.period.overlaps(gap.period)


def _length(period: Period) -> timedelta:
    assert period.length is not None
    return period.length


def _cut_at(found: tuple[Gap, ...], middle: datetime) -> list[Gap]:
    cut = []
    for gap in found:
        if gap.period.contains(middle) and gap.period.start_at < middle:
            cut.append(Gap(Period(gap.period.start_at, middle), gap.able, gap.minimum))
            cut.append(Gap(Period(middle, gap.period.end_at), gap.able, gap.minimum))
        else:
            cut.append(gap)
    return cut
