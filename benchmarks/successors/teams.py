"""The Teams SDK's echo app, as its documentation has it. Runs in an environment of its own.

    .local/bench/teams/bin/python -m benchmarks.successors.teams PORT

Unauthenticated requests are allowed and no tokens asked for, which flatters it. The server is the one it makes itself
(uvicorn), bound to loopback and quiet.
"""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from fastapi import FastAPI
from microsoft_teams.api import MessageActivity
from microsoft_teams.apps import ActivityContext, App
from microsoft_teams.apps.http import FastAPIAdapter

from benchmarks.gauge import Gauge, say


class MeasuredServer(uvicorn.Server):
    """A uvicorn server that tells when it listens."""

    async def startup(self, sockets: list[object] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        Gauge().install()
        say(ready=True)


async def main(port: int) -> None:
    """Serve until told to end."""

    def server(app: FastAPI) -> uvicorn.Server:
        return MeasuredServer(
            uvicorn.Config(app=app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
        )

    app = App(
        dangerously_allow_unauthenticated_requests=True,
        http_server_adapter=FastAPIAdapter(server_factory=server),
    )

    @app.on_message
    async def on_message(context: ActivityContext[MessageActivity]) -> None:
        await context.send(f"You said: {context.activity.text}")

    await app.start(port)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
