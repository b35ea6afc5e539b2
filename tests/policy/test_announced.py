"""The municipality as it is with what managers have told: new, leaving, other duties, and when that is over (M3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policy.access import has_role
from policy.announced import Announced, announced_id, announced_on, has_caught_up, is_announced, overlaid
from policy.leadership import leads_unit
from policy.notice_steps import withdrawn
from policy.notices import Notice
from policy.organisation import Municipality, Person, PersonId, Role
from tests.policy.notice_town import (
    LISA,
    NOW,
    PHONES,
    change,
    duties,
    hours,
    leaving,
    new_employee,
    notice,
    notice_town,
)
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, KARIN

TOWN = notice_town()
DAY = date(2026, 12, 1)


def town_on(day: date, *notices: Notice, base: Municipality = TOWN) -> Municipality:
    """The municipality on a day, with the notices."""
    return overlaid(base, announced_on(notices, {}, day)).municipality


def test_nothing_told_is_the_very_same() -> None:
    """No copy is made of what nobody has changed."""
    assert overlaid(TOWN, Announced()).municipality is TOWN
    assert town_on(date(2026, 11, 30), notice(new_employee())) is TOWN


def test_somebody_new_is_there_from_the_day() -> None:
    """With a number to read out, and no way to write to the bot (M3)."""
    told = notice(new_employee())
    new = town_on(DAY, told).people[announced_id(told.id)]
    assert (new.name, new.unit, new.extension, new.has_voicemail) == ("Lisa Lund", BUILDING, "2009", False)
    assert is_announced(new.id)
    assert not is_announced(ANNA)


def test_somebody_new_is_nobody_else_and_may_do_nothing() -> None:
    """Told by the name of whoever leads the unit above: it gives no role, leads nothing, and Karin stays who she is."""
    told = notice(new_employee(new=replace(LISA, first_name="Karin", last_name="Krona", email="")))
    town, new = town_on(DAY, told), announced_id(told.id)
    assert new in town.people
    assert town.people[KARIN] == TOWN.people[KARIN]
    assert not any(has_role(town, new, role) for role in Role)
    assert not any(leads_unit(town, new, unit) for unit in town.units)


def test_whoever_the_directory_has_by_then_is_there_once() -> None:
    """By the same address, or by the same name in the same unit."""
    told = notice(new_employee())
    for known in (
        Person(id=PersonId("real"), first_name="L", last_name="L", title="", unit=DAG_UNIT, email="LISA@example.se"),
        Person(id=PersonId("real"), first_name="Lisa", last_name="Lund", title="", unit=BUILDING),
    ):
        base = replace(TOWN, people={**TOWN.people, known.id: known})
        assert town_on(DAY, told, base=base).people.keys() == base.people.keys()
        assert has_caught_up(base, told)
    elsewhere = Person(id=PersonId("other"), first_name="Lisa", last_name="Lund", title="", unit=DAG_UNIT)
    base = replace(TOWN, people={**TOWN.people, elsewhere.id: elsewhere})
    assert announced_id(told.id) in town_on(DAY, told, base=base).people
    assert not has_caught_up(base, told)


DAG_UNIT = TOWN.people[KARIN].unit


def test_who_has_left_leads_nothing_either() -> None:
    """A manager who has left is nobody's, and the unit above answers (M1)."""
    told = notice(leaving(person=BO))
    town = town_on(DAY, told)
    assert BO not in town.people
    assert town.units[BUILDING].manager is None
    assert town.nearest_manager(town.people[ANNA]) == KARIN
    assert TOWN.units[BUILDING].manager == BO
    deputy = town_on(DAY, notice(leaving(person=DAG)))
    assert deputy.units[BUILDING].deputies == ()
    assert has_caught_up(town, told)


def test_duties_hold_until_the_directory_says_the_same() -> None:
    """Later notices about one person hold over earlier ones."""
    first, then = notice(duties("bygglov"), turn="t1"), replace(notice(duties("parkering"), turn="t2"))
    later = replace(then, made_at=first.made_at.replace(hour=20))
    assert town_on(DAY, later, first).people[ANNA].matters == ("parkering",)
    assert not has_caught_up(TOWN, first)
    knows = replace(TOWN, people={**TOWN.people, ANNA: replace(TOWN.people[ANNA], matters=("bygglov",))})
    assert has_caught_up(knows, first)


def test_what_was_taken_back_holds_never() -> None:
    """Nor what is caught up with."""
    back = withdrawn(notice(new_employee()), TOWN, by=BO, turn="t2", now=NOW)
    assert town_on(DAY, back, replace(notice(leaving()), caught_up=True)) is TOWN


def test_groups_have_their_changes() -> None:
    """Those of groups that the directory knows no more are passed over."""
    made = replace(change(), id="t1")
    town = overlaid(TOWN, Announced(changes={PHONES: (made,), "gone": (made,)})).municipality  # type: ignore[dict-item]
    assert town.groups[PHONES].changes == (made,)
    assert town.groups.keys() == TOWN.groups.keys()
    assert town.people is TOWN.people
    assert has_caught_up(TOWN, notice(hours()))
