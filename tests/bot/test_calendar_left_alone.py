"""Suggestions out of one's calendar in chat: off until turned on, forgotten when turned off, and one's own affair."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.turn import CardAction
from tests.bot.calendar_scene import CalendarScene, calendar_scene
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.graph.standin_calendar import REPLIES, SCHEDULES, SECRET


@pytest.fixture
async def scene() -> AsyncIterator[CalendarScene]:
    """A Monday morning in November."""
    async with calendar_scene() as made:
        yield made
        made.house.nobody_left_anything_unseen()


async def test_nothing_of_what_an_entry_is_about_comes_any_further_than_the_door(
    scene: CalendarScene, caplog: pytest.LogCaptureFixture
) -> None:
    """Not into the store, a card, an answer or the log: the stand-in's entries and replies all hold one secret."""
    caplog.set_level("DEBUG")
    anna = scene.anna
    scene.is_out("2026-11-26 00:00", "2026-12-02 00:00")
    scene.mailbox.replies = ("scheduled", scene.mailbox.entries[0][1], scene.mailbox.entries[0][2])
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")
    assert (len(scene.standin.asked(SCHEDULES)), len(scene.standin.asked(REPLIES))) == (1, 1)
    everything = repr(
        [
            [message.card for messages in scene.house.mailbox.sent.values() for message in messages],
            await scene.stored(),
            [record.__dict__ for record in caplog.records],
        ]
    )
    assert SECRET not in everything
    assert "Du verkar vara borta" in everything
    await anna.says("vad vet du om mig")
    anna.does_not_see(SECRET)
    anna.sees("Förslag ur din kalender", "out_of_office")


async def test_turned_off_everything_is_forgotten_at_once_and_nobody_looks_any_more(scene: CalendarScene) -> None:
    """By the suggestion's own button, whose card says so; the old buttons are refused."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")
    divert, no = anna.button("Hänvisa"), anna.button("Inte den här")
    await anna.presses("Sluta föreslå")
    anna.sees("Jag tittar inte i din kalender", "Allt jag hade sparat från den är borta.")
    assert await scene.stored() == []
    asked = len(scene.standin.requests)
    await house.lets_time_pass(until="2026-11-24 13:00")
    assert len(scene.standin.requests) == asked
    for pressed in (divert, no):
        await anna.sends(pressed)
        anna.sees("Det förslaget finns inte kvar.")


async def test_turned_off_by_a_line_the_cards_that_stand_say_so(scene: CalendarScene) -> None:
    """And nothing of the absence is left, neither on the card nor in the store."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")
    await anna.says("kalender av")
    anna.sees("Jag tittar inte i din kalender")
    await house.sends_what_is_due()
    anna.is_told("Förslaget gäller inte längre", "avstängt", changed=True)
    left = await scene.stored()
    assert "2026-11-26" not in json.dumps(left)
    await anna.says("sluta titta i min kalender")
    anna.sees("Jag tittar inte i din kalender")
    house.clock.passes(minutes=1)
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")


async def test_somebody_elses_button_is_refused(scene: CalendarScene) -> None:
    """Bo has it on himself; what he presses is looked for among his own."""
    anna, bo = scene.anna, scene.house.someone("Bo Ek")
    scene.mailbox_of("Bo Ek")
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    await scene.turns_it_on(bo)
    anna.is_told("Du verkar vara borta")
    for title in ("Hänvisa", "Inte den här"):
        await bo.sends(anna.button(title))
        bo.sees("Det förslaget finns inte kvar.")
    await bo.sends(anna.button("Sluta föreslå"))
    bo.sees("Jag tittar inte i din kalender")
    await anna.presses("Inte den här")
    anna.sees("Okej, då hänvisar jag inte")


async def test_being_forgotten_turns_it_off(scene: CalendarScene) -> None:
    """What was suggested goes with everything else, and nobody looks any more."""
    anna, house = scene.anna, scene.house
    await scene.turns_it_on()
    await anna.says("glöm mig")
    anna.sees("Förslag ur din kalender")
    await anna.presses("Glöm mig")
    anna.sees("Nu har jag glömt dig")
    asked = len(scene.standin.requests)
    await house.lets_time_pass(until="2026-11-24 13:00")
    assert len(scene.standin.requests) == asked


async def test_where_no_calendar_is_reached_a_line_is_answered_plainly(house: House, anna: Someone) -> None:
    """And the help doesn't offer what isn't there; a button from before finds nothing; off is off."""
    for line in ("föreslå hänvisning från kalendern", "tittar du i min kalender?"):
        await anna.says(line)
        anna.sees("Jag kommer inte åt kalendrarna i Exempelkommun")
    await anna.sends(CardAction("calendar.on", {}, {}, True))
    anna.sees("Jag kommer inte åt kalendrarna i Exempelkommun")
    await anna.sends(CardAction("calendar.divert", {"suggestion": "made-up"}, {}, True))
    anna.sees("Det förslaget finns inte kvar.")
    await anna.says("kalender av")
    anna.sees("Jag tittar inte i din kalender")
    anna.does_not_see("kalender på")
    await anna.says("hjälp")
    anna.does_not_see("ur din kalender")
    anna.sees("Hänvisa din telefon")
    assert [job.name for job in house.inside.jobs if job.name == "calendars"] == []


async def test_the_help_offers_it_where_calendars_are_reached(scene: CalendarScene) -> None:
    """It is never offered unasked elsewhere."""
    anna = scene.anna
    await anna.says("hjälp")
    anna.sees("Få förslag på hänvisning ur din kalender", "föreslå hänvisning från kalendern")
    await anna.says("kalenderförslag")
    anna.sees("Det är avstängt tills du slår på det.")
    await anna.says("nej")
    anna.sees("Inget är ändrat.")
    await anna.says("ja")
    anna.sees("Jag väntar inte på något svar")
