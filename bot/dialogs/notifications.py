"""Owns how a notification is said when it is sent: a code, ids and the case they are about become words in its
reader's language. Each subject has a renderer, found by the first part of the code; this one has the diversions'.

It must not decide who is told, nor know how anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.notice import NoticeKind, NoticeView, notice_card
from bot.cards.perhaps_again import perhaps_again
from bot.cards.still_away import StillAwayView, still_away_card
from bot.texts.catalogue import Words, words_for
from bot.turn import Message
from policy.organisation import Municipality, PersonId
from policy.outgoing import Notification
from policy.periods import Period
from services.open_ended import STILL_AWAY
from services.ports import Clock, Directory

KINDS = {
    "diversion.set_by_other": NoticeKind.SET,
    "diversion.ended_by_other": NoticeKind.ENDED,
    "diversion.undone_by_other": NoticeKind.UNDONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A notification that is about to be said: to whom, in which language, about what, and when.

    `about` is the case as it is now; each subject's renderer knows its own. `now` is in the municipality's zone.
    """

    notification: Notification
    about: object
    words: Words
    municipality: Municipality
    now: datetime

    def name_of(self, person: str) -> str:
        """The name of someone that the notification mentions; "someone" for who has left the directory."""
        known = self.municipality.people.get(PersonId(person))
        return known.name if known is not None else self.words("people.someone")


Renderer = Callable[[Telling], Message]


def notification_renderer(
    directory: Directory, clock: Clock, renderers: Mapping[str, Renderer]
) -> Callable[[Notification, object, str], Message]:
    """What the messenger calls with a notification, its case and the reader's language.

    `renderers` are the subjects', by the first part of their codes; a code of no subject raises KeyError.
    """

    def render(notification: Notification, about: object, language: str) -> Message:
        municipality, words = directory.municipality, words_for(language)
        subject = notification.code.partition(".")[0]
        telling = Telling(
            notification=notification,
            about=about,
            words=words,
            municipality=municipality,
            now=municipality.calendar.local(clock.now()),
        )
        message = renderers[subject](telling)
        return message if notification.begun_at is None else _said_perhaps_again(message, words)

    return render


def diversion_notice(telling: Telling) -> Message:
    """That someone else has changed the reader's diversions: what, who, what to do about it."""
    notification, words = telling.notification, telling.words
    if notification.code == STILL_AWAY:
        return _still_away(telling)
    kind = KINDS[notification.code]
    by = telling.name_of(notification.params.get("actor", ""))
    view = NoticeView(
        kind=kind,
        by=by,
        person=str(notification.to),
        diversion=notification.id if kind is NoticeKind.SET else "",
        period=_period(notification),
    )
    summary = words(f"diversion.notice.{kind.value}", by=by)
    return Message(card=notice_card(view, words, telling.now), summary=summary)


def _still_away(telling: Telling) -> Message:
    notification = telling.notification
    began = datetime.fromisoformat(notification.params["start_at"])
    view = StillAwayView(
        person=str(notification.to), diversion=notification.params["diversion"], period=Period(began, None)
    )
    card = still_away_card(view, telling.words, telling.now)
    return Message(card=card, summary=telling.words("diversion.still.title"))


def _said_perhaps_again(message: Message, words: Words) -> Message:
    """The message, saying of itself that its reader may have got it before."""
    said = words("notices.perhaps_again")
    if message.card is None:
        return replace(message, text=f"{said} {message.text}")
    return replace(message, card=perhaps_again(message.card, words))


def _period(notification: Notification) -> Period | None:
    start, end = notification.params.get("start_at"), notification.params.get("end_at")
    if start is None:
        return None
    return Period(datetime.fromisoformat(start), datetime.fromisoformat(end) if end is not None else None)
