"""An administrator's yes to a directory that is held up: who may say it, to what, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.directory_held import HeldEnding
from policy.directory_losses import Losses
from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId, Role
from services.directory_ports import SYNC_PLACE, Edition, SyncState
from services.directory_sync import DirectorySyncService
from services.ports import Place
from storage.directory_repository import stored_sync_state
from storage.held_repository import stored_held
from tests.policy.small_town import ANNA, BO, at, small_town
from tests.services.fakes import FakeDirectory
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")
OLD, NEW = Edition(asked="a", buckets=("00-old",)), Edition(asked="a", buckets=("00-new",))
LOSSES = Losses(people_before=10, people_after=3, people=tuple(PersonId(f"p{number}") for number in range(7)))
OTHER = replace(LOSSES, people=LOSSES.people[:6], people_after=4)


class Stage:
    """The service over a store; Bo is the one administrator, and seven of ten people would go."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.states, self.cases = stored_sync_state(self.store), stored_held(self.store)
        town = small_town()
        people = {
            id_: replace(one, roles=frozenset({Role.ADMINISTRATOR} if id_ == BO else ()))
            for id_, one in town.people.items()
        }
        self.soon: list[Place] = []
        self.taken = 0
        self.service = DirectorySyncService(
            states=self.states,
            cases=self.cases,
            directory=FakeDirectory(replace(town, people=people)),
            deliver_soon=self.soon.append,
            in_use=self._takes,
        )

    async def held(self, losses: Losses = LOSSES) -> None:
        """The sync has judged these to be too much."""
        loaded = await self.states.load(SYNC_PLACE)
        await self.states.save(loaded, SyncState(working=NEW, whole=NEW, used=OLD, people=10, held=losses.id))
        await self.service.note(losses, now=NOW)

    async def state(self) -> SyncState:
        """As it is kept."""
        loaded = await self.states.load(SYNC_PLACE)
        assert loaded is not None
        return loaded.value

    def _takes(self) -> None:
        self.taken += 1


async def test_an_administrators_yes_brings_it_into_use() -> None:
    """What went out of use is to be removed, the case says whose yes it was, and its card is changed soon."""
    stage = Stage()
    await stage.held()
    stage.soon.clear()
    case = await stage.service.accept(BO, LOSSES.id, now=NOW)
    assert (case.ending, case.ended_by) == (HeldEnding.ACCEPTED, BO)
    state = await stage.state()
    assert (state.used, state.people, state.held) == (NEW, 3, "")
    assert state.leaving == ("00-old",)
    assert (len(stage.soon), stage.taken) == (1, 1)


async def test_nobody_else_may_say_yes() -> None:
    """Whoever is sent the card, or makes one up."""
    stage = Stage()
    await stage.held()
    for actor in (ANNA, PersonId("stranger")):
        with pytest.raises(NotAllowed) as refusal:
            await stage.service.accept(actor, LOSSES.id, now=NOW)
        assert refusal.value.code == "person.lacks_role"
    assert (await stage.state()).used == OLD


async def test_a_yes_is_to_what_was_shown() -> None:
    """By now something else would go: the card has to be read again."""
    stage = Stage()
    await stage.held()
    await stage.held(OTHER)
    with pytest.raises(PolicyError) as fault:
        await stage.service.accept(BO, LOSSES.id, now=NOW)
    assert fault.value.code == "directory.held_changed"
    assert (await stage.state()).used == OLD
    await stage.service.accept(BO, OTHER.id, now=NOW)
    assert (await stage.state()).used == NEW


async def test_what_the_case_does_not_know_yet_is_not_accepted() -> None:
    """The sync has saved that something else would go, and was cut off before it could tell."""
    stage = Stage()
    await stage.held()
    loaded = await stage.states.load(SYNC_PLACE)
    assert loaded is not None
    await stage.states.save(loaded, replace(loaded.value, held=OTHER.id))
    with pytest.raises(PolicyError) as fault:
        await stage.service.accept(BO, LOSSES.id, now=NOW)
    assert fault.value.code == "directory.held_changed"


async def test_a_second_yes_finds_nothing_to_do() -> None:
    """Another administrator was quicker."""
    stage = Stage()
    with pytest.raises(PolicyError) as fault:
        await stage.service.accept(BO, LOSSES.id, now=NOW)
    assert fault.value.code == "directory.not_held"
    await stage.held()
    await stage.service.accept(BO, LOSSES.id, now=NOW)
    with pytest.raises(PolicyError) as fault:
        await stage.service.accept(BO, LOSSES.id, now=NOW)
    assert fault.value.code == "directory.not_held"


async def test_whoever_runs_the_machine_may_say_yes_too() -> None:
    """Where no administrator can be reached."""
    stage = Stage()
    await stage.held()
    case = await stage.service.accept_at_the_machine(now=NOW)
    assert (case.ending, case.ended_by) == (HeldEnding.ACCEPTED, None)
    assert (await stage.state()).used == NEW


async def test_the_same_losses_are_told_once() -> None:
    """However often the sync meets them; and when they pass the card says so."""
    stage = Stage()
    await stage.held()
    await stage.held()
    case = await stage.service.case()
    assert case is not None
    assert [one.to for one in case.outgoing.unsent] == [BO]
    assert len(stage.soon) == 1
    await stage.service.note(None, now=NOW)
    await stage.service.note(None, now=NOW)
    case = await stage.service.case()
    assert case is not None
    assert case.ending is HeldEnding.PASSED
    assert len(stage.soon) == 2
