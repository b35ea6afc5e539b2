"""Owns lines that ask nothing in so many words, but stand for a question: "bygglov på fredag", "Anna eller Bo imorgon".

It must not know who or what exists: whoever hears such a line asks of what it names only if that is there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.understanding.reading import understand
from bot.understanding.result import Understanding

_QUESTION = "vem har hand om {line}?"
_PREPOSITIONS = re.compile(r"\s+(?:på|till|under|från|den|om|i|on|at|by|from)$", re.IGNORECASE)
"""What belongs to the time, and is left where the time itself was taken away."""
_NUMBERED = re.compile(
    r"\w*(?:gatan|gata|vägen|väg|gränd|gränden|torget|allén|stigen|backen|street|road|faktura|fakturan|nr|nummer|"
    r"numret|dnr|ärende|ärendet|paragraf|number|invoice)\s+\d",
    re.IGNORECASE,
)
"""A number that says which, and not when: "vattenläcka på Storgatan 14"."""


def heard_with_a_time(line: str, *, now: datetime) -> Understanding | None:
    """The line as a question about a time ahead, with what it names as its `topic`; None where it has no such time."""
    understood = understand(_QUESTION.format(line=line.strip(" ?!.")), now=now)
    start, topic = understood.start, str(understood.slots.get("topic", ""))
    if start is None or start <= now or not topic or says_which(line):
        return None
    return replace(understood, other={**understood.other, "topic": _PREPOSITIONS.sub("", topic)})


def says_which(line: str) -> bool:
    """Whether a number in the line tells a street or an invoice apart, so that it is no time of day."""
    return _NUMBERED.search(line) is not None
