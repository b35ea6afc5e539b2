"""Owns the card that asks which of several people is meant. Each row is tapped, or answered with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, subtle, title
from bot.texts.catalogue import Words

MOST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person to choose; `described` tells them apart: "Bygglovshandläggare, Bygg, 4536"."""

    person: str
    name: str
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickListView:
    """At most MOST_ROWS people, best first, how many `more` there were, and what each row's action carries beside
    `person`.
    """

    rows: tuple[PersonRow, ...]
    values: Mapping[str, Any]
    more: int = 0


def pick_list_card(view: PickListView, words: Words) -> dict[str, Json]:
    """The people to choose among, or the one who may be meant.

    Raises ValueError for more rows than can be answered with a digit at a glance.
    """
    if len(view.rows) > MOST_ROWS:
        raise ValueError(f"a pick list has at most {MOST_ROWS} rows")
    rows = [_row(number, row, view.values, words) for number, row in enumerate(view.rows, start=1)]
    more = [subtle(words("people.pick.more", n=view.more))] if view.more else []
    lone = view.rows[0].name if len(view.rows) == 1 and not view.more else ""
    asked = words("people.pick.perhaps", name=lone) if lone else words("people.pick.title")
    hint = words("people.pick.perhaps_hint") if lone else words("people.pick.hint")
    return finished([title(asked), subtle(hint), *rows, *more], words)


def _row(number: int, row: PersonRow, values: Mapping[str, Any], words: Words) -> Container:
    described = [TextBlock(text=row.described, is_subtle=True, spacing="none")] if row.described else []
    return Container(
        separator=True,
        spacing="medium",
        items=[
            TextBlock(text=words("people.pick.row", number=number, name=row.name), weight="bolder"),
            *described,
        ],
        select_action=button(ActionName.PEOPLE_PICK, row.name, values={**values, "person": row.person}),
    )
