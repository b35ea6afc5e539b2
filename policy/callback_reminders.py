"""Owns when a promise to call back is reminded of, and how far that has come: before, due, overdue, then the manager.

It decides; who is told what follows in the services. Each of the two times to keep is reminded of for itself; where
they are one and the same, once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.callback_terms import PromiseTerms
from policy.callback_times import after_working
from policy.callbacks import Callback, Stage
from policy.periods import as_utc
from policy.promise_tallies import COUNTED_AFTER, done_in
from policy.working_calendar import WorkingCalendar, WorkingHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """The municipality's terms, and the holder's working time in its calendar."""

    terms: PromiseTerms
    calendar: WorkingCalendar
    hours: WorkingHours

    def scheduled(self, callback: Callback) -> Callback:
        """The promise with the instant at which it is next to be looked at.

        A closed one is looked at to be counted, and when what it holds of the caller is to go from the cards that show
        it.
        """
        if callback.closed_at is not None:
            shows_it = bool(callback.outgoing.standing) and not callback.erased
            steps = [callback.erased_after] if shows_it else []
            if not callback.erased and done_in(self.calendar, callback) != callback.tallied_in:
                steps.append(callback.closed_at + COUNTED_AFTER)
            return replace(callback, next_step_at=min((at for at in steps if at is not None), default=None))
        if callback.moved_to is not None:
            return callback
        ahead = [
            at for due, reminded in _clocks(callback) for stage, at in self._stages(due) if stage.rank > reminded.rank
        ]
        return replace(callback, next_step_at=min(ahead, default=None))

    def begun(self, callback: Callback, *, now: datetime) -> Callback:
        """The promise as its reminding begins: what has passed already is not reminded of, but the manager may be."""
        return replace(
            callback,
            contact_reminded=self._passed(callback.contact_due_at, callback.contact_reminded, now),
            answer_reminded=self._passed(callback.answer_due_at, callback.answer_reminded, now),
        )

    def come(self, callback: Callback, *, now: datetime) -> tuple[Callback, Stage]:
        """The promise with what is to be reminded of by now noted as such, and the furthest stage that has come.

        Stage.NONE: nothing has. Stages that nobody was there to tell of are passed over: the latest says it all.
        """
        contact, answer = (
            self._come(callback.contact_due_at, callback.contact_reminded, now),
            self._come(callback.answer_due_at, callback.answer_reminded, now),
        )
        fresh = [
            stage
            for stage, before in ((contact, callback.contact_reminded), (answer, callback.answer_reminded))
            if stage.rank > before.rank
        ]
        noted = replace(callback, contact_reminded=contact, answer_reminded=answer)
        if callback.answer_due_at == callback.contact_due_at:
            fresh = fresh[:1]
        return noted, max(fresh, key=lambda stage: stage.rank, default=Stage.NONE)

    def _stages(self, due_at: datetime) -> list[tuple[Stage, datetime]]:
        due = as_utc(due_at)
        before = [(Stage.BEFORE, due - self.terms.remind_before)] if self.terms.remind_before > timedelta() else []
        raised_at = after_working(self.calendar, self.hours, due, self.terms.manager_after)
        return [
            *before,
            (Stage.DUE, due),
            (Stage.OVERDUE, due + self.terms.overdue_after),
            (Stage.MANAGER, max(raised_at, due + self.terms.overdue_after)),
        ]

    def _come(self, due_at: datetime | None, reminded: Stage, now: datetime) -> Stage:
        if due_at is None:
            return reminded
        come = [stage for stage, at in self._stages(due_at) if at <= as_utc(now)]
        return max((reminded, *come), key=lambda stage: stage.rank)

    def _passed(self, due_at: datetime | None, reminded: Stage, now: datetime) -> Stage:
        come = self._come(due_at, reminded, now)
        return come if come is not Stage.MANAGER or reminded is Stage.MANAGER else Stage.OVERDUE


def _clocks(callback: Callback) -> tuple[tuple[datetime, Stage], ...]:
    contact = (callback.contact_due_at, callback.contact_reminded)
    if callback.answer_due_at is None or callback.answer_due_at == callback.contact_due_at:
        return (contact,)
    return contact, (callback.answer_due_at, callback.answer_reminded)
