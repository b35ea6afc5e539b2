"""Owns how it looks what Teams shows of somebody: a line of its own, set apart where something follows from it (V1)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.pieces import subtle


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceView:
    """What Teams shows and how long ago that was, in a sentence; `means` is what follows for the call, if anything.

    `stands_out`: something to look at before the call is put through.
    """

    says: str
    means: str = ""
    stands_out: bool = False


def presence_lines(view: PresenceView | None) -> list[Element]:
    """Those lines; none where nothing is known."""
    if view is None:
        return []
    if not view.stands_out:
        return [subtle(" ".join(part for part in (view.says, view.means) if part))]
    says = TextBlock(text=view.says, weight="bolder")
    means = [TextBlock(text=view.means, spacing="none")] if view.means else []
    return [Container(style="warning", spacing="small", items=[says, *means])]
