"""Owns the receipts of a diversion: it is set, it has ended, a change is undone, or can't be any more.

The view holds what is decided already; a card shows it and offers what can be done next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.coverage_opened import OpenedView, opened_and_asked
from bot.cards.effects import NOTHING_TO_SHOW, FollowView, followed
from bot.cards.elements import Element, TextBlock
from bot.cards.keypad import KeypadView, key_in
from bot.cards.part import Json
from bot.cards.pieces import (
    button_rows,
    diverted,
    facts,
    finished,
    heading,
    reason_and_period,
    reason_name,
    subtle,
    title,
    told,
    warning,
    whose,
)
from bot.texts.catalogue import Words
from bot.texts.dates import listing, moment, period
from policy.periods import Period
from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacedView:
    """A diversion that a new one met: as it was, and what is left of it. `reason` None: not for the reader."""

    reason: Reason | None
    before: Period
    left: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesView:
    """The reader's own promises to call back that fall due meanwhile: each in a line, and where they all are.

    `to` is the colleague who answers instead, who is offered to take them over.
    """

    lines: tuple[str, ...]
    more: int = 0
    places: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """A diversion that is set. `owner` is empty when it is the reader's own; `told` is what the switchboard says.

    `reason` None is not for the reader.
    `reading` says how something that could be read in two ways was read. `set_by` is named when it was someone else.
    """

    person: str
    diversion: str
    change: str
    owner: str = ""
    reason: Reason | None
    period: Period
    back_at: datetime | None
    told: str
    answers_instead: str = ""
    stand_in_is_away: bool = False
    open_line: bool = False
    note: str = ""
    displaced: tuple[DisplacedView, ...] = ()
    reading: str = ""
    set_by: str = ""
    promises: PromisesView | None = None
    opened: OpenedView | None = None
    """The gaps in phone hours that it opens (M2)."""
    wants_greeting: bool = False
    """Whether the absence is so long that a voicemail greeting of its own is offered (A4)."""
    keypad: KeypadView | None = None
    """What to key in on the desk phone, here and below."""
    follow: FollowView = NOTHING_TO_SHOW
    """What else it sets, here and below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedView:
    """A diversion that is taken away; `had_begun` is whether the person was away and is now back."""

    person: str
    change: str
    owner: str = ""
    had_begun: bool
    had_ended: bool = False
    """Whether it had ended by itself, and what it had left standing elsewhere goes now."""
    told: str
    greeting_is_left: bool = False
    """Whether the reader's voicemail greeting still tells of the absence."""
    keypad: KeypadView | None = None
    follow: FollowView = NOTHING_TO_SHOW


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneView:
    """A change that is undone; `told` is what the switchboard says now."""

    person: str
    owner: str = ""
    told: str
    keypad: KeypadView | None = None
    follow: FollowView = NOTHING_TO_SHOW


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateView:
    """An undo that can't be done; `why` says why, and what to do instead."""

    person: str
    owner: str = ""
    why: str


def receipt_card(view: ReceiptView, words: Words, now: datetime) -> dict[str, Json]:
    """The receipt of a diversion that is set, with *Ändra*, *Ångra* and, while it runs, *Jag är tillbaka*."""
    running = view.period.contains(now)
    line = reason_and_period(view.reason, view.period, now, words) if running else reason_name(view.reason, words)
    reading = [warning(view.reading)] if view.reading else []
    away = [warning(words("diversion.receipt.stand_in_away", name=view.answers_instead))]
    body = [
        title(diverted(view.owner, view.period, now, words)),
        subtle(line),
        *reading,
        told(words("diversion.part.told"), view.told, words),
        *key_in(view.keypad, words),
        *facts(_facts(view, words, now)),
        *(away if view.stand_in_is_away else []),
        *followed(view.follow, words),
        *displaced_lines(view.displaced, words("diversion.receipt.also_changed"), words, now),
        *opened_and_asked(view.opened, words),
        *_promised(view.promises, words),
        *(_greeting_offer(view, words) if view.wants_greeting else []),
    ]
    return finished(body, words, _receipt_buttons(view, words, running=running))


