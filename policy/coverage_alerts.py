"""Owns an alert's life: raised when a day has a gap, sounding as it comes nearer or grows, ended and how (M2).

Looking twice at the same facts changes nothing. Each day's alert opens, ends and may open again under the same name.
When it sounds is `policy.coverage_ladder`, for whom `policy.coverage_line`, what is done about it
`policy.coverage_acts`, and who is told of all that `policy.coverage_notices`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from policy.coverage import DutyShift, Gap
from policy.coverage_acceptance import acceptance_of
from policy.coverage_books import (
    Acceptance,
    Answer,
    CoverageAlert,
    CoverageBook,
    Ending,
    Invitation,
    PassedOver,
    alert_card,
    invitation_card,
)
from policy.coverage_causes import Explained
from policy.coverage_ladder import RANK, answer_due_at, rung_now
from policy.coverage_line import (
    asking,
    asking_who_is_back,
    due_at,
    has_gone,
    hindrance,
    leads_no_more,
    nobody_left,
    passing,
)
from policy.coverage_sight import Sight
from policy.duty_notices import duty_cards_before
from policy.ids import PersonId
from policy.periods import Period
from policy.working_calendar import OFFICE_HOURS

ALERTS_KEPT = timedelta(days=35)
SHIFTS_KEPT = timedelta(days=7)


def looked(book: CoverageBook, sight: Sight) -> CoverageBook:
    """The book with its alerts as they are to be now."""
    alerts = {alert.on: alert for alert in book.alerts}
    for alert in book.open_alerts:
        if not sight.open_on(alert.on):
            alerts[alert.on] = _ended(alert, sight)
    for day in sight.days:
        alerts[day] = _with_gaps(book, day, sight)
    return replace(book, alerts=tuple(alerts[day] for day in sorted(alerts)))


def without_past(book: CoverageBook, now: datetime) -> CoverageBook:
    """The book without what is of use to nobody any more; nor are the cards of alerts that are gone changed again."""
    alerts = tuple(one for one in book.alerts if _is_kept(one, now))
    shifts = tuple(one for one in book.shifts if one.period.end_at is None or one.period.end_at + SHIFTS_KEPT > now)
    gone = [one.on for one in book.alerts if one not in alerts]
    cards = [card(day) for day in gone for card in (alert_card, invitation_card)]
    cards += duty_cards_before(book.outgoing, (now - ALERTS_KEPT).date())
    return replace(book, alerts=alerts, shifts=shifts, outgoing=book.outgoing.without_cards(*cards))


def _is_kept(alert: CoverageAlert, now: datetime) -> bool:
    """A while after it has ended; and as long as what ended it lets the gaps of other days be."""
    if alert.ended_at is None or alert.ended_at + ALERTS_KEPT > now:
        return True
    acceptance = alert.acceptance
    return acceptance is not None and acceptance.at == alert.ended_at and acceptance.until_at > now


def invitations_due_at(alert: CoverageAlert, sight: Sight) -> datetime | None:
    """When those who were asked to cover have had their time; None where nobody's answer is waited for."""
    waiting = [one.asked_at for one in alert.invitations if one.answer is Answer.ASKED]
    if alert.handled_at is None or alert.remind_at is not None or not waiting:
        return None
    person = sight.municipality.people.get(alert.asked) if alert.asked is not None else None
    hours = OFFICE_HOURS if person is None else person.hours
    return answer_due_at(sight.calendar, sight.terms, hours, alert.rung, max(*waiting, alert.handled_at))


def _with_gaps(book: CoverageBook, day: date, sight: Sight) -> CoverageAlert:
    """The alert of a day on which there are gaps."""
    alert, there = book.alert_of(day), sight.open_on(day)
    acceptance = acceptance_of(book, day, tuple(one.gap for one in there), sight)
    if acceptance is not None:
        return _let_be(alert, acceptance, day, there, sight)
    if alert is None or alert.ending is not None:
        return _raised(book, alert, day, there, sight)
    return _gone_on(alert, there, sight)


def _let_be(
    alert: CoverageAlert | None, acceptance: Acceptance, day: date, there: tuple[Explained, ...], sight: Sight
) -> CoverageAlert:
    """The alert ended because somebody lets its gaps be."""
    if alert is not None and alert.ending is Ending.ACCEPTED:
        return replace(alert, acceptance=acceptance)
    at_hand = replace(_begun(day, there, sight) if alert is None or alert.ending is not None else alert, open=there)
    return _ended_as(replace(at_hand, acceptance=acceptance), Ending.ACCEPTED, sight.now, acceptance.by)


