"""Owns searches from Teams' own box: read from the invoke, answered within a limit, and written as it wants them.

A search is read as the person types, letter by letter. It changes nothing, so nothing of it is remembered, it waits
for none of the person's turns and none of them for it, and the chat that it is made from, where the bot may not be,
is not kept as a way to reach anyone. What was typed is never logged.

Shapes: Teams' "Respond to search command" (invoke `composeExtension/query`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any

from bot.chat import Chat
from bot.texts.escaping import preview
from bot.turn import Result, Results, Search, Turn
from bot.wire.metrics import WireMetrics
from bot.wire.outgoing import CARD_TYPE
from bot.wire.remembering import ChatMemory
from bot.wire.spans import UNTRACED, Spans

log = logging.getLogger(__name__)

SEARCH_INVOKE = "composeExtension/query"
PREVIEW_TYPE = "application/vnd.microsoft.card.thumbnail"
OPENED = "initialRun"
"""The parameter by which the client says that nothing is typed yet."""
LIMIT_SECONDS = 1.8
"""Teams gives five, and a caller on the line fewer: within two there is an answer, if only that it didn't work."""
MOST_ROWS = 25
"""What Teams asks for; a page of cards takes some fifty kilobytes."""
FURTHEST = 1_000
LONGEST_TEXT = 100

SearchHandler = Callable[[Turn, Chat], Awaitable[Results]]


class SearchRunner:
    """Runs searches through a handler; `in_trouble` gives what is told when one failed or took too long."""

    def __init__(
        self,
        handler: SearchHandler,
        *,
        in_trouble: Callable[[Chat], Results],
        memory: ChatMemory,
        metrics: WireMetrics,
        limit_seconds: float = LIMIT_SECONDS,
        spans: Spans = UNTRACED,
    ) -> None:
        self._handler = handler
        self._in_trouble = in_trouble
        self._memory = memory
        self._metrics = metrics
        self._limit_seconds = limit_seconds
        self._spans = spans

    async def run(self, turn: Turn) -> dict[str, Any]:
        """The answer's body, whatever happens."""
        with self._spans.open("turn", {"turn.kind": "search"}) as span:
            results, status = await self._timed(turn)
            span.note("turn.status", status)
            if status != "ok":
                span.fails(status)
        return results_response(results)

    async def _timed(self, turn: Turn) -> tuple[Results, str]:
        started = perf_counter()
        results, status = await self._found(turn)
        seconds = perf_counter() - started
        self._metrics.turn("search", status, seconds)
        facts = {"activity": turn.activity_id, "kind": "search", "status": status, "rows": len(results.rows)}
        log.info("turn", extra={**facts, "ms": round(seconds * 1000, 1)})
        return results, status

    async def _found(self, turn: Turn) -> tuple[Results, str]:
        chat = Chat()
        try:
            async with asyncio.timeout(self._limit_seconds):
                if turn.person:
                    _, chat = await self._memory.load(turn.person)
                return await self._handler(turn, chat), "ok"
        except TimeoutError:
            log.warning("a search took too long", extra={"activity": turn.activity_id})
            return self._in_trouble(chat), "late"
        except Exception as error:  # noqa: BLE001 - the last line of defence: the person gets an answer
            log.error("a search failed", extra={"activity": turn.activity_id, "error": type(error).__name__})
            return self._in_trouble(chat), "error"


def read_search(value: object) -> Search | None:
    """What an invoke's value searches for; None when it is no search."""
    if not isinstance(value, Mapping):
        return None
    options = value.get("queryOptions")
    asked: Mapping[str, Any] = options if isinstance(options, Mapping) else {}
    return Search(
        text=" ".join(_typed(value.get("parameters")).split())[:LONGEST_TEXT],
        skip=_number(asked.get("skip"), usual=0, least=0, most=FURTHEST),
        count=_number(asked.get("count"), usual=MOST_ROWS, least=1, most=MOST_ROWS),
    )


def results_response(results: Results) -> dict[str, Any]:
    """An invoke's answer to a search: rows with the cards that they become, or a line of text; never nothing."""
    if not results.rows:
        return {"composeExtension": {"type": "message", "text": preview(results.told)}}
    attachments = [_attachment(row) for row in results.rows]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}}


def _attachment(row: Result) -> dict[str, Any]:
    shown = {"title": preview(row.title), "text": preview(row.text)}
    return {
        "contentType": CARD_TYPE,
        "content": row.card,
        "preview": {"contentType": PREVIEW_TYPE, "content": shown},
    }


def _typed(parameters: object) -> str:
    """The one parameter that a search has, whatever a client calls it."""
    for one in parameters if isinstance(parameters, list) else ():
        if isinstance(one, Mapping) and one.get("name") != OPENED and isinstance(one.get("value"), str):
            return str(one["value"])
    return ""


def _number(asked: object, *, usual: int, least: int, most: int) -> int:
    if isinstance(asked, bool) or not isinstance(asked, int):
        return usual
    return min(max(asked, least), most)
