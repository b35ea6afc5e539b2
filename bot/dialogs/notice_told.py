"""Owns how what is told of a notice to the switchboard is said when it is sent: the card as it is by then, or one line.

It must not decide who is told.
"""

from __future__ import annotations

from bot.cards.switchboard_notice import switchboard_notice_card
from bot.dialogs.notice_changes import title_of
from bot.dialogs.notice_views import NoticeReading, notice_view
from bot.dialogs.notifications import Telling
from bot.texts.dates import day
from bot.turn import Message
from policy.notice_telling import CARD_CODE
from policy.notices import Notice


def notice_told(telling: Telling) -> Message:
    """The notice's card for its reader, or the line that makes a sound beside it."""
    notice, words = telling.about, telling.words
    if not isinstance(notice, Notice):
        raise TypeError("a notification of a notice is about one")
    reader, municipality = telling.notification.to, telling.municipality
    if telling.notification.code == CARD_CODE:
        reading = NoticeReading(reader=reader, municipality=municipality, words=words, now=telling.now)
        view = notice_view(notice, reading)
        return Message(card=switchboard_notice_card(view, words), summary=view.title)
    what = telling.notification.code.removeprefix("notice.told_")
    title = title_of(notice.content, municipality, words, telling.now)
    on = day(notice.content.effective_on, telling.now, words)
    return Message(text=words(f"notice.told.{what}", title=title, day=on))
