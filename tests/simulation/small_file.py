"""A municipality file small enough to tell a day of. Bo Berg leads Bygg; Anna Alm and Disa Dunge (until one) answer its
phone, and Nils Norén works there too.
"""

from __future__ import annotations

from pathlib import Path

FILE = """
municipality:
  name: Småbygd
people:
  bo:
    entra_id: e5e5e5e5-0000-4000-8000-000000000001
    first_name: Bo
    last_name: Berg
    title: byggchef
    unit: bygg
  anna:
    entra_id: e5e5e5e5-0000-4000-8000-000000000002
    first_name: Anna
    last_name: Alm
    title: byggnadsinspektör
    unit: bygg
  disa:
    entra_id: e5e5e5e5-0000-4000-8000-000000000003
    first_name: Disa
    last_name: Dunge
    title: arkitekt
    unit: bygg
    working_hours:
      mon-fri: 08:00-13:00
  nils:
    entra_id: e5e5e5e5-0000-4000-8000-000000000004
    first_name: Nils
    last_name: Norén
    title: ritare
    unit: bygg
units:
  bygg:
    name: Bygg
    manager: bo
answer_groups:
  bygglov:
    name: Bygglov
    unit: bygg
    members: [anna, disa]
    phone_hours:
      published_on: 2026-09-01
      weekdays:
        mon-fri: 09:00-11:30, 13:00-15:00
"""


def town_in(folder: Path) -> Path:
    """The file, in that folder."""
    path = folder / "smabygd.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def absences_in(folder: Path, *rows: str) -> Path:
    """A file of absences, each given as YAML without its braces: `person: anna, reason: sick, from: …`."""
    path = folder / "absences.yaml"
    path.write_text("absences:\n" + "".join(f"  - {{{row}}}\n" for row in rows), encoding="utf-8")
    return path
