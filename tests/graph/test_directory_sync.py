"""What becomes of changes in Entra: they are in use after the next round, whatever is asked again, lost or cut off."""

from __future__ import annotations

from contextlib import suppress

import pytest

from directory.graph.refusals import GraphAway, GraphRefused
from directory.graph.runs import RunEnd
from policy.directory_losses import RemovalTerms
from tests.graph.standin_users import EntraStandIn, group_id, user_id
from tests.graph.sync_stage import EXTENSION, SWITCHBOARD, Killed, SyncStage

ANNA, BO, CAJSA = user_id(1), user_id(2), user_id(3)
STAFF, NIGHTS = group_id(2), group_id(3)


def staffed(*, page: int = 100) -> SyncStage:
    """Three people; Anna is at the switchboard and Bo is Cajsa's manager."""
    stage = SyncStage(EntraStandIn(page=page))
    for user, name in ((ANNA, "Anna"), (BO, "Bo"), (CAJSA, "Cajsa")):
        stage.entra.put(user, givenName=name, surname="Alm", accountEnabled=True, businessPhones=["0491-1"])
    stage.entra.managed(CAJSA, BO)
    stage.entra.put_in(SWITCHBOARD, ANNA)
    return stage


async def test_a_first_round_takes_everybody_into_use() -> None:
    """With managers, phones, the extension's attribute and who is in the groups that count."""
    stage = staffed()
    stage.entra.put(ANNA, mobilePhone="070-1740605", onPremisesExtensionAttributes={EXTENSION: "4410"})
    run = await stage.run()
    assert run.end is RunEnd.IN_USE
    roster = await stage.in_use()
    assert roster == stage.expected()
    assert roster is not None
    assert roster.users[CAJSA].manager == BO
    assert roster.users[ANNA].extension == "4410"
    assert roster.members == {SWITCHBOARD: {ANNA}}
    assert (await stage.state()).people == 3


async def test_a_change_is_in_use_after_the_next_round() -> None:
    """A title, a manager, somebody new, somebody gone: and only the buckets that they are in are others."""
    stage = staffed()
    await stage.run()
    before = (await stage.state()).names
    stage.entra.put(ANNA, jobTitle="Växelledare", mobilePhone=None)
    stage.entra.managed(CAJSA, ANNA)
    stage.entra.remove(BO)
    stage.entra.put(user_id(4), givenName="Disa", surname="Ek")
    assert (await stage.run()).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()
    assert len((await stage.state()).names & before) <= len(before)


async def test_nothing_new_writes_no_bucket() -> None:
    """Also where Graph tells the same again, and where everything is read from the beginning."""
    stage = staffed()
    await stage.run()
    names = await stage.bucket_names()
    stage.entra.put(ANNA, givenName="Anna")
    assert (await stage.run()).end is RunEnd.NOTHING_NEW
    assert (await stage.run(minutes=25 * 60)).end is RunEnd.NOTHING_NEW
    assert await stage.bucket_names() == names


async def test_it_is_not_due_again_at_once() -> None:
    """A tick a minute asks Graph nothing until ten have passed."""
    stage = staffed()
    await stage.run()
    asked = len(stage.graph.asked)
    assert (await stage.run(minutes=5)).end is RunEnd.NOT_DUE
    assert len(stage.graph.asked) == asked


async def test_a_restored_user_is_there_again_with_their_role() -> None:
    """Their place in the groups was theirs all the while."""
    stage = staffed()
    await stage.run()
    stage.entra.remove(ANNA)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert ANNA not in roster.users
    stage.entra.put(ANNA)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert roster == stage.expected()
    assert ANNA in roster.members[SWITCHBOARD]


async def test_groups_in_groups_are_followed() -> None:
    """However deep, also in a circle, and from when they come to be in it."""
    stage = staffed()
    stage.entra.put_in(SWITCHBOARD, STAFF)
    stage.entra.put_in(STAFF, BO, NIGHTS)
    stage.entra.put_in(NIGHTS, SWITCHBOARD)
    await stage.run()
    assert await stage.in_use() == stage.expected()
    stage.entra.put_in(NIGHTS, CAJSA)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert roster.members[SWITCHBOARD] == {ANNA, BO, CAJSA}
    stage.entra.put_out(SWITCHBOARD, STAFF)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert roster.members[SWITCHBOARD] == {ANNA}


async def test_a_group_that_is_deleted_is_not_there() -> None:
    """And one that nobody is in is there, and empty."""
    stage = staffed()
    stage.terms = RemovalTerms(most_percent=100)
    stage.entra.put_out(SWITCHBOARD, ANNA)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert roster.members == {SWITCHBOARD: frozenset()}
    stage.entra.remove_group(SWITCHBOARD)
    await stage.run()
    roster = await stage.in_use()
    assert roster is not None
    assert roster.members == {}


@pytest.mark.parametrize(("status", "code"), [(410, "resyncRequired"), (400, "syncStateNotFound"), (410, "")])
async def test_an_expired_token_has_all_be_read_anew(status: int, code: str) -> None:
    """What there was stays in use until that is whole."""
    stage = staffed()
    await stage.run()
    stage.entra.forget_tokens()
    stage.entra.gone_status, stage.entra.gone_code = status, code
    stage.entra.remove(BO, for_good=True)
    assert (await stage.run()).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()


