"""Use cases of the alert: what those who are told of a gap do about it (A2, M2).

It carries facts to `policy` and decisions away. Each act is authorised here, looks at the group as it is now before it
decides, and is safe to repeat. Who comes second to a gap is told who was first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.coverage_acts import accept, handled, open_alert, remind, with_alert
from policy.coverage_books import Answer, CoverageAlert, CoverageBook, Ending
from policy.coverage_invitations import appoint, confirm, decline, invite, take, was_done_by
from policy.errors import PolicyError
from policy.organisation import GroupId, PersonId
from policy.periods import Period
from services.coverage_access import groups_led, leads, opened_it, require_leader, require_sight, require_taker
from services.coverage_cases import AtHand, could_cover, parts_to_take, to_appoint
from services.coverage_desk import CoverageDesk
from services.coverage_facts import book_place
from services.coverage_outcomes import AlertOutcome, Done, outcome
from services.retrying import until_saved

Decide = Callable[[AtHand], tuple[CoverageBook, Done]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAlerts:
    """What can be done about the gaps of a group on a day.

    Each raises PolicyError `coverage.no_such_group`, `coverage.no_alert`, `coverage.over` or `store.busy`, and
    NotAllowed for who may not do it.
    """

    desk: CoverageDesk

    async def show(self, actor: PersonId, group: GroupId, on: date, *, now: datetime) -> AlertOutcome:
        """The alert as the actor may see it; raises NotAllowed `coverage.not_yours` to whom it doesn't concern."""
        at_hand = await self.desk.at_hand(group, beside=(actor,), now=now)
        alert = at_hand.seen.book.alert_of(on)
        if alert is None:
            raise PolicyError("coverage.no_alert")
        require_sight(at_hand.municipality, actor, at_hand.facts, alert)
        return outcome(replace(at_hand, book=at_hand.seen.book), on, actor, Done.SHOWN)

    async def ask_colleagues(
        self, actor: PersonId, group: GroupId, on: date, *, turn: str, now: datetime
    ) -> AlertOutcome:
        """Ask everyone able to cover who hasn't been asked: as one of the line, or as whose own absence opened it.

        Raises PolicyError `coverage.nobody_to_ask`.
        """

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            alert = open_alert(at_hand.book, on)
            if not opened_it(actor, alert):
                require_leader(at_hand.municipality, actor, at_hand.group)
            able = [one.person.id for one in could_cover(at_hand, on) if one.person.id in at_hand.reachable]
            book = invite(at_hand.book, on, able, by=actor, now=now)
            if book == at_hand.book:
                if not any(one.answer is Answer.ASKED for one in alert.invitations):
                    raise PolicyError("coverage.nobody_to_ask")
                return book, Done.NOBODY_NEW
            if leads(at_hand.municipality, actor, at_hand.group):
                book = with_alert(book, handled(open_alert(book, on), actor, now))
            return book, Done.ASKED

        return await self._act(actor, group, on, decide, now=now, asks=True)

    async def appoint(
        self, actor: PersonId, group: GroupId, on: date, person: PersonId, *, turn: str, now: datetime
    ) -> AlertOutcome:
        """Put somebody down for all that they could cover in their working hours; they are told, and may decline.

        Raises PolicyError `person.unknown`, `coverage.cannot_cover` or `coverage.out_of_reach` at `person`.
        """
        if person == actor:
            return await self.take(actor, group, on, turn=turn, now=now)

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            require_leader(at_hand.municipality, actor, at_hand.group)
            if was_done_by(at_hand.book, turn):
                return at_hand.book, Done.APPOINTED
            periods = to_appoint(at_hand, on, person)
            book = appoint(at_hand.book, on, person, periods, by=actor, turn=turn, now=now)
            return with_alert(book, handled(open_alert(book, on), actor, now)), Done.APPOINTED

        return await self._act(actor, group, on, decide, now=now, beside=(person,), asks=True)

    async def take(
        self, actor: PersonId, group: GroupId, on: date, *, part: Period | None = None, turn: str, now: datetime
    ) -> AlertOutcome:
        """Take what is left of it, or a part; who is first has it. Who was put down for it says yes to that.

        Raises PolicyError `coverage.taken` with the name of who was first, or at `part`: `coverage.not_in_gap`,
        `coverage.diverted_then`, `coverage.counts_already`.
        """

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            alert = at_hand.book.alert_of(on)
            person = require_taker(at_hand.municipality, actor, at_hand.facts, alert)
            if was_done_by(at_hand.book, turn) or (alert is not None and _has_taken_it(alert, actor)):
                return at_hand.book, Done.TAKEN
            confirmed = confirm(at_hand.book, on, actor, now=now)
            if part is None and confirmed != at_hand.book:
                return confirmed, Done.TAKEN
            periods = parts_to_take(at_hand, on, person, part)
            book = take(at_hand.book, on, actor, periods, turn=turn, now=now)
            if leads(at_hand.municipality, actor, at_hand.group):
                book = with_alert(book, handled(open_alert(book, on), actor, now))
            return book, Done.TAKEN

        return await self._act(actor, group, on, decide, now=now)

    async def decline(
        self, actor: PersonId, group: GroupId, on: date, *, note: str = "", turn: str, now: datetime
    ) -> AlertOutcome:
        """Say no to what one was asked or put down for, or has taken; raises PolicyError `coverage.not_invited`."""

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            return decline(at_hand.book, on, actor, note=note, now=now), Done.DECLINED

        return await self._act(actor, group, on, decide, now=now)

    async def accept_gap(
        self,
        actor: PersonId,
        group: GroupId,
        on: date,
        *,
        reason: str,
        until_on: date | None = None,
        turn: str,
        now: datetime,
    ) -> AlertOutcome:
        """Let the gaps be, with a reason, through `until_on` or to their own end; raises PolicyErrors at the fields."""

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            require_leader(at_hand.municipality, actor, at_hand.group)
            calendar = at_hand.municipality.calendar
            book = accept(at_hand.book, on, by=actor, reason=reason, until_on=until_on, calendar=calendar, now=now)
            return book, Done.ACCEPTED

        return await self._act(actor, group, on, decide, now=now)

    async def remind_later(
        self, actor: PersonId, group: GroupId, on: date, *, at: datetime, turn: str, now: datetime
    ) -> AlertOutcome:
        """Have it sound again at an instant before it ends; raises PolicyError at `at`."""

        def decide(at_hand: AtHand) -> tuple[CoverageBook, Done]:
            require_leader(at_hand.municipality, actor, at_hand.group)
            return remind(at_hand.book, on, by=actor, at=at, now=now), Done.LATER

        return await self._act(actor, group, on, decide, now=now)

    async def open_alerts(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The alerts that have not ended of the groups that the actor leads, the nearest first."""
        municipality = self.desk.directory.municipality
        places = [book_place(group) for group in groups_led(municipality, actor)]
        found: list[AlertOutcome] = []
        for book in await self.desk.cases.load_many(places):
            if book.open_alerts:
                at_hand = await self.desk.at_hand(book.group, now=now)
                at_hand = replace(at_hand, book=at_hand.seen.book)
                found += [outcome(at_hand, alert.on, actor, Done.SHOWN) for alert in at_hand.book.open_alerts]
        return sorted(found, key=lambda one: one.alert.open[0].gap.period.start_at)

    async def _act(
        self,
        actor: PersonId,
        group: GroupId,
        on: date,
        decide: Decide,
        *,
        now: datetime,
        beside: tuple[PersonId, ...] = (),
        asks: bool = False,
    ) -> AlertOutcome:
        """What the decision comes to. Two who come at once: the second decides again, on what the first has left."""

        async def attempt() -> AlertOutcome:
            at_hand = await self.desk.at_hand(group, beside=(actor, *beside), asks=asks, now=now)
            decided, done = decide(at_hand)
            after = await self.desk.settled(at_hand.facts, decided, now=now)
            after = await self.desk.save(at_hand.seen, after, now=now, actor=actor, acted_on=on)
            left = replace(at_hand, book=after, facts=replace(at_hand.facts, shifts=after.shifts))
            return outcome(left, on, actor, done)

        return await until_saved(attempt)


def _has_taken_it(alert: CoverageAlert, actor: PersonId) -> bool:
    """Whether nothing is left to take because the actor has said that they do."""
    return alert.ending is Ending.COVERED and any(
        one.person == actor and one.answer is Answer.TOOK and one.answered_at is not None for one in alert.invitations
    )
