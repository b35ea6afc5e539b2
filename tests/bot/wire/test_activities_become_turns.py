"""What each kind of activity means: who, where, what was said or pressed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat import Chat
from bot.turn import CardAction, Event, Message, Reply, Scope, Turn
from tests.bot.wire.far_end import TENANT, Script
from tests.bot.wire.stage import ANNA, BO, BOT, Stage

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}


async def replacing(turn: Turn, _chat: Chat) -> Reply:
    """Answer a button with a card in the place of the old one."""
    return Reply(messages=(Message(text="also this"),), replace=CARD)


def pressed(**action: Any) -> dict[str, Any]:
    """What an Action.Execute brings, beside what every activity has."""
    made = {"type": "Action.Execute", "verb": "diversion.save", **action}
    return {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "text": None,
        "value": {"action": made, "trigger": "manual"},
    }


def mention(text: str = "<at>Växelvis</at>", who: str = BOT) -> dict[str, Any]:
    """A mention as Teams writes it beside the text."""
    return {"type": "mention", "text": text, "mentioned": {"id": who, "name": "Växelvis"}}


async def test_a_line_of_text_becomes_a_turn() -> None:
    """Who, where, when and what, all from the activity."""
    async with Stage() as stage:
        activity = stage.activity(id="17", text=" lunch till 13\n")
        await stage.post(activity)
        assert stage.turns == [
            Turn(
                activity_id="17",
                person=stage.turns[0].person,
                conversation="a:anna",
                scope=Scope.PERSONAL,
                now=stage.now,
                locale="sv-SE",
                text="lunch till 13",
            )
        ]
        assert stage.turns[0].person == ANNA


async def test_an_answer_is_addressed_to_where_the_line_came_from() -> None:
    """In the same conversation, to the same person, in answer to the same activity."""
    async with Stage() as stage:
        await stage.post(stage.activity(id="17", conversation={"id": "a:an na/1", "tenantId": TENANT}))
        (sent,) = stage.far_end.sent
        assert sent.path == "/teams/v3/conversations/a%3Aan%20na%2F1/activities/17"
        assert sent.body["from"]["id"] == BOT
        assert sent.body["recipient"]["id"] == "29:anna"
        assert sent.body["conversation"]["tenantId"] == TENANT
        assert sent.body["replyToId"] == "17"
        assert sent.body["textFormat"] == "plain"


async def test_a_button_that_sends_a_message_becomes_an_action() -> None:
    """Action.Submit: the name, the button's values, and everything else as what was filled in."""
    async with Stage() as stage:
        value = {
            "action": "diversion.save",
            "values": {"diversion": "d1", "n": 2},
            "msteams": {"type": "x"},
            "reason": "lunch",
            "sure": True,
            "count": 3,
        }
        await stage.post(stage.activity(text=None, value=value, replyToId="card-1"))
        assert stage.turns[0].action == CardAction(
            "diversion.save",
            {"diversion": "d1", "n": 2},
            {"reason": "lunch", "sure": "true", "count": "3"},
            replaces_card=False,
        )
        assert stage.turns[0].text is None
        assert stage.turns[0].card_activity == "card-1"


async def test_a_button_that_may_replace_its_card_becomes_the_same_action() -> None:
    """Action.Execute: the same, but for how it is answered."""
    async with Stage() as stage:
        data = {"values": {"diversion": "d1"}, "reason": "lunch"}
        await stage.post(stage.activity(**pressed(data=data)))
        assert stage.turns[0].action == CardAction("diversion.save", {"diversion": "d1"}, {"reason": "lunch"}, True)


async def test_who_it_is_never_comes_from_a_card() -> None:
    """A button whose data claims to be someone else is still pressed by who pressed it."""
    async with Stage() as stage:
        claims = {"aadObjectId": BO, "from": {"aadObjectId": BO}, "values": {"person": BO}}
        await stage.post(stage.activity(text=None, value={"action": "x", **claims}))
        await stage.post(stage.activity(**pressed(data=claims)))
        assert [turn.person for turn in stage.turns] == [ANNA, ANNA]


async def test_a_card_travels_back_in_the_response_itself() -> None:
    """The typed answer of an invoke, with the messages sent beside it."""
    async with Stage(handler=replacing) as stage:
        status, body = await stage.post(stage.activity(**pressed()))
        assert status == 200
        assert body == {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD}
        assert stage.far_end.texts == ["also this"]


async def test_an_invoke_without_a_card_is_never_answered_with_nothing() -> None:
    """Teams takes an empty response for a failure."""

    async def silent(_turn: Turn, _chat: Chat) -> Reply:
        return Reply()

    async with Stage(handler=silent) as stage:
        _, body = await stage.post(stage.activity(**pressed()))
        assert body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}


