"""Owns which unit or answer group someone means by what they call it: its name, another name, or a matter (S3).

A mistyped name is found, a bent one too ("byggkontoret", "ekonomiavdelningens"); who is meant is never guessed: several
are given as several, and when none fits those most like it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from policy.organisation import GroupId, Municipality, UnitId

MOST_NEAREST = 3
LIKE_ENOUGH = 70.0
SHORTEST_WITH_ONE_SLIP, SHORTEST_WITH_TWO = 4, 8
SHORTEST_BEGINNING = 3
_LETTERS = re.compile(r"[^\W_]+")
_ENDINGS = (
    *("avdelningen", "avdelning", "enheten", "enhet", "kontoret", "kontor", "förvaltningen", "förvaltning"),
    *("gruppen", "grupp", "teamet", "team", "sektionen", "passningen", "passning", "pass"),
    *("department", "office", "unit", "group", "section"),
)
"""What may stand after a name without changing what it names, in the order in which they are tried."""
_BENT = ("ens", "ets", "ns", "en", "et", "s", "n", "t")
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit with all its answer groups, or one answer group of it."""

    unit: UnitId
    group: GroupId | None = None

    @property
    def id(self) -> str:
        """What tells it from every other, for a button to carry."""
        return f"unit:{self.unit}" if self.group is None else f"group:{self.group}"


@dataclass(frozen=True, slots=True)
class SpotsFound:
    """`spots` are those that are meant, `nearest` what is most like it when none is; never both."""

    spots: tuple[Spot, ...] = ()
    nearest: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class _Named:
    spot: Spot
    words: tuple[str, ...]
    is_matter: bool

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def unbent(self) -> str:
        return _unbent(self.joined)

    @cached_property
    def stem(self) -> str:
        return _stem(self.joined)


def spots_named(municipality: Municipality, text: str, *, loosely: bool = True) -> SpotsFound:
    """What the text names; not `loosely`: only what it names to the letter, or bent."""
    words = _words(text)
    if not words:
        return SpotsFound()
    named = _NAMES.of(municipality)
    for fits in _steps(words, loosely=loosely):
        found = [one for one in named if fits(one)]
        if found:
            called = [one for one in found if not one.is_matter] or found
            return SpotsFound(spots=_told_apart(municipality, called))
    return SpotsFound(nearest=_nearest(municipality, words, named) if loosely else ())


def spot_of(municipality: Municipality, spot_id: str) -> Spot | None:
    """The spot with that id, if it is still there."""
    kind, _, id_ = spot_id.partition(":")
    if kind == "unit" and UnitId(id_) in municipality.units:
        return Spot(UnitId(id_))
    group = municipality.groups.get(GroupId(id_)) if kind == "group" else None
    return None if group is None else Spot(group.unit, group.id)


def name_of(municipality: Municipality, spot: Spot) -> str:
    """What it is called."""
    return municipality.units[spot.unit].name if spot.group is None else municipality.groups[spot.group].name


def _everything(municipality: Municipality) -> Iterator[_Named]:
    for unit in municipality.units.values():
        for name in (unit.name, *unit.aliases):
            yield _Named(Spot(unit.id), _words(name), is_matter=False)
    for group in municipality.groups.values():
        spot = Spot(group.unit, group.id)
        yield _Named(spot, _words(group.name), is_matter=False)
        for matter in group.matters:
            yield _Named(spot, _words(matter), is_matter=True)


class _Names:
    """What everything is called, worked out anew only when the municipality has changed."""

    def __init__(self) -> None:
        self._municipality: Municipality | None = None
        self._named: tuple[_Named, ...] = ()

    def of(self, municipality: Municipality) -> tuple[_Named, ...]:
        """The names of that municipality."""
        if municipality is not self._municipality:
            self._municipality, self._named = municipality, tuple(_everything(municipality))
        return self._named


_NAMES = _Names()


def _steps(words: tuple[str, ...], *, loosely: bool) -> Iterator[Callable[[_Named], bool]]:
    """Ways to fit, each looser than the one before."""
    joined, stem = "".join(words), _stem("".join(words))
    unbent = _unbent(joined)
    yield lambda one: one.joined == joined
    yield lambda one: one.unbent == unbent
    yield lambda one: one.stem == stem
    if not loosely:
        return
    most = _slips_allowed(stem)
    if most:
        yield lambda one: OSA.distance(one.joined, joined, score_cutoff=most) <= most
        yield lambda one: OSA.distance(one.stem, stem, score_cutoff=most) <= most
    if min(map(len, words)) >= SHORTEST_BEGINNING:
        yield lambda one: _begins(words, one.words)
        if len(stem) >= SHORTEST_WITH_ONE_SLIP:
            yield lambda one: any(word.startswith(stem) for word in one.words)


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each typed word begins a word of the name."""
    return all(any(word.startswith(one) for word in words) for one in typed)


def _slips_allowed(word: str) -> int:
    return 2 if len(word) >= SHORTEST_WITH_TWO else 1 if len(word) >= SHORTEST_WITH_ONE_SLIP else 0


def _told_apart(municipality: Municipality, named: Sequence[_Named]) -> tuple[Spot, ...]:
    """Each once, without a group that bears its unit's own name when the unit is there."""
    spots = list(dict.fromkeys(one.spot for one in named))
    units = {spot.unit for spot in spots if spot.group is None}
    return tuple(
        spot
        for spot in spots
        if spot.group is None or spot.unit not in units or not _shares_its_name(municipality, spot)
    )


def _shares_its_name(municipality: Municipality, spot: Spot) -> bool:
    group, unit = name_of(municipality, spot), municipality.units[spot.unit].name
    return _stem("".join(_words(group))) == _stem("".join(_words(unit)))


def _nearest(municipality: Municipality, words: Sequence[str], named: Sequence[_Named]) -> tuple[Spot, ...]:
    """Those whose names look most like it, the likest first."""
    if len("".join(words)) < SHORTEST_BEGINNING:
        return ()
    alike = process.extract(
        " ".join(words),
        {number: " ".join(one.words) for number, one in enumerate(named)},
        scorer=fuzz.WRatio,
        score_cutoff=LIKE_ENOUGH,
        limit=2 * MOST_NEAREST,
    )
    return _told_apart(municipality, [named[number] for _, _, number in alike])[:MOST_NEAREST]


def _words(text: str) -> tuple[str, ...]:
    """The words in lower case, their letters without marks: "Miljö- och hälsoskydd" is miljo, och, halsoskydd."""
    unmarked = unicodedata.normalize("NFD", text.casefold())
    return tuple(_LETTERS.findall("".join(c for c in unmarked if not unicodedata.combining(c))))


_FOLDED_ENDINGS = tuple(_words(ending)[0] for ending in _ENDINGS)


def _stem(joined: str) -> str:
    """What is left of a name without how it is bent, and without what kind of place it is."""
    unbent = joined.removesuffix("s")
    for ending in _FOLDED_ENDINGS:
        if unbent.endswith(ending) and len(unbent) - len(ending) >= SHORTEST_STEM:
            # A name may have an s in between: "bygglovsenheten".
            left = unbent.removesuffix(ending)
            return left.removesuffix("s") if len(left) > SHORTEST_STEM else left
    return _unbent(joined)


def _unbent(joined: str) -> str:
    for ending in _BENT:
        if joined.endswith(ending) and len(joined) - len(ending) > SHORTEST_STEM:
            return joined.removesuffix(ending)
    return joined
