"""Owns the shapes of lines about what else a diversion sets: the Teams status, automatic replies, the exchange (A3).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Build, Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words_of_pattern

_STATUS = (
    r"(?:(?:min |mitt |mina |my |the )?(?:teamsstatus|teamsstatusen|teams status|teams - status|teams - statusen|"
    r"teams statusen|statusmeddelande|statusmeddelandet|teams status message|status message)(?: (?:i|in) teams)?)"
)
_REPLIES = (
    r"(?:(?:min |mitt |mina |my |the )?(?:autosvar|autosvaret|autosvaren|auto - svar|automatiskt svar|automatiska svar|"
    r"automatiska svaret|frånvaromeddelande i mejlen|frånvaromeddelande i e - posten|automatic replies|"
    r"automatic reply|auto reply|auto replies|auto - reply|autoreply|out of office reply|"
    r"out of office replies)(?: (?:i|in|på|to|for|för) "
    r"(?:min |mitt |my |the )?(?:mejlen|mejl|mail|mailen|e - posten|e - post|outlook|email|emails))?)"
)
_EXCHANGE = r"(?:(?:the )?(?:telefonväxeln|telefonväxel|telephone exchange|pbx))"
_ON = (
    r"(?:sätt|sätta|slå på|slå igång|sätt på|aktivera|använd|visa|lägg till|ta med|ha med|ställ in|börja med|"
    r"jag vill ha|jag vill att|ha|have|turn on|switch on|set|add|use|include|enable|activate|start with|i want)"
)
_OFF = (
    r"(?:sluta|sluta med|ta bort|slå av|stäng av|stänga av|avaktivera|inaktivera|inget|ingen|inte|utan|"
    r"jag vill inte ha|inte ha|inte längre ha|ha inte|"
    r"sluta sätta|sluta visa|sluta skicka|sluta använda|turn off|switch off|stop|remove|disable|"
    r"no|without|stop using|stop setting|stop showing|stop sending|i do not want|i dont want)"
)
_MORE = (
    r"(?: (?:också|även|med|i|on|too|also|as well|följa med|ska följa med|följer med|när jag hänvisar|"
    r"när jag hänvisar telefonen|när jag är borta|to follow|follow|when i divert|when i am away|längre|mer|anymore|"
    r"any more)){0,3}"
)
_ALSO = r"(?:också |även |also |gärna |please |med )?"
_PLACES = {"status_message": _STATUS, "automatic_replies": _REPLIES, "pbx": _EXCHANGE}
_ANY = rf"(?:{_STATUS}|{_REPLIES}|{_EXCHANGE})"
_SEVERAL = rf"(?P<places>{_ANY}(?:(?: ,)? (?:(?:och|samt|and|plus) )?(?:också |även |also )?{_ANY}){{1,2}})"
_FOLLOWS = (
    (
        r"(?:vad|vilka|visa vad|se vad|what|what else|show what) (?:allt |mer |annat |all )?(?:följer|sätts|ska följa|"
        r"händer|ställs in|follows|is set|gets set|comes)(?: (?:med|också|along|with|too|also|mer))*"
        r"(?: (?:när|då|when) (?:jag|i) (?:hänvisar|är hänvisad|är borta|divert|am diverted|am away)(?: (?:mig|"
        r"telefonen|my phone))?)?(?: (?:min|mina|en|my|a) (?:hänvisning|hänvisningar|hänvisningen|diversion|"
        r"diversions))?{T}"
    ),
    r"(?:är|is|are) (?:autosvar|autosvaret|automatic replies)(?: (?:på|påslaget|aktivt|igång|on|set|active))*{T}",
    # Named by itself, or with what doesn't say what is to be done: how it stands, and the way to choose.
    (
        r"(?:(?:kan du|kan jag|hur|vad är|vad står|vad står i|hur är det med|hur ändrar jag|fixa|ordna|ändra|uppdatera|"
        r"byt|byta|skriv|lägg in|lägg upp|hjälp med|hjälp mig med|can you|how do i change|what is|change|update|fix|"
        rf"help with) ){{0,2}}(?:{_STATUS}|{_REPLIES})"
        r"(?: (?:är fel|är|fel|nu|inte|funkar inte|fungerar inte|stämmer inte|för semestern|under semestern|is wrong|"
        r"wrong|does not work|now)){0,2}{T}"
    ),
)
_CHOOSES = (
    (
        r"(?:ställ in|ändra|välj|välja|bestäm|change|choose|set|pick)(?: (?:det|själv))* (?:vad|det|what) (?:som )?"
        r"(?:ska )?(?:följer|följa|follows|should follow)(?: (?:med|along))?"
        r"(?: (?:min|mina|my) (?:hänvisning|hänvisningar|diversion|diversions))?{T}"
    ),
)


def _turns(place: str, *, on: bool) -> tuple[str, ...]:
    """The shapes that turn what that pattern names on, or off."""
    verb = _ON if on else _OFF
    state = r"(?:på|påslaget|on)" if on else r"(?:av|avslaget|off)"
    shapes = (
        rf"(?:kan du |can you |please )?{_ALSO}{verb} {_ALSO}(?:att |i |in )?{place}{_MORE}{{T}}",
        rf"{place} (?:ska vara |should be )?{state}{{T}}",
    )
    follows = rf"{place} (?:ska|should) (?:också |även |also )?(?:följa med|follow){{T}}"
    return (*shapes, follows) if on else shapes


def _slots(kind: str, *, on: bool) -> Build:
    """What builds the slots."""

    def build(heard: Heard, match: re.Match[str]) -> Slots:
        del heard, match
        return {"effect": kind, "on": on}

    return build


def _slots_of_several(*, on: bool) -> Build:
    """What builds the slots where several are named in one breath: all of them, with a space between."""

    def build(heard: Heard, match: re.Match[str]) -> Slots:
        del heard
        named = [kind for kind, place in _PLACES.items() if re.search(rf"\b{place}\b", match["places"])]
        return {"effect": " ".join(named), "on": on}

    return build


_NAMED = words_of_pattern(_STATUS + _REPLIES + _EXCHANGE)
EFFECT_RULES = [
    *(
        rule
        for kind in _PLACES
        for on in (False, True)
        for rule in rules_of(Intent.EFFECTS_CHOOSE, _slots(kind, on=on), *_turns(_PLACES[kind], on=on), needs=_NAMED)
    ),
    *(
        rule
        for on in (False, True)
        for rule in rules_of(Intent.EFFECTS_CHOOSE, _slots_of_several(on=on), *_turns(_SEVERAL, on=on), needs=_NAMED)
    ),
    *rules_of(Intent.EFFECTS_CHOOSE, nothing, *_CHOOSES),
    *rules_of(Intent.EFFECTS_SHOW, nothing, *_FOLLOWS),
]

SHARED_PATTERNS = (*_FOLLOWS, *_CHOOSES, _ON, _OFF, _MORE, *_PLACES.values())
