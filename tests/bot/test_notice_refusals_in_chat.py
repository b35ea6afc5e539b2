"""Who may not tell the switchboard what, nor receive it; and what came in between (M2, M3). Each refusal says why."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone


def press(action: ActionName, values: dict[str, str], **inputs: str) -> CardAction:
    """A button made up by hand, as anyone can."""
    return CardAction(action, values, inputs, True)


async def sent(house: House, karin: Someone) -> dict[str, str]:
    """What a button of a notice of Karin's carries: Bygglov is closed on 4 December."""
    await karin.says("vi har stängt 4 december")
    karin.sees("Telefontid en dag")
    await karin.presses("Anmäl")
    karin.sees("stängt")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid")
    return dict(karin.button("Ändra").values)


LINES = (
    "ändra telefontiden för bygglov",
    "bygglov stänger 12 på fredag",
    "ändra medlemmar i bygglov",
)


@pytest.mark.parametrize("line", LINES)
async def test_no_member_of_staff_changes_a_group(anna: Someone, line: str) -> None:
    """Anna answers for Bygglov, and doesn't lead it (M2)."""
    await anna.says(line)
    anna.sees("Du kan inte ändra det för Bygg", "Det kan enhetens chef")


@pytest.mark.parametrize("line", ["Lisa Berg börjar 1 december", "Bo Ek slutar 31 december", "anmäl till växeln"])
async def test_no_member_of_staff_tells_of_people(anna: Someone, line: str) -> None:
    """Who leads nobody is told whose it is to do (M3)."""
    await anna.says(line)
    anna.sees("Det här är till för chefer och deras ersättare")


async def test_a_manager_changes_no_other_units_group(karin: Someone) -> None:
    """Karin leads Bygg; the environment office has a manager of its own."""
    await karin.says("ändra telefontiden för miljökontoret")
    karin.sees("Du kan inte ändra det för Miljökontoret")
    await karin.sends(press(ActionName.HOURS_FORM, {"group": "miljo"}))
    karin.sees("Du kan inte ändra det för Miljökontoret")
    await karin.sends(press(ActionName.HOURS_SAVE, {"group": "miljo"}, from_date="2026-12-07"))
    karin.sees("Du kan inte ändra det för Miljökontoret")
    await karin.sends(press(ActionName.MEMBERS_SAVE, {"group": "miljo"}, from_date="2026-12-07"))
    karin.sees("Du kan inte ändra det för Miljökontoret")
    await karin.sends(press(ActionName.HOURS_FORM, {"group": "none"}))
    karin.sees("Den svarsgruppen finns inte")


async def test_a_manager_tells_of_nobody_elses_staff(house: House, karin: Someone) -> None:
    """Neither by name, nor by the id in a button made up; nor a new one in a unit of somebody else's."""
    await karin.says("Henrik Sjöberg slutar 31 december")
    karin.sees("Henrik Sjöberg arbetar inte på någon enhet som du leder")
    stranger = {"kind": "leaving", "person_id": str(house.person("Henrik Sjöberg").id)}
    filled = {"person": "Henrik Sjöberg", "from_date": "2026-12-31"}
    await karin.sends(press(ActionName.NOTICE_SAVE, stranger, **filled))
    karin.sees("arbetar inte på någon enhet som du leder")
    new = {"name": "Lisa Berg", "job": "Arkitekt", "unit": "miljokontoret", "from_date": "2026-12-01"}
    await karin.sends(press(ActionName.NOTICE_SAVE, {"kind": "new_employee"}, **new))
    karin.sees("Du kan inte ändra det för Miljökontoret")
    await karin.sends(press(ActionName.NOTICE_FORM, {"kind": "hours"}))
    karin.sees("fungerar inte längre")


async def test_a_deputy_and_the_manager_above_may(house: House, bo: Someone) -> None:
    """Bo deputises for Karin; Margareta leads the whole municipality (M2)."""
    await bo.says("ändra telefontiden för bygglov")
    bo.sees("Telefontid: Bygglov")
    margareta = house.someone("Margareta Holmgren")
    await margareta.says("bygglov stänger 10 på fredag")
    margareta.sees("Telefontid en dag: Bygglov")


async def test_only_the_switchboard_receives(house: House, karin: Someone, anna: Someone, vera: Someone) -> None:
    """The sender can't receive their own; the switchboard can't change or take back; others see nothing (V1, M3)."""
    notice = await sent(house, karin)
    await karin.sends(press(ActionName.NOTICE_RECEIVE, notice))
    karin.sees("bara till för vissa roller")
    for action in (ActionName.NOTICE_CHANGE, ActionName.NOTICE_WITHDRAW):
        await vera.sends(press(action, notice))
        vera.sees("Du kan inte ändra det för Bygg")
    for action in (ActionName.NOTICE_SHOW, ActionName.NOTICE_RECEIVE, ActionName.NOTICE_WITHDRAW):
        await anna.sends(press(action, notice))
        anna.sees("Den anmälan finns inte längre")
    await anna.sends(press(ActionName.NOTICE_SHOW, {"notice": "../../" * 40}))
    anna.sees("Den anmälan finns inte längre")
    await karin.sends(press(ActionName.NOTICE_QUEUE, {}))
    karin.sees("bara till för vissa roller")
    await anna.says("mina anmälningar")
    anna.sees("Ni har inga anmälningar")
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid")


async def test_the_second_at_the_switchboard_sees_who_was_first(house: House, karin: Someone, vera: Someone) -> None:
    """One receives; the other's card says who and when, and has no button for it left."""
    mohammed = house.someone("Mohammed Al-Sayed")
    await sent(house, karin)
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid")
    mohammed.is_told("Annan telefontid")
    late = mohammed.button("Kvittera")
    await vera.presses("Kvittera")
    vera.sees("kvitterade")
    await mohammed.sends(late)
    mohammed.sees("Vera Åkesson hann före och kvitterade 10:15")
    assert "Kvittera" not in mohammed.choices
    await house.sends_what_is_due()
    karin.is_told("Vera Åkesson i växeln kvitterade", changed=True)
    mohammed.told.clear()


async def test_what_holds_already_is_changed_no_more(house: House, karin: Someone, vera: Someone) -> None:
    """Once the day has come a button from before says so, and shows how it stands."""
    notice = await sent(house, karin)
    await house.lets_time_pass(until="2026-12-04 08:30")
    vera.told.clear()
    karin.told.clear()
    for action in (ActionName.NOTICE_CHANGE, ActionName.NOTICE_WITHDRAW):
        await karin.sends(press(action, notice))
        karin.sees("Det gäller redan", "ingen i växeln har kvitterat")
    await vera.sends(press(ActionName.NOTICE_RECEIVE, notice))
    vera.sees("Det gäller sedan fre 4 dec. Vera Åkesson i växeln kvitterade")
    await house.sends_what_is_due()
    karin.told.clear()


async def test_the_same_form_sent_twice_tells_once(house: House, karin: Someone, vera: Someone) -> None:
    """A repeated press finds the notice that the first one made."""
    await karin.says("Bo Ek slutar 31 december")
    karin.sees("Någon slutar")
    once = karin.button("Anmäl")
    for _ in range(2):
        karin.card_activity = "the form's"
        await karin.sends(once)
        karin.sees("Bo Ek slutar")
    await house.sends_what_is_due()
    vera.is_told("Bo Ek slutar")
    await vera.says("anmälningar")
    vera.sees("Bo Ek slutar")
    assert vera.sight.count("väntar på kvittens") == 1
