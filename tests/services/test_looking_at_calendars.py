"""Looks at calendars: who is looked at, together, how often, and what a failure or a change in between leaves (A3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.calendar_suggestions import Fate
from policy.organisation import PersonId
from services.calendar_ports import MOST_AT_ONCE
from services.calendar_suggestions import calendar_place
from services.calendar_telling import ENDED, SUGGESTED
from services.ports import Place
from tests.policy.small_town import ANNA, BO, DISA, KARIN, at
from tests.services.calendar_stage import NOW, CalendarStage


async def test_whoever_turned_it_on_is_looked_at_and_nobody_else() -> None:
    """Several people are asked for together."""
    stage = CalendarStage()
    await stage.turns_on(ANNA)
    await stage.turns_on(BO)
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00", KARIN)
    assert await stage.looks() == 2
    assert [set(asked) for asked in stage.reach.asked] == [{ANNA, BO}]
    assert await stage.book(KARIN) is None
    assert await stage.looks() == 0, "each is looked at once"


async def test_a_suggestion_is_told_of_in_working_time_and_once() -> None:
    """A3: it is saved with the word of it; the next look adds none."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks()
    (told,) = await stage.unsent()
    assert (told.code, told.waits, told.to) == (SUGGESTED, True, ANNA)
    assert stage.soon == [calendar_place(ANNA)]
    await stage.sends()
    for when in ("2026-11-23 13:00", "2026-11-24 08:00"):
        assert await stage.looks(when) == 1
        assert await stage.unsent() == []


async def test_many_are_asked_for_twenty_at_a_time() -> None:
    """Graph takes no more."""
    stage = CalendarStage()
    people = dict(stage.directory.municipality.people)
    anna = people[ANNA]
    people |= {PersonId(f"p{n:02}"): replace(anna, id=PersonId(f"p{n:02}")) for n in range(45)}
    stage.directory.municipality = replace(stage.directory.municipality, people=people)
    for n in range(45):
        await stage.turns_on(PersonId(f"p{n:02}"))
    assert await stage.looks() == 45
    assert max(map(len, stage.reach.asked)) == MOST_AT_ONCE
    assert len(stage.reach.asked) == 3


async def test_once_told_to_wait_nobody_else_is_asked_for() -> None:
    """Everyone who was due is put off, for as long as was asked for and a little more; nothing that stands changes."""
    stage = CalendarStage()
    people = dict(stage.directory.municipality.people)
    people |= {PersonId(f"p{n:02}"): replace(people[ANNA], id=PersonId(f"p{n:02}")) for n in range(30)}
    stage.directory.municipality = replace(stage.directory.municipality, people=people)
    for n in range(30):
        await stage.turns_on(PersonId(f"p{n:02}"))
    stage.reach.wait = timedelta(minutes=40)
    await stage.looks()
    assert len(stage.reach.asked) == 1
    for n in range(30):
        book = await stage.book(PersonId(f"p{n:02}"))
        assert book is not None
        assert book.look_again_at is not None
        assert timedelta(minutes=40) <= book.look_again_at - NOW <= timedelta(minutes=60)
        assert book.unread_since is None


async def test_a_wait_of_days_is_none() -> None:
    """Somebody's next suggestion doesn't hang on one answer."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.reach.wait = timedelta(days=9)
    await stage.looks()
    book = await stage.book()
    assert book is not None
    assert book.look_again_at is not None
    assert book.look_again_at - NOW <= timedelta(hours=3)


async def test_what_cant_be_read_changes_nothing_that_stands() -> None:
    """A3: neither is a suggestion withdrawn, nor a new one made; since when is kept, until it can be read again."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks()
    before = await stage.the_one()
    stage.reach.seen.clear()
    stage.reach.away = {ANNA}
    await stage.looks("2026-11-23 13:00")
    stage.reach.away, stage.reach.unreadable = set(), {ANNA}
    await stage.looks("2026-11-24 08:00")
    await stage.looks("2026-11-24 13:00")
    assert await stage.the_one() == before
    book = await stage.book()
    assert book is not None
    assert book.unread_since == at("2026-11-24 08:00")
    stage.reach.unreadable = set()
    await stage.looks("2026-11-25 08:00")
    book = await stage.book()
    assert book is not None
    assert book.unread_since is None
    assert [one.fate for one in book.suggestions] == [Fate.WITHDRAWN]
    assert book.outgoing.unsent == ()


