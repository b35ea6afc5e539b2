"""Reading and writing the SDK's models by compiled maps gives what the SDK itself gives, without its losses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, HeroCard

from bot.adapter import CODEC
from bot.wire.model_codec import WrongShape

ACTIVITY: dict[str, Any] = {
    "type": "message",
    "id": "17",
    "timestamp": "2026-11-24T09:00:00.123Z",
    "localTimestamp": "2026-11-24T10:00:00.123+01:00",
    "serviceUrl": "https://smba.example/emea/",
    "channelId": "msteams",
    "from": {"id": "29:anna", "name": "Anna", "aadObjectId": "anna", "role": "user"},
    "conversation": {"id": "a:anna", "conversationType": "personal", "isGroup": False},
    "recipient": {"id": "28:bot"},
    "membersAdded": [{"id": "28:bot"}, {"id": "29:anna"}],
    "attachments": [{"contentType": "text/html", "content": {"deep": [1, {"er": None}]}}],
    "channelData": {"tenant": {"id": "t"}},
    "value": {"action": "x", "values": [1, 2.5, True, None]},
    "text": "hej",
}


def plain(value: Any) -> Any:
    """A model as plain values, to compare."""
    if hasattr(value, "_attribute_map"):
        return {name: plain(getattr(value, name)) for name in value._attribute_map}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def test_an_activity_is_read_as_the_sdk_reads_it() -> None:
    """Attribute by attribute, all the way down."""
    the_sdk: Any = Activity()
    assert plain(CODEC.read(Activity, ACTIVITY)) == plain(the_sdk.deserialize(ACTIVITY))


def test_the_tenant_and_a_mention_survive() -> None:
    """Which the SDK loses: it reads the tenant from a key nobody sends, and writes entities without their content."""
    mention = {"type": "mention", "text": "<at>V</at>", "mentioned": {"id": "28:bot"}}
    source = {**ACTIVITY, "conversation": {"id": "a", "tenantId": "t"}, "entities": [mention]}
    activity = CODEC.read(Activity, source)
    assert activity.conversation.tenant_id == "t"
    written = json.loads(CODEC.write(activity))
    assert written["conversation"] == {"id": "a", "tenantId": "t"}
    assert written["entities"] == [mention]


def test_what_is_read_is_written_again() -> None:
    """With what the model does not know, and without what is null."""
    source = {**ACTIVITY, "somethingNew": {"a": 1}, "label": None}
    written = json.loads(CODEC.write(CODEC.read(Activity, source)))
    for name in ("timestamp", "localTimestamp"):
        assert written.pop(name)
    expected = {k: v for k, v in source.items() if k not in ("timestamp", "localTimestamp", "label")}
    assert written == expected


def test_models_are_written_wherever_they_stand() -> None:
    """In lists, in dicts, as a card's content; enums as their values."""
    card = Attachment(content_type="x", content={"card": HeroCard(title="t")})
    activity = Activity(type=ActivityTypes.message, attachments=[card], from_property=ChannelAccount(id="b"))
    assert json.loads(CODEC.write([activity])) == [
        {
            "type": "message",
            "from": {"id": "b"},
            "attachments": [{"contentType": "x", "content": {"card": {"title": "t"}}}],
        }
    ]


@pytest.mark.parametrize(
    "changes",
    [{"from": "anna"}, {"membersAdded": {}}, {"text": ["hej"]}, {"timestamp": 17}, {"conversation": {"isGroup": "no"}}],
    ids=str,
)
def test_a_value_of_the_wrong_kind_is_named_by_its_key(changes: dict[str, Any]) -> None:
    """The key, and never the value, which may be a person's words."""
    with pytest.raises(WrongShape) as wrong:
        CODEC.read(Activity, {**ACTIVITY, **changes})
    (key,) = changes
    assert str(wrong.value).startswith(key)


def test_what_is_no_model_is_not_written() -> None:
    """A mistake of ours is found at once."""
    with pytest.raises(TypeError):
        CODEC.write({"a": object()})
