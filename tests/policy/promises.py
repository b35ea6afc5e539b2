"""Promises to call back for tests of the rules and the use cases, over the small town."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from policy.callback_reminders import Reminding
from policy.callback_terms import PromiseTerms
from policy.callback_times import Diary
from policy.callbacks import Callback
from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.periods import as_utc
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours
from tests.policy.small_town import ANNA, VERA, ZONE, at

TERMS = PromiseTerms()
CALENDAR = WorkingCalendar(ZONE)
TUESDAY = at("2026-11-24 09:00")
PHONE = "+46701740605"


def promise(**changed: Any) -> Callback:
    """Anna's promise of Tuesday morning to call Kalle by three, but for what is changed."""
    usual: dict[str, Any] = {
        "id": "p1",
        "holder": ANNA,
        "caller": "Kalle",
        "phone": PHONE,
        "matter": "bygglov",
        "contact_due_at": as_utc(at("2026-11-24 15:00")),
        "made_by": ANNA,
        "made_at": as_utc(TUESDAY),
    }
    return Callback(**{**usual, **changed})


def message(**changed: Any) -> Callback:
    """The same, left by Vera at the switchboard."""
    return promise(**{"made_by": VERA, "left_by": VERA, **changed})


def diary(
    *diversions: Diversion,
    hours: WorkingHours = OFFICE_HOURS,
    calendar: WorkingCalendar = CALENDAR,
    person: PersonId = ANNA,
) -> Diary:
    """When someone can call."""
    return Diary(calendar=calendar, hours=hours, book=DiversionBook(person=person, diversions=diversions))


def reminding(terms: PromiseTerms = TERMS, hours: WorkingHours = OFFICE_HOURS) -> Reminding:
    """How the small town reminds."""
    return Reminding(terms=terms, calendar=CALENDAR, hours=hours)


def local(instant: datetime | None) -> str:
    """An instant as the municipality's clocks show it: "2026-11-24 15:00"."""
    return "-" if instant is None else f"{instant.astimezone(ZONE):%Y-%m-%d %H:%M}"
