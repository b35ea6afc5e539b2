"""Suggestions out of one's calendar: whose they are, turned on and off, answered, and diverted meanwhile (A3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.calendar_suggestions import Fate
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.reasons import Reason
from services.calendar_suggestions import calendar_place
from services.calendar_telling import ENDED, TURNED_OFF
from tests.policy.small_town import ANNA, BO, STRANGER, at, diversion
from tests.services.calendar_stage import NOW, CalendarStage


async def suggested() -> CalendarStage:
    """Anna has been asked about Thursday and Friday, and her card stands."""
    stage = CalendarStage()
    await stage.turns_on()
    stage.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await stage.looks()
    await stage.sends()
    stage.soon.clear()
    return stage


async def test_it_is_off_until_it_is_turned_on_and_twice_is_once() -> None:
    """Nothing is kept of who never turned it on."""
    stage = CalendarStage()
    assert not (await stage.suggestions.stands(ANNA)).is_on
    assert await stage.book() is None
    first = await stage.suggestions.turn_on(ANNA, now=NOW)
    again = await stage.suggestions.turn_on(ANNA, now=at("2026-11-23 10:00"))
    assert first.is_on
    assert again.is_on
    book = await stage.book()
    assert book is not None
    assert book.turned_on_at == NOW


async def test_who_may_not_turn_it_on() -> None:
    """Where no calendar is reached, without an address, and not in the directory: each is told why."""
    stage = CalendarStage()
    people = stage.directory.municipality.people
    nameless = {**people, BO: replace(people[BO], email="")}
    stage.directory.municipality = replace(stage.directory.municipality, people=nameless)
    nowhere = CalendarStage(is_reached=False)
    for service, who, code in (
        (stage.suggestions, BO, "calendar.no_address"),
        (stage.suggestions, STRANGER, "person.not_in_directory"),
        (nowhere.suggestions, ANNA, "calendar.not_reached"),
    ):
        for ask in (service.offered(who), service.turn_on(who, now=NOW)):
            with pytest.raises(PolicyError) as refused:
                await ask
            assert refused.value.code == code


async def test_turned_off_all_that_was_seen_is_gone_at_once() -> None:
    """Where a card stands, that it is off is still to be told, and nothing else is left."""
    stage = await suggested()
    one = await stage.the_one()
    stands = await stage.suggestions.turn_off(ANNA, now=NOW)
    assert not stands.is_on
    book = await stage.book()
    assert book is not None
    assert (book.is_on, book.suggestions, book.look_again_at) == (False, (), None)
    assert [(told.code, told.card) for told in book.outgoing.unsent] == [(TURNED_OFF, one.card)]
    assert stage.soon == [calendar_place(ANNA)]
    await stage.suggestions.turn_off(ANNA, now=NOW)
    assert len(await stage.unsent()) == 1


async def test_turned_off_on_its_only_card_nothing_at_all_is_left() -> None:
    """The answer changes that card."""
    stage = await suggested()
    one = await stage.the_one()
    await stage.suggestions.turn_off(ANNA, now=NOW, pressed=one.id)
    assert await stage.book() is None
    assert stage.soon == []


async def test_where_calendars_are_reached_no_more_off_is_off_all_the_same() -> None:
    """A setting was taken away, and somebody's book is still there."""
    stage = await suggested()
    no_more = replace(stage.suggestions, is_reached=False)
    await no_more.turn_off(ANNA, now=NOW)
    assert await stage.book() is None


async def test_turned_on_again_the_cards_from_before_still_get_their_word() -> None:
    """They hold no more, whatever comes after."""
    stage = await suggested()
    await stage.suggestions.turn_off(ANNA, now=NOW)
    await stage.turns_on()
    book = await stage.book()
    assert book is not None
    assert book.is_on
    assert [told.code for told in book.outgoing.unsent] == [TURNED_OFF]


async def test_a_no_is_kept_and_repeated_without_harm() -> None:
    """A3: the second press finds it answered."""
    stage = await suggested()
    one = await stage.the_one()
    for _ in range(2):
        assert (await stage.suggestions.decline(ANNA, one.id, now=NOW)).fate is Fate.DECLINED
    assert await stage.unsent() == []
    with pytest.raises(PolicyError, match=r"calendar\.gone"):
        await stage.suggestions.decline(BO, one.id, now=NOW)
    with pytest.raises(PolicyError, match=r"calendar\.gone"):
        await stage.suggestions.find(BO, one.id, now=NOW)
    with pytest.raises(PolicyError, match=r"calendar\.passed"):
        await stage.suggestions.find(ANNA, one.id, now=at("2026-11-27 17:00"))


async def test_a_diversion_that_covers_it_ends_it_and_one_that_does_not_doesnt() -> None:
    """A3: right after the change, without a look at the calendar."""
    stage = await suggested()
    part = diversion(Reason.LEAVE, "2026-11-26 08:00", "2026-11-26 17:00")
    await stage.suggestions.diverted(DiversionBook(person=ANNA, diversions=(part,)), now=NOW)
    assert (await stage.the_one()).fate is Fate.OPEN
    assert stage.soon == []
    whole = diversion(Reason.LEAVE, "2026-11-26 08:00", "2026-11-27 17:00")
    await stage.suggestions.diverted(DiversionBook(person=ANNA, diversions=(whole,)), now=NOW)
    assert (await stage.the_one()).fate is Fate.DIVERTED
    assert [told.code for told in await stage.unsent()] == [ENDED]
    assert stage.soon == [calendar_place(ANNA)]
    asked = len(stage.reach.asked)
    await stage.suggestions.diverted(DiversionBook(person=BO, diversions=(whole,)), now=NOW)
    assert await stage.book(BO) is None
    assert len(stage.reach.asked) == asked
