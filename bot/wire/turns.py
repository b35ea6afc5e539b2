"""Owns the running of turns: each activity carried out once and answered, those of a conversation one at a time.

It knows turns and replies, not activities: the bot beside the SDK makes the one into the other. It must not know what
a turn is about, nor how their order is kept. Nothing that a person wrote is logged.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from time import perf_counter
from typing import Any

from bot.chat import Chat, Outcome
from bot.turn import Reply, Turn
from bot.wire.arrival import Arrival
from bot.wire.connector import SendFailed
from bot.wire.metrics import WireMetrics
from bot.wire.outgoing import card_response, error_response, message_response
from bot.wire.spans import UNTRACED, Spans
from bot.wire.speaking import PartlySpoken, Speaker, Stood, speak
from bot.wire.turn_order import COME_AGAIN, NOT_DELIVERED, BegunTurn, NeverBegun, Overtaken, StillUnderWay, TurnOrder

log = logging.getLogger(__name__)

TurnHandler = Callable[[Turn, Chat], Awaitable[Reply]]
ErrorReply = Callable[[Turn, Chat, Exception], Reply]
"""What a person is told when their turn could not be carried out, in their language."""

NoteCards = Callable[[Turn, Sequence[Stood]], None]
"""Told which cards of a reply now stand in the conversation, to be changed in place later."""

SLOW_SECONDS = 2.0
"""After this long the person is shown that an answer is on its way."""
TURN_LIMIT_SECONDS = 30.0
"""A turn that takes longer than this is stuck, and would hold up its conversation."""
MOST_OVERTAKEN = 2
"""How many times a turn that others went ahead of is begun once more; every act is recognised by its activity."""
NO_REPLY = Reply()
FAILURES = frozenset({"error", "unsent"})
"""How a turn ends that did not do what it was for."""
ACTION_NAME = re.compile(r"[a-z0-9_.]{1,48}")


class TurnRunner:
    """Runs turns through a handler."""

    def __init__(
        self,
        handler: TurnHandler,
        *,
        on_error: ErrorReply,
        order: TurnOrder,
        metrics: WireMetrics,
        note_cards: NoteCards = lambda _turn, _stood: None,
        spans: Spans = UNTRACED,
    ) -> None:
        self._handler = handler
        self._note_cards = note_cards
        self._on_error = on_error
        self._order = order
        self._metrics = metrics
        self._spans = spans
        self._under_way: dict[tuple[str, str], asyncio.Future[Outcome | None]] = {}
        self._typing: set[asyncio.Task[None]] = set()

    async def run(self, arrival: Arrival) -> Outcome:
        """How the turn ended: carried out now, or earlier. A second coming waits for the first, if that goes on."""
        key = (arrival.turn.person, arrival.turn.activity_id)
        while (first := self._under_way.get(key)) is not None:
            outcome = await asyncio.shield(first)
            if outcome is not None:
                self._metrics.repeated()
                return outcome
        ended = self._under_way[key] = asyncio.get_running_loop().create_future()
        outcome = None
        try:
            async with self._order.alone(arrival.turn):
                outcome = await self._traced(arrival)
            return outcome
        finally:
            del self._under_way[key]
            # An outcome that was not delivered is no outcome: who waits tries again.
            ended.set_result(None if outcome in (NOT_DELIVERED, COME_AGAIN) else outcome)

    async def _traced(self, arrival: Arrival) -> Outcome:
        action = _action_name(arrival.turn)
        with self._spans.open(
            "turn", {"turn.kind": arrival.kind, **({} if action is None else {"turn.action": action})}
        ) as span:
            outcome, status = await self._timed(arrival)
            span.note("turn.status", status)
            if status in FAILURES:
                span.fails(status)
            return outcome

    async def _timed(self, arrival: Arrival) -> tuple[Outcome, str]:
        started = perf_counter()
        outcome, status = await self._once(arrival)
        seconds = perf_counter() - started
        self._metrics.turn(arrival.kind, status, seconds)
        log.info(
            "turn",
            extra={
                "activity": arrival.turn.activity_id,
                "conversation": _fingerprint(arrival.turn.conversation),
                "kind": arrival.kind,
                "action": _action_name(arrival.turn),
                "status": status,
                "ms": round(seconds * 1000, 1),
            },
        )
        return outcome, status

    async def _once(self, arrival: Arrival) -> tuple[Outcome, str]:
        overtaken = 0
        while True:
            begun, reply, failed = await self._begin(arrival, again=overtaken > 0)
            if isinstance(begun, Outcome):
                self._metrics.repeated()
                return (_with_body(arrival, begun), "repeated")
            try:
                if not failed:
                    reply, failed = await self._handle(arrival, begun.chat)
                if overtaken == MOST_OVERTAKEN or await begun.still_holds():
                    outcome, status = await self._deliver(arrival, reply, failed=failed)
                    await self._end(arrival, begun, outcome)
                    return outcome, status
            finally:
                begun.let_go()
            overtaken += 1

    async def _begin(self, arrival: Arrival, *, again: bool) -> tuple[BegunTurn | Outcome, Reply, bool]:
        """The turn as it begins, or how it ended before; and what is said where it can't begin."""
        turn = arrival.turn
        try:
            return await self._order.begin(arrival, again=again), NO_REPLY, False
        except StillUnderWay as late:
            return NeverBegun(), self._on_error(turn, late.chat, late), True
        except Exception as error:  # noqa: BLE001 - whatever the store raises, the person gets an answer
            _log_failure("the chat could not be loaded", arrival, error)
            return NeverBegun(), self._on_error(turn, Chat(), error), True

    async def _handle(self, arrival: Arrival, chat: Chat) -> tuple[Reply, bool]:
        slow = None
        try:
            async with asyncio.timeout(None) as limit:
                slow = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._grown_slow, arrival, limit)
                return await self._handler(arrival.turn, chat), False
        except Overtaken as late:
            log.warning("a turn was held up and overtaken", extra={"activity": arrival.turn.activity_id})
            return self._on_error(arrival.turn, chat, late), True
        except Exception as error:  # noqa: BLE001 - the last line of defence: the person gets an answer
            _log_failure("turn failed", arrival, error)
            return self._on_error(arrival.turn, chat, error), True
        finally:
            if slow is not None:
                slow.cancel()

    def _grown_slow(self, arrival: Arrival, limit: asyncio.Timeout) -> None:
        """Show that an answer is on its way, and start counting against the limit: quick turns need neither."""
        limit.reschedule(asyncio.get_running_loop().time() + TURN_LIMIT_SECONDS - SLOW_SECONDS)
        if arrival.is_invoke:
            return
        task = asyncio.create_task(_show_typing(arrival.speaker), name="typing")
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)

    async def _deliver(self, arrival: Arrival, reply: Reply, *, failed: bool) -> tuple[Outcome, str]:
        """Send the reply. Once anything of it has arrived the turn is over: half an answer twice helps no one."""
        status = "error" if failed else "ok"
        if arrival.is_invoke and not failed and _is_one_line(reply):
            # The client shows it at the button that was pressed; said in the chat as well, it would be said twice.
            return Outcome(200, message_response(reply)), status
        turn = arrival.turn
        try:
            stood = await speak(arrival.speaker, reply, card_activity=turn.card_activity, replace=not arrival.is_invoke)
        except PartlySpoken as partly:
            stood = partly.stood
            _log_failure("reply could not be sent", arrival, partly.cause)
            status = "unsent"
            if not partly.arrived and not arrival.is_invoke:
                return NOT_DELIVERED, status
        if stood:
            self._note_cards(turn, stood)
        if not arrival.is_invoke:
            return Outcome(200), status
        if reply.replace is not None:
            return Outcome(200, card_response(reply.replace)), status
        return Outcome(200, error_response(reply) if failed else message_response(reply)), status

    async def _end(self, arrival: Arrival, begun: BegunTurn, outcome: Outcome) -> None:
        try:
            await begun.end(outcome)
        except Exception as error:  # noqa: BLE001 - the answer has gone out: there is nothing to take back
            _log_failure("the chat could not be saved", arrival, error)


