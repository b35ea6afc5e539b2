"""What happens to a notice, who may do it, and who is told (M3, V1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.answer_groups import GroupChange, without_spent
from policy.coverage_terms import CoverageTerms
from policy.errors import NotAllowed, PolicyError
from policy.notice_rules import faults, may_change, require_leader, require_whom
from policy.notice_steps import in_force, received, reminded, revised, withdrawn
from policy.notice_telling import OVERDUE, REVISED, UNRECEIVED, WITHDRAWN, told
from policy.notices import CARD, NewEmployee, Notice, NoticeState
from policy.outgoing import StandingCard
from tests.policy.notice_town import (
    MORNING,
    NOON,
    NOW,
    change,
    duties,
    group,
    hours,
    leaving,
    new_employee,
    notice,
    notice_town,
)
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, EVA, KARIN, PERMITS, VERA, at

TOWN = notice_town()
TODAY = date(2026, 11, 23)


def codes(content: object) -> list[tuple[str, str | None]]:
    """What keeps it from being sent, with the fields."""
    return [(one.code, one.field) for one in faults(content, TOWN, today=TODAY)]  # type: ignore[arg-type]


def test_it_bears_its_own_lead_time() -> None:
    """Late against the municipality's own choice, and taken all the same (M3)."""
    assert (notice(hours("2026-11-30")).lead_days, notice(hours("2026-11-30")).is_late) == (5, False)
    assert notice(hours("2026-11-27")).is_late
    easy = replace(TOWN, coverage=CoverageTerms(notice_days=2))
    assert not notice(hours("2026-11-27"), easy).is_late


def test_the_change_goes_by_the_notices_id_and_is_told_of_today() -> None:
    """Whatever the form had in it."""
    made = notice(hours(change=change(from_on="2020-01-01")))
    assert made.content.change is not None
    assert (made.content.change.id, made.content.change.from_on) == ("t1", date(2026, 12, 7))
    assert made.content.change.published_on == TODAY


@pytest.mark.parametrize("leader", [BO, DAG, KARIN])
def test_the_units_line_may(leader: str) -> None:
    """Manager, deputy, and the manager above (M2)."""
    require_leader(TOWN, leader, BUILDING)  # type: ignore[arg-type]
    assert may_change(TOWN, leader, notice(hours()))  # type: ignore[arg-type]


@pytest.mark.parametrize("other", [ANNA, EVA, VERA])
def test_nobody_else_may(other: str) -> None:
    """Neither a member, nor another manager, nor the switchboard (M2)."""
    with pytest.raises(NotAllowed) as refused:
        require_leader(TOWN, other, BUILDING)  # type: ignore[arg-type]
    assert refused.value.code == "notice.not_yours"
    with pytest.raises(NotAllowed):
        withdrawn(notice(hours()), TOWN, by=other, turn="t2", now=NOW)  # type: ignore[arg-type]


def test_only_the_switchboard_receives_and_only_once() -> None:
    """The second hears who was first (V1)."""
    with pytest.raises(NotAllowed):
        received(notice(hours()), TOWN, by=BO, turn="t2", now=NOW)
    seen = received(notice(hours()), TOWN, by=VERA, turn="t2", now=NOW)
    assert seen.state is NoticeState.RECEIVED
    with pytest.raises(PolicyError) as late:
        received(replace(seen, received_by=EVA), TOWN, by=VERA, turn="t3", now=NOW)
    assert (late.value.code, late.value.params["who"]) == ("notice.received_already", "Eva Ek")


def test_what_holds_can_be_neither_changed_nor_taken_back() -> None:
    """From its day on a new notice is what changes it."""
    held = in_force(notice(hours()), TOWN.calendar, now=at("2026-12-07 00:01"))
    with pytest.raises(PolicyError) as late:
        withdrawn(held, TOWN, by=BO, turn="t2", now=NOW)
    assert late.value.code == "notice.in_force_already"
    with pytest.raises(PolicyError) as also:
        revised(held, hours(), TOWN, by=BO, turn="t2", now=NOW)
    assert also.value.code == "notice.in_force_already"


