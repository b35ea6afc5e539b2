"""A button can say anything: what it says of who presses it counts for nothing, and nobody acts on a group, or sees
what is its own, without being somebody whose it is (A2, M1, M2, M3).
"""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from storage.kinds import COVERAGE_BOOK, NOTICE
from tests.bot.coverage_scene import nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone

OUTSIDERS = ("Vera Åkesson", "Henrik Sjöberg", "Amir Haddad", "Lena Nyström")
"""At the switchboard, the manager of another unit, an administrator, the switchboard's manager."""
MEMBERS = ("Anna Svensson", "Bo Ek", "Åsa Berg")
BEFORE_A_GAP = (
    *(ActionName.COVERAGE_SHOW, ActionName.COVERAGE_OPEN, ActionName.COVERAGE_ASK, ActionName.COVERAGE_ASK_ABOUT),
    *(ActionName.COVERAGE_WHO, ActionName.COVERAGE_APPOINT, ActionName.COVERAGE_WHY, ActionName.COVERAGE_ACCEPT),
    *(ActionName.COVERAGE_WHEN, ActionName.COVERAGE_LATER, ActionName.COVERAGE_SHOW_INVITATION),
    *(ActionName.COVERAGE_PART, ActionName.COVERAGE_TAKE, ActionName.COVERAGE_DECLINE),
)
OF_LEADERS = (
    *(ActionName.HOURS_FORM, ActionName.HOURS_SAVE, ActionName.HOURS_CONFIRM, ActionName.HOURS_MEND),
    *(ActionName.MEMBERS_FORM, ActionName.MEMBERS_SAVE, ActionName.MEMBERS_CONFIRM, ActionName.MEMBERS_MEND),
    *(ActionName.DUTY_FORM, ActionName.DUTY_FILL, ActionName.DUTY_SPLIT, ActionName.DUTY_SAVE),
    ActionName.UNITS_SHOW,
)
OF_GROUPS = (COVERAGE_BOOK.name, NOTICE.name)
REFUSALS = (
    "Bara chefen och ersättarna för Bygglov",
    "Bara de som svarar för Bygglov",
    "Du kan inte ändra det för Bygg",
    "är för chefen och ersättarna där",
)


def made_up(house: House, name: ActionName) -> CardAction:
    """The button as whoever knows what Karin's carries could make it, with her as the one who presses."""
    karin, hamid = str(house.person("Karin Lindqvist").id), str(house.person("Hamid Karimi").id)
    values = {
        "group": "bygglov",
        "unit": "bygg",
        "on": "2026-11-24",
        "gaps": "bygglov:2026-11-24",
        "week": "2026-11-30",
        "post": "2026-11-30T0900-1130-0",
        "seen": "true",
        **dict.fromkeys(("by", "actor", "person", "turn", "aadObjectId"), karin),
    }
    inputs = {
        "person": hamid,
        "reason": "Det går bra.",
        "note": "Nej.",
        "at": "2026-11-23T15:00:00+00:00",
        "from_date": "2026-12-07",
        "mon": "09:00-10:00",
        "members": hamid,
        "roster": "true",
    }
    return CardAction(name, {**inputs, **values}, inputs, True)


def kept(house: House) -> dict[str, str]:
    """What is in the store of groups and notices, as it was written."""
    return {repr(key): text for key, text in house.store.written().items() if key.kind in OF_GROUPS}


@pytest.mark.parametrize("name", [*BEFORE_A_GAP, *OF_LEADERS])
async def test_whose_it_is_not_changes_and_sees_nothing(house: House, karin: Someone, name: ActionName) -> None:
    """Each of them is refused in words that say whose it is."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    before = kept(house)
    assert before
    for one in OUTSIDERS:
        someone = house.someone_there(one)
        await someone.sends(made_up(house, name))
        assert any(refusal in someone.sight for refusal in REFUSALS), f"{one}: {someone.sight}"
        someone.does_not_see(*MEMBERS)
        someone.unseen.clear()
    await house.sends_what_is_due()
    assert kept(house) == before


@pytest.mark.parametrize("name", OF_LEADERS)
async def test_staff_do_not_lead_their_own_group(house: House, anna: Someone, name: ActionName) -> None:
    """Anna answers for Bygglov, and plans or changes nothing of it (M2)."""
    await anna.sends(made_up(house, name))
    assert any(refusal in anna.sight for refusal in REFUSALS), anna.sight
    anna.unseen.clear()
    assert kept(house) == {}


@pytest.mark.parametrize("name", [ActionName.REPORT_ROW, ActionName.REPORT_PEOPLE, ActionName.REPORT_OFF])
async def test_figures_are_of_who_presses_whatever_the_button_says(house: House, name: ActionName) -> None:
    """Neither a deputy nor the administrator gets Karin's (M1)."""
    values = {"matter": "promises", "month": "2026-10", "kind": "week", "unit": "bygg"}
    for one in ("Bo Ek", "Amir Haddad", "Vera Åkesson"):
        someone = house.someone_there(one)
        karin = str(house.person("Karin Lindqvist").id)
        await someone.sends(CardAction(name, {**values, "person": karin, "reader": karin}, {}, True))
        someone.sees("Du är inte chef för någon enhet")


async def test_ones_own_figures_are_ones_own_whatever_the_button_says(house: House, anna: Someone) -> None:
    """The person in a button is nobody (M1)."""
    await anna.sends(CardAction(ActionName.REPORT_OWN, {"person": str(house.person("Bo Ek").id)}, {}, True))
    anna.sees("Dina siffror")
    anna.does_not_see("Bo Ek")
