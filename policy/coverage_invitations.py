"""Owns how a gap is given to somebody: colleagues are asked, or one is put down; the first to take it has it (A2, M2).

What is taken is a shift that the person has agreed to, so it holds outside their working hours too, never while they
are diverted. Everyone can take the whole of what they can, or a part; what is left stays for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from policy.coverage import DutyShift, Gap
from policy.coverage_acts import open_alert, with_alert
from policy.coverage_books import Answer, CoverageAlert, CoverageBook, Ending, Invitation
from policy.errors import PolicyError
from policy.ids import PersonId
from policy.periods import Period, as_utc

LONGEST_NOTE = 200


def invite(book: CoverageBook, day: date, people: Iterable[PersonId], *, by: PersonId, now: datetime) -> CoverageBook:
    """The book with those asked who haven't been (*Fråga kollegorna*); the same book if all have."""
    alert = open_alert(book, day)
    known = {one.person for one in alert.invitations}
    new = tuple(
        Invitation(person=person, asked_by=by, asked_at=as_utc(now))
        for person in dict.fromkeys(people)
        if person not in known and person != by
    )
    return with_alert(book, replace(alert, invitations=(*alert.invitations, *new))) if new else book


def appoint(
    book: CoverageBook,
    day: date,
    person: PersonId,
    periods: Sequence[Period],
    *,
    by: PersonId,
    turn: str,
    now: datetime,
) -> CoverageBook:
    """The book with somebody put down for those periods (*Utse*). Raises as `open_alert` does."""
    alert, at = open_alert(book, day), as_utc(now)
    was = _invitation_of(alert, person)
    put_down = Invitation(
        person=person,
        asked_by=by,
        asked_at=at,
        appointed=True,
        answer=Answer.TOOK,
        took=_in_order((*was.took, *periods) if was is not None else periods),
    )
    book = _with_invitation(book, replace(alert, first=_told(alert.first, periods)), put_down)
    return _with_shifts(book, person, periods, by=by, turn=turn, now=now)


def take(
    book: CoverageBook, day: date, person: PersonId, periods: Sequence[Period], *, turn: str, now: datetime
) -> CoverageBook:
    """The book with somebody having taken those periods themselves. Raises as `open_alert` does."""
    alert, at = open_alert(book, day), as_utc(now)
    was = _invitation_of(alert, person) or Invitation(person=person, asked_by=person, asked_at=at)
    taken = replace(
        was, answer=Answer.TOOK, answered_at=at, took=_in_order((*was.took, *periods)), note="", appointed=False
    )
    book = _with_invitation(book, replace(alert, first=_told(alert.first, periods)), taken)
    return _with_shifts(book, person, periods, by=person, turn=turn, now=now)


def confirm(book: CoverageBook, day: date, person: PersonId, *, now: datetime) -> CoverageBook:
    """The book with somebody having said that they will do what they were put down for; the same if they weren't."""
    alert = book.alert_of(day)
    was = None if alert is None else _invitation_of(alert, person)
    if alert is None or was is None or was.answer is not Answer.TOOK or was.answered_at is not None:
        return book
    return _with_invitation(book, alert, replace(was, answered_at=as_utc(now)))


def decline(book: CoverageBook, day: date, person: PersonId, *, note: str, now: datetime) -> CoverageBook:
    """The book with somebody having said no, also to what they had taken: it is open again, as far as it lies ahead.

    Raises PolicyError `coverage.not_invited`, `coverage.over` or `coverage.text_too_long` at `note`.
    """
    alert, said = book.alert_of(day), " ".join(note.split())
    was = None if alert is None else _invitation_of(alert, person)
    if alert is None or was is None:
        raise PolicyError("coverage.not_invited")
    if was.answer is Answer.DECLINED:
        return book
    if len(said) > LONGEST_NOTE:
        raise PolicyError("coverage.text_too_long", field="note", params={"most": LONGEST_NOTE})
    holds = any(part.end_at is not None and part.end_at > as_utc(now) for part in was.took)
    if alert.ending in (Ending.PASSED, Ending.WITHDRAWN) or (alert.ending is not None and not holds):
        raise PolicyError("coverage.over")
    done = tuple(part for whole in was.took if (part := _until(whole, now)) is not None)
    declined = replace(was, answer=Answer.DECLINED, answered_at=as_utc(now), note=said, took=done)
    shifts = tuple(_without_what_lies_ahead(book.shifts, person, was.took, now))
    return _with_invitation(replace(book, shifts=shifts), alert, declined)


def was_done_by(book: CoverageBook, turn: str) -> bool:
    """Whether that turn has put shifts in the book."""
    return any(shift.id == f"{turn}:0" for shift in book.shifts)


def _invitation_of(alert: CoverageAlert, person: PersonId) -> Invitation | None:
    return next((one for one in alert.invitations if one.person == person), None)


def _with_invitation(book: CoverageBook, alert: CoverageAlert, invitation: Invitation) -> CoverageBook:
    others = [one for one in alert.invitations if one.person != invitation.person]
    at = next((i for i, one in enumerate(alert.invitations) if one.person == invitation.person), len(others))
    invitations = (*others[:at], invitation, *others[at:])
    return with_alert(book, replace(alert, invitations=invitations))


def _with_shifts(
    book: CoverageBook, person: PersonId, periods: Sequence[Period], *, by: PersonId, turn: str, now: datetime
) -> CoverageBook:
    new = tuple(
        DutyShift(id=f"{turn}:{number}", person=person, period=one, agreed=True, set_by=by, set_at=as_utc(now))
        for number, one in enumerate(periods)
    )
    return replace(book, shifts=(*book.shifts, *new))


def _told(first: tuple[Gap, ...], taken: Sequence[Period]) -> tuple[Gap, ...]:
    """What managers know to be open once that is taken: if it opens again they are to hear of it."""
    left: list[Gap] = []
    for gap in first:
        parts = [gap.period]
        for one in taken if gap.lacking == 1 else ():
            parts = [rest for part in parts for rest in part.without(one)]
        left += [replace(gap, period=part) for part in parts]
    return tuple(left)


def _without_what_lies_ahead(
    shifts: Iterable[DutyShift], person: PersonId, took: Sequence[Period], now: datetime
) -> Iterable[DutyShift]:
    for shift in shifts:
        if shift.person != person or not shift.agreed or not any(shift.period.overlaps(one) for one in took):
            yield shift
        elif (past := _until(shift.period, now)) is not None:
            yield replace(shift, period=past)


def _until(period: Period, now: datetime) -> Period | None:
    return period.intersection(Period(period.start_at, as_utc(now))) if period.start_at < as_utc(now) else None


def _in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(dict.fromkeys(periods), key=lambda one: one.start_at))
