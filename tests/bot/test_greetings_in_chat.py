"""The voicemail greeting in chat: noted in a line, drafted, offered with an absence, asked about, tested (A4, S1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import pytest

from bot.turn import CardAction
from policy.organisation import Person, PersonId, Role
from services.ports import MattersBeside, MattersFound, SearchOutcome
from tests.bot.house import ZONE, House, example_directory
from tests.bot.talk import Someone


async def test_one_line_notes_a_greeting_and_can_be_undone(anna: Someone) -> None:
    """A4: the receipt says how it stands, what it replaces, and takes it back."""
    await anna.says("min hälsning")
    anna.sees("Du har ingen hälsning inläst", "Telefonpolicyn A4")
    await anna.says("jag har telefonens standardhälsning inspelad")
    anna.sees("Du har telefonens standardhälsning", "Noterat", "telefonens standardhälsning")
    await anna.says("har läst in hälsning")
    anna.sees("Din hälsning är personlig", "Noterat", "idag", "Ersätter", "telefonens standardhälsning, inläst idag")
    await anna.presses("Ångra")
    anna.sees("Ångrat")
    await anna.presses("Min hälsning")
    anna.sees("Du har telefonens standardhälsning")


async def test_undo_can_be_typed_and_pressed_only_once(anna: Someone) -> None:
    """Like any receipt's."""
    await anna.says("har läst in hälsning")
    anna.sees("Noterat")
    undo = anna.button("Ångra")
    await anna.says("ångra")
    anna.sees("Ångrat")
    await anna.sends(undo)
    anna.sees("Det går inte att ångra längre", "Det är redan ångrat")


async def test_a_day_that_has_been_is_understood(anna: Someone) -> None:
    """A4: "sedan igår" is the day it was recorded."""
    await anna.says("ny hälsning sedan igår")
    anna.sees("Din hälsning är personlig", "igår")


async def test_the_form_asks_for_what_was_recorded_and_keeps_what_was_entered(anna: Someone) -> None:
    """A day to come is refused at its field; saying that there is none is noted too."""
    await anna.says("min hälsning")
    anna.sees("Du har ingen hälsning inläst")
    await anna.presses("Rätta")
    anna.sees("Vad hör den som ringer?")
    await anna.presses("Spara", kind="personal", recorded_on="2026-12-24")
    anna.sees("Den dagen har inte varit än", "2026-12-24")
    await anna.presses("Spara", recorded_on="i förrgår")
    anna.sees("Det går inte att läsa datumet")
    await anna.presses("Spara", kind="", recorded_on="2026-11-20")
    anna.sees("Välj vad den som ringer hör.")
    await anna.presses("Spara", kind="personal")
    anna.sees("Din hälsning är personlig", "fre 20 nov")
    await anna.presses("Rätta")
    anna.sees("2026-11-20")
    await anna.presses("Spara", kind="none")
    anna.sees("Du har ingen hälsning inläst", "Ersätter")


async def test_the_draft_is_ready_to_be_read_aloud(anna: Someone) -> None:
    """S1: first name, last name and department, the title where needed; Swedish and English; recorded with a tap."""
    await anna.says("vad ska jag säga?")
    anna.sees(
        "”Anna Svensson, Bygg”",
        "”Anna Svensson, bygglovshandläggare, Bygg”",
        "Hej! Du har kommit till Anna Svensson, bygglovshandläggare, Bygg i Exempelkommun.",
        "senast nästa arbetsdag",
        "Hello! You have reached Anna Svensson, Bygg in Exempelkommun.",
        "Telefonpolicyn S1",
    )
    await anna.presses("Jag har läst in den")
    anna.sees("Din hälsning är personlig", "Noterat")


async def test_a_long_absence_offers_a_greeting_that_never_says_why(anna: Someone) -> None:
    """A4: in the receipt, with the return time; nothing in the draft gives the reason away."""
    await anna.says("semester v. 50-51")
    anna.sees("Du är hänvisad", "Läs gärna in en hälsning")
    await anna.presses("Hälsning för frånvaron")
    anna.sees("nås igen måndag 21 december.", "on Monday 21 December", "men inte varför")
    anna.does_not_see("emester", "vacation")
    await anna.presses("Läst in för frånvaron")
    anna.sees("Din hälsning berättar om din frånvaro", "Gäller till", "mån 21 dec 08:00")
    anna.does_not_see("Jag vet inte när frånvaron slutar")


