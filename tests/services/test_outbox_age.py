"""How old the oldest is that is due and not sent: whether the outbox keeps up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from policy.diversions import DiversionBook
from policy.outgoing import Notification, Outgoing
from services.outbox_age import COUNTS_SECONDS, OutboxAge
from services.ports import Place
from services.replicas import HeldShards
from services.sweeping import ALONE
from tests.policy.small_town import ANNA, BO, at
from tests.services.fakes import BooksInMemory, RecordingMessenger
from tests.services.outbox_stage import outbox_over

NOW = at("2026-11-24 09:00")


def _waiting(*, due: datetime) -> Outgoing:
    told = Notification(id="a", to=ANNA, code="diversion.set_by_other", made_at=NOW, due_at=due)
    return Outgoing(unsent=(told,))


def _book(minutes: int) -> DiversionBook:
    who = {5: ANNA, 20: BO}[minutes]
    return DiversionBook(person=who, outgoing=_waiting(due=NOW - timedelta(minutes=minutes)))


async def test_it_is_the_longest_that_anything_was_due_when_a_sweep_met_it() -> None:
    """Nothing is known before the first sweep; one that finds nothing due says so."""
    assert OutboxAge().seconds(0.0) is None
    outbox = outbox_over(BooksInMemory(_book(5), _book(20)), RecordingMessenger())
    await outbox.sweep(now=NOW)
    assert outbox.oldest_due() == 20 * 60
    idle = outbox_over(BooksInMemory(), RecordingMessenger())
    await idle.sweep(now=NOW)
    assert idle.oldest_due() == 0


async def test_what_is_due_later_is_not_old() -> None:
    """What could not be sent waits for its next time, and the outbox keeps up all the same."""
    age = OutboxAge()
    with age.of_a_sweep(ALONE, lambda: 0.0):
        age.meets(_waiting(due=NOW + timedelta(minutes=5)), now=NOW)
        age.meets(Outgoing(), now=NOW)
    assert age.seconds(0.0) == 0


def test_what_a_sweep_met_counts_until_everything_has_been_asked_for_again() -> None:
    """Much is asked for once a minute: the sweeps between find nothing of it."""
    age = OutboxAge()
    for at_second, met in ((0.0, 90), (5.0, 0), (COUNTS_SECONDS, 0), (COUNTS_SECONDS + 5, 0)):
        with age.of_a_sweep(ALONE, lambda at=at_second: at):  # type: ignore[misc]
            age.meets(_waiting(due=NOW - timedelta(seconds=met)), now=NOW)
        assert age.seconds(at_second) == (90 if at_second <= COUNTS_SECONDS else 0)


def test_what_was_met_is_known_no_longer_than_it_counts() -> None:
    """Where no more sweeps come, since others hold everything or the store is gone, an old one would alarm for ever."""
    age = OutboxAge()
    with age.of_a_sweep(ALONE, lambda: 0.0):
        age.meets(_waiting(due=NOW - timedelta(minutes=20)), now=NOW)
    assert age.seconds(COUNTS_SECONDS) == 20 * 60
    assert age.seconds(COUNTS_SECONDS + 1) is None


def test_after_a_sweep_that_failed_nothing_is_known() -> None:
    """The last that was known would be told for ever."""
    age = OutboxAge()
    with age.of_a_sweep(ALONE, lambda: 0.0):
        pass
    with pytest.raises(OSError, match="away"), age.of_a_sweep(ALONE, lambda: 1.0):
        raise OSError("away")
    assert age.seconds(1.0) is None


def test_who_holds_nothing_knows_nothing() -> None:
    """Another process does."""
    age, hold = OutboxAge(), HeldShards(lambda: 0.0)
    assert not hold.has(Place("p", "i"))
    with age.of_a_sweep(hold, lambda: 0.0):
        pass
    assert age.seconds(1.0) is None
