"""Owns finding people by what isn't a name: an extension, a phone number or its end, an e-mail address.

It knows digits and addresses; which part of a question is a number is `questions`' business.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from directory.columns import Ints, Lookup, distinct, ints, longs
from policy.organisation import Person

HOME_COUNTRY = "46"
FEWEST_LAST_DIGITS = 4
LONGEST_EXTENSION = 6
SHORTEST_WITH_COUNTRY = 10
"""A Swedish number that is written 46… without the plus; from an area code on none that begins so is as long."""
MOST_DIGITS = 15
"""Of a phone number anywhere (E.164)."""
_BASE = 11
_DIGITS = "0123456789"
_ONE_MORE = str.maketrans(_DIGITS, "123456789a")


class NumberIndex:
    """Everyone's extension, numbers and e-mail addresses."""

    def __init__(self, people: Sequence[Person]) -> None:
        whole = [p.email.casefold() for p in people]
        self._extensions = _by_text([p.extension for p in people])
        self._addresses = _by_text(whole)
        self._before_at = _by_text([address.partition("@")[0] for address in whole])
        owned = [(phone, n) for n, p in enumerate(people) for phone in (p.landline, p.mobile) if phone]
        self._backwards = Lookup(longs(_backwards(_national(phone)) for phone, _ in owned), ints(n for _, n in owned))

    def by_address(self, text: str) -> Ints:
        """Whose e-mail address it is, or the part of one before the @."""
        address = text.strip().casefold()
        return distinct(np.concatenate((self._addresses.of(address), self._before_at.of(address))))

    def by_number(self, typed: str) -> tuple[Ints, bool]:
        """Whose extension or number it is; failing that whose number ends so, and then the second is False."""
        digits = "".join(c for c in typed if c in _DIGITS)
        if len(digits) <= LONGEST_EXTENSION and len(own := self._extensions.of(digits)):
            return own, True
        if not FEWEST_LAST_DIGITS <= len(digits) <= MOST_DIGITS:
            return ints(()), False
        whole = _national(typed)
        bearers = self._backwards.at(_backwards(whole))
        if len(bearers):
            return distinct(bearers), True
        # A number's last digits may begin with a zero of their own.
        ending = self._ending_with(digits)
        return distinct(ending if len(ending) else self._ending_with(whole)), False

    def _ending_with(self, digits: str) -> Ints:
        if len(digits) < FEWEST_LAST_DIGITS:
            return ints(())
        least = _backwards(digits)
        return self._backwards.between(least, least + _BASE ** (MOST_DIGITS - len(digits)))


def _by_text(texts: Sequence[str]) -> Lookup:
    """The places of the texts that there are."""
    there = [number for number, text in enumerate(texts) if text]
    return Lookup(longs(hash(texts[number]) for number in there), ints(there))


def _backwards(digits: str) -> int:
    """The digits from the last on as one number, so that those who end alike are neighbours, the shortest first."""
    return int(digits[: -MOST_DIGITS - 1 : -1].translate(_ONE_MORE).ljust(MOST_DIGITS, "0"), _BASE)


def _national(typed: str) -> str:
    """The number's digits from its area code on, without the zero before it; of a foreign number all digits."""
    digits = "".join(c for c in typed if c in _DIGITS)
    with_country = len(digits) >= SHORTEST_WITH_COUNTRY and digits.startswith(HOME_COUNTRY)
    if typed.strip().startswith("+") or digits.startswith("00") or with_country:
        digits = digits.removeprefix("00")
        if not digits.startswith(HOME_COUNTRY):
            return digits
        digits = digits.removeprefix(HOME_COUNTRY)
    return digits.removeprefix("0")
