"""Owns what an answer of Microsoft Graph means: what can be read, what is final, what passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from directory.graph.refusals import (
    GONE,
    SERVER_ERRORS,
    STATE_GONE,
    TOO_MANY,
    UNAVAILABLE,
    GraphAway,
    GraphRefused,
    GraphStateGone,
)

Json = Mapping[str, Any]
GOOD = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `wait` is the seconds to leave Graph alone for, where it asked for that."""

    status: int
    body: bytes
    wait: float | None


def read_answer(answer: Answer) -> Json:
    """What was answered, {} where that is empty; raises GraphFailed for what is no answer to go on with."""
    if answer.status in GOOD:
        return _json_of(answer.body) if answer.body.strip() else {}
    code = _code_of(answer.body)
    if answer.status == GONE or code in STATE_GONE:
        raise GraphStateGone(f"{answer.status} {code}".strip())
    if answer.status in (TOO_MANY, UNAVAILABLE):
        raise GraphAway(f"{answer.status} {code}".strip(), wait=answer.wait)
    if answer.status >= SERVER_ERRORS:
        raise GraphAway(f"{answer.status} {code}".strip(), wait=answer.wait, uncertain=True)
    raise GraphRefused(answer.status, code)


def _json_of(body: bytes) -> Json:
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise GraphAway("the answer is no JSON", uncertain=True) from None
    if not isinstance(read, dict):
        raise GraphAway("the answer is no object", uncertain=True)
    return read


def _code_of(body: bytes) -> str:
    """Graph's word for the error; "" when it gives none. Its message can hold what was asked, so it stays unread."""
    try:
        code = orjson.loads(body)["error"]["code"]
    except (orjson.JSONDecodeError, KeyError, TypeError, IndexError):
        return ""
    return code if isinstance(code, str) and code.isascii() and code.replace("_", "").isalnum() else ""


def retry_after(header: str | None) -> float | None:
    """The seconds that were asked for, given as seconds or as a date; None when they weren't."""
    if not header:
        return None
    if header.isascii() and header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())
