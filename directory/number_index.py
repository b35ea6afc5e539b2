"""Owns finding people by what isn't a name: an extension, a phone number or its end, an e-mail address.

It knows digits and addresses; which part of a question is a number is `questions`' business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from policy.organisation import Person

HOME_COUNTRY = "46"
FEWEST_LAST_DIGITS = 4
LONGEST_EXTENSION = 6
SHORTEST_WITH_COUNTRY = 10
"""A Swedish number that is written 46… without the plus; from an area code on none that begins so is as long."""


class NumberIndex:
    """Everyone's extension, numbers and e-mail addresses."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._extensions: defaultdict[str, set[int]] = defaultdict(set)
        self._addresses: defaultdict[str, set[int]] = defaultdict(set)
        backwards: list[tuple[str, int]] = []
        for number, person in enumerate(people):
            if person.extension:
                self._extensions[person.extension].add(number)
            if person.email:
                address = person.email.casefold()
                self._addresses[address].add(number)
                self._addresses[address.partition("@")[0]].add(number)
            backwards += [(_national(phone)[::-1], number) for phone in (person.landline, person.mobile) if phone]
        self._backwards = sorted(backwards)

    def by_address(self, text: str) -> set[int]:
        """Whose e-mail address it is, or the part of one before the @."""
        return self._addresses.get(text.strip().casefold(), set())

    def by_number(self, typed: str) -> tuple[set[int], bool]:
        """Whose extension or number it is; failing that whose number ends so, and then the second is False."""
        digits = "".join(c for c in typed if c in "0123456789")
        if len(digits) <= LONGEST_EXTENSION and digits in self._extensions:
            return self._extensions[digits], True
        if len(digits) < FEWEST_LAST_DIGITS:
            return set(), False
        whole = _national(typed)
        found = self._ending_with(whole)
        bearers = {number for backwards, number in found if len(backwards) == len(whole)}
        if bearers:
            return bearers, True
        # A number's last digits may begin with a zero of their own.
        return {number for _, number in self._ending_with(digits) or found}, False

    def _ending_with(self, digits: str) -> list[tuple[str, int]]:
        backwards = digits[::-1]
        found = []
        for index in range(bisect_left(self._backwards, (backwards, -1)), len(self._backwards)):
            if not self._backwards[index][0].startswith(backwards):
                break
            found.append(self._backwards[index])
        return found


def _national(typed: str) -> str:
    """The number's digits from its area code on, without the zero before it; of a foreign number all digits."""
    digits = "".join(c for c in typed if c in "0123456789")
    with_country = len(digits) >= SHORTEST_WITH_COUNTRY and digits.startswith(HOME_COUNTRY)
    if typed.strip().startswith("+") or digits.startswith("00") or with_country:
        digits = digits.removeprefix("00")
        if not digits.startswith(HOME_COUNTRY):
            return digits
        digits = digits.removeprefix(HOME_COUNTRY)
    return digits.removeprefix("0")
