"""Owns the last resort: a line that no rule reads, but that is about one thing of the writer's own or asks about it.

It gives only what shows something, or a form to look through: a status, a list, a text, an order, a correction.
Nothing is carried out on a subject alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.own_pages import ATTRIBUTE, WRONG, typed_from
from bot.understanding.phone_orders import spoken_of
from bot.understanding.result import Intent, Understanding
from bot.understanding.rules import Heard, topic_of
from bot.understanding.vocabulary import words, words_of_pattern

_MINE = words("jag min mitt mina mig vår våra i my me mine we our ive im")
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
        words(
            "säga säger text texten exempel förslag utkast formulera låta låter say example suggestion suggestions"
            " script draft"
        ),
    ),
    _Subject(Intent.GREETING_MISSING, _GREETING),
    _Subject(Intent.ORDER_QUEUE, _ORDER, words("godkänna godkännande attestera approve approval")),
    _Subject(Intent.ORDER_LIST, _ORDER),
    _Subject(Intent.ORDER_QUEUE, words("beställningskön beställningskö orderkön")),
    _Subject(
        Intent.CALLBACK_LIST,
        words("löfte löften löftena löftet ringlöfte ringlöften ringlöftena återuppringningar callbacks promises"),
    ),
    _Subject(Intent.POLICY_QUERY, words("policy policyn telefonpolicy telefonpolicyn telefonregler telefonreglerna")),
    _Subject(
        Intent.POLICY_QUERY,
        words(
            "privata privat privatsamtal sociala facebook instagram snapchat pinkod lösenord private social passcode"
        ),
        words("får måste ska bör kan tillåtet may can must should allowed"),
    ),
    _Subject(Intent.DETAILS_SHOW, words("uppgifter uppgifterna kontaktuppgifter kontaktuppgifterna details")),
    _Subject(Intent.MY_STATUS, words("sida sidor sidan page pages"), words("min mina my")),
    _Subject(
        Intent.PRIVACY_EXPORT,
        words("info information data personuppgifter registerutdrag sparat lagrat stored"),
        words("mig me"),
    ),
    _Subject(
        Intent.MESSAGES_LEFT,
        words("meddelande meddelandet meddelanden meddelandena message messages"),
        words("lämnat lämnade skickat skickade fått sett läst fram left sent got seen read delivered"),
    ),
)
_ATTRIBUTE, _WRONG = words_of_pattern(ATTRIBUTE), words_of_pattern(WRONG) - words("inte not är")
_NOT_ONES_OWN = words("mvh hälsningar regards")


def subject_of(heard: Heard, language: str) -> Understanding | None:
    """What shows the subject of a line about something of one's own, or None."""
    order = spoken_of(heard)
    if order is not None:
        return Understanding(intent=Intent.PHONE_REQUEST, more=order, language=language)
    spoken = frozenset(heard.shape.text.split())
    first = heard.shape.text.split(" ", 1)[0]
    if not (_MINE & spoken or heard.asked or first in _ASKING) or _NOT_ONES_OWN & spoken:
        return None
    if _ATTRIBUTE & spoken and _WRONG & spoken and _MINE & spoken and not heard.asked:
        return Understanding(intent=Intent.DETAILS_CORRECT, other={"text": typed_from(heard, 0)}, language=language)
    for subject in _SUBJECTS:
        if subject.named & spoken and (not subject.beside or subject.beside & spoken):
            return Understanding(intent=subject.intent, other=_slots(subject.intent, heard), language=language)
    return None


def _slots(intent: Intent, heard: Heard) -> dict[str, object]:
    if intent is Intent.ORDER_QUEUE and _ORDER & frozenset(heard.shape.text.split()):
        return {"approvals": True}
    if intent is Intent.POLICY_QUERY:
        errand = heard.errand
        return {"topic": topic_of(heard.line.text[errand[0].start : errand[-1].end])}
    return {}
