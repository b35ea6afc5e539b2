"""Owns the list of messages that somebody has left: those that nobody has seen first, each with what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.callback import place_values, who
from bot.cards.callback_others import SentView
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, opening_row, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from bot.texts.numbers import phone_number
from policy.periods import as_utc
from policy.sent_messages import Progress, Stage, progress

MOST_ROWS = 8
"""Messages on one page."""
MOST_LETTERS = 80
"""Of what it is about; all of it stands on the message's own card."""
UNSEEN = "unseen"
"""Carried as `only` where nothing but what nobody has seen is shown."""
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentListView:
    """One page of the messages that the reader has left. `total` and `unseen` count all of them.

    `only_unseen`: whether the others are left out. `page` is counted from nought, `pages` is how many there are.
    """

    rows: tuple[SentView, ...]
    total: int
    unseen: int
    only_unseen: bool = False
    page: int = 0
    pages: int = 1


def sent_list_card(view: SentListView, words: Words, now: datetime) -> dict[str, Json]:
    """How far each message has come, and for how long it has waited; a tap shows it."""
    body: list[Element] = [title(_heading(view, words))]
    if view.total:
        seen = words("callback.sent.unseen", n=view.unseen) if view.unseen else words("callback.sent.all_seen")
        body.append(subtle(words("callback.sent.counted", unseen=seen, n=view.total)))
    body += [_row(row, words, now) for row in view.rows]
    if view.pages > 1:
        body.append(subtle(words("callback.sent.page", page=view.page + 1, pages=view.pages)))
    body += button_rows(_pages(view, words), _other_choice(view, words))
    return finished(body, words, [button(ActionName.MESSAGE_NEW, words("callback.button.new_message"))])


def _heading(view: SentListView, words: Words) -> str:
    if not view.total:
        return words("callback.sent.none")
    return words("callback.sent.list_unseen" if view.only_unseen else "callback.sent.list")


def _row(row: SentView, words: Words, now: datetime) -> Element:
    callback, stands = row.callback, progress(row.callback)
    lines: list[Element] = [
        TextBlock(text=_name(row, words), weight="bolder"),
        TextBlock(text=_stands(row, stands, words, now), spacing="none"),
    ]
    said = callback.matter or callback.message
    about = " · ".join(part for part in (said[:MOST_LETTERS], _handed_over(row, words)) if part)
    if about:
        lines.append(TextBlock(text=about, is_subtle=True, spacing="none"))
    late = callback.is_overdue(now) or stands.stage is Stage.UNREACHED
    return opening_row(
        lines,
        button(ActionName.MESSAGE_SHOW, _name(row, words), values=place_values(callback)),
        separator=not (late or stands.waits_to_be_seen),
        spacing="small" if late or stands.waits_to_be_seen else "medium",
        style="warning" if late else "emphasis" if stands.waits_to_be_seen else None,
    )


def _name(row: SentView, words: Words) -> str:
    if not row.callback.asks_for_a_call:
        return words("callback.sent.row_message", name=row.holder)
    return words("callback.sent.row", name=row.holder, who=who(row.callback, words))


def _stands(row: SentView, stands: Progress, words: Words, now: datetime) -> str:
    """What has become of it, in a line: "Inte sett än · väntat 2 tim", "Sett 10:40 · svar senast imorgon 17:00"."""
    callback = row.callback
    parts = [_what_became(row, stands, words, now)]
    if stands.waits_to_be_seen:
        parts += _waited(as_utc(now) - callback.made_at, words)
    due = moment(callback.next_due_at, now, words)
    if callback.is_overdue(now):
        parts.append(words("callback.sent.overdue", moment=due))
    elif callback.is_open and callback.asks_for_a_call and not stands.waits_to_be_seen:
        parts.append(words("callback.sent.answer_due", moment=due))
    return " · ".join(parts)


def _what_became(row: SentView, stands: Progress, words: Words, now: datetime) -> str:
    if stands.stage is Stage.UNREACHED and row.number:
        return words("callback.sent.unreached_call", number=phone_number(row.number))
    if stands.waits_to_be_seen:
        return words(f"callback.sent.waits.{stands.stage.value}")
    is_read = stands.stage is Stage.DONE and not row.callback.asks_for_a_call
    kind = "read" if is_read else stands.stage.value
    return words(f"callback.sent.stands.{kind}", moment=moment(stands.since, now, words))


def _waited(waited: timedelta, words: Words) -> list[str]:
    """For how long, as roughly as is worth knowing: minutes, hours, days; nothing of what was left just now."""
    if waited < _MINUTE:
        return []
    if waited < _HOUR:
        return [words("callback.sent.waited_minutes", n=waited // _MINUTE)]
    if waited < _DAY:
        return [words("callback.sent.waited_hours", n=waited // _HOUR)]
    return [words("callback.sent.waited_days", n=waited // _DAY)]


def _handed_over(row: SentView, words: Words) -> str:
    return words("callback.sent.handed_over", first=row.first, name=row.holder) if row.first else ""


def _other_choice(view: SentListView, words: Words) -> list[Action]:
    """All of them, or only what nobody has seen: whichever is not shown, where that makes a difference."""
    if view.only_unseen and view.total:
        return [_turn_to(words("callback.button.all_sent", n=view.total), page=0, only_unseen=False)]
    if view.unseen and view.unseen < view.total:
        return [_turn_to(words("callback.button.only_unseen", n=view.unseen), page=0, only_unseen=True)]
    return []


def _pages(view: SentListView, words: Words) -> list[Action]:
    newer, older = view.page - 1, view.page + 1
    only = view.only_unseen
    before = [_turn_to(words("callback.button.newer"), page=newer, only_unseen=only)] if newer >= 0 else []
    after = [_turn_to(words("callback.button.older"), page=older, only_unseen=only)] if older < view.pages else []
    return [*before, *after]


def _turn_to(text: str, *, page: int, only_unseen: bool) -> Action:
    values: Mapping[str, str] = {"page": str(page), "only": UNSEEN if only_unseen else ""}
    return button(ActionName.MESSAGE_LIST, text, values=values)
