"""Owns the lost phone: that it is reported, blocked by whoever of the switchboard comes first, or found again (R4).

It is told at once and waits for nobody's working hours: every minute counts for what is stored in it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policy.access import at_switchboard, has_role, require_role
from policy.errors import NotAllowed, PolicyError
from policy.order_rules import acts_for
from policy.organisation import Municipality, PersonId, Role
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from policy.periods import as_utc
from policy.retention import months_after

CARD = "lost"
CARD_CODE = "lost.card"
BLOCKED_CODE = "lost.told_blocked"
NOBODY_CODE = "lost.told_nobody"
SAME_LOSS = timedelta(hours=1)
"""What is reported again within this time is the same loss; later it may be another."""


class LostState(StrEnum):
    """How it stands with a lost phone."""

    REPORTED = "reported"
    BLOCKED = "blocked"
    FOUND = "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPhone:
    """A phone that someone has lost. `devices` are those they have, as they are called; `number` is their mobile's.

    `missed` are those of the switchboard who could not be told.
    """

    id: str
    person: PersonId
    devices: tuple[str, ...] = ()
    number: str = ""
    reported_by: PersonId
    reported_at: datetime
    state: LostState = LostState.REPORTED
    settled_by: PersonId | None = None
    settled_at: datetime | None = None
    settled_in: str = ""
    """The turn in which it was blocked or found."""
    kept_until: datetime
    missed: tuple[PersonId, ...] = ()
    outgoing: Outgoing = NOTHING_OUTGOING


def reported(
    person: PersonId,
    municipality: Municipality,
    *,
    by: PersonId,
    turn: str,
    devices: tuple[str, ...],
    out_of_reach: Collection[PersonId] = (),
    now: datetime,
) -> LostPhone:
    """The phone reported as lost, with the whole switchboard told at once (R4). Raises NotAllowed.

    `out_of_reach` are those of the switchboard who have no chat to be told in.
    """
    owner = municipality.people[person]
    if not acts_for(municipality, by, owner):
        raise NotAllowed("lost.not_for_them", field="for_person", params={"name": owner.name})
    lost = LostPhone(
        id=turn,
        person=person,
        reported_by=by,
        devices=devices,
        number=owner.mobile,
        reported_at=as_utc(now),
        kept_until=as_utc(
            months_after(municipality.calendar.local(now), municipality.catalogue.rules.months_kept_unmade)
        ),
        missed=tuple(one for one in at_switchboard(municipality) if one in out_of_reach),
    )
    return _told(lost, tuple(one for one in (*at_switchboard(municipality), person) if one != by), turn=turn, now=now)


def is_same_loss(lost: LostPhone, now: datetime) -> bool:
    """Whether what is reported now was reported already, and is being seen to."""
    return lost.state is LostState.REPORTED and as_utc(now) - lost.reported_at < SAME_LOSS


def nobody_knows(lost: LostPhone, municipality: Municipality) -> bool:
    """Whether nobody of the switchboard could be told, so that only a call helps. Who reported it knows."""
    there = {one for one in at_switchboard(municipality) if one != lost.person}
    return lost.reported_by not in there and there <= set(lost.missed)


def missed(lost: LostPhone, municipality: Municipality, *, who: PersonId, now: datetime) -> LostPhone:
    """The report after somebody couldn't be told: once that is everyone, its owner hears of it and can ring (R4)."""
    if lost.state is not LostState.REPORTED or who in lost.missed or who not in at_switchboard(municipality):
        return lost
    return _reached_anew(lost, replace(lost, missed=(*lost.missed, who)), municipality, now)


def reached(lost: LostPhone, municipality: Municipality, *, who: PersonId, now: datetime) -> LostPhone:
    """The report after somebody was told who couldn't be before."""
    if lost.state is not LostState.REPORTED or who not in lost.missed:
        return lost
    return _reached_anew(lost, replace(lost, missed=tuple(one for one in lost.missed if one != who)), municipality, now)


