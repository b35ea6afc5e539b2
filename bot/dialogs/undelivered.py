"""Owns the administrator's question: what could not be delivered? The service decides who may ask."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.undelivered import LetterView, UndeliveredView, undelivered_card
from bot.dialogs.exchange import Exchange
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.outgoing import DeadLetter
from services.dead_letters import DeadLetters
from services.ports import Delivery

SUBJECTS = ("diversion", "callback", "phone_order", "lost_phone", "greeting", "details", "coverage")
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredDialog:
    """Shows what was given up."""

    dead_letters: DeadLetters

    async def list(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for the list. Raises NotAllowed for anyone but an administrator."""
        letters = await self.dead_letters.seen_by(exchange.person.id)
        view = UndeliveredView(letters=tuple(_shown(exchange, letter) for letter in letters))
        summary = exchange.words("undelivered.title", n=len(letters)) if letters else exchange.words("undelivered.none")
        return exchange.show(undelivered_card(view, exchange.words, exchange.now), summary)


def _shown(exchange: Exchange, letter: DeadLetter) -> LetterView:
    known = exchange.municipality.people.get(letter.to)
    unreachable = letter.outcome == Delivery.UNREACHABLE.value
    return LetterView(
        to=known.name if known is not None else exchange.words("undelivered.someone_who_left"),
        subject=letter.source if letter.source in SUBJECTS else OTHER,
        why="unreachable" if unreachable else "left" if known is None else "failed",
        given_up_at=letter.given_up_at,
    )
