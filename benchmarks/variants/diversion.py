"""The whole bot, for people who each set a diversion: understood, decided, durable on disk, answered with a card.

python -m benchmarks.variants.diversion PORT STAND_IN FOLDER
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from aiohttp import web

from benchmarks.variants.serving import serve
from benchmarks.variants.whole import build_whole


async def build() -> web.Application:
    """The application."""
    return (await build_whole(sys.argv[2], Path(sys.argv[3]))).app


if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1]), settles=True))