def _reached_anew(before: LostPhone, after: LostPhone, municipality: Municipality, now: datetime) -> LostPhone:
    """With the owner told where it has changed whether anybody at the switchboard knows."""
    knows_nobody = nobody_knows(after, municipality)
    if knows_nobody == nobody_knows(before, municipality):
        return after
    turn = f"{after.id}:{len(after.missed)}:{as_utc(now).isoformat()}"
    readers = tuple(sorted({after.person, after.reported_by}))
    told = _told(after, readers, turn=turn, now=now)
    if not knows_nobody:
        return replace(told, outgoing=told.outgoing.calling_off(NOBODY_CODE))
    lines = [_line(to, NOBODY_CODE, turn=turn, now=now) for to in readers]
    return replace(told, outgoing=told.outgoing.adding(*lines))


def may_block(municipality: Municipality, lost: LostPhone, reader: PersonId) -> bool:
    """Whether the reader can mark it as blocked now."""
    return lost.state is LostState.REPORTED and has_role(municipality, reader, Role.SWITCHBOARD)


def blocked(lost: LostPhone, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> LostPhone:
    """The phone's subscription is blocked; who came second hears who did it. Raises NotAllowed or PolicyError."""
    require_role(municipality, by, Role.SWITCHBOARD)
    return _settled(lost, municipality, LostState.BLOCKED, by=by, turn=turn, now=now)


def found(lost: LostPhone, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> LostPhone:
    """The phone was found again before it was blocked. Raises NotAllowed or PolicyError `lost.too_late`."""
    if by not in _whose(lost):
        raise NotAllowed("lost.not_owner")
    return _settled(lost, municipality, LostState.FOUND, by=by, turn=turn, now=now)


def noted(lost: LostPhone, card: StandingCard, now: datetime) -> LostPhone:
    """The report once an answer's card stands: brought up to date if it was settled since that answer."""
    if lost.settled_at is None or lost.settled_at <= as_utc(now):
        return lost
    change = Notification(
        id=f"{lost.id}:{card.to}:{card.activity}",
        to=card.to,
        code=CARD_CODE,
        made_at=as_utc(now),
        due_at=as_utc(now),
        card=CARD,
    )
    return replace(lost, outgoing=lost.outgoing.adding(change))


def may_find(lost: LostPhone, reader: PersonId) -> bool:
    """Whether the reader can say that it is found again."""
    return lost.state is LostState.REPORTED and reader in _whose(lost)


def _whose(lost: LostPhone) -> tuple[PersonId, PersonId]:
    return lost.person, lost.reported_by


def _settled(
    lost: LostPhone, municipality: Municipality, state: LostState, *, by: PersonId, turn: str, now: datetime
) -> LostPhone:
    if lost.state is not LostState.REPORTED:
        at = municipality.calendar.local(lost.settled_at or lost.reported_at)
        if lost.settled_by == by:
            raise PolicyError("lost.done_already", params={"lost_state": lost.state.value, "at": at})
        known = municipality.people.get(lost.settled_by or PersonId(""))
        who = known.name if known is not None else municipality.name
        raise PolicyError("lost.too_late", params={"lost_state": lost.state.value, "who": who, "at": at})
    settled = replace(lost, state=state, settled_by=by, settled_at=as_utc(now), settled_in=turn)
    readers = {lost.person, lost.reported_by, *(card.to for card in lost.outgoing.standing)}
    for unsent in lost.outgoing.unsent:
        # A card that was never posted, to someone who has nothing left to do about it.
        if unsent.to not in readers and unsent.begun_at is None:
            settled = replace(settled, outgoing=settled.outgoing.without(unsent.id))
    settled = replace(settled, outgoing=settled.outgoing.calling_off(NOBODY_CODE))
    return _told(settled, tuple(sorted(readers - {by})), turn=turn, now=now)


def _told(lost: LostPhone, readers: tuple[PersonId, ...], *, turn: str, now: datetime) -> LostPhone:
    notifications = [
        Notification(
            id=f"{turn}:{person}:card", to=person, code=CARD_CODE, made_at=as_utc(now), due_at=as_utc(now), card=CARD
        )
        for person in readers
    ]
    if lost.state is LostState.BLOCKED:
        notifications.append(_line(lost.person, BLOCKED_CODE, turn=turn, now=now))
    return replace(lost, outgoing=lost.outgoing.adding(*notifications))


def _line(to: PersonId, code: str, *, turn: str, now: datetime) -> Notification:
    return Notification(id=f"{turn}:{to}:{code}", to=to, code=code, made_at=as_utc(now), due_at=as_utc(now))
