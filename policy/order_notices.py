"""Owns who is told what of an order as it moves on: the one card of it in each chat, and the lines that make a sound.

An order has one card with everyone it concerns; what stands on it, and what can be done there, goes by who reads it.
A card that is changed in place makes no sound, so what must be noticed is told in a line beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from policy.access import at_switchboard
from policy.organisation import Municipality, PersonId
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc
from policy.phone_orders import OrderEventKind, OrderState, PhoneOrder

CARD = "order"
"""The name of the order's card in every chat."""
CARD_CODE = "order.card"
LINES = {
    OrderEventKind.REJECTED: "order.told_rejected",
    OrderEventKind.ORDERED: "order.told_ordered",
    OrderEventKind.DELIVERED: "order.told_delivered",
    OrderEventKind.UNANSWERED: "order.told_unanswered",
}
"""What whoever asked for it hears of, by what happened; that it is approved is heard once it wholly is."""


def told(
    before: PhoneOrder | None,
    after: PhoneOrder,
    municipality: Municipality,
    *,
    turn: str,
    now: datetime,
    actor: PersonId | None = None,
) -> PhoneOrder:
    """The order with what follows from what just happened to it. The actor's own card is the answer that they get.

    A line that still waits for the morning tells of what was; what has happened since takes its place.

    `turn` tells this change from all others, so that the same change carried out again tells nothing twice.
    """
    standing = {card.to for card in after.outgoing.standing if card.card == CARD}
    concerned = dict.fromkeys([*_concerned(after, municipality), *standing])
    cards = [
        Notification(
            id=f"{turn}:{person}:card",
            to=person,
            code=CARD_CODE,
            made_at=as_utc(now),
            due_at=as_utc(now),
            card=CARD,
            waits=person not in standing,
        )
        for person in concerned
        if person != actor
    ]
    outgoing, is_news = after.outgoing, before is None or after.events != before.events
    for unsent in outgoing.unsent:
        # A card that was never posted, for someone whom it concerns no more, or who gets it as an answer now.
        if unsent.card == CARD and (unsent.to not in concerned or unsent.to == actor) and unsent.begun_at is None:
            outgoing = outgoing.without(unsent.id)
        if is_news and not unsent.card and unsent.begun_at is None:
            outgoing = outgoing.without(unsent.id)
    lines = _lines(before, after, turn=turn, now=now, actor=actor)
    return replace(after, outgoing=outgoing.adding(*cards, *lines))


def noted(order: PhoneOrder, card: StandingCard, now: datetime) -> PhoneOrder:
    """The order once an answer's card stands: brought up to date if something has happened since that answer."""
    at = as_utc(now)
    if not any(event.at > at for event in order.events):
        return order
    change = Notification(
        id=f"{order.id}:{card.to}:{card.activity}",
        to=card.to,
        code=CARD_CODE,
        made_at=at,
        due_at=at,
        card=CARD,
    )
    return replace(order, outgoing=order.outgoing.adding(change))


def _concerned(order: PhoneOrder, municipality: Municipality) -> Iterable[PersonId]:
    """Who is to have the order's card as it stands, whether they have it already or not."""
    yield order.requester
    if order.state is OrderState.REQUESTED and order.asked is not None:
        yield order.asked
    if order.state is OrderState.APPROVED:
        yield from at_switchboard(municipality)
    if order.awaits_receiver:
        yield order.receiver


def _lines(
    before: PhoneOrder | None, after: PhoneOrder, *, turn: str, now: datetime, actor: PersonId | None
) -> list[Notification]:
    def line(to: PersonId, code: str) -> Notification:
        made_at = as_utc(now)
        return Notification(id=f"{turn}:{to}:{code}", to=to, code=code, made_at=made_at, due_at=made_at, waits=True)

    happened = after.events[len(before.events) if before is not None else 0 :]
    found = [line(after.requester, LINES[event.kind]) for event in happened if event.kind in LINES]
    was_approved = before is not None and before.state is not after.state and after.state is OrderState.APPROVED
    if was_approved:
        found.append(line(after.requester, "order.told_approved"))
    if any(event.kind is OrderEventKind.REMINDED for event in happened):
        if after.asked is not None:
            found.append(line(after.asked, "order.told_reminder"))
        elif after.awaits_receiver:
            found.append(line(after.receiver, "order.told_attest"))
    return [one for one in found if one.to != actor]
