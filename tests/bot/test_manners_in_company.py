"""How the bot behaves where others are: every errand, button and slip, and none of it tells what is one person's own.

POLICY, "Whom the answers may tell what".
"""

from __future__ import annotations

import json

import pytest

from bot.cards.action_names import ActionName
from bot.chat import Chat
from bot.dialogs.trouble import trouble_reply
from bot.router import BUTTONS_IN_COMPANY, IN_COMPANY
from bot.turn import CardAction, Event, Reply, Scope, Turn
from policy.organisation import PersonId
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.understanding.expected_lines import FOLDER
from tests.cards_seen import buttons_of

IN_PRIVATE = "vår egen chatt"
ROWS = [json.loads(row) for file in sorted(FOLDER.glob("*.jsonl")) for row in file.read_text("utf-8").splitlines()]
LINES = {row["intent"]: row["text"] for row in ROWS if row["lang"] == "sv"}
"""A line of each kind that the bot understands."""


class Company:
    """A group chat in which each thing that is said mentions the bot."""

    def __init__(self, house: House, *, conversation: str = "19:group@thread.v2", scope: Scope = Scope.GROUP) -> None:
        self.house = house
        self.conversation = conversation
        self.scope = scope
        self.turns = 0

    async def hears(self, someone: Someone, text: str) -> Reply:
        """Somebody says a line to the bot."""
        return await self._turn(someone.id, someone.chat, text=text)

    async def sees_pressed(self, someone: Someone, action: CardAction) -> Reply:
        """Somebody presses a button, on whosever card."""
        return await self._turn(someone.id, someone.chat, action=action)

    async def takes_the_bot_in(self, who: PersonId, chat: Chat) -> Reply:
        """Somebody adds the bot."""
        return await self._turn(who, chat, event=Event.WELCOME)

    async def _turn(
        self,
        who: PersonId,
        chat: Chat,
        *,
        text: str | None = None,
        action: CardAction | None = None,
        event: Event | None = None,
    ) -> Reply:
        self.turns += 1
        turn = Turn(
            activity_id=f"in-company-{self.turns}",
            person=who,
            conversation=self.conversation,
            scope=self.scope,
            now=self.house.clock.now,
            text=text,
            action=action,
            event=event,
        )
        return await self.house.router(turn, chat)


def _said(reply: Reply) -> str:
    return " ".join(message.text for message in reply.messages)


async def test_each_errand_is_either_everyones_or_taken_in_private(house: House) -> None:
    """Every kind of line that the bot understands, said in a group by somebody who may do most: a manager."""
    company, karin = Company(house), house.someone("Karin Lindqvist")
    for intent, line in LINES.items():
        karin.chat.language = "sv"
        reply = await company.hears(karin, line)
        if intent not in IN_COMPANY:
            assert IN_PRIVATE in _said(reply), (intent, line)
        assert not reply.stands_for
        assert not any(message.stands_for for message in reply.messages)
    assert not karin.chat.drafts.get(company.conversation, {}).get("holds_work")


async def test_each_button_is_either_everyones_or_taken_in_private(house: House) -> None:
    """A card may be forwarded, and a button made up: whoever presses it there starts nothing of their own."""
    company, karin = Company(house), house.someone("Karin Lindqvist")
    for name in ActionName:
        if name not in BUTTONS_IN_COMPANY:
            reply = await company.sees_pressed(karin, CardAction(name, {}, {}, True))
            assert IN_PRIVATE in _said(reply), name


async def test_no_answer_in_company_tells_a_reason_or_a_note(house: House) -> None:
    """Asked by her manager and by herself, of her, of her unit and of what she answers for; and asked again."""
    company, anna, karin = Company(house), house.someone("Anna Svensson"), house.someone("Karin Lindqvist")
    await anna.says("vab idag, nås på mejl")
    anna.sees("Vård av barn")
    lines = (
        "är Anna Svensson inne?",
        "Anna Svensson",
        "4536",
        "när är Anna tillbaka?",
        "är Anna inne idag?",
        "vilka är inne på bygg?",
        "vem har telefonpassning på bygglov?",
        "vem svarar på bygglov?",
        "bygglov",
    )
    told = 0
    for asker in (karin, anna):
        for line in lines:
            reply = await company.hears(asker, line)
            told += "Anna Svensson är frånvarande" in repr(reply)
            for secret in ("vab", "child_care", "vård av barn", "vårdar barn", "mejl"):
                assert secret not in repr(reply).casefold(), (line, secret)
    assert told >= 2 * len(lines[:5])
    await karin.says("är Anna Svensson inne?")
    karin.sees("vårdar barn")


