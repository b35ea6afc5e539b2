"""A question that is answered twice makes one promise, or leaves one message, however it is answered (S7, V1)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone

LATE = "ring upp Kalle 070-174 06 05 senast lördag 12"


@pytest.mark.parametrize("answer", ["ja", "behåll", "fredag 14"])
async def test_a_better_time_answered_in_chat_and_then_on_the_card_is_one_promise(anna: Someone, answer: str) -> None:
    """S7: the card's buttons live on; pressed afterwards, each shows the promise that there is."""
    await anna.says(LATE)
    anna.sees("svår att hålla")
    save, keep = anna.button("Spara fre 27 nov 17:00"), anna.button("Behåll min tid")
    await anna.says(answer)
    anna.sees("Ring Kalle")
    for pressed in (save, keep, save):
        await anna.sends(pressed)
        anna.sees("Ring Kalle")
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte att hålla")


async def test_a_form_answered_in_chat_and_then_sent_in_is_one_promise(anna: Someone) -> None:
    """S5: the form stays in the chat when a name that was typed has completed it."""
    await anna.says("mina löften")
    anna.sees("Du har inga")
    await anna.presses("Nytt ringlöfte")
    anna.sees("Nytt ringlöfte")
    form = anna.button("Spara", caller="Kalle")
    await anna.says("Kalle")
    anna.sees("Ring Kalle")
    await anna.sends(form)
    anna.sees("Ring Kalle")
    await anna.says("mina löften")
    anna.sees("Du har 1 ringlöfte att hålla")


async def test_the_same_form_filled_in_otherwise_is_another_promise(anna: Someone) -> None:
    """S5: nothing that was entered is dropped for being sent in on a card that was used before."""
    await anna.says("mina löften")
    anna.sees("Du har inga")
    await anna.presses("Nytt ringlöfte")
    anna.sees("Nytt ringlöfte")
    form = anna.button("Spara", caller="Eva Lind")
    await anna.says("Kalle")
    anna.sees("Ring Kalle")
    await anna.sends(form)
    anna.sees("Ring Eva Lind")
    await anna.says("mina löften")
    anna.sees("Du har 2 ringlöften att hålla")


async def test_the_question_is_each_persons_own(anna: Someone, bo: Someone) -> None:
    """S5: a button that somebody else presses makes a promise of theirs, and never touches the first one's."""
    await anna.says(LATE)
    anna.sees("svår att hålla")
    save = anna.button("Spara fre 27 nov 17:00")
    await anna.says("ja")
    anna.sees("Ring Kalle")
    await bo.sends(save)
    bo.sees("Ring Kalle")
    for someone in (anna, bo):
        await someone.says("mina löften")
        someone.sees("Du har 1 ringlöfte att hålla")


async def test_a_promise_that_a_colleague_has_taken_since_is_theirs(house: House, anna: Someone, bo: Someone) -> None:
    """S6: the old button says so, and shows nothing of it."""
    await anna.says(LATE)
    anna.sees("svår att hålla")
    save = anna.button("Spara fre 27 nov 17:00")
    await anna.says("ja")
    anna.sees("Ring Kalle")
    await anna.says("lämna över Kalle till Bo Ek")
    anna.sees("är tillfrågad")
    await house.sends_what_is_due()
    bo.is_told("frågar om du kan ringa Kalle")
    anna.told.clear()
    await bo.presses("Jag tar det")
    bo.sees("Ring Kalle")
    await house.sends_what_is_due()
    anna.told.clear()
    await anna.sends(save)
    anna.sees("Det ringlöftet hör till Bo Ek.")


async def test_a_message_answered_in_chat_and_then_on_the_card_is_left_once(
    house: House, vera: Someone, anna: Someone
) -> None:
    """A5: the colleague hears of it once."""
    await vera.says("är Anna Svensson inne?")
    vera.sees("inne")
    await vera.presses("Lämna meddelande")
    vera.sees("Lämna ett meddelande")
    await vera.presses("Spara", caller="Kalle", contact_date="2026-11-27")
    vera.sees("Den tiden passar inte Anna Svensson")
    save = vera.button("Spara imorgon 17:00")
    await vera.says("ja")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle")
    await vera.sends(save)
    vera.sees("Anna Svensson har fått meddelandet")
    await house.sends_what_is_due()
    assert not anna.told
