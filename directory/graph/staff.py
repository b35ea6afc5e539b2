"""Owns who of a tenant's users works in the municipality, and who is meant by an e-mail address in the frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from directory.graph.entries import Roster, UserEntry
from directory.graph.folded import folded
from directory.graph.frame import Address, StaffRule
from directory.graph.remarks import RemarkCode, Remarks
from directory.graph.spoken_names import spoken_name

Staff = Mapping[str, UserEntry]
"""Those who work here, by id and in the order of their ids."""


def staff_of(roster: Roster, rule: StaffRule, remarks: Remarks) -> Staff:
    """Enabled users who are no guests and have a name, but for whom the frame leaves out."""
    if rule.group and rule.group not in roster.members:
        remarks.note(RemarkCode.ENTRA_GROUP_UNKNOWN, rule.group)
    inside = roster.members.get(rule.group, frozenset()) if rule.group else None
    found: dict[str, UserEntry] = {}
    for user in sorted(roster.users.values(), key=lambda user: user.id):
        left_out = _why_left_out(user, rule, inside)
        if left_out is None:
            found[user.id] = user
        else:
            remarks.note(left_out, user.id)
    return found


def _why_left_out(user: UserEntry, rule: StaffRule, inside: frozenset[str] | None) -> RemarkCode | None:
    if user.is_guest:
        return RemarkCode.GUEST
    if not user.is_enabled:
        return RemarkCode.DISABLED
    if inside is not None and user.id not in inside:
        return RemarkCode.OUTSIDE_GROUP
    if folded(user.department) in rule.without_departments or folded(user.title) in rule.without_titles:
        return RemarkCode.LEFT_OUT
    return None if spoken_name(user) else RemarkCode.NAMELESS


class AddressBook:
    """Whose each e-mail address is. Nobody is guessed at: an address that several have is nobody's."""

    def __init__(self, staff: Staff, everyone: Mapping[str, UserEntry], remarks: Remarks) -> None:
        self._everyone = everyone
        self._remarks = remarks
        self._mail = _by(staff.values(), "email")
        self._upn = _by(staff.values(), "upn")
        for several in self._mail.values():
            if len(several) > 1:
                remarks.note(RemarkCode.EMAIL_SHARED, *several)

    def find(self, address: Address) -> str | None:
        """The id of the one of the staff who has that address, or None, and then why is remarked on."""
        mail, upn = self._mail.get(address.email, ()), self._upn.get(address.email, ())
        meant = mail if len(mail) == 1 else tuple(one for one in mail if one in upn) if mail else upn
        if len(meant) == 1:
            return meant[0]
        self._remarks.note(self._why_nobody(address, mail or upn), f"line {address.line}")
        return None

    def several(self, addresses: Iterable[Address]) -> tuple[str, ...]:
        """The ids of those of them who are staff, each once."""
        return tuple(dict.fromkeys(found for address in addresses if (found := self.find(address)) is not None))

    def _why_nobody(self, address: Address, held_by: tuple[str, ...]) -> RemarkCode:
        if held_by:
            return RemarkCode.ADDRESS_SHARED
        return RemarkCode.ADDRESS_NOT_STAFF if address.email in self._known else RemarkCode.ADDRESS_UNKNOWN

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every address in the tenant."""
        return frozenset(text.casefold() for user in self._everyone.values() for text in (user.email, user.upn) if text)


def _by(users: Iterable[UserEntry], attribute: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for user in users:
        key = getattr(user, attribute).strip().casefold()
        if key:
            found[key] = (*found.get(key, ()), user.id)
    return found