def test_what_was_told_of_a_person_can_be_taken_back_until_the_directory_says_it_too() -> None:
    """A slip in a name would otherwise keep somebody out of everything; to change it is not to be, though."""
    held = in_force(notice(leaving()), TOWN.calendar, now=at("2026-12-07 00:01"))
    with pytest.raises(PolicyError):
        revised(held, leaving(), TOWN, by=BO, turn="t2", now=NOW)
    with pytest.raises(PolicyError):
        withdrawn(held, TOWN, by=VERA, turn="t2", now=NOW)
    assert withdrawn(held, TOWN, by=BO, turn="t2", now=NOW).state is NoticeState.WITHDRAWN
    with pytest.raises(PolicyError):
        withdrawn(replace(held, caught_up=True), TOWN, by=BO, turn="t2", now=NOW)


def test_a_change_is_to_be_received_anew_and_stays_what_it_is() -> None:
    """Its kind, unit and group are the notice's own."""
    seen = received(notice(hours()), TOWN, by=VERA, turn="t2", now=NOW)
    anew = revised(seen, hours("2026-12-14"), TOWN, by=DAG, turn="t3", now=NOW)
    assert (anew.received_at, anew.carried_out, anew.lead_days) == (None, False, 15)
    with pytest.raises(PolicyError):
        revised(seen, leaving(), TOWN, by=BO, turn="t3", now=NOW)


def test_both_sides_get_the_card_and_the_actor_the_answer() -> None:
    """The sender's card is the reply; the switchboard's is posted when they work (M3)."""
    sent = told(None, notice(hours()), TOWN, turn="t1", now=NOW, actor=BO)
    assert [(one.to, one.card, one.waits) for one in sent.outgoing.unsent] == [(VERA, CARD, True)]
    near = told(None, notice(hours("2026-11-24")), TOWN, turn="t1", now=NOW, actor=BO)
    assert not near.outgoing.unsent[0].waits


def standing(one: Notice) -> Notice:
    """With both cards in their chats."""
    cards = tuple(StandingCard(to=who, card=CARD, conversation="c", activity=f"a-{who}") for who in (BO, VERA))
    return replace(one, outgoing=replace(one.outgoing, unsent=(), standing=cards))


def test_what_must_be_noticed_makes_a_sound() -> None:
    """Overdue, changed, taken back; that it was received shows on the card alone (M3)."""
    before = standing(notice(hours()))
    late = told(before, reminded(before, TOWN.calendar, now=NOW), TOWN, turn="t2", now=NOW)
    assert {(one.to, one.code) for one in late.outgoing.unsent if not one.card} == {(VERA, OVERDUE), (BO, UNRECEIVED)}
    back = told(before, withdrawn(before, TOWN, by=KARIN, turn="t2", now=NOW), TOWN, turn="t2", now=NOW, actor=KARIN)
    assert {(one.to, one.code) for one in back.outgoing.unsent if not one.card} == {(VERA, WITHDRAWN), (BO, WITHDRAWN)}
    other = revised(before, hours("2026-12-14"), TOWN, by=BO, turn="t2", now=NOW)
    anew = told(before, other, TOWN, turn="t2", now=NOW, actor=BO)
    assert {(one.to, one.code) for one in anew.outgoing.unsent if not one.card} == {(VERA, REVISED)}
    seen = told(before, received(before, TOWN, by=VERA, turn="t2", now=NOW), TOWN, turn="t2", now=NOW, actor=VERA)
    assert [(one.to, one.card) for one in seen.outgoing.unsent] == [(BO, CARD)]


def test_what_is_wrong_is_told_all_at_once() -> None:
    """Each fault at its field (M2)."""
    two = (MORNING, NOON)
    bad = hours("2026-11-20", change=change(weekdays={1: two}), note="x" * 501)
    assert codes(bad) == [("notice.day_passed", "from"), ("notice.hours_overlap", "tue"), ("notice.too_long", "note")]
    many = replace(MORNING, minimum=3)
    assert codes(hours(change=change(weekdays={0: (many,)}))) == [("notice.minimum_above", "minimum")]
    assert codes(hours(before=change(), change=change())) == [("notice.nothing_changes", "from")]
    none = change(weekdays=None, members=())
    assert codes(hours(change=none)) == [("notice.no_members", "members")]


def test_who_is_new_has_a_whole_name_and_a_title() -> None:
    """And an address that can be one."""
    assert codes(new_employee()) == []
    nobody = NewEmployee(first_name="Lisa", last_name="", title="", email="lisa")
    assert codes(new_employee(new=nobody)) == [
        ("notice.whole_name", "name"),
        ("notice.title_missing", "job"),
        ("notice.bad_email", "email"),
    ]
    assert codes(duties()) == [("notice.nothing_changes", "matters")]
    assert codes(leaving("2026-11-23")) == [("notice.day_passed", "from")]


