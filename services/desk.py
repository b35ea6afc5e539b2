"""Use cases of the switchboard's desk: open it, take a row and let it go, and keep every open desk up to date (V1-V3).

Only operators have a desk. What is done about a row is its own subject's business; here is only shown what there is
to do and who has taken what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from policy.access import at_switchboard, has_role
from policy.coverage_candidates import closed_diversions
from policy.desk import Desk, Shown, is_calm, kept_up, keys_of, let_be, opened, require_operator, waiting_for
from policy.desk_book import NOTHING_TAKEN, DeskBook, claimed, released, without_rows
from policy.desk_hand_over import tidied
from policy.desk_rows import SectionSeen, fitted
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import Person, PersonId, Role
from services.desk_reading import DeskReading, Reading
from services.ports import DESK_BOOK_PLACE, DESK_ID, Cases, Directory, DiversionRepository, Loaded, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep

SOURCE = "desk"
"""The name of the operators' desks among the outbox's sources."""
Step = Callable[[DeskBook, Person], DeskBook]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskService:
    """`deliver_soon` is called with a desk's place once its card is to be changed, `book_soon` once a hand-over's is;
    `changed` once the other desks may show something else.
    """

    desks: Cases[Desk]
    book: Cases[DeskBook]
    reading: DeskReading
    diversions: DiversionRepository
    directory: Directory
    deliver_soon: Callable[[Place], None]
    book_soon: Callable[[Place], None]
    changed: Callable[[], None]

    async def open(self, actor: PersonId, *, now: datetime) -> Desk:
        """The actor's desk as it is now, kept up from now on. Raises NotAllowed."""
        require_operator(self.directory.municipality, actor)
        reading = await self.reading.read(whose=[actor], now=now)
        shown = self._shown(actor, reading, await self._tidy(now), now)

        async def attempt() -> Desk:
            loaded = await self.desks.load(desk_place(actor))
            before = None if loaded is None else loaded.value
            after = opened(before, actor, shown, self.directory.municipality.calendar, now=now)
            return (await self.desks.save(loaded, after)).value

        return await until_saved(attempt)

    async def everything(self, actor: PersonId, *, now: datetime) -> tuple[SectionSeen, ...]:
        """All that is read for the actor's desk, also what has no room on it. Raises NotAllowed."""
        require_operator(self.directory.municipality, actor)
        return (await self.reading.read(whose=[actor], now=now)).of(actor)

    async def claim(self, actor: PersonId, row: str, *, now: datetime) -> None:
        """Take a row, so that the others see it. Raises NotAllowed, or PolicyError: `desk.claimed_already` with who
        was first, `desk.row_gone` where there is nothing more to do.
        """
        require_operator(self.directory.municipality, actor)
        if not await self.reading.is_open(row, now=now):
            raise PolicyError("desk.row_gone")
        await self.change_book(
            actor, lambda book, me: claimed(book, self.directory.municipality, row, me, now=now), now=now
        )

    async def release(self, actor: PersonId, row: str, *, now: datetime) -> None:
        """Let a row go. Raises NotAllowed, also for what somebody else has taken."""
        await self.change_book(actor, lambda book, me: released(book, self.directory.municipality, row, me.id), now=now)

    async def change_book(self, actor: PersonId, step: Step, *, now: datetime) -> DeskBook:
        """Take a step with what is taken, as it holds now. Raises NotAllowed, and what the step does."""
        municipality = self.directory.municipality
        require_operator(municipality, actor)

        async def attempt() -> DeskBook:
            loaded = await self.book.load(DESK_BOOK_PLACE)
            before = NOTHING_TAKEN if loaded is None else loaded.value
            tidy = tidied(before, away=await self._away(before, now), now=now)
            return await self._save_book(loaded, step(tidy, municipality.people[actor]))

        book = await until_saved(attempt)
        self.changed()
        return book

    async def left_behind(self, actor: PersonId, *, now: datetime) -> int:
        """How many rows the actor has taken who can't be at them any more; none for who is there, or no operator."""
        if not has_role(self.directory.municipality, actor, Role.SWITCHBOARD):
            return 0
        loaded = await self.book.load(DESK_BOOK_PLACE)
        book = NOTHING_TAKEN if loaded is None else tidied(loaded.value, now=now)
        taken = sum(one.by == actor for one in book.claims)
        return taken if taken and actor in await self._away(book, now) else 0

    async def keep_up(self, *, now: datetime) -> bool:
        """Bring every open desk up to date. Gives whether all are: one that was changed just now has to wait."""
        open_desks = await self.desks.among(None, is_fresh=1)
        if not open_desks:
            return True
        whose = [one.value.person for one in open_desks]
        reading, book = await self.reading.read(whose=whose, now=now), await self._tidy(now)
        waits = False
        for loaded in open_desks:
            # What is as it should be, which most are, is not read again.
            if self._as_it_should_be(loaded.value, reading, book, now) != loaded.value:
                place = desk_place(loaded.value.person)
                waits |= not await until_saved(partial(self._keep_up, place, reading, book, now))
        return not waits

    async def sweep_book(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Let go of claims and hand-overs whose time is over; gives whether the book was looked at."""

        async def visit(_place: Place) -> None:
            await self._tidy(now)
            self.changed()

        return await sweep(self.book.steps_due(now), visit, what="desk_book", hold=hold)

    async def _keep_up(self, place: Place, reading: Reading, book: DeskBook, now: datetime) -> bool:
        """Whether the desk shows what it should."""
        loaded = await self.desks.load(place)
        if loaded is None:
            return True
        after = self._as_it_should_be(loaded.value, reading, book, now)
        if after is None:
            await self.desks.erase(loaded)
            return True
        if after == loaded.value:
            return True
        if after.is_kept_up and not is_calm(loaded.value, now=now):
            return False
        saved = (await self.desks.save(loaded, after)).value
        if saved.outgoing.unsent:
            self.deliver_soon(place)
        return True

    def _as_it_should_be(self, desk: Desk, reading: Reading, book: DeskBook, now: datetime) -> Desk | None:
        """The desk as it should be now; None for who is no operator any more."""
        if not has_role(self.directory.municipality, desk.person, Role.SWITCHBOARD):
            return None
        return kept_up(let_be(desk, now=now), self._shown(desk.person, reading, book, now), now=now)

    def _shown(self, person: PersonId, reading: Reading, book: DeskBook, now: datetime) -> Shown:
        sections = fitted(reading.of(person))
        keys = keys_of(sections)
        claims = sorted((one for one in book.claims if one.row in keys), key=lambda one: one.row)
        return Shown(sections=sections, claims=tuple(claims), waiting=waiting_for(person, book.hand_overs, now=now))

    async def _tidy(self, now: datetime) -> DeskBook:
        """The book without what holds no more, and without claims of what is done."""
        done: dict[str, bool] = {}

        async def attempt() -> DeskBook:
            loaded = await self.book.load(DESK_BOOK_PLACE)
            if loaded is None:
                return NOTHING_TAKEN
            before = loaded.value
            for row in {one.row for one in before.claims} - done.keys():
                done[row] = not await self.reading.is_open(row, now=now)
            after = tidied(before, away=await self._away(before, now), now=now)
            return await self._save_book(loaded, without_rows(after, [row for row, is_done in done.items() if is_done]))

        return await until_saved(attempt)

    async def _save_book(self, loaded: Loaded[DeskBook] | None, book: DeskBook) -> DeskBook:
        if book == (NOTHING_TAKEN if loaded is None else loaded.value):
            return book
        saved = (await self.book.save(loaded, book)).value
        if saved.outgoing.unsent:
            self.book_soon(DESK_BOOK_PLACE)
        return saved

    async def _away(self, book: DeskBook, now: datetime) -> frozenset[PersonId]:
        """Those who have taken something and can't be at it: diverted just now, or no operators any more."""
        claimers = sorted({one.by for one in book.claims})
        if not claimers:
            return frozenset()
        operators = frozenset(at_switchboard(self.directory.municipality))
        books = await self.diversions.load_many(claimers)
        return frozenset(one for one in claimers if one not in operators or _is_diverted(books[one], now))


def desk_place(person: PersonId) -> Place:
    """Where an operator's desk is."""
    return Place(str(person), DESK_ID)


def _is_diverted(book: DiversionBook, now: datetime) -> bool:
    return any(period.contains(now) for period in closed_diversions(book))
