"""Owns the spans around what a turn or a job asks of others: the store, the connector, Microsoft Graph, the exchange.

Only where traces are on is any of this in the way. What a span tells is a word of our own, a status or a number: never
a key, an address or a path, which may have somebody in them, nor what is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from typing import Any, Unpack

from bot.wire.addresses import is_this_machine
from bot.wire.http_answer import Answer
from bot.wire.http_client import HttpClient, NoAnswer, Target
from directory.graph.answers import Json
from directory.graph.client import GraphClient, TokenSource
from directory.graph.refusals import GraphAway, GraphRefused
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from policy.pbx_events import PbxEvent
from scheduler import Job
from services.pbx_ports import PbxAnswer, PbxClient, PbxOutcome
from services.ports import Delivery, Messenger, Sending
from storage.document_store import Document, DocumentStore, Key, Page
from storage.passing_on import Asked, StoreAround, kind_of
from telemetry.spans import Fact, NumberedSpans, Span, Spans

TEAMS = re.compile(r"(?:.+\.)?(?:trafficmanager\.(?:net|us|cn)|botframework\.(?:com|us|azure\.cn))")
ROUTE = re.compile(r".*/v3/conversations/[^/]+/activities(/[^/]+)?")
WORSE = 400
"""Statuses from here on are no success."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is put around whatever asks others: spans where traces are on, else nothing at all."""

    spans: Spans
    is_traced: bool = False

    def store(self, inner: DocumentStore, engine: str) -> DocumentStore:
        """The store; `engine` is what it is called."""
        return SpannedStore(inner, self.spans, engine=engine) if self.is_traced else inner

    def client(self, opened: Callable[[], None]) -> HttpClient:
        """A client for the connector."""
        return SpannedClient(self.spans, opened=opened) if self.is_traced else HttpClient(opened=opened)

    def graph(self, endpoint: str, tokens: TokenSource | None, ended: Callable[[str, str], None]) -> GraphClient:
        """A client of Microsoft Graph."""
        if self.is_traced:
            return SpannedGraph(self.spans, endpoint, tokens=tokens, ended=ended)
        return GraphClient(endpoint, tokens=tokens, ended=ended)

    def exchange(self, inner: PbxClient | None) -> PbxClient | None:
        """The way to the exchange, if there is one."""
        return SpannedExchange(inner, self.spans) if inner is not None and self.is_traced else inner

    def messenger(self, inner: Messenger) -> Messenger:
        """The messenger."""
        return SpannedMessenger(inner, self.spans) if self.is_traced else inner

    def job(self, job: Job) -> Job:
        """A job."""
        return spanned_job(job, self.spans) if self.is_traced else job


NOTHING_AROUND = Around(spans=NumberedSpans())


