"""Owns the shapes of lines that ask what to say: the text of a greeting, the phrase to answer the phone with (S1).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.greetings import GREETING_NOUN, MY, kind_of
from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, rules_of

_SCRIPT_NOUN = (
    r"(?:hälsningstext|hälsningstexten|svarsfras|svarsfrasen|svarsfraser|hälsningsmanus|hälsningsförslag|"
    r"telefonsvarartext|svarstext|greeting text|greeting script|voicemail script|voicemail text|answering phrase|"
    r"phone phrase|answer phrase)"
)
_IN_THE_PHONE = (
    r"(?: (?:i|på|när|med|in|för|on|when|for|till|the|min|mitt|my|jag|man|ett|en|svarar|telefonen|telefon|luren|"
    r"samtal|samtalen|answer|answering|phone|nu|då|ringer|folk|någon|kunder|det|people|call|callers|som|bra|"
    r"egentligen|läser in|spelar in|talar in|record|ny|nytt|av|then|my|new|"
    rf"{GREETING_NOUN})){{0,9}}"
)
_IN_LANGUAGE = r"(?: (?:på|in|to) (?:engelska|svenska|english|swedish))?"
_FOR_AN_ABSENCE = r"(?: (?:för|inför|till|under|om|for|during|when|about) .{1,80})?"
_SCRIPT = (
    (
        r"(?:ge |ge mig |give me |behöver |vill ha |få )?(?:ett |några |some |a )?(?:förslag|exempel|hjälp|tips|idéer|"
        r"suggestions|suggestion|examples|ideas|help)(?: (?:på|med|om|for|on|with|of))? (?:vad|what) (?:jag|man|i) "
        r"(?:ska|kan|bör|should|can) (?:säga|läsa in|tala in|spela in|say|record)(?: .*)?"
    ),
    (
        r"(?:hur|how) (?:ska|kan|bör|should|can|do) (?:jag|man|i) (?:formulera|utforma|skriva|lägga upp|phrase|word|"
        rf"write) (?:{MY} )?{GREETING_NOUN}{_IN_LANGUAGE}{{T}}"
    ),
    (
        r"(?:ge mig|har du|vill ha|behöver|give me|have you got|i need) (?:något|nåt|något bra|something) (?:att|to) "
        r"(?:läsa in|säga|tala in|svara|record|say|read)(?: i| on| in| på)?(?: (?:min|my|the|"
        rf"telefonen))?(?: {GREETING_NOUN})?{_IN_LANGUAGE}{{T}}"
    ),
    (
        r"(?:jag |i )?(?:vet inte|är osäker på|osäker på|undrar|har ingen aning om|fattar inte|dont know|do not know|"
        r"not sure|am not sure) (?:vad|what) (?:jag|man|i|to) (?:ska |kan |should |can )?(?:läsa in|tala in|spela in|"
        r"svara i telefonen|svara i telefon|säga i hälsningen|record|say in my greeting|say on my voicemail){T}"
    ),
    (
        r"(?:vad (?:ska|kan|bör|skall|brukar|borde|måste) (?:jag|man|vi) (?:säga|läsa in|tala in|spela in|svara|"
        rf"läsa upp|säga in)|vad (?:säger|svarar) (?:jag|man))(?: med)?{_IN_THE_PHONE}{_IN_LANGUAGE}{{T}}"
    ),
    (
        r"(?:what (?:should|do|shall|can|must|could) (?:i|we|one) (?:say|record|answer|read|put)(?: with)?)"
        rf"{_IN_THE_PHONE}{_IN_LANGUAGE}{{T}}"
    ),
    (
        r"(?:hur (?:ska|bör|brukar|borde|kan) (?:jag|man|vi) (?:svara|presentera mig|formulera mig)|"
        rf"hur (?:svarar|presenterar) (?:jag|man)(?: mig)?|how (?:should|do) i (?:answer|greet)){_IN_THE_PHONE}{{T}}"
    ),
    (
        rf"(?:hur|how|vad) (?:ska|bör|kan|should|can) (?:{MY} )?{GREETING_NOUN} (?:låta|se ut|lyda|vara|sound|be|say|"
        rf"säga){_IN_LANGUAGE}{{T}}"
    ),
    (
        r"(?:jag |kan jag |i |vi )?(?:ge|hjälp|hjälpa|gör|göra|skriv|skriva|få|skapa|föreslå|formulera|ta fram|"
        r"behöver|vill ha|utkast|förslag|exempel|mall|text|texten|manus|manuset|draft|write|suggest|give|propose|help|"
        r"example|template|script|compose|prepare|make|need|want|utforma|tips|idé)(?: (?:mig|me|med|with|på|till|för|"
        r"om|ett|en|att|to|a|an|the|my|min|mitt|ny|nytt|new|hjälp|förslag|utkast|exempel|manus|mall|text|texten|tips|"
        r"formulera|skriva|läsa in|spela in|göra|draft|script|write|writing|record|recording|suggestion|example|"
        r"template|for|of|on|bra|good|personlig|personal|engelsk|svensk|english|swedish|kort|short|lite|vacation|"
        r"absence|holiday|out of office|leave|christmas|summer|away)){0,12}"
        rf" (?:{GREETING_NOUN}|{_SCRIPT_NOUN}){_IN_LANGUAGE}(?: åt mig| till mig|"
        rf" for me)?{_FOR_AN_ABSENCE}{_IN_LANGUAGE}(?: , (?:vad|what) .*)?{{T}}"
    ),
    (
        r"(?:(?:vad är|vilken är|visa|ge mig|what is|whats|"
        rf"show me) )?(?:{MY} )*{_SCRIPT_NOUN}{_FOR_AN_ABSENCE}{_IN_LANGUAGE}{{T}}"
    ),
    rf"{GREETING_NOUN} (?:på|in) (?:engelska|svenska|english|swedish){{T}}",
    r"(?:engelsk|svensk|english|swedish) (?:hälsning|greeting|hälsningstext|svarsfras){T}",
)
_LANGUAGES = {"en": re.compile(r"\b(?:engelska?|english)\b"), "sv": re.compile(r"\b(?:svenska?|swedish)\b")}


def _script(heard: Heard, match: re.Match[str]) -> Slots:
    """Which sort is to be drafted, and in which language."""
    del match
    language = next(({"language": code} for code, pattern in _LANGUAGES.items() if pattern.search(heard.plain)), {})
    return kind_of(heard) | language


SCRIPT_RULES = rules_of(Intent.GREETING_SCRIPT, _script, *_SCRIPT)

SHARED_PATTERNS = _SCRIPT
