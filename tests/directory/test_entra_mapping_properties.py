"""Any roster at all gives a municipality that holds together, quickly, and one that is the same every time."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.graph.entries import Roster, UserEntry
from directory.graph.frame import Frame
from directory.graph.mapping import mapped
from policy.organisation import Municipality, Person, PersonId
from policy.unit_tree import with_those_above
from tests.directory.frame_text import (
    PLAIN,
    STAFF_GROUP,
    SWITCHBOARD_GROUP,
    frame_of,
)

IDS = [f"u{number}" for number in range(8)]
LED_BY_EACH_OTHER = """\
municipality: {name: X}
entra: {}
units:
  ett: {name: Ett, departments: [Bygg], manager: u0@s.example}
  tva: {name: Tva, departments: [VA], parent: ett, manager: u1@s.example}
"""
FRAMES = [
    frame_of(),
    frame_of(PLAIN),
    frame_of(LED_BY_EACH_OTHER),
    frame_of("municipality: {name: X}\nentra: {units: {above: [company, office], separator: '/'}}"),
]
WORDS = st.one_of(st.sampled_from(["Anna", "Ek, Anna", "070-174 06 05", "", " "]), st.text(max_size=8))
UNITS = st.one_of(
    st.sampled_from(["Bygg", "VA"]),
    st.sampled_from(["Bygg", "VA", "bygg ", "VA", "Samhälle / Bygg", "A/B", "a / b/C", ""]),
    st.text(max_size=8),
)
MANAGERS = st.sampled_from([*IDS, *IDS, "", "gone"])
ODD = st.sampled_from([False] * 9 + [True])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Eight users, most of whom work in two departments, below anybody; some are odd in every way."""
    users = {}
    for id_ in IDS:
        plain = UserEntry(
            id=id_,
            first_name="Anna",
            last_name="Ek",
            department=draw(UNITS),
            email=f"{id_}@s.example",
            manager=draw(MANAGERS),
        )
        users[id_] = draw(oddities(plain)) if draw(ODD) else plain
    members = {STAFF_GROUP: frozenset(IDS), SWITCHBOARD_GROUP: frozenset({"u1", "gone"})}
    return Roster(users=users, members={} if draw(ODD) else members)


def oddities(plain: UserEntry) -> st.SearchStrategy[UserEntry]:
    """The same user with anything in every attribute."""
    return st.builds(
        partial(replace, plain),
        first_name=WORDS,
        last_name=WORDS,
        display_name=WORDS,
        title=WORDS,
        office=UNITS,
        company=UNITS,
        email=st.sampled_from(["", "anna.alm@s.example", "bo.ek@s.example", "dir@s.example", "Å@s.example"]),
        upn=st.sampled_from(["", "Anna.Alm@s.example", "bo.ek@s.example"]),
        landline=WORDS,
        mobile=WORDS,
        extension=WORDS,
        is_enabled=st.booleans(),
        is_guest=ODD,
    )


ROSTERS = rosters()


@settings(max_examples=200, deadline=None)
@given(ROSTERS, st.sampled_from(FRAMES))
def test_any_roster_gives_a_municipality_that_holds_together(roster: Roster, frame: Frame) -> None:
    """Every id that is named exists, no unit lies inside itself, everyone has a unit, and nearest managers end."""
    town = mapped(roster, frame).municipality
    for unit in town.units.values():
        assert unit.parent is None or unit.parent in town.units
        assert {unit.manager, *unit.deputies} <= {None, *town.people}
        assert unit.manager not in unit.deputies
        above = [one.id for one in islice(with_those_above(town, unit.id), len(town.units) + 1)]
        assert len(above) == len(set(above)), "a unit lies inside itself"
        assert above[-1] == frame.units.top
        assert unit.name.isprintable()
        assert unit.name.strip()
    for person in town.people.values():
        assert person.unit in town.units
        assert person.name.isprintable()
        assert person.first_name
        _assert_ends(town, person)
    for group in town.groups.values():
        assert group.unit in town.units
        assert set(group.members) <= set(town.people)
    assert set(town.catalogue.devices) <= set(town.people)
    assert set(frame.declared) <= set(town.units)


@settings(max_examples=40, deadline=None)
@given(ROSTERS, st.randoms(use_true_random=False))
def test_the_same_roster_gives_the_same_in_any_order(roster: Roster, chance: Random) -> None:
    """Replicas read the same users in an order of their own."""
    users = list(roster.users.items())
    chance.shuffle(users)
    assert mapped(Roster(users=dict(users), members=roster.members), FRAMES[1]) == mapped(roster, FRAMES[1])


@settings(max_examples=60, deadline=None)
@given(ROSTERS, st.sampled_from(IDS), st.sampled_from(FRAMES))
def test_a_department_keeps_its_id_whoever_comes_and_goes(roster: Roster, gone: str, frame: Frame) -> None:
    """When one user is gone, whoever is left and has a department of their own is in the same unit."""
    before = mapped(roster, frame).municipality
    left = Roster(users={id_: user for id_, user in roster.users.items() if id_ != gone}, members=roster.members)
    after = mapped(left, frame).municipality
    for person in after.people.values():
        user = roster.users[person.id]
        if f"{user.department}{user.office}{user.company}".replace("/", "").isalnum():
            assert before.people[person.id].unit == person.unit


def test_fifty_thousand_people_are_mapped_in_seconds() -> None:
    """Ten thousand are tried, in less than the time that ten times as many may take on a machine that does else too."""
    ids = [f"{number:08d}" for number in range(10_000)]
    users = {
        id_: UserEntry(
            id=id_,
            first_name="Anna",
            last_name=f"Ek{number}",
            department=f"Förvaltning {number % 40} / Enhet {number // 12}",
            email=f"{id_}@s.example",
            landline=f"08-46{number:05d}",
            mobile=f"070-{1_000_000 + number}",
            manager=ids[number // 12] if number else "",
        )
        for number, id_ in enumerate(ids)
    }
    started = time.process_time()
    town = mapped(Roster(users=users, members={}), FRAMES[1]).municipality
    assert len(town.people) == len(ids)
    assert time.process_time() - started < 10


def _assert_ends(town: Municipality, person: Person) -> None:
    """Whoever asks for the manager, and that one's manager, comes to somebody without one."""
    met: set[PersonId] = set()
    at: PersonId | None = person.id
    while at is not None:
        assert at not in met, "somebody is above themselves"
        met.add(at)
        at = town.nearest_manager(town.people[at])
