"""A stage for the diversion's use cases: the small town, its books in memory, and what was to be delivered soon."""

from __future__ import annotations

from datetime import datetime

from policy.diversions import Diversion, DiversionBook, Proposal
from policy.effects import EffectKind
from policy.organisation import PersonId
from policy.reasons import Reason
from services.coverage_outcomes import Foreseen
from services.diversion_outcomes import DiversionSet, SetDiversion
from services.diversions import DiversionService
from tests.policy.small_town import ANNA, at, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory

NOW = at("2026-11-24 09:00")
"""A Tuesday."""


class Stage:
    """The service and all that it touches."""

    def __init__(self, *diversions: Diversion, person: PersonId = ANNA) -> None:
        self.books = BooksInMemory(*([DiversionBook(person=person, diversions=diversions)] if diversions else []))
        self.delivered_soon: list[PersonId] = []
        self.opens: tuple[Foreseen, ...] = ()
        self.foreseeing_fails = False
        self.compared: list[tuple[DiversionBook, DiversionBook]] = []
        self.service = DiversionService(
            books=self.books,
            directory=FakeDirectory(small_town()),
            delivered_soon=self.delivered_soon.append,
            foresees=self._foresees,
        )
        self.turns = 0

    async def _foresees(self, before: DiversionBook, after: DiversionBook, now: datetime) -> tuple[Foreseen, ...]:
        """What the test says, where that is anything; asked of each change by its books."""
        del now
        if self.foreseeing_fails:
            raise RuntimeError("a book that nobody can read")
        self.compared.append((before, after))
        return self.opens

    def next_turn(self) -> str:
        """A turn's id, like no other's."""
        self.turns += 1
        return f"turn-{self.turns}"

    async def set(self, actor: PersonId, wanted: SetDiversion, *, turn: str = "", now: datetime = NOW) -> DiversionSet:
        """Set a diversion, in a turn of its own unless one is named."""
        return await self.service.set(actor, wanted, change_id=turn or self.next_turn(), now=now)


def wanted(
    reason: Reason,
    start: str,
    end: str | None,
    *,
    person: PersonId = ANNA,
    note: str = "",
    answers_instead: PersonId | None = None,
    replaces: str | None = None,
    continues: bool = False,
    seen: str = "",
    also: tuple[EffectKind, ...] | None = None,
) -> SetDiversion:
    """What someone asks for, with its times as the municipality's clocks show them."""
    proposal = Proposal(
        person=person,
        reason=reason,
        start_at=at(start),
        end_at=None if end is None else at(end),
        note=note,
        answers_instead=answers_instead,
        also=also,
    )
    return SetDiversion(proposal=proposal, replaces=replaces, continues=continues, seen=seen)


LUNCH = wanted(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
SICK = wanted(Reason.SICK, "2026-11-24 08:00", None, note="Magsjuka")
