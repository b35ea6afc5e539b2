"""Our adapter alone, around the very bot that Bot Framework's own echo is: what a turn costs without our turns.

python -m benchmarks.variants.adapter PORT STAND_IN
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from aiohttp import web

from benchmarks.variants.serving import serve
from benchmarks.variants.stock import EchoBot
from benchmarks.variants.wiring import make_wire
from bot.adapter import add_routes


async def build(stand_in: str) -> web.Application:
    """The application."""
    wire = make_wire(stand_in)
    app = web.Application()
    add_routes(app, adapter=wire.adapter, bot=EchoBot(), client=wire.client)
    return app


if __name__ == "__main__":
    asyncio.run(serve(partial(build, sys.argv[2]), port=int(sys.argv[1]), settles=True))
