"""Owns finding what a call is about, in the words of whoever noted it: "om bygglov", "regarding an invoice".

It must not know what matters there are; the directory decides that.
"""

from __future__ import annotations

import re

from bot.understanding.rules import Heard, Slots, topic_of
from bot.understanding.vocabulary import words

PATTERN = (
    r"(?<!\S)(?:om|angående|ang|gällande|rör|rörande|kring|avseende|ärende|ärendet|gäller|det gäller|ang :|about|"
    r"regarding|re|concerning) (?::\s)?(?P<topic>(?![TP](?: |$)|att )\S.*?)"
    r"(?= (?:senast|före|innan|by|before|no later|på nummer|på P|P|T|tel|telefon|nummer|som|vill|ska|är|har|kan|blir|"
    r"is|has|wants|on P|"
    r"at P|nås|ring|ringa|ringer|call|please|brådskande|akut|urgent|(?:och|and) (?:vill|ring|ska|önskar|väntar|undrar|"
    r"wants|needs|asks))(?: |$)| [,?!]|$)"
)
_MATTER = re.compile(PATTERN)
# What people say before the matter itself: "någon som frågar om", "klagomål på", "hon kan få".
_AROUND = re.compile(
    r"^(?:(?:ett|en|den|det|någon|nån|kunden|kund|sin|sitt|sina|a|an|the|someone|somebody|some) )*"
    r"(?:(?:samtal(?:et)?|ärenden?|ärendet|frågor?|frågan|klagomål|synpunkt(?:er)?|felanmälan|felanmälningar|anmälan|"
    r"calls?|questions?|complaints?|någon|nån|folk|kunden|kund|medborgaren|medborgare|en|som|det|someone|callers?|"
    r"problem|hjälp|prata|handläggare)"
    r"(?: (?:som|vill|ska|har|vill ha|with|who|asking|it is|is|to ,|to))*"
    r"(?: (?:ansöka om|om|angående|ang|gällande|gäller|kring|rörande|på|av|med|till|för|frågar om|undrar om|ringer om|"
    r"klaga på|prata om|ha|about|regarding|for|on|concerning))+|om|med om|about|gäller|vad som gäller för|"
    r"(?:ett )?beslut om|att (?:beställa|söka|anmäla|betala|få|ansöka om)|"
    r"(?:han|hon|hen|man|de|dom) (?:kan|behöver|vill|ska|får|måste)(?: (?:söka|ha|få|hyra|bygga|betala|beställa))*)"
    r" (?=\S)",
    re.IGNORECASE,
)
_TIMES = frozenset({"T", "?"})
_NO_CALLERS = words("min mitt mina mig my me mine jag det den detta this that it")
_NO_MATTER = words("samtal samtalet det den detta det här jag du mig dig att it that this them dem")
"""What follows as a matter would, and is none."""


def matter_in(heard: Heard, start: int, end: int | None = None) -> str:
    """The matter named in a stretch of the shape, or ""."""
    stretch = heard.shape.text if end is None else heard.shape.text[:end]
    found = _MATTER.search(stretch, start)
    return "" if found is None else topic_of(heard.line.slice(*heard.shape.tokens_of(*found.span("topic"))))


def matter_of(text: str) -> str:
    """A matter without the words around it: "ett samtal om en faktura" and "klagomål på fakturor"."""
    text, before = topic_of(text), ""
    while text != before:
        before, text = text, topic_of(_AROUND.sub("", text, count=1))
    return text


def asked_about(heard: Heard, match: re.Match[str]) -> Slots | None:
    """The slot of the matter that a rule found, where what stood in its place can be one."""
    if match.group("topic").split()[0] in _TIMES:
        return None
    matter = matter_of(heard.typed(match, "topic"))
    return {"topic": matter} if matter and matter.lower() not in _NO_MATTER else None


def asked_without_a_time(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A caller's matter, where no time was said.

    "Samtal om budgeten 13-14" and "fråga om min hälsning" are the writer's own.
    """
    if heard.said.anything or match.group("topic").split()[0] in _NO_CALLERS:
        return None
    return asked_about(heard, match)
