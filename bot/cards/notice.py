"""Owns the card that tells someone that somebody else has changed their diversions: what, who, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.diversion_receipt import show_status
from bot.cards.elements import Element
from bot.cards.part import Json
from bot.cards.pieces import finished, reason_and_period, subtle, title, told
from bot.texts.catalogue import Words
from bot.texts.dates import period
from policy.periods import Period
from policy.reasons import Reason


class NoticeKind(StrEnum):
    """What the other person did."""

    SET = "set"
    ENDED = "ended"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """What `by` did to the reader's diversions; the diversion itself where there is one to show.

    `reason` None: the notice was sent without it, and says when alone.
    """

    kind: NoticeKind
    by: str
    person: str
    diversion: str = ""
    reason: Reason | None = None
    period: Period | None = None
    told: str = ""


def notice_card(view: NoticeView, words: Words, now: datetime) -> dict[str, Json]:
    """What happened, what others are told now, and how to change it if it is wrong."""
    body: list[Element] = [title(words(f"diversion.notice.{view.kind.value}", by=view.by))]
    if view.period is not None:
        body.append(subtle(_when(view.period, view.reason, now, words)))
    if view.told:
        body.append(told(words("diversion.part.told_now"), view.told, words))
    body.append(subtle(words("diversion.notice.why", by=view.by)))
    return finished(body, words, _buttons(view, words, now))


def _when(span: Period, reason: Reason | None, now: datetime, words: Words) -> str:
    return period(span, now, words) if reason is None else reason_and_period(reason, span, now, words)


def _buttons(view: NoticeView, words: Words, now: datetime) -> list[Action]:
    if view.kind is not NoticeKind.SET or not view.diversion:
        return show_status("", words)
    values = {"person": view.person, "diversion": view.diversion}
    running = view.period is not None and view.period.contains(now)
    end = words("diversion.button.back_now" if running else "diversion.button.remove")
    return [
        button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=values),
        button(ActionName.DIVERSION_END, end, values=values),
    ]
