"""Owns reading a request's body as a JSON object, and saying no to what isn't one."""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from bot.wire.refusals import BadActivity, Refused

JSON_TYPE = "application/json"
LONGEST_BODY = 256 * 1024
"""Teams' own messages end at about 80 KB; an invoke carries a form beside it."""


async def read_json_object(request: web.Request) -> dict[str, Any]:
    """The body, parsed; raises Refused with 415, 413 or 400."""
    if request.content_type != JSON_TYPE:
        raise Refused(415, "not JSON by its content type")
    if (request.content_length or 0) > LONGEST_BODY:
        raise Refused(413, "too large")
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too large") from None
    except (web.RequestPayloadError, ConnectionError, ValueError):
        raise BadActivity("the body could not be read") from None
    if len(body) > LONGEST_BODY:
        raise Refused(413, "too large")
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadActivity("not JSON") from None
    if not isinstance(parsed, dict):
        raise BadActivity("not an object")
    return parsed
