"""Owns what happens to a promise to call back: one happening a function, the promise before in, after out (S6).

Each is by somebody at an instant, and named by the turn that did it; who may is asked beforehand. Nobody is told here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from policy.callback_terms import PromiseTerms
from policy.callbacks import Callback, CallbackEvent, Happening, Stage, State, Wanted, id_once_moved
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.outgoing import Outgoing, StandingCard
from policy.periods import as_utc

HOLDERS_CARD = "promise"
"""The card of a promise in its holder's chat."""
SENDERS_CARD = "message"
"""The card of a message in the chat of whoever left it."""
MANAGERS_CARD = "overdue"
"""The card of an overdue promise in the manager's chat."""
UNDOABLE = frozenset({Happening.TRIED, Happening.NOT_READY, Happening.DONE})


def offers_card(offer: str) -> str:
    """The card of one offer in the colleague's chat; the next offer has one of its own, so that it is noticed."""
    return f"offer.{offer}"


def happened(
    callback: Callback,
    what: Happening,
    *,
    turn: str,
    by: PersonId,
    at: datetime,
    until: datetime | None = None,
    to: PersonId | None = None,
) -> Callback:
    """The promise with that noted, and seen by now if it was its holder who did it."""
    event = CallbackEvent(
        id=turn,
        what=what,
        by=by,
        at=as_utc(at),
        until=None if until is None else as_utc(until),
        due_before=None if until is None else callback.contact_due_at,
        to=to,
    )
    noted = replace(callback, events=(*callback.events, event))
    return seen(noted, at=at) if by == callback.holder else noted


def seen(callback: Callback, *, at: datetime) -> Callback:
    """The promise, seen by its holder: since then, if it was seen before."""
    if callback.left_by is None or callback.seen_at is not None:
        return callback
    return replace(callback, seen_at=as_utc(at))


def tried(callback: Callback, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """Nobody answered: both times stand, because the caller has heard nothing."""
    return happened(callback, Happening.TRIED, turn=turn, by=by, at=at)


def not_ready(callback: Callback, *, turn: str, by: PersonId, at: datetime, until: datetime) -> Callback:
    """The caller has heard that the answer isn't ready, which keeps the promise: the next contact is agreed (S6).

    When the answer is due stands as it was.
    """
    noted = happened(callback, Happening.NOT_READY, turn=turn, by=by, at=at, until=until)
    return replace(noted, contact_due_at=as_utc(until), contact_reminded=Stage.NONE)


def done(callback: Callback, *, turn: str, by: PersonId, at: datetime, terms: PromiseTerms) -> Callback:
    """The caller has the answer."""
    return _closed(happened(callback, Happening.DONE, turn=turn, by=by, at=at), State.DONE, at, terms)


def withdrawn(callback: Callback, *, turn: str, by: PersonId, at: datetime, terms: PromiseTerms) -> Callback:
    """The call is wanted no more."""
    return _closed(happened(callback, Happening.WITHDRAWN, turn=turn, by=by, at=at), State.WITHDRAWN, at, terms)


def undone(callback: Callback, event_id: str, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """The promise as if that had not happened. Raises PolicyError when it can't be, or something came after it."""
    latest = callback.events[-1] if callback.events else None
    if latest is None or latest.id != event_id or latest.what not in UNDOABLE or callback.moved_to or callback.erased:
        raise PolicyError("callback.undo_superseded")
    due = latest.due_before or callback.contact_due_at
    reminded = callback.contact_reminded if latest.due_before is None else Stage.NONE
    reopened = replace(
        callback,
        state=State.OPEN,
        closed_at=None,
        erased_after=None,
        contact_due_at=due,
        contact_reminded=reminded,
    )
    return happened(reopened, Happening.UNDONE, turn=turn, by=by, at=at)


def changed(callback: Callback, facts: Wanted, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """The promise with other facts, its times settled; a time that was moved is reminded of anew."""
    noted = happened(callback, Happening.CHANGED, turn=turn, by=by, at=at)
    contact = as_utc(facts.contact_due_at or callback.contact_due_at)
    answer = None if facts.answer_due_at is None else as_utc(facts.answer_due_at)
    return replace(
        noted,
        caller=facts.caller,
        phone=facts.phone,
        matter=facts.matter,
        contact_due_at=contact,
        answer_due_at=answer,
        contact_reminded=callback.contact_reminded if contact == callback.contact_due_at else Stage.NONE,
        answer_reminded=callback.answer_reminded if answer == callback.answer_due_at else Stage.NONE,
    )


def offered(callback: Callback, to: PersonId, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """A colleague is asked to take it; it stays where it is until they do."""
    noted = happened(callback, Happening.OFFERED, turn=turn, by=by, at=at, to=to)
    return replace(noted, offered_to=to)


def declined(callback: Callback, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """The colleague can't take it."""
    return replace(happened(callback, Happening.DECLINED, turn=turn, by=by, at=at), offered_to=None)


def unreached(callback: Callback, *, at: datetime) -> Callback:
    """The colleague it was offered to never got to know; the same again changes nothing."""
    if callback.offered_to is None or callback.offer is None:
        return callback
    turn = f"{callback.offer.id}:unreached"
    noted = happened(callback, Happening.UNREACHED, turn=turn, by=callback.offered_to, at=at)
    return replace(noted, offered_to=None)


def accepted(callback: Callback, *, turn: str, by: PersonId, at: datetime) -> Callback:
    """The colleague takes it: from here on it is theirs, and what is left of the move can be done again and again.

    The order is: this is saved, then what `moved` gives, then what `left_behind` gives.
    """
    noted = happened(callback, Happening.ACCEPTED, turn=turn, by=by, at=at)
    return replace(noted, moved_to=by, offered_to=None, next_step_at=as_utc(at))


def moved(callback: Callback) -> Callback:
    """The accepted promise as it begins with the colleague: its history, its times and the cards that stand for it."""
    if callback.moved_to is None:
        raise ValueError("only an accepted promise moves")
    taker = callback.moved_to
    offer = next((e.id for e in reversed(callback.events) if e.what is Happening.OFFERED), "")
    return replace(
        callback,
        id=id_once_moved(callback),
        holder=taker,
        offered_to=None,
        moved_to=None,
        state=State.OPEN,
        closed_at=None,
        erased_after=None,
        raised_to=None,
        next_step_at=None,
        tallied_in="",
        outgoing=Outgoing(standing=_taken_along(callback, taker, offers_card(offer))),
    )


def left_behind(callback: Callback, *, at: datetime, terms: PromiseTerms) -> Callback:
    """What stays with the first holder once the promise has moved: where it went."""
    return _closed(callback, State.HANDED_OVER, at, terms)


def erased(callback: Callback) -> Callback:
    """A closed promise without what it held of the caller; who held it, when and how it ended stay for a moment."""
    return replace(callback, caller="", phone="", matter="", message="", erased=True, next_step_at=None)


def _closed(callback: Callback, state: State, at: datetime, terms: PromiseTerms) -> Callback:
    return replace(
        callback,
        state=state,
        closed_at=as_utc(at),
        erased_after=as_utc(at) + terms.kept,
        offered_to=None,
        next_step_at=None,
    )


def _taken_along(callback: Callback, taker: PersonId, offer_card: str) -> tuple[StandingCard, ...]:
    """The sender's card goes on telling how it goes, and the colleague's offer becomes the promise itself."""
    return tuple(
        replace(card, card=HOLDERS_CARD) if card.card == offer_card else card
        for card in callback.outgoing.standing
        if (card.to == taker and card.card == offer_card) or card.card == SENDERS_CARD
    )
