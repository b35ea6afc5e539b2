"""How people stand in Teams, asked of Graph: seldom, many at once, and not when that doesn't go (V1)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from directory.graph import presence
from directory.graph.presence import (
    FAILURES,
    FIRST_REST_SECONDS,
    FRESH_SECONDS,
    KEPT_SECONDS,
    LONGEST_REST_SECONDS,
    GraphPresence,
)
from policy.organisation import PersonId
from policy.presence import Lamp, Presence
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_presence import MANY, TeamsOfTenant

ANNA = PersonId("2b6f6b8e-9d3b-4c7e-8a54-1d1f3b1b0001")
BO = PersonId("2B6F6B8E-9D3B-4C7E-8A54-1D1F3B1B0002")
"""As some files write an id."""
ANNOUNCED = PersonId("announced-1")


class Watched:
    """The stand-in, what is asked of it through, and a clock that a test moves."""

    def __init__(self) -> None:
        self.graph = GraphStandIn()
        self.teams = TeamsOfTenant(self.graph)
        self.teams.lamps = {ANNA: ("Busy", "InACall"), BO.lower(): ("Available", "Available")}
        self.clock = 1000.0
        self.presence: GraphPresence

    async def lamps(self, *people: PersonId, within: float = 2.0) -> dict[PersonId, Lamp]:
        """What is known of them."""
        return {one: seen.lamp for one, seen in (await self.presence.look_up(people, within=within)).items()}

    @property
    def questions(self) -> list[list[str]]:
        """The ids of each question that came."""
        return [one.body["ids"] for one in self.graph.asked(MANY)]


@pytest.fixture
async def watched() -> AsyncIterator[Watched]:
    """Them, serving."""
    watched = Watched()
    async with asking(watched.graph) as client:
        watched.presence = GraphPresence(client, clock=lambda: watched.clock)
        yield watched


async def test_all_are_asked_for_in_one_question(watched: Watched) -> None:
    """However their ids are written; whom Graph can't know isn't asked for, since it would refuse all of them."""
    assert await watched.lamps(ANNA, BO, ANNOUNCED) == {ANNA: Lamp.IN_CALL, BO: Lamp.FREE}
    assert watched.questions == [[ANNA, BO.lower()]]


async def test_so_many_as_graph_takes_are_asked_for_at_once(watched: Watched) -> None:
    """650; more than that are several questions."""
    people = [PersonId(f"2b6f6b8e-9d3b-4c7e-8a54-{number:012d}") for number in range(651)]
    await watched.lamps(*people)
    assert [len(ids) for ids in watched.questions] == [650, 1]


@pytest.mark.parametrize(
    ("availability", "activity", "lamp"),
    [
        ("Busy", "InACall", Lamp.IN_CALL),
        ("Busy", "InAConferenceCall", Lamp.IN_CALL),
        ("busy", "inAMeeting", Lamp.IN_MEETING),
        ("DoNotDisturb", "Presenting", Lamp.PRESENTING),
        ("DoNotDisturb", "UrgentInterruptionsOnly", Lamp.DO_NOT_DISTURB),
        ("focusing", "doNotDisturb", Lamp.DO_NOT_DISTURB),
        ("inACall", "busy", Lamp.IN_CALL),
        ("Busy", "Busy", Lamp.BUSY),
        ("Available", "OutOfOffice", Lamp.FREE),
        ("AvailableIdle", "Available", Lamp.AWAY),
        ("BeRightBack", "BeRightBack", Lamp.AWAY),
        ("Offline", "OffWork", Lamp.OFFLINE),
        ("Offline", "OutOfOffice", Lamp.OFFLINE),
        ("PresenceUnknown", "PresenceUnknown", None),
        ("somethingNew", "somethingNewer", None),
    ],
)
async def test_graphs_words_are_read_however_they_are_written(
    watched: Watched, availability: str, activity: str, lamp: Lamp | None
) -> None:
    """Its documentation writes them in two ways, and has them in two places; of what is new nothing is told."""
    watched.teams.lamps[ANNA] = (availability, activity)
    assert (await watched.lamps(ANNA)).get(ANNA) is lamp


async def test_whoever_asks_next_is_told_the_same_with_its_age(watched: Watched) -> None:
    """For some seconds nothing is asked again, not even of whom nothing is known."""
    stranger = PersonId("2b6f6b8e-9d3b-4c7e-8a54-1d1f3b1b0009")
    await watched.lamps(ANNA, stranger)
    watched.clock += FRESH_SECONDS - 1
    told = await watched.presence.look_up([ANNA, stranger], within=2.0)
    assert told == {ANNA: Presence(Lamp.IN_CALL, timedelta(seconds=FRESH_SECONDS - 1))}
    assert len(watched.questions) == 1
    watched.clock += 1
    assert (await watched.presence.look_up([ANNA], within=2.0))[ANNA].age == timedelta()
    assert watched.questions[1:] == [[ANNA]]


async def test_two_who_ask_at_once_ask_once(watched: Watched) -> None:
    """Of the same person; another is a question beside it."""
    watched.graph.faults.next(MANY, seconds=0.05)
    told = await asyncio.gather(watched.lamps(ANNA), watched.lamps(ANNA, BO))
    assert [*told] == [{ANNA: Lamp.IN_CALL}, {ANNA: Lamp.IN_CALL, BO: Lamp.FREE}]
    assert sorted(watched.questions) == [[ANNA], [BO.lower()]]


async def test_a_slow_answer_is_there_for_whoever_asks_next(watched: Watched) -> None:
    """Who is in a hurry goes on without it; it is not asked for anew."""
    watched.graph.faults.next(MANY, seconds=0.3)
    begun = time.monotonic()
    assert await watched.lamps(ANNA, within=0.1) == {}
    assert time.monotonic() - begun < 0.25
    assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}
    assert len(watched.questions) == 1


async def test_when_graph_fails_what_was_known_is_told_with_its_age_for_a_while(watched: Watched) -> None:
    """A minute: then nothing is."""
    await watched.lamps(ANNA)
    watched.graph.faults.next(MANY, status=503, times=1000)
    watched.clock += FRESH_SECONDS + 20
    told = await watched.presence.look_up([ANNA], within=2.0)
    assert told == {ANNA: Presence(Lamp.IN_CALL, timedelta(seconds=FRESH_SECONDS + 20))}
    watched.clock += KEPT_SECONDS
    assert await watched.lamps(ANNA) == {}


async def test_a_graph_that_fails_again_and_again_is_left_alone(watched: Watched) -> None:
    """For longer each time, until it answers; one failure alone changes nothing."""
    watched.graph.faults.next(MANY, status=400, times=FAILURES)
    for _ in range(FAILURES):
        assert await watched.lamps(ANNA) == {}
    assert await watched.lamps(ANNA) == {}
    assert watched.questions == []
    watched.clock += FIRST_REST_SECONDS
    watched.graph.faults.next(MANY, status=400)
    assert await watched.lamps(ANNA) == {}
    watched.clock += FIRST_REST_SECONDS
    assert await watched.lamps(ANNA) == {}
    assert watched.questions == []
    watched.clock += FIRST_REST_SECONDS
    assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}
    watched.graph.faults.next(MANY, status=400)
    await watched.lamps(BO)
    assert await watched.lamps(BO) == {BO: Lamp.FREE}


async def test_however_long_it_fails_it_is_tried_again(watched: Watched) -> None:
    """Every five minutes."""
    watched.graph.faults.next(MANY, status=400, times=FAILURES + 20)
    for _ in range(FAILURES + 20):
        watched.clock += LONGEST_REST_SECONDS
        assert await watched.lamps(ANNA) == {}
    watched.clock += LONGEST_REST_SECONDS
    assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}


async def test_a_graph_that_answers_too_late_each_time_is_left_alone(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is to wait again and again for nothing; what came late is told of all the same."""
    monkeypatch.setattr(presence, "LATE_SECONDS", 0.02)
    watched.graph.faults.next(MANY, seconds=0.05, times=FAILURES)
    for _ in range(FAILURES):
        watched.clock += FRESH_SECONDS
        assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}
    assert await watched.lamps(BO) == {}
    watched.clock += FIRST_REST_SECONDS
    assert await watched.lamps(BO) == {BO: Lamp.FREE}


