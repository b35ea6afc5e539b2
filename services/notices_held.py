"""Owns what notices to the switchboard hold about a person: those about them, and those that they have sent (M3).

Nothing here authorises anybody; `services.privacy` does. Erasing is safe to repeat, also after it was cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy.notices import NewEmployee, Notice
from policy.organisation import Person, PersonId, UnitId
from services.ports import NOTICES, Cases, Directory, Loaded
from services.privacy_subjects import Outline, as_json

ABOUT_WHOM = frozenset({"new", "person", "person_name", "change", "before"})
"""Fields of a notice that name people: told to whom they are about, and to nobody else."""
OWN_WORDS = "note"
"""What its sender wrote beside: it may be about anybody, so it is told to them and to whom the notice is about."""
BOOKKEEPING = frozenset({"turns", "next_step_at", "carried_out", "caught_up"})


@dataclass(frozen=True, slots=True)
class NoticesHeld:
    """Notices. One that is still to hold, or that the directory has not caught up with, stays: others rely on it."""

    notices: Cases[Notice]
    directory: Directory
    name: str = "notices"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them; of one that is about somebody else, without whom."""
        return [self._told(one.value, person) for one in await self._of(person)]

    async def outline(self, person: PersonId) -> Outline:
        """Those that nothing is to come of go."""
        every = await self._of(person)
        goes = sum(_is_over(one.value) for one in every)
        return Outline(subject=self.name, goes=goes, stays=len(every) - goes)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Those that nothing is to come of."""
        del whole
        for one in await self._of(person):
            if _is_over(one.value):
                await self.notices.erase(one)

    async def _of(self, person: PersonId) -> Sequence[Loaded[Notice]]:
        known = self.directory.municipality.people.get(person)
        every = await self.notices.among(NOTICES)
        return [one for one in every if person in _named(one.value) or _is_about(one.value, person, known)]

    def _told(self, notice: Notice, person: PersonId) -> Mapping[str, Any]:
        told: dict[str, Any] = {name: value for name, value in as_json(notice).items() if name not in BOOKKEEPING}
        if not _is_about(notice, person, self.directory.municipality.people.get(person)):
            hidden = ABOUT_WHOM if notice.made_by == person else ABOUT_WHOM | {OWN_WORDS}
            told["content"] = {name: value for name, value in told["content"].items() if name not in hidden}
        return told


def _named(notice: Notice) -> tuple[PersonId | None, ...]:
    return (notice.made_by, notice.received_by, notice.withdrawn_by)


def _is_about(notice: Notice, person: PersonId, known: Person | None) -> bool:
    content = notice.content
    return content.person == person or (
        content.new is not None and known is not None and _is_them(content.new, content.unit, known)
    )


def _is_them(new: NewEmployee, unit: UnitId, known: Person) -> bool:
    """Whether somebody in the directory is who was announced: of the same e-mail address, or else the same name in
    that unit. A namesake elsewhere is not told somebody else's number.
    """
    if new.email and known.email:
        return new.email.casefold() == known.email.casefold()
    return known.unit == unit and new.name.casefold() == known.name.casefold()


def _is_over(notice: Notice) -> bool:
    return notice.kept_until is not None
