"""An exchange's far end of the webhook, small and whole: it checks who sends, drops what is older, and sets the rest.

    PBX_SECRETS=whsec_... python examples/pbx_receiver.py 8099

It stands by itself: nothing of the bot is imported, and a supplier can take it as it is for a start. Here a phone's
state is kept in memory; an exchange sets its phone, and keeps each line's latest number where it lasts. What it does is
written out in docs/pbx-webhook.md.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

STATE_TYPE = "se.vaxelvis.diversion.state.v1"
CONTENT_TYPE = "application/cloudevents+json"
TOLERANCE_SECONDS = 300
MOST_BYTES = 64 * 1024


class Phones:
    """What stands for each phone, and the number of the event that set it, by the line that the event came from."""

    def __init__(self) -> None:
        self.numbers: dict[str, str] = {}
        self.states: dict[str, Mapping[str, Any]] = {}

    def take(self, event: Mapping[str, Any]) -> bool:
        """Set what the event says, unless something newer has been set; gives whether it was set."""
        line, number = event["source"], event["sequence"]
        if number < self.numbers.get(line, ""):
            return False
        # The number is put away together with the state: after a crash the two must not tell of different events.
        self.numbers[line], self.states[line] = number, event["data"]
        return True


def is_signed(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], *, now: float) -> bool:
    """Whether one of the secrets has signed just this, a short while ago."""
    message, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or not timestamp.isascii() or not timestamp.isdigit():
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message}.{timestamp}.".encode() + body
    given = [one.removeprefix("v1,") for one in headers.get("webhook-signature", "").split(" ") if one[:3] == "v1,"]
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        right = base64.b64encode(hmac.digest(key, signed, "sha256"))
        if any(hmac.compare_digest(right, one.encode()) for one in given):
            return True
    return False


def build_receiver(secrets: Sequence[str], phones: Phones, *, now: Callable[[], float] = time.time) -> web.Application:
    """The receiver, ready to be served."""

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        if not is_signed(request.headers, body, secrets, now=now()):
            return web.Response(status=401)
        if request.content_type != CONTENT_TYPE:
            return web.Response(status=415)
        try:
            event = json.loads(body)
            if event["type"] == STATE_TYPE:
                phones.take(event)
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        # Also what was older, or of a type that is not known here: there is no need to send it again.
        return web.Response(status=204)

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post("/events", receive)
    return app


if __name__ == "__main__":
    listed = [secret.strip() for secret in os.environ["PBX_SECRETS"].split(",")]
    web.run_app(build_receiver(listed, Phones()), host="127.0.0.1", port=int(sys.argv[1]))