async def test_one_that_fails_keeps_no_other_of_its_group_from_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    """And the log says nothing of whom."""
    stage = CalendarStage()
    for person in (ANNA, BO, DISA):
        await stage.turns_on(person)
        stage.is_out("2026-11-24 00:00", "2026-11-26 00:00", person)
    load = stage.books.load

    async def failing(person: PersonId) -> object:
        if person == BO:
            raise RuntimeError("a book that nobody can read")
        return await load(person)

    stage.books.load = failing  # type: ignore[method-assign, assignment]
    await stage.looks()
    assert (await stage.the_one(ANNA)).fate is Fate.OPEN
    assert (await stage.the_one(DISA)).fate is Fate.OPEN
    book = await stage.book(BO)
    assert book is not None
    assert book.suggestions == ()
    assert str(BO) not in [record.__dict__.get("person") for record in caplog.records]


async def test_turned_off_while_it_was_read_nothing_comes_of_it() -> None:
    """What was read is forgotten with the rest."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")

    async def turns_it_off() -> None:
        await stage.suggestions.turn_off(ANNA, now=NOW)

    stage.reach.before_reading = turns_it_off
    await stage.looks()
    assert await stage.book() is None
    assert stage.soon == []


async def test_an_answer_that_comes_in_between_stands() -> None:
    """A3: somebody says no while the calendar is read; the look decides once more."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks()
    await stage.sends()
    one = await stage.the_one()

    async def says_no() -> None:
        await stage.suggestions.decline(ANNA, one.id, now=stage.now)

    stage.reach.before_reading = says_no
    stage.is_out("2026-11-26 00:00", "2026-12-01 00:00")
    await stage.looks("2026-11-23 13:00")
    assert (await stage.the_one()).fate is Fate.DECLINED
    assert await stage.unsent() == []


async def test_what_was_never_sent_is_not_told_of_as_ended() -> None:
    """A3: a suggestion of the evening that is gone in the morning is nobody's business."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks("2026-11-23 19:00")
    stage.reach.seen.clear()
    await stage.looks("2026-11-24 08:00")
    assert await stage.unsent() == []


async def test_what_stands_is_told_that_it_ended_and_then_let_go_of() -> None:
    """A3: the card is changed once, and its place is not kept for ever."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks()
    await stage.sends()
    stage.reach.seen.clear()
    await stage.looks("2026-11-24 08:00")
    (told,) = await stage.unsent()
    assert (told.code, told.waits) == (ENDED, False)
    await stage.sends()
    await stage.looks("2026-11-24 13:00")
    book = await stage.book()
    assert book is not None
    assert (book.suggestions, book.outgoing.standing) == ((), ())


async def test_who_has_left_the_directory_is_let_go_of_after_a_while() -> None:
    """Another replica may not have read the directory yet that has them."""
    stage = CalendarStage()
    await stage.turns_on()
    people = {id_: one for id_, one in stage.directory.municipality.people.items() if id_ != ANNA}
    stage.directory.municipality = replace(stage.directory.municipality, people=people)
    await stage.looks("2026-11-23 09:05")
    assert await stage.book() is not None
    await stage.looks("2026-11-23 09:11")
    assert await stage.book() is None
    assert stage.reach.asked == []


async def test_what_another_replica_holds_is_left_to_it() -> None:
    """Each looks at its own."""

    class Others:
        count, gains = 1, 0

        def has(self, place: Place) -> bool:
            return place.partition != str(ANNA)

        def has_job(self, name: str) -> bool:
            return False

    stage = CalendarStage()
    await stage.turns_on(ANNA)
    await stage.turns_on(BO)
    assert await stage.watch.sweep(now=NOW, hold=Others()) == 1
    assert stage.reach.asked == [[BO]]
