"""Owns the card that asks which of several units or answer groups is meant. A row is tapped, or its number typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, subtle, title
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotRow:
    """One to choose; `described` tells it apart: "Svarsgrupp på Bygg"."""

    spot: str
    name: str
    described: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotListView:
    """The rows, best first, and what a tap asks for with the row's `spot` beside `values`.

    `unknown` is what was typed where nothing is called that: the rows are then the nearest.
    """

    rows: tuple[SpotRow, ...]
    action: ActionName
    values: Mapping[str, str]
    unknown: str = ""


def spot_list_card(view: SpotListView, words: Words) -> dict[str, Json]:
    """The units and groups to choose among."""
    if view.unknown:
        above = [title(words("units.unknown", name=view.unknown)), subtle(words("units.nearest"))]
    else:
        above = [title(words("units.which")), subtle(words("units.which_hint"))]
    return finished([*above, *(_row(number, row, view, words) for number, row in enumerate(view.rows, 1))], words)


def _row(number: int, row: SpotRow, view: SpotListView, words: Words) -> Container:
    return Container(
        separator=True,
        spacing="medium",
        items=[
            TextBlock(text=words("people.pick.row", number=number, name=row.name), weight="bolder"),
            TextBlock(text=row.described, is_subtle=True, spacing="none"),
        ],
        select_action=button(view.action, row.name, values={**view.values, "spot": row.spot}),
    )
