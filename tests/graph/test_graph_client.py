"""Asking Microsoft Graph: what is asked again and what isn't, whom our token is shown, and what it costs to wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from directory.graph.client import GraphClient, path_of
from directory.graph.refusals import GraphAway, GraphRefused, GraphStateGone
from tests.graph.asking import QUICK, asking
from tests.graph.standin import Asked, GraphStandIn, Refusal

WHO = "2b6f6b8e-9d3b-4c7e-8a54-1d1f3b1b0001"
PRESENCE = "/users/{id}/presence"
CLEAR = "/users/{id}/presence/clearUserPreferredPresence"
USERS = "/users"


class Tokens:
    """A TokenSource that gives `t1`, `t2` ... and keeps each until it is told to forget it."""

    def __init__(self) -> None:
        self.number = 1

    def kept_token(self) -> str | None:
        return None

    async def get_token(self) -> str:
        return f"t{self.number}"

    def forget(self, token: str) -> None:
        self.number += token == f"t{self.number}"


@pytest.fixture
def standin() -> GraphStandIn:
    """Graph, as far as somebody's presence and a few pages of users go."""
    graph = GraphStandIn()

    async def presence(asked: Asked) -> Any:
        if asked.parts["id"] != WHO:
            raise Refusal(404, "itemNotFound")
        return {"id": WHO, "availability": "Busy", "activity": "InACall"}

    async def clear(_asked: Asked) -> Any:
        return None

    async def users(asked: Asked) -> Any:
        page = int(asked.query.get("$skiptoken", "0"))
        more = {"@odata.nextLink": f"{graph.url}/v1.0/users?$skiptoken={page + 1}"} if page < 2 else {}
        return {"value": [{"id": f"{page}"}], **more}

    graph.route("GET", PRESENCE, presence)
    graph.route("POST", CLEAR, clear)
    graph.route("GET", USERS, users)
    return graph


@pytest.fixture
async def client(standin: GraphStandIn) -> AsyncIterator[GraphClient]:
    """A client of it."""
    async with asking(standin) as client:
        yield client


async def ask(client: GraphClient, within: float = 10.0) -> Any:
    """The one question of these tests."""
    return await client.get(path_of("users", WHO, "presence"), what="presence", within=within)


async def clear(client: GraphClient, *, again: bool | None = None) -> Any:
    """The one act of these tests."""
    path = path_of("users", WHO, "presence", "clearUserPreferredPresence")
    return await client.send("POST", path, None, what="clear", within=10.0, again=again)


async def test_an_answer_is_what_graph_said(client: GraphClient) -> None:
    """As it stands, and nothing where there is nothing."""
    assert (await ask(client))["activity"] == "InACall"
    assert await clear(client) == {}


async def test_all_pages_are_followed(client: GraphClient) -> None:
    """By the links that Graph gives, to the letter."""
    pages = [page["value"][0]["id"] async for page in client.pages("users", what="users", within=10.0)]
    assert pages == ["0", "1", "2"]


async def test_a_link_elsewhere_is_not_followed(client: GraphClient, standin: GraphStandIn) -> None:
    """Our token opens everybody's mailbox: no answer may have it sent to another host."""
    for link in ("https://graph.exempel.se/v1.0/users", standin.url + ".exempel.se/v1.0/users", "/v1.0/users"):
        with pytest.raises(GraphRefused):
            await client.follow(link, what="users", within=10.0)
    assert standin.requests == []


async def test_a_redirect_is_not_followed(client: GraphClient, standin: GraphStandIn) -> None:
    """Nor by a header."""
    standin.faults.next(status=302, headers={"Location": f"{standin.url}/v1.0/users"})
    with pytest.raises(GraphRefused):
        await ask(client)
    assert standin.requests == []


@pytest.mark.parametrize("status", [429, 503, 500, 502, 504])
async def test_what_passes_is_asked_again(client: GraphClient, standin: GraphStandIn, status: int) -> None:
    """A question does no harm twice."""
    standin.faults.next(status=status, times=2)
    assert (await ask(client))["activity"] == "InACall"


@pytest.mark.parametrize("status", [400, 403, 404, 409])
async def test_what_is_final_is_not(client: GraphClient, standin: GraphStandIn, status: int) -> None:
    """It would end the same way."""
    standin.faults.next(status=status, code="Authorization_RequestDenied")
    with pytest.raises(GraphRefused) as refused:
        await ask(client)
    assert (refused.value.status, refused.value.code) == (status, "Authorization_RequestDenied")
    assert standin.requests == []


