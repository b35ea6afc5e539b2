"""Owns what may be told to the switchboard: by whom, and what is wrong with it, each fault at its field (M2, M3).

Fields are named as the forms name them: `from`, `minimum`, a weekday's name, `members`, `person`, `name` and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from policy.answer_groups import AnswerGroup, GroupChange, PhoneStretch
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId, UnitId
from policy.leadership import leads_unit
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality

FURTHEST = timedelta(days=3 * 365)
LONGEST_NOTE = 500
LONGEST_LINE = 100
MOST_MATTERS = 20
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""What a form calls the fields of a week."""


def require_leader(municipality: Municipality, actor: PersonId, unit: UnitId) -> None:
    """Return if the actor leads the unit or one above it; raises NotAllowed `notice.not_yours`."""
    if unit not in municipality.units:
        raise PolicyError("notice.no_such_unit")
    if not leads_unit(municipality, actor, unit):
        raise NotAllowed("notice.not_yours", params={"name": municipality.units[unit].name})


def require_whom(municipality: Municipality, content: NoticeContent) -> None:
    """Return if the group or person that it changes belongs to its unit, and every member is in the directory.

    Raises PolicyError; only somebody who makes a button up, or whom the directory has overtaken, meets it.
    """
    if content.group is not None:
        group = municipality.groups.get(content.group)
        if group is None or group.unit != content.unit:
            raise PolicyError("coverage.no_such_group")
    if content.person is not None:
        person = municipality.people.get(content.person)
        if person is None or person.unit != content.unit:
            raise PolicyError("person.unknown", field="person")
    wanted = () if content.change is None else content.change.members or ()
    known = () if content.before is None else content.before.members or ()
    if any(one not in municipality.people and one not in known for one in wanted):
        raise PolicyError("person.unknown", field="members")


def may_see_notice(municipality: Municipality, reader: PersonId, notice: Notice, *, at_switchboard: bool) -> bool:
    """Whether the notice concerns the reader: the switchboard, its sender, who leads the unit."""
    return at_switchboard or reader == notice.made_by or leads_unit(municipality, reader, notice.content.unit)


def may_change(municipality: Municipality, actor: PersonId, notice: Notice) -> bool:
    """Whether the actor may change it now: before it holds, its sender or who leads the unit."""
    return notice.in_force_at is None and may_withdraw(municipality, actor, notice)


def may_withdraw(municipality: Municipality, actor: PersonId, notice: Notice) -> bool:
    """Whether the actor may take it back now: its sender or who leads the unit.

    What is told of a person can be taken back also once it holds, until the directory says the same: nobody is to be
    left out by a slip.
    """
    if notice.withdrawn_at is not None or (notice.in_force_at is not None and not notice.touches_people):
        return False
    return actor == notice.made_by or leads_unit(municipality, actor, notice.content.unit)


def faults(content: NoticeContent, municipality: Municipality, *, today: date) -> tuple[PolicyError, ...]:
    """Everything that keeps it from being sent, in the order of the form's fields."""
    return tuple(_faults(content, municipality, today))


def hours_faults(
    week: Mapping[str, Sequence[PhoneStretch]], members: Iterable[PersonId], *, minimum_field: str = "minimum"
) -> Iterator[PolicyError]:
    """What is wrong with phone hours by field: stretches that overlap, more needed than there are members."""
    count, told = len(set(members)), False
    for field, stretches in week.items():
        for earlier, later in pairwise(stretches):
            if later.stretch.start < earlier.stretch.end:
                yield PolicyError("notice.hours_overlap", field=field)
        most = max((one.minimum for one in stretches), default=0)
        if count and most > count and not told:
            told = True
            yield PolicyError("notice.minimum_above", field=minimum_field, params={"members": count})


def _faults(content: NoticeContent, municipality: Municipality, today: date) -> Iterator[PolicyError]:
    first = today + timedelta(days=1) if content.kind is NoticeKind.LEAVING else today
    if content.effective_on < first:
        yield PolicyError("notice.day_passed", field="from")
    if content.effective_on > today + FURTHEST:
        yield PolicyError("notice.too_far_ahead", field="from")
    if content.group is not None and content.change is not None:
        yield from _group_faults(content, content.change, municipality)
    if content.new is not None:
        yield from _new_faults(content)
    if content.kind is NoticeKind.DUTIES and content.matters == content.matters_before:
        yield PolicyError("notice.nothing_changes", field="matters")
    yield from _matters_faults(content)
    if len(content.note) > LONGEST_NOTE:
        yield PolicyError("notice.too_long", field="note", params={"most": LONGEST_NOTE})


def _group_faults(content: NoticeContent, change: GroupChange, municipality: Municipality) -> Iterator[PolicyError]:
    group = None if content.group is None else municipality.groups.get(content.group)
    if group is None:
        yield PolicyError("coverage.no_such_group")
        return
    members = group.members_on(content.effective_on) if change.members is None else change.members
    if change.weekdays is not None:
        yield from hours_faults({WEEKDAYS[day]: given for day, given in change.weekdays.items()}, members)
    yield from hours_faults({"hours": [one for given in change.exceptions.values() for one in given]}, members)
    if change.members is not None and not change.members:
        yield PolicyError("notice.no_members", field="members")
    if not _changes_anything(content, group):
        yield PolicyError("notice.nothing_changes", field="from")


def _changes_anything(content: NoticeContent, group: AnswerGroup) -> bool:
    change, before = content.change, content.before
    if change is None or before is None:
        return True
    same_members = change.members is None or set(change.members) == set(before.members or ())
    same_roster = change.keeps_roster is None or change.keeps_roster == before.keeps_roster
    same_week = change.weekdays is None or _told(change.weekdays) == _told(before.weekdays or {})
    same_dates = not change.exceptions or dict(change.exceptions) == dict(before.exceptions)
    return not (same_members and same_roster and same_week and same_dates)


def _told(week: Mapping[int, tuple[PhoneStretch, ...]]) -> dict[int, tuple[PhoneStretch, ...]]:
    return {day: stretches for day, stretches in week.items() if stretches}


def _new_faults(content: NoticeContent) -> Iterator[PolicyError]:
    new = content.new
    if new is None:
        return
    if not new.first_name or not new.last_name:
        yield PolicyError("notice.whole_name", field="name")
    if not new.title:
        yield PolicyError("notice.title_missing", field="job")
    for field, text in (("name", new.name), ("job", new.title), ("email", new.email)):
        if len(text) > LONGEST_LINE:
            yield PolicyError("notice.too_long", field=field, params={"most": LONGEST_LINE})
    if new.email and ("@" not in new.email.strip("@") or " " in new.email):
        yield PolicyError("notice.bad_email", field="email")


def _matters_faults(content: NoticeContent) -> Iterator[PolicyError]:
    matters = content.matters if content.new is None else content.new.matters
    if len(matters) > MOST_MATTERS:
        yield PolicyError("notice.too_many_matters", field="matters", params={"most": MOST_MATTERS})
    if any(len(one) > LONGEST_LINE for one in matters):
        yield PolicyError("notice.too_long", field="matters", params={"most": LONGEST_LINE})
