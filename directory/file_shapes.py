"""Owns which keys a municipality file has, and what each takes: one table for each part of the file.

docs/municipality-file.md explains every key; what must hold between the parts is in file_references.
"""

from __future__ import annotations

from enum import StrEnum

from directory.file_catalogue import DEVICE, ITEM, ORDERS, by_name, rows
from directory.file_coverage import COVERAGE
from directory.file_faults import FaultCode
from directory.file_habits import HABITS
from directory.file_hours import MOST_AT_ONCE, by_date, closing_times, dated_hours, phone_week, working_hours
from directory.file_pbx import PBX
from directory.file_policy import CLAUSE, clause_name
from directory.file_promises import PROMISES
from directory.file_switchboard import SWITCHBOARD, synonyms
from directory.file_upkeep import DETAILS, GREETINGS
from directory.file_values import (
    choice,
    count,
    day,
    email,
    extension,
    guid,
    phone_number,
    several,
    short_name,
    text,
    yes_no,
    zone,
)
from directory.yaml_tree import Field, Shape, Spot, keyed, shaped
from policy.organisation import Role


class Language(StrEnum):
    """The languages that the texts exist in."""

    SWEDISH = "sv"
    ENGLISH = "en"


MUNICIPALITY: Shape = {
    "name": Field(text, required=True),
    "language": Field(choice(Language)),
    "zone": Field(zone),
}

CALENDAR: Shape = {
    "working_hours": Field(working_hours),
    "closed_on": Field(several(day)),
    "shortened_on": Field(closing_times),
}

UNIT: Shape = {
    "name": Field(text, required=True),
    "parent": Field(short_name),
    "manager": Field(short_name),
    "deputies": Field(several(short_name)),
    "aliases": Field(several(text)),
    "cost_centre": Field(text),
}

PERSON: Shape = {
    "entra_id": Field(guid, required=True),
    "first_name": Field(text, required=True),
    "last_name": Field(text, required=True),
    "title": Field(text, required=True),
    "unit": Field(short_name, required=True),
    "email": Field(email),
    "extension": Field(extension),
    "landline": Field(phone_number),
    "mobile": Field(phone_number),
    "voicemail": Field(yes_no),
    "nicknames": Field(several(text)),
    "matters": Field(several(text)),
    "roles": Field(several(choice(Role))),
    "working_hours": Field(working_hours),
    "details_confirmed_on": Field(day),
}

PHONE_HOURS: Shape = {
    "weekdays": Field(phone_week, required=True),
    "exceptions": Field(by_date(dated_hours)),
    "published_on": Field(day),
}

ANSWER_GROUP: Shape = {
    "name": Field(text, required=True),
    "unit": Field(short_name, required=True),
    "number": Field(phone_number),
    "matters": Field(several(text)),
    "members": Field(several(short_name), required=True),
    "minimum": Field(count(1, MOST_AT_ONCE)),
    "duty_roster": Field(yes_no),
    "phone_hours": Field(shaped(PHONE_HOURS), required=True),
}


def _people_in_entra(spot: Spot) -> None:
    spot.fault(FaultCode.FRAME_AS_FILE)


FILE: Shape = {
    "municipality": Field(shaped(MUNICIPALITY), required=True),
    "calendar": Field(shaped(CALENDAR)),
    "habits": Field(shaped(HABITS)),
    "promises": Field(shaped(PROMISES)),
    "greetings": Field(shaped(GREETINGS)),
    "details": Field(shaped(DETAILS)),
    "coverage": Field(shaped(COVERAGE)),
    "switchboard": Field(shaped(SWITCHBOARD)),
    "pbx": Field(shaped(PBX)),
    "policy": Field(keyed(CLAUSE, clause_name)),
    "units": Field(keyed(UNIT, short_name), required=True),
    "people": Field(keyed(PERSON, short_name), required=True),
    "answer_groups": Field(keyed(ANSWER_GROUP, short_name)),
    "synonyms": Field(synonyms),
    "orders": Field(shaped(ORDERS)),
    "catalogue": Field(keyed(ITEM, short_name)),
    "devices": Field(by_name(rows(DEVICE))),
    "entra": Field(_people_in_entra),
}
"""`entra` is what a frame has in the place of people (`directory.graph.frame_shapes`)."""
