"""The Microsoft 365 Agents SDK's echo agent, as its documentation has it. Runs in an environment of its own.

    .local/bench/agents/bin/python -m benchmarks.successors.agents PORT

Without an app id: it validates no tokens and asks for none, which flatters it.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware, start_agent_process
from microsoft_agents.hosting.core import (
    AgentApplication,
    AgentAuthConfiguration,
    Authorization,
    MemoryStorage,
    TurnContext,
    TurnState,
)

from benchmarks.variants.serving import serve


async def build() -> web.Application:
    """The application of the documentation's quick start."""
    storage = MemoryStorage()
    anonymous = AgentAuthConfiguration(anonymous_allowed=True)
    connections = MsalConnectionManager(connections_configurations={"SERVICE_CONNECTION": anonymous})
    adapter = CloudAdapter(connection_manager=connections)
    agent = AgentApplication[TurnState](storage=storage, authorization=Authorization(storage, connections))

    @agent.activity("message")
    async def on_message(context: TurnContext, _state: TurnState) -> None:
        await context.send_activity(f"You said: {context.activity.text}")

    async def messages(request: web.Request) -> web.StreamResponse:
        return await start_agent_process(request, agent, adapter) or web.Response()

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = anonymous
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1])))
