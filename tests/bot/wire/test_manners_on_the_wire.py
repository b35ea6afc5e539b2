"""Whom the bot hears in company, and how much of what they write: the mention decides, and bots never count."""

from __future__ import annotations

from typing import Any

import pytest

from bot.turn import Event, Scope
from tests.bot.wire.far_end import TENANT
from tests.bot.wire.stage import ANNA, BOT, Stage

GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
THREAD = {"id": "19:c@thread.tacv2;messageid=17", "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
CARD_MARK = """<span class="inline-compose-card" itemid="0" itemtype="http://schema.skype.com/InputExtension">
  <span content="0" itemprop="cardId"></span>
</span>"""
OURS = ("<at>Växelvis</at>", BOT)


def mention(text: str, who: str, **more: Any) -> dict[str, Any]:
    """A mention as Teams writes it beside the text."""
    return {"type": "mention", "text": text, "mentioned": {"id": who, "name": text, **more}}


@pytest.mark.parametrize(
    ("text", "others", "heard"),
    [
        ("<at>Växelvis</at>&nbsp;är Anna inne?", [], "är Anna inne?"),
        ("är Anna inne <at>Växelvis</at>?", [], "är Anna inne  ?"),
        ("hej <at>Växelvis</at>, är Anna inne?", [], "hej  , är Anna inne?"),
        ("<at>Växelvis</at> <at>Växelvis</at> är Anna inne?", [], "är Anna inne?"),
        ("<at>Växelvis</at>", [], ""),
        ("<at>Växelvis</at> är <at>Anna Alm</at> inne?", [("<at>Anna Alm</at>", "29:anna")], "är Anna Alm inne?"),
        ("<at>Växelvis</at> är <at id=\"1\">Bo</at> inne?", [('<at id="1">Bo</at>', "29:bo")], "är Bo inne?"),
        ("<at>Växelvis</at> <at>Planner</at> är Anna inne?", [("<at>Planner</at>", "28:p")], "är Anna inne?"),
        ("<at>Växelvis</at> vem är inne på <at>Bygg</at>?", [("<at>Bygg</at>", "tag:1")], "vem är inne på Bygg?"),
        ("<at>Växelvis</at> är 3 < 5?", [], "är 3 < 5?"),
    ],
)  # fmt: skip
async def test_what_is_said_to_the_bot_is_heard_without_its_name(
    text: str, others: list[tuple[str, str]], heard: str
) -> None:
    """Wherever in the line the mention stands; people and tags stand by their names, other bots not at all."""
    async with Stage() as stage:
        entities = [mention(*one) for one in (OURS, *others)]
        await stage.post(stage.activity(conversation=GROUP, text=text, entities=entities))
        assert [turn.text for turn in stage.turns] == [heard]


@pytest.mark.parametrize(
    "changes",
    [
        {"entities": [mention("<at>Planner</at>", "28:p")], "text": "<at>Planner</at> är Anna inne?"},
        {"entities": [mention("<at>Växelvis</at>", "29:namesake")], "text": "<at>Växelvis</at> hej"},
        {"text": "Växelvis, är Anna inne?"},
        {"entities": [mention(*OURS)], "type": "messageUpdate", "channelData": {"eventType": "editMessage"}},
        {"entities": [mention(*OURS)], "type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
        {"text": None, "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}]},
        {"entities": [{"type": "mention", "mentioned": "nobody"}, None]},
    ],
    ids=str,
)
async def test_what_is_not_said_to_the_bot_is_left_alone(changes: dict[str, Any]) -> None:
    """Another bot's line, a namesake's, a name without a mention, an edited or removed line, a card that was sent."""
    async with Stage() as stage:
        for conversation in (GROUP, THREAD):
            assert (await stage.post(stage.activity(**{**changes, "conversation": conversation})))[0] == 200
        assert not stage.turns
        assert not stage.far_end.sent


@pytest.mark.parametrize(
    "sender",
    [
        {"id": "28:other", "aadObjectId": ANNA},
        {"id": "29:other", "aadObjectId": ANNA, "role": "bot"},
        {"id": "29:anonymous"},
    ],
    ids=str,
)
async def test_a_bot_or_nobody_is_never_answered(sender: dict[str, Any]) -> None:
    """Two bots that answer one another never stop; a mention, a button and being taken in by one are all left."""
    async with Stage() as stage:
        said = {"from": sender, "conversation": GROUP, "entities": [mention(*OURS)], "text": "<at>Växelvis</at> hej"}
        assert (await stage.post(stage.activity(**said)))[0] == 200
        await stage.post(stage.activity(**{**said, "conversation": {"id": "a:x"}}))
        await stage.post(stage.activity(**{**said, "text": None, "value": {"action": "help.show"}}))
        await stage.post(stage.activity(**{**said, "type": "conversationUpdate", "membersAdded": [{"id": BOT}]}))
        pressed = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": "help.show"}}}
        assert (await stage.post(stage.activity(**{**said, **pressed, "text": None})))[0] == 403
        assert not stage.turns
        assert not stage.far_end.sent


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (f"\n{CARD_MARK}\n", ""),
        (f"lunch till 13 {CARD_MARK}", "lunch till 13"),
        ('<attachment id="74d20c7f34aa4a7fb74e2b30004247c5"></attachment>', ""),
        ('är Anna inne?<attachment id="74d20c7f"></attachment>', "är Anna inne?"),
        ("<attachments> är 3", "<attachments> är 3"),
    ],
)
async def test_where_a_card_stood_in_a_line_nothing_is_read(text: str, heard: str) -> None:
    """A card from the search box, sent to the bot: the mark in its place is no errand."""
    async with Stage() as stage:
        card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}
        await stage.post(stage.activity(text=text, attachments=[card]))
        assert [turn.text for turn in stage.turns] == [heard]


async def test_in_a_channel_the_answer_stays_in_the_thread() -> None:
    """The conversation's id names the message that the thread hangs under, and goes back as it came."""
    async with Stage() as stage:
        await stage.post(stage.activity(conversation=THREAD, text="<at>Växelvis</at> hej", entities=[mention(*OURS)]))
        assert (stage.turns[0].scope, stage.turns[0].conversation) == (Scope.CHANNEL, THREAD["id"])
        (sent,) = stage.far_end.sent
        assert sent.path.startswith("/teams/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D17/activities/")


async def test_a_guest_of_another_tenant_is_let_no_further_than_the_door() -> None:
    """A chat that another tenant holds is none of ours, whoever mentions the bot there."""
    async with Stage(authenticates=True) as stage:
        theirs = {**GROUP, "tenantId": "other"}
        status, _ = await stage.post(
            stage.activity(conversation=theirs, text="<at>Växelvis</at> hej", entities=[mention(*OURS)])
        )
        assert status == 403
        assert not stage.turns


async def test_being_taken_in_by_somebody_without_an_identity_is_no_greeting() -> None:
    """Nobody to remember that it was said to; by a colleague it is one."""
    async with Stage() as stage:
        update = {"type": "conversationUpdate", "text": None, "conversation": GROUP, "membersAdded": [{"id": BOT}]}
        await stage.post(stage.activity(**update, **{"from": {"id": "29:anonymous"}}))
        assert not stage.turns
        await stage.post(stage.activity(**update))
        assert [turn.event for turn in stage.turns] == [Event.WELCOME]
