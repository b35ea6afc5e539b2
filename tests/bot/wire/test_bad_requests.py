"""What comes in wrong gets a precise status, and never a 500."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.wire.stage import Stage

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"])
async def test_another_content_type_is_unsupported(content_type: str) -> None:
    """415, also when none is given."""
    async with Stage() as stage:
        body = json.dumps(stage.activity()).encode()
        status, _ = await stage.request("POST", data=body, headers={"Content-Type": content_type})
        assert status == 415


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_allowed(method: str) -> None:
    """405 for anything but POST."""
    async with Stage() as stage:
        assert (await stage.request(method))[0] == 405


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"hej"', b"17", b"\xff\xfe", b'{"type": "message", "text": "\\ud800"}', b"[" * 5000],
    ids=lambda body: repr(body[:12]),
)
async def test_what_is_not_a_json_object_is_bad(body: bytes) -> None:
    """400, whatever it is instead."""
    async with Stage() as stage:
        assert (await stage.post(body))[0] == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": ""},
        {"type": {}},
        {"conversation": None},
        {"conversation": {"name": "no id"}},
        {"conversation": "a:anna"},
        {"conversation": {"id": ["a"]}},
        {"from": None},
        {"from": {"aadObjectId": "someone"}},
        {"from": [1]},
        {"serviceUrl": None},
        {"serviceUrl": "not an address"},
        {"serviceUrl": "http://localhost:99999/"},
        {"serviceUrl": "http://localhost/ HTTP/1.1\r\nX: y"},
        {"serviceUrl": "http://evil@localhost/"},
        {"serviceUrl": "file:///etc/passwd"},
        {"timestamp": "yesterday"},
        {"entities": {"type": "mention"}},
        {"entities": ["mention"]},
        {"membersAdded": [1]},
    ],
    ids=str,
)
async def test_what_is_not_an_activity_is_bad(changes: dict[str, Any]) -> None:
    """400 when what every activity has is missing or of the wrong kind."""
    async with Stage() as stage:
        assert (await stage.post(stage.activity(**changes)))[0] == 400
        assert not stage.turns


async def test_a_body_beyond_the_bound_is_too_large() -> None:
    """413, announced or streamed; what is just within the bound is read."""
    async with Stage() as stage:
        activity = stage.activity(text="x" * (255 * 1024))
        assert (await stage.post(activity))[0] == 200
        huge = json.dumps(stage.activity(text="x" * (256 * 1024))).encode()
        assert (await stage.post(huge))[0] == 413

        async def stream() -> Any:
            yield huge

        assert (await stage.request("POST", data=stream(), headers=JSON))[0] == 413


async def test_a_body_that_claims_to_be_compressed_and_is_not_is_bad() -> None:
    """400, from whoever notices first."""
    async with Stage() as stage:
        headers = {**JSON, "Content-Encoding": "gzip"}
        status, _ = await stage.request("POST", data=b"no gzip at all", headers=headers)
        assert status == 400


async def test_a_refusal_is_logged_without_quoting_the_request(caplog: pytest.LogCaptureFixture) -> None:
    """The log says why, by a phrase of ours."""
    caplog.set_level(logging.INFO)
    async with Stage() as stage:
        await stage.post(stage.activity(conversation=None, text="Anna har migrän"))
        assert stage.counted('bot_requests_refused_total{status="400"}') == 1
    (record,) = [record for record in caplog.records if record.message == "request refused"]
    assert vars(record)["reason"] == "not an activity: no conversation"
    assert "migrän" not in caplog.text


FIELDS = (
    "type",
    "id",
    "from",
    "recipient",
    "conversation",
    "serviceUrl",
    "channelId",
    "text",
    "value",
    "name",
    "entities",
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "action", "data", "verb", "values", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
changes = st.dictionaries(
    st.sampled_from([*FIELDS, "membersAdded", "action", "channelData", "replyToId", "locale", "deliveryMode"]),
    values,
    max_size=4,
)
kinds = st.sampled_from(
    ["message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "event", "?"]
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    batch=st.lists(st.tuples(kinds, changes), min_size=40, max_size=40),
    junk=st.lists(st.binary(max_size=40), max_size=10),
)
async def test_no_body_is_answered_with_a_500(batch: list[tuple[str, dict[str, Any]]], junk: list[bytes]) -> None:
    """Whatever any field holds, the answer is a decision, never a crash."""
    async with Stage() as stage:
        for body in junk:
            assert (await stage.post(body))[0] == 400
        for kind, made in batch:
            activity = {**stage.activity(type=kind, name="adaptiveCard/action"), **made}
            status, _ = await stage.post(activity)
            assert status in (200, 400, 403, 501), activity
