"""Owns how the record of a matter is loaded, changed by the rules and saved again, for all who change it (S3, A1).

What is decided and who is told of it are one document and one write. If nothing is new, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.errors import PolicyError
from policy.functions import Function, of_group
from policy.ids import PersonId
from policy.mend_proposals import functions_at
from policy.misdirected import (
    MisdirectedMatter,
    Whereabouts,
    is_due,
    most_named,
    nothing_yet,
    passed,
    scheduled,
    suggested,
    without_old,
)
from policy.misdirected_telling import told
from policy.organisation import Municipality
from services.effective_directory import EffectiveDirectory
from services.ports import MISDIRECTED, Cases, Loaded, Place
from services.retrying import until_saved

SOURCE = "misdirected"
"""The name of the records among the outbox's sources."""
LONGEST_ID = 64
Step = Callable[[MisdirectedMatter], MisdirectedMatter]


@dataclass(frozen=True, slots=True, kw_only=True)
class MisdirectedDesk:
    """`deliver_soon` is called with a record's place once something to be told of it is saved."""

    cases: Cases[MisdirectedMatter]
    directory: EffectiveDirectory
    deliver_soon: Callable[[Place], None]

    async def change_matter(
        self, matter: str, step: Step, *, turn: str, now: datetime, actor: PersonId | None = None
    ) -> MisdirectedMatter:
        """The record of a matter after a step, which may be its first."""

        async def attempt() -> MisdirectedMatter:
            empty = nothing_yet(matter)
            loaded = await self.cases.load(place_of(empty.id))
            return await self._stepped(loaded, empty, step, turn=turn, now=now, actor=actor)

        return await until_saved(attempt)

    async def change(
        self, case_id: str, step: Step, *, turn: str, now: datetime, actor: PersonId | None = None
    ) -> MisdirectedMatter:
        """The record after a step. Raises PolicyError `misdirected.gone`."""

        async def attempt() -> MisdirectedMatter:
            loaded = await self.find(case_id)
            return await self._stepped(loaded, loaded.value, step, turn=turn, now=now, actor=actor)

        return await until_saved(attempt)

    async def find(self, case_id: str) -> Loaded[MisdirectedMatter]:
        """The record with an id that came with a button, which anyone can make up. Raises `misdirected.gone`."""
        sound = 0 < len(case_id) <= LONGEST_ID and case_id.isprintable()
        loaded = await self.cases.load(place_of(case_id)) if sound else None
        if loaded is None:
            raise PolicyError("misdirected.gone")
        return loaded

    async def every(self) -> Sequence[MisdirectedMatter]:
        """All that is kept."""
        return [one.value for one in await self.cases.among(MISDIRECTED)]

    async def save(self, loaded: Loaded[MisdirectedMatter] | None, case: MisdirectedMatter) -> MisdirectedMatter:
        """Store it, and have what is unsent delivered. Raises Conflict."""
        saved = (await self.cases.save(loaded, case)).value
        if saved.outgoing.unsent:
            self.deliver_soon(place_of(saved.id))
        return saved

    async def _stepped(
        self,
        loaded: Loaded[MisdirectedMatter] | None,
        empty: MisdirectedMatter,
        step: Step,
        *,
        turn: str,
        now: datetime,
        actor: PersonId | None,
    ) -> MisdirectedMatter:
        municipality, before = self.directory.municipality, empty if loaded is None else loaded.value
        terms = municipality.switchboard
        after = step(without_old(before, terms, now))
        if after == before:
            return before
        after = passed(after, now)
        if is_due(after, terms) and self._wants_mending(after, municipality):
            after = suggested(after, now)
        after = told(before, after, municipality, turn=turn, now=now, actor=actor)
        return await self.save(loaded, scheduled(after, terms, now))

    def _wants_mending(self, case: MisdirectedMatter, municipality: Municipality) -> bool:
        """Whether the directory leads such calls wrong, or nowhere; where it leads them right nothing is to mend."""
        found = {one.function for one in self.directory.find_matters(case.matter).matches}
        named = most_named([call.right for call in case.calls])
        if named:
            return found.isdisjoint(_answering(municipality, named[0][0]))
        landed = {one for call in case.calls for one in _answering(municipality, call.landed)}
        return not found or not found.isdisjoint(landed)


def place_of(case_id: str) -> Place:
    """Where a record is kept."""
    return Place(MISDIRECTED, case_id)


def _answering(municipality: Municipality, place: Whereabouts) -> set[Function]:
    """The functions of a place, and of a person the answer groups too."""
    functions = set(functions_at(municipality, place))
    for one in tuple(functions):
        if one.person is not None:
            functions |= {of_group(group) for group in municipality.groups_by_person.get(one.person, ())}
    return functions
