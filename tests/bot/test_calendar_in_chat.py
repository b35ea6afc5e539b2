"""Suggestions out of one's calendar in chat: off until turned on, once each, never what an entry is about (A3)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.calendar_scene import CalendarScene, calendar_scene


@pytest.fixture
async def scene() -> AsyncIterator[CalendarScene]:
    """A Monday morning in November."""
    async with calendar_scene() as made:
        yield made
        made.house.nobody_left_anything_unseen()


async def test_an_absence_is_suggested_diverted_and_the_card_says_so(scene: CalendarScene) -> None:
    """A3: what is read is told first; the form has the times and no reason; then the suggestion's card is settled."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-12-02 00:00")
    await anna.says("föreslå hänvisning från kalendern")
    anna.sees("Bara om du är ledig, upptagen eller frånvarande", "Aldrig vad något heter", "60 dagar", "kalender av")
    assert scene.standin.requests == [], "nothing is read before a yes"
    await anna.says("ja")
    anna.sees("Jag föreslår hänvisning ur din kalender")
    await house.sends_what_is_due()
    anna.is_told("Du verkar vara borta tor 26 nov–tis 1 dec", "Vill du hänvisa telefonen?", "visar frånvarande")
    suggestion = anna.button("Hänvisa")
    await anna.presses("Hänvisa")
    anna.sees("Hänvisning", "Välj")
    shown = {name: value for name, value in anna.button("Spara").inputs.items() if value and value != "false"}
    assert shown == {
        "start_date": "2026-11-26",
        "start_time": "08:00",
        "end_date": "2026-12-01",
        "end_time": "17:00",
    }
    await anna.presses("Spara", reason="vacation")
    anna.sees("Du är hänvisad tor 26 nov–tis 1 dec")
    await house.sends_what_is_due()
    anna.is_told("Du är hänvisad då", "tor 26 nov–tis 1 dec", changed=True)
    assert house.mailbox.log[-1].message.summary == "Du är hänvisad då"
    await anna.sends(suggestion)
    anna.sees("Du är hänvisad då")
    await house.lets_time_pass(until="2026-11-26 13:00")


async def test_no_is_heard_once_and_for_all(scene: CalendarScene) -> None:
    """A3: *Inte den här* settles it, pressed twice too; the next look and the days themselves bring nothing."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta tor 26 nov–fre 27 nov")
    no = anna.button("Inte den här")
    await anna.sends(no)
    anna.sees("Okej, då hänvisar jag inte", "Jag frågar inte om den frånvaron igen.")
    await anna.sends(no)
    anna.sees("Okej, då hänvisar jag inte")
    await house.lets_time_pass(until="2026-11-27 13:00")


async def test_what_the_calendar_shows_no_more_and_what_is_moved_changes_the_card_in_place(
    scene: CalendarScene,
) -> None:
    """A3: a day longer is the same card; taken out of the calendar it is withdrawn, and its button says so."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta tor 26 nov–fre 27 nov")
    scene.is_out("2026-11-30 00:00", "2026-12-01 00:00")
    await house.lets_time_pass(until="2026-11-23 13:00")
    anna.is_told("Du verkar vara borta tor 26 nov–mån 30 nov", changed=True)
    divert = anna.button("Hänvisa")
    scene.mailbox.entries.clear()
    await house.lets_time_pass(until="2026-11-24 09:00")
    anna.is_told("Förslaget gäller inte längre", "Kalendern visar inte längre", changed=True)
    await anna.sends(divert)
    anna.sees("Förslaget gäller inte längre")
    await house.lets_time_pass(until="2026-11-25 18:00")
    await anna.sends(divert)
    anna.sees("Det förslaget finns inte kvar.")


