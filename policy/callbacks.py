"""Owns the promise to call back (ringlöfte): what one is, which are allowed, who may mark it (S5, S6, A5, V1).

A message that a colleague leaves is such a promise too: the holder's, with `left_by` set. What happens to a promise is
`policy.callback_events`; which times can be kept is `policy.callback_times`; when it is reminded of is
`policy.callback_reminders`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2s

from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc

FURTHEST_AHEAD = timedelta(days=366)
"""Nobody waits longer for a call; what lies beyond is a slip of the finger."""
CARDS_ARE_CLEARED_WITHIN = timedelta(days=3)
"""Long enough for the cards in people's chats to be changed, also over a weekend's standstill."""
LONGEST_CALLER = 100
LONGEST_MATTER = 200
LONGEST_MESSAGE = 1000


class State(StrEnum):
    """Where a promise stands. The values stand in stored documents and never change."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    HANDED_OVER = "handed_over"
    """A colleague has it now, as a promise of their own: see `moved_to`."""


class Happening(StrEnum):
    """What has happened to a promise."""

    TRIED = "tried"
    """Called, and nobody answered."""
    NOT_READY = "not_ready"
    """Reached, but the answer isn't ready: the next contact is agreed (S6)."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    UNDONE = "undone"
    """The happening just before was a slip of the finger."""
    OFFERED = "offered"
    DECLINED = "declined"
    UNREACHED = "unreached"
    """The colleague whom it was offered to can't be reached."""
    ACCEPTED = "accepted"


