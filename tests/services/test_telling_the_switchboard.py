"""The use cases of notices: nothing is lost in a crash, nothing is done twice, the first who receives has (M3)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.announced import announced_id
from policy.answer_groups import PhoneStretch
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.notices import NoticeKind, NoticeState
from policy.organisation import Role
from policy.working_calendar import Stretch
from services.notices import place_of
from storage.document_store import StoreUnavailable
from tests.policy.notice_town import LISA, NOON, PHONES, change, duties, hours, leaving, new_employee, notice_town
from tests.policy.small_town import ANNA, BO, DAG, EVA, KARIN, VERA, at
from tests.services.notice_stage import NoticeStage

MONDAY = date(2026, 12, 7)


async def test_the_change_stands_in_the_groups_book_at_once_and_holds_from_its_day() -> None:
    """So that the gaps that it opens are seen ahead (A2, M2)."""
    stage = NoticeStage()
    made = await stage.tells(hours())
    assert made.carried_out
    assert [one.id for one in (await stage.book()).changes] == [made.id]
    group, calendar = stage.directory.municipality.groups[PHONES], stage.directory.municipality.calendar
    assert group.hours_on(MONDAY, calendar).stretches == (NOON,)
    assert group.hours_on(date(2026, 12, 4), calendar).stretches != (NOON,)
    assert (stage.looked_at, stage.soon) == ([PHONES], [place_of(made)])


async def test_a_crash_between_notice_and_book_is_completed_by_the_sweep() -> None:
    """The notice comes first; what follows from it comes when the store is there again (M3)."""
    stage = NoticeStage()
    stage.books.fails = True
    with pytest.raises(OSError, match="reach"):
        await stage.tells(hours())
    (made,) = await stage.service.of_leader(BO)
    assert not made.carried_out
    stage.books.fails = False
    await stage.at(stage.now + timedelta(minutes=1))
    assert (await stage.book()).changes == ()
    await stage.at(stage.now + timedelta(minutes=3))
    assert [one.id for one in (await stage.book()).changes] == [made.id]
    assert (await stage.stored(made)).carried_out
    assert stage.looked_at == [PHONES]
    await stage.at(stage.now + timedelta(minutes=3))
    assert stage.looked_at == [PHONES]


async def test_a_crash_before_its_coverage_is_looked_at_is_completed_by_the_sweep() -> None:
    """A notice is carried out when all that follows from it is done, also what everyone sees of it (M3)."""
    stage = NoticeStage()
    looked_at, store = stage.looked_at, stage.store
    store.left = 3
    with pytest.raises(StoreUnavailable):
        await stage.tells(hours())
    assert looked_at == [PHONES]
    store.left = 10_000
    await stage.at(stage.now + timedelta(minutes=3))
    assert looked_at == [PHONES, PHONES]
    (made,) = await stage.service.of_leader(BO)
    assert made.carried_out


@pytest.mark.parametrize("writes", range(5))
@pytest.mark.parametrize("takes_back", [False, True])
async def test_whichever_write_was_the_last_it_comes_right(writes: int, takes_back: bool) -> None:
    """Cut off after any number of writes: there is no notice and no change, or both, or a notice taken back (M3)."""
    stage = NoticeStage()
    made = await stage.tells(hours()) if takes_back else None
    stage.store.left = writes
    with suppress(StoreUnavailable):
        if made is None:
            await stage.tells(hours())
        else:
            await stage.service.withdraw(BO, place_of(made), turn="t2", now=stage.now)
    stage.store.left = 10_000
    await stage.at(stage.now + timedelta(minutes=3))
    found = await stage.service.of_leader(BO)
    assert all(one.carried_out for one in found)
    holds = [one.id for one in found if one.state is not NoticeState.WITHDRAWN]
    assert [one.id for one in (await stage.book()).changes] == holds
    assert (len(holds) == 1) is (writes == 0 if takes_back else writes > 0)


async def test_the_same_turn_again_tells_once() -> None:
    """Also after a crash: the turn finds what it made, and completes it."""
    stage = NoticeStage()
    stage.books.fails = True
    with pytest.raises(OSError, match="reach"):
        await stage.tells(hours())
    stage.books.fails = False
    again = await stage.tells(hours())
    assert again.carried_out
    assert len(await stage.service.of_leader(BO)) == 1
    assert len((await stage.book()).changes) == 1


async def test_two_operators_receive_at_once_and_one_has() -> None:
    """The other hears who was first (V1)."""
    stage = NoticeStage()
    town = stage.base.municipality
    eva = replace(town.people[EVA], roles=frozenset({Role.SWITCHBOARD}))
    stage.base.turn_to(replace(town, people={**town.people, EVA: eva}))
    place = place_of(await stage.tells(hours()))
    results = await asyncio.gather(
        stage.service.receive(VERA, place, turn="v", now=stage.now),
        stage.service.receive(EVA, place, turn="e", now=stage.now),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in results) == ["Notice", "PolicyError"]
    (late,) = [one for one in results if isinstance(one, PolicyError)]
    assert late.code == "notice.received_already"


async def test_what_is_taken_back_is_gone_from_the_book() -> None:
    """Whether it was carried out before or not."""
    stage = NoticeStage()
    made = await stage.tells(hours())
    back = await stage.service.withdraw(KARIN, place_of(made), turn="t2", now=stage.now)
    assert (back.state, back.withdrawn_by) == (NoticeState.WITHDRAWN, KARIN)
    assert (await stage.book()).changes == ()
    assert stage.looked_at == [PHONES, PHONES]
    assert await stage.service.withdraw(KARIN, place_of(made), turn="t2", now=stage.now) == back


async def test_what_is_changed_replaces_what_was() -> None:
    """One notice, one change in the book."""
    stage = NoticeStage()
    made = await stage.tells(hours())
    anew = await stage.service.revise(DAG, place_of(made), hours("2026-12-14"), turn="t2", now=stage.now)
    (standing,) = (await stage.book()).changes
    assert (standing.id, standing.from_on) == (anew.id, date(2026, 12, 14))


async def test_who_may_is_asked_of_every_step() -> None:
    """Leaders tell, the switchboard receives, others see nothing (M2, M3)."""
    stage = NoticeStage()
    with pytest.raises(NotAllowed):
        await stage.tells(hours(), by=ANNA)
    made = await stage.tells(hours())
    place = place_of(made)
    for refused in (
        stage.service.revise(ANNA, place, hours(), turn="t2", now=stage.now),
        stage.service.receive(BO, place, turn="t2", now=stage.now),
        stage.service.withdraw(VERA, place, turn="t2", now=stage.now),
        stage.service.of_switchboard(BO),
    ):
        with pytest.raises(NotAllowed):
            await refused
    for unseen in (
        stage.service.show(EVA, place),
        stage.service.receive(EVA, place, turn="t2", now=stage.now),
        stage.service.withdraw(ANNA, place, turn="t2", now=stage.now),
    ):
        with pytest.raises(PolicyError, match=r"notice\.gone"):
            await unseen
    assert await stage.service.of_leader(EVA) == []
    assert [one.id for one in await stage.service.of_leader(KARIN)] == [made.id]


async def test_every_fault_is_told_at_once() -> None:
    """Nothing is saved of it."""
    stage = NoticeStage()
    bad = hours("2026-11-20", change=change(weekdays={0: (PhoneStretch(NOON.stretch, 9),)}))
    with pytest.raises(PolicyErrors) as faults:
        await stage.tells(bad)
    assert [one.code for one in faults.value.errors] == ["notice.day_passed", "notice.minimum_above"]
    assert await stage.service.of_leader(BO) == []


async def test_it_is_reminded_of_once_and_put_in_force() -> None:
    """As the last working day before begins, and as its own day does; what is received needs no reminder (M3)."""
    stage = NoticeStage()
    made, other = await stage.tells(hours()), await stage.tells(duties("bygglov", on="2026-12-07"), turn="t2")
    await stage.service.receive(VERA, place_of(other), turn="v", now=stage.now)
    await stage.at(at("2026-12-04 07:59"))
    assert (await stage.stored(made)).reminded_at is None
    await stage.at(at("2026-12-04 08:00"))
    assert (await stage.stored(made)).reminded_at == at("2026-12-04 08:00")
    assert (await stage.stored(other)).reminded_at is None
    await stage.at(at("2026-12-07 00:00"))
    assert (await stage.stored(made)).state is NoticeState.IN_FORCE
    assert [one.id for one in await stage.service.of_switchboard(VERA)] == [made.id]


async def test_a_notice_about_groups_goes_after_three_months() -> None:
    """What it changed stays."""
    stage = NoticeStage()
    made = await stage.tells(hours())
    await stage.at(at("2026-12-07 00:00"))
    for one in await stage.notices.among("notices"):
        await stage.notices.save(one, replace(one.value, outgoing=replace(one.value.outgoing, unsent=())))
    stage.now = at("2027-03-07 00:01")
    await stage.store.delete_expired()
    assert await stage.notices.load(place_of(made)) is None
    assert len((await stage.book()).changes) == 1


async def test_one_about_people_stays_until_the_directory_says_the_same() -> None:
    """Who has left comes not back because three months have passed."""
    stage = NoticeStage()
    made = await stage.tells(leaving())
    await stage.at(at("2026-12-01 00:00"))
    await stage.at(at("2027-03-01 00:00"))
    assert not (await stage.stored(made)).caught_up
    assert ANNA not in stage.directory.municipality.people
    town = stage.base.municipality
    stage.base.turn_to(replace(town, people={key: one for key, one in town.people.items() if key != ANNA}))
    await stage.at(at("2027-03-08 00:00"))
    gone = await stage.stored(made)
    assert (gone.caught_up, gone.next_step_at, gone.kept_until) == (True, None, at("2027-03-01 00:00"))


async def test_the_gaps_that_a_change_opens_are_told_before() -> None:
    """Those that are there already are not (A2)."""
    stage = NoticeStage()
    evening = PhoneStretch(Stretch(NOON.stretch.end.replace(hour=17), NOON.stretch.end.replace(hour=18)), 1)
    longer = change(weekdays={0: (NOON, evening)})
    opened = await stage.changes.opened_by(hours(change=longer), now=stage.now)
    assert [(one.period.start_at, one.period.end_at) for one in opened] == [
        (at(f"2026-12-{day:02} 17:00"), at(f"2026-12-{day:02} 18:00")) for day in (7, 14)
    ]
    alone = hours(kind=NoticeKind.MEMBERS, change=change(weekdays=None, members=("nobody",)))
    assert len(await stage.changes.opened_by(alone, now=stage.now)) == 10
    assert await stage.changes.opened_by(new_employee(new=LISA), now=stage.now) == ()
    assert notice_town().groups[PHONES].changes == ()


async def test_who_leaves_without_having_come_into_the_directory_is_gone_for_good() -> None:
    """Both notices are let go of, and nobody comes back once they are."""
    stage = NoticeStage()
    came = await stage.tells(new_employee("2026-11-24"))
    await stage.at(at("2026-11-24 00:01"))
    lisa = announced_id(came.id)
    assert lisa in stage.directory.municipality.people
    goes = await stage.tells(leaving(person=lisa), turn="t2")
    await stage.service.receive(VERA, place_of(goes), turn="v", now=stage.now)
    await stage.at(at("2026-12-01 00:01"))
    assert lisa not in stage.directory.municipality.people
    assert (await stage.stored(came)).kept_until == at("2027-02-24 00:00")
    await stage.at(at("2027-03-01 00:01"))
    assert (await stage.stored(goes)).kept_until == at("2027-03-01 00:00")
    await stage.directory.refresh(now=stage.now)
    assert stage.directory.municipality is stage.base.municipality


async def test_two_managers_whose_turns_are_called_the_same_have_a_notice_each() -> None:
    """Teams counts activities in each chat by itself; nobody gets somebody else's notice for their own (M3)."""
    stage = NoticeStage()
    bos = await stage.tells(hours(), turn="1764000000000")
    dags = await stage.tells(leaving(), turn="1764000000000", by=DAG)
    assert (bos.made_by, dags.made_by) == (BO, DAG)
    assert dags.content.kind is NoticeKind.LEAVING
