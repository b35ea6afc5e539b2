"""Bot Framework's own echo bot, as its documentation has it: CloudAdapter, ActivityHandler, nothing changed.

    python -m benchmarks.variants.stock PORT

Without an app id: it validates no tokens and asks for none, which flatters it. With one, each turn also asks for a new
token on the event loop.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from benchmarks.variants.serving import serve


class Configuration:
    """What the documentation calls config.py, for a bot that runs locally."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


class EchoBot(ActivityHandler):
    """Says what it hears."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


async def build() -> web.Application:
    """The application of the documentation's app.py."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration()))
    bot = EchoBot()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1])))
