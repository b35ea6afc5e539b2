"""Owns how a notification is said when it is sent: a code and ids become words in its reader's language:
what happened, who did it, what to do. It must not decide who is told, nor know how anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.cards.notice import NoticeKind, NoticeView, notice_card
from bot.texts.catalogue import Words, words_for
from bot.turn import Message
from policy.diversions import Notification
from policy.organisation import Municipality, PersonId
from policy.periods import Period
from services.ports import Clock, Directory

KINDS = {
    "diversion.set_by_other": NoticeKind.SET,
    "diversion.ended_by_other": NoticeKind.ENDED,
    "diversion.undone_by_other": NoticeKind.UNDONE,
}


def notification_renderer(directory: Directory, clock: Clock) -> Callable[[Notification, str], Message]:
    """What the messenger calls with a notification and the reader's language."""

    def render(notification: Notification, language: str) -> Message:
        municipality = directory.municipality
        return _message(notification, words_for(language), municipality, municipality.calendar.local(clock.now()))

    return render


def _message(notification: Notification, words: Words, municipality: Municipality, now: datetime) -> Message:
    kind = KINDS[notification.code]
    actor = municipality.people.get(PersonId(notification.params.get("actor", "")))
    by = actor.name if actor is not None else words("people.someone")
    view = NoticeView(
        kind=kind,
        by=by,
        person=str(notification.to),
        diversion=notification.id if kind is NoticeKind.SET else "",
        period=_period(notification),
    )
    summary = words(f"diversion.notice.{kind.value}", by=by)
    return Message(card=notice_card(view, words, now), summary=summary)


def _period(notification: Notification) -> Period | None:
    start, end = notification.params.get("start_at"), notification.params.get("end_at")
    if start is None:
        return None
    return Period(datetime.fromisoformat(start), datetime.fromisoformat(end) if end is not None else None)
