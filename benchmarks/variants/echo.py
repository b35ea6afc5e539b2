"""Our echo: our adapter, tokens, turns and sending as in production, around a handler that says what it hears.

python -m benchmarks.variants.echo PORT STAND_IN
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from aiohttp import web

from benchmarks.variants.serving import serve
from benchmarks.variants.wiring import BenchClock, NoChats, application, make_wire
from bot.chat import Chat
from bot.turn import Message, Reply, Turn


async def echo(turn: Turn, _chat: Chat) -> Reply:
    """Say what was heard."""
    return Reply(messages=(Message(text=f"Echo: {turn.text}"),))


def fail(_turn: Turn, _chat: Chat, error: Exception) -> Reply:
    """An echo that fails has no figure."""
    raise error


async def build(stand_in: str) -> web.Application:
    """The application."""
    wire = make_wire(stand_in)
    return application(wire, echo, chats=NoChats(), on_error=fail, now=BenchClock().now)


if __name__ == "__main__":
    asyncio.run(serve(partial(build, sys.argv[2]), port=int(sys.argv[1]), settles=True))
