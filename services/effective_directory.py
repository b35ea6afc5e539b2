"""Owns the directory as it is with what managers have told the switchboard: new and leaving staff, duties, groups (M3),
and with what editors have mended in chat (A1).

It stands where the directory itself stood, for every reader. What holds is read from the store right after this process
has changed something, and when a mark in the store says that another has; in between everything is in memory. Where
nothing has been told it gives the directory's own municipality and search, and costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from policy.announced import NOTHING_ANNOUNCED, Announced, Overlay, announced_on, overlaid
from policy.coverage_books import CoverageBook
from policy.errors import PolicyError
from policy.functions import of_group, of_person
from policy.misdirected import MisdirectedMatter
from policy.notices import Notice
from policy.organisation import Municipality, Person, PersonId, Unit, UnitId
from policy.periods import as_utc
from services.ports import (
    MISDIRECTED,
    NOTICES,
    PROGRESS,
    Cases,
    Directory,
    MattersBeside,
    MattersFound,
    PersonMatch,
    Place,
    Progress,
    SearchOutcome,
)
from services.retrying import until_saved

log = logging.getLogger(__name__)

MARK = "announced"
WHOLE_EVERY = timedelta(minutes=10)
"""How long a change that no mark tells of, because its process died over it, may go unseen."""
TIMES_READ = 2
"""How often what another process has changed is read: the mark may be there before all of the change is."""
WHOLE = 1.0
CLEARLY_WORSE = 0.08


class Finder(Protocol):
    """Finds people, as a directory does."""

    def find(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """See `services.ports.Directory.find_people`."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of one municipality and what is told beside it, with a search over whom that adds or changes."""

    base: Municipality
    announced: Announced
    overlay: Overlay
    finder: Finder | None
    beside: MattersBeside | None


class EffectiveDirectory:
    """People, units and answer groups as they are today; implements `services.ports.Directory`.

    `search_over` arranges a municipality's people for being found.
    """

    def __init__(
        self,
        base: Directory,
        *,
        notices: Cases[Notice],
        books: Cases[CoverageBook],
        mends: Cases[MisdirectedMatter],
        marks: Cases[Progress],
        search_over: Callable[[Municipality], Finder],
    ) -> None:
        self.base = base
        self._notices = notices
        self._books = books
        self._mends = mends
        self._marks = marks
        self._search_over = search_over
        self._announced = NOTHING_ANNOUNCED
        self._made: _Made | None = None
        self._begun = 0
        self._read = 0
        self._mark: str | None = None
        """The etag of the mark by which it was read last."""
        self._reads_left = TIMES_READ
        self._read_at: datetime | None = None

    @property
    def municipality(self) -> Municipality:
        """The directory as it is now; hold on to it for the whole turn."""
        return self._now().overlay.municipality

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People by name, extension or number; see `services.ports.Directory`."""
        made = self._now()
        left_out = made.overlay.gone.union(without)
        stay = self.base.find_people(text, near=near, limit=limit, without=left_out)
        if made.finder is None:
            return stay
        return _together(stay, made.finder.find(text, near=near, limit=limit, without=without), near, limit)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions by matter; see `services.ports.Directory`. What stands beside is this directory's own to know."""
        del beside
        return self.base.find_matters(text, limit=limit, beside=self._now().beside)

    async def refresh(self, *, now: datetime) -> None:
        """Read what holds by now, after a change of this process's own, of which the mark tells the others."""
        try:
            self._mark = await until_saved(lambda: self._marked(now))
        except PolicyError as error:
            log.warning("the others were not told of a change", extra={"error": error.code})
        await self._look(now)

    async def keep_fresh(self, *, now: datetime) -> None:
        """Read what holds by now if it can be other than it was: one point read where nothing is new."""
        found = await self._marks.load(Place(PROGRESS, MARK))
        mark = None if found is None else found.etag
        if mark != self._mark:
            self._mark, self._reads_left = mark, TIMES_READ
        if self._reads_left or self._is_old(now):
            await self._look(now)
            self._reads_left = max(0, self._reads_left - 1)

    async def _marked(self, now: datetime) -> str | None:
        found = await self._marks.load(Place(PROGRESS, MARK))
        if found is not None and found.etag != self._mark:
            self._reads_left = TIMES_READ
        return (await self._marks.save(found, Progress(name=MARK, reached_at=as_utc(now)))).etag

    def _is_old(self, now: datetime) -> bool:
        """Whether another day has begun since, or it is long ago; a clock that is set back makes it old too."""
        if self._read_at is None or not timedelta() <= as_utc(now) - self._read_at < WHOLE_EVERY:
            return True
        local = self.base.municipality.calendar.local
        return local(now).date() != local(self._read_at).date()

    async def _look(self, now: datetime) -> None:
        """Read it; what has not changed keeps its municipality.

        A reading that ends after one that was begun later says nothing new.
        """
        self._begun += 1
        begun = self._begun
        told = [one.value for one in await self._notices.among(NOTICES, touches_people=1)]
        books = [one.value for one in await self._books.among(None, has_changes=1)]
        day = self.base.municipality.calendar.local(now).date()
        mended = [mend for one in await self._mends.among(MISDIRECTED, has_mend=1) for mend in one.value.mends]
        changes = {book.group: book.changes for book in books if book.changes}
        announced = announced_on(told, changes, day, mends=mended)
        if begun > self._read:
            self._read, self._read_at = begun, as_utc(now)
            self._announced = self._announced if announced == self._announced else announced

    def _now(self) -> _Made:
        base, announced, made = self.base.municipality, self._announced, self._made
        if made is None or made.base is not base or made.announced is not announced:
            overlay = overlaid(base, announced)
            finder = self._search_over(_only(overlay)) if overlay.added else None
            made = self._made = _Made(base, announced, overlay, finder, _beside(overlay))
        return made


