"""Owns who is told of a suggestion to mend the directory: every editor, on one card that follows how it stands (A1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from policy.directory_mends import editors_of
from policy.ids import PersonId
from policy.misdirected import MisdirectedMatter, Suggestion
from policy.organisation import Municipality
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc

SUGGESTION = "misdirected.suggestion"
CARD = "suggestion"


def card_of(suggestion: Suggestion) -> str:
    """The name of the card of a suggestion, in anyone's chat: each is a message of its own."""
    return f"{CARD}:{suggestion.round}"


def told(
    before: MisdirectedMatter | None,
    after: MisdirectedMatter,
    municipality: Municipality,
    *,
    turn: str,
    now: datetime,
    actor: PersonId | None = None,
) -> MisdirectedMatter:
    """With what follows told: a new suggestion to every editor, any other change where the card stands already.

    Somebody who pressed it on the card sees it in the answer.
    """
    suggestion = after.suggestion
    if suggestion is None or (before is not None and _looks_as(before, after)):
        return after
    if before is None or before.suggestion is None or before.suggestion.round != suggestion.round:
        fresh = replace(after, outgoing=after.outgoing.without_cards(*_earlier(after)))
        return _adding(fresh, suggestion, editors_of(municipality), turn=turn, now=now, waits=True)
    card, outgoing = card_of(suggestion), after.outgoing
    if not after.is_open:
        # A card that was never posted, to someone who has nothing left to decide.
        left = tuple(one for one in outgoing.unsent if one.card != card or one.begun_at is not None)
        outgoing = replace(outgoing, unsent=left)
    waiting = {one.to for one in outgoing.unsent if one.card == card}
    standing = {one.to for one in outgoing.standing if one.card == card}
    begun = {one.to for one in outgoing.unsent if one.card == card and one.begun_at is not None}
    readers = tuple(sorted((standing - waiting | begun) - ({actor} if actor else set())))
    return _adding(replace(after, outgoing=outgoing), suggestion, readers, turn=turn, now=now)


def noted(case: MisdirectedMatter, card: StandingCard, now: datetime) -> MisdirectedMatter:
    """The record once an answer's card stands: brought up to date if it was decided since that answer."""
    suggestion = case.suggestion
    if suggestion is None or card.card != card_of(suggestion):
        return case
    if suggestion.decided_at is None or suggestion.decided_at <= as_utc(now):
        return case
    return _adding(case, suggestion, (card.to,), turn=f"{case.id}:{card.activity}", now=now)


def _looks_as(before: MisdirectedMatter, after: MisdirectedMatter) -> bool:
    """Whether the card would show the same; one that is decided stays as it was then."""
    if before.suggestion != after.suggestion:
        return False
    return not after.is_open or (before.calls, before.matter) == (after.calls, after.matter)


def _earlier(case: MisdirectedMatter) -> set[str]:
    suggestion = case.suggestion
    mine = "" if suggestion is None else card_of(suggestion)
    return {one.card for one in case.outgoing.standing if one.card != mine}


def _adding(
    case: MisdirectedMatter,
    suggestion: Suggestion,
    readers: tuple[PersonId, ...],
    *,
    turn: str,
    now: datetime,
    waits: bool = False,
) -> MisdirectedMatter:
    card = card_of(suggestion)
    notifications = [
        Notification(
            id=f"{turn}:{reader}:{card}",
            to=reader,
            code=SUGGESTION,
            params={"round": str(suggestion.round)},
            made_at=as_utc(now),
            due_at=as_utc(now),
            card=card,
            waits=waits,
        )
        for reader in readers
    ]
    return replace(case, outgoing=case.outgoing.adding(*notifications))