async def test_a_suggestion_waits_for_working_time_and_is_in_the_readers_language(scene: CalendarScene) -> None:
    """Turned on in the evening, it is told when work begins; and in English to whoever has chosen that."""
    anna, house = scene.anna, scene.house
    house.mailbox.language = "en"
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await house.lets_time_pass(until="2026-11-23 19:00")
    await anna.says("suggest diversions from my calendar")
    anna.sees("Suggestions from your calendar", "Never what anything is called")
    await anna.presses("Turn on")
    anna.sees("I suggest diversions from your calendar")
    await house.sends_what_is_due()
    await house.lets_time_pass(until="2026-11-24 07:59")
    anna.left_untold()
    await house.lets_time_pass(until="2026-11-24 08:10")
    anna.is_told("You seem to be away Thu 26 Nov–Fri 27 Nov", "Would you like to divert your phone?")


async def test_what_is_diverted_already_is_not_asked_about(scene: CalendarScene) -> None:
    """A3: nor when somebody says that they are back; of what is diverted in part the rest is suggested."""
    anna, house = scene.anna, scene.house
    await anna.says("semester 26-27 november")
    anna.sees("Du är hänvisad")
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    scene.is_out("2026-12-07 00:00", "2026-12-12 00:00")
    await anna.says("semester 7-8 december")
    anna.sees("Du är hänvisad")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta ons 9 dec–fre 11 dec")
    await anna.says("ta bort min hänvisning 26 november")
    anna.sees("borttagen")
    await house.lets_time_pass(until="2026-11-25 13:00")
    anna.left_untold()


async def test_a_diversion_that_is_undone_brings_the_offer_back_on_its_card(scene: CalendarScene) -> None:
    """A3: silently, where it stood; what was typed instead of the form's reason is heard."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")
    await anna.presses("Hänvisa")
    anna.sees("Hänvisning", "Välj")
    await anna.says("ledig")
    anna.sees("Du är hänvisad tor 26 nov–fre 27 nov")
    await house.sends_what_is_due()
    anna.is_told("Du är hänvisad då", changed=True)
    await anna.says("ångra")
    anna.sees("Ångrat")
    await house.sends_what_is_due()
    anna.is_told("Du verkar vara borta tor 26 nov–fre 27 nov", changed=True)
    await anna.presses("Inte den här")
    anna.sees("Okej, då hänvisar jag inte")


async def test_an_absence_that_goes_on_further_than_is_seen_leaves_the_end_open(scene: CalendarScene) -> None:
    """A3: a guessed return would be told to callers."""
    anna = scene.anna
    scene.is_out("2026-12-07 00:00", "2027-08-01 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta från mån 7 dec", "längre än så")
    await anna.presses("Hänvisa")
    anna.sees("Hänvisning", "Välj")
    inputs = anna.button("Spara").inputs
    assert (inputs["start_date"], inputs.get("end_date", "")) == ("2026-12-07", "")
    await anna.says("avbryt")
    anna.sees("Avbrutet.")


async def test_a_calendar_that_cant_be_read_changes_nothing_and_its_owner_can_see_since_when(
    scene: CalendarScene,
) -> None:
    """Graph away: nothing is withdrawn. No mailbox any more: the card says since when."""
    anna, house = scene.anna, scene.house
    scene.is_out("2026-11-26 00:00", "2026-11-28 00:00")
    await scene.turns_it_on()
    anna.is_told("Du verkar vara borta")
    scene.standin.faults.next("getSchedule", status=429, retry_after="3600", times=500)
    await house.lets_time_pass(until="2026-11-24 10:00")
    scene.standin.faults.clear()
    del scene.far.mailboxes[scene.mailbox.id]
    await house.lets_time_pass(until="2026-11-25 09:00")
    await anna.says("läser du min kalender?")
    anna.sees("Det är påslaget.", "Jag har inte kunnat läsa din kalender sedan")
    await anna.presses("Stäng av")
    anna.sees("Jag tittar inte i din kalender")
    await house.sends_what_is_due()
    anna.is_told("Förslaget gäller inte längre", changed=True)
