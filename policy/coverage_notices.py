"""Owns who is told of an alert as it moves on: the card of it in each chat, and the lines that make a sound (M2).

Managers have one card a day (`alert:DAY`), those who are asked to cover another (`cover:DAY`). Both are changed in
place, which makes no sound; so whoever has the card already, and is to notice, also gets a line. All but what is there
now keeps quiet until its reader works.

coverage.alert       the managers' card
coverage.invited     the card of whoever is asked to cover, or put down for it; a line where that card stands already
coverage.sounds      a line: it has come nearer or grown, or what was done came to nothing. `rung`
coverage.appointed   a line, where the card stands already: somebody has put the reader down. `person`: who did
coverage.taken       a line to whoever is asked, or asked colleagues: `person` has taken it; `left`: 1 if a part is
coverage.declined    a line to the same: `person`, who was put down for it or had taken it, has said no
Each has `on`, the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.coverage_books import (
    Answer,
    CoverageAlert,
    CoverageBook,
    Invitation,
    Rung,
    alert_card,
    invitation_card,
)
from policy.ids import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import as_utc

ALERT = "coverage.alert"
INVITED = "coverage.invited"
SOUNDS = "coverage.sounds"
APPOINTED = "coverage.appointed"
TAKEN = "coverage.taken"
DECLINED = "coverage.declined"


def told(
    before: CoverageBook,
    after: CoverageBook,
    *,
    now: datetime,
    actor: PersonId | None = None,
    acted_on: date | None = None,
) -> CoverageBook:
    """The book with what follows from what just happened to its alerts.

    The actor's own card of the day that they acted on is the answer they get; those of other days are changed.
    """
    outgoing = after.outgoing
    for alert in after.alerts:
        was = before.alert_of(alert.on)
        if alert != was:
            answered = actor if alert.on == acted_on else None
            outgoing = _Telling(after, was, alert, as_utc(now), actor, answered).told(outgoing)
    return replace(after, outgoing=outgoing)


def noted(book: CoverageBook, card: StandingCard, now: datetime) -> CoverageBook:
    """The book once an answer's card stands: brought up to date if something has happened since that answer."""
    if book.looked_at is None or book.looked_at <= as_utc(now):
        return book
    codes = {
        name: code
        for alert in book.alerts
        for name, code in ((alert_card(alert.on), ALERT), (invitation_card(alert.on), INVITED))
    }
    if card.card not in codes:
        return book
    at = as_utc(now)
    day = card.card.partition(":")[2]
    change = Notification(
        id=f"{book.group}:{card.card}:{card.to}:{card.activity}",
        to=card.to,
        code=codes[card.card],
        params={"on": day},
        made_at=at,
        due_at=at,
        card=card.card,
    )
    return replace(book, outgoing=book.outgoing.adding(change))


