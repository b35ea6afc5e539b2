"""Owns the list of the gaps that are open in the groups one leads. Each row opens its alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.coverage_questions import place_values
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, opening_row, subtle, title
from bot.texts.catalogue import Words
from policy.ids import GroupId

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One day's gaps of a group: what, how it stands, and where it is kept."""

    what: str
    state: str
    group: GroupId
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GapListView:
    """The open gaps, the nearest first."""

    rows: tuple[GapRow, ...]
    leads: bool = True
    """Whether the reader leads any group at all."""


def gap_list_card(view: GapListView, words: Words) -> dict[str, Json]:
    """The list, or that there is nothing in it."""
    if not view.rows:
        if view.leads:
            return finished([title(words("coverage.list.none"))], words)
        return finished(
            [title(words("coverage.list.leads_none")), subtle(words("coverage.list.leads_none_hint"))], words
        )
    shown = view.rows[:MOST_SHOWN]
    more = len(view.rows) - len(shown)
    rest = [subtle(words("coverage.list.more", n=more))] if more else []
    return finished([title(words("coverage.list.title")), *[_row(row) for row in shown], *rest], words)


def _row(row: GapRow) -> Container:
    lines = [
        TextBlock(text=row.what, weight="bolder"),
        TextBlock(text=row.state, is_subtle=True, spacing="none"),
    ]
    return opening_row(lines, button(ActionName.COVERAGE_OPEN, row.what, values=place_values(row.group, row.on)))