class Stage(StrEnum):
    """How far the reminding of a time to keep has come."""

    NONE = "none"
    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"
    MANAGER = "manager"

    @property
    def rank(self) -> int:
        """Its place in the order in which they come."""
        return tuple(Stage).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackEvent:
    """Something that happened, by whom and when; `id` is the turn that did it.

    `until` is a next contact that was agreed, and `due_before` the one it took the place of; `to` is a colleague.
    """

    id: str
    what: Happening
    by: PersonId
    at: datetime
    until: datetime | None = None
    due_before: datetime | None = None
    to: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One promise, saved as one document. `phone` is E.164 or an extension; instants are UTC.

    `contact_due_at` is when the caller is to have heard from us again, answer or no answer; `answer_due_at` when they
    are to have the answer, where that was promised. Reaching the caller moves the first and not the second.
    """

    id: str
    holder: PersonId
    caller: str = ""
    phone: str = ""
    matter: str = ""
    contact_due_at: datetime
    answer_due_at: datetime | None = None
    made_by: PersonId
    made_at: datetime
    left_by: PersonId | None = None
    """The colleague who left the message that it began with; None for a promise of the holder's own."""
    message: str = ""
    urgent: bool = False
    delivered_at: datetime | None = None
    seen_at: datetime | None = None
    bounced_at: datetime | None = None
    """When the one who left it was told that the holder can't be reached."""
    events: tuple[CallbackEvent, ...] = ()
    offered_to: PersonId | None = None
    moved_to: PersonId | None = None
    state: State = State.OPEN
    closed_at: datetime | None = None
    contact_reminded: Stage = Stage.NONE
    answer_reminded: Stage = Stage.NONE
    raised_to: PersonId | None = None
    """The manager who has been told that it is overdue."""
    next_step_at: datetime | None = None
    """When it is next to be looked at for a reminder, or to complete a handover."""
    erased_after: datetime | None = None
    """When a closed promise's caller, matter and message are kept no longer."""
    erased: bool = False
    """Whether they are gone, and the cards that showed them say so."""
    tallied_in: str = ""
    """The month among whose figures it is counted as done; empty for none."""
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def is_open(self) -> bool:
        """Whether the caller still waits for it, from this holder."""
        return self.state is State.OPEN and self.moved_to is None

    @property
    def is_unseen_message(self) -> bool:
        """Whether it is a message that its receiver has not seen yet (V1)."""
        return self.is_open and self.left_by is not None and self.seen_at is None

    @property
    def asks_for_a_call(self) -> bool:
        """Whether there is anyone to call; without, a message is only to be read."""
        return bool(self.caller or self.phone)

    @property
    def next_due_at(self) -> datetime:
        """The earlier of the two times to keep."""
        return min(due for due in (self.contact_due_at, self.answer_due_at) if due is not None)

    @property
    def kept_until(self) -> datetime | None:
        """When the document is of no use any more; None while the promise is open or something is unsent.

        One whose cards stand in chats is there a little longer, without what was erased, so that they can be changed.
        """
        if self.outgoing.unsent or self.erased_after is None:
            return None
        return self.erased_after + CARDS_ARE_CLEARED_WITHIN if self.outgoing.standing else self.erased_after

    def is_overdue(self, now: datetime) -> bool:
        """Whether a time to keep has gone by."""
        return self.is_open and self.next_due_at < as_utc(now)

    def event(self, event_id: str) -> CallbackEvent | None:
        """What the turn of that id did to it, or None."""
        return next((event for event in self.events if event.id == event_id), None)

    @property
    def offer(self) -> CallbackEvent | None:
        """The offer to a colleague that stands now, or None."""
        if self.offered_to is None:
            return None
        return next((e for e in reversed(self.events) if e.what is Happening.OFFERED), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A promise that someone wants to make, or a message to leave, as it was typed; nothing of it is checked yet."""

    caller: str = ""
    phone: str = ""
    matter: str = ""
    contact_due_at: datetime | None = None
    answer_due_at: datetime | None = None
    message: str = ""
    urgent: bool = False


def faults(wanted: Wanted, *, now: datetime, is_message: bool) -> tuple[PolicyError, ...]:
    """Everything that keeps it from being saved, in the order of the form's fields (S5, V1)."""
    found: list[PolicyError] = []
    if is_message and not (wanted.message or wanted.caller or wanted.phone):
        found.append(PolicyError("callback.nothing_to_tell", field="message"))
    if not is_message and not (wanted.caller or wanted.phone):
        found.append(PolicyError("callback.nobody_to_call", field="caller"))
    for field, text, most in (
        ("caller", wanted.caller, LONGEST_CALLER),
        ("matter", wanted.matter, LONGEST_MATTER),
        ("message", wanted.message, LONGEST_MESSAGE),
    ):
        if len(text) > most:
            found.append(PolicyError("callback.too_long", field=field, params={"most": most}))
    return (*found, *due_faults(wanted.contact_due_at, wanted.answer_due_at, now=now))


def due_faults(
    contact_due_at: datetime | None, answer_due_at: datetime | None, *, now: datetime
) -> tuple[PolicyError, ...]:
    """What no better time can mend in the two times to keep."""
    found = [
        PolicyError("callback.too_far_ahead", field=field)
        for field, due in (("contact", contact_due_at), ("answer", answer_due_at))
        if due is not None and as_utc(due) > as_utc(now) + FURTHEST_AHEAD
    ]
    if not found and contact_due_at and answer_due_at and as_utc(answer_due_at) < as_utc(contact_due_at):
        return (PolicyError("callback.answer_before_contact", field="answer"),)
    return tuple(found)


def promise_id(actor: PersonId, asked: str, wanted: Wanted) -> str:
    """The id of the promise that this person makes: the same again however often one question is answered.

    `asked` is the turn that first asked. The same question answered with somebody else to call is another promise;
    another time for it is not.
    """
    return _digest(actor, asked, wanted.caller, wanted.phone, wanted.matter, wanted.message)


def id_once_moved(callback: Callback) -> str:
    """The id that the promise has with the colleague it has moved to; it may come back, so it is never the same."""
    return _digest(callback.id, str(callback.moved_to), str(len(callback.events)))


def require_holder(callback: Callback, actor: PersonId, holder_name: str) -> None:
    """Return if the actor holds the promise; raises NotAllowed with code `callback.not_yours`."""
    if actor != callback.holder:
        raise NotAllowed("callback.not_yours", params={"name": holder_name})


def require_open(callback: Callback) -> None:
    """Return if the promise is open; raises PolicyError with code `callback.closed`."""
    if not callback.is_open:
        raise PolicyError("callback.closed")


def require_offered(callback: Callback, actor: PersonId, offer: str) -> None:
    """Return if this offer is the actor's to answer; raises NotAllowed, or PolicyError `callback.offer_over`."""
    made = callback.event(offer)
    if made is None or made.to != actor:
        raise NotAllowed("callback.not_offered")
    if not callback.is_open or callback.offered_to != actor or callback.offer != made:
        raise PolicyError("callback.offer_over")


def require_withdrawal(callback: Callback, actor: PersonId, holder_name: str) -> None:
    """Return if the actor may withdraw it: a message, who left it; a promise of one's own, its holder (V1).

    Raises NotAllowed: a message that was left is not its receiver's to take away.
    """
    if callback.left_by is None:
        require_holder(callback, actor, holder_name)
    elif actor == callback.holder != callback.left_by:
        raise NotAllowed("callback.senders_to_withdraw")
    elif actor != callback.left_by:
        raise NotAllowed("callback.not_yours", params={"name": holder_name})


def _digest(*parts: str) -> str:
    return blake2s("\n".join(parts).encode(), digest_size=16).hexdigest()