async def test_a_question_ends_in_the_end(client: GraphClient, standin: GraphStandIn) -> None:
    """However often it may be asked."""
    standin.faults.next(status=503, times=100)
    with pytest.raises(GraphAway):
        await ask(client)


async def test_it_is_left_alone_as_long_as_it_asks(client: GraphClient, standin: GraphStandIn) -> None:
    """Where there is no time for that, whoever asked is told how long."""
    standin.faults.next(status=429, retry_after="30", times=100)
    with pytest.raises(GraphAway) as away:
        await ask(client)
    assert away.value.wait == 30.0
    assert not away.value.uncertain


async def test_what_may_have_been_done_is_not_done_twice(client: GraphClient, standin: GraphStandIn) -> None:
    """A POST whose answer is lost; unless twice is as good as once."""
    standin.faults.next(dropped=True, carries_out=True)
    with pytest.raises(GraphAway) as away:
        await clear(client)
    assert away.value.uncertain
    assert len(standin.asked(CLEAR)) == 1
    standin.faults.next(dropped=True, carries_out=True)
    await clear(client, again=True)
    assert len(standin.asked(CLEAR)) == 3


async def test_what_was_turned_away_is_done_once_it_may(client: GraphClient, standin: GraphStandIn) -> None:
    """429 and 503 say that nothing was done."""
    standin.faults.next(status=429, retry_after="0")
    await clear(client)
    assert len(standin.asked(CLEAR)) == 1


async def test_a_slow_answer_is_not_waited_for(client: GraphClient, standin: GraphStandIn) -> None:
    """Somebody waits for us."""
    standin.faults.next(seconds=30.0)
    with pytest.raises(GraphAway):
        await ask(client, within=0.2)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"", b"\xff", b'{"value": '])
async def test_what_is_no_answer_is_none(client: GraphClient, standin: GraphStandIn, body: bytes) -> None:
    """Whatever a proxy on the way says in its place is not taken for Graph's word."""
    standin.faults.next(body=body, times=100)
    if body:
        with pytest.raises(GraphAway):
            await ask(client)
    else:
        assert await ask(client) == {}


async def test_a_state_that_is_not_kept_any_more_says_so(client: GraphClient, standin: GraphStandIn) -> None:
    """Then one begins from the beginning."""
    standin.faults.next(status=410, code="syncStateNotFound")
    with pytest.raises(GraphStateGone):
        await ask(client)
    standin.faults.next(status=400, code="syncStateNotFound")
    with pytest.raises(GraphStateGone):
        await ask(client)


async def test_a_token_that_is_not_accepted_is_exchanged_once(standin: GraphStandIn) -> None:
    """It may have been withdrawn; and one that is never accepted ends."""
    standin.takes = {"t2"}
    async with standin.serving():
        client = GraphClient(standin.url, tokens=Tokens(), patience=QUICK)
        try:
            assert (await ask(client))["activity"] == "InACall"
            assert [one.bearer for one in standin.requests] == ["t1", "t2"]
            standin.takes = {"none"}
            with pytest.raises(GraphRefused) as refused:
                await ask(client)
            assert refused.value.lacks_permission
        finally:
            await client.close()


async def test_the_log_says_what_was_asked_and_not_of_whom(
    client: GraphClient, standin: GraphStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """With the id by which Microsoft finds it."""
    standin.faults.next(status=403, code="Authorization_RequestDenied")
    with caplog.at_level("DEBUG", logger="directory"), pytest.raises(GraphRefused):
        await ask(client)
    (line,) = [record for record in caplog.records if record.name.startswith("directory")]
    assert line.__dict__["asked"] == "presence"
    assert len(line.__dict__["request"]) == 36
    assert WHO not in str(line.__dict__)


async def test_an_answer_other_than_graph_publishes_is_noticed(standin: GraphStandIn) -> None:
    """So that no test agrees with itself alone."""

    async def odd(_asked: Asked) -> Any:
        return {"value": [{"displayname": "x"}]}

    standin.route("GET", "/groups", odd)
    async with asking(standin) as client:
        with pytest.raises(GraphRefused):
            await client.get("groups", what="groups", within=5.0)
        (wrong,) = standin.wrong
        standin.wrong.clear()
    assert "displayname" in wrong
