"""The talk around the errands: welcome, help, cancelling, leaving a dialog, languages, and what nobody understands."""

from __future__ import annotations

import pytest

from bot.chat import Chat
from bot.dialogs.trouble import trouble_reply
from bot.turn import CardAction, Scope, Turn
from policy.organisation import PersonId
from storage.document_store import StoreUnavailable
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_the_bot_introduces_itself_once(anna: Someone) -> None:
    """Clients say that the bot is new each time a chat is opened."""
    await anna.opens_the_chat()
    anna.sees("Hej Anna! Jag är Växelvis.", "”lunch till 13”")
    await anna.opens_the_chat()
    anna.sees_nothing()
    await anna.says("hej")
    anna.sees("Hej Anna!")


async def test_the_welcomes_buttons_lead_on(anna: Someone) -> None:
    """An empty form, one's own list, and the help."""
    for title, seen in (("Hänvisa", "Skäl"), ("Min status", "Du är inte hänvisad just nu"), ("Mer hjälp", "Byt språk")):
        await anna.says("hej")
        anna.sees("Hej Anna!")
        await anna.presses(title)
        anna.sees(seen)


async def test_help_shows_what_this_person_can_do_now(anna: Someone, vera: Someone) -> None:
    """Being back is offered to whoever is away, others' diversions to whoever may set them."""
    await anna.says("hjälp")
    anna.sees("Hänvisa din telefon", "Fråga när en kollega går att nå")
    anna.does_not_see("Säg att du är tillbaka", "Hänvisa en kollega")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("vad kan du?")
    anna.sees("Säg att du är tillbaka")
    await vera.says("hjälp")
    vera.sees("Hänvisa en kollega")


async def test_a_group_of_the_help_is_opened_by_a_tap(house: House) -> None:
    """Who can do so much that it has no room on one card reaches all of it, and starts there."""
    ingrid = house.someone("Ingrid Stål")
    await ingrid.says("hjälp")
    ingrid.sees("Din enhet", "Planera telefonpassningen för en vecka")
    await ingrid.sends(CardAction("help.show", {"group": "unit"}, {}, True))
    ingrid.sees("Se veckan: vem som svarar när, och luckorna")
    ingrid.does_not_see("Ringlöften")
    await ingrid.presses("Planera telefonpassningen för en vecka")
    ingrid.sees("Vilken grupps telefonpassning?", "Äldreomsorg")
    await ingrid.presses("Socialtjänstens mottagning")
    ingrid.sees("Telefonpassning för Socialtjänstens mottagning, vecka 49")
    await ingrid.sends(CardAction("help.show", {"group": "nothing of the kind"}, {}, True))
    ingrid.sees("Ringlöften")


async def test_help_in_the_middle_of_a_form_leaves_it_open(anna: Someone) -> None:
    """docs/user-guide.md: help is never a way to lose what was entered."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("hjälp")
    anna.sees("Det här kan jag hjälpa dig med")
    await anna.says("till 15")
    anna.sees("Du är hänvisad idag 11:15–15:00", "Möte")


async def test_cancel_in_the_middle_closes_the_form(anna: Someone) -> None:
    """And what is typed after it is not the form's answer."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("avbryt")
    anna.sees("Avbrutet. Inget är ändrat.")
    await anna.says("15")
    anna.sees("förstod jag inte")


async def test_cancel_closes_a_pick_list(vera: Someone) -> None:
    """A digit after it means nothing."""
    await vera.says("sätt Åsa på möte till 15")
    vera.sees("Vem menar du?")
    await vera.says("avbryt")
    vera.sees("Avbrutet. Inget är ändrat.")
    await vera.says("1")
    vera.sees("Jag väntar inte på något svar just nu.")


async def test_cancel_with_nothing_open_says_so(anna: Someone) -> None:
    """And how to take back what was just done."""
    await anna.says("avbryt")
    anna.sees("Det finns inget att avbryta.")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("avbryt")
    anna.sees("skriv ångra")
    await anna.says("ångra")
    anna.sees("Ångrat.")


async def test_another_errand_in_the_middle_leaves_the_form_and_says_so(anna: Someone) -> None:
    """A dialog is never a trap."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("är Åsa Berg inne?")
    anna.sees("Jag lade undan det vi höll på med.", "Åsa Berg är inne.")
    await anna.says("till 15")
    anna.sees("Annat")


async def test_leaving_a_pick_list_needs_no_word(vera: Someone) -> None:
    """Nothing was entered that would be missed."""
    await vera.says("Åsa")
    vera.sees("Vem menar du?")
    await vera.says("är Bo Ek inne?")
    vera.sees("Bo Ek är inne.")
    vera.does_not_see("Jag lade undan")


async def test_a_name_typed_in_the_middle_of_a_form_is_answered(anna: Someone) -> None:
    """Looking someone up on the way loses nothing: the form is still open."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("Åsa Berg")
    anna.sees("Åsa Berg är inne.")
    await anna.says("till 15")
    anna.sees("Du är hänvisad idag 11:15–15:00")


@pytest.mark.parametrize("line", ["blurp fnord", "asdf", "!!!", "🤷", "vad är meningen med livet egentligen", "#"])
async def test_what_is_not_understood_offers_the_nearest(anna: Someone, line: str) -> None:
    """Three things that would be understood, and the help."""
    await anna.says(line)
    anna.sees("Det där förstod jag inte.", "Skriv hjälp")


