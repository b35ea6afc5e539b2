"""A municipality file with one of everything, for tests that break it in one place and look at what is said."""

from __future__ import annotations

from directory.file_faults import BadMunicipalityFile, Fault
from directory.municipality_file import parse_municipality

SOUND = """\
municipality:
  name: Småbygd
  language: sv
  zone: Europe/Stockholm
calendar:
  working_hours: {mon-fri: 08:00-17:00}
  closed_on: [2026-05-15]
  shortened_on:
    2026-12-23: 13:00
habits:
  workday_start: 07:30
  usual_minutes: {lunch: 45}
  keypad: {1: lunch}
units:
  topp:
    name: Toppen
    manager: karin
  bygg:
    name: Bygg
    parent: topp
    manager: bo
    deputies: [anna]
    cost_centre: 2110
people:
  karin:
    entra_id: e5e5e5e5-0000-4000-8000-000000000001
    first_name: Karin
    last_name: No
    title: Chef
    unit: topp
    voicemail: no
  bo:
    entra_id: e5e5e5e5-0000-4000-8000-000000000002
    first_name: Bo
    last_name: Ek
    title: Byggchef
    unit: bygg
    roles: [editor]
  anna:
    entra_id: e5e5e5e5-0000-4000-8000-000000000003
    first_name: Anna
    last_name: Alm
    title: Arkitekt
    unit: bygg
    email: anna.alm@exempelkommun.example
    extension: 0453
    mobile: 070-174 06 05
    working_hours:
      even_weeks: {mon-wed: "08:00-12:00, 13:00-17:00"}
      odd_weeks: {thu: 08.00-12.00}
    details_confirmed_on: 2026-09-01
answer_groups:
  bygglov:
    name: Bygglov
    unit: bygg
    members: [bo, anna]
    minimum: 1
    phone_hours:
      published_on: 2026-01-07
      weekdays:
        mon-thu: 09:00-11:00
        fri:
          - {hours: 09:00-10:00, minimum: 2}
          - hours: 10:00-11:00
      exceptions:
        2026-12-23: {hours: 09:00-10:00, published_on: 2026-11-16}
        2026-12-30: closed
synonyms:
  Bygglov: [byggtillstånd, lov att bygga]
switchboard:
  group: bygglov
  misdirected_days: 30
pbx:
  kept_days: 3
  keypad:
    same_day: "*23*{reason}*{time}#"
    other_day: "*23*{reason}*{date}#"
    open_ended: "*23*{reason}#"
    off: "#23#"
    reasons: {lunch: 1, sick: 3, other: 0}
orders: {approval_above: 5000, approval_days: 3}
catalogue:
  mobil:
    kind: phone
    name: Mobil
    price: 3490
    supplier: Mobil 5
    units: [bygg]
    roles: [switchboard]
  laddare: {kind: accessory, name: Laddare, price: 199}
devices:
  anna:
    - {model: Mobil 3, number: 070-174 06 06}
    - model: Lur
"""


def faults_of(text: str) -> tuple[Fault, ...]:
    """Everything that is said to be wrong in a file with this text; none if it can be used."""
    try:
        parse_municipality(text.encode())
    except BadMunicipalityFile as bad:
        return bad.faults
    return ()


def changed(old: str, new: str) -> str:
    """The sound file with the one place where `old` stands changed to `new`."""
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times in the sound file"
    return SOUND.replace(old, new)


def line_of(text: str, fragment: str) -> int:
    """The number of the only line that holds the fragment."""
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if fragment in line]
    assert len(lines) == 1, f"{fragment!r} stands on lines {lines}"
    return lines[0]
