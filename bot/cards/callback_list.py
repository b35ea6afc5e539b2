"""Owns the lists of promises: one's own in due order with one tap to mark each, and which of several is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.callback import named, place_values
from bot.cards.containers import Container
from bot.cards.elements import Element, RichTextBlock, TextBlock, TextRun
from bot.cards.part import Json
from bot.cards.pieces import finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from bot.texts.numbers import phone_number
from policy.callbacks import Callback

MOST_ROWS = 8
MOST_TO_PICK = 6
EM_SPACE = "\u2003"
"""Holds two links apart; ordinary spaces in a row are shown as one."""
FROM_LIST = "list"
"""Carried by the list's links as `shown`, so that the list is shown again in its own place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One open promise, and who left it, where somebody did."""

    callback: Callback
    left_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackListView:
    """Open promises in due order. `note` says what was just done, or why the list is shown."""

    rows: tuple[ListRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickCallbackView:
    """Promises of which one is meant; `values` are what each row carries beside its place."""

    rows: tuple[ListRow, ...]
    values: Mapping[str, str]


def callback_list_card(view: CallbackListView, words: Words, now: datetime) -> dict[str, Json]:
    """Each promise with what is left to do, or that nothing is."""
    note = [subtle(view.note)] if view.note else []
    new = button(ActionName.CALLBACK_NEW, words("callback.button.new"))
    if not view.rows:
        return finished([title(words("callback.list.none")), *note], words, [new])
    rows = [_row(row, words, now) for row in view.rows[:MOST_ROWS]]
    more = len(view.rows) - len(rows)
    rest = [subtle(words("callback.list.more", n=more))] if more else []
    return finished([title(words("callback.list.title", n=len(view.rows))), *note, *rows, *rest], words, [new])


def pick_callback_card(view: PickCallbackView, words: Words, now: datetime) -> dict[str, Json]:
    """Which of them is meant, tapped or answered with its number; raises ValueError for more than a glance takes in."""
    if len(view.rows) > MOST_TO_PICK:
        raise ValueError(f"a pick list has at most {MOST_TO_PICK} rows")
    rows = [
        Container(
            separator=True,
            spacing="medium",
            items=[
                TextBlock(text=words("people.pick.row", number=number, name=_name(row, words)), weight="bolder"),
                TextBlock(text=_described(row, words, now), is_subtle=True, spacing="none"),
            ],
            select_action=button(
                ActionName.CALLBACK_PICK,
                _name(row, words),
                values=place_values(row.callback, **view.values),
            ),
        )
        for number, row in enumerate(view.rows, start=1)
    ]
    return finished([title(words("callback.list.which")), subtle(words("people.pick.hint")), *rows], words)


def _row(row: ListRow, words: Words, now: datetime) -> Element:
    callback = row.callback
    overdue = callback.is_overdue(now)
    values = place_values(callback, shown=FROM_LIST)
    marks = [
        (ActionName.CALLBACK_DONE, "callback.button.done" if callback.asks_for_a_call else "callback.button.read"),
        *(
            [
                (ActionName.CALLBACK_TRIED, "callback.button.tried"),
                (ActionName.CALLBACK_NOT_READY, "callback.button.not_ready"),
            ]
            if callback.asks_for_a_call
            else []
        ),
        (ActionName.CALLBACK_SHOW, "callback.button.show"),
    ]
    links: list[TextRun] = []
    for name, key in marks:
        links += [TextRun(text=EM_SPACE)] if links else []
        links.append(TextRun(text=words(key), select_action=button(name, words(key), values=values)))
    lines: list[Element] = [
        TextBlock(text=_heading(row, words, now, overdue=overdue), weight="bolder"),
        TextBlock(text=_described(row, words, now), is_subtle=True, spacing="none"),
        RichTextBlock(inlines=links, spacing="small"),
    ]
    return Container(items=lines, separator=True, spacing="medium", style="warning" if overdue else None)


def _heading(row: ListRow, words: Words, now: datetime, *, overdue: bool) -> str:
    callback = row.callback
    key = "callback.list.overdue" if overdue else "callback.list.urgent" if callback.urgent else "callback.list.row"
    return words(key, who=_name(row, words), moment=moment(callback.next_due_at, now, words))


def _name(row: ListRow, words: Words) -> str:
    return named(row.callback, row.left_by, words)


def _described(row: ListRow, words: Words, now: datetime) -> str:
    """What tells this promise from others: the number, the matter, who left it, when it is due."""
    callback = row.callback
    parts = [
        phone_number(callback.phone) if callback.caller else "",
        callback.matter or callback.message[:80],
        words("callback.list.from", name=row.left_by) if row.left_by and callback.asks_for_a_call else "",
    ]
    said = " · ".join(part for part in parts if part)
    return said or words("callback.list.made", moment=moment(callback.made_at, now, words))
