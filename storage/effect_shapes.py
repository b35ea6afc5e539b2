"""Owns how what a diversion also sets is written in the diversion book. What it means is `policy.effects`'s."""

from __future__ import annotations

from policy.effects import EffectKind, EffectRow, Effects, EffectState, Shown, Stood
from policy.reasons import Reason
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

SHOWN = record(
    Shown,
    Stored("diversion", TEXT),
    Stored("start_at", INSTANT),
    Stored("ends_at", optional(INSTANT)),
    Stored("back_at", optional(INSTANT)),
    Stored("reason", optional(choice(Reason))),
    Stored("open_line", FLAG),
    Stored("answers_instead", optional(TEXT)),
    Stored("asked_for", FLAG, missing=False),
)
STOOD = record(
    Stood,
    Stored("kind", choice(EffectKind)),
    Stored("shown", SHOWN),
)
EFFECT_ROW = record(
    EffectRow,
    Stored("kind", choice(EffectKind)),
    Stored("version", NUMBER),
    Stored("decided_at", INSTANT),
    Stored("shown", optional(SHOWN)),
    Stored("state", choice(EffectState)),
    Stored("due_at", optional(INSTANT)),
    Stored("begun_by", TEXT),
    Stored("attempts", NUMBER),
    Stored("stands", FLAG),
    Stored("memo", TEXT),
    Stored("why", TEXT),
    Stored("ended_at", optional(INSTANT)),
)
EFFECTS = record(
    Effects,
    Stored("chosen", tuple_of(choice(EffectKind))),
    Stored("offered_at", optional(INSTANT)),
    Stored("version", NUMBER),
    Stored("rows", tuple_of(EFFECT_ROW)),
    Stored("next_at", optional(INSTANT)),
)