async def test_a_greeting_for_an_absence_weeks_ahead_is_of_that_absence(anna: Someone) -> None:
    """A4: said in the form too, it has the end that the absence has, and not none."""
    await anna.says("semester v. 50-51")
    anna.sees("Du är hänvisad")
    await anna.says("har läst in hälsning")
    anna.sees("Din hälsning är personlig")
    await anna.presses("Rätta")
    anna.sees("Vilken dag lästes den in?")
    await anna.presses("Spara", kind="absence", recorded_on="0201-11-23")
    anna.sees("Det går inte att läsa datumet.")
    await anna.presses("Spara", kind="absence", recorded_on="2026-11-23")
    anna.sees("Gäller till", "mån 21 dec 08:00")


async def test_a_short_absence_offers_none(anna: Someone) -> None:
    """A4: two days are not long, unless the municipality says so."""
    await anna.says("ledig tors-fre")
    anna.sees("Du är hänvisad")
    anna.does_not_see("Hälsning för frånvaron")


async def test_after_the_absence_the_ordinary_greeting_is_asked_for_when_work_begins(
    house: House, anna: Someone
) -> None:
    """A4: once, quietly, with what to say; and the answer takes the question's place."""
    await anna.says("semester imorgon till fredag")
    anna.sees("Läs gärna in en hälsning")
    await anna.presses("Hälsning för frånvaron")
    anna.sees("nås igen måndag 30 november.")
    await anna.presses("Läst in för frånvaron")
    anna.sees("Gäller till", "mån 30 nov 08:00")
    await house.lets_time_pass(until="2026-11-30 07:55")
    assert anna.told == []
    await house.lets_time_pass(until="2026-11-30 08:10")
    anna.is_told("Läs in din hälsning på nytt", "Frånvaron som den berättar om är slut", "A4", "en gång på 60 dagar")
    await anna.presses("Jag har läst in den")
    anna.sees("Din hälsning är personlig", "Ersätter", "för frånvaro")
    await house.lets_time_pass(until="2026-12-01 09:00")


async def test_who_comes_back_early_hears_that_the_greeting_is_still_the_absences(anna: Someone) -> None:
    """A4: in the receipt; not while another absence is near, and not once the ordinary one is recorded."""
    await anna.says("semester idag till fredag")
    anna.sees("Läs gärna in en hälsning")
    await anna.presses("Hälsning för frånvaron")
    anna.sees("nås igen måndag 30 november.")
    await anna.presses("Läst in för frånvaron")
    anna.sees("Din hälsning berättar om din frånvaro")
    await anna.says("jag är tillbaka")
    anna.sees("Du är inte längre hänvisad", "Din hälsning säger fortfarande att du är borta")
    await anna.presses("Min hälsning")
    anna.sees("Din hälsning berättar om din frånvaro")
    await anna.presses("Jag har läst in den")
    anna.sees("Din hälsning är personlig")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad")
    await anna.says("jag är tillbaka")
    anna.sees("Du är inte längre hänvisad")
    anna.does_not_see("Din hälsning säger")


async def test_the_switchboard_notes_a_test_call_and_the_person_is_told_what_to_do(
    house: House, anna: Someone, vera: Someone
) -> None:
    """A4: by line, with what was heard; the person gets a draft, and recording anew mends it."""
    await anna.says("har läst in hälsning")
    anna.sees("Noterat")
    await vera.says("testringde Anna Svensson: fel hälsning")
    vera.sees("Noterat om hälsningen hos Anna Svensson", "får veta det", "Fel hälsning")
    await house.sends_what_is_due()
    anna.is_told("Växeln testringde din röstbrevlåda", "Vera Åkesson", "Hej! Du har kommit till Anna Svensson", "A4")
    await anna.says("min hälsning")
    anna.sees("Din hälsning behöver läsas in på nytt", "Växeln har testringt")
    await anna.presses("Jag har läst in den")
    anna.sees("Din hälsning är personlig")


async def test_an_answer_has_a_button_for_the_switchboard_alone(
    house: House, anna: Someone, vera: Someone, bo: Someone
) -> None:
    """A4: pressed, noted, and taken back before the person is told."""
    await bo.says(house.person("Anna Svensson").extension)
    bo.sees("Anna Svensson")
    assert "Fel hälsning" not in bo.choices
    await vera.says(house.person("Anna Svensson").extension)
    vera.sees("Anna Svensson")
    await vera.presses("Fel hälsning")
    vera.sees("Noterat om hälsningen hos Anna Svensson")
    await vera.presses("Ångra")
    vera.sees("Inget är noterat")
    await house.sends_what_is_due()
    await anna.says("min hälsning")
    anna.does_not_see("testringt")
    anna.sees("Du har ingen hälsning inläst")


