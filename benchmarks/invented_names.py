"""Invents the rare names of a large municipality, so that not everyone is called one of the commonest.

A third of the people here have a family name beyond the two thousand commonest, and one in twelve a first name beyond
the two hundred commonest: names of other languages, double names, and Swedish ones of three syllables. They are put
together from syllables and from common names, a hundred thousand family names and twenty thousand first names, each
drawn in proportion to one over its place in the list, as names are spread in fact.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence


def each(names: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(names.split())


RARE_FAMILY_NAMES = 1 / 3
RARE_FIRST_NAMES = 1 / 12
"""The part of all people who have such a name."""
_SWEDISH, _FOREIGN, _DOUBLE = 25_000, 55_000, 20_000
_FOREIGN_FIRST, _DOUBLE_FIRST = 14_000, 6_000

_MIDDLES = each("ar el en er es ing ner olm sel tor und vil")
_ONSETS = each("b d f g h j k l m n p r s t v z al ar ch ha ka kh ma na ni sa sh ta ya")
_VOWELS = each("a e i o u y aa ai ei ou")
_CODAS = each("d f h k l m n r s t ba di ha ka la li ma mi na ni ra ri sa ski ta va vic wi yan zi")


def rare_family_names(
    begin: Sequence[str], end: Sequence[str], common: Sequence[str], chance: random.Random
) -> list[str]:
    """In an order drawn by lot: of three Swedish syllables, of other languages', or two common ones."""
    swedish = ["".join(parts) for parts in itertools.product(begin, _MIDDLES, end)]
    return _mixed(
        (swedish, _SWEDISH), (_foreign(), _FOREIGN), (_doubled(common), _DOUBLE), common=common, chance=chance
    )


def rare_first_names(common: Sequence[str], chance: random.Random) -> list[str]:
    """In an order drawn by lot: of other languages, or two common ones."""
    return _mixed((_foreign(), _FOREIGN_FIRST), (_doubled(common), _DOUBLE_FIRST), common=common, chance=chance)


def drawn(common: Sequence[str], rare: Sequence[str], part: float, people: int, chance: random.Random) -> list[str]:
    """A name for each of so many people; that part of them has a rare one."""
    usual = iter(chance.choices(common, weights(len(common)), k=people))
    seldom = iter(chance.choices(rare, weights(len(rare)), k=people))
    return [next(seldom if chance.random() < part else usual) for _ in range(people)]


def weights(length: int) -> list[float]:
    """How often each name of a list is drawn, beside the others."""
    return [1 / (place + 8) for place in range(length)]


def _mixed(*kinds: tuple[Sequence[str], int], common: Sequence[str], chance: random.Random) -> list[str]:
    names = {name for made, most in kinds for name in chance.sample(made, min(most, len(made)))} - set(common)
    return chance.sample(sorted(names), len(names))


def _doubled(common: Sequence[str]) -> list[str]:
    single = [name for name in common if name.isalpha()]
    return [f"{one}-{other}" for one, other in itertools.permutations(single, 2)]


def _foreign() -> list[str]:
    parts = itertools.product(_ONSETS, _VOWELS, _ONSETS[:16], _VOWELS[:5], _CODAS)
    return sorted({"".join(syllables).capitalize() for syllables in parts})
