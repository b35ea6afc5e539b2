"""An answer group of the small town under watch, played by the rules alone: an outbox takes in what is told.

Bygglov, phone hours 9–15 on weekdays, Anna its only member. Bo leads its unit, Dag is his deputy, Karin leads the unit
above. Lo Lund and Mia Mo work in the unit too. `looks` and `goes_on_until` take local times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from policy.answer_groups import AnswerGroup
from policy.coverage import GroupFacts
from policy.coverage_alerts import looked
from policy.coverage_books import CoverageAlert, CoverageBook
from policy.coverage_notices import told
from policy.coverage_sight import Sight, seen_of
from policy.coverage_steps import next_step_at
from policy.coverage_terms import CoverageTerms
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar
from tests.policy.counted_group import TUESDAY, group
from tests.policy.small_town import ANNA, BUILDING, ZONE, at, small_town

LO, MIA = PersonId("lo"), PersonId("mia")


def watched_town(*groups: AnswerGroup, calendar: WorkingCalendar | None = None, **terms: Any) -> Municipality:
    """The small town with Lo and Mia, and the group unless others are given."""
    town = small_town(calendar or WorkingCalendar(ZONE))
    more = [
        Person(id=id_, first_name=first, last_name=last, title="handläggare", unit=BUILDING)
        for id_, first, last in ((LO, "Lo", "Lund"), (MIA, "Mia", "Mo"))
    ]
    return replace(
        town,
        people={**town.people, **{one.id: one for one in more}},
        groups={one.id: one for one in groups or (group(members=(ANNA,)),)},
        coverage=CoverageTerms(**terms),
    )


class Watched:
    """The group's book as time passes, and everything that anybody has been told."""

    def __init__(self, answers: AnswerGroup | None = None, town: Municipality | None = None, **terms: Any) -> None:
        self.town = town or watched_town(*(() if answers is None else (answers,)), **terms)
        self.group = next(iter(self.town.groups.values()))
        self.book = CoverageBook(group=self.group.id)
        self.diversions: dict[PersonId, tuple[Diversion, ...]] = {}
        self.unreachable: set[PersonId] = set()
        self.now = at("2026-11-16 08:00")
        self.arrived: list[Notification] = []
        self.cards: set[tuple[PersonId, str]] = set()
        """Whose cards have been heard of."""

    def diverts(self, person: PersonId, *diversions: Diversion) -> None:
        """Whose diversions are these from now on."""
        self.diversions[person] = diversions

    @property
    def facts(self) -> GroupFacts:
        """The facts as they are."""
        books = {one: DiversionBook(person=one, diversions=given) for one, given in self.diversions.items()}
        return GroupFacts(group=self.group, people=self.town.people, books=books, shifts=self.book.shifts)

    @property
    def sight(self) -> Sight:
        """The group as it is seen now."""
        return replace(
            seen_of(self.town, self.facts, now=self.now),
            books=self.facts.books,
            unreachable=frozenset(self.unreachable),
        )

    def looks(self, local: str | datetime | None = None, *, actor: PersonId | None = None) -> None:
        """The group is looked at then, and what is to be told is told."""
        if local is not None:
            self.now = at(local) if isinstance(local, str) else local
        self.has(self.book, actor=actor)

    def has(self, decided: CoverageBook, *, actor: PersonId | None = None) -> None:
        """Somebody's act has led to that book; it is looked at, and told of."""
        before = self.book
        self.book = decided
        sight = self.sight
        after = looked(decided, sight)
        after = replace(after, next_step_at=next_step_at(after, sight))
        self.book = told(before, after, now=self.now, actor=actor)
        self.takes_in()

    @property
    def alert(self) -> CoverageAlert:
        """Tuesday's alert."""
        return self.alert_on(TUESDAY.isoformat())

    def alert_on(self, day: str) -> CoverageAlert:
        """The alert of that day."""
        alert = self.book.alert_of(date.fromisoformat(day))
        assert alert is not None, f"there is no alert of {day}"
        return alert

    def takes_in(self) -> None:
        """Everything that may be sent now arrives, and cards then stand."""
        outgoing = self.book.outgoing
        for one in sorted(outgoing.unsent, key=lambda n: n.made_at):
            hours = self.town.people[one.to].hours
            if one.waits and not self.town.calendar.is_working_time(self.now, hours):
                continue
            self.arrived.append(one)
            outgoing = outgoing.without(one.id)
            if one.card:
                outgoing = outgoing.standing_as(
                    StandingCard(to=one.to, card=one.card, conversation="chat", activity=f"{one.to}:{one.card}")
                )
        self.book = replace(self.book, outgoing=outgoing)

    def goes_on_until(self, local: str) -> None:
        """Time passes: the group is looked at when its time comes, and told of when its readers begin to work."""
        end = as_utc(at(local))
        while as_utc(self.now) < end:
            steps = [end]
            if self.book.next_step_at is not None:
                steps.append(self.book.next_step_at)
            for one in self.book.outgoing.unsent:
                begins = self.town.calendar.next_working_time(self.now, self.town.people[one.to].hours)
                steps += [] if begins is None else [as_utc(begins)]
            self.now = max(min(steps), as_utc(self.now))
            if self.book.next_step_at is not None and self.book.next_step_at <= self.now:
                self.looks()
            self.takes_in()

    def heard(self) -> list[str]:
        """What has arrived since the last time this was asked: "bo alert 2026-11-24", changes in place left out."""
        said: list[str] = []
        for one in self.arrived:
            if one.card and (one.to, one.card) in self.cards:
                continue
            if one.card:
                self.cards.add((one.to, one.card))
            what = one.code.removeprefix("coverage.")
            said.append(" ".join([one.to, what, one.params["on"], *_more(one)]))
        self.arrived.clear()
        return said

    def card_changes(self) -> list[PersonId]:
        """Whose standing cards were changed in place since the last time, in order."""
        changed = [one.to for one in self.arrived if one.card and (one.to, one.card) in self.cards]
        self.heard()
        return changed


def _more(one: Notification) -> Sequence[str]:
    return [value for key, value in one.params.items() if key != "on"]
