"""Reading calendars out of Microsoft Graph: what is asked, what is taken in, and what a failure leaves for later."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from directory.graph import calendars
from directory.graph.calendars import GraphCalendars
from policy.calendar_absences import CalendarSeen, Showing, Shown, seen_from
from policy.organisation import Person, PersonId, UnitId
from policy.periods import Period
from policy.working_calendar import WorkingCalendar
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_calendar import REPLIES, SCHEDULES, SECRET, StandInCalendars
from tests.policy.small_town import ZONE, at, period

WITHIN = seen_from(at("2026-11-23 09:00"), WorkingCalendar(ZONE))
NUMBERS = count(1)


class Scene:
    """Graph with calendars, and what reads them."""

    def __init__(self, standin: GraphStandIn, far: StandInCalendars, reach: GraphCalendars) -> None:
        self.standin = standin
        self.far = far
        self.reach = reach

    def person(self, *, mailbox: bool = True, email: bool = True) -> Person:
        """Somebody new."""
        id_ = f"00000000-0000-0000-0000-{next(NUMBERS):012}"
        address = f"Person.{id_[-4:]}@exempelkommun.se"
        if mailbox:
            self.far.mailbox(id_, address.lower())
        return Person(
            id=PersonId(id_),
            first_name="Person",
            last_name=id_[-4:],
            title="",
            unit=UnitId("bygg"),
            email=address if email else "",
        )

    def asked(self) -> list[int]:
        """Of how many people's calendars each question was."""
        return [len(one.body["schedules"]) for one in self.standin.asked(SCHEDULES)]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    """Graph, serving."""
    standin = GraphStandIn()
    far = StandInCalendars(standin)
    async with asking(standin) as client:
        yield Scene(standin, far, GraphCalendars(client))


async def test_free_and_busy_and_when_replies_are_on_is_all_that_comes_in(scene: Scene) -> None:
    """A private entry is as busy as any; what it is about, and what a reply says, stays at the door."""
    anna = scene.person()
    mailbox = scene.far.mailboxes[str(anna.id)]
    for status in ("free", "tentative", "busy", "oof", "workingElsewhere", "unknown"):
        mailbox.shows(status, at("2026-11-26 00:00"), at("2026-11-28 00:00"))
    mailbox.replies = ("scheduled", at("2026-11-25 17:00"), at("2026-11-30 08:00"))
    read = await scene.reach.read([anna], WITHIN)
    span = period("2026-11-26 00:00", "2026-11-28 00:00")
    shown = (Shown(Showing.BUSY, span), Shown(Showing.OUT_OF_OFFICE, span))
    assert read.seen == {anna.id: CalendarSeen(shown=shown, replies=period("2026-11-25 17:00", "2026-11-30 08:00"))}
    assert SECRET not in repr(read)
    assert (read.unreadable, read.wait) == (frozenset(), None)


@pytest.mark.parametrize("status", ["disabled", "alwaysEnabled"])
async def test_replies_that_are_off_or_always_on_say_nothing_of_when(scene: Scene, status: str) -> None:
    """Graph tells of a time then too."""
    anna = scene.person()
    scene.far.mailboxes[str(anna.id)].replies = (status, at("2026-11-25 17:00"), at("2026-11-30 08:00"))
    assert (await scene.reach.read([anna], WITHIN)).seen == {anna.id: CalendarSeen()}


@pytest.mark.parametrize("zone", ["", "Europe/Stockholm", "W. Europe Standard Time", "America/New_York"])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-28 00:00", "2026-03-30 00:00"),
        ("2026-10-24 00:00", "2026-10-26 00:00"),
        ("2026-12-31 00:00", "2027-01-02 00:00"),
    ],
)
async def test_whole_days_are_whole_days_here_in_whatever_zone_they_are_told(
    scene: Scene, zone: str, start: str, end: str
) -> None:
    """Both changes of the clock lie within, and New Year; the zone that an answer names is the one that holds."""
    anna = scene.person()
    mailbox = scene.far.mailboxes[str(anna.id)]
    mailbox.zone = zone
    mailbox.shows("oof", at(start), at(end))
    within = seen_from(at(start) - timedelta(days=3), WorkingCalendar(ZONE))
    read = await scene.reach.read([anna], within)
    assert [one.period for one in read.seen[anna.id].shown] == [period(start, end)]


async def test_twenty_are_asked_for_at_a_time(scene: Scene) -> None:
    """And no more days than Graph takes."""
    people = [scene.person() for _ in range(45)]
    read = await scene.reach.read(people, WITHIN)
    assert read.seen.keys() == {person.id for person in people}
    assert scene.asked() == [20, 20, 5]


async def test_whom_a_colleague_may_not_see_is_asked_for_by_themselves(scene: Scene) -> None:
    """And whom Exchange doesn't know is let be; the others are none the worse for it."""
    anna, bo, unknown = scene.person(), scene.person(), scene.person(mailbox=False)
    scene.far.mailboxes[str(bo.id)].seen_by = frozenset()
    read = await scene.reach.read([anna, bo, unknown], WITHIN)
    assert read.seen.keys() == {anna.id, bo.id}
    assert read.unreadable == {unknown.id}
    assert scene.asked() == [3, 1, 1]


async def test_who_has_no_mailbox_or_no_address_keeps_nobody_else_from_being_read(scene: Scene) -> None:
    """Also where they come first, so that the others are asked for through them."""
    none, nameless, anna = scene.person(mailbox=False), scene.person(email=False), scene.person()
    read = await scene.reach.read([none, nameless, anna], WITHIN)
    assert read.seen.keys() == {anna.id}
    assert read.unreadable == {none.id, nameless.id}


