"""Owns who is told what of a notice: its one card in each chat, and the lines that make a sound beside it (M3).

The sender and everyone at the switchboard have the card. One that is changed in place makes no sound, so what must be
noticed (it is overdue, it was changed, it was taken back) is told in a line too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from policy.access import at_switchboard
from policy.ids import PersonId
from policy.notice_times import is_pressing
from policy.notices import CARD, Notice, NoticeState
from policy.organisation import Municipality
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc

CARD_CODE = "notice.card"
OVERDUE = "notice.told_overdue"
"""To the switchboard: nobody has received it."""
UNRECEIVED = "notice.told_unreceived"
"""To the sender: the same."""
REVISED = "notice.told_revised"
WITHDRAWN = "notice.told_withdrawn"


def told(
    before: Notice | None,
    after: Notice,
    municipality: Municipality,
    *,
    turn: str,
    now: datetime,
    actor: PersonId | None = None,
) -> Notice:
    """The notice with what follows from what just happened to it. The actor's own card is the answer that they get."""
    standing = {card.to for card in after.outgoing.standing if card.card == CARD}
    begun = {one.to for one in after.outgoing.unsent if one.card == CARD and one.begun_at is not None}
    switchboard = at_switchboard(municipality)
    concerned = {after.made_by, *standing, *begun, *(switchboard if _is_for_all(after) else ())}
    outgoing, at, waits = after.outgoing, as_utc(now), not is_pressing(municipality.calendar, after)
    for unsent in outgoing.unsent:
        given_up = unsent.to not in concerned or unsent.to == actor or not unsent.card
        if given_up and unsent.begun_at is None:
            outgoing = outgoing.without(unsent.id)
    cards = [
        Notification(
            id=f"{turn}:{person}:card",
            to=person,
            code=CARD_CODE,
            made_at=at,
            due_at=at,
            card=CARD,
            waits=waits and person not in standing,
        )
        for person in sorted(concerned)
        if person != actor
    ]
    lines = [
        Notification(id=f"{turn}:{to}:{code}", to=to, code=code, made_at=at, due_at=at, waits=waits)
        for to, code in _lines(before, after, switchboard, standing)
        if to != actor
    ]
    return replace(after, outgoing=outgoing.adding(*cards, *lines))


def noted(notice: Notice, card: StandingCard, now: datetime) -> Notice:
    """The notice once an answer's card stands: brought up to date if something has happened since that answer."""
    at = as_utc(now)
    happened = (notice.made_at, notice.received_at, notice.withdrawn_at, notice.in_force_at, notice.reminded_at)
    if not any(one is not None and one > at for one in happened):
        return notice
    change = Notification(
        id=f"{notice.id}:{card.to}:{card.activity}", to=card.to, code=CARD_CODE, made_at=at, due_at=at, card=CARD
    )
    return replace(notice, outgoing=notice.outgoing.adding(change))


def _is_for_all(notice: Notice) -> bool:
    """Whether everyone at the switchboard is to have the card: until somebody has received it."""
    return notice.awaits_receipt


def _lines(
    before: Notice | None, after: Notice, switchboard: tuple[PersonId, ...], standing: set[PersonId]
) -> list[tuple[PersonId, str]]:
    if before is None:
        return []
    if after.reminded_at is not None and before.reminded_at is None:
        return [*((one, OVERDUE) for one in switchboard), (after.made_by, UNRECEIVED)]
    readers = [one for one in (*switchboard, after.made_by) if one in standing]
    if after.state is NoticeState.WITHDRAWN:
        return [(one, WITHDRAWN) for one in dict.fromkeys(readers)]
    if after.content != before.content:
        return [(one, REVISED) for one in dict.fromkeys(readers)]
    return []
