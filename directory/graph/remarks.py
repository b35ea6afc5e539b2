"""Owns what is remarkable about people in Entra as they are mapped: kinds, how many, and a few examples by id.

Nothing here keeps anybody from being mapped. The words are for an administrator at a terminal, in English; an example
is an id in Entra, a unit's or a group's id, or a line of the frame file, and never a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_EXAMPLES = 5


class RemarkCode(StrEnum):
    """Each kind of remark; the value is what was found and what became of it, of so many."""

    DISABLED = "{count} users are left out: their accounts are disabled"
    GUEST = "{count} users are left out: they are guests"
    OUTSIDE_GROUP = "{count} users are left out: they are not in the group of staff"
    LEFT_OUT = "{count} users are left out by their department or their title, as the frame says"
    NAMELESS = "{count} users are left out: they have no name, no display name and no address"
    NAME_GUESSED = "{count} people lack first or last name: it was read out of their display name or address"
    TITLE_MISSING = "{count} people have no title"
    DEPARTMENT_MISSING = "{count} people have no department: they are in their manager's unit, or in the one for that"
    SPELLED_DIFFERENTLY = "{count} units are spelled in several ways: they are one unit, by its usual spelling"
    DEPARTMENT_UNKNOWN = "{count} declared units have departments that nobody is in: renamed, or spelled otherwise?"
    OWN_MANAGER = "{count} people are their own managers: that is ignored"
    MANAGER_GONE = "{count} people have a manager who is not in Entra any more: that is ignored"
    MANAGER_NOT_STAFF = "{count} people have a manager who is not staff: that is ignored"
    MANAGER_CYCLE = "{count} people are each other's managers in a circle: one link of each circle is ignored"
    MANAGER_DIFFERS = "{count} people have another nearest manager here than in Entra: their unit's"
    LED_FROM_ABOVE = "{count} units with people have no manager of their own: the nearest one above is theirs"
    NOBODY_IN_CHARGE = "{count} units have no manager, nor any above: declare one at the top"
    LEAD_EACH_OTHER = "{count} units would have managers who are each other's: there the manager above is taken"
    ADDRESS_UNKNOWN = "{count} addresses in the frame are nobody's in Entra: what they say is not used"
    ADDRESS_NOT_STAFF = "{count} addresses in the frame are of users who are not staff: what they say is not used"
    ADDRESS_SHARED = "{count} addresses in the frame are of several people: what they say is not used"
    GROUP_SHORT = "{count} answer groups are short of members, whose addresses nobody of the staff has"
    EMAIL_SHARED = "{count} people have an e-mail address that somebody else has too"
    NUMBER_UNREADABLE = "{count} people have a phone number that can't be read: it is left out"
    EXTENSION_UNREADABLE = "{count} people have an extension that is not 2 to 6 digits: it is left out"
    ENTRA_GROUP_UNKNOWN = "{count} groups that the frame names are not in Entra: nobody counts as in them"
    ROLE_NOT_STAFF = "{count} members of groups that give roles are not staff: they have no role"
    ROLE_EMPTY = "{count} roles are nobody's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something of one kind that was found `count` times."""

    code: RemarkCode
    count: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code.value.format(count=self.count)


class Remarks:
    """Collects remarks while people are mapped; the same example of a kind is counted once."""

    def __init__(self) -> None:
        self._found: dict[RemarkCode, dict[str, None]] = {}

    def note(self, code: RemarkCode, *examples: str) -> None:
        """Note what was found, once for each example."""
        self._found.setdefault(code, {}).update(dict.fromkeys(examples))

    def told(self) -> tuple[Remark, ...]:
        """All of them, in the order of their kinds, each with the first few of its examples."""
        return tuple(
            Remark(code=code, count=len(found), examples=tuple(sorted(found)[:MOST_EXAMPLES]))
            for code in RemarkCode
            if (found := self._found.get(code))
        )