@pytest.mark.parametrize("line", ["tack", "Tack!", "tack så mycket", "toppen", "thanks"])
async def test_thanks_are_answered(anna: Someone, line: str) -> None:
    """Nobody who is friendly is told that they were not understood."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says(line)
    anna.sees("Varsågod!")


@pytest.mark.parametrize("line", ["ja", "ok", "1"])
async def test_an_answer_to_no_question_is_told_so(anna: Someone, line: str) -> None:
    """The question may have expired."""
    await anna.says(line)
    anna.sees("Jag väntar inte på något svar just nu.")


async def test_a_preview_expires(house: House, anna: Someone) -> None:
    """A yes after half an hour saves nothing by surprise."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    house.clock.passes(minutes=31)
    await anna.says("ja")
    anna.sees("Jag väntar inte på något svar just nu.")


async def test_an_english_line_is_answered_in_english(anna: Someone) -> None:
    """The language of the line that was written, all through the errand."""
    await anna.says("vacation week 28")
    anna.sees("You are diverted Mon 12 Jul–Fri 16 Jul", "The switchboard says")
    await anna.says("meeting July 13 10-11")
    anna.sees("Should the new diversion take over?", "If you save")
    await anna.presses("Save")
    anna.sees("You are diverted Tue 13 Jul 10:00–11:00")
    await anna.presses("Undo")
    anna.sees("Undone. Your diversions are as they were.")
    await anna.says("is Åsa in?")
    anna.sees("Who do you mean?")
    await anna.says("2")
    anna.sees("Åsa Öberg is in.")
    await anna.says("I'm back")
    anna.sees("You are not diverted right now")
    await anna.says("blurp")
    anna.sees("I didn’t understand that.")


async def test_an_english_form_speaks_english(anna: Someone) -> None:
    """Labels, faults and buttons."""
    await anna.says("meeting in an hour")
    anna.sees("Save", "Cancel")
    await anna.presses("Save", reason="", answers_instead="Xerxes")
    anna.sees("3 things", "I can’t find anyone", "Choose")
    for swedish in ("Välj", "Spara", "Skäl"):
        anna.does_not_see(swedish)


async def test_a_chosen_language_holds(anna: Someone) -> None:
    """ "english" and "svenska" choose for good; a Swedish line is still understood."""
    await anna.says("english")
    anna.sees("From now on I will write to you in English.")
    await anna.says("lunch till 13")
    anna.sees("You are diverted until 13:00")
    await anna.says("ångra")
    anna.sees("Undone.")
    await anna.says("svenska")
    anna.sees("Nu skriver jag svenska till dig.")
    await anna.says("lunch until 1")
    anna.sees("Du är hänvisad till 13:00")


@pytest.mark.parametrize("word", ["ok", "yes", "no", "undo", "thanks", "Xerxes"])
async def test_a_word_in_between_does_not_change_the_language(anna: Someone, word: str) -> None:
    """Swedes say "ok" and "yes" too."""
    await anna.says("lunch till 13")
    anna.sees("Du är")
    await anna.says(word)
    for english in ("You", "I am", "There", "Undone", "I didn"):
        anna.does_not_see(english)
    anna.sees("")


async def test_a_button_that_nobody_knows_says_so(anna: Someone) -> None:
    """A card from an older version, or from someone who tries."""
    for name in ("diversion.explode", "", "diversion.save " * 50):
        await anna.sends(CardAction(name, {}, {}, True))
        anna.sees("Den knappen fungerar inte längre.")


async def test_whoever_is_not_in_the_directory_is_told_what_to_do(house: House) -> None:
    """Not an error: the manager or the switchboard adds people."""
    chat = Chat()
    for text, action in (("lunch till 13", None), (None, CardAction("status.show", {}, {}, True))):
        turn = Turn(
            activity_id=f"stranger-{text}",
            person=PersonId("00000000-0000-4000-8000-000000000000"),
            conversation="strange",
            scope=Scope.PERSONAL,
            now=house.clock.now,
            text=text,
            action=action,
        )
        reply = await house.router(turn, chat)
        assert "Du finns inte i katalogen för Exempelkommun ännu." in reply.messages[0].text


async def test_a_store_out_of_reach_leaves_nothing_half_done(house: House, anna: Someone) -> None:
    """The wire answers that something went wrong; the same line works when the store is back."""
    house.store.fails = StoreUnavailable("out of reach")
    with pytest.raises(StoreUnavailable):
        await anna.says("lunch till 13")
    house.store.fails = None
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad till 13:00")


async def test_a_yes_that_failed_can_be_said_again(house: House, anna: Someone) -> None:
    """The question is still open: a failure of ours costs the person nothing."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    house.store.fails = StoreUnavailable("out of reach")
    with pytest.raises(StoreUnavailable):
        await anna.says("ja")
    house.store.fails = None
    await anna.says("ja")
    anna.sees("Du är hänvisad tis 13 juli 10:00–11:00")


async def test_a_failure_is_told_in_the_persons_language(house: House, anna: Someone) -> None:
    """What the wire says when the store is out of reach: no stack trace, a way on."""
    await anna.says("is Bo Ek in?")
    anna.sees("Bo Ek is in.")
    turn = Turn(activity_id="x", person=anna.id, conversation="c", scope=Scope.PERSONAL, now=house.clock.now, text="x")
    reply = trouble_reply(house.directory)(turn, anna.chat, StoreUnavailable("secret place"))
    assert "something went wrong on my side" in reply.messages[0].text
    assert "secret" not in repr(reply)
