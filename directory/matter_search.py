"""Owns whom a matter leads to: every function that it names, in order, or else the nearest ones; never a guess (S3).

What was said answers where every needed word of a matter was said, be it bent, in a compound, or by another word for
it. What is mistyped, or only like a matter, is offered. Everything is in memory and nothing is awaited. The same
question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directory.matter_answers import AnswerFinder, Answering, Answerings
from directory.matter_fitting import Readings, alike, named, readings_of, weight_of
from directory.matter_question import Errand, parse_errand
from directory.matter_shelf import MatterShelf, shelf_beside, shelf_of
from policy.organisation import AnswerGroup, GroupId, Municipality
from services.ports import MatterMatch, MattersBeside, MattersFound

CLEARLY_LESS_LIKE = 0.25
MOST_ALIKE = 60
"""Phrases that are only like what was said of which more is worked out."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is told beside the directory, arranged."""

    told: MattersBeside
    shelf: MatterShelf


class MatterSearch:
    """A municipality's matters, arranged for being found; made anew when the municipality changes."""

    def __init__(self, municipality: Municipality) -> None:
        self._municipality = municipality
        self._shelf = shelf_of(municipality)
        self._beside: _Beside | None = None

    def find(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """The functions of the matter; see `services.ports.Directory`."""
        errand = parse_errand(text)
        if limit < 1 or not errand.telling:
            return MattersFound()
        shelves = self._shelves(beside)
        finder = AnswerFinder(
            lambda group: self._group(group, beside), shelves, frozenset() if beside is None else beside.gone
        )
        readings = readings_of(errand, shelves)
        found = finder.answering(named(errand, readings, shelves), errand.bits)
        certain = [one for one in found.all if _is_certain(one, errand, found)]
        if certain:
            ranked = sorted(certain, key=lambda one: (-_weight(one, errand, readings, shelves), -one.best.score))
            matches = _matches(finder, ranked[:limit], found)
            return MattersFound(matches=matches, more=max(len(certain) - limit, 0) + found.more)
        nearest = _matches(finder, sorted(found.all, key=lambda one: -one.best.score)[:limit], found)
        like = finder.answering(alike(errand, readings, shelves)[:MOST_ALIKE], errand.bits)
        return MattersFound(nearest=_together(nearest, _likest(finder, like, limit), limit))

    def _shelves(self, beside: MattersBeside | None) -> tuple[MatterShelf, ...]:
        if beside is None:
            return (self._shelf,)
        if self._beside is None or self._beside.told is not beside:
            self._beside = _Beside(beside, shelf_beside(self._municipality, self._shelf, beside))
        return (self._shelf, self._beside.shelf)

    def _group(self, group: GroupId, beside: MattersBeside | None) -> AnswerGroup | None:
        told = () if beside is None else beside.groups
        return next((one for one in told if one.id == group), None) or self._municipality.groups.get(group)


def _is_certain(one: Answering, errand: Errand, found: Answerings) -> bool:
    """Whether nothing unknown was said before it, and it isn't merely where something is.

    What comes after is told of it ("bygglov för en altan"), what comes before it is told of something else
    ("en parkering för biblioteket").
    """
    taken = 0
    for other in found.all:
        taken |= other.bits
    told = [word for word in errand.telling if word.bit & one.bits]
    first = min((word.place for word in told), default=-1)
    unknown = [word for word in errand.telling if not word.bit & taken and word.place < first]
    return bool(told) and not unknown and not all(word.placed for word in told)


def _weight(one: Answering, errand: Errand, readings: Readings, shelves: Sequence[MatterShelf]) -> float:
    return sum(weight_of(told, readings, shelves) for told in errand.telling if told.bit & one.bits)


def _matches(finder: AnswerFinder, answering: Sequence[Answering], found: Answerings) -> tuple[MatterMatch, ...]:
    told = (finder.match(one, found) for one in answering)
    return tuple(match for match in told if match is not None)


def _likest(finder: AnswerFinder, like: Answerings, limit: int) -> tuple[MatterMatch, ...]:
    ranked = sorted(like.all, key=lambda one: -one.best.score)
    least = ranked[0].best.score - CLEARLY_LESS_LIKE if ranked else 0.0
    return _matches(finder, [one for one in ranked if one.best.score >= least][:limit], like)


def _together(first: Sequence[MatterMatch], second: Sequence[MatterMatch], limit: int) -> tuple[MatterMatch, ...]:
    """Both, each function once."""
    found: dict[str, MatterMatch] = {}
    for match in (*first, *second):
        found.setdefault(match.function.id, match)
    return tuple(found.values())[:limit]
