"""Why somebody is away, why a gap may be and why a colleague can't are told to whom they are for, and nowhere else
("Whom the answers may tell what"): not on a card that changes later either, and not in what a card hides.
"""

from __future__ import annotations

from bot.cards.action_names import ActionName
from bot.turn import CardAction
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
