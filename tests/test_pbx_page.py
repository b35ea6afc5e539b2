"""docs/pbx-webhook.md is what suppliers build by: its examples are what is sent, and its code does what it says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.wire.webhook_signature import key_of, signed_headers
from policy.organisation import PersonId
from policy.pbx_events import PbxAbsence, PbxEvent, Phone, cloud_event
from policy.reasons import RULES, Reason
from tests.policy.small_town import at
from tests.sources import PROJECT

PAGE = (PROJECT / "docs" / "pbx-webhook.md").read_text(encoding="utf-8")
NOON = at("2026-11-24 12:00")
PHONE = Phone(extension="4101", landline="+46846500410", mobile="+46701740605")
AWAY = PbxAbsence(
    start_at=NOON, back_at=at("2026-11-24 13:00"), reason=Reason.LUNCH, answered_by=Phone(extension="4102")
)


def blocks(language: str) -> list[str]:
    """The page's examples in that language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_are_what_is_sent() -> None:
    """Key by key, both when somebody goes and when they are back."""
    person = PersonId("5f0c1c9e-5a53-4d8e-9c39-0b6a4c1d2e3f")
    away = PbxEvent(person=person, sequence=1_795_518_000_000, at=NOON, phone=PHONE, absence=AWAY)
    back = PbxEvent(person=person, sequence=1_795_521_000_000, at=at("2026-11-24 12:50"), phone=PHONE, absence=None)
    sent = [cloud_event(one, tenant="0d1e6c8a-9b7f-4f0e-a6f5-2f6e3d4c5b6a") for one in (away, back)]
    assert [json.loads(block) for block in blocks("json")] == sent


def test_every_key_and_attribute_is_explained() -> None:
    """And every reason that a supplier may meet."""
    for block in map(json.loads, blocks("json")):
        for key in (*block, *block["data"], *block["data"]["phone"]):
            assert f"`{key}`" in PAGE or f"`{key}: " in PAGE or key in ("specversion", "datacontenttype", "data")
    public = {reason.value for reason, rule in RULES.items() if rule.public}
    assert all(f"`{reason}`" in PAGE for reason in public)
    assert not any(f"`{reason}`" in PAGE for reason in set(Reason) - public)


@pytest.mark.parametrize("changed", [False, True])
def test_the_check_on_the_page_tells_right_from_wrong(changed: bool) -> None:
    """It is run as it stands there."""
    (code,) = blocks("python")
    known: dict[str, Any] = {}
    exec(compile(code, "docs/pbx-webhook.md", "exec"), known)  # noqa: S102 - the page's own example
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body, now = b'{"test": 2432232314}', int(known["time"].time())
    headers = signed_headers([key_of(secret)], "m-1", now, body)
    assert known["is_signed"](headers, body + b" " * changed, secret) is not changed
    assert known["is_signed"]({**headers, "webhook-timestamp": str(now - 400)}, body, secret) is False


def test_the_page_names_the_published_vector() -> None:
    """So that whoever implements it has something to try against."""
    secret, message, timestamp, body, signature = re.findall(
        r"`(whsec_\w+|msg_\w+|\d{10}|\{\"test\".*?\}|v1,[\w+/=]+)`", PAGE.split("To try it against")[1]
    )[:5]
    assert signed_headers([key_of(secret)], message, int(timestamp), body.encode())["webhook-signature"] == signature
