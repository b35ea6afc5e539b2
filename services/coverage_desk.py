"""Owns how a group's book is loaded, settled by the rules and saved again, for all who change it (M2).

What is decided and who is told of it are one document and one write. If nothing is new, nothing is written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.coverage import GroupFacts
from policy.coverage_alerts import looked, without_past
from policy.coverage_books import CoverageBook
from policy.coverage_candidates import possible_candidates
from policy.coverage_counting import awaits_counting, counted
from policy.coverage_line import out_of_reach
from policy.coverage_notices import told
from policy.coverage_sight import Sight, seen_of
from policy.coverage_steps import next_step_at
from policy.organisation import GroupId, PersonId
from policy.outgoing import Notification
from policy.periods import as_utc
from services.coverage_cases import AtHand
from services.coverage_facts import CoverageFacts, GroupNow, book_place
from services.ports import Cases, Directory, Place
from services.retrying import until_saved

SOURCE = "coverage"
"""The name of the groups' books among the outbox's sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDesk:
    """`delivered_soon` is called with a group's place once something to be told of it is saved."""

    cases: Cases[CoverageBook]
    facts: CoverageFacts
    directory: Directory
    can_reach: Callable[[PersonId], Awaitable[bool]]
    delivered_soon: Callable[[Place], None]

    async def at_hand(
        self,
        group: GroupId,
        *,
        beside: Iterable[PersonId] = (),
        asks: bool = False,
        now: datetime,
    ) -> AtHand:
        """The group as the rules leave it now, with where everyone is who could cover, and those `beside`.

        `asks`: also which of them the bot has a way to. Raises PolicyError `coverage.no_such_group`.
        """
        municipality, seen = self.directory.municipality, await self.facts.of(group)
        book = await self.settled(seen.facts, seen.book, now=now)
        people = {one.id for one in possible_candidates(municipality, seen.facts)}
        people |= {person for person in beside if person in municipality.people}
        books = await self.facts.books.load_many(sorted(people))
        reachable = [person for person in sorted(people) if await self.can_reach(person)] if asks else []
        return AtHand(
            municipality=municipality,
            seen=seen,
            book=book,
            facts=replace(
                seen.facts,
                shifts=book.shifts,
                people={**seen.facts.people, **{person: municipality.people[person] for person in people}},
                books={**seen.facts.books, **books},
            ),
            books=books,
            now=now,
            reachable=frozenset(reachable),
        )

    async def settled(self, facts: GroupFacts, book: CoverageBook, *, now: datetime) -> CoverageBook:
        """The book as it is after the rules have looked at the group, its duty shifts being those of the book."""
        sight = seen_of(self.directory.municipality, replace(facts, shifts=book.shifts), now=now)
        if sight.days or book.open_alerts:
            sight = replace(sight, books=await self.facts.books.load_many(sight.line))
        after, sight = await self._with_the_reachable(book, sight)
        return replace(after, next_step_at=next_step_at(after, sight))

    async def save(
        self,
        seen: GroupNow,
        after: CoverageBook,
        *,
        now: datetime,
        actor: PersonId | None = None,
        acted_on: date | None = None,
    ) -> CoverageBook:
        """Save the book with what is to be told of it, if anything is new; raises Conflict.

        Its day is counted up to now first, by the facts as they were (M1).
        """
        before = seen.book
        calendar = self.directory.municipality.calendar
        if seen.loaded is not None and after == before and not awaits_counting(calendar, seen.facts, before, now=now):
            return before
        after = without_past(told(before, after, now=now, actor=actor, acted_on=acted_on), as_utc(now))
        after = counted(calendar, seen.facts, after, now=now)
        after = replace(after, looked_at=as_utc(now))
        await self._bear_in_mind(seen.facts, after, now=now)
        await self.cases.save(seen.loaded, after)
        if after.outgoing.unsent:
            self.delivered_soon(book_place(after.group))
        return after

    async def _bear_in_mind(self, facts: GroupFacts, after: CoverageBook, *, now: datetime) -> None:
        """Note in people's books of diversions that they have duty here, before they have it (A2).

        So a diversion knows in which groups it has to look for gaps. Raises PolicyError `store.busy`.
        """
        ends: dict[PersonId, datetime] = {}
        for shift in after.shifts:
            if shift.period.end_at is not None and shift.period.end_at > as_utc(now):
                ends[shift.person] = max(shift.period.end_at, ends.get(shift.person, shift.period.end_at))
        for person, until in ends.items():
            known = facts.books.get(person)
            if known is None or known.on_duty(after.group, until, now=now) != known:
                await self._note_duty(person, after.group, until, now=now)

    async def _note_duty(self, person: PersonId, group: GroupId, until: datetime, *, now: datetime) -> None:
        async def attempt() -> None:
            loaded = await self.facts.books.load(person)
            noted = loaded.value.on_duty(group, until, now=now)
            if noted != loaded.value:
                await self.facts.books.save(loaded, noted)

        await until_saved(attempt)

    async def look(self, group: GroupId, *, now: datetime) -> None:
        """Look at the group and save what comes of it. Raises Conflict, or PolicyError `coverage.no_such_group`.

        A sweep's `now` is that of its beginning: if the group was looked at since, time doesn't go back for it.
        """
        seen = await self.facts.of(group)
        now = max(as_utc(now), seen.book.looked_at or as_utc(now))
        await self.save(seen, await self.settled(seen.facts, seen.book, now=now), now=now)

    async def _with_the_reachable(self, book: CoverageBook, sight: Sight) -> tuple[CoverageBook, Sight]:
        """The book looked at with nobody asked whom the bot has no way to, as long as there is somebody else."""
        known: set[PersonId] = set()
        while True:
            after = looked(book, sight)
            asked = {alert.asked for alert in after.open_alerts if alert.asked is not None} - known
            unreachable = {person for person in asked if not await self.can_reach(person)}
            if not unreachable:
                return after, sight
            known |= asked
            sight = replace(sight, unreachable=sight.unreachable | unreachable)


def bounced(book: CoverageBook, notification: Notification, now: datetime) -> CoverageBook:
    """The book once somebody could not be told: if they are asked it is looked at again at once, and put to the next.

    An outbox's `bounced`: the sweep, which knows where the others are, does that.
    """
    day = notification.params.get("on", "")
    alert = next((one for one in book.open_alerts if one.on.isoformat() == day and one.asked == notification.to), None)
    if alert is None or alert.handled_at is not None:
        return book
    passed = out_of_reach(alert, notification.to)
    if passed == alert:
        return book
    alerts = tuple(passed if one.on == alert.on else one for one in book.alerts)
    return replace(book, alerts=alerts, next_step_at=as_utc(now))
