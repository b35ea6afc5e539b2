"""Owns what happens to a notice: sent, changed, withdrawn, received, in force (M3). Each step gives it as it then is.

Who may take a step is decided here too; who is told of it is `policy.notice_telling`. A late notice is taken like any
other, and says of itself that it is late.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from policy.access import require_role
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId
from policy.notice_rules import may_change, may_withdraw
from policy.notice_times import CATCHES_UP_EVERY, kept_after, lead_days, next_step_of, takes_effect_at
from policy.notices import OF_PEOPLE, Notice, NoticeContent
from policy.organisation import Municipality, Role
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar


def sent(
    content: NoticeContent, municipality: Municipality, *, notice_id: str, by: PersonId, turn: str, now: datetime
) -> Notice:
    """A new notice; what it changes of a group bears its id, and the public is told of it today."""
    blank = Notice(id=notice_id, content=content, made_by=by, made_at=as_utc(now), lead_days=0, is_late=False)
    return scheduled(_with_content(blank, content, municipality, turn=turn, now=now), municipality.calendar)


def revised(
    notice: Notice, content: NoticeContent, municipality: Municipality, *, by: PersonId, turn: str, now: datetime
) -> Notice:
    """The notice with something else in it: it is to be received anew. Raises NotAllowed or PolicyError."""
    require_change(notice, municipality, by)
    if (content.kind, content.unit, content.group) != (
        notice.content.kind,
        notice.content.unit,
        notice.content.group,
    ):
        raise PolicyError("notice.gone")
    anew = replace(notice, received_by=None, received_at=None, reminded_at=None, carried_out=False)
    return scheduled(_with_content(anew, content, municipality, turn=turn, now=now), municipality.calendar)


def withdrawn(notice: Notice, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> Notice:
    """The notice taken back: before it holds, and if it is about a person after that too. Raises as `revised`."""
    if not may_withdraw(municipality, by, notice):
        require_change(notice, municipality, by)
    back = replace(notice, withdrawn_by=by, withdrawn_at=as_utc(now), carried_out=False, turns=(*notice.turns, turn))
    return scheduled(back, municipality.calendar)


def received(notice: Notice, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> Notice:
    """The notice received by somebody at the switchboard, once. Raises NotAllowed or PolicyError."""
    require_role(municipality, by, Role.SWITCHBOARD)
    if notice.withdrawn_at is not None:
        raise PolicyError("notice.withdrawn_already")
    if notice.received_at is not None:
        at = municipality.calendar.local(notice.received_at)
        if notice.received_by == by:
            raise PolicyError("notice.received_by_you", params={"at": at})
        known = municipality.people.get(notice.received_by or PersonId(""))
        who = known.name if known is not None else municipality.name
        raise PolicyError("notice.received_already", params={"who": who, "at": at})
    seen = replace(notice, received_by=by, received_at=as_utc(now), turns=(*notice.turns, turn))
    return scheduled(seen, municipality.calendar)


def reminded(notice: Notice, calendar: WorkingCalendar, *, now: datetime) -> Notice:
    """The notice after both sides were told that nobody has received it."""
    return scheduled(replace(notice, reminded_at=as_utc(now)), calendar)


def in_force(notice: Notice, calendar: WorkingCalendar, *, now: datetime) -> Notice:
    """The notice once its day has come."""
    return scheduled(replace(notice, in_force_at=as_utc(now)), calendar)


def carried_out(notice: Notice, calendar: WorkingCalendar) -> Notice:
    """The notice once what follows from it stands in the answer groups' books."""
    return scheduled(replace(notice, carried_out=True), calendar)


def looked_after(notice: Notice, calendar: WorkingCalendar, *, caught_up: bool, now: datetime) -> Notice:
    """The notice after it was seen whether the directory says the same by now; if not, it is looked at later again."""
    if caught_up:
        return scheduled(replace(notice, caught_up=True), calendar)
    return scheduled(replace(notice, next_step_at=as_utc(now) + CATCHES_UP_EVERY), calendar)


def scheduled(notice: Notice, calendar: WorkingCalendar) -> Notice:
    """The notice with its next step, and with how long it is kept worked out anew."""
    over = notice.withdrawn_at is not None or (
        notice.in_force_at is not None and (notice.content.kind not in OF_PEOPLE or notice.caught_up)
    )
    kept = kept_after(calendar, notice) if over and notice.carried_out else None
    return replace(notice, next_step_at=next_step_of(calendar, notice), kept_until=kept)


def is_due_in_force(notice: Notice, calendar: WorkingCalendar, now: datetime) -> bool:
    """Whether its day has come and it isn't yet in force."""
    waits = notice.withdrawn_at is None and notice.in_force_at is None
    return waits and takes_effect_at(calendar, notice.content.effective_on) <= as_utc(now)


def require_change(notice: Notice, municipality: Municipality, actor: PersonId) -> None:
    """Return if the actor may change or withdraw it now. Raises NotAllowed, or PolicyError for what is too late."""
    if may_change(municipality, actor, notice):
        return
    if notice.withdrawn_at is not None:
        raise PolicyError("notice.withdrawn_already")
    if notice.in_force_at is not None:
        raise PolicyError("notice.in_force_already")
    unit = municipality.units.get(notice.content.unit)
    raise NotAllowed("notice.not_yours", params={"name": municipality.name if unit is None else unit.name})


def _with_content(
    notice: Notice, content: NoticeContent, municipality: Municipality, *, turn: str, now: datetime
) -> Notice:
    calendar = municipality.calendar
    today = calendar.local(now).date()
    change = content.change
    if change is not None:
        change = replace(change, id=notice.id, from_on=content.effective_on, published_on=today)
    days = lead_days(calendar, now, content.effective_on)
    return replace(
        notice,
        content=replace(content, change=change),
        made_at=as_utc(now),
        lead_days=days,
        is_late=days < municipality.coverage.notice_days,
        turns=(*notice.turns, turn),
    )
