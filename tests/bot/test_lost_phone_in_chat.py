"""A lost phone in chat: what to do this minute, the switchboard told at once, who blocks it, a new one (R4)."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from policy.organisation import PersonId, Role
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in
from tests.bot.test_phone_orders_in_chat import CLAUSES


async def test_what_to_do_comes_first_and_the_switchboard_knows_at_once(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Before any form; then the form of a new one, with the lost one filled in."""
    await anna.says("jag har tappat bort mobilen")
    anna.sees("Gör det här nu", "Lås telefonen", "08-465 004 00", "Byt lösenord", "114 14", "Växeln får veta det nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson", "070-174 06 05", "Fjällräv 3", "10:15 av Anna Svensson")
    await vera.presses("Spärrad")
    vera.sees("Borttappad telefon: Anna Svensson", "Vera Åkesson spärrade abonnemanget 10:15.")
    await house.sends_what_is_due()
    anna.is_told("Telefonen är spärrad", "Vera Åkesson spärrade abonnemanget 10:15.", "Hittar du den", changed=True)
    anna.is_told("Vera Åkesson har spärrat din telefon.")
    await anna.presses("Beställ en ny telefon")
    anna.sees("Beställ nytt i stället för det borttappade", "Vad är borta?")
    assert filled_in(anna.card)["device"] == "Fjällräv 3 (070-174 06 05)"
    await anna.presses("Skicka", item="mobil-standard", number="keep", **CLAUSES)
    anna.sees("Beställningen är inskickad", "Ersätter något borttappat eller stulet")
    await house.sends_what_is_due()
    karin.is_told("vill beställa", "borttappat")


@pytest.mark.parametrize(
    "line",
    [
        "vad gör jag om jag tappar telefonen?",
        "vad händer om mobilen blir stulen?",
        "vem ringer jag ifall jag tappar bort min mobil?",
        "what do I do if I lose my phone?",
        "jag har inte tappat telefonen",
        "I have not lost my phone",
    ],
)
async def test_a_question_about_it_reports_nothing(line: str, house: House, anna: Someone, vera: Someone) -> None:
    """Nobody at the switchboard blocks a phone because of what might happen."""
    await anna.says(line)
    anna.does_not_see("Gör det här nu", "Do this now")
    anna.unseen.clear()
    await house.sends_what_is_due()
    assert not vera.told


async def test_it_waits_for_nobodys_working_hours(house_at: HouseAt) -> None:
    """A phone is stolen on a Saturday night."""
    house = house_at("2026-11-28 23:30")
    anna, vera = house.someone("Anna Svensson"), house.someone("Vera Åkesson")
    await anna.says("min telefon är stulen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson")


async def test_who_comes_second_sees_who_was_first(house: House, anna: Someone, vera: Someone) -> None:
    """The others' cards say it by themselves, too."""
    lena = house.someone("Lena Nyström")
    await anna.says("jag har tappat bort mobilen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu")
    lena.is_told("Spärra nu")
    pressed = vera.button("Spärrad")
    await vera.sends(pressed)
    vera.sees("Vera Åkesson spärrade")
    await lena.presses("Spärrad")
    lena.sees("Vera Åkesson hann före.", "Vera Åkesson spärrade abonnemanget")
    await house.sends_what_is_due()
    lena.is_told("Vera Åkesson spärrade abonnemanget", changed=True)
    anna.told.clear()
    await vera.sends(pressed)
    vera.sees("Det har du redan gjort.", "Vera Åkesson spärrade")


async def test_it_can_be_found_again_before_it_is_blocked(house: House, anna: Someone, vera: Someone) -> None:
    """Then there is nothing to block, and the switchboard's cards say so."""
    await anna.says("min telefon är stulen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu")
    await anna.presses("Jag hittade den")
    anna.sees("Bra att den är hittad")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson har hittat telefonen igen", changed=True)
    assert "Spärrad" not in vera.choices


@pytest.mark.parametrize("line", ["jag hittade telefonen", "min mobil är hittad igen", "I found my phone"])
async def test_that_it_is_found_can_be_said_too(line: str, house: House, anna: Someone, vera: Someone) -> None:
    """However far up the card is by then; said again, or once it is blocked, there is nothing to call off."""
    await anna.says("min telefon är stulen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu")
    await anna.says(line)
    assert "Bra att den är hittad" in anna.sight or "Good that it is found" in anna.sight
    anna.unseen.clear()
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson har hittat telefonen igen", changed=True)
    await anna.says(line)
    assert "ingen anmälan" in anna.sight or "no report" in anna.sight
    anna.unseen.clear()


