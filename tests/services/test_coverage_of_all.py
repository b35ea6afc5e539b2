"""All groups seen at once (A2, M2): as each is by itself, and which of them are to be looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.coverage import gaps
from policy.organisation import GroupId
from services.coverage_of_all import CoverageOfAll
from storage.document_store import StoreUnavailable
from tests.policy.counted_group import GROUP, group
from tests.policy.small_town import ANNA, TOP, VERA, at, period
from tests.policy.watched_group import watched_town
from tests.services.coverage_stage import AWAY, CoverageStage

OTHER = GroupId("vaxel")
WEEK = period("2026-11-23 00:00", "2026-11-30 00:00")


def two_groups() -> CoverageStage:
    """Bygglov with Anna alone, and the switchboard with Vera alone."""
    return CoverageStage(group(members=(ANNA,)), replace(group(members=(VERA,)), id=OTHER, unit=TOP))


def seen(stage: CoverageStage) -> CoverageOfAll:
    return CoverageOfAll(cases=stage.cases, books=stage.diversions, directory=stage.directory)


async def test_all_are_seen_as_each_by_itself() -> None:
    """A2: with what is stored of diversions and of the groups."""
    stage = two_groups()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    found = await seen(stage).gaps(WEEK)
    for group_id in (GROUP, OTHER):
        facts = (await stage.facts.of(group_id)).facts
        assert found.of(group_id) == gaps(stage.directory.municipality.calendar, facts, WEEK)
    assert len(found.of(GROUP)) == 1


async def test_what_is_as_it_was_needs_no_look() -> None:
    """M2: once each group has been looked at; and one whose alert is open is, for the line may have changed."""
    stage = two_groups()
    assert await seen(stage).to_look_at(now=stage.now) == (GROUP, OTHER)
    await stage.looks()
    await stage.looks(group=OTHER)
    assert await seen(stage).to_look_at(now=stage.now) == ()
    await stage.diverts(VERA, replace(AWAY, set_by=VERA))
    assert await seen(stage).to_look_at(now=stage.now) == (OTHER,)
    await stage.looks(group=OTHER)
    assert await seen(stage).to_look_at(now=stage.now) == (OTHER,)


async def test_groups_whose_gaps_are_others_than_was_told_come_first() -> None:
    """M2: before those that merely have an alert open, whatever their order in the directory."""
    stage = two_groups()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.looks(group=OTHER)
    town = watched_town(group(members=(ANNA,)), replace(group(members=()), id=OTHER, unit=TOP))
    stage.directory.municipality = town
    assert await seen(stage).to_look_at(now=stage.now) == (OTHER, GROUP)


async def test_what_is_over_is_no_difference() -> None:
    """M2: in the middle of a gap, and after it, when only its alert's end is still to be told."""
    stage = two_groups()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.looks(group=OTHER)
    stage.now = at("2026-11-24 15:30")
    assert await seen(stage).to_look_at(now=stage.now) == (GROUP,)
    await stage.looks()
    assert await seen(stage).to_look_at(now=stage.now) == ()


async def test_a_review_that_can_t_read_begins_anew_the_next_time() -> None:
    """M2: the store was out of reach when the directory had changed; a minute later it isn't."""
    stage = two_groups()
    review = stage.review()
    stage.store.fails = StoreUnavailable("gone")  # type: ignore[attr-defined]
    with pytest.raises(StoreUnavailable):
        await review.run(now=stage.now)
    stage.store.fails = None  # type: ignore[attr-defined]
    assert await review.run(now=stage.now) == 2
    assert await review.run(now=stage.now) == 0
    assert (await stage.book(OTHER)).next_step_at is not None
