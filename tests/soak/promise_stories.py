"""Those who promise to call back within the run, and those who leave messages: what falls due while replicas die."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.soak.going import Going
from tests.soak.ledger import Promise
from tests.soak.people import Someone

ZONE = ZoneInfo("Europe/Stockholm")
BEGINNINGS = ("B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V")
VOWELS = ("a", "e", "i", "o", "u", "y")
ENDINGS = ("lving", "rstam", "ndqvist", "lmgren", "rgfors", "nsell")
PHONE = "070-174 06 99"


def surnames() -> Iterator[str]:
    """Names that nobody else has: each caller is known by one."""
    for ending, vowel, beginning, second in itertools.product(ENDINGS, VOWELS, BEGINNINGS, VOWELS):
        yield f"{beginning}{vowel}b{second}{ending}"


class Promiser:
    """Promises to call, so that it falls due soon; some of it they do in time."""

    def __init__(self, someone: Someone, names: Iterator[str], going: Going) -> None:
        self._me = someone
        self._names = names
        self._going = going
        self._ledger = going.ledger

    async def step(self) -> None:
        """One promise, and perhaps it is kept before it is reminded of."""
        caller = f"Kalle {next(self._names)}"
        due = (self._going.clock.now() + timedelta(minutes=self._going.odds.choice((1, 1, 2)), seconds=30)).astimezone(
            ZONE
        )
        turn = await self._me.says(f"ring upp {caller} {PHONE} om bygglov {due:%H.%M}")
        if turn.is_in_doubt:
            return
        if f"Ring {caller}" not in turn.words or f"{due:%H:%M}" not in turn.words:
            self._ledger.fault(f"{self._me.name}: a promise was answered: {turn.words[:120]!r}")
            return
        promise = Promise(self._me.id, caller, turn, due.replace(second=0, microsecond=0))
        self._ledger.promises.append(promise)
        if self._going.odds.random() < 0.3:
            await self._keeps(promise)

    async def _keeps(self, promise: Promise) -> None:
        await self._going.breathes()
        promise.may_be_closed = True
        done = await self._me.presses("Klart", self._me.answer_to(promise.turn))
        if done.is_in_doubt:
            return
        if "Klart" in done.words:
            promise.closed = done
        else:
            self._ledger.fault(f"{self._me.name}: a promise done was answered: {done.words[:80]!r}")


class Operator:
    """Leaves messages to those who promise, and sees that they come."""

    def __init__(self, someone: Someone, receivers: list[Someone], names: Iterator[str], going: Going) -> None:
        self._me = someone
        self._receivers = receivers
        self._names = names
        self._going = going
        self._ledger = going.ledger

    async def step(self) -> None:
        """One message; its receiver gets a card, once."""
        to = self._going.odds.choice(self._receivers)
        caller = f"Olle {next(self._names)}"
        turn = await self._me.says(f"hälsa {to.name} att {caller} {PHONE} vill bli uppringd om avlopp")
        if turn.is_in_doubt:
            return
        if not any(told in turn.words for told in ("är lämnat", "har fått meddelandet")):
            self._ledger.fault(f"{self._me.name}: a message was answered: {turn.words[:120]!r}")
            return
        self._ledger.promises.append(Promise(to.id, caller, turn, None, left_by=self._me.id))
