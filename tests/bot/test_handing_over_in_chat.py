"""Promises handed over in chat (S6): asked, taken or not; offered where an absence collides with them."""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

CALL_KALLE = "ring upp Kalle 070-174 06 05 om bygglov senast imorgon"


async def _asked(house: House, anna: Someone, bo: Someone) -> None:
    """Anna has asked Bo to take her promise to call Kalle."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.says("lämna över Kalle till Bo Ek")
    anna.sees("Bo Ek är tillfrågad om ringlöftet", "Löftet är ditt tills Bo Ek tar det.")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", "Bo Ek, som inte har svarat än", changed=True)
    bo.is_told("Anna Svensson frågar om du kan ringa Kalle", "070-174 06 05", "bygglov", "imorgon 17:00")


async def test_taken_it_is_the_colleagues_and_the_first_is_told(house: House, anna: Someone, bo: Someone) -> None:
    """S6: Bo's card becomes the promise; Anna's says who calls, and a line is noticed."""
    await _asked(house, anna, bo)
    await bo.presses("Jag tar det")
    bo.sees("Ring Kalle", "imorgon 17:00")
    await house.sends_what_is_due()
    told = [anna.told[0].changed, anna.told[1].changed]
    if told == [True, False]:
        anna.is_told("Nu ska Bo Ek ringa Kalle", changed=True)
        anna.is_told("Bo Ek har tagit över löftet att ringa Kalle.")
    else:
        anna.is_told("Bo Ek har tagit över löftet att ringa Kalle.")
        anna.is_told("Nu ska Bo Ek ringa Kalle", changed=True)
    await anna.says("mina löften")
    anna.sees("Du har inga ringlöften")
    await bo.presses("Klart")
    bo.sees("Klart: Kalle är uppringd")


async def test_declined_it_stays(house: House, anna: Someone, bo: Someone) -> None:
    """S6: and Anna is told."""
    await _asked(house, anna, bo)
    await bo.presses("Kan inte")
    bo.sees("Du tackade nej.")
    await house.sends_what_is_due()
    for _ in range(2):
        if anna.told[0].changed:
            anna.is_told("Ring Kalle", "Kollegan kunde inte", changed=True)
        else:
            anna.is_told("Bo Ek kan inte ta över löftet att ringa Kalle. Det är kvar hos dig.")
    await anna.says("mina löften")
    anna.sees("Kalle")


async def test_an_offer_that_is_over_says_so(house: House, anna: Someone, bo: Someone) -> None:
    """Done in the meantime: the colleague's card changes, and an old press is refused."""
    await _asked(house, anna, bo)
    accept = bo.button("Jag tar det")
    await anna.says("har ringt Kalle")
    anna.sees("Klart")
    await house.sends_what_is_due()
    anna.is_told("Klart", changed=True)
    bo.is_told("Frågan från Anna Svensson gäller inte längre", changed=True)
    await bo.sends(accept)
    bo.sees("Frågan gäller inte längre.")


async def test_only_whom_it_is_offered_to_takes_it(house: House, anna: Someone, bo: Someone, vera: Someone) -> None:
    """A button can be made up; the service decides."""
    await _asked(house, anna, bo)
    await vera.sends(bo.button("Jag tar det"))
    vera.sees("Ingen har frågat dig om det ringlöftet.")
    await vera.sends(anna.button("Klart"))
    vera.sees("Det ringlöftet hör till Anna Svensson.")


async def test_the_form_asks_to_whom(house: House, anna: Someone, bo: Someone) -> None:
    """From the card's button; a name that fits nobody is mended in the form or in chat."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.presses("Lämna över")
    anna.sees("Vem ska ta över?", "Gäller: Kalle.")
    await anna.presses("Spara", to="Xerxes")
    anna.sees("Jag hittar ingen som heter Xerxes.")
    await anna.says("Bo Ek")
    anna.sees("Bo Ek är tillfrågad")
    await house.sends_what_is_due()
    bo.is_told("frågar om du kan ringa Kalle")
    anna.is_told("som inte har svarat än", changed=True)


async def test_whom_the_bot_cannot_reach_is_said_at_the_field(house: House, anna: Someone) -> None:
    """Someone else can be named in the same form."""
    house.mailbox.unreachable.add(house.person("Bo Ek").id)
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await anna.says("lämna över Kalle till Bo Ek")
    anna.sees("Bo Ek har ingen chatt med mig", "Vem ska ta över?")
    await anna.presses("Spara", to="Anna Svensson")
    anna.sees("Det är du själv.")


async def test_the_sender_of_a_message_sees_who_has_it_now(
    house: House, vera: Someone, anna: Someone, bo: Someone
) -> None:
    """V1: in the sender's own card, from then on changed by what Bo does."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson har fått", changed=True)
    anna.is_told("Ring Kalle")
    await anna.says("lämna över Kalle till Bo Ek")
    anna.sees("Bo Ek är tillfrågad")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson har sett", changed=True)
    anna.is_told("som inte har svarat än", changed=True)
    bo.is_told("Anna Svensson frågar")
    await bo.presses("Jag tar det")
    bo.sees("Ring Kalle")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson lämnade över det till Bo Ek.", changed=True)
    anna.told.clear()
    await bo.presses("Klart")
    bo.sees("Klart")
    await house.sends_what_is_due()
    vera.is_told("Bo Ek är klar med meddelandet", changed=True)
    assert not vera.told


