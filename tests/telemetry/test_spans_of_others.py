"""Spans around what is asked of Microsoft Graph and told to the exchange: by our own words, and with how it went."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from assembly.spanning import SpannedExchange, SpannedGraph
from assembly.watching import VERSION
from directory.graph.client import path_of
from directory.graph.refusals import GraphAway, GraphRefused
from policy.pbx_events import PbxEvent
from services.pbx_ports import PbxAnswer, PbxOutcome
from telemetry.spans import Fact, Numbered, Span
from tests.graph.asking import QUICK
from tests.graph.standin import Asked, GraphStandIn, Refusal
from tests.sources import PROJECT

WHO, NOBODY, LATER = (f"2b6f6b8e-9d3b-4c7e-8a54-1d1f3b1b000{number}" for number in (1, 2, 3))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Written(Numbered):
    """A span that keeps what is noted of it."""

    __slots__ = ("facts", "failed", "name")

    def __init__(self, name: str, facts: Mapping[str, Fact]) -> None:
        super().__init__(name)
        self.name = name
        self.facts = dict(facts)
        self.failed = ""

    def note(self, name: str, fact: Fact) -> None:
        self.facts[name] = fact

    def fails(self, why: str) -> None:
        self.failed = why


class Notebook:
    """The Spans that writes every one down."""

    def __init__(self) -> None:
        self.spans: list[Written] = []

    def open(self, name: str, facts: Mapping[str, Fact] | None = None) -> Span:
        self.spans.append(Written(name, facts or {}))
        return self.spans[-1]


class Exchange:
    """A PbxClient whose far end says what it is told to."""

    def __init__(self, answer: PbxAnswer) -> None:
        self._answer = answer

    async def send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        raise AssertionError("nothing is sent here but a test")

    async def send_test(self, at: datetime, *, within: float) -> PbxAnswer:
        return self._answer


async def _presence(asked: Asked) -> object:
    if asked.parts["id"] == NOBODY:
        raise Refusal(404, "itemNotFound")
    return {"id": WHO, "availability": "Busy", "activity": "InACall"}


async def test_what_graph_is_asked_is_told_by_a_word_and_never_by_its_path() -> None:
    """An answer, a refusal, and none at all: each span says which, and nobody's id is in any."""
    standin, notebook = GraphStandIn(), Notebook()
    standin.route("GET", "/users/{id}/presence", _presence)
    async with standin.serving():
        graph = SpannedGraph(notebook, standin.url, tokens=None, patience=QUICK)
        await graph.get(path_of("users", WHO, "presence"), what="presence", within=9.0)
        with pytest.raises(GraphRefused):
            await graph.get(path_of("users", NOBODY, "presence"), what="presence", within=9.0)
        standin.faults.next("presence", status=503, times=20)
        with pytest.raises(GraphAway):
            await graph.get(path_of("users", LATER, "presence"), what="presence", within=9.0)
        await graph.close()
    asked = {"http.request.method": "GET", "server": "graph"}
    assert [(one.name, one.facts) for one in notebook.spans] == [
        ("graph presence", {**asked, "http.response.status_code": 200}),
        ("graph presence", {**asked, "http.response.status_code": 404}),
        ("graph presence", {**asked, "request.sent": "no_answer"}),
    ]


@pytest.mark.parametrize(
    ("answer", "facts", "failed"),
    [
        (
            PbxAnswer(outcome=PbxOutcome.TAKEN, status=204),
            {"exchange.outcome": "taken", "http.response.status_code": 204},
            "",
        ),
        (
            PbxAnswer(outcome=PbxOutcome.REFUSED, status=400),
            {"exchange.outcome": "refused", "http.response.status_code": 400},
            "refused",
        ),
        (PbxAnswer(outcome=PbxOutcome.LATER), {"exchange.outcome": "later"}, "later"),
    ],
)
async def test_what_the_exchange_is_told_says_how_it_took_it(
    answer: PbxAnswer, facts: Mapping[str, Fact], failed: str
) -> None:
    """A far end that is away has no status, and is none that it went well with."""
    notebook = Notebook()
    assert await SpannedExchange(Exchange(answer), notebook).send_test(NOW, within=1.0) == answer
    (span,) = notebook.spans
    assert (span.name, span.failed) == ("exchange POST", failed)
    assert span.facts == {"http.request.method": "POST", "server": "exchange", **facts}


def test_the_version_that_is_told_is_the_projects() -> None:
    """What telemetry and the app package say they come from is one version."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