async def test_no_button_that_is_answered_in_company_tells_a_reason(house: House) -> None:
    """Pressed by her manager, with whatever values a button can be made up with; and made to go on with anything."""
    company, anna, karin = Company(house), house.someone("Anna Svensson"), house.someone("Karin Lindqvist")
    await anna.says("sjuk idag, nås på mejl")
    anna.sees("Sjuk")
    values = {
        "person": str(anna.id),
        "spot": "bygg",
        "group": "bygglov",
        "unit": "bygg",
        "clause": "A5",
        "function": "group:bygglov",
        "matter": "bygglov",
        "asked": "bygglov",
        "viewer": str(karin.id),
        "then": "availability",
        "remember": {},
        "start": "2026-11-23T09:00:00+00:00",
        "end": "2026-11-24T09:00+00:00",
    }
    told = 0
    for name in sorted(BUTTONS_IN_COMPANY):
        for spot in ("bygg", "group:bygglov"):
            reply = await company.sees_pressed(karin, CardAction(name, {**values, "spot": spot}, {}, True))
            told += "frånvarande" in repr(reply)
            assert "sjuk" not in repr(reply).casefold(), name
            assert "mejl" not in repr(reply), name
    assert told >= 2


async def test_no_card_in_company_has_a_button_that_is_not_answered_there(house: House) -> None:
    """Nobody is offered what they would then be refused, nor a form of their own before others' eyes."""
    company, vera = Company(house), house.someone("Vera Åkesson")
    lines = ("är Anna Svensson inne?", "Maria Johansson", "vilka är inne på bygg?", "vem svarar på bygglov?", "avlopp")
    offered = set()
    for line in (*lines, "vem svarar på qzxq?", "vad säger policyn?", "hjälp"):
        for message in (await company.hears(vera, line)).messages:
            offered |= {button["verb"] for button in buttons_of(message.card or {}).values()}
    assert offered
    assert offered <= BUTTONS_IN_COMPANY


async def test_a_card_in_a_group_is_answered_the_same_whoever_presses_it(house: House) -> None:
    """A colleague's question, and then her manager's press of its *Uppdatera*: the same card, for the same readers."""
    company, anna = Company(house), house.someone("Anna Svensson")
    bo, karin = house.someone("Bo Ek"), house.someone("Karin Lindqvist")
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    asked = await company.hears(bo, "är Anna Svensson inne?")
    refresh = CardAction("availability.refresh", {"person": str(anna.id)}, {}, True)
    pressed = [await company.sees_pressed(one, refresh) for one in (bo, karin, anna)]
    assert pressed[0].replace == pressed[1].replace == pressed[2].replace == asked.messages[0].card


async def test_one_persons_choice_is_not_answered_by_another(house: House) -> None:
    """The digit of whoever didn't ask picks nothing of somebody else's list; whoever asked still may."""
    company, bo, karin = Company(house), house.someone("Bo Ek"), house.someone("Karin Lindqvist")
    assert "Vem menar du?" in repr(await company.hears(bo, "Maria Johansson"))
    assert "Jag väntar inte på något svar" in _said(await company.hears(karin, "1"))
    assert "Maria Johansson är" in repr(await company.hears(bo, "1"))


async def test_what_is_open_in_ones_own_chat_stays_there(house: House) -> None:
    """A form begun in private is neither answered nor left by what is said in a group, and isn't shown there."""
    company, anna = Company(house), house.someone("Anna Svensson")
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    for line in ("till 15", "ja", "avbryt", "är Bo Ek inne?"):
        reply = await company.hears(anna, line)
        assert "Möte" not in repr(reply)
        assert "lade undan" not in repr(reply)
    await anna.says("till 15")
    anna.sees("Du är hänvisad idag 11:15–15:00")


