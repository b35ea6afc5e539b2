"""The small town with an answer group, and notices about it, for tests of notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from policy.answer_groups import AnswerGroup, GroupChange, PhoneHours, PhoneStretch
from policy.ids import GroupId
from policy.notice_steps import sent
from policy.notices import NewEmployee, Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality, PersonId
from policy.working_calendar import Stretch, WorkingCalendar
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, at, small_town

PHONES = GroupId("bygg-telefon")
NOW = at("2026-11-23 10:15")
MORNING = PhoneStretch(Stretch(time(9), time(11, 30)))
NOON = PhoneStretch(Stretch(time(9), time(12)))
LISA = NewEmployee(first_name="Lisa", last_name="Lund", title="arkitekt", email="lisa@example.se", extension="2009")


def group(**changed: Any) -> AnswerGroup:
    """Bygg's phones: Anna and Dag answer on weekday mornings, as was published in August."""
    week = dict.fromkeys(range(5), (MORNING,))
    plain: dict[str, Any] = {
        "id": PHONES,
        "name": "Byggtelefonen",
        "unit": BUILDING,
        "members": (ANNA, DAG),
        "phone_hours": PhoneHours(weekdays=week, published_on=date(2026, 8, 17)),
    }
    return AnswerGroup(**{**plain, **changed})


def notice_town(calendar: WorkingCalendar | None = None, **changed: Any) -> Municipality:
    """The small town with Bygg's phones."""
    return replace(small_town(calendar), groups={PHONES: group(**changed)})


def change(from_on: str = "2026-12-07", **changed: Any) -> GroupChange:
    """The mornings half an hour longer, from a day on."""
    week = dict.fromkeys(range(5), (NOON,))
    plain: dict[str, Any] = {
        "id": "",
        "from_on": date.fromisoformat(from_on),
        "published_on": date(2026, 11, 23),
        "weekdays": week,
    }
    return GroupChange(**{**plain, **changed})


def hours(on: str = "2026-12-07", **changed: Any) -> NoticeContent:
    """New phone hours from a day on."""
    plain: dict[str, Any] = {
        "kind": NoticeKind.HOURS,
        "unit": BUILDING,
        "group": PHONES,
        "effective_on": date.fromisoformat(on),
        "change": change(on),
    }
    return NoticeContent(**{**plain, **changed})


def new_employee(on: str = "2026-12-01", new: NewEmployee = LISA) -> NoticeContent:
    """Lisa, who is new in Bygg."""
    return NoticeContent(kind=NoticeKind.NEW_EMPLOYEE, unit=BUILDING, effective_on=date.fromisoformat(on), new=new)


def leaving(on: str = "2026-12-01", person: PersonId = ANNA) -> NoticeContent:
    """Somebody of Bygg who is gone from that day on."""
    gone_on = date.fromisoformat(on)
    goes = GroupChange(id="", from_on=gone_on, published_on=gone_on, leaving=(person,))
    return NoticeContent(
        kind=NoticeKind.LEAVING, unit=BUILDING, effective_on=gone_on, person=person, person_name="Anna", change=goes
    )


def duties(*matters: str, on: str = "2026-12-01", person: PersonId = ANNA) -> NoticeContent:
    """What somebody of Bygg answers for from then on."""
    return NoticeContent(
        kind=NoticeKind.DUTIES,
        unit=BUILDING,
        effective_on=date.fromisoformat(on),
        person=person,
        person_name="Anna",
        matters=matters,
    )


def notice(content: NoticeContent, town: Municipality | None = None, *, turn: str = "t1", by: PersonId = BO) -> Notice:
    """The notice as it is when Bo has just sent it."""
    return sent(content, town or notice_town(), notice_id=turn, by=by, turn=turn, now=NOW)
