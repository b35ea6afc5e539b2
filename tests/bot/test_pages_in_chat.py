""" "Mina sidor" in chat: all that is a person's own on one card, and the narrow question beside it."""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.talk import Someone


async def test_everything_of_ones_own_is_on_one_card_a_tap_away(anna: Someone) -> None:
    """How each subject stands, and a row for it that leads there."""
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu", "Du har ingen hälsning inläst", "Inga att hålla just nu", "Inga på gång")
    anna.sees("Bygglovshandläggare, Bygg")
    pages = anna.card
    for row, seen in (
        ("Hälsning", "Telefonpolicyn A4"),
        ("Ringlöften", "löften"),
        ("Beställningar", "beställ"),
        ("Mina uppgifter", "Det här ser växeln om dig"),
    ):
        anna.card = pages
        await anna.presses(row)
        anna.sees(seen)


async def test_the_card_tells_what_has_been_done_since(house: House, anna: Someone) -> None:
    """A promise, a greeting, a confirmation and a diversion later, all of it is there."""
    await anna.says("ring upp Kalle Holm 070-174 06 50 om bygglov senast imorgon kl 10")
    anna.sees("Kalle Holm")
    await anna.says("har läst in hälsning")
    anna.sees("Noterat")
    await anna.says("mina uppgifter")
    anna.sees("Stämmer")
    await anna.presses("Stämmer")
    anna.sees("Tack!")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 13:00", "Din hälsning är personlig", "1 att hålla, imorgon 10:00")
    anna.does_not_see("säg om det stämmer")
    await anna.presses("Jag är tillbaka")
    anna.sees("Du är inte längre hänvisad")
    await house.sends_what_is_due()


async def test_the_narrow_question_has_a_narrow_answer(anna: Someone) -> None:
    """Whoever asks about the diversion gets the diversions alone."""
    await anna.says("är jag hänvisad?")
    anna.sees("Du är inte hänvisad just nu")
    anna.does_not_see("Mina sidor")
