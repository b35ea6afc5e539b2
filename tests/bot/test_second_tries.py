"""What is done again because it failed goes on under the first activity; whatever else is done is an act of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.chat import Chat
from bot.second_tries import DOUBT_SECONDS, MOST_KEPT, SecondTries
from bot.turn import CardAction, Message, Reply, Scope, Turn
from policy.organisation import PersonId
from tests.bot.house import ZONE

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=ZONE)
SAID = Turn(
    activity_id="1", person=PersonId("anna"), conversation="chat", scope=Scope.PERSONAL, now=NOW, text="lunch till 13"
)
PRESSED = replace(SAID, text=None, action=CardAction("promise.save", {"id": "p"}, {"caller": "Kalle"}, True))


@dataclass
class Handler:
    """Answers with the activity under which it was asked; fails while it is told to."""

    fails: bool = True
    asked: list[str] = field(default_factory=list)

    async def __call__(self, turn: Turn, _chat: Chat) -> Reply:
        self.asked.append(turn.activity_id)
        if self.fails:
            raise OSError("away")
        return Reply(messages=(Message(text="done"),))


async def _in_turn(*turns: Turn, chats: list[Chat] | None = None) -> list[str]:
    """Under which activities these were carried out; the first of them failed."""
    handler, chat = Handler(), Chat()
    tries = SecondTries(handler)
    for number, turn in enumerate(turns):
        handler.fails = number == 0
        if number:
            # As a chat is stored and loaded between turns; or wasn't.
            chat = chats[number - 1] if chats is not None else Chat.from_json(chat.to_json())
            await tries(turn, chat)
        else:
            with pytest.raises(OSError, match="away"):
                await tries(turn, chat)
    return handler.asked


@pytest.mark.parametrize("turn", [SAID, PRESSED], ids=["said", "pressed"])
async def test_the_same_again_is_the_same_act_until_it_is_done(turn: Turn) -> None:
    """And then no more: who says it a third time means it once more."""
    later = replace(turn, activity_id="2", now=NOW + timedelta(seconds=20))
    assert await _in_turn(turn, later, replace(turn, activity_id="3")) == ["1", "1", "3"]


async def test_it_may_fail_again_and_stays_the_first() -> None:
    """However often."""
    handler, chat = Handler(), Chat()
    tries = SecondTries(handler)
    for number in range(1, 4):
        with pytest.raises(OSError, match="away"):
            await tries(replace(SAID, activity_id=str(number)), chat)
    assert handler.asked == ["1", "1", "1"]


async def test_a_chat_that_could_not_be_saved_either_is_no_hindrance() -> None:
    """The store is what was away."""
    assert await _in_turn(SAID, replace(SAID, activity_id="2"), chats=[Chat()]) == ["1", "1"]


async def test_another_process_reads_it_in_the_chat() -> None:
    """Whichever replica gets the second try."""
    chat = Chat()
    with pytest.raises(OSError, match="away"):
        await SecondTries(Handler())(SAID, chat)
    other = Handler(fails=False)
    await SecondTries(other)(replace(SAID, activity_id="2"), Chat.from_json(chat.to_json()))
    assert other.asked == ["1"]
    assert "lunch" not in str(chat.to_json())


@pytest.mark.parametrize(
    "other",
    [
        replace(SAID, text="lunch till 12"),
        PRESSED,
        replace(SAID, conversation="another"),
        replace(SAID, now=NOW + timedelta(seconds=DOUBT_SECONDS)),
        replace(SAID, person=PersonId("bo")),
    ],
    ids=["another line", "a button", "elsewhere", "much later", "somebody else"],
)
async def test_anything_else_is_an_act_of_its_own(other: Turn) -> None:
    """Also what was asked in between, which leaves the doubt as it is."""
    chats = [Chat(), Chat()] if other.person != SAID.person else None
    assert await _in_turn(SAID, replace(other, activity_id="2"), chats=chats) == ["1", "2"]


@pytest.mark.parametrize("inputs", [{"caller": "Eva"}, {}])
async def test_a_form_with_something_else_in_it_is_another_act(inputs: dict[str, str]) -> None:
    """Mended on the way."""
    assert PRESSED.action is not None
    other = replace(PRESSED, activity_id="2", action=replace(PRESSED.action, inputs=inputs))
    assert await _in_turn(PRESSED, other) == ["1", "2"]


async def test_asking_how_it_stands_in_between_changes_nothing() -> None:
    """As one does."""
    asks = replace(SAID, activity_id="2", text="min status")
    assert await _in_turn(SAID, asks, replace(SAID, activity_id="3")) == ["1", "2", "1"]


async def test_only_so_much_is_kept_in_the_process() -> None:
    """The store was away for everyone."""
    tries = SecondTries(Handler())
    for number in range(MOST_KEPT + 5):
        with pytest.raises(OSError, match="away"):
            await tries(replace(SAID, person=PersonId(str(number))), Chat())
    assert len(tries._unsaved) == MOST_KEPT
