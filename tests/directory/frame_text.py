"""A frame with one of everything, rosters to put into it, and what is said to be wrong in one."""

from __future__ import annotations

from directory.file_faults import BadMunicipalityFile, Fault
from directory.graph.entries import Roster, UserEntry
from directory.graph.frame import Frame
from directory.graph.frame_file import parse_frame
from directory.graph.mapping import Mapped, mapped
from directory.graph.remarks import RemarkCode

SWITCHBOARD_GROUP = "9a000000-0000-4000-8000-000000000001"
ADMINISTRATORS = "9a000000-0000-4000-8000-000000000002"
STAFF_GROUP = "9a000000-0000-4000-8000-000000000003"

SOUND = f"""\
municipality:
  name: Småbygd
calendar:
  working_hours: {{mon-fri: 08:00-16:00}}
  closed_on: [2026-05-15]
entra:
  roles:
    switchboard: [{SWITCHBOARD_GROUP}]
    administrator: [{ADMINISTRATORS}]
  staff:
    group: {STAFF_GROUP}
    without_departments: [Förtroendevalda]
    without_titles: [Tjänstekonto]
  units:
    made_of: department
    above: [company]
    separator: " / "
    top: topp
    under: topp
    missing: okand
    missing_as_manager: yes
  phones:
    country: SE
    extension_digits: 3
    extension_attribute: extensionAttribute7
  removals: {{most_percent: 20, always: 2}}
  people:
    Anna.Alm@s.example:
      nicknames: [Annis]
      matters: [bygglov]
      roles: [editor]
      voicemail: no
      working_hours: {{mon-wed: 08:00-12:00}}
units:
  topp:
    name: Småbygds kommun
    manager: dir@s.example
  bygg:
    name: Bygg och miljö
    parent: topp
    manager: bo.ek@s.example
    deputies: [anna.alm@s.example]
    aliases: [byggkontoret]
    cost_centre: 2110
    departments: [Bygg, Samhälle / Bygg]
  okand:
    name: Utan avdelning
answer_groups:
  bygglov:
    name: Bygglov
    unit: bygg
    members: [bo.ek@s.example, anna.alm@s.example]
    minimum: 2
    phone_hours: {{weekdays: {{mon-fri: 09:00-11:00}}}}
synonyms:
  bygglov: [byggtillstånd]
switchboard:
  group: bygglov
catalogue:
  mobil: {{kind: phone, name: Mobil, price: 3490, units: [bygg]}}
devices:
  anna.alm@s.example:
    - {{model: Mobil 3}}
"""

PLAIN = """\
municipality: {name: Småbygd}
entra: {}
"""


def frame_of(text: str = SOUND) -> Frame:
    """The frame that a text is."""
    return parse_frame(text.encode())


def changed(old: str, new: str) -> str:
    """The sound frame with the one place where `old` stands changed to `new`."""
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times in the sound frame"
    return SOUND.replace(old, new)


def faults_of(text: str) -> tuple[Fault, ...]:
    """Everything that is said to be wrong in a frame with this text; none if it can be used."""
    try:
        parse_frame(text.encode())
    except BadMunicipalityFile as bad:
        return bad.faults
    return ()


def user(id_: str, department: str = "Bygg", manager: str = "", **other: object) -> UserEntry:
    """Somebody who works here, called by their id where no name is given, with an address of their own."""
    given = {
        "first_name": id_.capitalize(),
        "last_name": "Ek",
        "title": "Handläggare",
        "email": f"{id_}@s.example",
        **other,
    }
    return UserEntry(id=id_, department=department, manager=manager, **given)  # type: ignore[arg-type]


def roster(*users: UserEntry, **members: set[str]) -> Roster:
    """These users, and the groups by the last part of their ids."""
    groups = {"switchboard": SWITCHBOARD_GROUP, "administrator": ADMINISTRATORS, "staff": STAFF_GROUP}
    return Roster(
        users={one.id: one for one in users},
        members={groups[name]: frozenset(ids) for name, ids in members.items()},
    )


def put_in(frame: str, *users: UserEntry, **members: set[str]) -> Mapped:
    """What comes of these users in a frame with that text."""
    return mapped(roster(*users, **members), frame_of(frame))


def remarked(found: Mapped) -> dict[RemarkCode, tuple[str, ...]]:
    """The examples of each kind of remark."""
    return {remark.code: remark.examples for remark in found.remarks}
