"""Owns a question whose answers are tapped: which group, what there is to tell. It must not know what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, opening_row, subtle, title
from bot.texts.catalogue import Words

MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRow:
    """One thing to choose: its name, what is said under it, and what a tap asks for."""

    name: str
    says: str
    action: ActionName
    values: Mapping[str, str] = field(default_factory=dict)


def pick_card(question: str, rows: Sequence[PickRow], words: Words) -> dict[str, Json]:
    """A question whose answers are tapped: which group, or what there is to tell."""
    shown = rows[:MOST_ROWS]
    more = [subtle(words("notice.list.more", n=len(rows) - len(shown)))] if len(rows) > len(shown) else []
    return finished([title(question), *map(_pick_row, shown), *more], words)


def _pick_row(row: PickRow) -> Container:
    says = [TextBlock(text=row.says, is_subtle=True, spacing="none")] if row.says else []
    return opening_row(
        [TextBlock(text=row.name, weight="bolder"), *says], button(row.action, row.name, values=dict(row.values))
    )
