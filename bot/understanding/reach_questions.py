"""Owns the shapes of the administrator's question whom the bot can't reach, or who has never opened it.

A rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

from bot.understanding.result import Intent
from bot.understanding.rules import nothing, rules_of

_SHOW = r"(?:(?:visa|se|lista|kan du visa|show|list|see|can you show)(?: (?:mig|me))? )?"
_WHO = (
    r"(?:vilka|vem|vem alla|vilka alla|vilka personer|vilka chefer|vilka kollegor|vilka medarbetare|finns det någon|"
    r"finns det några|är det någon|alla|dem|de|who|who all|which people|which managers|anyone|everyone|those)"
)
_YOU = r"(?:du|boten|växelvis|you|the bot|we|vi)"
_NOT = r"(?:inte|ej|aldrig|not|never|cant|cannot|can not|couldnt|dont|havent|hasnt)"
_REACH = r"(?:når|nå|nått|nådde|kommit fram till|kommer fram till|får tag på|reach|reached|get through to|get hold of)"
_THE_APP = r"(?:dig|boten|appen|växelvis|chatten|you|the bot|the app|the chat)"
_HAS_IT = (
    r"(?:öppnat|öppnade|startat|skrivit till|skrivit med|pratat med|använt|installerat|fått|lagt till|har|opened|"
    r"started|written to|talked to|talked with|used|installed|got|added)"
)
_REACH_LINES = (
    (
        rf"{_SHOW}{_WHO}(?: (?:som|that|whom))? (?:är det |is it )?(?:som )?(?:kan )?{_YOU}"
        rf"(?: (?:kan|har|do|can|have))? {_NOT}(?: (?:kan|kunnat|har|been able to))? {_REACH}{{T}}"
    ),
    rf"{_SHOW}{_WHO}(?: (?:som|that|whom))? (?:når|nådde|reach) {_YOU} {_NOT}{{T}}",
    (
        rf"{_SHOW}{_WHO} (?:kan|har|kommer|får|do|can|cant|could|couldnt|have|havent|are|arent) {_YOU}(?: {_NOT})?"
        rf"(?: (?:kunnat|able to|been able to|fram till))? ?{_REACH}?{{T}}"
    ),
    (
        rf"{_SHOW}{_WHO}(?: (?:som|that|of them))?(?: (?:har|have|has|hasnt))? {_NOT}(?: (?:har|have|ever))?"
        rf" {_HAS_IT} {_THE_APP}{{T}}"
    ),
    rf"{_SHOW}{_WHO}(?: (?:som|that))? (?:har|have|has) {_NOT} {_THE_APP}(?: (?:installerad|installed))?{{T}}",
    (
        rf"{_SHOW}{_WHO}(?: (?:som|that))?(?: (?:har|have|has))? (?:blockerat|blockerar|tagit bort|avinstallerat|"
        rf"blocked|removed|uninstalled) {_THE_APP}{{T}}"
    ),
    (
        r"(?:(?:visa|lista|show|list) )?(?:onåbara|onåbara personer|ej nåbara|oåtkomliga|unreachable|"
        r"unreachable people|unreached){T}"
    ),
    rf"(?:når|nådde|reach) {_YOU} alla(?: (?:chefer|chefen))?{{T}}",
    r"(?:(?:can|do) (?:you|the bot) )?reach (?:everyone|everybody|all managers|all of them){T}",
)
REACH_RULES = rules_of(Intent.UNREACHED_LIST, nothing, *_REACH_LINES)

SHARED_PATTERNS = _REACH_LINES
