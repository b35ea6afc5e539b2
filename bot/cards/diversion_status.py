"""Owns the list of a person's diversions: the one that runs and those to come, each to be changed or ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, RichTextBlock, TextBlock, TextRun
from bot.cards.part import Json
from bot.cards.pieces import (
    beside,
    diverted,
    facts,
    finished,
    heading,
    reason_and_period,
    reason_name,
    subtle,
    title,
    told,
    whose,
)
from bot.texts.catalogue import Words
from bot.texts.dates import moment, period
from policy.periods import Period
from policy.reasons import Reason

MOST_UPCOMING = 5
EM_SPACE = "\u2003"
"""Holds two links apart; ordinary spaces in a row are shown as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedView:
    """One diversion in the list. `back_at` None: until further notice."""

    diversion: str
    reason: Reason
    period: Period
    back_at: datetime | None = None
    answers_instead: str = ""
    open_line: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """A person's diversions, soonest first; `owner` is empty when they are the reader's own."""

    person: str
    owner: str = ""
    running: ListedView | None = None
    upcoming: tuple[ListedView, ...] = ()
    told: str


def status_card(view: StatusView, words: Words, now: datetime) -> dict[str, Json]:
    """How things stand now, and what is to come."""
    return finished(status_body(view, words, now), words, status_buttons(view, words))


def status_body(view: StatusView, words: Words, now: datetime) -> list[Element]:
    """What stands on the card."""
    running = [subtle(reason_and_period(view.running.reason, view.running.period, now, words))] if view.running else []
    return [
        title(_how_things_stand(view, words, now)),
        *running,
        told(words("diversion.part.told_now"), view.told, words),
        *(facts(_facts(view.running, words, now)) if view.running else []),
        *_upcoming(view, words, now),
    ]


def _how_things_stand(view: StatusView, words: Words, now: datetime) -> str:
    if view.running is None:
        return whose("diversion.status.{}_none", view.owner, words)
    return diverted(view.owner, view.running.period, now, words)


def _facts(listed: ListedView, words: Words, now: datetime) -> list[tuple[str, str]]:
    return [
        (words("diversion.part.back"), moment(listed.back_at, now, words) if listed.back_at else ""),
        (words("diversion.part.stand_in"), listed.answers_instead),
        (words("diversion.part.calls"), words("diversion.part.calls_let_through") if listed.open_line else ""),
        (words("diversion.part.note"), listed.note),
    ]


def _upcoming(view: StatusView, words: Words, now: datetime) -> list[Element]:
    if not view.upcoming:
        return [subtle(words("diversion.status.nothing_upcoming"))]
    rows = [_row(view.person, listed, words, now) for listed in view.upcoming[:MOST_UPCOMING]]
    more = len(view.upcoming) - len(rows)
    rest = [subtle(words("diversion.status.more", n=more))] if more else []
    return [heading(words("diversion.status.upcoming")), *rows, *rest]


def _row(person: str, listed: ListedView, words: Words, now: datetime) -> Element:
    values = {"person": person, "diversion": listed.diversion}
    change = button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=values)
    remove = button(ActionName.DIVERSION_END, words("diversion.button.remove"), values=values)
    links = RichTextBlock(
        inlines=[
            TextRun(text=words("diversion.button.change"), select_action=change),
            TextRun(text=EM_SPACE),
            TextRun(text=words("diversion.button.remove"), select_action=remove),
        ]
    )
    lines = [
        TextBlock(text=reason_name(listed.reason, words)),
        TextBlock(text=period(listed.period, now, words), is_subtle=True, spacing="none"),
        *_stand_in(listed, words),
    ]
    return Container(items=[beside(lines, [links])], separator=True, spacing="small")


def _stand_in(listed: ListedView, words: Words) -> list[Element]:
    if not listed.answers_instead:
        return []
    text = words("diversion.status.stand_in", name=listed.answers_instead)
    return [TextBlock(text=text, is_subtle=True, spacing="none")]


def status_buttons(view: StatusView, words: Words) -> list[Action]:
    """What can be done about it."""
    buttons: list[Action] = []
    if view.running:
        values = {"person": view.person, "diversion": view.running.diversion}
        back = words("diversion.button.end_now" if view.owner else "diversion.button.back_now")
        buttons = [
            button(ActionName.DIVERSION_END, back, values=values, style="positive"),
            button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=values),
        ]
    if not view.owner:
        buttons.append(button(ActionName.DIVERSION_NEW, words("diversion.button.new")))
    return buttons