async def test_an_invoke_that_fails_is_answered_with_an_error_that_teams_can_show() -> None:
    """HTTP 200, so that it isn't sent again, and the error inside."""

    async def failing(_turn: Turn, _chat: Chat) -> Reply:
        raise RuntimeError

    async with Stage(handler=failing) as stage:
        status, body = await stage.post(stage.activity(**pressed()))
        assert status == 200
        assert body["type"] == "application/vnd.microsoft.error"
        assert body["value"]["message"] == "sorry"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "composeExtension/selectItem"}, 501),
        ({"value": None}, 400),
        ({"value": {"action": "save"}}, 400),
        ({"from": {"id": "29:anna"}}, 403),
    ],
    ids=str,
)
async def test_an_invoke_that_makes_no_sense_gets_its_status_and_a_body(changes: dict[str, Any], expected: int) -> None:
    """The status is in the response, and something is in the body."""
    async with Stage() as stage:
        status, body = await stage.post(stage.activity(**{**pressed(), **changes}))
        assert (status, body["type"]) == (expected, "application/vnd.microsoft.error")


async def test_a_card_is_replaced_by_an_update_when_the_button_was_a_message() -> None:
    """Action.Submit can't answer in its response, so the card is written over where it stands."""
    async with Stage(handler=replacing) as stage:
        await stage.post(stage.activity(text=None, value={"action": "x"}, replyToId="card-1"))
        update, message = stage.far_end.sent
        assert (update.method, update.path) == ("PUT", "/teams/v3/conversations/a%3Aanna/activities/card-1")
        assert update.card == CARD
        assert message.body["text"] == "also this"


@pytest.mark.parametrize("script", [Script(status=404), Script(status=400, code="ActivityNotFoundInConversation")])
async def test_a_card_that_is_gone_is_posted_anew(script: Script) -> None:
    """The person sees the new card, below what has been said since."""
    async with Stage(handler=replacing) as stage:
        stage.far_end.scripts.append(script)
        await stage.post(stage.activity(text=None, value={"action": "x"}, replyToId="card-1"))
        assert [sent.method for sent in stage.far_end.sent] == ["POST", "POST"]
        assert stage.far_end.sent[0].card == CARD


async def test_in_company_the_bot_hears_what_is_said_to_it() -> None:
    """Its own mention is taken out of the text; others stand there by their names, as if those were typed."""
    async with Stage() as stage:
        entities = [mention(), mention("<at>Bo</at>", "29:bo"), {"type": "clientInfo"}]
        text = "<at>Växelvis</at>&nbsp;var är <at>Bo</at>?"
        await stage.post(stage.activity(conversation=GROUP, text=text, entities=entities))
        assert (stage.turns[0].text, stage.turns[0].scope) == ("var är Bo?", Scope.GROUP)


async def test_in_company_the_bot_leaves_alone_what_is_said_to_others() -> None:
    """Without its mention it neither hears nor answers."""
    async with Stage() as stage:
        status, _ = await stage.post(stage.activity(conversation=GROUP, entities=[mention("<at>Bo</at>", "29:bo")]))
        assert status == 200
        assert not stage.turns


async def test_the_bot_greets_when_it_comes_into_a_conversation() -> None:
    """Once, when it is the one added; not when someone else is."""
    async with Stage() as stage:
        update = {"type": "conversationUpdate", "text": None}
        await stage.post(stage.activity(**update, membersAdded=[{"id": "29:bo"}]))
        assert not stage.turns
        await stage.post(stage.activity(**update, membersAdded=[{"id": BOT}, {"id": "29:anna"}]))
        assert [(turn.event, turn.text) for turn in stage.turns] == [(Event.WELCOME, None)]


@pytest.mark.parametrize("kind", ["messageReaction", "typing", "messageUpdate", "endOfConversation", "event", "trace"])
async def test_what_means_nothing_to_the_bot_is_taken_and_left(kind: str) -> None:
    """200, no turn, no answer."""
    async with Stage() as stage:
        assert (await stage.post(stage.activity(type=kind)))[0] == 200
        assert not stage.turns
        assert not stage.far_end.sent


async def test_an_activity_without_a_person_is_left_alone() -> None:
    """Another bot, or an anonymous guest: nobody whose errands the bot could carry."""
    async with Stage() as stage:
        assert (await stage.post(stage.activity(**{"from": {"id": "28:other"}})))[0] == 200
        assert not stage.turns


async def test_replies_that_are_expected_in_the_response_come_there() -> None:
    """`deliveryMode: expectReplies` gets its activities in the body, none by the connector."""
    async with Stage() as stage:
        status, body = await stage.post(stage.activity(deliveryMode="expectReplies", text="hej"))
        assert status == 200
        assert [activity["text"] for activity in body["activities"]] == ["echo hej"]
        assert not stage.far_end.sent
