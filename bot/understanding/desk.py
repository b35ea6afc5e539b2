"""Owns the shapes of lines about the switchboard's desk: show it, and hand over the shift (V1-V3).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

from bot.understanding.result import Intent
from bot.understanding.rules import nothing, rules_of

_SHOW = (
    r"(?:(?:visa|öppna|se|hämta|ta fram|kan jag få se|får jag se|får se|kan du visa|skicka|uppdatera|till|show|open|"
    r"see|view|get|refresh|update|bring up|can i see|let me see|go to)(?: (?:mig|me|upp|up|fram))? )?"
)
_DESK = (
    r"(?:bordet|växelbordet|växelns bord|växelns kö|växelkön|telefonistbordet|telefonistens bord|desk|the desk|my desk|"
    r"mitt bord|vårt bord|our desk|switchboard desk|the switchboard desk|the switchboards desk|the desk card|"
    r"bordskortet|arbetskön)"
)
_QUEUE = (
    r"(?:min kö|kön|vår kö|min arbetskö|arbetskön|min arbetslista|arbetslistan|vår arbetslista|my queue|our queue|"
    r"the queue|my work list|our work list|my to - do list|min att göra - lista|att göra - listan)"
)
_DESK_LINES = (
    rf"{_SHOW}{_DESK}{{T}}",
    rf"{_SHOW}{_QUEUE}{{T}}",
    (
        r"(?:vad|hur mycket|what)(?: (?:har|finns|ligger|väntar|är|står|do|is|does|have|waits))(?: (?:vi|jag|det|"
        r"växeln|we|i|there|the switchboard|for|på|i|oss|mig|us|me|on|in|waiting|kvar|left|have|got)){0,5}"
        r"(?: (?:att göra|att ta hand om|att ta tag i|att beta av|to do|to take care of|to deal with|on our plate|"
        r"på bordet|på vårt bord|på växelns bord|i kön|i växelns kö|on the desk|on our desk|in the queue|"
        r"på gång)){1,2}{T}"
    ),
    (
        r"(?:hur|how)(?: (?:ser|ligger|står|är|does|is|do))(?: (?:det|vi|the|läget))?(?: (?:ut|till))?"
        r"(?: (?:på|i|at|on|in))(?: (?:the|my|our))? (?:bordet|växelns bord|växelbordet|kön|växelns kö|desk|"
        r"switchboard desk|queue){T}"
    ),
    (
        r"(?:hur|how) (?:ser|does) (?:the |my |our )?(?:bordet|växelns bord|växelbordet|kön|växelns kö|vår kö|desk|"
        r"queue) (?:ut|look){T}"
    ),
    (
        r"(?:vad|what) (?:väntar|waits|is waiting)(?: (?:på|i|for|at|in))? (?:växeln|oss i växeln|växelns kö|"
        r"the switchboard|us at the switchboard){T}"
    ),
)
_SHIFT = (
    r"(?:passet|mitt pass|vårt pass|skiftet|mitt skift|växelpasset|växeln|bordet|mitt bord|växelns bord|the shift|"
    r"my shift|our shift|shift|the desk|my desk|the switchboard)"
)
_LEAVING = (
    (
        r"(?:jag (?:vill |ska |skulle vilja |behöver |tänker )?|vi (?:ska |vill )?|i (?:want to |need to |will |would "
        r"like to )?|kan jag |dags att |time to |can i )?(?:lämna över|lämnar över|lämna av|lämnar av|överlämna|"
        rf"överlämnar|hand over|handing over|pass on|passing on|lämna ifrån mig|skifta)(?: (?:nu|now))? {_SHIFT}"
        r"(?: (?:nu|now|till nästa|to the next|till nästa pass|to the next shift))*{T}"
    ),
    r"(?:jag )?(?:går|kliver|slutar) (?:av passet|av mitt pass|av skiftet|mitt pass|passet){T}",
    r"(?:mitt pass|passet|skiftet|my shift|the shift) (?:är|is) (?:slut|över|klart|over|done|finished){T}",
    (
        r"(?:passbyte|skiftbyte|byte av pass|överlämning|överlämning av passet|passöverlämning|shift change|"
        r"shift handover|handover|hand over){T}"
    ),
    r"(?:i am )?(?:leaving my shift|ending my shift|finishing my shift|going off shift)(?: (?:now))?{T}",
    r"(?:vem|who) (?:tar över|takes over)(?: (?:efter mig|passet|bordet|after me|the shift|the desk|my shift))+{T}",
)

SHIFT_RULES = rules_of(Intent.DESK_HAND_OVER, nothing, *_LEAVING)
DESK_RULES = rules_of(Intent.DESK, nothing, *_DESK_LINES)

SHARED_PATTERNS = (*_DESK_LINES, *_LEAVING)
