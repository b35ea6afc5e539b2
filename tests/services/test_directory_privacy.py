"""What is held of somebody because people come from Microsoft 365: told to them, and let go of as far as it can be."""

from __future__ import annotations

from policy.directory_losses import Losses
from policy.organisation import PersonId
from services.directory_privacy import EntryHeld, HeldCaseHeld
from storage.held_repository import stored_held
from tests.graph.standin_users import EntraStandIn, user_id
from tests.graph.sync_stage import SWITCHBOARD, SyncStage
from tests.services.test_held_directory import NOW, Stage

ANNA = PersonId(user_id(1))


async def test_their_entry_is_told_and_stays_as_long_as_entra_has_it() -> None:
    """Whatever is asked for here; nothing is told of anybody else, though they are in the same part."""
    stage = SyncStage(EntraStandIn())
    for number in range(400):
        stage.entra.put(user_id(number), givenName=f"N{number}", surname="Alm")
    stage.entra.put_in(SWITCHBOARD, ANNA)
    await stage.run()
    subject = EntryHeld(stage.states, stage.buckets)
    expected = [{"entry": {"first_name": "N1", "last_name": "Alm"}, "groups": [SWITCHBOARD]}]
    assert await subject.held(ANNA) == expected
    outline = await subject.outline(ANNA)
    assert (outline.goes, outline.stays) == (0, 1)
    await subject.erase(ANNA, whole=True)
    assert await subject.held(ANNA) == expected
    stage.entra.put_out(SWITCHBOARD, ANNA)
    stage.entra.remove(ANNA, for_good=True)
    await stage.run()
    assert await subject.held(ANNA) == []
    assert await subject.held(PersonId("stranger")) == []


async def test_that_they_are_named_where_it_is_held_up_goes() -> None:
    """As one of those who would go, or as the administrator who was asked."""
    stage = Stage()
    await stage.held(Losses(people_before=9, people_after=3, people=(ANNA, *map(PersonId, "bcdef"))))
    subject = HeldCaseHeld(stored_held(stage.store))
    case = await stage.service.case()
    assert case is not None
    (administrator,) = case.asked
    for person in (ANNA, administrator):
        assert await subject.held(person) == [{"held_at": case.held_at.isoformat(), "said_yes": False}]
        assert (await subject.outline(person)).goes == 1
        await subject.erase(person, whole=False)
        assert await subject.held(person) == []
    case = await stage.service.case()
    assert case is not None
    assert case.outgoing.unsent == ()
    await stage.service.note(None, now=NOW)
