"""Owns the case of a directory that is held up because it would take too much away: who is told, who has said yes.

There is one such case at a time. Its administrators have one card each, which shows how things stand by now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policy.directory_losses import Losses
from policy.organisation import GroupId, PersonId, Role
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing
from policy.periods import as_utc

HELD = "directory.held"
"""The code of what administrators are told, however it stands by then."""
CARD = "held"
MOST_NAMED = 5
KEPT = timedelta(days=30)
"""How long it is known how it ended."""


class HeldEnding(StrEnum):
    """How it ended."""

    ACCEPTED = "accepted"
    """Somebody said yes: it is in use."""
    PASSED = "passed"
    """What is read by now takes no more away than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDirectory:
    """What would go, since when it is held up, and how that ended. `some` are a few of the people who would go."""

    id: str
    people_before: int
    people_after: int
    gone: int
    unroled: int
    roles_emptied: tuple[Role, ...]
    groups_emptied: tuple[GroupId, ...]
    some: tuple[PersonId, ...]
    held_at: datetime
    asked: tuple[PersonId, ...] = ()
    ending: HeldEnding | None = None
    ended_by: PersonId | None = None
    """Who said yes; None where whoever runs the machine did, or nobody had to."""
    ended_at: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to say yes."""
        return self.ending is None

    @property
    def kept_until(self) -> datetime | None:
        """When it is of no use any more; None while it is open, or something of it is unsent."""
        return None if self.ended_at is None or self.outgoing.unsent else self.ended_at + KEPT


def held(
    known: HeldDirectory | None, losses: Losses, administrators: Collection[PersonId], *, now: datetime
) -> HeldDirectory:
    """The case of these losses, of which every administrator is told once. While it is open the card that they have
    follows what would go by now, without a word; once it is over, losses are another case with a card of its own.
    """
    if known is None or not known.is_open:
        outgoing = NOTHING_OUTGOING if known is None else known.outgoing.calling_off(HELD).without_cards(CARD)
        case = replace(_of(losses, now), outgoing=outgoing)
    else:
        case = replace(_of(losses, now), held_at=known.held_at, asked=known.asked, outgoing=known.outgoing)
    told = () if known is not None and known.id == losses.id else case.asked
    fresh = tuple(one for one in administrators if one not in case.asked)
    return replace(_telling(case, (*told, *fresh), now), asked=(*case.asked, *fresh))


def accepted(case: HeldDirectory, by: PersonId | None, *, now: datetime) -> HeldDirectory:
    """With somebody's yes, which the card of every administrator then shows."""
    return _ended(case, HeldEnding.ACCEPTED, by, now)


def passed(case: HeldDirectory, *, now: datetime) -> HeldDirectory:
    """With nothing to say yes to any more."""
    return _ended(case, HeldEnding.PASSED, None, now)


def without_person(case: HeldDirectory, person: PersonId) -> HeldDirectory:
    """Without a word of somebody who is forgotten; a card that they have already is changed no more."""
    outgoing = case.outgoing.without_card(person, CARD)
    return replace(
        case,
        asked=tuple(one for one in case.asked if one != person),
        outgoing=replace(outgoing, unsent=tuple(one for one in outgoing.unsent if one.to != person)),
        some=tuple(one for one in case.some if one != person),
        ended_by=None if case.ended_by == person else case.ended_by,
    )


def _of(losses: Losses, now: datetime) -> HeldDirectory:
    return HeldDirectory(
        id=losses.id,
        people_before=losses.people_before,
        people_after=losses.people_after,
        gone=losses.gone,
        unroled=len(losses.unroled),
        roles_emptied=losses.roles_emptied,
        groups_emptied=losses.groups_emptied,
        some=losses.people[:MOST_NAMED],
        held_at=as_utc(now),
    )


def _ended(case: HeldDirectory, ending: HeldEnding, by: PersonId | None, now: datetime) -> HeldDirectory:
    if not case.is_open:
        return case
    after = replace(case, ending=ending, ended_by=by, ended_at=as_utc(now))
    return _telling(after, case.asked, now)


def _telling(case: HeldDirectory, administrators: Collection[PersonId], now: datetime) -> HeldDirectory:
    stage = case.ending.value if case.ending is not None else "open"
    told = (
        Notification(
            id=f"{HELD}:{case.id}:{stage}:{one}", to=one, code=HELD, made_at=as_utc(now), due_at=as_utc(now), card=CARD
        )
        for one in administrators
    )
    return replace(case, outgoing=case.outgoing.adding(*told))
