"""Use cases of leaving a message: it is the colleague's promise to call back, with a receipt to the sender (V1, A5).

Anyone may leave one. The sender learns nothing of the colleague that they may not know.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy import callback_events as events
from policy.availability import availability
from policy.callback_events import HOLDERS_CARD, SENDERS_CARD
from policy.callback_times import latest_contact
from policy.callbacks import Callback, State, Wanted, faults, promise_id, require_holder
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import Person, PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, StandingCard
from policy.periods import as_utc
from services.callback_cases import CallbackCases, card_notification, line_notification, told
from services.callback_outcomes import Marked, MessageLeft
from services.callbacks import settled
from services.ports import Place

LEFT = "callback.left"
"""A message has come, and it is the reader's to call back."""
BOUNCED = "callback.bounced"
"""The one whom the reader left a message can't be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageService:
    """`can_reach` asks whether someone has a chat with the bot."""

    desk: CallbackCases
    can_reach: Callable[[PersonId], Awaitable[bool]]

    async def leave(
        self, actor: PersonId, to: PersonId, wanted: Wanted, *, turn: str, now: datetime, keep: bool = False
    ) -> MessageLeft:
        """Leave a message, or give a better time where the wanted one can't be kept: never past A5's limit (A5, S7).

        `turn` is the one that first asked for it, so that one question leaves one message.
        Raises PolicyErrors, or PolicyError `callback.to_oneself`, `person.unknown`.
        """
        self.desk.person(actor)
        receiver = self.desk.person(to)
        if to == actor:
            raise PolicyError("callback.to_oneself", field="to")
        found = faults(wanted, now=now, is_message=True)
        if found:
            raise PolicyErrors(found)
        calendar = self.desk.directory.municipality.calendar
        diary, latest = await self.desk.diary_of(receiver), latest_contact(calendar, now)
        contact, better = diary.due_of_message(left_at=now), None
        if wanted.contact_due_at is not None:
            contact, better = settled(diary, wanted.contact_due_at, now=now, keep=keep, latest=latest)
        reachable = await self.can_reach(to)
        callback = _message(actor, to, wanted, contact, turn=turn, now=now)
        if not reachable:
            callback = replace(callback, bounced_at=as_utc(now))
        if better is None:
            callback = await self.desk.create(callback, now=now, book=diary.book)
        told_of = availability(self.desk.directory.municipality, diary.book, receiver, viewer=actor, at=now)
        stands_in = told_of.absence.diversion.answers_instead if told_of.absence is not None else None
        return MessageLeft(
            saved=better is None,
            callback=callback,
            receiver=receiver,
            reachable=reachable,
            told=told_of,
            stand_in=self._known(stands_in),
            contact=better,
            by=latest,
        )

    async def see(
        self, actor: PersonId, place: Place, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Marked:
        """Its receiver has seen it. Raises NotAllowed, or PolicyError `callback.gone`."""

        def decide(callback: Callback) -> Callback:
            require_holder(callback, actor, self.desk.name_of(callback))
            return events.seen(callback, at=now)

        callback = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return Marked(callback=callback, event_id=turn)

    async def left_by(self, actor: PersonId, to: PersonId | None = None) -> tuple[Callback, ...]:
        """The messages that the actor has left, the newest first; closed ones too, as long as they are kept."""
        found = [loaded.value for loaded in await self.desk.cases.among(left_by=str(actor))]
        shown = [one for one in found if one.moved_to is None and not one.erased and to in (None, one.holder)]
        return tuple(sorted(shown, key=lambda one: (one.made_at, one.id), reverse=True))

    async def sent_message(self, actor: PersonId, place: Place) -> Callback:
        """A message that the actor has left, as it stands. Raises PolicyError `callback.gone`, also for another's."""
        callback = (await self.desk.find(place)).value
        if callback.left_by != actor:
            raise PolicyError("callback.gone")
        return callback

    def _known(self, person: PersonId | None) -> Person | None:
        return None if person is None else self.desk.directory.municipality.people.get(person)


def sent(callback: Callback, notification: Notification, now: datetime) -> Callback:
    """What becomes of a message once its receiver has its card: it is delivered, and the sender's card says so."""
    is_it = notification.to == callback.holder and notification.card == HOLDERS_CARD
    if callback.left_by is None or callback.delivered_at is not None or not is_it:
        return callback
    delivered = replace(callback, delivered_at=as_utc(now))
    card = callback.outgoing.card_of(callback.left_by, SENDERS_CARD)
    if card is None:
        return delivered
    change = card_notification(f"{callback.id}:delivered", card.to, card.card, now=now)
    return replace(delivered, outgoing=delivered.outgoing.adding(change))


def noted(callback: Callback, card: StandingCard, now: datetime) -> Callback:
    """What becomes of a card that an answer has shown, if something has happened since that answer was made."""
    at = as_utc(now)
    if callback.closed_at is not None and not callback.erased:
        steps = (callback.next_step_at, callback.erased_after)
        callback = replace(callback, next_step_at=min((step for step in steps if step is not None), default=None))
    has_arrived = card.card == SENDERS_CARD and callback.delivered_at is not None and callback.delivered_at >= at
    if not has_arrived and not any(event.at > at for event in callback.events):
        return callback
    change = card_notification(f"{callback.id}:{card.card}:{card.activity}", card.to, card.card, now=now)
    return replace(callback, outgoing=callback.outgoing.adding(change))


def bounced(callback: Callback, notification: Notification, now: datetime) -> Callback:
    """What becomes of it when someone can't be told: a message's sender hears so, once; an offer is taken back."""
    if callback.offered_to is not None and notification.to == callback.offered_to:
        back = events.unreached(callback, at=now)
        turn = f"{notification.id}:unreached"
        line = line_notification(
            turn, callback.holder, "callback.offer_unreached", now=now, params={"to": str(notification.to)}
        )
        noted = told(callback, back, turn=turn, now=now)
        return replace(noted, outgoing=noted.outgoing.adding(line))
    if callback.left_by is None or notification.to != callback.holder or callback.delivered_at is not None:
        return callback
    if callback.bounced_at is not None:
        return callback
    noted = told(callback, replace(callback, bounced_at=as_utc(now)), turn=f"{callback.id}:bounced", now=now)
    line = line_notification(f"{callback.id}:bounced", callback.left_by, BOUNCED, now=now)
    return replace(noted, outgoing=noted.outgoing.adding(replace(line, waits=False)))


def _message(actor: PersonId, to: PersonId, wanted: Wanted, due_at: datetime, *, turn: str, now: datetime) -> Callback:
    made_at = as_utc(now)
    arrives = Notification(
        id=turn, to=to, code=LEFT, made_at=made_at, due_at=made_at, card=HOLDERS_CARD, waits=not wanted.urgent
    )
    return Callback(
        id=promise_id(actor, turn, wanted),
        holder=to,
        caller=wanted.caller,
        phone=wanted.phone,
        matter=wanted.matter,
        contact_due_at=as_utc(due_at),
        made_by=actor,
        made_at=made_at,
        left_by=actor,
        message=wanted.message,
        urgent=wanted.urgent,
        state=State.OPEN,
        outgoing=NOTHING_OUTGOING.adding(arrives),
    )
