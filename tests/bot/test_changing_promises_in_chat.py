"""Promises changed and taken back in chat: by the form, by its card's buttons, in words right after a receipt."""

from __future__ import annotations

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

CALL_KALLE = "ring upp Kalle 070-174 06 05 om bygglov senast imorgon"


async def test_a_promise_is_changed_in_the_form_and_its_card_with_it(house: House, anna: Someone) -> None:
    """*Ändra* opens it as it stands."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.presses("Ändra")
    anna.sees("Ändra ringlöftet")
    assert filled_in(anna.card)["phone"] == "070-174 06 05"
    await anna.presses("Spara", caller="Karl Ek")
    anna.sees("Ändrat: ring Karl Ek")
    await house.sends_what_is_due()
    anna.is_told("Ring Karl Ek", changed=True)


async def test_a_promise_just_made_is_changed_and_taken_back_in_words(house: House, anna: Someone) -> None:
    """*ändra* and *ångra* mean the latest receipt."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await anna.says("ändra")
    anna.sees("Ändra ringlöftet")
    await anna.says("avbryt")
    anna.sees("Avbrutet")
    await anna.says("ring upp Eva 070-174 06 07")
    anna.sees("Ring Eva")
    await house.sends_what_is_due()
    await anna.says("ångra")
    anna.sees("Borttaget: Eva behöver inte ringas upp")
    await house.sends_what_is_due()
    anna.is_told("Struket: Eva behöver inte ringas upp", changed=True)


async def test_a_promise_is_withdrawn_by_line_and_by_button(house: House, anna: Someone) -> None:
    """Nobody waits for it any more."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.says("ta bort löftet till Kalle")
    anna.sees("Borttaget: Kalle behöver inte ringas upp")
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    anna.is_told("Struket", changed=True)
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte")
    await anna.presses("Visa")
    anna.sees("Ring Kalle")
    await anna.presses("Ta bort")
    anna.sees("Struket: Kalle behöver inte ringas upp")


async def test_the_same_line_brought_twice_makes_one_promise(anna: Someone) -> None:
    """The wire may bring a turn again."""
    for _ in range(2):
        await anna.says(CALL_KALLE, again="the-same")
        anna.sees("Ring Kalle")
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte att hålla")


async def test_a_changed_time_is_checked_as_a_new_one_is(house: House, anna: Someone) -> None:
    """S7: the better time is saved on the promise that stands, not on a new one."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.presses("Ändra")
    anna.sees("Ändra ringlöftet")
    await anna.presses("Spara", contact_date="2026-11-28", contact_time="12:00")
    anna.sees("Den tiden kan bli svår att hålla", "Du skrev lör 28 nov 12:00.")
    await anna.says("ja")
    anna.sees("Ändrat: ring Kalle senast fre 27 nov 17:00")
    await house.sends_what_is_due()
    anna.is_told("fre 27 nov 17:00", changed=True)
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte")


async def test_buttons_that_were_not_made_by_the_bot_do_nothing(anna: Someone, vera: Someone) -> None:
    """A place that is none, an id too long, a form that nobody has."""
    made_up: dict[str, dict[str, str]] = {
        "callback.done": {"person": str(anna.id), "callback": "x" * 300},
        "callback.show": {},
        "callback.pick": {"person": str(anna.id), "callback": "c", "do": "erase"},
        "callback.confirm": {"form": "diversion"},
        "callback.hand_over": {"places": ""},
        "message.seen": {"person": "", "callback": ""},
    }
    for name, values in made_up.items():
        await vera.sends(CardAction(name, values, {}, True))
        vera.sees("Den knappen fungerar inte längre.")
    await vera.sends(CardAction("callback.done", {"person": str(anna.id), "callback": "c0ffee"}, {}, True))
    vera.sees("Det ringlöftet finns inte längre.")


async def test_a_slip_of_the_finger_is_taken_back_in_words(house: House, anna: Someone) -> None:
    """*ångra* right after a press on the card, or on the list."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.presses("Ingen svarade")
    anna.sees("Ingen svarade, 10:15")
    await house.sends_what_is_due()
    await anna.says("ångra")
    anna.sees("Ångrat. Löftet att ringa Kalle är kvar.")
    await house.sends_what_is_due()
    anna.is_told("Ångrat 10:15", changed=True)
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte")
    await anna.presses("Klart")
    anna.sees("Du har inga ringlöften")
    await anna.says("ångra")
    anna.sees("Ångrat. Löftet att ringa Kalle är kvar.")
    anna.told.clear()
