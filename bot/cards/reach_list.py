"""Owns the administrator's list of whom the bot can't reach: why, and what there is to do about it.

What waits for anybody is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import ActionSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import beside, button_rows, finished, subtle, title
from bot.texts.catalogue import Words

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachRow:
    """Somebody who can't be reached. `role` is what makes them one to be, `stands` why not; `button` may be empty."""

    person: str
    name: str
    role: str
    stands: str
    button: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Those who can't be reached, in all `out` of the `wanted`; `rows` are shown, from the `first` of them on.

    `installs`: another try may help; `has_all`: with several at once.
    """

    rows: tuple[ReachRow, ...]
    out: int
    wanted: int
    first: int = 0
    installs: bool
    has_all: bool = False
    refused: bool = False
    """Whether Teams says no to somebody."""


def reach_list_card(view: ReachView, words: Words) -> dict[str, Json]:
    """The list with a button where another try may help, and below it what people have to do themselves."""
    if not view.rows:
        return finished([title(words("reach.none")), subtle(words("reach.of_all", n=view.wanted))], words)
    until = view.first + len(view.rows)
    body: list[Element] = [
        title(words("reach.title", n=view.out)),
        subtle(words("reach.of_all", n=view.wanted)),
        *[_row(row) for row in view.rows],
        *([subtle(words("reach.part", first=view.first + 1, last=until))] if len(view.rows) < view.out else []),
        subtle(words("reach.todo.installs" if view.installs else "reach.todo.alone")),
        *([subtle(words("reach.todo.refused"))] if view.refused else []),
    ]
    everyone = [button(ActionName.REACH_ALL, words("reach.button.all"))] if view.has_all else []
    looking: list[Action] = [button(ActionName.REACH_SHOW, words("reach.button.refresh"))]
    if len(view.rows) < view.out:
        following = {"first": str(until if until < view.out else 0)}
        looking.insert(0, button(ActionName.REACH_SHOW, words("reach.button.others"), values=following))
    return finished([*body, *button_rows(everyone, looking)], words)


def _row(row: ReachRow) -> Container:
    lines: list[Element] = [
        TextBlock(text=row.name, weight="bolder"),
        TextBlock(text=row.role, is_subtle=True, size="small", spacing="none"),
        TextBlock(text=row.stands, size="small", spacing="small"),
    ]
    if not row.button:
        return Container(items=lines, separator=True, spacing="medium")
    again: list[Action] = [button(ActionName.REACH_AGAIN, row.button, values={"person": row.person})]
    return Container(items=[beside(lines, [ActionSet(actions=again)])], separator=True, spacing="medium")
