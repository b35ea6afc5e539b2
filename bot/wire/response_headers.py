"""Owns what answers say of the machine that gives them: nothing. It must not know what is answered."""

from __future__ import annotations

from aiohttp import hdrs, web


def say_nothing_of_the_machine(app: web.Application) -> None:
    """Leave out of every answer of the application which server and which version of it answers."""
    app.on_response_prepare.append(_without_server)


async def _without_server(_request: web.BaseRequest, response: web.StreamResponse) -> None:
    response.headers.popall(hdrs.SERVER, None)