async def test_an_absence_over_open_promises_lists_them_and_offers_to_hand_them_over(
    house: House, anna: Someone, bo: Someone
) -> None:
    """S7: in the diversion's own receipt, with the colleague who answers instead filled in."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await anna.says("ring upp Eva Lind 070-174 06 06 senast fredag")
    anna.sees("Ring Eva Lind")
    await anna.says("ring upp Olle 070-174 06 07 senast 4 december")
    anna.sees("Ring Olle")
    await anna.says("semester imorgon till fredag, Bo Ek svarar")
    anna.sees(
        "Du har 2 löften att hålla under tiden", "Ring Kalle senast imorgon 17:00", "Ring Eva Lind senast fre 27 nov"
    )
    anna.does_not_see("Olle")
    await house.sends_what_is_due()
    await anna.presses("Lämna över")
    anna.sees("Vem ska ta över?", "Kalle och Eva Lind")
    assert filled_in(anna.card)["to"] == "Bo Ek"
    await anna.presses("Spara")
    anna.sees("Bo Ek är tillfrågad om 2 ringlöften")
    await house.sends_what_is_due()
    bo.is_told("kan ringa")
    bo.is_told("kan ringa")
    anna.told.clear()


async def test_an_absence_without_promises_says_nothing_of_them(anna: Someone, vera: Someone) -> None:
    """Nor does another's: whom she has promised to call is hers to know."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    anna.does_not_see("löfte")
    await anna.says("ring upp Kalle 070-174 06 05 senast 15")
    anna.sees("Ring Kalle")
    await vera.says("sätt Anna Svensson på möte till 16")
    vera.sees("Anna Svensson är hänvisad")
    vera.does_not_see("Kalle", "löfte")


async def test_a_message_to_read_is_handed_over_as_such(
    house: House, vera: Someone, anna: Someone, bo: Someone
) -> None:
    """V1: there is nobody to call in it, and no word of one is said; the sender's card goes on with Bo."""
    await vera.says("hälsa Anna Svensson att mötet är flyttat till 15")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Meddelande från Vera Åkesson")
    await anna.presses("Lämna över")
    anna.sees("Gäller: Meddelande från Vera Åkesson.")
    await anna.presses("Spara", to="Bo Ek")
    anna.sees("Bo Ek är tillfrågad")
    await house.sends_what_is_due()
    vera.is_told("har sett", changed=True)
    bo.is_told("Anna Svensson frågar om du kan läsa meddelandet från Vera Åkesson", "mötet är flyttat till 15")
    anna.is_told("som inte har svarat än", changed=True)
    await bo.presses("Jag tar det")
    bo.sees("Meddelande från Vera Åkesson", "mötet är flyttat till 15")
    await house.sends_what_is_due()
    told = "\n".join(repr(one.message) for one in anna.told)
    assert "Nu ska Bo Ek läsa meddelandet från Vera Åkesson" in told
    assert "Bo Ek har tagit över löftet att läsa meddelandet från Vera Åkesson." in told
    anna.told.clear()
    vera.is_told("Anna Svensson lämnade över det till Bo Ek.", changed=True)


async def test_a_colleague_who_is_away_is_asked_and_that_is_said_without_why(
    house: House, anna: Someone, bo: Someone
) -> None:
    """S7: whoever asks can turn to someone else in time. POLICY, last section: the return time, masked."""
    await bo.says("sjuk till fredag")
    bo.sees("Sjuk")
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await anna.says("lämna över Kalle till Bo Ek")
    anna.sees("Bo Ek är tillfrågad", "Bo Ek är frånvarande och nås igen måndag 30 november")
    anna.does_not_see("sjuk", "Sjuk")
    await house.sends_what_is_due()
    anna.told.clear()
    bo.told.clear()