async def test_what_expires_again_and_again_takes_nothing_away() -> None:
    """What was in use is in use, and the next round is tried later."""
    stage = staffed(page=1)
    await stage.run()
    before = await stage.in_use()
    stage.kept_every = 0.0
    stage.graph.loses_links = True
    assert (await stage.run()).end is RunEnd.AWAY
    assert await stage.in_use() == before
    stage.graph.loses_links = False
    assert (await stage.run(minutes=11)).end is RunEnd.NOTHING_NEW
    assert await stage.in_use() == stage.expected()


async def test_throttled_it_waits_as_long_as_it_is_asked_to() -> None:
    """And then goes on from the page where it was."""
    stage = staffed(page=1)
    stage.graph.fails = []
    await stage.run()
    for number in range(10, 16):
        stage.entra.put(user_id(number), givenName=f"N{number}")
    stage.graph.fails = [GraphAway("429 TooManyRequests", wait=300.0)]
    assert (await stage.run()).end is RunEnd.AWAY
    assert (await stage.run(minutes=3)).end is RunEnd.NOT_DUE
    assert (await stage.run(minutes=3)).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()


async def test_a_refusal_is_told_and_tried_again_later() -> None:
    """What is missing is a permission that somebody has to grant."""
    stage = staffed()
    stage.graph.fails = [GraphRefused(403, "Authorization_RequestDenied")]
    assert (await stage.run()).end is RunEnd.REFUSED
    assert (await stage.state()).trouble == "403 Authorization_RequestDenied"
    assert (await stage.run(minutes=5)).end is RunEnd.NOT_DUE
    assert (await stage.run(minutes=6)).end is RunEnd.IN_USE
    assert (await stage.state()).trouble == ""


async def test_pages_without_an_end_are_given_up() -> None:
    """The next round begins from the beginning, and what was in use stays so."""
    stage = staffed(page=1)
    await stage.run()
    before = await stage.in_use()
    stage.entra.put(BO, jobTitle="Chef")
    stage.entra.put(CAJSA, jobTitle="Handläggare")
    stage.entra.circles = True
    await stage.run()
    assert (await stage.state()).trouble == "endless"
    assert await stage.in_use() == before
    stage.entra.circles = False
    assert (await stage.run(minutes=11)).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()


async def test_a_long_round_goes_on_in_the_next_run() -> None:
    """As a process that has just started does, since all it needs is kept."""
    stage = staffed(page=1)
    stage.lasts, stage.kept_every = 4.0, 2.0
    ends = [(await stage.run(minutes=1)).end for _ in range(6)]
    assert ends[0] is RunEnd.GOES_ON
    assert RunEnd.IN_USE in ends
    assert await stage.in_use() == stage.expected()
    assert stage.graph.asked.count("/users/delta") == 3


async def test_another_process_that_has_the_job_is_left_to_it() -> None:
    """Nothing more is saved once the job is lost."""
    stage = staffed()
    stage.ours = False
    assert (await stage.run()).end is RunEnd.LOST
    assert await stage.states.among("directory") == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("write", range(8))
async def test_killed_at_any_write_it_leaves_nothing_behind(when: str, write: int) -> None:
    """In a round of changes, after which nothing is looked through: what nobody came to use is removed all the same."""
    stage = staffed(page=1)
    await stage.run()
    stage.entra.put(ANNA, jobTitle="Telefonist")
    stage.entra.put(BO, jobTitle="Telefonist")
    stage.kept_every = 0.0
    stage.store.dies(**{when: write})
    with suppress(Killed):
        await stage.run()
    stage.store.dies()
    await stage.run()
    await stage.run()
    assert await stage.in_use() == stage.expected()
    assert await stage.bucket_names() == (await stage.state()).names


async def test_what_a_process_left_behind_is_removed_within_a_day() -> None:
    """It had lost the job, wrote all the same, and died: no state knows of that part."""
    stage = staffed()
    await stage.run()
    await stage.buckets.add({"00-stray": {"users": {}, "members": {}}})
    await stage.run()
    assert "00-stray" in await stage.bucket_names()
    await stage.run(minutes=25 * 60)
    assert await stage.bucket_names() == (await stage.state()).names


async def test_other_groups_are_asked_for_when_the_file_names_others() -> None:
    """Everything is read from the beginning, at once; what is in use says what it was asked for."""
    stage = staffed()
    await stage.run()
    stage.entra.put_in(STAFF, CAJSA)
    stage.asked = type(stage.asked)(groups=frozenset({SWITCHBOARD, STAFF}))
    assert (await stage.run(minutes=1)).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()


async def test_a_store_whose_buckets_are_gone_is_filled_anew() -> None:
    """As after a restore that has not brought them all."""
    stage = staffed()
    await stage.run()
    await stage.buckets.remove(sorted(await stage.bucket_names())[:1])
    stage.entra.put(ANNA, jobTitle="Telefonist")
    stage.entra.put(BO, jobTitle="Telefonist")
    stage.entra.put(CAJSA, jobTitle="Telefonist")
    assert (await stage.run()).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()
