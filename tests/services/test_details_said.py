"""The use cases of details: who is told of a correction, who ends it, and what is asked (A1)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from policy.details import Confirmed, DetailField, Details, Fate
from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId, Role
from policy.outgoing import StandingCard
from services.details import DetailsService, card_of, details_place
from services.details_upkeep import details_upkeep
from services.ports import Place
from storage.details_repository import stored_details
from tests.policy.small_town import ANNA, BO, EVA, KARIN, STRANGER, VERA, at, small_town
from tests.services.fakes import FakeDirectory
from tests.services.greeting_stage import SomeUnreachable
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")


class Stage:
    """The services and all that they touch; Karin sits in the switchboard beside Vera."""

    def __init__(self) -> None:
        town = small_town()
        people = {**town.people, KARIN: replace(town.people[KARIN], roles=frozenset({Role.SWITCHBOARD}))}
        self.directory = FakeDirectory(replace(town, people=people))
        self.cases = stored_details(MemoryStore(now=lambda: NOW))
        self.messenger = SomeUnreachable()
        self.soon: list[Place] = []
        around: dict[str, Any] = {"cases": self.cases, "directory": self.directory, "messenger": self.messenger}
        self.service = DetailsService(**around, deliver_soon=self.soon.append)
        self.upkeep = details_upkeep(**around)

    async def corrects(self, text: str = "070-174 06 99", *, turn: str = "t") -> None:
        """Anna says what is wrong."""
        await self.service.correct(ANNA, DetailField.MOBILE, text, turn=turn, now=NOW)

    async def known(self) -> Details:
        """What is stored of Anna's."""
        loaded = await self.cases.load(details_place(ANNA))
        assert loaded is not None
        return loaded.value

    async def unsent(self) -> list[tuple[PersonId, str]]:
        """Whom something is on its way to, and what."""
        return [(one.to, one.code) for one in (await self.known()).outgoing.unsent]

    async def stands_with(self, *people: PersonId) -> None:
        """The card of the correction has come to these, and nothing is unsent."""
        loaded = await self.cases.load(details_place(ANNA))
        assert loaded is not None
        outgoing = replace(loaded.value.outgoing, unsent=())
        for person in people:
            card = StandingCard(to=person, card=card_of("t"), conversation="c", activity=str(person))
            outgoing = outgoing.standing_as(card)
        await self.cases.save(loaded, replace(loaded.value, outgoing=outgoing))


async def test_everyone_at_the_switchboard_is_told_once_of_a_correction() -> None:
    """A1: the same turn again tells nobody again."""
    stage = Stage()
    await stage.corrects()
    await stage.corrects()
    assert sorted(await stage.unsent()) == [(KARIN, "details.correction"), (VERA, "details.correction")]
    assert len((await stage.known()).corrections) == 1


async def test_the_cards_of_the_others_and_of_the_owner_change_when_somebody_mends_it() -> None:
    """A1: not the card of whoever pressed, which the answer changes."""
    stage = Stage()
    await stage.corrects()
    await stage.stands_with(VERA, KARIN, ANNA)
    await stage.service.mended(VERA, ANNA, "t", now=NOW)
    assert sorted(await stage.unsent()) == [(ANNA, "details.mended"), (KARIN, "details.correction")]


async def test_who_has_not_got_the_card_yet_does_not_get_it_any_more() -> None:
    """A1: there is nothing left to do about it."""
    stage = Stage()
    await stage.corrects()
    await stage.service.mended(VERA, ANNA, "t", now=NOW)
    assert await stage.unsent() == [(ANNA, "details.mended")]


async def test_of_two_at_once_one_mends_it_and_both_see_who() -> None:
    """A1: whoever saves second decides once more, and finds it done."""
    stage = Stage()
    await stage.corrects()
    first, second = await asyncio.gather(
        stage.service.mended(VERA, ANNA, "t", now=NOW), stage.service.mended(KARIN, ANNA, "t", now=NOW)
    )
    assert first.correction == second.correction
    assert first.correction.fate is Fate.MENDED
    assert first.correction.ended_by in (VERA, KARIN)


@pytest.mark.parametrize("actor", [ANNA, BO, EVA, STRANGER])
async def test_nobody_but_the_switchboard_mends(actor: PersonId) -> None:
    """A1: not the owner, not the manager."""
    stage = Stage()
    await stage.corrects()
    before = await stage.known()
    with pytest.raises(NotAllowed, match=r"person\.lacks_role"):
        await stage.service.mended(actor, ANNA, "t", now=NOW)
    assert await stage.known() == before


async def test_nobody_takes_back_another_persons_correction() -> None:
    """A1: whose it is, is who asks; what is dealt with can't be taken back."""
    stage = Stage()
    await stage.corrects()
    with pytest.raises(PolicyError, match=r"details\.gone"):
        await stage.service.withdraw(BO, "t", now=NOW)
    await stage.service.mended(VERA, ANNA, "t", now=NOW)
    assert (await stage.service.withdraw(ANNA, "t", now=NOW)).correction.fate is Fate.MENDED


async def test_who_is_in_no_directory_has_no_details() -> None:
    """Nor does anybody mend theirs."""
    stage = Stage()
    for attempt in (stage.service.seen(STRANGER, now=NOW), stage.service.confirm(STRANGER, now=NOW)):
        with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
            await attempt
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await stage.service.mended(VERA, STRANGER, "t", now=NOW)


async def test_confirming_calls_off_the_question_that_is_on_its_way() -> None:
    """A1: who has answered isn't asked."""
    stage = Stage()
    anna = stage.directory.municipality.people[ANNA]
    await stage.upkeep.review(anna, now=NOW)
    later = NOW + timedelta(days=14)
    assert await stage.upkeep.sweep(now=later) == 1
    assert await stage.unsent() == [(ANNA, "details.wanted")]
    assert (await stage.service.confirm(ANNA, now=later)).confirmed is Confirmed.YES
    assert await stage.unsent() == []
    assert await stage.upkeep.sweep(now=later + timedelta(days=60)) == 0


async def test_whom_the_bot_cant_reach_is_neither_met_nor_asked() -> None:
    """A1: there is no chat to ask in; and what is kept of who has left is erased when its time has come, once every
    replica must know that they have."""
    stage = Stage()
    anna = stage.directory.municipality.people[ANNA]
    stage.messenger.unreachable.add(ANNA)
    await stage.upkeep.review(anna, now=NOW)
    assert await stage.cases.load(details_place(ANNA)) is None
    stage.messenger.unreachable.clear()
    await stage.upkeep.review(anna, now=NOW)
    stage.messenger.unreachable.add(ANNA)
    await stage.upkeep.sweep(now=NOW + timedelta(days=14))
    assert await stage.unsent() == []
    people = {id_: one for id_, one in stage.directory.municipality.people.items() if id_ != ANNA}
    stage.directory.municipality = replace(stage.directory.municipality, people=people)
    await stage.upkeep.sweep(now=NOW + timedelta(days=15))
    assert await stage.cases.load(details_place(ANNA)) is not None
    await stage.upkeep.sweep(now=NOW + timedelta(days=15, minutes=10))
    assert await stage.cases.load(details_place(ANNA)) is None
