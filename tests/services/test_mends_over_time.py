"""Mends of the directory over time: records let go of, others who mend, readings that overlap (A1)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from policy.announced import NOTHING_ANNOUNCED
from policy.errors import PolicyError
from policy.mend_proposals import proposal_of
from policy.misdirected import MisdirectedMatter, Stands
from policy.outgoing import StandingCard
from services.ports import MISDIRECTED, Cases, Loaded
from tests.policy.mended_town import EDITOR, PERMIT_PHONES, WASTE
from tests.policy.small_town import ANNA, NILS
from tests.services.mending_stage import MendingStage


class SlowToEnd:
    """Records whose list is read at once and given late."""

    def __init__(self, cases: Cases[MisdirectedMatter], has_read: asyncio.Event, may_end: asyncio.Event) -> None:
        self._cases, self._has_read, self._may_end = cases, has_read, may_end

    async def among(self, partition: str, **equal: int) -> Sequence[Loaded[MisdirectedMatter]]:
        """Those that there are."""
        found = await self._cases.among(partition, **equal)
        self._has_read.set()
        await self._may_end.wait()
        return found


async def delivered(stage: MendingStage) -> None:
    """Everything unsent is delivered, and each card stands."""
    for loaded in await stage.cases.among(MISDIRECTED):
        outgoing = loaded.value.outgoing
        for one in loaded.value.outgoing.unsent:
            card = StandingCard(to=one.to, card=one.card, conversation="c", activity="a")
            outgoing = outgoing.without(one.id).standing_as(card)
        await stage.cases.save(loaded, replace(loaded.value, outgoing=outgoing))


async def test_a_record_goes_once_the_last_card_of_it_is_changed() -> None:
    """What was to be told when its last call went keeps it no longer than that takes."""
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call(turn=turn)
    await delivered(stage)
    stage.now += timedelta(days=90)
    await stage.calls.sweep(now=stage.now)
    passed = await stage.only()
    assert passed.suggestion is not None
    assert passed.suggestion.state is Stands.PASSED
    assert passed.outgoing.unsent, "its card is to be changed"
    await delivered(stage)
    stage.now += timedelta(days=30)
    assert await stage.cases.among(MISDIRECTED) == []


def not_read_yet(stage: MendingStage) -> None:
    """As in another process, which reads what was just saved with its next look."""
    stage.directory._announced = NOTHING_ANNOUNCED


async def refused(step: Awaitable[object]) -> PolicyError:
    """What a step is refused with."""
    with pytest.raises(PolicyError) as error:
        await step
    return error.value


async def test_a_word_is_given_one_meaning_also_by_two_processes() -> None:
    """Whoever is second hears of the first, as if that had been read already; the same again is no fault (A1)."""
    stage = MendingStage()
    await stage.mending.add(EDITOR, "kretslopp", means="återvinning", turn="a", now=stage.now)
    for said in ({"means": "bygglov"}, {"place": "Bygglov"}):
        not_read_yet(stage)
        error = await refused(stage.mending.add(EDITOR, "kretslopp", **said, turn="b", now=stage.now))
        assert (error.code, error.field) == ("mends.synonym_of_other", "word")
        assert error.params["name"] == "Renhållning"
    not_read_yet(stage)
    await stage.mending.add(EDITOR, "kretslopp", means="återvinning", turn="c", now=stage.now)
    assert len((await stage.only()).mends) == 1


async def test_a_suggestion_is_not_accepted_against_a_word_that_was_just_added() -> None:
    """It waits still, and what was added holds (A1)."""
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call(turn=turn)
    case = (await stage.only()).id
    await stage.mending.add(EDITOR, "sopor", means="bygglov", turn="s", now=stage.now)
    not_read_yet(stage)
    chosen = proposal_of("synonym:avfall")
    accept = stage.mending.accept(EDITOR, case, 1, chosen=chosen, other="", turn="x", now=stage.now)
    assert (await refused(accept)).code == "mends.synonym_of_other"
    assert (await stage.only()).is_open
    assert len((await stage.only()).mends) == 1


async def test_a_group_with_a_new_matter_is_still_found_by_its_members_title() -> None:
    """What is mended is added, and takes nothing away (A1, S3)."""
    stage = MendingStage()
    title = stage.base.municipality.people[NILS].title
    before = stage.leads(title)
    assert before == [f"group:{PERMIT_PHONES}"]
    await stage.mending.add(EDITOR, "altan", place="Bygglov", turn="a", now=stage.now)
    assert stage.leads("altan") == before
    assert stage.leads(title) == before


async def test_an_earlier_reading_that_ends_late_takes_nothing_back() -> None:
    """The look that comes now and then may be slower than the one right after a mend (A1)."""
    stage = MendingStage()
    may_end, has_read = asyncio.Event(), asyncio.Event()
    stage.directory._mends = SlowToEnd(stage.cases, has_read, may_end)  # type: ignore[assignment]
    look = asyncio.create_task(stage.directory.refresh(now=stage.now))
    await has_read.wait()
    stage.directory._mends = stage.cases
    await stage.mending.add(EDITOR, "sopor", means="avfall", turn="a", now=stage.now)
    may_end.set()
    await look
    assert stage.leads("sopor") == [f"group:{WASTE}"]


async def test_whoever_is_merely_alike_is_a_perhaps_and_gets_no_matter() -> None:
    """S3, A1: a slip in a name is noted as whose it is like, and nobody is put through to them as if that were sure."""
    stage = MendingStage()
    noted = await stage.call("sopor", "Anna Almm", turn="a")
    assert noted.call.right.id == f"person:{ANNA}"
    assert noted.onward.answers == ()
    assert [one.function.id for one in noted.onward.nearest] == [f"person:{ANNA}"]
    error = await refused(stage.mending.add(EDITOR, "sopor", place="Anna Almm", turn="b", now=stage.now))
    assert (error.code, error.params["names"]) == ("mends.no_such_but", "Anna Alm")
    begun = await stage.call("sopor", "Anna Al", turn="c")
    assert begun.call.right.id == ""
