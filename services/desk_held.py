"""Owns what the switchboard's desk holds about an operator: their desk, what they have taken and handed over (V1-V3).

Nothing here authorises anybody; `services.privacy` does. Erasing is safe to repeat, also after it was cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policy.desk import Desk
from policy.desk_book import DeskBook, HandOver
from policy.desk_hand_over import without_hand_overs
from policy.organisation import PersonId
from services.desk import desk_place
from services.ports import DESK_BOOK_PLACE, Cases
from services.privacy_subjects import OneDocument, Outline, as_json

ABOUT_THE_WORK = frozenset({"rows", "open"})
"""What a hand-over holds about others: told to nobody but the switchboard."""
WHAT_IT_SHOWS = frozenset({"shown"})
"""What of a desk is about others: colleagues, new staff, who else has taken what."""


def desk_held(cases: Cases[Desk]) -> OneDocument:
    """An operator's own desk, without what it shows."""
    return OneDocument(cases, desk_place, "desk", WHAT_IT_SHOWS)


@dataclass(frozen=True, slots=True)
class DeskBookHeld:
    """What an operator has taken and handed over. All of it goes: what they had taken is free again."""

    cases: Cases[DeskBook]
    name: str = "desk_book"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them, without what it is about."""
        book = await self._book()
        claims = [{"taken_at": one.at.isoformat()} for one in book.claims if one.by == person]
        return [*claims, *(_told(one, person) for one in book.hand_overs if _is_of(one, person))]

    async def outline(self, person: PersonId) -> Outline:
        """All of it goes."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of it: what they gave goes whole, of what they got only that it was they."""
        del whole
        loaded = await self.cases.load(DESK_BOOK_PLACE)
        if loaded is None:
            return
        book = loaded.value
        outgoing = without_hand_overs(book.outgoing, {one.id for one in book.hand_overs if one.by == person})
        outgoing = replace(
            outgoing,
            unsent=tuple(one for one in outgoing.unsent if one.to != person),
            standing=tuple(one for one in outgoing.standing if one.to != person),
        )
        after = replace(
            book,
            claims=tuple(one for one in book.claims if one.by != person),
            hand_overs=tuple(_without(one, person) for one in book.hand_overs if one.by != person),
            outgoing=outgoing,
        )
        if after != book:
            await self.cases.save(loaded, after)

    async def _book(self) -> DeskBook:
        loaded = await self.cases.load(DESK_BOOK_PLACE)
        return DeskBook() if loaded is None else loaded.value


def _is_of(hand_over: HandOver, person: PersonId) -> bool:
    return person in (hand_over.by, hand_over.to, hand_over.taken_by)


def _told(hand_over: HandOver, person: PersonId) -> Mapping[str, Any]:
    """A hand-over as it is told somebody it is of; the note is whose who wrote it."""
    told = {name: value for name, value in as_json(hand_over).items() if name not in ABOUT_THE_WORK}
    others = {"note"} if hand_over.by != person else set()
    others |= {name for name in ("by", "to", "taken_by") if told[name] != str(person)}
    return {name: value for name, value in told.items() if name not in others}


def _without(hand_over: HandOver, person: PersonId) -> HandOver:
    """The hand-over without who got it; one that only they could take is over."""
    if hand_over.to == person and hand_over.taken_at is None:
        return replace(hand_over, to=None, withdrawn_at=hand_over.made_at, note="")
    to = None if hand_over.to == person else hand_over.to
    return replace(hand_over, to=to, taken_by=None if hand_over.taken_by == person else hand_over.taken_by)
