"""Use cases of whoever is asked to cover: what they are asked about, and how it stands (M2). Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.coverage_books import Answer, CoverageAlert, CoverageBook
from policy.errors import NotAllowed
from policy.organisation import AnswerGroup, GroupId, PersonId
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

    async def show(self, actor: PersonId, group_id: GroupId, on: date, *, now: datetime) -> AlertOutcome:
        """How the day's alert stands, to someone who has been asked. Raises NotAllowed `coverage.not_invited`."""
        found = await self.cases.load(book_place(group_id))
        alert = None if found is None else found.value.alert_of(on)
        if found is None or alert is None or not _is_asked(alert, actor):
            raise NotAllowed("coverage.not_invited")
        return self._outcome(actor, found.value, alert)

    async def asked_of(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The open alerts about which the person is asked and has not answered, the newest question first."""
        municipality = self.directory.municipality
        me = municipality.people.get(actor)
        if me is None:
            return ()
        groups = (*municipality.groups_by_person.get(actor, ()), *municipality.groups_by_unit.get(me.unit, ()))
        places = [book_place(group) for group in dict.fromkeys(groups)]
        books = await self.cases.load_many(places)
        waiting = [
            (invitation.asked_at, self._outcome(actor, book, alert))
            for book in books
            for alert in book.open_alerts
            for invitation in alert.invitations
            if invitation.person == actor and invitation.answer is Answer.ASKED and _is_ahead(alert, now)
        ]
        waiting.sort(key=lambda one: one[0], reverse=True)
        return tuple(outcome for _, outcome in waiting)

    def _outcome(self, actor: PersonId, book: CoverageBook, alert: CoverageAlert) -> AlertOutcome:
        municipality = self.directory.municipality
        group = _as_changed(municipality.groups[book.group], book)
        may_act = leads(municipality, actor, group)
        return AlertOutcome(
            group=group,
            alert=alert,
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


def _is_ahead(alert: CoverageAlert, now: datetime) -> bool:
    return any(gap.period.end_at is None or gap.period.end_at > as_utc(now) for gap in alert.gaps)
