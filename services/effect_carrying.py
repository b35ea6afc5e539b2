"""Owns one carrying out of what somebody's diversion also sets: asks the carriers, all at once, and saves how it ended.

Who carries out has put their name on each row in the book, and for a while it is nobody else's; what they save after
that while, or after somebody else has begun, changes nothing. Where something else is wanted by the time that it has
ended, they go on with that. So nothing older is carried out after something newer.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from policy.diversions import DiversionBook
from policy.effect_decisions import Ground, begun, begun_by, decided, ended, kept
from policy.effects import HELD_FOR, EffectEnd, EffectKind, EffectOutcome, EffectRow
from policy.organisation import Person, PersonId
from services.effect_ports import EffectBooks, EffectCarrier, InForce, NotKept, Phrases, Wanted
from services.effect_word import Word
from services.ports import Directory, Loaded
from services.retrying import until_saved
from services.sweeping import seconds_passed

log = logging.getLogger(__name__)

CARRIER_HAS = 10.0
"""Seconds."""
BEGINS_WITHIN = HELD_FOR.total_seconds() - CARRIER_HAS - 5
"""How long after it was begun in the book a carrier may still be asked: its time is over well before somebody else's
can begin, whatever clocks differ."""
Ended = Callable[[EffectKind, EffectOutcome], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What it takes to carry out. `ended` is told how each attempt went, for the metrics."""

    books: EffectBooks
    directory: Directory
    carriers: Mapping[EffectKind, EffectCarrier]
    phrases: Phrases
    ended: Ended

    def ground_of(self, person_id: PersonId) -> Ground | None:
        """What decisions about somebody stand on; None for who is not in the directory."""
        municipality = self.directory.municipality
        person = municipality.people.get(person_id)
        if person is None:
            return None
        return Ground(municipality=municipality, person=person, kinds=frozenset(self.carriers))


class Carrying:
    """One who carries out, for one person, what the book says that they have begun."""

    def __init__(self, means: Means, saved: Loaded[DiversionBook], by: str, *, now: datetime) -> None:
        self.saved = saved
        self._means = means
        self._person = saved.value.person
        self._by = by
        self._now = now
        self._seconds = self._begun_at = seconds_passed()
        self._saving = asyncio.Lock()
        self._tasks: dict[asyncio.Task[EffectEnd | None], EffectRow] = {}
        self._start()

    @property
    def is_under_way(self) -> bool:
        """Whether something has not ended."""
        return bool(self._tasks)

    async def within(self, seconds: float, word: Word) -> None:
        """Wait so long for all of it to end, and save how what has ended did."""
        if self._tasks:
            done, _ = await asyncio.wait(self._tasks, timeout=seconds)
            await self._settle(done, word)

    async def to_the_end(self, word: Word) -> None:
        """Go on until nothing is left that can be done now."""
        while self._tasks:
            done, _ = await asyncio.wait(self._tasks)
            await self._settle(done, word)

    def _time(self) -> datetime:
        return self._now + timedelta(seconds=seconds_passed() - self._seconds)

    def _start(self) -> None:
        at_it = {row.kind for row in self._tasks.values()}
        for row in begun_by(self.saved.value, self._by):
            if row.kind not in at_it and row.kind in self._means.carriers:
                self._tasks[asyncio.create_task(self._carry_out(row), name="carrying out")] = row

    async def _carry_out(self, row: EffectRow) -> EffectEnd | None:
        """Ask the carrier; None where it is too late for that, or the person is gone: then it is another's."""
        person = self._means.directory.municipality.people.get(self._person)
        if person is None or seconds_passed() - self._begun_at > BEGINS_WITHIN:
            return None
        wanted, carrier = self._wanted(person, row), self._means.carriers[row.kind]
        try:
            async with asyncio.timeout(CARRIER_HAS):
                end = await carrier.carry_out(wanted, row.memo, keep=partial(self._keep, row), within=CARRIER_HAS)
        except (NotKept, TimeoutError):
            end = EffectEnd(outcome=EffectOutcome.LATER)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a carrier, the diversion stands
            log.error("a carrier failed", extra={"kind": row.kind.value, "error": type(error).__name__})
            end = EffectEnd(outcome=EffectOutcome.LATER)
        self._means.ended(row.kind, end.outcome)
        return end

    def _wanted(self, person: Person, row: EffectRow) -> Wanted:
        return Wanted(
            person=person,
            version=row.version,
            decided_at=row.decided_at,
            absence=None if row.shown is None else self._in_force(person, row),
        )

    def _in_force(self, person: Person, row: EffectRow) -> InForce | None:
        shown = row.shown
        if shown is None:
            return None
        people = self._means.directory.municipality.people
        stand_in = None if shown.answers_instead is None else people.get(shown.answers_instead)
        said = self._means.phrases(person, shown, stand_in, at=row.decided_at)
        return InForce(
            diversion=shown.diversion,
            start_at=shown.start_at,
            ends_at=shown.ends_at,
            back_at=shown.back_at,
            reason=shown.reason,
            open_line=shown.open_line,
            answers_instead=stand_in,
            short=said.short,
            long=said.long,
        )

    async def _keep(self, row: EffectRow, memo: str) -> None:
        """Save what stood before, if what is being carried out is still ours."""

        def remembering(book: DiversionBook) -> DiversionBook:
            remembered = kept(book, row, memo)
            if remembered is None:
                raise NotKept
            return remembered

        await self._save(remembering)

    async def _settle(self, done: set[asyncio.Task[EffectEnd | None]], word: Word) -> None:
        """Save how these ended, with word of it, and go on with what is wanted instead by now."""
        ends = {self._tasks.pop(task): task.result() for task in done}
        if not any(ends.values()):
            return
        began = seconds_passed()

        def told(book: DiversionBook) -> DiversionBook:
            now, ground = self._time(), self._means.ground_of(self._person)
            after = book
            for row, end in ends.items():
                after = after if end is None else ended(after, row, end, late=random.random(), now=now)  # noqa: S311 - jitter
            if ground is not None:
                after = begun(decided(after, ground, now=now), ground, by=self._by, now=now)
            return word.with_word(book, after, now=now)

        await self._save(told)
        if begun_by(self.saved.value, self._by):
            self._begun_at = began
            self._start()

    async def _save(self, changed: Callable[[DiversionBook], DiversionBook]) -> None:
        """Save the book as changed, unless it was erased: that comes not back."""

        async def attempt() -> Loaded[DiversionBook]:
            loaded = known.pop() if known else await self._means.books.load(self._person)
            book = loaded.value if loaded.etag is None else changed(loaded.value)
            return loaded if book == loaded.value else await self._means.books.save(loaded, book)

        async with self._saving:
            known = [self.saved]
            self.saved = await until_saved(attempt)