def _begun(day: date, there: tuple[Explained, ...], sight: Sight) -> CoverageAlert:
    gaps = tuple(one.gap for one in there)
    rung = rung_now(sight.calendar, gaps[0].period.start_at, sight.now)
    return CoverageAlert(on=day, open=there, first=gaps, raised_at=sight.now, rung=rung)


def _raised(
    book: CoverageBook, before: CoverageAlert | None, day: date, there: tuple[Explained, ...], sight: Sight
) -> CoverageAlert:
    """The alert as it opens, or opens again: who said no then, or took a part that still holds, is not asked anew."""
    past = () if before is None else before.invitations
    kept = tuple(one for one in past if one.answer is Answer.DECLINED or _holds(one, book.shifts))
    return asking(replace(_begun(day, there, sight), invitations=kept), sight)


def _holds(invitation: Invitation, shifts: tuple[DutyShift, ...]) -> bool:
    return invitation.answer is Answer.TOOK and any(
        shift.person == invitation.person and any(shift.period.overlaps(part) for part in invitation.took)
        for shift in shifts
    )


def _gone_on(alert: CoverageAlert, there: tuple[Explained, ...], sight: Sight) -> CoverageAlert:
    gaps = tuple(one.gap for one in there)
    rung = rung_now(sight.calendar, gaps[0].period.start_at, sight.now)
    has_grown = any(not any(told.holds(gap) for told in alert.first) for gap in gaps)
    is_nearer = RANK[rung] > RANK[alert.rung]
    changed = replace(alert, open=there, rung=rung, first=gaps if has_grown else alert.first)
    if has_grown or is_nearer or _waited_long_enough(changed, sight):
        return _sounded(changed, sight)
    if leads_no_more(changed, sight):
        return asking(replace(changed, handled_at=None), sight)
    if changed.handled_at is not None:
        return changed
    if nobody_left(changed):
        return asking_who_is_back(changed, sight)
    gone = has_gone(changed, sight)
    if gone is not None:
        return passing(changed, gone, sight)
    due = due_at(changed, sight)
    return passing(changed, PassedOver.NO_ANSWER, sight) if due is not None and due <= sight.now else changed


def _waited_long_enough(alert: CoverageAlert, sight: Sight) -> bool:
    """Whether what was done about it has come to nothing, or somebody asked to be told again now."""
    if alert.remind_at is not None and alert.remind_at <= sight.now:
        return True
    if alert.handled_at is None:
        return False
    asked = [one.answer for one in alert.invitations if one.asked_at >= alert.handled_at and not one.appointed]
    if Answer.DECLINED in asked and Answer.ASKED not in asked:
        return True
    due = invitations_due_at(alert, sight)
    return due is not None and due <= sight.now


def _sounded(alert: CoverageAlert, sight: Sight) -> CoverageAlert:
    """The alert as it sounds again: for whoever has it, or the next if they are not there."""
    is_past = alert.remind_at is not None and alert.remind_at <= sight.now
    sounding = replace(alert, asked_at=sight.now, handled_at=None, remind_at=None if is_past else alert.remind_at)
    if nobody_left(sounding) or leads_no_more(sounding, sight):
        return asking(sounding, sight)
    why = hindrance(sounding, sight)
    return sounding if why is None else passing(sounding, why, sight)


def _ended(alert: CoverageAlert, sight: Sight) -> CoverageAlert:
    left = [gap for gap in alert.gaps if gap.end_at > sight.now]
    if not left:
        return _ended_as(alert, Ending.PASSED, sight.now, None)
    if not any(_is_promised(gap, alert.on, sight) for gap in left):
        return _ended_as(alert, Ending.WITHDRAWN, sight.now, None)
    taken = [one for one in alert.invitations if any(part.overlaps(gap.period) for part in one.took for gap in left)]
    by = max(taken, key=lambda one: one.answered_at or one.asked_at, default=None)
    return _ended_as(alert, Ending.COVERED, sight.now, None if by is None else by.person)


def _ended_as(alert: CoverageAlert, ending: Ending, at: datetime, by: PersonId | None) -> CoverageAlert:
    invitations = tuple(
        replace(one, answer=Answer.NOT_NEEDED) if one.answer is Answer.ASKED else one for one in alert.invitations
    )
    return replace(alert, open=(), invitations=invitations, remind_at=None, ending=ending, ended_at=at, ended_by=by)


def _is_promised(gap: Gap, day: date, sight: Sight) -> bool:
    """Whether the phone hours of that day still hold what is left of the gap."""
    ahead = Period(max(gap.period.start_at, sight.now), gap.period.end_at)
    return any(
        one.minimum > gap.able and one.period.overlaps(ahead) for one in sight.group.promised(day, sight.calendar)
    )
