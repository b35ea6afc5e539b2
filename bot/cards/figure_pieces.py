"""Owns what the cards of figures share: a row with a number that can be tapped, a month's name, how promises were kept.

It must not know whose figures they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.pieces import beside
from bot.texts.catalogue import Words
from bot.texts.lengths import delay
from policy.person_months import PromisesKept
from policy.unit_figures import percent_in_time

MOST_NAMED = 5
"""Names that are told under a number; the rest are counted, and a tap shows them all."""


def number_row(
    name: str, number: str, below: str = "", *, tap: ActionName | None = None, values: Mapping[str, Any] | None = None
) -> Container:
    """A name, what it is about in a quiet line, and its number; one that can be tapped says so with an arrow."""
    lines: list[Element] = [TextBlock(text=name, weight="bolder")]
    if below:
        lines.append(TextBlock(text=below, is_subtle=True, spacing="none"))
    shown = number if tap is None else f"{number}  ›"
    figure = TextBlock(text=shown, size="large", weight="bolder", horizontal_alignment="right")
    return Container(
        items=[beside(lines, [figure])],
        separator=True,
        spacing="medium",
        select_action=None if tap is None else button(tap, name, values=values),
    )


def named(names: Sequence[str], words: Words) -> str:
    """The names in a line, the first few of many."""
    shown = names[:MOST_NAMED]
    left = len(names) - len(shown)
    if left:
        return words("figures.names_and_more", names=", ".join(shown), n=left)
    return ", ".join(shown)


def month_name(month: str, words: Words) -> str:
    """ "2026-11" as "november 2026"."""
    first = date.fromisoformat(f"{month}-01")
    return words("figures.month", month=words.several("dates.months")[first.month - 1], year=first.year)


def kept_promises(kept: PromisesKept, words: Words) -> str:
    """Share and worst case in a line: "92 % i tid (11 av 12), det senaste 3 tim för sent"."""
    if not kept.done:
        return words("figures.promises.none")
    share = words("figures.promises.share", percent=percent_in_time(kept), in_time=kept.in_time, done=kept.done)
    if not kept.worst:
        return share
    return words("figures.promises.share_and_worst", share=share, late=delay(kept.worst, words))
