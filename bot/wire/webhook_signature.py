"""Owns how a webhook is signed: HMAC-SHA256, as the Standard Webhooks specification has it. It knows not what is sent.

What is signed is the message's id, the time of this attempt and the body, so none of them can be changed or used again
later. With several secrets there is a signature by each: a receiver that knows one of them is content.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

SECRET_PREFIX = "whsec_"  # noqa: S105 - how every such secret begins
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def key_of(secret: str) -> bytes:
    """The key that a secret stands for; raises ValueError for what is no base64."""
    return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)


def signed_headers(keys: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """The three headers; raises ValueError for an id that could be read as more than itself."""
    if not message_id.isascii() or not message_id.isprintable() or "." in message_id or " " in message_id:
        raise ValueError("the id of a message has no dots or spaces")
    content = f"{message_id}.{timestamp}.".encode("ascii") + body
    signatures = (base64.b64encode(hmac.digest(key, content, sha256)).decode("ascii") for key in keys)
    return {
        ID: message_id,
        TIMESTAMP: str(timestamp),
        SIGNATURE: " ".join(f"v1,{signature}" for signature in signatures),
    }