async def test_it_is_left_alone_for_as_long_as_it_asks(watched: Watched) -> None:
    """429 with Retry-After, the first time already."""
    watched.graph.faults.next(MANY, status=429, retry_after="120", times=1000)
    assert await watched.lamps(ANNA) == {}
    watched.graph.faults.clear()
    watched.clock += 119
    assert await watched.lamps(ANNA) == {}
    assert watched.questions == []
    watched.clock += 1
    assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}


async def test_without_the_permission_it_is_asked_once_an_hour_and_said_once(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever runs it reads which one is missing; nobody waits for it, and no id is logged."""
    watched.teams.may_read = False
    with caplog.at_level(logging.DEBUG, logger="directory.graph"):
        for _ in range(3):
            assert await watched.lamps(ANNA) == {}
    (said,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert said.__dict__["permission"] == "Presence.Read.All"
    assert len(watched.questions) == 1
    assert ANNA not in caplog.text + "".join(str(one.__dict__) for one in caplog.records)
    watched.teams.may_read = True
    watched.clock += 3600
    assert await watched.lamps(ANNA) == {ANNA: Lamp.IN_CALL}


async def test_no_more_than_so_many_questions_are_under_way(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes beside them is answered by what is known, at once."""
    monkeypatch.setattr(presence, "MOST_AT_ONCE", 1)
    watched.graph.faults.next(MANY, seconds=0.1)
    first = asyncio.create_task(watched.lamps(ANNA))
    await asyncio.sleep(0)
    assert await watched.lamps(BO) == {}
    assert await first == {ANNA: Lamp.IN_CALL}
    assert watched.questions == [[ANNA]]


@pytest.mark.parametrize("body", [b'{"value": null}', b'{"value": [1, {"id": 3}]}', b"[]", b"<html>"])
async def test_an_answer_that_is_none_tells_nothing(watched: Watched, body: bytes) -> None:
    """A proxy's page breaks no answer of ours."""
    watched.graph.faults.next(MANY, body=body, times=10)
    assert await watched.lamps(ANNA) == {}
