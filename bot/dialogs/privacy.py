"""Owns the dialog of privacy: "vad vet du om mig" and "glöm mig", each for whoever asks and nobody else.

It must not know what is held; the service asks every subject.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.privacy import HeldView, forget_card, forgotten_card, held_card, part_card
from bot.dialogs.exchange import Draft, Exchange
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from services.ports import ERASURE_KEPT
from services.privacy import PrivacyService
from services.privacy_subjects import Outline

NAME = "privacy"
LARGEST_PART = 15_000
"""Bytes of data on a card, which is to stay under 25 KB with all that is around it."""
MOST_PARTS = 5
"""More would come faster than Teams takes messages in one chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyDialog:
    """Tells people what is known about them, and forgets them."""

    service: PrivacyService

    async def export(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks what is known."""
        return await self.show(exchange)

    async def show(self, exchange: Exchange) -> Reply:
        """What is known about whoever asks: how much of what, and then all of it."""
        me, words = exchange.person.id, exchange.words
        outline = await self.service.outline(me)
        held = await self.service.held_about(me, now=exchange.now)
        parts = parts_of(json.dumps(held, ensure_ascii=False, indent=1))
        fits = len(parts) <= MOST_PARTS
        first = exchange.show_below(held_card(_views(outline), words, fits=fits), words("privacy.title"))
        if not fits:
            return first
        cards = [part_card(part, number, len(parts), words) for number, part in enumerate(parts, start=1)]
        return Reply(
            messages=(*first.messages, *(Message(card=card, summary=words("privacy.title")) for card in cards))
        )

    async def erase(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks to be forgotten."""
        return await self.ask(exchange)

    async def ask(self, exchange: Exchange) -> Reply:
        """What goes and what stays, before anything is done."""
        outline = await self.service.outline(exchange.person.id)
        exchange.keep_draft(NAME, {}, holds_work=False)
        card = forget_card(_views(outline), exchange.words, on_record=ERASURE_KEPT.days)
        return exchange.show_below(card, exchange.words("privacy.forget.title"))

    async def answer(self, exchange: Exchange, _draft: Draft, _understood: Understanding) -> Reply | None:
        """A yes or no, typed where it was asked."""
        if exchange.hears("chat.yes"):
            return await self.forget(exchange)
        if exchange.hears("chat.no"):
            exchange.drop_draft()
            return exchange.say("chat.cancelled")
        return None

    async def forget(self, exchange: Exchange) -> Reply:
        """*Glöm mig*: all that can go, also what this very turn would save of the chat."""
        stays = await self.service.forget(exchange.person.id, now=exchange.now)
        exchange.chat.forget()
        card = forgotten_card(_views(stays), exchange.words, on_record=ERASURE_KEPT.days)
        return exchange.show(card, exchange.words("privacy.done.title"))


def parts_of(text: str) -> tuple[str, ...]:
    """The text in parts that each fit on a card, parted between lines; joined by line breaks they are the whole."""
    parts: list[str] = []
    lines: list[str] = []
    size = 0
    for line in (piece for whole in text.split("\n") for piece in _short(whole)):
        length = len(line.encode()) + 1
        if lines and size + length > LARGEST_PART:
            parts.append("\n".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += length
    return (*parts, "\n".join(lines))


def _short(line: str) -> Sequence[str]:
    """The line, or, where it alone would not fit, pieces of it."""
    most = LARGEST_PART // 4
    return [line[first : first + most] for first in range(0, len(line), most)] or [line]


def _views(outline: Sequence[Outline]) -> tuple[HeldView, ...]:
    return tuple(HeldView(subject=one.subject, count=one.goes + one.stays, stays=one.stays) for one in outline)
