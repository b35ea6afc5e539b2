"""An answer group by day (M2): what its manager has changed, from which day, and when the public was told."""

from __future__ import annotations

from datetime import date

from policy.answer_groups import GroupChange
from tests.policy.phone_duty import CALENDAR, every_weekday, facts, gaps_in, hours, permits
from tests.policy.small_town import ANNA, BO, DISA, period

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
TOLD = date(2026, 11, 10)


def change(id_: str, from_on: date, **what: object) -> GroupChange:
    return GroupChange(id=id_, from_on=from_on, published_on=TOLD, **what)  # type: ignore[arg-type]


def test_members_are_those_of_the_day() -> None:
    """M3: Bo takes over from Anna on Tuesday; on Monday it is still she."""
    group = permits(ANNA, changes=[change("new", TUESDAY, members=(BO,))])
    assert (group.members_on(MONDAY), group.members_on(TUESDAY), group.members_on(WEDNESDAY)) == ((ANNA,), (BO,), (BO,))
    assert group.everyone == {ANNA, BO}


def test_who_is_not_yet_a_member_does_not_cover() -> None:
    """A2: Disa is gone from Tuesday, and Anna only comes on Wednesday."""
    changes = [change("a", TUESDAY, members=()), change("b", WEDNESDAY, members=(ANNA,))]
    assert gaps_in(
        facts(permits(DISA, on="8-12", changes=changes)), period("2026-11-23 00:00", "2026-11-26 00:00")
    ) == ["24/11 08:00–12:00 0/1"]


def test_of_two_changes_the_one_that_began_last_holds_in_whichever_order_they_were_made() -> None:
    """M3: what begins on Wednesday was made first."""
    group = permits(changes=[change("a", WEDNESDAY, members=(BO,)), change("b", TUESDAY, members=(ANNA,))])
    assert (group.members_on(TUESDAY), group.members_on(WEDNESDAY)) == ((ANNA,), (BO,))


def test_of_two_changes_from_one_day_the_latest_made_holds() -> None:
    """M3: whoever thinks better of it changes it again."""
    group = permits(changes=[change("a", TUESDAY, members=(BO,)), change("b", TUESDAY, members=(ANNA,))])
    assert group.members_on(TUESDAY) == (ANNA,)


def test_a_change_of_one_thing_leaves_the_others() -> None:
    """M3: hours, members and roster each have their own latest change."""
    group = permits(
        ANNA,
        changes=[
            change("hours", MONDAY, weekdays=every_weekday("9-11")),
            change("roster", TUESDAY, keeps_roster=True),
            change("members", WEDNESDAY, members=(BO,)),
        ],
    )
    assert group.hours_on(WEDNESDAY, CALENDAR).stretches == hours("9-11")
    assert (group.keeps_roster_on(MONDAY), group.keeps_roster_on(WEDNESDAY)) == (False, True)
    assert group.members_on(TUESDAY) == (ANNA,)


def test_hours_tell_when_the_public_heard_of_them() -> None:
    """M2: the week on 1 September, an exception on 1 November, a change on 10 November."""
    group = permits(
        exceptions={TUESDAY: hours("9-10")}, changes=[change("a", WEDNESDAY, weekdays=every_weekday("10-11"))]
    )
    assert group.hours_on(MONDAY, CALENDAR).published_on == date(2026, 9, 1)
    assert group.hours_on(TUESDAY, CALENDAR).published_on == date(2026, 11, 1)
    assert group.hours_on(WEDNESDAY, CALENDAR).published_on == TOLD


def test_an_exception_holds_though_the_week_is_changed_later() -> None:
    """M2: what was said of a single date stands; a later word about that date takes its place."""
    week = change("week", MONDAY, weekdays=every_weekday("10-11"))
    dated = change("dated", WEDNESDAY, exceptions={TUESDAY: hours("14-15")})
    group = permits(exceptions={TUESDAY: hours("9-10")}, changes=[week])
    assert group.hours_on(TUESDAY, CALENDAR).stretches == hours("9-10")
    group = permits(exceptions={TUESDAY: hours("9-10")}, changes=[dated, week])
    assert group.hours_on(TUESDAY, CALENDAR).stretches == hours("14-15")
    none = change("none", WEDNESDAY, exceptions={TUESDAY: ()})
    assert permits(changes=[dated, none]).hours_on(TUESDAY, CALENDAR).stretches == ()
