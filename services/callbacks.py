"""Use cases of one's own promises to call back: make one, mark what happens to it, list those that are left (S5-S7).

It must not know a word that a person reads. Each call is authorised here and is safe to repeat: what a turn did is
known by its id. Callers' names and numbers are never logged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from policy import callback_events as events
from policy.callback_finding import due_within, in_due_order
from policy.callback_times import Diary, Suggestion, latest_contact
from policy.callbacks import (
    Callback,
    Happening,
    State,
    Wanted,
    due_faults,
    faults,
    promise_id,
    require_holder,
    require_open,
    require_withdrawal,
)
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from services.callback_cases import CallbackCases, Decide
from services.callback_outcomes import Marked, Promised
from services.ports import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackService:
    """What somebody does with their own promises."""

    desk: CallbackCases

    async def promise(
        self, actor: PersonId, wanted: Wanted, *, turn: str, now: datetime, keep: bool = False
    ) -> Promised:
        """Promise to call somebody back (S5), or give better times where the wanted ones can't be kept (S7).

        `turn` is the one that first asked for it, so that one question makes one promise. `keep`: the wanted times
        were insisted on, which is heard where it can be. Raises PolicyErrors, or NotAllowed where it has moved since.
        """
        found = faults(wanted, now=now, is_message=False)
        if found:
            raise PolicyErrors(found)
        diary = await self.desk.diary_of(self.desk.person(actor))
        contact, better = settled(diary, _contact(diary, wanted, now), now=now, keep=keep)
        answer, better_answer = _settled_answer(diary, wanted.answer_due_at, now=now, keep=keep)
        callback = Callback(
            id=promise_id(actor, turn, wanted),
            holder=actor,
            caller=wanted.caller,
            phone=wanted.phone,
            matter=wanted.matter,
            contact_due_at=contact,
            answer_due_at=answer,
            made_by=actor,
            made_at=as_utc(now),
            message=wanted.message,
            urgent=wanted.urgent,
        )
        if better is not None or better_answer is not None:
            return Promised(saved=False, callback=callback, contact=better, answer=better_answer)
        saved = await self.desk.create(callback, now=now, book=diary.book)
        require_holder(saved, actor, self.desk.name_of(saved))
        return Promised(saved=True, callback=saved)

    async def change(
        self,
        actor: PersonId,
        place: Place,
        wanted: Wanted,
        *,
        turn: str,
        now: datetime,
        keep: bool = False,
        shown_on: str | None = None,
    ) -> Promised:
        """Correct a promise, or give better times first. Raises PolicyErrors, NotAllowed, or PolicyError.

        A message that was left stays within the next working day (A5), until its caller has been reached.
        """
        before = (await self.desk.find(place)).value
        self._require_mine(before, actor)
        found = faults(wanted, now=now, is_message=before.left_by is not None and not before.asks_for_a_call)
        if found:
            raise PolicyErrors(found)
        diary = await self.desk.diary_of(self.desk.person(actor))
        contact, better = as_utc(wanted.contact_due_at or before.contact_due_at), None
        if contact != before.contact_due_at:
            contact, better = settled(diary, contact, now=now, keep=keep, latest=self._limit(before, now))
        answer, better_answer = wanted.answer_due_at, None
        if answer is not None and as_utc(answer) != before.answer_due_at:
            answer, better_answer = _settled_answer(diary, answer, now=now, keep=keep)
        facts = replace(wanted, contact_due_at=contact, answer_due_at=answer)

        def decide(callback: Callback) -> Callback:
            self._require_mine(callback, actor)
            return events.changed(callback, facts, turn=turn, by=actor, at=now)

        if better is not None or better_answer is not None:
            return Promised(saved=False, callback=decide(before), contact=better, answer=better_answer)
        changed = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return Promised(saved=True, callback=changed)

    async def tried(
        self, actor: PersonId, place: Place, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Marked:
        """Called, and nobody answered. Raises NotAllowed, or PolicyError `callback.closed` or `callback.gone`."""

        def decide(callback: Callback) -> Callback:
            return events.tried(callback, turn=turn, by=actor, at=now)

        return await self._mark(actor, place, decide, turn=turn, now=now, shown_on=shown_on)

    async def not_ready(
        self,
        actor: PersonId,
        place: Place,
        until: datetime,
        *,
        turn: str,
        now: datetime,
        keep: bool = False,
        shown_on: str | None = None,
    ) -> Promised:
        """Reached, but the answer isn't ready: the next contact is agreed (S6), or a better time given first (S7).

        Raises NotAllowed, PolicyErrors, or PolicyError `callback.closed` or `callback.gone`.
        """
        before = (await self.desk.find(place)).value
        self._require_mine(before, actor)
        found = due_faults(until, None, now=now)
        if found:
            raise PolicyErrors(found)
        diary = await self.desk.diary_of(self.desk.person(actor))
        contact, better = settled(diary, until, now=now, keep=keep)

        def decide(callback: Callback) -> Callback:
            self._require_mine(callback, actor)
            return events.not_ready(callback, turn=turn, by=actor, at=now, until=contact)

        if better is not None:
            return Promised(saved=False, callback=before, contact=better)
        agreed = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return Promised(saved=True, callback=agreed)

    async def done(
        self, actor: PersonId, place: Place, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Marked:
        """The caller has the answer. Raises NotAllowed, or PolicyError `callback.closed` or `callback.gone`."""
        terms = self.desk.directory.municipality.promises

        def decide(callback: Callback) -> Callback:
            return events.done(callback, turn=turn, by=actor, at=now, terms=terms)

        return await self._mark(actor, place, decide, turn=turn, now=now, shown_on=shown_on)

    async def withdraw(
        self, actor: PersonId, place: Place, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Marked:
        """The call is wanted no more: its holder says so, or whoever left the message (V1).

        Raises NotAllowed, or PolicyError `callback.closed` or `callback.gone`.
        """
        terms = self.desk.directory.municipality.promises

        def decide(callback: Callback) -> Callback:
            require_withdrawal(callback, actor, self.desk.name_of(callback))
            require_open(callback)
            return events.withdrawn(callback, turn=turn, by=actor, at=now, terms=terms)

        callback = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return Marked(callback=callback, event_id=turn)

    async def undo(
        self, actor: PersonId, place: Place, event_id: str, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Marked:
        """Take back the latest mark. Raises NotAllowed, or PolicyError `callback.undo_superseded`."""

        def decide(callback: Callback) -> Callback:
            require_holder(callback, actor, self.desk.name_of(callback))
            return events.undone(callback, event_id, turn=turn, by=actor, at=now)

        callback = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return Marked(callback=callback, event_id=turn)

    async def show(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> Callback:
        """The promise, for its holder, who has then seen it. Raises NotAllowed, or PolicyError `callback.gone`."""
        callback = (await self.desk.find(place)).value
        require_holder(callback, actor, self.desk.name_of(callback))
        if not callback.is_open or events.seen(callback, at=now) == callback:
            return callback

        def decide(found: Callback) -> Callback:
            require_holder(found, actor, self.desk.name_of(found))
            return events.seen(found, at=now)

        return await self.desk.change(place, decide, turn=f"{turn}:seen", now=now)

    async def mine(self, actor: PersonId) -> tuple[Callback, ...]:
        """The actor's own open promises, in due order."""
        found = await self.desk.cases.among(str(actor), state=State.OPEN.value)
        return in_due_order([loaded.value for loaded in found])

    async def due_within(self, actor: PersonId, period: Period) -> tuple[Callback, ...]:
        """The actor's open promises that fall due during an absence."""
        return due_within(await self.mine(actor), period.start_at, period.end_at)

    def _require_mine(self, callback: Callback, actor: PersonId) -> None:
        require_holder(callback, actor, self.desk.name_of(callback))
        require_open(callback)

    async def _mark(
        self, actor: PersonId, place: Place, decide: Decide, *, turn: str, now: datetime, shown_on: str | None
    ) -> Marked:
        def authorised(callback: Callback) -> Callback:
            self._require_mine(callback, actor)
            return decide(callback)

        callback = await self.desk.change(place, authorised, turn=turn, now=now, shown_on=shown_on)
        return Marked(callback=callback, event_id=turn)

    def _limit(self, callback: Callback, now: datetime) -> datetime | None:
        """A5's limit of a message whose caller nobody has reached yet; raises PolicyError when it has gone by."""
        reached = any(event.what is Happening.NOT_READY for event in callback.events)
        if callback.left_by is None or reached:
            return None
        latest = latest_contact(self.desk.directory.municipality.calendar, callback.made_at)
        if latest <= as_utc(now):
            raise PolicyError("callback.limit_passed", field="contact")
        return latest


def settled(
    diary: Diary, wanted: datetime, *, now: datetime, keep: bool, latest: datetime | None = None
) -> tuple[datetime, Suggestion | None]:
    """The time to save, and what to offer first if it can't be kept and wasn't insisted on (S7)."""
    suggestion = diary.suggestion(wanted, now=now, latest=latest)
    if suggestion is None or (keep and suggestion.may_keep):
        return as_utc(wanted), None
    if suggestion.day_meant:
        return suggestion.better, None
    return as_utc(wanted), suggestion


def _contact(diary: Diary, wanted: Wanted, now: datetime) -> datetime:
    """When to call: as wanted, else the usual time, which is no later than the answer is due."""
    if wanted.contact_due_at is not None:
        return wanted.contact_due_at
    usual = diary.usual_due(now=now)
    return usual if wanted.answer_due_at is None else min(usual, as_utc(wanted.answer_due_at))


def _settled_answer(
    diary: Diary, wanted: datetime | None, *, now: datetime, keep: bool
) -> tuple[datetime | None, Suggestion | None]:
    return (None, None) if wanted is None else settled(diary, wanted, now=now, keep=keep)