@pytest.mark.parametrize("line", ["hjälp", "hej", "vad kan du?", "", "help"])
async def test_help_in_company_is_one_line_and_the_same_for_everyone(house: House, line: str) -> None:
    """It has no buttons of one's own, and gives away nobody's role; a mention alone is a question too."""
    company, karin, vera = Company(house), house.someone("Karin Lindqvist"), house.someone("Vera Åkesson")
    replies = [await company.hears(one, line) for one in (karin, vera)]
    assert replies[0] == replies[1]
    (message,) = replies[0].messages
    assert message.card is None
    assert IN_PRIVATE in message.text or "our own chat" in message.text


async def test_nonsense_in_company_is_offered_only_what_is_answered_there(house: House) -> None:
    """The nearest things are not a person's own errands."""
    company, karin = Company(house), house.someone("Karin Lindqvist")
    said = _said(await company.hears(karin, "lunchbeställning av semlor och hänvisning till möte"))
    assert IN_PRIVATE in said or "förstod jag inte" in said
    said = _said(await company.hears(karin, "bla bla blabla ble blu bli"))
    assert "förstod jag inte" in said
    assert "lunch" not in said


async def test_the_bot_introduces_itself_to_a_group_once_and_in_a_line(house: House, anna: Someone) -> None:
    """Whoever takes it in, known or not; her own welcome in private still comes."""
    company, stranger = Company(house), Chat()
    reply = await company.takes_the_bot_in(anna.id, anna.chat)
    assert [message.card for message in reply.messages] == [None]
    assert "Hej! Jag är Växelvis." in _said(reply)
    assert await company.takes_the_bot_in(anna.id, anna.chat) == Reply()
    assert _said(await Company(house, conversation="19:other").takes_the_bot_in(PersonId("it"), stranger)) == _said(
        reply
    )
    await anna.opens_the_chat()
    anna.sees("Hej Anna! Jag är Växelvis.")
    kept = Chat.from_json(anna.chat.to_json())
    assert await company.takes_the_bot_in(anna.id, kept) == Reply()
    kept.drop_conversation(company.conversation)
    assert await company.takes_the_bot_in(anna.id, kept) == reply


async def test_who_is_not_in_the_directory_gets_a_clear_word_in_company(house: House) -> None:
    """A guest who mentions the bot is told why there is no answer, and nothing about anybody."""
    reply = await Company(house).hears(
        Someone(id=PersonId("guest"), handler=house.router, clock=house.clock), "är Anna inne?"
    )
    assert "katalog" in _said(reply)
    assert "Anna" not in _said(reply)


async def test_in_a_channel_each_thread_has_its_own_questions(house: House, bo: Someone) -> None:
    """A digit in another thread answers nothing that was asked in the first."""
    first = Company(house, conversation="19:c@thread.tacv2;messageid=1", scope=Scope.CHANNEL)
    second = Company(house, conversation="19:c@thread.tacv2;messageid=2", scope=Scope.CHANNEL)
    assert "Vem menar du?" in repr(await first.hears(bo, "Maria Johansson"))
    assert "Jag väntar inte på något svar" in _said(await second.hears(bo, "2"))
    assert "Maria Johansson är" in repr(await first.hears(bo, "2"))


async def test_a_line_with_the_mention_in_the_middle_is_understood(house: House, bo: Someone) -> None:
    """What the mention leaves behind is a gap in the line."""
    for line in (
        "hej   är Anna Svensson inne?",
        "vet du   om Anna Svensson är inne?",
        "är Anna Svensson inne  ?",
        "är Anna  Svensson inne?",
    ):
        assert "Anna Svensson är inne." in repr(await Company(house).hears(bo, line)), line


async def test_trouble_in_company_speaks_of_nobodys_own_status(house: House, bo: Someone) -> None:
    """In a group nothing was carried out, so there is no status to look at."""
    turn = Turn(activity_id="1", person=bo.id, conversation="g", scope=Scope.GROUP, now=house.clock.now, text="x")
    told = _said(trouble_reply(house.directory)(turn, bo.chat, ValueError()))
    assert told == "Förlåt, något gick fel hos mig. Försök igen om en stund."


async def test_what_is_sent_without_a_word_is_answered_with_what_is_read(anna: Someone) -> None:
    """A picture, or a card from the search box, sent to the bot in one's own chat."""
    await anna.says("")
    anna.sees("Jag läser bara det som skrivs.")
