"""Owns finding what a call is about, in the words of whoever noted it: "om bygglov", "regarding an invoice"."""

from __future__ import annotations

import re

from bot.understanding.rules import Heard, topic_of

PATTERN = (
    r"(?<!\S)(?:om|angående|ang|gällande|rör|rörande|kring|avseende|ärende|ärendet|gäller|det gäller|ang :|about|"
    r"regarding|re|concerning) (?::\s)?(?P<topic>(?![TP](?: |$)|att )\S.*?)"
    r"(?= (?:senast|före|innan|by|before|no later|på nummer|på P|P|T|tel|telefon|nummer|som|vill|ska|är|har|kan|blir|"
    r"is|has|wants|on P|"
    r"at P|nås|ring|ringa|ringer|call|please|brådskande|akut|urgent|(?:och|and) (?:vill|ring|ska|önskar|väntar|undrar|"
    r"wants|needs|asks))(?: |$)| [,?!]|$)"
)
_MATTER = re.compile(PATTERN)


def matter_in(heard: Heard, start: int, end: int | None = None) -> str:
    """The matter named in a stretch of the shape, or ""."""
    stretch = heard.shape.text if end is None else heard.shape.text[:end]
    found = _MATTER.search(stretch, start)
    return "" if found is None else topic_of(heard.line.slice(*heard.shape.tokens_of(*found.span("topic"))))
