"""Owns which keys a frame has, and what each takes: a municipality file's, but for people, who come from Entra.

docs/municipality-file.md explains every key; what must hold between the parts is in frame_references.
"""

from __future__ import annotations

import re

import phonenumbers

from directory.file_catalogue import DEVICE, by_name, rows
from directory.file_faults import FaultCode
from directory.file_hours import working_hours
from directory.file_shapes import ANSWER_GROUP, FILE, UNIT
from directory.file_values import choice, count, email, guid, several, short_name, text, yes_no
from directory.graph.frame import UnitAttribute
from directory.yaml_events import Scalar
from directory.yaml_tree import Field, Shape, Spot, keyed, shaped
from policy.directory_losses import PERCENT
from policy.organisation import Role

LONGEST_SEPARATOR = 5
FEWEST_DIGITS, MOST_DIGITS = 2, 6
MOST_ALWAYS = 1000

_ATTRIBUTE = re.compile(r"extensionAttribute([1-9]|1[0-5])")


def address(spot: Spot) -> str | None:
    """An e-mail address, in lower case: nobody's differs from another's by case alone."""
    value = email(spot)
    return None if value is None else value.casefold()


def separator(spot: Spot) -> str | None:
    """What parts a unit's name from that of the unit above it, with the spaces that it is written with."""
    if spot.text() is None or not isinstance(spot.node, Scalar):
        return None
    if len(spot.node.text) > LONGEST_SEPARATOR:
        spot.fault(FaultCode.TOO_LONG, most=LONGEST_SEPARATOR)
        return None
    return spot.node.text


def country(spot: Spot) -> str | None:
    """A country by its two letters."""
    value = spot.text()
    if value is not None and value.upper() not in phonenumbers.SUPPORTED_REGIONS:
        spot.fault(FaultCode.BAD_CHOICE, value=value, choices="countries' two letters, as SE or FI")
        return None
    return None if value is None else value.upper()


def extension_attribute(spot: Spot) -> str | None:
    """Which of Entra's fifteen free attributes extensions stand in."""
    value = spot.text()
    if value is not None and not _ATTRIBUTE.fullmatch(value):
        spot.fault(FaultCode.BAD_CHOICE, value=value, choices="extensionAttribute1 to extensionAttribute15")
        return None
    return value


def _people_elsewhere(spot: Spot) -> None:
    spot.fault(FaultCode.PEOPLE_IN_FRAME)


ROLES: Shape = {role.value: Field(several(guid)) for role in Role}

STAFF: Shape = {
    "group": Field(guid),
    "without_departments": Field(several(text)),
    "without_titles": Field(several(text)),
}

UNITS: Shape = {
    "made_of": Field(choice(UnitAttribute)),
    "above": Field(several(choice(UnitAttribute))),
    "separator": Field(separator),
    "top": Field(short_name),
    "under": Field(short_name),
    "missing": Field(short_name),
    "missing_as_manager": Field(yes_no),
}

PHONES: Shape = {
    "country": Field(country),
    "extension_digits": Field(count(FEWEST_DIGITS, MOST_DIGITS)),
    "extension_attribute": Field(extension_attribute),
}

REMOVALS: Shape = {
    "most_percent": Field(count(0, PERCENT)),
    "always": Field(count(0, MOST_ALWAYS)),
}

ADDITION: Shape = {
    "voicemail": Field(yes_no),
    "nicknames": Field(several(text)),
    "matters": Field(several(text)),
    "roles": Field(several(choice(Role))),
    "working_hours": Field(working_hours),
}

ENTRA: Shape = {
    "roles": Field(shaped(ROLES)),
    "staff": Field(shaped(STAFF)),
    "units": Field(shaped(UNITS)),
    "phones": Field(shaped(PHONES)),
    "removals": Field(shaped(REMOVALS)),
    "people": Field(keyed(ADDITION, address)),
}

FRAME_UNIT: Shape = {
    **UNIT,
    "manager": Field(address),
    "deputies": Field(several(address)),
    "departments": Field(several(text)),
}

FRAME: Shape = {
    **FILE,
    "entra": Field(shaped(ENTRA), required=True),
    "people": Field(_people_elsewhere),
    "units": Field(keyed(FRAME_UNIT, short_name)),
    "answer_groups": Field(keyed({**ANSWER_GROUP, "members": Field(several(address), required=True)}, short_name)),
    "devices": Field(by_name(rows(DEVICE), address)),
}
