"""Whatever happens on the way, what a person wrote last themselves stands in the end, and nothing of ours does (A3).

Diversions come, change and follow each other, answers are lost before and after they were carried out, and the person
writes in between. Asked in memory: nothing of HTTP is in question here.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.graph.automatic_replies import AutomaticReplies
from directory.graph.client import GraphClient
from directory.graph.refusals import GraphAway
from directory.graph.status_message import StatusMessages
from services.effect_ports import EffectEnd, EffectOutcome
from tests.graph.carrying_stage import WHO, CarryingStage
from tests.graph.standin import Asked, GraphStandIn, Handler, Made
from tests.graph.standin_mailbox import MailboxesOfTenant, Replies
from tests.graph.standin_presence import StatusMessage, TeamsOfTenant

FAULTS = ("", "lost before", "lost after")
MOST_ATTEMPTS = 5
OFF = "turns off what is on"


class InMemory(GraphStandIn):
    """The stand-in's answers without its server."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: dict[tuple[str, str], Handler] = {}

    def route(self, method: str, path: str, handler: Handler, *, odata: bool = True) -> None:
        """Remember it, by the last word of its path."""
        self.handlers[method, path.rsplit("/", 1)[1]] = handler


class Asking(GraphClient):
    """Asks it; `fault` is how the next question ends."""

    def __init__(self, graph: InMemory) -> None:
        super().__init__("https://graph.exempel.se", tokens=None)
        self.graph = graph
        self.fault = ""

    async def _ask(self, method: str, link: str, body: Any, **_how: Any) -> Mapping[str, Any]:
        path = link.partition("/v1.0/")[2].partition("?")[0]
        if self.fault == "lost before":
            raise GraphAway("lost", uncertain=True)
        asked = Asked(
            method=method, path=path, parts={"id": path.split("/")[1]}, query={}, headers={}, body=body, bearer=""
        )
        given = await self.graph.handlers[method, path.rsplit("/", 1)[1]](asked)
        if self.fault == "lost after" and method != "GET":
            raise GraphAway("lost", uncertain=True)
        told: Mapping[str, Any] = (given.body if isinstance(given, Made) else given) or {}
        return told


@dataclass(frozen=True)
class Step:
    """Something that happens: the person writes, or a diversion is to stand; and how its first attempts go."""

    writes: str | None
    diversion: str
    until: str | None
    says: str
    faults: tuple[str, ...]


written = st.sampled_from([None, None, None, OFF, "", "Eget ett", "Eget två"])
steps = st.lists(
    st.builds(
        Step,
        writes=written,
        diversion=st.sampled_from(["d1", "d2"]),
        until=st.sampled_from(["2026-11-24 15:00", "2026-11-24 16:00", None]),
        says=st.sampled_from(["Anna Alm är på lunch.", "Anna Alm är på möte."]),
        faults=st.lists(st.sampled_from(FAULTS), max_size=MOST_ATTEMPTS - 1).map(tuple),
    ),
    min_size=1,
    max_size=5,
)


class Story:
    """One person's day in one of the two places."""

    def __init__(self, place: str) -> None:
        self.stage = CarryingStage("2026-11-24 08:00")
        graph = InMemory()
        self.client = Asking(graph)
        self.teams = TeamsOfTenant(graph, now=self.stage.now, lamps={WHO: ("Away", "Away")})
        self.mailboxes = MailboxesOfTenant(graph, now=self.stage.now, replies={WHO: Replies()})
        self.in_teams = place == "teams"
        self.last = ""
        self.stage.carrier = (
            StatusMessages(self.client, now=self.stage.now, local=self.stage.local)
            if self.in_teams
            else AutomaticReplies(self.client, now=self.stage.now)
        )

    def writes(self, text: str | None) -> None:
        """The person's own word, in a mailbox with the replies turned off; or they only turn off what is on there."""
        if text is None or (text == OFF and self.in_teams):
            return
        if text == OFF:
            self.mailboxes.replies[WHO] = replace(self.mailboxes.replies[WHO], status="disabled")
            return
        self.last = text
        self.teams.messages[WHO] = StatusMessage(text)
        held = self.mailboxes.replies[WHO]
        self.mailboxes.replies[WHO] = replace(held, inside=text, outside=text, status="disabled")

    @property
    def stands(self) -> str:
        """What is there, without its tags; a reply that is on says so."""
        held = self.mailboxes.replies[WHO]
        text = self.teams.message_of(WHO) if self.in_teams else held.inside
        is_on = not self.in_teams and held.status != "disabled"
        return re.sub("<[^>]*>", "", text).strip() + (" (på)" if is_on else "")

    async def settles(self, carries_out: Callable[[], Awaitable[EffectEnd]], faults: tuple[str, ...]) -> None:
        """Try until it ends, as the engine does."""
        for fault in (*faults, ""):
            self.client.fault = fault
            end = await carries_out()
            if end.outcome is not EffectOutcome.LATER:
                break
        assert end.outcome in (EffectOutcome.DONE, EffectOutcome.LEFT_ALONE)
        self.stage.memo = "" if end.outcome is EffectOutcome.LEFT_ALONE else end.memo


@pytest.mark.parametrize("place", ["teams", "mailbox"])
@settings(max_examples=50, deadline=None)
@given(day=steps, writes_last=written, at_last=st.lists(st.sampled_from(FAULTS), max_size=MOST_ATTEMPTS - 1).map(tuple))
def test_the_persons_last_word_stands(
    place: str, day: list[Step], writes_last: str | None, at_last: tuple[str, ...]
) -> None:
    """A3: nobody's words are lost, and none of ours are left."""
    story = Story(place)

    async def happens() -> None:
        for step in day:
            story.stage.clock += timedelta(minutes=5)
            story.writes(step.writes)
            await story.settles(
                lambda step=step: story.stage.sets(  # type: ignore[misc]
                    step.until, diversion=step.diversion, short=step.says, long=step.says
                ),
                step.faults,
            )
        story.writes(writes_last)
        await story.settles(story.stage.ends, at_last)

    asyncio.run(happens())
    assert (story.stands, story.stage.memo) == (story.last, "")
