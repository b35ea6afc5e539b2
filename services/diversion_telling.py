"""Owns what a diversion's outcome tells beside the change itself: what others are told now, and who else is away."""

from __future__ import annotations

from datetime import datetime

from policy.availability import Absence, Availability, availability
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from services.ports import DiversionRepository


def told_to_colleagues(
    municipality: Municipality, book: DiversionBook, person: Person, *, at: datetime
) -> Availability:
    """What anyone without a right to the reason is told, which is what the switchboard says."""
    return availability(municipality, book, person, viewer=PersonId(""), at=at)


async def stand_in_away(books: DiversionRepository, new: Diversion) -> Absence | None:
    """The absence of whoever is to answer in the person's place, if that is away for some of it."""
    if new.answers_instead is None:
        return None
    book = (await books.load(new.answers_instead)).value.without_past(new.set_at)
    met = next((d for d in book.diversions if d.period.overlaps(new.period) and not d.open_line), None)
    # The warning says that the colleague is away, to whoever asks; why is never part of it.
    return None if met is None else Absence(diversion=met, shows_reason=False)
