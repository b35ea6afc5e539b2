"""Owns the last resort: a line that no rule reads, but that is about one thing of the writer's own or asks about it.

It gives only what shows something: a status, a list, a text. Nothing is carried out on a subject alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.result import Intent, Understanding
from bot.understanding.rules import Heard, topic_of
from bot.understanding.vocabulary import words

_MINE = words("jag min mitt mina mig vi vår våra i my me mine we our ive im")
_ASKING = words(
    "vad hur när var vart vilken vilket vilka vem har är finns kan får ska måste what how when where which is are do do"
    "es"
    " did has have can may must should"
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What shows a subject, the words that name it, and those of which one must stand beside them, if any."""

    intent: Intent
    named: frozenset[str]
    beside: frozenset[str] = frozenset()


_GREETING = words(
    "hälsning hälsningen röstbrevlåda röstbrevlådan telefonsvarare telefonsvararen svararen voicemail greeting"
    " semesterhälsning semesterhälsningen frånvarohälsning frånvarohälsningen standardhälsning standardhälsningen"
    " svarsmeddelande svarsmeddelandet"
)
_ORDER = words(
    "beställning beställningen beställningar beställningarna telefonbeställning beställt beställde orders ordered order"
)
_SUBJECTS = (
    _Subject(
        Intent.GREETING_SCRIPT,
        _GREETING,
        words("säga säger text texten exempel förslag utkast formulera låta låter say example suggestion script draft"),
    ),
    _Subject(Intent.GREETING_MISSING, _GREETING),
    _Subject(Intent.ORDER_QUEUE, _ORDER, words("godkänna godkännande attestera approve approval")),
    _Subject(Intent.ORDER_LIST, _ORDER),
    _Subject(
        Intent.CALLBACK_LIST,
        words("löfte löften löftena löftet ringlöfte ringlöften ringlöftena återuppringningar callbacks promises"),
    ),
    _Subject(Intent.POLICY_QUERY, words("policy policyn telefonpolicy telefonpolicyn telefonregler telefonreglerna")),
    _Subject(Intent.DETAILS_SHOW, words("uppgifter uppgifterna kontaktuppgifter kontaktuppgifterna details")),
    _Subject(
        Intent.MESSAGES_LEFT,
        words("meddelande meddelandet meddelanden meddelandena message messages"),
        words("lämnat lämnade skickat skickade fått sett läst fram left sent got seen read delivered"),
    ),
)
_NOT_ONES_OWN = words("mvh hälsningar regards")


def subject_of(heard: Heard, language: str) -> Understanding | None:
    """What shows the subject of a line about something of one's own, or None."""
    spoken = frozenset(heard.shape.text.split())
    first = heard.shape.text.split(" ", 1)[0]
    if not (_MINE & spoken or heard.asked or first in _ASKING) or _NOT_ONES_OWN & spoken:
        return None
    for subject in _SUBJECTS:
        if subject.named & spoken and (not subject.beside or subject.beside & spoken):
            return Understanding(intent=subject.intent, other=_slots(subject.intent, heard), language=language)
    return None


def _slots(intent: Intent, heard: Heard) -> dict[str, object]:
    if intent is Intent.ORDER_QUEUE:
        return {"approvals": True}
    if intent is Intent.POLICY_QUERY:
        errand = heard.errand
        return {"topic": topic_of(heard.line.text[errand[0].start : errand[-1].end])}
    return {}
