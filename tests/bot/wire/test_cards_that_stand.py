"""An answer's card that stands for a case: the wire knows by which activity it can be changed in place later."""

from __future__ import annotations

from bot.chat import Chat
from bot.turn import Message, Reply, StandsFor, Turn
from bot.wire.speaking import Stood
from services.ports import Place
from tests.bot.wire.far_end import Script
from tests.bot.wire.stage import ANNA, Stage

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
CASE = StandsFor(source="callback", place=Place("anna", "p1"), card="sender")


async def _shows_it(_turn: Turn, _chat: Chat) -> Reply:
    return Reply(messages=(Message(text="Klart"), Message(card=CARD, stands_for=CASE)))


async def _puts_it_in_place(_turn: Turn, _chat: Chat) -> Reply:
    return Reply(replace=CARD, stands_for=CASE)


async def test_a_card_in_an_answer_is_known_by_the_id_that_the_channel_gave_it() -> None:
    """The second message carries it."""
    async with Stage(handler=_shows_it) as stage:
        await stage.post(stage.activity())
        assert stage.stood == [(ANNA, Stood(CASE, "sent-2"))]


async def test_a_card_put_in_place_by_a_buttons_answer_is_known_by_the_card_that_was_pressed() -> None:
    """Nothing is sent for it, so its id is that of the card whose button it was."""
    async with Stage(handler=_puts_it_in_place) as stage:
        pressed = {"action": {"type": "Action.Execute", "verb": "x", "data": {}}}
        invoke = stage.activity(type="invoke", name="adaptiveCard/action", value=pressed, replyToId="17", text=None)
        status, _ = await stage.post(invoke)
        assert status == 200
        assert stage.stood == [(ANNA, Stood(CASE, "17"))]


async def test_a_card_that_an_older_client_asks_for_is_known_by_what_it_took_the_place_of() -> None:
    """A submitted button has its card updated; one that is gone is posted anew, and known by its new id."""
    async with Stage(handler=_puts_it_in_place) as stage:
        submit = {"action": "x", "values": {}}
        await stage.post(stage.activity(value=submit, replyToId="17", text=None))
        stage.far_end.scripts.append(Script(status=404))
        await stage.post(stage.activity(value=submit, replyToId="18", text=None))
        assert [one.activity for _, one in stage.stood] == ["17", "sent-2"]


async def test_what_did_not_arrive_does_not_stand() -> None:
    """The card was refused: nothing is said to stand that nobody sees."""
    async with Stage(handler=_shows_it) as stage:
        stage.far_end.scripts.extend([Script(), Script(status=400, code="BadSyntax")])
        await stage.post(stage.activity())
        assert stage.stood == []