@pytest.mark.parametrize("name", ["Anna Svensson", "Karin Lindqvist"])
async def test_nobody_but_the_switchboard_notes_a_test_call(house: House, name: str, bo: Someone) -> None:
    """A4: by no line and by no button that was made up; the person hears nothing."""
    someone = house.someone(name)
    await someone.says("testringde Bo Ek: fel hälsning")
    someone.sees("bara till för vissa roller")
    await someone.sends(CardAction("greeting.report", {"person": bo.id, "fault": "wrong"}))
    someone.sees("bara till för vissa roller")
    await someone.sends(CardAction("greeting.take_back", {"person": bo.id, "turn": "t"}))
    someone.sees("bara till för vissa roller")
    await house.sends_what_is_due()


async def test_a_button_that_was_made_up_is_refused(vera: Someone, anna: Someone) -> None:
    """A kind or a fault that isn't one of ours notes nothing."""
    await vera.sends(CardAction("greeting.report", {"person": anna.id, "fault": "loud"}))
    vera.sees("Den knappen fungerar inte längre")
    await anna.sends(CardAction("greeting.recorded", {"kind": "loud"}))
    anna.sees("Välj vad den som ringer hör.")


async def test_who_has_no_mailbox_is_told_so_kindly(house: House, vera: Someone) -> None:
    """A4 is about whoever has one: nothing is asked, nothing is offered, and the phrase is still there (S1)."""
    nobody = next(p for p in house.directory.municipality.people.values() if not p.has_voicemail)
    someone = house.someone(nobody.name)
    await someone.says("har läst in hälsning")
    someone.sees("Du har ingen röstbrevlåda enligt katalogen")
    await someone.says("min hälsning")
    someone.sees("Du behöver ingen hälsning")
    assert someone.choices == []
    await someone.says("vad ska jag säga?")
    someone.sees(nobody.name)
    someone.does_not_see("röstbrevlådan, på svenska", "Jag har läst in")
    await someone.says("semester v. 50-51")
    someone.sees("Du är hänvisad")
    someone.does_not_see("Hälsning för frånvaron")
    await vera.says(nobody.extension)
    vera.sees(nobody.name)
    assert "Fel hälsning" not in vera.choices


async def test_whom_the_bot_cant_reach_is_said_to_the_switchboard(house: House, vera: Someone) -> None:
    """A4: so that somebody tells them in another way."""
    karin = house.person("Karin Lindqvist")
    house.mailbox.unreachable.add(karin.id)
    await vera.says("testringde Karin Lindqvist: ingen hälsning")
    vera.sees("Jag når inte Karin Lindqvist här", "Ingen hälsning")


class PromotingDirectory:
    """The example municipality, in which people get new titles."""

    def __init__(self) -> None:
        self.municipality = example_directory().municipality

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """As in the example."""
        return example_directory().find_people(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """As in the example."""
        return example_directory().find_matters(text, limit=limit, beside=beside)

    def gives(self, person: PersonId, title: str) -> None:
        """The person has the title from now on."""
        people = self.municipality.people
        promoted = {**people, person: replace(people[person], title=title)}
        self.municipality = replace(self.municipality, people=promoted)


async def test_a_new_title_is_asked_about_in_the_persons_working_hours(houses: list[House]) -> None:
    """A4: the question says what the directory says otherwise than the greeting, and is quiet until work begins."""
    directory = PromotingDirectory()
    house = House(datetime(2026, 11, 23, 18, 30, tzinfo=ZONE), directory)
    house.reviews_the_directory = True
    houses.append(house)
    anna = house.someone("Anna Svensson")
    await anna.says("har läst in hälsning")
    anna.sees("Noterat")
    directory.gives(anna.id, "Enhetschef")
    await house.lets_time_pass(until="2026-11-24 07:50")
    assert anna.told == []
    await house.lets_time_pass(until="2026-11-24 08:10")
    anna.is_told("Läs in din hälsning på nytt", "ny titel", "enhetschef, Bygg")


async def test_somebody_who_has_said_nothing_is_asked_after_a_week(house: House, bo: Someone, vera: Someone) -> None:
    """A4: once they have had a week with the bot; who has no mailbox is not asked at all."""
    house.reviews_the_directory = True
    await house.lets_time_pass(until="2026-11-30 09:00")
    assert bo.told == []
    await house.lets_time_pass(until="2026-12-01 09:00")
    bo.is_told("Läs in en hälsning i din röstbrevlåda", "Bo Ek", "A4")
    assert vera.told == []


def test_the_switchboard_has_the_role(house: House) -> None:
    """The tests above rest on it."""
    assert Role.SWITCHBOARD in house.person("Vera Åkesson").roles
