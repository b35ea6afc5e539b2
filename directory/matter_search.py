"""Owns whom a matter leads to: every function that it names, in order, or else the nearest ones; never a guess (S3).

What was said answers where every needed word of a matter was said, be it bent, in a compound, or by another word for
it. What is mistyped, or only like a matter, is offered. Everything is in memory and nothing is awaited. The same
question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.matter_answers import AnswerFinder, Answering, Answerings, Gone, gone_of
from directory.matter_fitting import Readings, alike, named, readings_of, weight_of
from directory.matter_question import Errand, parse_errand
from directory.matter_shelf import MatterShelf, shelf_beside, shelf_of
from policy.organisation import AnswerGroup, GroupId, Municipality
from services.ports import MatterMatch, MattersBeside, MattersFound

CLEARLY_LESS_LIKE = 0.25
MOST_ALIKE = 24
"""Phrases that are only like what was said of which more is worked out."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is told beside the directory, arranged."""

    told: MattersBeside
    shelf: MatterShelf
    groups: Mapping[GroupId, AnswerGroup]
    gone: Gone


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
        finder = self._finder(beside)
        readings = readings_of(errand, finder.shelves, finder.stands)
        found = finder.answering(named(errand, readings, finder.shelves), errand.bits)
        certain = _certain(errand, found)
        if certain:
            weights = _Weights(errand, readings, finder.shelves)
            where = sum(word.bit for word in errand.telling if word.where)
            # What may merely be where the matter is comes after the matter.
            ranked = sorted(
                certain,
                key=lambda one: (not one.bits & errand.bits & ~where, -weights.of(one.bits), -one.best.score),
            )
            more = max(len(certain) - limit, 0) + found.more
            return MattersFound(matches=_matches(finder, ranked[:limit], found), more=more)
        nearest = _matches(finder, sorted(found.all, key=lambda one: -one.best.score)[:limit], found)
        like = finder.answering(
            alike(errand, readings, found.bits, finder.shelves, finder.stands)[:MOST_ALIKE],
            errand.bits,
            within=CLEARLY_LESS_LIKE,
        )
        return MattersFound(nearest=_together(nearest, _likest(finder, like, limit), limit))

    def _finder(self, told: MattersBeside | None) -> AnswerFinder:
        if told is None:
            return AnswerFinder(self._municipality.groups.get, (self._shelf,))
        beside = self._beside
        if beside is None or beside.told is not told:
            shelf = shelf_beside(self._municipality, self._shelf, told)
            groups = {group.id: group for group in told.groups}
            beside = self._beside = _Beside(told, shelf, groups, gone_of(told.gone))
        others, own = beside.groups, self._municipality.groups
        return AnswerFinder(lambda id_: others.get(id_) or own.get(id_), (self._shelf, beside.shelf), beside.gone)


class _Weights:
    """How much each set of words said tells, worked out once."""

    def __init__(self, errand: Errand, readings: Readings, shelves: Sequence[MatterShelf]) -> None:
        self._of_words = [(told.bit, weight_of(told, readings, shelves)) for told in errand.telling]

    def of(self, bits: int) -> float:
        """All of them together."""
        return sum(weight for bit, weight in self._of_words if bit & bits)


def _certain(errand: Errand, found: Answerings) -> list[Answering]:
    """Those before whom nothing unknown was said, and that aren't merely where something is.

    What comes after is told of it ("bygglov för en altan"), what comes before it is told of something else
    ("en parkering för biblioteket").
    """
    unknown = min((word.place for word in errand.telling if not word.bit & found.bits), default=len(errand.all))
    placed = sum(word.bit for word in errand.telling if word.placed)

    def is_certain(bits: int) -> bool:
        told = bits & errand.bits
        return bool(told & ~placed) and (told & -told).bit_length() - 1 < unknown

    verdicts = {bits: is_certain(bits) for bits in {one.bits for one in found.all}}
    return [one for one in found.all if verdicts[one.bits]]


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
