"""The bare handler that everything is compared with: parses the activity and posts one reply, by aiohttp alone.

    python -m benchmarks.variants.bare PORT

No authentication, no retries, no time limits: the least that answers at all.
"""

from __future__ import annotations

import asyncio
import sys
from urllib.parse import quote

import aiohttp
import orjson
from aiohttp import web

from benchmarks.variants.serving import serve


async def build() -> web.Application:
    """An application with one shared ClientSession."""
    session = aiohttp.ClientSession()

    async def messages(request: web.Request) -> web.Response:
        activity = orjson.loads(await request.read())
        reply = {
            "type": "message",
            "text": f"Echo: {activity['text']}",
            "from": activity["recipient"],
            "recipient": activity["from"],
            "conversation": activity["conversation"],
            "channelId": activity["channelId"],
            "serviceUrl": activity["serviceUrl"],
            "replyToId": activity["id"],
        }
        conversation = quote(activity["conversation"]["id"], safe="")
        address = f"{activity['serviceUrl']}v3/conversations/{conversation}/activities/{activity['id']}"
        headers = {"Content-Type": "application/json"}
        async with session.post(address, data=orjson.dumps(reply), headers=headers) as answer:
            answer.raise_for_status()
            orjson.loads(await answer.read())
        return web.Response()

    async def close_session(_app: web.Application) -> None:
        await session.close()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.on_cleanup.append(close_session)
    return app


if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1])))
