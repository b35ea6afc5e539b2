"""Owns the notice (anmälan till växeln): what a manager tells the switchboard is going to change, and from when (M3).

A notice is one document: what changes, who told it, who at the switchboard has received it, and whether it holds yet.
What may be told is `policy.notice_rules`, what happens to it `policy.notice_steps`, its days `policy.notice_times`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from policy.answer_groups import GroupChange
from policy.ids import GroupId, PersonId, UnitId
from policy.outgoing import NOTHING_OUTGOING, Outgoing

CARD = "notice"
"""The name of the notice's card in every chat."""


class NoticeKind(StrEnum):
    """What changes."""

    HOURS = "hours"
    """The week's phone hours, from a day on."""
    DATES = "dates"
    """The phone hours of a single date."""
    MEMBERS = "members"
    """Who answers for a group, from a day on."""
    NEW_EMPLOYEE = "new_employee"
    LEAVING = "leaving"
    """Somebody leaves; it takes effect the day after their last."""
    DUTIES = "duties"
    """What somebody answers for, from a day on."""


OF_PEOPLE = frozenset({NoticeKind.NEW_EMPLOYEE, NoticeKind.LEAVING, NoticeKind.DUTIES})


class NoticeState(StrEnum):
    """How it stands."""

    SENT = "sent"
    RECEIVED = "received"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployee:
    """Somebody who isn't in the directory yet. Numbers are E.164."""

    first_name: str
    last_name: str
    title: str
    email: str = ""
    extension: str = ""
    landline: str = ""
    mobile: str = ""
    matters: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """What changes, and from when. Beside `change` stands `before`, what it was; likewise `matters`.

    `change` and `before` are of an answer group; `person` is who leaves or gets other duties.
    """

    kind: NoticeKind
    unit: UnitId
    effective_on: date
    note: str = ""
    group: GroupId | None = None
    change: GroupChange | None = None
    before: GroupChange | None = None
    person: PersonId | None = None
    person_name: str = ""
    """Their name as it was, since who has left is in the directory no more."""
    new: NewEmployee | None = None
    matters: tuple[str, ...] = ()
    matters_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice. `turns` are those that have done something to it, so that none does it twice."""

    id: str
    content: NoticeContent
    made_by: PersonId
    made_at: datetime
    """When it was told, or last changed: its lead time is reckoned from then."""
    lead_days: int
    """Working days that the switchboard has had it when it takes effect."""
    is_late: bool
    turns: tuple[str, ...] = ()
    received_by: PersonId | None = None
    received_at: datetime | None = None
    reminded_at: datetime | None = None
    withdrawn_by: PersonId | None = None
    withdrawn_at: datetime | None = None
    in_force_at: datetime | None = None
    carried_out: bool = False
    """Whether what follows from it stands in the answer groups' books as it should."""
    caught_up: bool = False
    """Whether the directory says the same by now, so that the notice is needed no more."""
    next_step_at: datetime | None = None
    kept_until: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def state(self) -> NoticeState:
        """How it stands; one in force may never have been received."""
        if self.withdrawn_at is not None:
            return NoticeState.WITHDRAWN
        if self.in_force_at is not None:
            return NoticeState.IN_FORCE
        return NoticeState.SENT if self.received_at is None else NoticeState.RECEIVED

    @property
    def awaits_receipt(self) -> bool:
        """Whether somebody at the switchboard is still to receive it; also when it holds already."""
        return self.received_at is None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """Whether anything is left to come of it: it doesn't hold yet, or nobody has received it."""
        return self.withdrawn_at is None and (self.in_force_at is None or self.received_at is None)

    @property
    def touches_people(self) -> bool:
        """Whether it changes who is in the directory, or what somebody there answers for, and is still needed."""
        return self.content.kind in OF_PEOPLE and self.withdrawn_at is None and not self.caught_up

    @property
    def group_change(self) -> GroupChange | None:
        """What is to stand in an answer group's book for it; None for one that changes nobody's group."""
        return None if self.withdrawn_at is not None else self.content.change
