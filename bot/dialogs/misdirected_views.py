"""Owns how a misdirected call is shown once it is noted: where its caller is connected, then what was noted (S3)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.misdirected import CallView, call_card
from bot.dialogs.connecting_lines import fallback_lines, line_to_go_by, opening_line
from bot.dialogs.exchange import Exchange
from bot.turn import Reply
from services.misdirected import CallNoted, Onward
from services.misdirected_places import place_name

RECEIPT = "misdirected_receipt"


def noted_reply(exchange: Exchange, noted: CallNoted) -> Reply:
    """The receipt, which *ångra* takes back."""
    municipality, place = exchange.municipality, {"case": noted.case.id, "call": noted.call.id}
    onward = tuple(_onward(exchange, noted.onward))
    view = CallView(
        matter=noted.matter,
        landed=place_name(municipality, noted.call.landed),
        right=place_name(municipality, noted.call.right),
        onward=onward,
        near=tuple(line_to_go_by(exchange, one) for one in noted.onward.nearest),
        place=place,
    )
    exchange.keep_draft(RECEIPT, place, holds_work=False)
    return exchange.show(call_card(view, exchange.words), onward[0])


def _onward(exchange: Exchange, onward: Onward) -> Iterator[str]:
    opening = opening_line(exchange, onward.answers)
    if opening:
        yield opening
    for told in onward.answers:
        yield line_to_go_by(exchange, told)
    if not onward.answers:
        yield exchange.words("misdirected.receipt.nobody")
        yield from fallback_lines(exchange, onward.fallback)
