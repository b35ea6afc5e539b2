"""Use cases of whoever is asked to cover: what they are asked about, and could be (M2). Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policy.coverage_books import Answer, CoverageAlert, CoverageBook, Invitation
from policy.coverage_shown import as_shown_to
from policy.organisation import AnswerGroup, PersonId
from policy.periods import as_utc
from services.coverage_access import leads
from services.coverage_facts import book_place
from services.coverage_outcomes import AlertOutcome, Done
from services.ports import Cases, Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageInvitations:
    """Finds a person's own questions among the books of the groups that they could be asked about."""

    cases: Cases[CoverageBook]
    directory: Directory

    async def asked_of(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The open alerts about which the person is asked and has not answered, the newest question first."""
        books = await self._books_near(actor)
        waiting = [
            (invitation.asked_at, self._outcome(actor, book, alert))
            for book in books
            for alert in book.open_alerts
            for invitation in alert.invitations
            if invitation.person == actor and invitation.answer is Answer.ASKED and _is_ahead(alert, now)
        ]
        waiting.sort(key=lambda one: one[0], reverse=True)
        return tuple(outcome for _, outcome in waiting)

    async def taken_of(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The days on which the person has a stretch that they took, or were put down for, ahead; the nearest first."""
        held = [
            (book, alert)
            for book in await self._books_near(actor)
            for alert in book.alerts
            for invitation in alert.invitations
            if invitation.person == actor and invitation.answer is Answer.TOOK and _is_held(invitation, now)
        ]
        held.sort(key=lambda one: one[1].on)
        return tuple(self._outcome(actor, book, alert) for book, alert in held)

    async def unasked_of(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The open alerts of the person's own groups and unit about which nobody has asked them, the nearest first."""
        books = await self._books_near(actor)
        found = [(book, alert) for book in books for alert in book.open_alerts if _is_ahead(alert, now)]
        found.sort(key=lambda one: one[1].on)
        return tuple(self._outcome(actor, book, alert) for book, alert in found if not _is_asked(alert, actor))

    async def _books_near(self, actor: PersonId) -> Sequence[CoverageBook]:
        municipality = self.directory.municipality
        me = municipality.people.get(actor)
        if me is None:
            return ()
        groups = (*municipality.groups_by_person.get(actor, ()), *municipality.groups_by_unit.get(me.unit, ()))
        return await self.cases.load_many([book_place(group) for group in dict.fromkeys(groups)])

    def _outcome(self, actor: PersonId, book: CoverageBook, alert: CoverageAlert) -> AlertOutcome:
        municipality = self.directory.municipality
        group = _as_changed(municipality.groups[book.group], book)
        may_act = leads(municipality, actor, group)
        return AlertOutcome(
            group=group,
            alert=as_shown_to(alert, actor, leads=may_act),
            published_on=group.hours_on(alert.on, municipality.calendar).published_on,
            may_act=may_act,
            may_ask=may_act,
            candidates=(),
            done=Done.SHOWN,
        )


def _as_changed(group: AnswerGroup, book: CoverageBook) -> AnswerGroup:
    return replace(group, changes=book.changes)


def _is_asked(alert: CoverageAlert, person: PersonId) -> bool:
    return any(one.person == person for one in alert.invitations)


def _is_held(invitation: Invitation, now: datetime) -> bool:
    return any(part.end_at is None or part.end_at > as_utc(now) for part in invitation.took)


def _is_ahead(alert: CoverageAlert, now: datetime) -> bool:
    return any(gap.period.end_at is None or gap.period.end_at > as_utc(now) for gap in alert.gaps)
