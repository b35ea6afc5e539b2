"""Sends activities as Teams does: to any replica, again when no answer comes, and now and then twice for no reason."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from policy.organisation import PersonId
from tests.cards_seen import words_on
from tests.soak.connector import Connector
from tests.soak.ledger import Ledger, Sending, Turn
from tests.soak.processes import Replica, fell_away_over

TENANT = "00000000-0000-4000-8000-0000000076e1"
BOT = {"id": "28:vaxelvis", "name": "Växelvis"}
PATIENCE = aiohttp.ClientTimeout(total=15)
"""How long Teams waits for an answer before it sends the activity again."""
GIVES_UP = 150.0
"""Seconds after which an activity is not sent again: longer than it takes the only process there is to come back."""
LONGEST_PAUSE = 5.0


class Teams:
    """The channel. `again` is how many of a hundred turns come twice without need."""

    def __init__(
        self, replicas: Sequence[Replica], connector: Connector, ledger: Ledger, odds: random.Random, *, again: int = 8
    ) -> None:
        self.replicas = replicas
        self.connector = connector
        self.ledger = ledger
        self.odds = odds
        self._again = again
        self._http = aiohttp.ClientSession(timeout=PATIENCE)
        self._numbers = itertools.count(1)
        self._late: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Wait for what comes late, and let go of the connections."""
        await asyncio.gather(*self._late)
        await self._http.close()

    async def brings(
        self, person: PersonId, conversation: str, said: Mapping[str, Any], *, only: Replica | None = None
    ) -> Turn:
        """Have the activity carried out; gives what came of it. `only`: at that replica, if it answers."""
        turn = Turn(person, f"1700000{next(self._numbers):06}", conversation, is_press=said["type"] == "invoke")
        self.ledger.turns.append(turn)
        body = self._activity(turn, said)
        twin = only is None and self.odds.randrange(100) < self._again
        if twin and self.odds.random() < 0.6:
            self.ledger.counted("sent to two replicas at once")
            await asyncio.gather(self._until_answered(turn, body), self._until_answered(turn, body))
        else:
            await self._until_answered(turn, body, only)
            if twin:
                self.ledger.counted("sent again later")
                task = asyncio.create_task(self._later(turn, body))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
        turn.words = self._answer(turn)
        turn.is_cut = self.connector.was_refused(conversation, turn.began, time.time()) > 0
        return turn

    def _activity(self, turn: Turn, said: Mapping[str, Any]) -> bytes:
        return json.dumps(
            {
                **said,
                "id": turn.activity,
                "channelId": "msteams",
                "serviceUrl": self.connector.url,
                "from": {"id": f"29:{turn.person}", "aadObjectId": turn.person},
                "recipient": BOT,
                "conversation": {"id": turn.conversation, "conversationType": "personal", "tenantId": TENANT},
            }
        ).encode()

    async def _until_answered(self, turn: Turn, body: bytes, only: Replica | None = None) -> None:
        pause, until = 0.5, time.time() + GIVES_UP
        while time.time() < until:
            replica = only or self.odds.choice(self.replicas)
            if await self._sends(turn, body, replica):
                return
            self.ledger.counted("sent again unanswered")
            await asyncio.sleep(self.odds.uniform(0.4, 1.0) * pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _later(self, turn: Turn, body: bytes) -> None:
        await asyncio.sleep(self.odds.uniform(0.5, 6.0))
        if fell_away_over(turn, self.replicas):
            # Nobody can tell then whether it was answered: it would be carried out again (docs/replicas.md).
            self.ledger.counted("not sent again: whoever answered has died over it")
        else:
            await self._sends(turn, body, self.odds.choice(self.replicas))

    async def _sends(self, turn: Turn, body: bytes, replica: Replica) -> bool:
        sending = Sending(replica.number, time.time())
        turn.sendings.append(sending)
        try:
            async with self._http.post(
                f"{replica.address}/api/messages", data=body, headers={"Content-Type": "application/json"}
            ) as answer:
                text = await answer.read()
                sending.status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            sending.status = None
        sending.ended = time.time()
        answered = sending.status == HTTPStatus.OK
        if answered and turn.answered_at is None:
            turn.answered_at = sending.ended
            turn.body = json.loads(text) if text else None
            self.ledger.lasted("a turn", sending.ended - sending.began)
        return answered

    def _answer(self, turn: Turn) -> str:
        """What the person read: in the chat, or where they pressed."""
        said = "\n".join(reply.words for reply in self.connector.replies_to(turn.activity))
        return said or _pressed(turn.body)


def _pressed(body: Any) -> str:
    if not isinstance(body, dict):
        return ""
    value = body.get("value")
    return words_on(value) if isinstance(value, dict) else str(value or "")
