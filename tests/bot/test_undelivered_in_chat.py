"""The administrator asks what could not be delivered; nobody else may know."""

from __future__ import annotations

from services.outbox_settling import DELAYS
from tests.bot.house import House


async def test_an_administrator_sees_what_was_given_up_and_not_what_it_said(house: House) -> None:
    """Whom it was for, what it was about and why; the reader's own affairs are not told."""
    amir, vera = house.someone("Amir Haddad"), house.someone("Vera Åkesson")
    await amir.says("vad har inte gått fram?")
    amir.sees("Allt har gått fram")
    house.mailbox.unreachable.add(house.person("Bo Ek").id)
    await vera.says("Bo Ek är sjuk idag")
    vera.sees("Bo Ek")
    for _ in range(len(DELAYS) + 1):
        await house.sends_what_is_due()
        house.clock.passes(days=2)
    await amir.says("vad har inte gått fram?")
    amir.sees("1 besked gick inte fram", "Bo Ek · hänvisning", "Har ingen chatt med mig")
    amir.does_not_see("Sjuk", "sjuk")


async def test_nobody_else_is_shown_the_list(house: House) -> None:
    """Not a manager, and not the switchboard."""
    for name in ("Karin Lindqvist", "Vera Åkesson", "Anna Svensson"):
        someone = house.someone(name)
        await someone.says("vad har inte gått fram?")
        someone.sees("Det där är bara till för vissa roller.")