class SpannedStore(StoreAround):
    """A store whose operations are spans: which, and of what kind of document. `engine` is what is told of as asked."""

    def __init__(self, inner: DocumentStore, spans: Spans, *, engine: str) -> None:
        super().__init__(inner)
        self._spans = spans
        self._engine = engine

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does; it is told how many were asked for."""
        with self._around("get_many", kind_of(keys)) as span:
            span.note("store.documents", len(keys))
            return await self._inner.get_many(keys)

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """As the store within does; it is told how many there were."""
        with self._around("query", kind) as span:
            page = await self._inner.query(kind, **asked)
            span.note("store.documents", len(page.documents))
            return page

    def _around(self, operation: str, kind: str) -> Span:
        facts = {"db.system.name": self._engine, "db.operation.name": operation, "db.collection.name": kind}
        return self._spans.open(f"store {operation}", facts)


class SpannedClient(HttpClient):
    """An HttpClient whose requests are spans: one for each attempt, by the route that it goes to."""

    def __init__(self, spans: Spans, **made: Any) -> None:
        super().__init__(**made)
        self._spans = spans

    async def request(
        self, method: str, target: Target, body: bytes, *, bearer: str | None = None, limit: float
    ) -> Answer:
        """As the client itself does."""
        facts = {"http.request.method": method, "http.route": route_of(target.path), "server": host_class(target)}
        with self._spans.open(f"connector {method}", facts) as span:
            try:
                answer = await super().request(method, target, body, bearer=bearer, limit=limit)
            except NoAnswer:
                span.note("request.sent", "no_answer")
                raise
            _note_status(span, answer.status)
            return answer


class SpannedGraph(GraphClient):
    """A GraphClient whose questions are spans, by the word for what is asked; with all that it takes to an answer."""

    def __init__(self, spans: Spans, *made: Any, **also_made: Any) -> None:
        super().__init__(*made, **also_made)
        self._spans = spans

    async def get(self, path: str, *, what: str, **asked: Any) -> Json:
        """As the client itself does."""
        with self._open("GET", what) as span:
            return await _answered(span, super().get(path, what=what, **asked))

    async def follow(self, link: str, *, what: str, **asked: Any) -> Json:
        """As the client itself does."""
        with self._open("GET", what) as span:
            return await _answered(span, super().follow(link, what=what, **asked))

    async def send(self, method: str, path: str, body: Json | None, *, what: str, **asked: Any) -> Json:
        """As the client itself does."""
        with self._open(method, what) as span:
            return await _answered(span, super().send(method, path, body, what=what, **asked))

    def _open(self, method: str, what: str) -> Span:
        return self._spans.open(f"graph {what}", {"http.request.method": method, "server": "graph"})


class SpannedExchange:
    """A PbxClient whose attempts are spans."""

    def __init__(self, inner: PbxClient, spans: Spans) -> None:
        self._inner = inner
        self._spans = spans

    async def send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        """As the client within does."""
        with self._spans.open("exchange POST", {"http.request.method": "POST", "server": "exchange"}) as span:
            return _noted(span, await self._inner.send(event, within=within))

    async def send_test(self, at: datetime, *, within: float) -> PbxAnswer:
        """As the client within does."""
        with self._spans.open("exchange POST", {"http.request.method": "POST", "server": "exchange"}) as span:
            return _noted(span, await self._inner.send_test(at, within=within))


class SpannedMessenger:
    """A Messenger whose deliveries are spans: what was to be told, and how that ended."""

    def __init__(self, inner: Messenger, spans: Spans) -> None:
        self._inner = inner
        self._spans = spans

    async def can_reach(self, person: PersonId) -> bool:
        """As the messenger within says."""
        return await self._inner.can_reach(person)

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """As the messenger within does."""
        facts: dict[str, Fact] = {
            "notification.code": notification.code,
            "notification.attempts": notification.attempts,
        }
        with self._spans.open("delivery", facts) as span:
            sending = await self._inner.deliver(notification, about, standing, before=before)
            span.note("delivery.outcome", sending.outcome.value)
            if sending.outcome is not Delivery.SENT:
                span.fails(sending.outcome.value)
            return sending


def spanned_job(job: Job, spans: Spans) -> Job:
    """The job, each of whose runs is a span."""

    async def run(now: datetime) -> object:
        with spans.open(f"job {job.name}"):
            return await job.run(now)

    return replace(job, run=run)


def host_class(target: Target) -> str:
    """What kind of host it is: Teams' own, one on this machine, or another."""
    host = target.origin.host
    if TEAMS.fullmatch(host):
        return "teams"
    return "this_machine" if is_this_machine(host) else "other"


def route_of(path: str) -> str:
    """The route that a path at the connector is one of; its parts are ids of people's chats."""
    found = ROUTE.fullmatch(path)
    if found is None:
        return "other"
    return "v3/conversations/{conversation}/activities" + ("/{activity}" if found.group(1) else "")


def _note_status(span: Span, status: int) -> None:
    span.note("http.response.status_code", status)
    if status >= WORSE:
        span.fails(str(status))


async def _answered(span: Span, asked: Any) -> Json:
    try:
        answer: Json = await asked
    except GraphRefused as refused:
        span.note("http.response.status_code", refused.status)
        raise
    except GraphAway:
        span.note("request.sent", "no_answer")
        raise
    span.note("http.response.status_code", 200)
    return answer


def _noted(span: Span, answer: PbxAnswer) -> PbxAnswer:
    span.note("exchange.outcome", answer.outcome.value)
    if answer.status is not None:
        span.note("http.response.status_code", answer.status)
    if answer.outcome is not PbxOutcome.TAKEN:
        span.fails(answer.outcome.value)
    return answer
