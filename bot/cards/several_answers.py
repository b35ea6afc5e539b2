"""Owns the answer about several people at once: a sentence to read aloud, then a row each, whom to try first first.

What the reader may not know is not in the view: it is masked before it comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import ActionSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import beside, chevron, finished, opening_row, subtle
from bot.cards.presence import PresenceView
from bot.texts.catalogue import Words
from bot.texts.dates import moment

MOST_MESSAGES = 5
"""How many rows have a button for a message: with the card's own, as many buttons as Teams shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One of them: whom to connect to, how it stands, whether a message can be left (V1)."""

    person: str
    name: str
    """With the number to connect to."""
    says: str
    is_reachable: bool = False
    presence: PresenceView | None = None
    """What Teams shows just now, for whoever may be told that."""
    takes_messages: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    """The time that the question named."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Somebody whom a name may mean; `values` ask again with that one in its place."""

    name: str
    described: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearView:
    """A name among them that fits several people, or nobody: what is said of it, and whom it may mean."""

    asks: str
    choices: tuple[ChoiceView, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralView:
    """What is told of all. `sentence` is read aloud; `values` ask the same again."""

    sentence: str
    rows: tuple[RowView, ...] = ()
    unclear: tuple[UnclearView, ...] = ()
    left_out: int = 0
    mark: str = ""
    """Whose details may be old."""
    as_of: datetime
    values: Mapping[str, Any]


def several_card(view: SeveralView, words: Words, now: datetime) -> dict[str, Json]:
    """The sentence, a row each, and below them the names that nobody is known by."""
    body: list[Element] = [TextBlock(text=view.sentence, size="large", weight="bolder", style="heading")]
    messages = [row for row in view.rows if row.takes_messages][:MOST_MESSAGES]
    body += [_row(row, words, with_message=row in messages) for row in view.rows]
    for unclear in view.unclear:
        body.append(Container(items=[TextBlock(text=unclear.asks, weight="bolder")], separator=True, spacing="medium"))
        body += [_choice(one) for one in unclear.choices]
        if unclear.more:
            body.append(subtle(words("people.pick.more", n=unclear.more)))
    if view.left_out:
        body.append(subtle(words("availability.several.left_out", n=view.left_out)))
    quiet = [words("availability.answer.as_of", moment=moment(view.as_of, now, words)), view.mark]
    small = [TextBlock(text=line, size="small", is_subtle=True, spacing="small") for line in quiet if line]
    body.append(Container(spacing="medium", items=small))
    refresh = button(ActionName.AVAILABILITY_SEVERAL, words("availability.answer.refresh"), values=view.values)
    return finished(body, words, [refresh])


def _row(row: RowView, words: Words, *, with_message: bool) -> Container:
    says = TextBlock(
        text=f"✓ {row.says}" if row.is_reachable else row.says,
        is_subtle=None if row.is_reachable else True,
        spacing="none",
    )
    shown = row.presence
    lines = [TextBlock(text=row.name, weight="bolder"), says]
    if shown is not None:
        lines.append(TextBlock(text=shown.says, is_subtle=None if shown.stands_out else True, spacing="none"))
    end: Element = chevron()
    if with_message:
        title = words("availability.several.message")
        end = ActionSet(actions=[button(ActionName.MESSAGE_NEW, title, values={"person": row.person})])
    return Container(
        items=[beside(lines, [end])],
        separator=True,
        spacing="medium",
        select_action=button(ActionName.AVAILABILITY_SHOW, row.name, values={**row.values, "person": row.person}),
    )


def _choice(one: ChoiceView) -> Container:
    described = [TextBlock(text=one.described, is_subtle=True, spacing="none")] if one.described else []
    tap = button(ActionName.AVAILABILITY_SEVERAL, one.name, values=dict(one.values))
    return opening_row([TextBlock(text=one.name), *described], tap, separator=None)