def ended_card(view: EndedView, words: Words) -> dict[str, Json]:
    """The receipt of a diversion that is taken away, which can be undone."""
    key = "diversion.ended.{}_title" if view.had_begun else "diversion.ended.{}_title_before"
    undo = _undo(view.person, view.change, words)
    left: list[Element] = []
    if view.greeting_is_left:
        greeting = button(ActionName.GREETING_SHOW, words("greeting.button.show"))
        left = [subtle(words("diversion.ended.greeting")), *button_rows([greeting])]
    told_now = told(words("diversion.part.told_now"), view.told, words)
    body = [
        title(words("diversion.ended.title_after") if view.had_ended else whose(key, view.owner, words)),
        told_now,
        *key_in(view.keypad, words),
        *followed(view.follow, words),
        *left,
    ]
    return finished(body, words, [undo, *show_status(view.owner, words)])


def undone_card(view: UndoneView, words: Words) -> dict[str, Json]:
    """The receipt of an undo."""
    key = "diversion.undone.{}_title"
    told_now = told(words("diversion.part.told_now"), view.told, words)
    body = [title(whose(key, view.owner, words)), told_now, *key_in(view.keypad, words), *followed(view.follow, words)]
    return finished(body, words, show_status(view.owner, words))


def too_late_card(view: TooLateView, words: Words) -> dict[str, Json]:
    """What stands in the place of an undo that can't be done."""
    body = [title(words("diversion.too_late.title")), TextBlock(text=view.why, spacing="small")]
    return finished(body, words, show_status(view.owner, words))


def displaced_lines(displaced: tuple[DisplacedView, ...], label: str, words: Words, now: datetime) -> list[Element]:
    """What becomes of each diversion that the new one met, under a heading; nothing if there is none."""
    lines = [TextBlock(text=_displaced(one, words, now), spacing="small") for one in displaced]
    return [heading(label), *lines] if lines else []


def show_status(owner: str, words: Words) -> list[Action]:
    """The way on to the reader's own list; none from someone else's receipt."""
    return [] if owner else [button(ActionName.STATUS_SHOW, words("diversion.button.show_status"))]


def _promised(promises: PromisesView | None, words: Words) -> list[Element]:
    if promises is None:
        return []
    label = heading(words("callback.absence.title", n=len(promises.lines) + promises.more))
    more = [subtle(words("callback.list.more", n=promises.more))] if promises.more else []
    lines = [TextBlock(text=line, spacing="small") for line in promises.lines]
    values = {"places": promises.places, "to": promises.to}
    hand_over = button(ActionName.CALLBACK_HAND_OVER, words("callback.button.hand_over"), values=values)
    return [label, *lines, *more, *button_rows([hand_over])]


def _displaced(one: DisplacedView, words: Words, now: datetime) -> str:
    reason, before = reason_name(one.reason, words), period(one.before, now, words)
    if not one.left:
        return words("diversion.displaced.replaced", reason=reason, before=before)
    left = listing(tuple(period(part, now, words) for part in one.left), words)
    return words("diversion.displaced.changed", reason=reason, before=before, left=left)


def _facts(view: ReceiptView, words: Words, now: datetime) -> list[tuple[str, str]]:
    return [
        (words("diversion.part.back"), moment(view.back_at, now, words) if view.back_at else ""),
        (words("diversion.part.stand_in"), view.answers_instead),
        (words("diversion.part.calls"), words("diversion.part.calls_let_through") if view.open_line else ""),
        (words("diversion.part.note"), view.note),
        (words("diversion.part.set_by"), view.set_by),
    ]


def _receipt_buttons(view: ReceiptView, words: Words, *, running: bool) -> list[Action]:
    values = {"person": view.person, "diversion": view.diversion}
    # A form shows the reason, so it is not offered to someone who may not know it.
    change = (
        [button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=values)] if view.reason else []
    )
    buttons = [*change, _undo(view.person, view.change, words)]
    if running:
        back = words("diversion.button.end_now" if view.owner else "diversion.button.back_now")
        buttons.append(button(ActionName.DIVERSION_END, back, values=values))
    return list(buttons)


def _greeting_offer(view: ReceiptView, words: Words) -> list[Element]:
    values = {"diversion": view.diversion}
    script = button(ActionName.GREETING_SCRIPT, words("diversion.button.greeting"), values=values)
    return [subtle(words("diversion.receipt.greeting")), *button_rows([script])]


def _undo(person: str, change: str, words: Words) -> Action:
    values = {"person": person, "change": change}
    return button(ActionName.DIVERSION_UNDO, words("diversion.button.undo"), values=values)