async def test_a_colleague_can_report_it(house: House, bo: Someone, anna: Someone, vera: Someone) -> None:
    """Whoever has lost a phone may have nothing to write with; they hear of it where they can."""
    await bo.sends(CardAction(ActionName.PEOPLE_PICK, {"person": str(anna.id), "then": "lost_phone", "remember": {}}))
    bo.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson", "10:15 av Bo Ek")
    anna.is_told("Gör det här nu", "Bo Ek har anmält att telefonen är borta.")
    await bo.presses("Beställ en ny telefon")
    bo.sees("Vem är det till?", "Anna Svensson")
    assert filled_in(bo.card)["for_person"] == "Anna Svensson"


async def test_nobody_reports_for_people_of_another_unit(house: House, bo: Someone) -> None:
    """A forged row of a list is authorised anew."""
    henrik = house.person("Henrik Sjöberg")
    await bo.sends(CardAction(ActionName.PEOPLE_PICK, {"person": str(henrik.id), "then": "lost_phone", "remember": {}}))
    bo.sees("Du kan inte anmäla en borttappad telefon åt Henrik Sjöberg.")


async def test_from_the_help_it_is_two_taps(house: House, anna: Someone, vera: Someone) -> None:
    """*Beställ*, and the row that says it."""
    await anna.says("hjälp")
    anna.sees("Beställ telefon")
    await anna.presses("Beställ telefon, tillbehör eller abonnemang")
    anna.sees("Vad gäller det?")
    await anna.presses("Min telefon är borta eller stulen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson")


async def test_a_turn_that_comes_again_reports_it_once(house: House, anna: Someone, vera: Someone) -> None:
    """One report, one card."""
    for _ in range(2):
        await anna.says("jag har tappat bort mobilen", again="the-same")
        anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu")


async def test_when_nobody_at_the_switchboard_can_be_told_it_says_so_at_once(house: House, anna: Someone) -> None:
    """Never that the switchboard knows when it doesn't: the next thing to do is to ring."""
    house.mailbox.unreachable.update(_switchboard(house))
    await anna.says("jag har tappat bort mobilen")
    anna.sees("Gör det här nu", "Jag når ingen i växeln i chatten. Ring dem nu: 08-465 004 00.")
    anna.does_not_see("Växeln får veta")
    await house.sends_what_is_due()


async def test_when_what_was_sent_to_the_switchboard_bounces_the_owner_hears_of_it(
    house: House, anna: Someone, vera: Someone
) -> None:
    """In a line that makes a sound, and on the card; once somebody there has it the card says that instead."""
    await anna.says("jag har tappat bort mobilen")
    anna.sees("Växeln får veta det nu")
    house.mailbox.unreachable.update(_switchboard(house))
    await house.sends_what_is_due()
    await house.sends_what_is_due()
    anna.is_told("Gör det här nu", "Ring dem nu: 08-465 004 00.", changed=True)
    anna.is_told("Jag når ingen i växeln i chatten. Ring dem nu")
    house.mailbox.unreachable.clear()
    await house.lets_time_pass(until="2026-11-23 10:20")
    vera.is_told("Spärra nu: Anna Svensson")
    anna.is_told("Växeln får veta det nu", changed=True)


async def test_the_same_loss_said_twice_is_one(house: House, anna: Someone, bo: Someone, vera: Someone) -> None:
    """Pressed twice, or reported by a colleague too: the switchboard has one thing to block."""
    await anna.says("jag har tappat bort mobilen")
    anna.sees("Gör det här nu")
    await anna.says("min telefon är stulen")
    anna.sees("Gör det här nu")
    await bo.sends(CardAction(ActionName.PEOPLE_PICK, {"person": str(anna.id), "then": "lost_phone", "remember": {}}))
    bo.sees("Gör det här nu", "Anna Svensson har anmält att telefonen är borta.")
    assert "Jag hittade den" not in bo.choices
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson")
    await vera.presses("Spärrad")
    vera.sees("spärrade abonnemanget")
    await house.lets_time_pass(until="2026-11-24 10:15")
    anna.told.clear()
    bo.told.clear()
    await anna.says("min telefon är stulen")
    anna.sees("Gör det här nu")
    await house.sends_what_is_due()
    vera.is_told("Spärra nu: Anna Svensson")


def _switchboard(house: House) -> list[PersonId]:
    """Everyone who works there."""
    people = house.directory.municipality.people.values()
    return [person.id for person in people if Role.SWITCHBOARD in person.roles]