def test_it_is_of_its_own_unit() -> None:
    """A button made up names somebody else's person or group (M2)."""
    require_whom(TOWN, hours())
    for wrong in (hours(unit=PERMITS), replace(leaving(), unit=PERMITS), hours(change=change(members=("nobody",)))):
        with pytest.raises(PolicyError):
            require_whom(TOWN, wrong)


def test_hours_hold_from_their_day_and_the_last_told_of_holds() -> None:
    """A change in chat holds over the directory, unless the public was told of the directory's later (M2)."""
    noon = change(id="t1")
    changed = group(changes=(noon,))
    calendar = TOWN.calendar
    assert changed.hours_on(date(2026, 12, 4), calendar).stretches == (MORNING,)
    assert changed.hours_on(date(2026, 12, 7), calendar).stretches == (NOON,)
    later = replace(changed, phone_hours=replace(changed.phone_hours, published_on=date(2026, 11, 24)))
    assert later.hours_on(date(2026, 12, 7), calendar).stretches == (MORNING,)
    day = date(2026, 12, 8)
    dated = change(id="t2", weekdays=None, exceptions={day: ()})
    shut = group(changes=(noon, dated))
    assert shut.hours_on(day, calendar).stretches == ()
    told = replace(shut.phone_hours, exceptions={day: (MORNING,)}, exceptions_published_on={day: date(2026, 12, 1)})
    assert replace(shut, phone_hours=told).hours_on(day, calendar).stretches == (MORNING,)


def test_who_leaves_is_nobodys_member_whatever_else_changes() -> None:
    """Also where members are changed later, by somebody who had not heard."""
    goes = replace(leaving("2026-12-10").change, id="t1")  # type: ignore[type-var]
    both = change(id="t2", from_on="2026-12-07", weekdays=None, members=(ANNA, BO))
    changed = group(changes=(goes, both))
    assert changed.members_on(date(2026, 12, 9)) == (ANNA, BO)
    assert changed.members_on(date(2026, 12, 10)) == (BO,)


DAYS = st.dates(date(2026, 11, 1), date(2027, 1, 31))
CHANGES = st.lists(
    st.builds(
        GroupChange,
        id=st.uuids().map(str),
        from_on=DAYS,
        published_on=DAYS,
        weekdays=st.none() | st.dictionaries(st.integers(0, 6), st.sampled_from([(MORNING,), (NOON,), ()]), max_size=3),
        exceptions=st.dictionaries(DAYS, st.sampled_from([(MORNING,), ()]), max_size=2),
        members=st.none() | st.lists(st.sampled_from([ANNA, BO, DAG]), unique=True).map(tuple),
        keeps_roster=st.none() | st.booleans(),
        leaving=st.sampled_from([(), (ANNA,)]),
    ),
    max_size=6,
).map(tuple)


@given(CHANGES, DAYS, st.integers(0, 60))
def test_what_is_spent_is_missed_on_no_later_day(changes: tuple[GroupChange, ...], before: date, later: int) -> None:
    """A book without its spent changes says the same of every day from then on (M2)."""
    day = before + timedelta(days=later)
    # Hours without a day of publication: a change then never gives way to the directory's.
    plain = group(phone_hours=replace(group().phone_hours, published_on=None))
    whole = replace(plain, changes=changes)
    short = replace(plain, changes=without_spent(changes, before))
    calendar = TOWN.calendar
    assert short.hours_on(day, calendar).stretches == whole.hours_on(day, calendar).stretches
    assert short.members_on(day) == whole.members_on(day)
    assert short.keeps_roster_on(day) == whole.keeps_roster_on(day)


def test_a_book_does_not_grow_with_the_years() -> None:
    """Of a week changed each month one change is left, and of dates none."""
    monthly = tuple(change(f"2026-{month:02}-01", id=f"w{month}") for month in range(1, 12))
    dates = tuple(
        change(f"2026-{month:02}-15", id=f"d{month}", weekdays=None, exceptions={date(2026, month, 15): ()})
        for month in range(1, 12)
    )
    assert [one.id for one in without_spent((*monthly, *dates), date(2026, 12, 1))] == ["w11"]
