"""Delivery of what was decided: once, again after a while, or given up; never lost, never in anyone's way."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf

import pytest

from policy.diversions import DiversionBook
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from services.outbox_settling import DELAYS
from services.outbox_sources import DIVERSIONS, book_place
from services.ports import Conflict, Delivery, Loaded, Sending
from tests.policy.small_town import ANNA, BO, DAG, EVA, at
from tests.services.fakes import BooksInMemory, FixedClock, RecordingMessenger, failing
from tests.services.outbox_stage import outbox_over

NOW = at("2026-11-24 09:00")


def _notification(id_: str, to: PersonId = ANNA, *, due: datetime = NOW, made: datetime = NOW) -> Notification:
    return Notification(
        id=id_, to=to, code="diversion.set_by_other", params={"actor": str(BO)}, made_at=made, due_at=due
    )


def _book(*unsent: Notification, person: PersonId = ANNA) -> DiversionBook:
    return DiversionBook(person=person, outgoing=Outgoing(unsent=unsent))


class Stage:
    """An outbox with its books, its messenger and a clock."""

    def __init__(self, *books: DiversionBook, outcomes: list[Delivery] | None = None) -> None:
        self.clock = FixedClock(NOW)
        self.books = BooksInMemory(*books)
        self.messenger = RecordingMessenger(outcomes or [])
        self.ended: list[Delivery] = []
        self.outbox = outbox_over(self.books, self.messenger, ended=lambda _source, outcome: self.ended.append(outcome))

    async def sweep(self) -> int:
        """One sweep, now."""
        return await self.outbox.sweep(now=self.clock.now())


async def test_what_is_due_is_sent_once() -> None:
    """Idea 4: sent, taken out of the book, and not there at the next sweep."""
    stage = Stage(_book(_notification("a")))
    assert await stage.sweep() == 1
    assert await stage.sweep() == 0
    assert [n.id for n in stage.messenger.sent] == ["a"]
    assert stage.books[ANNA].outgoing.unsent == ()
    assert stage.ended == [Delivery.SENT]


async def test_what_is_not_due_waits() -> None:
    """A notification put off stays until its time, which counts as come at the very instant."""
    stage = Stage(_book(_notification("a", due=NOW + timedelta(minutes=1))))
    assert await stage.sweep() == 0
    await stage.outbox.deliver(DIVERSIONS, book_place(ANNA), now=NOW)
    assert stage.messenger.tried == []
    stage.clock.passes(minutes=1)
    assert await stage.sweep() == 1
    assert len(stage.messenger.sent) == 1


async def test_who_has_nothing_unsent_is_left_alone() -> None:
    """A delivery asked for in vain writes nothing."""
    stage = Stage()
    await stage.outbox.deliver(DIVERSIONS, book_place(ANNA), now=NOW)
    assert stage.books.saves == 0


@pytest.mark.parametrize("outcome", [Delivery.TRY_LATER, Delivery.UNREACHABLE])
async def test_what_could_not_be_sent_is_tried_again_with_growing_delays_and_an_end(
    outcome: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    """Retries grow, keep within a fifth of their delay, and end; also for someone who has not opened the chat yet."""
    stage = Stage(_book(_notification("a")), outcomes=[outcome] * 99)
    tried_at = [stage.clock.now()]
    await stage.sweep()
    while (due := stage.books[ANNA].outgoing.next_delivery_at) is not None:
        stage.clock.passes(seconds=(due - stage.clock.now()).total_seconds())
        tried_at.append(stage.clock.now())
        await stage.sweep()
    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert len(waits) == len(DELAYS)
    for wait, delay in zip(waits, DELAYS, strict=True):
        assert 0.8 * delay <= wait <= 1.2 * delay
    assert list(DELAYS) == sorted(DELAYS)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert stage.ended == [outcome] * (len(DELAYS) + 1)


def test_the_tries_outlast_a_weekend() -> None:
    """From Friday 17:00 to Monday 08:00, even where every wait is as short as its jitter makes it."""
    assert sum(DELAYS, timedelta()) * 0.8 > at("2026-11-30 08:00") - at("2026-11-27 17:00")


async def test_the_delays_are_jittered() -> None:
    """A hundred people who could not be reached at once are not tried again at once."""
    people = [PersonId(f"p{number}") for number in range(30)]
    books = [_book(_notification(f"n{person}", ANNA), person=person) for person in people]
    stage = Stage(*books, outcomes=[Delivery.TRY_LATER] * 30)
    await stage.sweep()
    assert len({stage.books[person].outgoing.next_delivery_at for person in people}) > 1


async def test_what_succeeds_at_last_is_not_tried_again() -> None:
    """Unreachable on Monday, in the chat on Tuesday: sent, and done with."""
    stage = Stage(_book(_notification("a")), outcomes=[Delivery.UNREACHABLE])
    await stage.sweep()
    assert stage.books[ANNA].outgoing.unsent[0].attempts == 1
    stage.clock.passes(days=1)
    await stage.sweep()
    stage.clock.passes(days=30)
    assert await stage.sweep() == 0
    assert len(stage.messenger.sent) == 1


async def test_what_is_refused_is_dropped_with_a_line_that_names_no_person(caplog: pytest.LogCaptureFixture) -> None:
    """Masking: an operator sees that something was given up, of what kind and how; not to whom, nor by its id."""
    caplog.set_level(logging.DEBUG)
    stage = Stage(_book(_notification("a")), outcomes=[Delivery.FAILED])
    await stage.sweep()
    assert stage.books[ANNA].outgoing.unsent == ()
    assert len(stage.messenger.tried) == 1
    (record,) = [r for r in caplog.records if r.name == "services.outbox"]
    assert record.levelname == "ERROR"
    assert (vars(record)["code"], vars(record)["outcome"]) == ("diversion.set_by_other", "failed")
    written = repr({name: value for name, value in vars(record).items() if name != "pathname"})
    for personal in (f"'{ANNA}'", f"'{BO}'"):
        assert personal not in written


async def test_a_delivery_that_succeeds_writes_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """What goes well is counted, not logged."""
    caplog.set_level(logging.INFO)
    await Stage(_book(_notification("a"))).sweep()
    assert [r for r in caplog.records if r.name == "services.outbox"] == []


async def test_a_change_made_meanwhile_is_kept_and_its_word_too() -> None:
    """While it was being sent, someone saved another notification: only the one that was sent goes."""
    stage = Stage(_book(_notification("a")))
    another = _notification("b", due=NOW + timedelta(hours=1))
    saved_by_someone = False

    async def someone_saves() -> None:
        nonlocal saved_by_someone
        if not saved_by_someone:
            saved_by_someone = True
            loaded = await stage.books.load(ANNA)
            await stage.books.save(loaded, _book(*loaded.value.outgoing.unsent, another))

    stage.books.before_save = someone_saves
    await stage.sweep()
    assert stage.books[ANNA].outgoing.unsent == (another,)
    assert len(stage.messenger.sent) == 1


async def test_what_another_replica_got_sent_does_not_come_back() -> None:
    """Two tried at once; the other's went through, so this one's failure is nothing to try again."""
    stage = Stage(_book(_notification("a")))

    class OvertakenMessenger(RecordingMessenger):
        async def deliver(
            self,
            notification: Notification,
            about: object,
            standing: StandingCard | None = None,
            *,
            before: float = inf,
        ) -> Sending:
            loaded = await stage.books.load(ANNA)
            await stage.books.save(loaded, _book())
            return Sending(outcome=Delivery.TRY_LATER)

    await outbox_over(stage.books, OvertakenMessenger()).sweep(now=NOW)
    assert stage.books[ANNA].outgoing.unsent == ()
    assert stage.books.saves == 2  # that it began, and the other's


async def test_an_erased_book_does_not_come_back() -> None:
    """Erased while its notification was under way: nothing of the person is written again."""
    stage = Stage(_book(_notification("a")))

    class ErasingMessenger(RecordingMessenger):
        async def deliver(
            self,
            notification: Notification,
            about: object,
            standing: StandingCard | None = None,
            *,
            before: float = inf,
        ) -> Sending:
            stage.books.forget(ANNA)
            return Sending(outcome=Delivery.UNREACHABLE)

    await outbox_over(stage.books, ErasingMessenger()).sweep(now=NOW)
    assert (await stage.books.load(ANNA)).etag is None


async def test_the_longest_due_goes_first() -> None:
    """Across people by how long it is due; for one person in the order in which it happened."""
    early, late = NOW - timedelta(minutes=9), NOW - timedelta(minutes=1)
    put_off = _notification("first", due=late, made=early - timedelta(hours=1))
    stage = Stage(
        _book(_notification("second", due=late, made=early), put_off),
        _book(_notification("oldest", BO, due=early), person=BO),
    )
    await stage.sweep()
    assert [n.id for n in stage.messenger.sent] == ["oldest", "first", "second"]


async def test_a_sweep_works_off_all_that_is_due_page_by_page() -> None:
    """A Monday's pile: every case is visited once, whoever in it can't be reached."""
    people = [PersonId(f"p{number:03}") for number in range(1_100)]
    books = [_book(_notification(f"n{person}", ANNA), person=person) for person in people]
    stage = Stage(*books, outcomes=[Delivery.TRY_LATER] * 3)
    assert await stage.sweep() == len(people)
    assert len(stage.messenger.tried) == len(people)
    assert len(stage.messenger.sent) == len(people) - 3


async def test_one_book_that_fails_stands_in_nobodys_way(caplog: pytest.LogCaptureFixture) -> None:
    """The first person's book can't be read; those behind are told all the same, and the log names nobody."""

    class OneUnreadable(BooksInMemory):
        async def load(self, person: PersonId) -> Loaded[DiversionBook]:
            if person == DAG:
                raise ValueError(person)
            return await super().load(person)

    books = OneUnreadable(
        _book(_notification("a", DAG, due=NOW - timedelta(hours=1)), person=DAG),
        _book(_notification("b", EVA), person=EVA),
    )
    messenger = RecordingMessenger()
    assert await outbox_over(books, messenger).sweep(now=NOW) == 2
    assert [n.id for n in messenger.sent] == ["b"]
    (record,) = caplog.records
    assert vars(record)["error"] == "ValueError"
    assert record.exc_info is None
    assert str(DAG) not in record.getMessage()


async def test_a_conflict_while_settling_is_met_by_trying_again() -> None:
    """The person changes something just then: the sent one still leaves the book."""
    stage = Stage(_book(_notification("a")))
    stage.books.before_save = failing(2, Conflict())
    await stage.sweep()
    assert stage.books[ANNA].outgoing.unsent == ()
    assert len(stage.messenger.sent) == 1


async def test_a_due_instant_in_the_hour_that_comes_twice_goes_by_the_real_clock() -> None:
    """Due at the second 02:10; at the first 02:50 it is not yet time, whatever the clock shows."""
    stage = Stage(_book(_notification("a", due=at("2026-10-25 02:10", fold=1).astimezone(NOW.tzinfo))))
    await stage.outbox.deliver(DIVERSIONS, book_place(ANNA), now=at("2026-10-25 02:50"))
    assert stage.messenger.tried == []
    await stage.outbox.deliver(DIVERSIONS, book_place(ANNA), now=at("2026-10-25 02:10", fold=1))
    assert len(stage.messenger.sent) == 1
