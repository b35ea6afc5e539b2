"""What was given up: kept without what it said, for an administrator to see, and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.diversions import DiversionBook
from policy.errors import NotAllowed
from policy.organisation import Municipality, PersonId, Role
from policy.outgoing import Notification, Outgoing
from services.dead_letters import DeadLetters
from services.ports import Delivery
from storage.housekeeping_repository import stored_dead_letters
from tests.policy.small_town import ANNA, BO, at, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory, RecordingMessenger
from tests.services.outbox_stage import outbox_over
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")


def _town_with_an_administrator() -> Municipality:
    town = small_town()
    bo = replace(town.people[BO], roles=frozenset({Role.ADMINISTRATOR}))
    return replace(town, people={**town.people, BO: bo})


def _letters() -> DeadLetters:
    return DeadLetters(
        cases=stored_dead_letters(MemoryStore(now=lambda: NOW)), directory=FakeDirectory(_town_with_an_administrator())
    )


def _notification(to: PersonId = ANNA) -> Notification:
    params = {"secret": "Magsjuka"}
    return Notification(id="a", to=to, code="diversion.set_by_other", params=params, made_at=NOW, due_at=NOW)


async def _given_up(letters: DeadLetters, notification: Notification) -> BooksInMemory:
    books = BooksInMemory(DiversionBook(person=ANNA, outgoing=Outgoing(unsent=(notification,))))
    await outbox_over(books, RecordingMessenger([Delivery.FAILED]), letters=letters).sweep(now=NOW)
    return books


async def test_what_is_refused_becomes_a_dead_letter_without_what_it_said() -> None:
    """An administrator sees what kind it was, for whom and how it ended."""
    letters = _letters()
    books = await _given_up(letters, _notification())
    (letter,) = await letters.seen_by(BO)
    assert (letter.to, letter.code, letter.outcome, letter.source) == (
        ANNA,
        "diversion.set_by_other",
        "failed",
        "diversion",
    )
    assert "Magsjuka" not in repr(letter)
    assert books[ANNA].outgoing.unsent == ()
    assert await letters.count() == 1


async def test_the_line_in_the_log_says_what_it_was_and_not_for_whom(caplog: pytest.LogCaptureFixture) -> None:
    """Notifications' own ids are made of their readers' and of groups'."""
    told = replace(_notification(), id=f"turn:{ANNA}:diversion.set_by_other")
    await _given_up(_letters(), told)
    (line,) = [record for record in caplog.records if record.getMessage() == "notification given up"]
    assert (line.__dict__["code"], line.__dict__["outcome"]) == ("diversion.set_by_other", "failed")
    assert str(ANNA) not in repr(line.__dict__)


async def test_someone_who_has_left_the_directory_is_not_written_to() -> None:
    """Their notification is given up once every replica must know that they have, and that can be seen."""
    letters = _letters()
    messenger = RecordingMessenger()
    left = PersonId("left")
    books = BooksInMemory(DiversionBook(person=ANNA, outgoing=Outgoing(unsent=(_notification(left),))))
    outbox = outbox_over(books, messenger, letters=letters)
    for after in (timedelta(), timedelta(seconds=15), timedelta(minutes=2), timedelta(minutes=9)):
        assert await letters.count() == 0
        await outbox.sweep(now=NOW + after)
    assert messenger.tried == []
    assert [letter.to for letter in await letters.seen_by(BO)] == [left]


async def test_someone_whom_another_replica_knows_already_is_written_to_as_soon_as_this_one_does() -> None:
    """A new directory reaches the replicas one after the other: nothing is given up meanwhile."""
    letters, messenger = _letters(), RecordingMessenger()
    books = BooksInMemory(DiversionBook(person=BO, outgoing=Outgoing(unsent=(_notification(ANNA),))))
    everyone = small_town()
    directory = FakeDirectory(replace(everyone, people={BO: everyone.people[BO]}))
    outbox = outbox_over(books, messenger, letters=letters, directory=directory)
    await outbox.sweep(now=NOW)
    directory.municipality = everyone
    await outbox.sweep(now=NOW + timedelta(seconds=15))
    assert [told.to for told in messenger.sent] == [ANNA]
    assert (await letters.count(), books[BO].outgoing.unsent) == (0, ())


async def test_the_same_letter_is_kept_once() -> None:
    """The process died between keeping it and taking it out of the case, and does both again."""
    letters = _letters()
    await _given_up(letters, _notification())
    await _given_up(letters, _notification())
    assert await letters.count() == 1


async def test_only_an_administrator_sees_them() -> None:
    """Who could not be reached about what is nobody else's business."""
    with pytest.raises(NotAllowed, match=r"person\.lacks_role"):
        await _letters().seen_by(ANNA)


async def test_they_are_gone_after_thirty_days() -> None:
    """Kept as long as somebody may still ask what happened, and no longer."""
    clock = [NOW]
    letters = DeadLetters(
        cases=stored_dead_letters(MemoryStore(now=lambda: clock[0])),
        directory=FakeDirectory(_town_with_an_administrator()),
    )
    await _given_up(letters, _notification())
    clock[0] += timedelta(days=30)
    assert await letters.seen_by(BO) == ()
