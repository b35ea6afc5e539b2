"""Owns how what is told of a group's gaps is said when it is sent: the card as it is by then, or one line.

A line says the group, the time and a colleague's name, never why anybody is away: it shows on locked screens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.cards.coverage_gaps import day_and_times, gap_sentence, gap_title
from bot.cards.coverage_view import joined, whole_of
from bot.dialogs.coverage_views import Reading, alert_message, invitation_message, invitation_of
from bot.dialogs.notifications import Telling
from bot.turn import Message
from policy.coverage_books import CoverageAlert, CoverageBook, Rung
from policy.coverage_notices import ALERT, APPOINTED, INVITED, SOUNDS, TAKEN
from policy.coverage_shown import as_shown_to
from policy.organisation import AnswerGroup, PersonId
from services.coverage_access import leads


def coverage_notice(telling: Telling) -> Message:
    """A notification about a group's gaps, in its reader's words."""
    book, notification = telling.about, telling.notification
    if not isinstance(book, CoverageBook):
        raise TypeError("a notification of coverage is about a group's book")
    known = telling.municipality.groups.get(book.group)
    alert = book.alert_of(date.fromisoformat(notification.params["on"]))
    if known is None or alert is None:
        return Message(text=telling.words("coverage.line.gone"))
    group = replace(known, changes=book.changes)
    if not notification.card:
        return Message(text=_line(telling, group, alert))
    return _alert_card(telling, group, alert) if notification.code == ALERT else _invitation_card(telling, group, alert)


def _alert_card(telling: Telling, group: AnswerGroup, alert: CoverageAlert) -> Message:
    municipality, reader = telling.municipality, telling.notification.to
    published_on = group.hours_on(alert.on, municipality.calendar).published_on
    may_act = leads(municipality, reader, group)
    shown = as_shown_to(alert, reader, leads=may_act)
    card, summary = alert_message(_reading(telling), group, shown, published_on=published_on, may_act=may_act)
    return Message(card=card, summary=summary)


def _invitation_card(telling: Telling, group: AnswerGroup, alert: CoverageAlert) -> Message:
    invitation = invitation_of(alert, telling.notification.to)
    if invitation is None:
        return Message(text=telling.words("coverage.line.gone"))
    card, summary = invitation_message(_reading(telling), group, alert, invitation)
    return Message(card=card, summary=summary)


def _reading(telling: Telling) -> Reading:
    return Reading(
        reader=telling.notification.to, municipality=telling.municipality, words=telling.words, now=telling.now
    )


def _line(telling: Telling, group: AnswerGroup, alert: CoverageAlert) -> str:
    words, notification = telling.words, telling.notification
    if notification.code == SOUNDS:
        return _sounds(telling, group, alert)
    if notification.code in (INVITED, APPOINTED):
        mine = invitation_of(alert, notification.to)
        by = telling.name_of(str(mine.asked_by)) if mine is not None else words("people.someone")
        key = "coverage.line.appointed" if notification.code == APPOINTED else "coverage.line.invited"
        return words(key, name=by, group=group.name, when=_when(telling, alert))
    person = notification.params["person"]
    theirs = invitation_of(alert, PersonId(person))
    name, periods = telling.name_of(person), theirs.took if theirs is not None else ()
    if notification.code != TAKEN:
        return words("coverage.line.declined", name=name, group=group.name, when=_when(telling, alert))
    times = day_and_times(alert.on, joined(periods), telling.now, words) if periods else _when(telling, alert)
    key = "coverage.line.taken_in_part" if notification.params.get("left") else "coverage.line.taken"
    return words(key, name=name, group=group.name, when=times)


def _sounds(telling: Telling, group: AnswerGroup, alert: CoverageAlert) -> str:
    words = telling.words
    gaps = alert.gaps
    if not gaps:
        return words("coverage.line.gone")
    if len(gaps) > 1 or alert.rung is Rung.NOW:
        return words("coverage.line.sounds", what=gap_title(group.name, gaps, telling.now, words))
    return words("coverage.line.sounds", what=gap_sentence(group.name, gaps[0], telling.now, words))


def _when(telling: Telling, alert: CoverageAlert) -> str:
    periods = [gap.period for gap in alert.gaps] or whole_of(alert)
    return day_and_times(alert.on, periods, telling.now, telling.words)