@dataclass(frozen=True, slots=True)
class _Telling:
    """What happened to one alert, and who is to hear of it."""

    book: CoverageBook
    was: CoverageAlert | None
    alert: CoverageAlert
    now: datetime
    actor: PersonId | None
    answered: PersonId | None
    """Who has the alert's card in the answer to what they just did."""

    def told(self, outgoing: Outgoing) -> Outgoing:
        """With the cards and lines, and without those that tell of what holds no more."""
        if self.alert.ending is not None:
            outgoing = self._without_what_is_over(outgoing)
        lines = tuple(self._lines(outgoing))
        said = {_what_is_said(line) for line in lines}
        for stale in outgoing.unsent:
            if self._is_mine(stale) and not stale.card and not stale.begun_at and _what_is_said(stale) in said:
                outgoing = outgoing.without(stale.id)
        outgoing = outgoing.adding(*self._cards(outgoing), *lines)
        for mine in outgoing.unsent:
            if self._is_mine(mine) and mine.card and mine.to == self.answered and mine.begun_at is None:
                outgoing = outgoing.without(mine.id)
        return outgoing

    def _cards(self, outgoing: Outgoing) -> Iterator[Notification]:
        card, invitation = alert_card(self.alert.on), invitation_card(self.alert.on)
        asked = [] if self.alert.ending is not None else [self.alert.asked, *self.alert.asked_before]
        for person in dict.fromkeys([*asked, *_holders(outgoing, card)]):
            if person is not None and person != self.answered:
                yield self._notification(person, ALERT, outgoing, card=card)
        if self.was is not None and _as_the_invited_see_it(self.was) == _as_the_invited_see_it(self.alert):
            return
        called = [one.person for one in self.alert.invitations if self._calls(one)]
        for person in dict.fromkeys([*called, *_holders(outgoing, invitation)]):
            if person != self.answered:
                yield self._notification(person, INVITED, outgoing, card=invitation)

    def _lines(self, outgoing: Outgoing) -> Iterator[Notification]:
        heard: set[PersonId | None] = {self.actor}
        for one in self.alert.invitations:
            for line in self._lines_about(one, outgoing):
                heard.add(line.to)
                yield line
        for person in self._sounds_for():
            if person not in heard and _has(outgoing, person, alert_card(self.alert.on)):
                yield self._notification(person, SOUNDS, outgoing, rung=self.alert.rung.value)

    def _lines_about(self, one: Invitation, outgoing: Outgoing) -> Iterator[Notification]:
        before = self._before(one.person)
        if one == before:
            return
        if self._calls(one) and _has(outgoing, one.person, invitation_card(self.alert.on)):
            params = {"person": str(one.asked_by)} if one.appointed else {}
            yield self._notification(one.person, APPOINTED if one.appointed else INVITED, outgoing, **params)
        elif one.answer is Answer.TOOK and one.answered_at == self.now:
            left = {"left": "1"} if self.alert.ending is None else {}
            for reader in self._hear_of_takers(outgoing, one):
                yield self._notification(reader, TAKEN, outgoing, person=str(one.person), **left)
        elif one.answer is Answer.DECLINED and before is not None and before.answer is Answer.TOOK:
            for reader in self._hear_of_takers(outgoing, one):
                yield self._notification(reader, DECLINED, outgoing, person=str(one.person))

    def _hear_of_takers(self, outgoing: Outgoing, one: Invitation) -> tuple[PersonId, ...]:
        """Who asked them, and whoever is asked and has heard of the gap; not those who did it themselves."""
        asked, card = self.alert.asked, alert_card(self.alert.on)
        hears = [asked] if asked is not None and _has(outgoing, asked, card) else []
        return tuple(
            reader for reader in dict.fromkeys([one.asked_by, *hears]) if reader not in (one.person, self.actor)
        )

    def _sounds_for(self) -> tuple[PersonId, ...]:
        """Whose card has something new to be noticed: everyone asked so far, where nobody has done anything."""
        alert, was = self.alert, self.was
        is_sounding = alert.ending is None and alert.handled_at is None and alert.asked_at == self.now
        if not is_sounding or alert.asked is None:
            return ()
        if was is None or was.ending is not None or was.handled_at is not None or alert.rung is was.rung:
            return (alert.asked,)
        return (alert.asked, *alert.asked_before)

    def _calls(self, one: Invitation) -> bool:
        """Whether the invitation is new, so that its reader must be told of it."""
        before = self._before(one.person)
        is_new = before is None or before.asked_at != one.asked_at
        return is_new and one.asked_by != one.person and one.answer in (Answer.ASKED, Answer.TOOK)

    def _before(self, person: PersonId) -> Invitation | None:
        known = () if self.was is None else self.was.invitations
        return next((one for one in known if one.person == person), None)

    def _without_what_is_over(self, outgoing: Outgoing) -> Outgoing:
        """Without what was never read of an alert that has ended: nobody is woken by what is mended already."""
        holds = {one.person for one in self.alert.invitations if one.answer is Answer.TOOK}
        for unsent in outgoing.unsent:
            is_news = unsent.code in (ALERT, INVITED, SOUNDS) and unsent.to not in holds
            stands = outgoing.card_of(unsent.to, unsent.card) is not None
            if self._is_mine(unsent) and is_news and not stands and unsent.begun_at is None:
                outgoing = outgoing.without(unsent.id)
        return outgoing

    def _is_mine(self, notification: Notification) -> bool:
        return notification.params.get("on") == self.alert.on.isoformat()

    def _notification(
        self, to: PersonId, code: str, outgoing: Outgoing, *, card: str = "", **params: str
    ) -> Notification:
        day = self.alert.on.isoformat()
        stands = bool(card) and outgoing.card_of(to, card) is not None
        return Notification(
            id=f"{self.book.group}:{day}:{code}{':card' if card else ''}:{to}:{self.now.isoformat()}",
            to=to,
            code=code,
            params={"on": day, **params},
            made_at=self.now,
            due_at=self.now,
            card=card,
            waits=not stands and self.alert.rung is not Rung.NOW,
        )


def _what_is_said(line: Notification) -> tuple[PersonId, str, str]:
    return line.to, line.code, line.params.get("person", "")


def _as_the_invited_see_it(alert: CoverageAlert) -> tuple[object, ...]:
    return alert.gaps, alert.invitations, alert.ending, alert.ended_by


def _holders(outgoing: Outgoing, card: str) -> Iterator[PersonId]:
    """Who has the card, or is about to."""
    for standing in outgoing.standing:
        if standing.card == card:
            yield standing.to
    for unsent in outgoing.unsent:
        if unsent.card == card:
            yield unsent.to


def _has(outgoing: Outgoing, person: PersonId, card: str) -> bool:
    """Whether the card stands in the person's chat, or may."""
    began = any(one.card == card and one.to == person and one.begun_at is not None for one in outgoing.unsent)
    return began or outgoing.card_of(person, card) is not None
