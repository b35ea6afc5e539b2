"""Use cases of handing over a shift at the switchboard: give it, take it over, take it back (V1-V3).

What is given is what the giver has taken. Nothing is lost if nobody takes it: those rows are free as soon as they are
handed over, and every desk shows them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from policy.access import at_switchboard
from policy.desk import require_operator
from policy.desk_book import DeskBook, HandOver
from policy.desk_hand_over import handed_over, taken_back, taken_over
from policy.desk_rows import DeskRow, Section, SectionSeen
from policy.errors import PolicyError
from policy.order_steps import end_of_working_day
from policy.organisation import Person, PersonId
from policy.periods import as_utc
from services.desk import DeskService
from services.desk_reading import parts_of
from services.ports import DESK_BOOK_PLACE

SOURCE = "desk_book"
"""The name of the book of claims and hand-overs among the outbox's sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What somebody has to hand over: the rows that they have taken, what else is open, and whom they can give it."""

    rows: tuple[DeskRow, ...]
    open: tuple[SectionSeen, ...]
    colleagues: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHandOver:
    """`can_reach` asks whether someone has a chat with the bot."""

    desk: DeskService
    can_reach: Callable[[PersonId], Awaitable[bool]]

    async def shift(self, actor: PersonId, *, now: datetime) -> Shift:
        """What the actor could hand over now, and to whom. Raises NotAllowed."""
        book = await self.desk.change_book(actor, lambda book, _me: book, now=now)
        rows, left = await self._rows(actor, now)
        people = self.desk.directory.municipality.people
        taken = _taken(book, actor, rows)
        return Shift(
            rows=taken,
            open=_open(taken, left),
            colleagues=tuple(people[one] for one in await self._reachable(actor)),
        )

    async def give(self, actor: PersonId, to: PersonId | None, note: str, *, turn: str, now: datetime) -> HandOver:
        """Hand the shift over, to one colleague or to whoever is next (None).

        Raises NotAllowed, or PolicyError at `to` or `note`: `desk.no_operator`, `desk.out_of_reach`,
        `desk.nobody_to_take`, `desk.nothing_to_hand_over`, `desk.note_too_long`.
        """
        municipality = self.desk.directory.municipality
        require_operator(municipality, actor)
        receivers = await self._receivers(actor, to)
        rows, left = await self._rows(actor, now)
        hand_over_id = hand_over_id_of(actor, turn)

        def step(book: DeskBook, _me: Person) -> DeskBook:
            taken = _taken(book, actor, rows)
            given = HandOver(
                id=hand_over_id,
                by=actor,
                to=to,
                note=note.strip(),
                rows=taken,
                open=_open(taken, left),
                made_at=as_utc(now),
                open_until=end_of_working_day(municipality.calendar, now, 1),
            )
            if not given.note and not given.rows and book.hand_over(hand_over_id) is None:
                raise PolicyError("desk.nothing_to_hand_over", field="note")
            return handed_over(book, given, receivers, now=now)

        book = await self.desk.change_book(actor, step, now=now)
        return _there(book, hand_over_id)

    async def take(self, actor: PersonId, hand_over_id: str, *, now: datetime, shown_on: str | None = None) -> HandOver:
        """Take the shift over: what it holds is the actor's. Raises NotAllowed, or PolicyError with who was first."""
        municipality = self.desk.directory.municipality

        def step(book: DeskBook, me: Person) -> DeskBook:
            return taken_over(book, municipality, hand_over_id, me, now=now, shown_on=shown_on)

        book = await self.desk.change_book(actor, step, now=now)
        return _there(book, hand_over_id)

    async def take_back(
        self, actor: PersonId, hand_over_id: str, *, now: datetime, shown_on: str | None = None
    ) -> HandOver:
        """Take back what one has handed over, while nobody has taken it. Raises NotAllowed or PolicyError."""
        municipality = self.desk.directory.municipality

        def step(book: DeskBook, me: Person) -> DeskBook:
            return taken_back(book, municipality, hand_over_id, me, now=now, shown_on=shown_on)

        book = await self.desk.change_book(actor, step, now=now)
        return _there(book, hand_over_id)

    async def show(self, actor: PersonId, hand_over_id: str) -> HandOver:
        """A hand-over, to whom it concerns. Raises NotAllowed, or PolicyError `desk.hand_over_gone`."""
        require_operator(self.desk.directory.municipality, actor)
        loaded = await self.desk.book.load(DESK_BOOK_PLACE)
        found = None if loaded is None else loaded.value.hand_over(hand_over_id)
        if found is None or (found.to not in (None, actor) and found.by != actor):
            raise PolicyError("desk.hand_over_gone")
        return found

    async def _receivers(self, actor: PersonId, to: PersonId | None) -> Sequence[PersonId]:
        people = self.desk.directory.municipality.people
        if to is None:
            everyone = await self._reachable(actor)
            if not everyone:
                raise PolicyError("desk.nobody_to_take", field="to")
            return everyone
        if to == actor or to not in at_switchboard(self.desk.directory.municipality):
            raise PolicyError("desk.no_operator", field="to")
        if not await self.can_reach(to):
            raise PolicyError("desk.out_of_reach", field="to", params={"name": people[to].name})
        return (to,)

    async def _reachable(self, actor: PersonId) -> Sequence[PersonId]:
        operators = at_switchboard(self.desk.directory.municipality)
        return [one for one in operators if one != actor and await self.can_reach(one)]

    async def _rows(self, actor: PersonId, now: datetime) -> tuple[dict[str, DeskRow], tuple[SectionSeen, ...]]:
        sections = await self.desk.everything(actor, now=now)
        return {row.key: row for section in sections for row in section.rows}, sections


def hand_over_id_of(actor: PersonId, turn: str) -> str:
    """The id of the hand-over that a turn makes; what a turn is called is its own in one chat alone."""
    return blake2b(f"{actor} {turn}".encode(), digest_size=8).hexdigest()


def _taken(book: DeskBook, actor: PersonId, rows: dict[str, DeskRow]) -> tuple[DeskRow, ...]:
    """The rows that the actor has taken; of one that lies beyond what is read, no more than where it is kept.

    And those that they have handed over already, where nobody has taken or done them since.
    """
    taken = {one.row: rows.get(one.row) or _bare(one.row) for one in book.claims if one.by == actor}
    given = (row.key for one in book.hand_overs if one.by == actor and one.is_open for row in one.rows)
    return (*taken.values(), *(rows[key] for key in given if key in rows and book.claim_of(key) is None))


def _bare(key: str) -> DeskRow:
    section, partition, case, part = parts_of(key)
    return DeskRow(section=Section(section), partition=partition, id=case, part=part)


def _open(taken: Sequence[DeskRow], sections: Sequence[SectionSeen]) -> tuple[SectionSeen, ...]:
    """How much else is open in each section that has something."""
    mine = {row.key for row in taken}
    left = (replace(one, rows=(), more=sum(row.key not in mine for row in one.rows)) for one in sections)
    return tuple(one for one in left if one.more)


def _there(book: DeskBook, hand_over_id: str) -> HandOver:
    found = book.hand_over(hand_over_id)
    if found is None:
        raise PolicyError("desk.hand_over_gone")
    return found
