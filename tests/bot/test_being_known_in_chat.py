""" "Vad vet du om mig" and "glöm mig" in chat: for whoever asks, and for nobody else."""

from __future__ import annotations

import json

from bot.cards.privacy import part_card
from bot.dialogs.privacy import LARGEST_PART, parts_of
from bot.texts.catalogue import words_for
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone


def data_in(someone: Someone) -> dict[str, object]:
    """The data that stands on the cards of the last reply, put together as one would copy it."""
    blocks = [
        inline["text"]
        for message in someone.reply.messages
        if message.card is not None
        for block in message.card["body"]
        if block["type"] == "RichTextBlock"
        for inline in block["inlines"]
    ]
    read: dict[str, object] = json.loads("\n".join(blocks))
    return read


async def test_whoever_asks_gets_all_that_is_known_as_text_to_copy(house: House, anna: Someone) -> None:
    """It is whole JSON, and holds what the bot knows of Anna and of nobody else."""
    await anna.says("sjuk idag")
    anna.sees("Du är hänvisad")
    await anna.says("har läst in hälsning")
    anna.sees("Noterat")
    await anna.says("vad vet du om mig?")
    anna.sees("Det här vet jag om dig", "Hänvisningar", "Bara du ser det")
    held = data_in(anna)
    assert held["person"] == anna.id
    assert "sick" in json.dumps(held["diversions"])
    assert house.person("Karin Lindqvist").id not in json.dumps(held)


async def test_being_forgotten_is_asked_about_first_and_then_done(anna: Someone, bo: Someone) -> None:
    """What goes and what has to stay is named; a no changes nothing, a yes takes all that can go."""
    await bo.says("lunch till 13")
    bo.sees("Du är hänvisad")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad")
    await anna.says("english")
    anna.sees("")
    await anna.says("svenska")
    anna.sees("")
    await anna.says("glöm mig")
    anna.sees("Vill du att jag glömmer dig?", "Hänvisningar", "växeln ser dig som inne", "Det går inte att ångra")
    await anna.says("nej")
    anna.sees("Avbrutet")
    await anna.says("är jag hänvisad?")
    anna.sees("Du är hänvisad till 13:00")
    await anna.says("glöm mig")
    anna.sees("Vill du att jag glömmer dig?")
    await anna.presses("Glöm mig")
    anna.sees("Nu har jag glömt dig", "Inget är kvar")
    # That it was answered is noted after the answer, as of any turn.
    assert (anna.chat.language, anna.chat.drafts, len(anna.chat.outcomes)) == (None, {}, 1)
    await anna.says("är jag hänvisad?")
    anna.sees("Du är inte hänvisad just nu")
    await bo.says("är jag hänvisad?")
    bo.sees("Du är hänvisad till 13:00")


async def test_a_typed_yes_does_it_too(anna: Someone) -> None:
    """Where it was asked."""
    await anna.says("glöm mig")
    anna.sees("Vill du att jag glömmer dig?")
    await anna.says("ja")
    anna.sees("Nu har jag glömt dig")


async def test_no_button_reaches_anybody_else(house: House, anna: Someone, bo: Someone) -> None:
    """Whom it is about is whoever presses, whatever a button that was made up carries."""
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad")
    for action in ("privacy.show", "privacy.forget"):
        await bo.sends(CardAction(action, {"person": anna.id}))
        assert anna.id not in repr(bo.reply)
        bo.sees("")
    await anna.says("är jag hänvisad?")
    anna.sees("Du är hänvisad till 13:00")
    await house.sends_what_is_due()


def test_the_data_is_parted_so_that_each_part_fits_and_nothing_is_lost() -> None:
    """Between lines, or within one that is longer than a card; joined they are the whole again."""
    lines = "\n".join(f'"rad {number}": "åäö"' for number in range(4_000))
    parts = parts_of(lines)
    assert "\n".join(parts) == lines
    assert len(parts) > 1
    assert all(len(part.encode()) <= LARGEST_PART for part in parts)
    long = parts_of("x" * (3 * LARGEST_PART))
    assert all(len(part.encode()) <= LARGEST_PART for part in long)
    assert "".join(long).replace("\n", "") == "x" * (3 * LARGEST_PART)
    card = part_card("å" * (LARGEST_PART // 2), 1, 1, words_for("sv"))
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= 25 * 1024
