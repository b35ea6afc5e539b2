"""What notices hold about people: told to whom they are about and to whoever sent them, and let go of once over."""

from __future__ import annotations

import json
from dataclasses import replace

from policy.notice_steps import carried_out, in_force, looked_after
from policy.notices import Notice
from policy.organisation import Person, PersonId
from services.notices_held import NoticesHeld
from storage.notice_repository import stored_notices
from tests.policy.notice_town import LISA as NEW
from tests.policy.notice_town import change, hours, leaving, new_employee, notice, notice_town
from tests.policy.small_town import ANNA, BO, BUILDING, EVA, SCHOOL, VERA, at
from tests.services.fakes import FakeDirectory
from tests.storage.memory_store import MemoryStore

LATER = at("2026-12-07 00:01")
LISA = Person(id=PersonId("lisa"), first_name="Lisa", last_name="Lund", title="", unit=BUILDING)
NAMESAKE = replace(LISA, id=PersonId("other-lisa"), unit=SCHOOL)


def over(one: Notice) -> Notice:
    """The notice once it holds and the directory says the same."""
    calendar = notice_town().calendar
    return looked_after(in_force(carried_out(one, calendar), calendar, now=LATER), calendar, caught_up=True, now=LATER)


async def held_with(*notices: Notice) -> NoticesHeld:
    """Over a store with these."""
    town = notice_town()
    cases = stored_notices(MemoryStore(now=lambda: LATER))
    for one in notices:
        await cases.save(None, one)
    return NoticesHeld(
        cases, FakeDirectory(replace(town, people={**town.people, LISA.id: LISA, NAMESAKE.id: NAMESAKE}))
    )


async def test_who_was_announced_is_told_what_was_said_of_them() -> None:
    """By then they are somebody in the directory; whoever sent it is told that they did, and not of whom."""
    held = await held_with(notice(new_employee()))
    (told,) = await held.held(LISA.id)
    assert told["content"]["new"]["first_name"] == "Lisa"
    (sent,) = await held.held(BO)
    assert sent["made_by"] == BO
    assert "Lund" not in json.dumps(sent)
    assert await held.held(EVA) == []


async def test_who_leaves_is_told_and_whoever_received_it_is_named_no_more_than_that() -> None:
    """Nothing of the bookkeeping is told."""
    seen = replace(notice(leaving()), received_by=VERA)
    held = await held_with(seen)
    (told,) = await held.held(ANNA)
    assert told["content"]["person_name"] == "Anna"
    assert not {"turns", "next_step_at", "carried_out"} & told.keys()
    (received,) = await held.held(VERA)
    assert "Anna" not in json.dumps(received)


async def test_what_others_rely_on_stays_and_the_rest_goes() -> None:
    """One that is to come, and one that the directory has not caught up with, stay (M3)."""
    done = over(notice(hours(change=change()), turn="t1"))
    coming, needed = notice(hours(), turn="t2"), notice(leaving(), turn="t3")
    held = await held_with(done, coming, needed)
    outline = await held.outline(BO)
    assert (outline.goes, outline.stays) == (1, 2)
    await held.erase(BO, whole=True)
    await held.erase(BO, whole=True)
    outline = await held.outline(BO)
    assert (outline.goes, outline.stays) == (0, 2)
    assert len(await held.held(ANNA)) == 1


async def test_a_namesake_elsewhere_is_told_nothing_of_who_was_announced() -> None:
    """Their number is somebody else's; of the same unit, or of the same e-mail address, it is them."""
    held = await held_with(notice(new_employee(new=replace(NEW, email=""))))
    assert len(await held.held(LISA.id)) == 1
    assert await held.held(NAMESAKE.id) == []
    assert (await held.outline(NAMESAKE.id)).stays == 0


async def test_a_note_is_told_to_its_writer_and_to_whom_it_is_about() -> None:
    """Whoever received the notice is told that they did, not what was written of a colleague."""
    seen = replace(notice(replace(leaving(), note="slutar av hälsoskäl")), received_by=VERA)
    held = await held_with(seen)
    for person, is_told in ((BO, True), (ANNA, True), (VERA, False)):
        (told,) = await held.held(person)
        assert ("hälsoskäl" in json.dumps(told, ensure_ascii=False)) is is_told
