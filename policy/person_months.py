"""Owns one person's own figures of a month: the phone duty they had, and how they kept their promises (M1).

They are the person's, in a document of their own: for them and their nearest manager alone, and gone when they are
forgotten. What is added up over groups and units stands without them, and names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from policy.ids import GroupId, PersonId
from policy.months import months_after
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar

NONE = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person's month; `month` is "2026-11". Saved as one document.

    `late` has how late each promise that was done was kept, by its id; `duty` how long they had the phone duty, by
    group and day. So what is counted twice counts once.
    """

    person: PersonId
    month: str
    kept_until: datetime
    late: Mapping[str, timedelta] = field(default_factory=dict)
    duty: Mapping[str, timedelta] = field(default_factory=dict)

    def with_promise(self, promise: str, late: timedelta) -> PersonMonth:
        """With a promise that was done."""
        return replace(self, late={**self.late, promise: late})

    def without_promise(self, promise: str) -> PersonMonth:
        """Without it: it was opened again, and is done in another month."""
        return replace(self, late={known: late for known, late in self.late.items() if known != promise})

    def with_duty(self, group: GroupId, on: date, time_: timedelta) -> PersonMonth:
        """With the duty that they had in a group on a day."""
        return replace(self, duty={**self.duty, _duty_key(group, on): time_})

    def duty_in(self, group: GroupId) -> timedelta:
        """How long they had the duty of that group."""
        return sum((length for key, length in self.duty.items() if key.rpartition(" ")[0] == group), NONE)

    @property
    def duty_in_all(self) -> timedelta:
        """How long they had any group's duty."""
        return sum(self.duty.values(), NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesKept:
    """Promises of a month added up: how many, how many in time, and how late the latest was; `people` made them."""

    done: int = 0
    in_time: int = 0
    worst: timedelta = NONE
    people: int = 0


def month_of(day: date) -> str:
    """The name of the day's month: "2026-11"."""
    return f"{day:%Y-%m}"


def month_before(day: date) -> str:
    """The name of the month before the day's."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def month_preceding(month: str) -> str:
    """The name of the month before one: "2026-12" before "2027-01"."""
    return month_before(date.fromisoformat(f"{month}-01"))


def gone_at(month: str, calendar: WorkingCalendar, months_kept: int) -> datetime:
    """When a month's figures are kept no longer: as many months after its end as the municipality keeps them."""
    gone_on = months_after(date.fromisoformat(f"{month}-01"), months_kept + 1)
    return as_utc(calendar.at(gone_on, time(0)))


def kept_in_time(months: Iterable[PersonMonth]) -> PromisesKept:
    """What several people's promises come to (S6): the share and the worst case, never a mean."""
    made = [month for month in months if month.late]
    late = [one for month in made for one in month.late.values()]
    return PromisesKept(
        done=len(late),
        in_time=sum(one == NONE for one in late),
        worst=max(late, default=NONE),
        people=len({month.person for month in made}),
    )


def _duty_key(group: GroupId, on: date) -> str:
    return f"{group} {on.isoformat()}"
