"""Owns how what is still to be told, and the cards that stand in chats, are written in the documents they are about."""

from __future__ import annotations

from policy.outgoing import Notification, Outgoing, StandingCard
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, mapping_of, optional, record, tuple_of

NOTIFICATION = record(
    Notification,
    Stored("id", TEXT),
    Stored("to", TEXT),
    Stored("code", TEXT),
    Stored("params", mapping_of(TEXT)),
    Stored("made_at", INSTANT),
    Stored("due_at", INSTANT),
    Stored("attempts", NUMBER, missing=0),
    Stored("card", TEXT, missing=""),
    Stored("waits", FLAG, missing=False),
    Stored("begun_at", optional(INSTANT), missing=None),
)
STANDING_CARD = record(
    StandingCard,
    Stored("to", TEXT),
    Stored("card", TEXT),
    Stored("conversation", TEXT),
    Stored("activity", TEXT),
)
OUTGOING = record(
    Outgoing,
    Stored("unsent", tuple_of(NOTIFICATION), missing=()),
    Stored("standing", tuple_of(STANDING_CARD), missing=()),
)