def _beside(overlay: Overlay) -> MattersBeside | None:
    """What search by matter has to know of it."""
    if not (overlay.added or overlay.gone or overlay.groups or overlay.synonyms):
        return None
    gone = {of_person(person).id for person in overlay.gone} | {of_group(group.id).id for group in overlay.groups}
    return MattersBeside(groups=overlay.groups, people=overlay.added, gone=frozenset(gone), synonyms=overlay.synonyms)


def _only(overlay: Overlay) -> Municipality:
    """The municipality with nobody but those who are added or changed."""
    town = overlay.municipality
    return Municipality(
        name=town.name,
        language=town.language,
        calendar=town.calendar,
        people={person.id: person for person in overlay.added},
        units=_with_those_above(town, {person.unit for person in overlay.added}),
        groups={},
    )


def _with_those_above(town: Municipality, units: Iterable[UnitId]) -> Mapping[UnitId, Unit]:
    """Those units, and all above them: no other's name says where one of their people is."""
    found: dict[UnitId, Unit] = {}
    for unit in units:
        above: UnitId | None = unit
        while above is not None and above not in found:
            found[above] = town.units[above]
            above = found[above].parent
    return found


def _together(first: SearchOutcome, second: SearchOutcome, near: Person | None, limit: int) -> SearchOutcome:
    """Both answers as one. Who bears the very name leaves no room for who merely bears one like it, nor who bears one
    much like it for who bears one a little like it: each search alone knows only its own best.
    """
    matches: list[PersonMatch] = [*first.matches, *second.matches]
    if matches:
        best = max(one.score for one in matches)
        least = WHOLE if best >= WHOLE else best - CLEARLY_WORSE
        matches = [one for one in matches if one.score >= least]
        unit = None if near is None else near.unit
        ranked = sorted(matches, key=lambda one: (-one.score, one.person.unit != unit))
        is_certain = len(ranked) == 1 and any(one.is_certain and one.matches == (ranked[0],) for one in (first, second))
        return SearchOutcome(matches=tuple(ranked[:limit]), is_certain=is_certain)
    return SearchOutcome(nearest=(*second.nearest, *first.nearest)[:limit])
