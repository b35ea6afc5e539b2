"""An alert goes past whoever is away or silent, and says so; nobody else can act on it; nights are quiet (M2, B1)."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.conftest import HouseAt
from tests.bot.coverage_scene import WHEN, nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone

PLACE = {"group": "bygglov", "on": "2026-11-24"}


async def test_it_goes_past_a_manager_who_is_away(house: House, karin: Someone, bo: Someone) -> None:
    """M2: at once, and the deputy reads why it comes to them."""
    await karin.says("ledig idag")
    karin.sees("Du är hänvisad")
    await nobody_tomorrow(house)
    bo.is_told(f"Obemannat på Bygglov {WHEN}", "Karin Lindqvist är frånvarande, så frågan går till dig.")
    await bo.presses("Fråga kollegorna")
    bo.sees("Hamid Karimi", "är tillfrågade")


async def test_it_goes_past_a_manager_who_has_no_chat(house: House, karin: Someone, bo: Someone) -> None:
    """M2: whom the bot can't reach is not waited for."""
    house.mailbox.unreachable.add(karin.id)
    await nobody_tomorrow(house)
    bo.is_told("Karin Lindqvist går inte att nå här, så frågan går till dig.")


async def test_it_goes_past_who_does_not_answer(house: House, karin: Someone, bo: Someone) -> None:
    """M2: after the municipality's hours of working time; the manager's own card says whom it went to."""
    await nobody_tomorrow(house)
    karin.is_told(f"Obemannat på Bygglov {WHEN}")
    await house.lets_time_pass(until="2026-11-23 14:30")
    bo.is_told("Karin Lindqvist har inte svarat, så frågan går till dig.")
    karin.is_told("Du hann inte svara, så frågan gick till Bo Ek.", changed=True)
    await karin.presses("Acceptera luckan")
    karin.sees("Varför får luckan vara?")
    await karin.presses("Acceptera luckan", reason="Växeln svarar.")
    karin.sees("Luckan får vara")
    await house.sends_what_is_due()
    bo.is_told("Luckan får vara", "Karin Lindqvist lät den vara", changed=True)


@pytest.mark.parametrize(
    "name",
    [
        ActionName.COVERAGE_SHOW,
        ActionName.COVERAGE_OPEN,
        ActionName.COVERAGE_ASK,
        ActionName.COVERAGE_WHO,
        ActionName.COVERAGE_APPOINT,
        ActionName.COVERAGE_WHY,
        ActionName.COVERAGE_ACCEPT,
        ActionName.COVERAGE_WHEN,
        ActionName.COVERAGE_LATER,
    ],
)
async def test_who_does_not_lead_the_group_is_refused(
    house: House, karin: Someone, vera: Someone, name: ActionName
) -> None:
    """M2: a forged or forwarded button does nothing for the switchboard, and says who may."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    inputs = {"person": str(karin.id), "reason": "Det går bra.", "at": "2026-11-23T15:00:00+00:00"}
    await vera.sends(CardAction(name.value, PLACE, inputs, True))
    vera.sees("Bara chefen och ersättarna för Bygglov, och cheferna ovanför, kan göra det.")
    await house.sends_what_is_due()


@pytest.mark.parametrize(
    "name", [ActionName.COVERAGE_TAKE, ActionName.COVERAGE_DECLINE, ActionName.COVERAGE_PART, ActionName.COVERAGE_SHOW]
)
@pytest.mark.parametrize(
    "values", [{}, {"group": "bygglov"}, {"group": "ingen", "on": "2026-11-24"}, {"group": "bygglov", "on": "idag"}]
)
async def test_a_button_that_was_not_made_here_is_answered(
    vera: Someone, name: ActionName, values: dict[str, str]
) -> None:
    """A card's values are never trusted."""
    await vera.sends(CardAction(name.value, values, {}, True))
    assert vera.sight
    vera.unseen.clear()


async def test_a_stale_button_says_how_it_stands(house: House, karin: Someone) -> None:
    """M2: once it is accepted, what is left on an older card changes nothing."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    ask, who = karin.button("Fråga kollegorna"), karin.button("Utse")
    await karin.presses("Acceptera luckan")
    karin.sees("Varför")
    await karin.presses("Acceptera luckan", reason="Växeln svarar.")
    karin.sees("Luckan får vara")
    await karin.sends(ask)
    karin.sees("Luckan får vara", "Den luckan är inte öppen längre.")
    await karin.sends(who)
    karin.sees("Luckan får vara")


async def test_nights_are_quiet(house_at: HouseAt) -> None:
    """M2: what happens in the evening is told when the manager works again, in time for it."""
    house = house_at("2026-11-23 18:30")
    karin = house.someone("Karin Lindqvist")
    await nobody_tomorrow(house)
    await house.lets_time_pass(until="2026-11-24 07:30")
    karin.left_untold()
    await house.lets_time_pass(until="2026-11-24 08:05")
    karin.is_told(f"Obemannat på Bygglov {WHEN}")
    while karin.told:  # an hour before, which is the same moment, it sounds
        karin.is_told("Obemannat på Bygglov", changed=karin.told[0].changed)


async def test_who_is_back_ends_it(house: House, karin: Someone, anna: Someone) -> None:
    """M2: the gap closes when Anna changes her mind; the card says so."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    await anna.presses("Ångra")
    anna.sees("Ångrat")
    await house.sends_what_is_due()
    karin.is_told(f"Löst: någon svarar på Bygglov {WHEN}", "tillräckligt många kan svara igen", changed=True)


async def test_it_passes_when_nobody_came(house: House, karin: Someone) -> None:
    """M2: hour by hour it sounds, and afterwards the card says that it was not solved."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    await karin.presses("Påminn igen")
    karin.sees("När")
    await karin.presses("Påminn mig", at="2026-11-24T07:30:00+00:00")
    karin.sees("Jag påminner igen imorgon 08:30")
    await house.lets_time_pass(until="2026-11-24 10:05")
    told = [one.message.text or one.message.summary for one in karin.told]
    karin.told.clear()
    for someone in house.people:
        someone.told.clear()
    assert any("Det är obemannat på Bygglov till 10:00" in text for text in told), told
    assert told[-1].startswith("Luckan blev inte löst: Bygglov"), told


async def test_an_english_manager_reads_english(house: House, karin: Someone) -> None:
    """M2: the card and its lines in the reader's language, whoever caused them."""
    await karin.says("english")
    karin.sees("English")
    house.mailbox.language = "en"
    await nobody_tomorrow(house)
    karin.is_told("Nobody to answer for Bygglov Tue 24 Nov 09:00–10:00", "Anna Svensson is diverted 08:00–12:00")
    await karin.presses("Ask colleagues")
    karin.sees("What colleagues say", "Hamid Karimi", "have been asked")
