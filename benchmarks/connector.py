"""Owns the stand-in for what a bot talks to: the connector, the token service and the channel's keys, on loopback.

    python -m benchmarks.connector CONFIG.json

Raw asyncio, so that it takes little of the machine it shares with what is measured. Three doors take activities: over
plain http, over TLS, and one that takes 100 ms to answer. Everything is counted: `GET /counts` tells, and `GET /last`
gives the activity that came last. It says yes to whatever it is sent: who may send what is not what is measured here.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.gauge import cpu_seconds, say

SLOW_SECONDS = 0.1
TOKEN_LIVES_SECONDS = 3600
HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"


class Door(asyncio.Protocol):
    """One connection to a door; `counts` is shared by all."""

    def __init__(self, name: str, *, pause: float, answers: dict[str, bytes], counts: Counter[str]) -> None:
        self._name = name
        self._pause = pause
        self._answers = answers
        self._counts = counts
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._counts[f"{self._name} connections"] += 1

    def data_received(self, received: bytes) -> None:
        self._buffer += received
        while (end := self._buffer.find(HEAD_END)) >= 0:
            head = self._buffer[:end]
            begin = end + len(HEAD_END)
            whole = begin + _body_length(head)
            if len(self._buffer) < whole:
                return
            body = self._buffer[begin:whole]
            self._buffer = self._buffer[whole:]
            self._answer(head, body)

    def _answer(self, head: bytes, sent: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        if path.startswith("/v3/conversations/"):
            self._answers["/last"] = sent
            self._counts[f"{self._name} activities"] += 1
            status, body = b"201 Created", b'{"id":"%d"}' % self._counts[f"{self._name} activities"]
        elif path == "/counts":
            self._counts["cpu_ms"] = round(cpu_seconds() * 1000)
            status, body = b"200 OK", json.dumps(self._counts).encode()
        else:
            self._counts[path] += 1
            body = self._answers.get(path, b"")
            status = b"200 OK" if body else b"404 Not Found"
        answer = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
            status,
            len(body),
            body,
        )
        if self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


def _body_length(head: bytes) -> int:
    lowered = head.lower()
    if b"transfer-encoding:" in lowered:
        raise ValueError("the stand-in reads bodies with a length only")
    at = lowered.find(LENGTH)
    return 0 if at < 0 else int(lowered[at + len(LENGTH) :].split(b"\r\n", 1)[0])


async def serve(config: dict[str, Any]) -> None:
    """Open every door and say so; never returns."""
    counts: Counter[str] = Counter()
    ports = config["ports"]
    token = {"access_token": "t" * 1_200, "token_type": "Bearer", "expires_in": TOKEN_LIVES_SECONDS}
    metadata = {"issuer": config["issuer"], "jwks_uri": f"http://127.0.0.1:{ports['plain']}/keys"}
    answers = {path: json.dumps(said).encode() for path, said in (("/token", token), ("/metadata", metadata))}
    answers["/keys"] = json.dumps(config["keys"]).encode()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(config["certificate"], config["private_key"])
    loop = asyncio.get_running_loop()
    for name, pause, context in (("plain", 0.0, None), ("tls", 0.0, tls), ("slow", SLOW_SECONDS, None)):
        door = partial(Door, name, pause=pause, answers=answers, counts=counts)
        await loop.create_server(door, "127.0.0.1", ports[name], ssl=context)
    say(ready=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text())))
