"""Owns the line that a card gets when its reader may have it already: the bot was cut off while sending it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.cards.part import Json
from bot.cards.pieces import subtle
from bot.texts.catalogue import Words


def perhaps_again(card: Mapping[str, Any], words: Words) -> dict[str, Json]:
    """The rendered card with the line above everything else."""
    line = subtle(words("notices.perhaps_again")).to_dict()
    return {**card, "body": [line, *card["body"]]}
