"""What a book of diversions bears in mind (S7, A2): most need not look elsewhere, and none misses anything."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.callbacks import Callback
from policy.coverage import gaps
from policy.diversions import Diversion, DiversionBook
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from policy.reasons import Reason
from services.callback_cases import place_of
from services.coverage_facts import with_book
from tests.policy.counted_group import GROUP, TUESDAY, group, stretch
from tests.policy.small_town import ANNA, BO, DISA, NILS, VERA, at, diversion
from tests.policy.watched_group import LO, MIA
from tests.services.callback_stage import NOW, CallbackStage, wanted
from tests.services.coverage_stage import CoverageStage

MOMENTS = st.sampled_from([at(f"2026-11-24 {hour:02}:{minute:02}") for hour in range(8, 17) for minute in (0, 30)])
ABSENCES = st.tuples(MOMENTS, MOMENTS).filter(lambda pair: pair[0] < pair[1])
MOMENT = as_utc(at("2026-11-24 06:00"))
"""Before anybody works."""
PEOPLE = (ANNA, LO, MIA, DISA)


async def _noted(stage: CallbackStage, person: PersonId) -> DiversionBook:
    return (await stage.books.load(person)).value


async def test_nobody_has_promised_anything_until_they_do() -> None:
    """Most diversions ask for no promises."""
    stage = CallbackStage()
    tomorrow = Period(at("2026-11-25 08:00"), at("2026-11-25 17:00"))
    assert not (await _noted(stage, ANNA)).may_have_promised(tomorrow)
    await stage.promised("2026-11-25 15:00")
    assert (await _noted(stage, ANNA)).may_have_promised(tomorrow)
    assert not (await _noted(stage, BO)).may_have_promised(tomorrow)


async def test_the_second_promise_of_a_day_writes_nothing_more() -> None:
    """It is noted to the end of its day."""
    stage = CallbackStage()
    await stage.promised("2026-11-25 11:00")
    before = await stage.books.load(ANNA)
    await stage.promised("2026-11-25 15:00")
    assert await stage.books.load(ANNA) == before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["promise", "leave", "offer", "accept", "done", "undo", "later"]),
        st.integers(min_value=0, max_value=4),
        st.sampled_from(["2026-11-24 15:00", "2026-11-26 11:00", "2026-12-03 16:00"]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(STEPS)
def test_whatever_is_done_every_open_promise_is_borne_in_mind(steps: list[tuple[str, int, str]]) -> None:
    """S7: made, left, handed over, postponed, taken up again: no diversion over it misses it."""

    async def run() -> None:
        stage = CallbackStage()
        known: list[Callback] = []
        for number, (what, which, due) in enumerate(steps):
            with suppress(PolicyError):
                await _does(stage, known, what, which, due, turn=f"t{number}")
        for holder in (ANNA, NILS):
            book = await _noted(stage, holder)
            for promise in await stage.callbacks.mine(holder):
                assert book.may_have_promised(Period(promise.next_due_at - timedelta(minutes=1), promise.next_due_at))

    asyncio.run(run())


async def _does(stage: CallbackStage, known: list[Callback], what: str, which: int, due: str, *, turn: str) -> None:
    if what == "promise":
        known.append(await stage.promised(due))
        return
    if what == "leave":
        known.append(await stage.left(VERA))
        return
    if not known:
        return
    place = place_of(known[which % len(known)])
    if what == "offer":
        await stage.handover.offer(ANNA, [place], NILS, turn=turn, now=NOW)
    elif what == "accept":
        found = (await stage.handover.desk.find(place)).value
        await stage.handover.accept(NILS, place, found.events[-1].id if found.events else "", turn=turn, now=NOW)
    elif what == "done":
        await stage.callbacks.done(ANNA, place, turn=f"done-{place.id}", now=NOW)
    elif what == "undo":
        await stage.callbacks.undo(ANNA, place, f"done-{place.id}", turn=turn, now=NOW)
    else:
        await stage.callbacks.change(ANNA, place, wanted(due), turn=turn, now=NOW, keep=True)


async def test_duty_is_borne_in_mind_before_it_is_there() -> None:
    """A2: Lo is no member of the group, and a meeting of hers is looked at with it; afterwards it is no more."""
    stage = CoverageStage()
    await stage.diverts(ANNA, diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 15:00"))
    await stage.looks()
    noted: list[bool] = []

    async def look() -> None:
        noted.append([one.group for one in (await stage.diversions.load(LO)).value.duties] == [GROUP])

    stage.cases.before_save = look
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t", now=stage.now)
    assert noted == [True]
    book = (await stage.diversions.load(LO)).value
    assert stage.facts.answered_by(book, now=stage.now) == (GROUP,)
    assert stage.facts.answered_by(book, now=stage.now + timedelta(days=2)) == ()
    assert book.kept_until == as_utc(at("2026-11-25 01:00"))


@settings(deadline=None, max_examples=60)
@given(st.tuples(*(st.none() | ABSENCES for _ in PEOPLE)), ABSENCES, st.integers(min_value=1, max_value=3))
def test_reading_no_more_than_is_needed_foresees_what_reading_everything_would(
    away: tuple[tuple[datetime, datetime] | None, ...], mine: tuple[datetime, datetime], minimum: int
) -> None:
    """A2: whoever else is away, and however many are needed."""

    async def run() -> None:
        stage = CoverageStage(group(stretch("09:00", "15:00", minimum), members=PEOPLE))
        for person, span in zip(PEOPLE, away, strict=True):
            await stage.diverts(person, *([_absence(span)] if span is not None else []))
        before = (await stage.diversions.load(ANNA)).value
        after = replace(before, diversions=(_absence(mine),))
        everything = await stage.facts.of(GROUP)
        calendar, within = stage.directory.municipality.calendar, _changing(before, after)
        was = gaps(calendar, with_book(everything, before), within)
        would_be = gaps(calendar, with_book(everything, after), within)
        expected = [gap.period for gap in would_be if not any(one.holds(gap) for one in was)]
        foreseen = await stage.foresees(after)
        assert [gap.period for one in foreseen for gap in one.gaps] == expected

    asyncio.run(run())


def _changing(before: DiversionBook, after: DiversionBook) -> Period:
    """From the first to the last instant at which the two differ."""
    both = {one.period for one in before.diversions} ^ {one.period for one in after.diversions}
    ends = [one.end_at for one in both if one.end_at is not None]
    return Period(min(one.start_at for one in both), max(ends)) if both else Period(MOMENT, MOMENT + timedelta(hours=1))


def _absence(span: tuple[datetime, datetime]) -> Diversion:
    start, end = span
    return replace(diversion(Reason.MEETING, "2026-11-24 08:00", "2026-11-24 09:00"), period=Period(start, end))
