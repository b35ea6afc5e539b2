"""Owns what the switchboard's desk reads: what waits there, a bounded part of each list (V1-V3, M3, A1, A2).

One reading costs a query an index answers for each section, and one for each operator's messages, of a few dozen
documents at most, however much is stored. Nothing is authorised here; `services.desk` does that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from policy.access import at_switchboard
from policy.callbacks import Callback
from policy.coverage_books import CoverageBook
from policy.desk_rows import MOST_COUNTED, SEPARATOR, DeskRow, Section, SectionSeen, seen
from policy.details import Details
from policy.errors import PolicyError
from policy.ids import PersonId
from policy.notice_times import lead_days
from policy.notices import Notice, NoticeKind
from policy.organisation import Municipality
from policy.periods import as_utc
from policy.phone_orders import OrderState, PhoneOrder
from services.ports import COVERAGE_ID, DETAILS_ID, NOTICES, Directory, Loaded, Place

CaseT = TypeVar("CaseT")
READ = MOST_COUNTED + 1
"""Documents of one section that are read: one more than are counted, to know whether there are more."""
PARTS = 4
LONGEST_KEY = 400
MOST_OPERATORS = 40
"""Operators whose messages are counted for each other, beside those whose desks are read."""


class AtDesk(Protocol[CaseT]):
    """Cases of which some wait for the switchboard."""

    async def load(self, place: Place) -> Loaded[CaseT] | None:
        """The case there, or None."""

    async def at_desk(
        self, limit: int, *, before: datetime | None = None, **equal: str | int | None
    ) -> Sequence[Loaded[CaseT]]:
        """At most so many of those that wait, the most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: the sections that are the same for all, and each operator's messages that nobody has seen."""

    shared: Mapping[Section, SectionSeen]
    messages: Mapping[PersonId, tuple[DeskRow, ...]]

    def of(self, person: PersonId) -> tuple[SectionSeen, ...]:
        """The sections of one operator's desk, in order."""
        others = sum(len(rows[:MOST_COUNTED]) for one, rows in self.messages.items() if one != person)
        mine = seen(Section.MESSAGES, self.messages.get(person, ()), others=others)
        return tuple(mine if one is Section.MESSAGES else self.shared[one] for one in Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReading:
    """Reads it."""

    notices: AtDesk[Notice]
    orders: AtDesk[PhoneOrder]
    messages: AtDesk[Callback]
    coverage: AtDesk[CoverageBook]
    details: AtDesk[Details]
    directory: Directory

    async def read(self, *, whose: Sequence[PersonId], now: datetime) -> Reading:
        """Everything that the desks of those operators show, and how much the others of a switchboard have left."""
        municipality = self.directory.municipality
        operators = tuple(dict.fromkeys((*whose, *at_switchboard(municipality)[:MOST_OPERATORS])))
        notices, orders, coverage, details = await asyncio.gather(
            self.notices.at_desk(READ),
            self.orders.at_desk(READ),
            self.coverage.at_desk(READ, before=now),
            self.details.at_desk(READ),
        )
        left = await asyncio.gather(*(self.messages.at_desk(READ, unseen_by=str(one)) for one in operators))
        shared = {
            Section.NOTICES: [_notice(one.value, municipality, now) for one in notices],
            Section.ORDERS: [_order(one.value) for one in orders],
            Section.GAPS: [row for one in coverage for row in _gaps(one.value, municipality, now)],
            Section.DETAILS: [row for one in details for row in _corrections(one.value)],
        }
        messages = zip(operators, left, strict=True)
        return Reading(
            shared={section: seen(section, rows) for section, rows in shared.items()},
            messages={one: tuple(_message(each.value, now) for each in mine) for one, mine in messages},
        )

    async def is_open(self, key: str, *, now: datetime) -> bool:
        """Whether there is still something to do about a row, by its key. Raises PolicyError `desk.row_gone`."""
        section, partition, case, part = parts_of(key)
        place = Place(partition, case)
        if section == Section.NOTICES:
            notice = await self.notices.load(place)
            return notice is not None and notice.value.awaits_receipt
        if section == Section.ORDERS:
            order = await self.orders.load(place)
            return order is not None and order.value.state is OrderState.APPROVED
        if section == Section.GAPS:
            book = await self.coverage.load(place)
            return book is not None and bool(_gaps(book.value, self.directory.municipality, now))
        if section == Section.DETAILS:
            details = await self.details.load(place)
            return details is not None and any(one.id == part for one in details.value.open)
        return False


def parts_of(key: str) -> tuple[str, str, str, str]:
    """A row's section, partition, id and part, by its key, which anyone can make up. Raises PolicyError."""
    parts = key.split(SEPARATOR)
    if len(parts) != PARTS or parts[0] not in set(Section) or len(key) > LONGEST_KEY:
        raise PolicyError("desk.row_gone")
    section, partition, case, part = parts
    is_whole = bool(partition and case) and bool(part) is (section == Section.DETAILS)
    if not is_whole or not all(one.isprintable() for one in parts):
        raise PolicyError("desk.row_gone")
    return section, partition, case, part


def _notice(notice: Notice, municipality: Municipality, now: datetime) -> DeskRow:
    content = notice.content
    group = None if content.group is None else municipality.groups.get(content.group)
    name = content.new.name if content.new is not None else content.person_name if group is None else group.name
    left = None if notice.in_force_at else lead_days(municipality.calendar, now, content.effective_on)
    leaves = content.kind is NoticeKind.LEAVING
    return DeskRow(
        section=Section.NOTICES,
        partition=NOTICES,
        id=notice.id,
        what=content.kind.value,
        name=name,
        on=content.effective_on - timedelta(days=1) if leaves else content.effective_on,
        days=left,
        is_pressing=left is None or left <= 1,
        is_overdue=left is None or notice.reminded_at is not None,
    )


def _order(order: PhoneOrder) -> DeskRow:
    return DeskRow(
        section=Section.ORDERS,
        partition=str(order.requester),
        id=order.id,
        what=order.wish.errand.value,
        name=order.item_name,
        person=order.receiver,
        at=order.latest.at,
    )


def _message(message: Callback, now: datetime) -> DeskRow:
    return DeskRow(
        section=Section.MESSAGES,
        partition=str(message.holder),
        id=message.id,
        person=message.holder,
        at=message.made_at,
        until=message.next_due_at,
        is_pressing=message.urgent,
        is_overdue=message.is_overdue(now),
    )


def _gaps(book: CoverageBook, municipality: Municipality, now: datetime) -> tuple[DeskRow, ...]:
    """The gap of the group that runs now, if there is one."""
    group = municipality.groups.get(book.group)
    running = (gap for alert in book.open_alerts for gap in alert.gaps if gap.period.contains(as_utc(now)))
    gap = next(running, None)
    if group is None or gap is None:
        return ()
    row = DeskRow(
        section=Section.GAPS,
        partition=str(book.group),
        id=COVERAGE_ID,
        name=group.name,
        at=gap.period.start_at,
        until=gap.end_at,
        is_pressing=gap.is_unstaffed,
    )
    return (row,)


def _corrections(details: Details) -> tuple[DeskRow, ...]:
    return tuple(
        DeskRow(
            section=Section.DETAILS,
            partition=str(details.person),
            id=DETAILS_ID,
            part=one.id,
            what=one.field.value,
            person=details.person,
            at=one.made_at,
        )
        for one in details.open
    )