async def test_without_consent_nobody_is_asked_for_twice(scene: Scene) -> None:
    """It is the same for everyone, and an administrator's to mend."""
    people = [scene.person() for _ in range(5)]
    scene.standin.faults.next("getSchedule", status=403, code="Authorization_RequestDenied", times=9)
    read = await scene.reach.read(people, WITHIN)
    assert read.unreadable == {person.id for person in people}
    assert len(scene.standin.asked(SCHEDULES)) == 0
    scene.standin.faults.clear()


async def test_where_replies_may_not_be_read_the_calendar_alone_tells(scene: Scene) -> None:
    """The two need a permission each."""
    anna = scene.person()
    scene.far.mailboxes[str(anna.id)].shows("oof", at("2026-11-26 00:00"), at("2026-11-28 00:00"))
    scene.standin.faults.next("automaticReplies", status=403, code="ErrorAccessDenied")
    read = await scene.reach.read([anna], WITHIN)
    assert len(read.seen[anna.id].shown) == 1
    assert read.seen[anna.id].replies is None


async def test_when_graph_asks_to_be_left_alone_nothing_more_is_asked(scene: Scene) -> None:
    """Whoever was not read is to be asked for after the wait."""
    people = [scene.person() for _ in range(25)]
    scene.standin.faults.next("getSchedule", status=429, retry_after="3600", times=99)
    read = await scene.reach.read(people, WITHIN)
    assert (read.seen, read.unreadable) == ({}, frozenset())
    assert read.wait == timedelta(hours=1)
    assert scene.standin.asked(REPLIES) == []


async def test_who_got_no_answer_about_replies_is_read_later_whole(scene: Scene) -> None:
    """Else a suggestion that came of automatic replies would be taken back."""
    anna, bo = scene.person(), scene.person()
    scene.standin.faults.next(f"{bo.id}/mailboxSettings", status=503, retry_after="900", times=9)
    read = await scene.reach.read([anna, bo], WITHIN)
    assert anna.id in read.seen or read.wait is not None
    assert bo.id not in read.seen
    assert bo.id not in read.unreadable
    assert read.wait == timedelta(minutes=15)


@pytest.mark.parametrize(
    "fault",
    [
        {"dropped": True},
        {"status": 200, "body": b"<html>"},
        {"status": 200, "body": b"[]"},
        {"status": 200, "body": b'{"value": "x"}'},
        {"status": 200, "body": b'{"value": [1, {"scheduleId": 7}]}'},
        {"status": 502},
    ],
)
async def test_garbage_and_lost_answers_leave_everything_for_later(scene: Scene, fault: dict[str, object]) -> None:
    """Nobody is told that their calendar can't be read because a proxy spoke."""
    anna = scene.person()
    scene.standin.faults.next("getSchedule", times=9, **fault)
    read = await scene.reach.read([anna], WITHIN)
    assert (read.seen, read.unreadable) == ({}, frozenset())


@pytest.mark.parametrize(
    "entry",
    [
        b'{"status": "oof"}',
        b'{"status": "oof", "start": {"dateTime": "x", "timeZone": "UTC"}, "end": {"dateTime": "2026-11-27T00:00:00"}}',
        b'{"status": "oof", "start": {"dateTime": "2026-11-26T00:00:00", "timeZone": "Customized"}, "end": {}}',
        b"7",
    ],
)
async def test_an_entry_that_means_no_time_leaves_that_calendar_for_later(scene: Scene, entry: bytes) -> None:
    """A guess would be a wrong suggestion, or take back a right one."""
    anna, bo = scene.person(), scene.person()
    ids = [one.email.encode() for one in (anna, bo)]
    body = b'{"value": [{"scheduleId": "%s", "scheduleItems": [%s]}, {"scheduleId": "%s"}]}' % (ids[0], entry, ids[1])
    scene.standin.faults.next("getSchedule", status=200, body=body)
    read = await scene.reach.read([anna, bo], WITHIN)
    assert read.seen == {bo.id: CalendarSeen()}
    assert read.unreadable == frozenset()


async def test_what_takes_no_time_is_nothing(scene: Scene) -> None:
    """An entry that ends as it begins."""
    anna = scene.person()
    scene.far.mailboxes[str(anna.id)].shows("oof", at("2026-11-26 09:00"), at("2026-11-26 09:00"))
    assert (await scene.reach.read([anna], WITHIN)).seen == {anna.id: CalendarSeen()}


async def test_a_slow_graph_keeps_a_look_from_lasting(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those whose replies came in time are read; the rest later."""
    monkeypatch.setattr(calendars, "ALL_REPLIES_WITHIN", 0.2)
    people = [scene.person() for _ in range(3)]
    scene.standin.faults.next(f"{people[1].id}/mailboxSettings", seconds=5)
    begun = asyncio.get_running_loop().time()
    read = await scene.reach.read(people, WITHIN)
    assert asyncio.get_running_loop().time() - begun < 2
    assert read.seen.keys() == {people[0].id, people[2].id}
    assert people[1].id not in read.unreadable


def test_the_window_is_within_what_graph_takes() -> None:
    """ "Less than 62 days", on both changes of the clock."""
    for now in ("2026-03-01 09:00", "2026-10-01 09:00", "2026-12-24 23:59"):
        within = seen_from(at(now), WorkingCalendar(ZONE))
        assert isinstance(within, Period)
        assert within.end_at is not None
        assert within.end_at - within.start_at < timedelta(days=62)
        assert within.start_at <= datetime.fromisoformat(now).replace(tzinfo=ZONE).astimezone(UTC)