def _is_one_line(reply: Reply) -> bool:
    return reply.replace is None and len(reply.messages) == 1 and reply.messages[0].card is None


async def _show_typing(speaker: Speaker) -> None:
    try:
        await speaker.show_typing()
    except SendFailed as failure:
        log.info("typing could not be shown", extra={"status": failure.status})


def _with_body(arrival: Arrival, known: Outcome) -> Outcome:
    """The outcome with something in it: an invoke's body may have been let go of to make room."""
    if known.body is None and arrival.is_invoke:
        return Outcome(known.status, message_response(Reply()))
    return known


def _log_failure(what: str, arrival: Arrival, error: Exception) -> None:
    facts: dict[str, Any] = {"activity": arrival.turn.activity_id, "error": type(error).__name__}
    if isinstance(error, SendFailed):
        log.error(what, extra={**facts, "answer": error.status, "code": error.code})
    else:
        log.error(what, extra=facts, exc_info=error)


def _action_name(turn: Turn) -> str | None:
    """The action's name, if it looks like one of ours: a button's data can hold anything."""
    if turn.action is None:
        return None
    return turn.action.name if ACTION_NAME.fullmatch(turn.action.name) else "unknown"


@lru_cache(maxsize=4_096)
def _fingerprint(conversation: str) -> str:
    return hashlib.blake2s(conversation.encode(), digest_size=6).hexdigest()
