"""Owns what a newer state of the directory would take away, and whether that is so much that somebody has to say yes.

People come and go every day. That a tenth of them go at once is more likely a mistake elsewhere: a group that was
emptied, a department that was renamed. Then nobody's diversions, duty and roles are lost for it (A2, M1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from policy.organisation import GroupId, Municipality, PersonId, Role

PERCENT = 100
FEWEST_IN_A_ROLE = 2
"""A role that one alone has goes with them: it may be their leaving that is the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalTerms:
    """Up to `most_percent` of the people may go at once, and always up to `always` of them."""

    most_percent: int = 10
    always: int = 4

    def allow(self, lost: int, of: int) -> bool:
        """Whether so many of so many may go without anybody's saying yes."""
        return lost <= self.always or lost * PERCENT <= self.most_percent * of


USUAL_REMOVALS = RemovalTerms()
"""Where the municipality has said nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What would go. `people_before`: how many there are; `unroled`: who would stay, but without a role they have."""

    people_before: int
    people_after: int
    people: tuple[PersonId, ...] = ()
    unroled: tuple[PersonId, ...] = ()
    roled_before: int = 0
    roles_emptied: tuple[Role, ...] = ()
    groups_emptied: tuple[GroupId, ...] = ()
    groups_before: int = 0

    @property
    def gone(self) -> int:
        """How many fewer there would be, or how many of those who are there would go: the larger of the two."""
        return max(len(self.people), self.people_before - self.people_after)

    @property
    def id(self) -> str:
        """A digest of what would go: another loss is another id."""
        parts = (self.people, self.unroled, self.roles_emptied, self.groups_emptied)
        text = "|".join(",".join(part) for part in parts) + f"|{self.gone}"
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def are_too_much(self, terms: RemovalTerms) -> bool:
        """Whether somebody has to say yes first."""
        return bool(
            not terms.allow(self.gone, self.people_before)
            or not terms.allow(len(self.unroled), self.roled_before)
            or not terms.allow(len(self.groups_emptied), self.groups_before)
            or self.roles_emptied
        )


def losses_between(before: Municipality, after: Municipality, *, known: int = 0) -> Losses:
    """What goes from one to the other. `known`: how many people there were when that came into use, which `before`
    may fall short of where the rules have changed since.
    """
    roled = {person.id for person in before.people.values() if person.roles}
    staffed = [group for group in before.groups.values() if _has_anybody(before, group.everyone)]
    kept = after.people
    return Losses(
        people_before=max(len(before.people), known),
        people_after=len(kept),
        people=tuple(sorted(person for person in before.people if person not in kept)),
        unroled=tuple(sorted(one for one in roled if one in kept and not kept[one].roles >= before.people[one].roles)),
        roled_before=len(roled),
        roles_emptied=tuple(
            role for role in Role if len(before.with_role(role)) >= FEWEST_IN_A_ROLE and not after.with_role(role)
        ),
        groups_emptied=tuple(
            sorted(
                group.id
                for group in staffed
                if group.id not in after.groups or not _has_anybody(after, after.groups[group.id].everyone)
            )
        ),
        groups_before=len(staffed),
    )


def _has_anybody(municipality: Municipality, people: Iterable[PersonId]) -> bool:
    return any(person in municipality.people for person in people)
