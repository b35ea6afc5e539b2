"""Owns the dialog of mending the directory in chat: suggestions decided on their card, and editors' own lines (A1).

It must not decide who may, or what can be added; the service does.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace

from bot.dialogs.errors import by_field, error_text
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.mending_views import (
    LIST,
    gone_reply,
    list_reply,
    list_without_reply,
    reading_of,
    saved_reply,
    suggestion_reply,
)
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.errors import NotAllowed, PolicyError
from policy.mend_proposals import proposal_of
from policy.misdirected import MisdirectedMatter
from services.mending import Mending

CAME_BETWEEN = "misdirected.decided"
LONGEST_ROUND = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingDialog:
    """Carries out what editors decide and say."""

    service: Mending

    async def show(self, exchange: Exchange) -> Reply:
        """A row of the list: that suggestion's card, below."""
        case = await self.service.show(exchange.person.id, carried_by_button(exchange).get("case", ""))
        return suggestion_reply(exchange, case, below=True)

    async def accept(self, exchange: Exchange) -> Reply:
        """*Godkänn*, with what was chosen."""
        action = exchange.turn.action
        entered = {} if action is None else {name: str(text) for name, text in action.inputs.items()}
        case, round_ = _which(exchange)
        step = self.service.accept(
            exchange.person.id,
            case,
            round_,
            chosen=proposal_of(entered.get("mend", "")),
            other=entered.get("other", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return await self._decided(exchange, case, step, entered)

    async def later(self, exchange: Exchange) -> Reply:
        """*Inte nu*."""
        return await self._declined(exchange, for_good=False)

    async def never(self, exchange: Exchange) -> Reply:
        """*Aldrig*."""
        return await self._declined(exchange, for_good=True)

    async def reopen(self, exchange: Exchange) -> Reply:
        """*Ångra*, of a no."""
        case, round_ = _which(exchange)
        step = self.service.reopen(exchange.person.id, case, round_, turn=exchange.turn.activity_id, now=exchange.now)
        return await self._decided(exchange, case, step, {})

    async def take_back(self, exchange: Exchange) -> Reply:
        """*Ta tillbaka*, on a receipt, in the list or on a suggestion's card."""
        carried = carried_by_button(exchange)
        made = await self.service.take_back(
            exchange.person.id,
            carried.get("case", ""),
            carried.get("mend", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        standing = {one.activity for one in made.case.outgoing.standing}
        if exchange.turn.card_activity in standing:
            return suggestion_reply(exchange, made.case)
        if carried.get("from") == LIST:
            return list_without_reply(exchange, await self.service.list(exchange.person.id), made.mend)
        return gone_reply(exchange, made.mend)

    async def add(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line adds something: "sopor betyder avfall", "lägg till ärendet trädfällning på Gatukontoret"."""
        said = {name: str(text) for name, text in understood.slots.items()}
        by_place = "place" in said
        made = await self.service.add(
            exchange.person.id,
            said.get("matter" if by_place else "word", ""),
            means="" if by_place else said.get("matter", ""),
            place=said.get("place", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return saved_reply(exchange, made)

    async def remove(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line takes something back; where it may be several, they are listed."""
        me, word = exchange.person.id, str(understood.slots.get("word", ""))
        found = await self.service.of_word(me, word, str(understood.slots.get("place", "")))
        if len(found) != 1:
            return list_reply(exchange, found) if found else exchange.say("mends.none_of", word=word)
        made = await self.service.take_back(
            me, found[0].case.id, found[0].mend.id, turn=exchange.turn.activity_id, now=exchange.now
        )
        return gone_reply(exchange, made.mend)

    async def hear_list(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """ "Synonymer": what has been added, and what waits."""
        return await self.list(exchange)

    async def list(self, exchange: Exchange) -> Reply:
        """The same, by a button."""
        return list_reply(exchange, await self.service.list(exchange.person.id))

    async def _declined(self, exchange: Exchange, *, for_good: bool) -> Reply:
        case, round_ = _which(exchange)
        step = self.service.decline(
            exchange.person.id, case, round_, for_good=for_good, turn=exchange.turn.activity_id, now=exchange.now
        )
        return await self._decided(exchange, case, step, {})

    async def _decided(
        self, exchange: Exchange, case_id: str, step: Awaitable[MisdirectedMatter], entered: dict[str, str]
    ) -> Reply:
        """The card after the step; as it stands, with what came between or must be mended, when it couldn't be."""
        try:
            return suggestion_reply(exchange, await step)
        except NotAllowed:
            raise
        except PolicyError as fault:
            if fault.code != CAME_BETWEEN and fault.field is None:
                raise
            reading = replace(reading_of(exchange), entered=entered)
            if fault.code == CAME_BETWEEN:
                reading = replace(reading, between=error_text(fault, exchange))
            else:
                reading = replace(reading, faults=by_field((fault,), exchange))
        case = await self.service.show(exchange.person.id, case_id)
        return suggestion_reply(exchange, case, reading)


def _which(exchange: Exchange) -> tuple[str, int]:
    carried = carried_by_button(exchange)
    number = carried.get("round", "")
    return carried.get("case", ""), int(number[:LONGEST_ROUND]) if number.isdecimal() else 0
