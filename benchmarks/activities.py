"""Owns what is sent to the bots: activities as Teams sends them, each with an id and from someone else than the last.

Standard library alone.
"""

from __future__ import annotations

import json
from enum import StrEnum

PEOPLE = 50_000
TENANT = "11111111-2222-4333-8444-555555555555"
APP_ID = "99999999-8888-4777-8666-555555555555"
BOT = f"28:{APP_ID}"


class Line(StrEnum):
    """What people say."""

    ECHO = "echo"
    DIVERSION = "diversion"
    AVAILABILITY = "availability"


def person_id(number: int) -> str:
    """The Entra object id of the person of that number in `benchmarks.invented_people`."""
    return f"e5e5e5e5-0000-4000-8000-{number:012d}"


def activity_json(number: int, *, person: str, text: str, service_url: str) -> bytes:
    """A personal message from a person (an Entra object id), with about as many bytes as Teams' own have."""
    return json.dumps(
        {
            "text": text,
            "textFormat": "plain",
            "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
            "type": "message",
            "timestamp": "2026-11-24T08:00:00.0000000Z",
            "localTimestamp": "2026-11-24T09:00:00.0000000+01:00",
            "id": f"17{number:011d}",
            "channelId": "msteams",
            "serviceUrl": service_url,
            "from": {
                "id": f"29:1{person}-aBcDeFgHiJkLmNoPqRsTuVwXyZ",
                "name": "Kim Kvist",
                "aadObjectId": person,
            },
            "conversation": {
                "conversationType": "personal",
                "tenantId": TENANT,
                "id": f"a:1{person}-aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789aBcDeFgHiJkLmNoPqRsTuVwXyZ",
            },
            "recipient": {"id": BOT, "name": "Växelvis"},
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": "sv-SE",
                    "country": "SE",
                    "platform": "Windows",
                    "timezone": "Europe/Stockholm",
                }
            ],
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "sv-SE",
            "localTimezone": "Europe/Stockholm",
        },
        ensure_ascii=False,
    ).encode()
