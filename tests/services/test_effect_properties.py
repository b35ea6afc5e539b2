"""Whatever happens, in whatever order: once all is well again the far end stands as the diversion book says (A3)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.effects import HELD_FOR
from policy.errors import PolicyError
from policy.periods import as_utc
from policy.reasons import Reason
from tests.policy.small_town import ANNA, small_town
from tests.services.diversion_stage import wanted
from tests.services.effect_stage import STATUS, EffectStage
from tests.services.set_elsewhere import Fault

MINUTES = st.sampled_from([1, 20, 60, 180, 900])
AHEAD = st.sampled_from([0, 0, 0, 20, 180])
STEPS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from([Reason.LUNCH, Reason.SICK, Reason.MEETING]), AHEAD, MINUTES),
    st.tuples(st.just("set_less"), st.just(Reason.TRAINING), AHEAD, MINUTES),
    st.tuples(st.sampled_from(["end", "undo", "off", "on", "own", "sweep", "other_sweeps", "follows", "again"])),
    st.tuples(st.just("time"), MINUTES),
    st.tuples(st.just("fault"), st.sampled_from(Fault)),
    st.tuples(st.sampled_from(["slow", "quick", "dies"])),
)


class Life:
    """Anna's, with one far end."""

    def __init__(self) -> None:
        self.stage = EffectStage(in_a_turn=0)
        self.other = self.stage.process(in_a_turn=0)
        self.own = ""
        """What she herself set there last."""
        self.change = ""
        self.texts = 0

    async def does(self, what: str, *how: object) -> None:
        """One step, which may be refused."""
        self.stage.now += timedelta(seconds=1)
        try:
            await self._does(what, *how)
        except PolicyError:
            return

    async def _does(self, what: str, *how: object) -> None:
        stage, far_end = self.stage, self.stage.far_end
        if what in ("set", "set_less"):
            await self._sets(what, *how)
        elif what == "end":
            self.change = (await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)).change_id
        elif what == "undo":
            await stage.diversions.undo(ANNA, ANNA, change_id=self.change, turn=stage.turn(), now=stage.now)
        elif what in ("on", "off"):
            chosen, none = frozenset({STATUS}), frozenset[object]()
            on, off = (chosen, none) if what == "on" else (none, chosen)
            await stage.effects.choose(ANNA, on=on, off=off, now=stage.now)  # type: ignore[arg-type]
        elif what == "again":
            await stage.effects.try_again(ANNA, now=stage.now)
        elif what == "own":
            self.texts += 1
            self.own = f"text {self.texts}"
            far_end.is_changed_by(ANNA, self.own)
        elif what == "time":
            # A carrier has ten seconds, by a clock that isn't this one.
            far_end.times_out()
            await asyncio.sleep(0.001)
            stage.now += timedelta(minutes=int(str(how[0])))
        elif what == "fault":
            far_end.faults.append(Fault(str(how[0])))
        else:
            await self._happens(what)

    async def _happens(self, what: str) -> None:
        stage, far_end = self.stage, self.stage.far_end
        if what == "sweep":
            await self._without_waiting(stage.effects.sweep(now=stage.now))
        elif what == "other_sweeps":
            await self._without_waiting(self.other.sweep(now=stage.now))
        elif what == "follows":
            await self._without_waiting(stage.does_what_follows())
        elif what == "slow":
            far_end.slow = far_end.slow or asyncio.Event()
        elif what == "quick":
            self._quick()
        elif what == "dies":
            self._quick()
            for task in [one for one in asyncio.all_tasks() if one.get_name() == "carrying out"]:
                task.cancel()
            while stage.after:
                stage.after.pop().close()

    async def _sets(self, what: str, *how: object) -> None:
        stage = self.stage
        reason, begins, lasts = Reason(str(how[0])), int(str(how[1])), int(str(how[2])) + 1
        start = stage.now + timedelta(minutes=begins)
        end = None if reason is Reason.SICK and lasts == 1 else start + timedelta(minutes=lasts)
        also = () if what == "set_less" else None
        asked = wanted(reason, _local(start), None if end is None else _local(end), also=also)
        turn = stage.turn()
        outcome = await stage.diversions.set(ANNA, asked, change_id=turn, now=stage.now)
        if not outcome.saved:
            asked = replace(asked, seen=outcome.to_be_seen)
            await stage.diversions.set(ANNA, asked, change_id=turn, now=stage.now)
        self.change = turn

    async def _without_waiting(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin it, and go on without its end where the far end is slow."""
        task = asyncio.create_task(work)
        await asyncio.wait([task], timeout=0.002 if self.stage.far_end.slow is not None else None)

    def _quick(self) -> None:
        slow, self.stage.far_end.slow = self.stage.far_end.slow, None
        if slow is not None:
            slow.set()

    async def all_is_well_again(self) -> None:
        """No more faults, and time for what is under way and to be tried again."""
        self._quick()
        stage = self.stage
        stage.far_end.faults.clear()
        for _ in range(50):
            await asyncio.sleep(0)
        await stage.does_what_follows()
        for _ in range(3):
            stage.now += HELD_FOR + timedelta(minutes=1)
            await stage.sweeps()
            await stage.effects.try_again(ANNA, now=stage.now)
            await stage.does_what_follows()

    def stands_as_the_book_says(self) -> None:
        """By the book alone: what runs, or what came to its end before she can be reached again."""
        book, now, stands = self.stage.books[ANNA], as_utc(self.stage.now), self.stage.far_end[ANNA]
        running = book.running(now)
        chosen = STATUS in book.effects.chosen
        if running is not None and chosen and running.also is None:
            assert stands.ours is not None or stands.own == self.own != ""
            assert stands.ours is None or stands.ours.diversion == running.id
        elif running is not None or not chosen:
            assert (stands.ours, stands.own) == (None, self.own)
        elif stands.ours is None:
            assert stands.own == self.own
        else:
            ends_at, back_at = stands.ours.ends_at, stands.ours.back_at
            assert ends_at is not None
            assert ends_at <= now
            assert back_at is None or now < back_at
            change = book.last_change
            if change is not None and not change.undone_by:
                assert stands.ours.diversion not in {one.shown.diversion for one in change.stood}
            assert not small_town().calendar.is_working_time(now, small_town().people[ANNA].hours)


def _local(instant: object) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}"


@settings(deadline=None, max_examples=60)
@given(st.lists(STEPS, max_size=14))
def test_the_far_end_stands_as_the_book_says(steps: list[tuple[object, ...]]) -> None:
    """Set, changed, ended, undone, chosen, by time and by hand, with everything that goes wrong meanwhile."""

    async def lives() -> None:
        life = Life()
        await life.does("on")
        for what, *how in steps:
            await life.does(str(what), *how)
        await life.all_is_well_again()
        life.stands_as_the_book_says()
        assert life.stage.books[ANNA].effects.waiting == ()
        assert life.stage.far_end.broken == []

    asyncio.run(lives())
