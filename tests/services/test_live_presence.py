"""What Teams shows is looked up beside the diversions: for the switchboard alone, and never waited for long (V1)."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

import services.live_presence
from policy.availability import State
from policy.diversions import DiversionBook
from policy.organisation import PersonId
from policy.periods import Period
from policy.presence import Lamp, Presence
from policy.reasons import Reason
from services.availability import Asked, AvailabilityService, Found
from services.live_presence import LivePresence
from services.several_people import Said, SeveralPeople
from tests.policy.small_town import ANNA, BO, DAG, EVA, VERA, at, diversion, small_town
from tests.services.answering import answering
from tests.services.connecting_stage import ConnectingStage
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.services.teams_shown import TeamsShown

NOW = at("2026-11-24 09:00")
NOBODY = PersonId("")
AWAY = diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 09:30", person=ANNA, answers_instead=DAG)


def _service(teams: TeamsShown | None, *books: DiversionBook) -> AvailabilityService:
    service = answering(FakeDirectory(small_town()), BooksInMemory(*books))
    return replace(service, presence=LivePresence(source=teams))


async def _ask(service: AvailabilityService, asker: PersonId = VERA, name: str = "Anna") -> Found:
    found = await service.ask(asker, name, now=NOW)
    assert isinstance(found, Found)
    return found


async def test_the_switchboard_is_told_what_teams_shows() -> None:
    """V1: of the one who is asked for; how long ago comes along."""
    found = await _ask(_service(TeamsShown({ANNA: Lamp.IN_CALL})))
    assert found.seen == {ANNA: Presence(Lamp.IN_CALL, timedelta(seconds=4))}
    assert found.told.state is State.IN


@pytest.mark.parametrize("asker", [EVA, BO, ANNA, NOBODY], ids=["kollega", "chef", "själv", "i grupp"])
async def test_nobody_else_is_and_teams_is_not_asked(asker: PersonId) -> None:
    """Access: not the manager either; where others read along the answer is for nobody in particular."""
    teams = TeamsShown({ANNA: Lamp.IN_CALL})
    found = await _ask(_service(teams), asker)
    assert (found.seen, teams.asked) == ({}, [])


async def test_who_answers_instead_and_who_else_could_are_looked_up_too() -> None:
    """V1: the call goes to them; nobody is asked for twice."""
    teams = TeamsShown({ANNA: Lamp.OFFLINE, DAG: Lamp.IN_MEETING})
    found = await _ask(_service(teams, DiversionBook(person=ANNA, diversions=(AWAY,))))
    assert found.stand_in is not None
    assert {one: seen.lamp for one, seen in found.seen.items()} == {ANNA: Lamp.OFFLINE, DAG: Lamp.IN_MEETING}
    assert sorted(teams.asked) == sorted({*teams.asked})
    assert {one.told.person.id for one in found.able} <= {*teams.asked}


async def test_of_another_time_teams_says_nothing_and_is_not_asked() -> None:
    """V1: how somebody stands now is no answer to how they will."""
    teams = TeamsShown({ANNA: Lamp.IN_CALL})
    ahead = Period(at("2026-11-25 08:00"), at("2026-11-25 17:00"))
    for asked in (Asked(now=NOW, at=at("2026-11-24 15:00")), Asked(now=NOW, period=ahead)):
        found = await _service(teams).ask_about(VERA, ANNA, now=NOW, period=asked.period, at=asked.at)
        assert (found.seen, teams.asked) == ({}, [])


async def test_without_a_source_all_is_told_that_the_diversions_tell() -> None:
    """The product works in full without it."""
    assert await _ask(_service(None)) == await _ask(_service(TeamsShown()))


async def test_a_slow_teams_holds_no_answer_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is from the question on, and one for all that is looked up for it."""
    monkeypatch.setattr(services.live_presence, "WITHIN_SECONDS", 0.05)
    teams = TeamsShown({ANNA: Lamp.IN_CALL, DAG: Lamp.IN_CALL}, slow=30)
    begun = asyncio.get_running_loop().time()
    found = await _ask(_service(teams, DiversionBook(person=ANNA, diversions=(AWAY,))))
    assert asyncio.get_running_loop().time() - begun < 1
    assert (found.seen, found.told.state) == ({}, State.AWAY)


async def test_a_broken_source_breaks_no_answer_and_its_words_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Logs hold no names: an error's own words may."""
    with caplog.at_level(logging.DEBUG):
        found = await _ask(_service(TeamsShown(broken=True)))
    assert found.seen == {}
    assert [(one.levelname, one.message) for one in caplog.records] == [("WARNING", "presence could not be looked up")]
    assert "Anna" not in caplog.text


async def test_of_several_who_is_in_a_call_comes_after_who_is_free() -> None:
    """V1: the order to try, for the switchboard only."""
    said = [Said("Anna Alm"), Said("Eva")]

    async def order(asker: PersonId) -> list[PersonId]:
        several = SeveralPeople(answers=_service(TeamsShown({ANNA: Lamp.IN_CALL})))
        told = await several.ask(asker, said, Asked(now=NOW))
        return [one.told.person.id for one in told.found]

    assert (await order(VERA), await order(BO)) == ([EVA, ANNA], [ANNA, EVA])


async def test_of_a_function_who_is_in_a_call_comes_after_who_is_free() -> None:
    """V1, S3: whom the call is connected to first can answer now."""
    stage = ConnectingStage()
    first, second, *_ = await _to_try(stage)
    teams = TeamsShown({first: Lamp.IN_CALL, second: Lamp.FREE})
    stage.whom = replace(stage.whom, presence=LivePresence(source=teams))
    now_first, *_, now_last = await _to_try(stage)
    assert (now_first, now_last) == (second, first)
    assert (await stage.asks("bygglov")).answers[0].seen[first].lamp is Lamp.IN_CALL


async def _to_try(stage: ConnectingStage) -> list[PersonId]:
    told = (await stage.asks("bygglov")).answers[0]
    assert told.group is not None
    return [one.person.id for one in told.group.able]
