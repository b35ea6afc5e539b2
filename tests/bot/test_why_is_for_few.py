"""Why somebody is away, why a gap may be and why a colleague can't are told to whom they are for, and nowhere else
("Whom the answers may tell what"): not on a card that changes later either, and not in what a card hides.
"""

from __future__ import annotations

import json
import logging

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction, CardJson, Message
from tests.bot.coverage_scene import nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone

PLACE = {"group": "bygglov", "on": "2026-11-24"}


async def test_why_a_gap_may_be_is_told_managers_alone(house: House, karin: Someone, anna: Someone) -> None:
    """Anna has the alert's card open when Karin lets the gap be: it ends with who did, and without why (M2)."""
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    await anna.sends(CardAction(ActionName.COVERAGE_OPEN, PLACE, {}, True))
    anna.sees("Obemannat på Bygglov")
    await house.sends_what_is_due()
    await karin.presses("Acceptera luckan")
    karin.sees("Varför")
    await karin.presses("Acceptera luckan", reason="Bo är på behandling.")
    karin.sees("Karin Lindqvist lät den vara", "Bo är på behandling.")
    await house.sends_what_is_due()
    anna.is_told("Luckan får vara", "Karin Lindqvist lät den vara 10:15 (mån 23 nov).", changed=True)
    assert "behandling" not in repr(anna.card)
    await anna.sends(CardAction(ActionName.COVERAGE_SHOW, PLACE, {}, True))
    anna.sees("Karin Lindqvist lät den vara")
    anna.does_not_see("behandling")


WHY = ("sjuk", "sick", "child_care", "vab", "feber", "läkare", "diagnos")
"""Words of reasons, of their names in the code, and of what is written in this test."""
ASKED_BY_ALL = (
    "hur ser veckan ut",
    "hur ser nästa vecka ut på bygg",
    "mina pass",
    "hur ligger vi till?",
    "mina enheter",
)
ASKED_BY_COLLEAGUES = ("vem har telefonpassning på bygglov imorgon?", "vilka är inne på bygg?", "vem svarar på bygg?")
LEADERS = ("vilka luckor finns", "planera telefonpassning", "siffror för oktober")


async def test_a_week_of_gaps_tells_nobody_why(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what is shown, what a card hides, nor what is told unasked; and what goes well is not logged (A2, M2)."""
    caplog.set_level(logging.DEBUG)
    names = ("Anna Svensson", "Karin Lindqvist", "Bo Ek", "Åsa Berg", "Hamid Karimi", "Per Lindgren", "Vera Åkesson")
    anna, karin, bo, asa, hamid, per, vera = (house.someone(name) for name in names)
    for someone, line in ((bo, "sjuk imorgon 8-10"), (asa, "vab imorgon 8-17"), (anna, "möte imorgon 8-12")):
        await someone.says(line)
        someone.unseen.clear()
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad")
    await house.sends_what_is_due()
    karin.is_told("Obemannat på Bygglov")
    await karin.presses("Fråga kollegorna")
    karin.sees("är tillfrågade")
    await house.sends_what_is_due()
    hamid.is_told("Kan du svara på Bygglov")
    await hamid.presses("Jag kan inte", note="Feber, ska till läkare")
    hamid.sees("Du kan inte svara på Bygglov")
    await house.sends_what_is_due()
    karin.is_told("Feber", changed=True)
    for someone in (anna, bo, asa, per, vera, karin):
        is_karin = someone is karin
        for line in (*ASKED_BY_ALL, *(LEADERS if is_karin else ASKED_BY_COLLEAGUES)):
            await someone.says(line)
            shown = _all_of(someone.reply.messages, someone.reply.replace)
            expected = ("feber", "läkare") if is_karin and line == LEADERS[0] else ()
            assert [why for why in WHY if why in shown and why not in expected] == [], f"{line}: {shown}"
            someone.unseen.clear()
    await house.lets_time_pass(until="2026-11-30 09:00")
    for someone in house.people:
        told = [_all_of((one.message,), None) for one in someone.told]
        allowed = ("feber", "läkare") if someone is karin else ()
        assert [why for why in WHY for one in told if why in one and why not in allowed] == []
        someone.told.clear()
    assert [record.getMessage() for record in caplog.records if record.name != "asyncio"] == []


def _all_of(messages: tuple[Message, ...], card: CardJson | None) -> str:
    """All of it as it goes over the wire, also what is not shown."""
    told = [card, *((one.text, one.summary, one.card) for one in messages)]
    return json.dumps(told, ensure_ascii=False).casefold()
