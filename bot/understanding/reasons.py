"""Owns the words that people say why they are away with, Swedish and English. It must not know times or intents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.vocabulary import words, words_of_pattern
from policy.reasons import Reason

_SICK_SV = (
    "sjuk|sjukt|sjuka|sjuk anmäld|krasslig|hängig|förkyld|förkylt|feber|febrig|migrän|huvudvärk|magsjuk|magsjuka|"
    "influensa|"
    "covid|corona|halsfluss|kräksjuka|kräks|dålig|dåligt|vinterkräksjuka|illamående|risig|ryggskott|halsont|"
    "lunginflammation|öroninflammation|vattkoppor|hostar|hosta"
)
_SICK_EN = "sick|ill(?! be)|unwell|fever|migraine|headache|flu|covid|cold|poorly|stomach bug|temperature|throwing up"
_CHILD_SV = (
    "barn|barnet|barnen|son|sonen|söner|dotter|dottern|döttrar|unge|ungen|ungar|ungarna|grabb|grabben|lillan|"
    "lillen|kid|"
    "dagis|förskolebarn|bebis|bebisen|tvillingarna|minstingen|yngsta|äldsta|tonåringen"
)
_CHILD_EN = "kid|kids|child|children|son|sons|daughter|daughters|baby|toddler|boy|girl|little one"

# In the order of strength: the first that is found decides, save that an errand that is named earlier in the line
# wins over one of equal strength that is named later.
_STRONG: tuple[tuple[Reason, str, str], ...] = (
    (
        Reason.CHILD_CARE,
        (
            "vab|vabb|vabba|vabbar|vabar|vabat|vabbade|vobba|vobbar|vobb|vabbdag|vabdag|tillfällig föräldrapenning|"
            rf"vård av (?:sjukt )?(?:barn|barnet|barnen)|vårdar (?:sjukt |sjuka )?(?:barn|barnet|barnen)|"
            rf"(?:{_SICK_SV}) (?:\S+ ){{0,1}}(?:{_CHILD_SV})|(?:{_CHILD_SV})(?: \S+){{0,3}} (?:{_SICK_SV})|"
            "(?:hemma|hem) med (?:barn|barnet|barnen|sonen|dottern)"
        ),
        (
            r"vab|(?:care|caring|looking) (?:of|for|after) (?:\S+ ){0,2}(?:sick )?(?:kid|kids|child|children|son|"
            r"daughter)|"
            rf"(?:{_SICK_EN}) (?:\S+ ){{0,1}}(?:{_CHILD_EN})|(?:{_CHILD_EN})(?: \S+){{0,3}} (?:{_SICK_EN})|"
            rf"child care|childcare|"
            "home with (?:the |my )?(?:kid|kids|child|children|son|daughter)"
        ),
    ),
    (
        Reason.PARENTAL_LEAVE,
        (
            "föräldraledig|föräldraledighet|pappaledig|pappaledighet|mammaledig|mammaledighet|barnledig|"
            "föräldrapenning|"
            "föräldradag|föräldradagar|pappadagar|inskolning|mammalediga|graviditetspenning"
        ),
        "(?:parental|maternity|paternity) leave|mat leave|pat leave",
    ),
    (
        Reason.SICK,
        (
            f"sjukskriven|sjukskrivning|sjukanmäler|sjukanmäla|sjukanmäld|sjukanmälan|sjukledig|sjukfrånvaro|sjukdag|"
            f"karens|karensdag|"
            f"(?:{_SICK_SV})|mår (?:inte bra|inte så bra|illa|skit|dåligt|pyton|kasst)|ont i \\S+|opereras|operation|"
            f"operation|sjukhus|sjukhuset"
        ),
        (
            f"(?:{_SICK_EN})|not (?:feeling )?well|feeling (?:bad|rough|awful)|under the weather|dont feel well|"
            f"sick leave|surgery"
        ),
    ),
)
_EQUAL: tuple[tuple[Reason, str, str], ...] = (
    (
        Reason.VACATION,
        (
            "semester|ledig (?:med|på) semester|semestern|semesterledig|semesterdag|semesterdagar|"
            "sommarsemester|semestrar|semesterlediga|bortrest"
        ),
        "vacation|vacations|pto|holidays|annual leave|on holiday|holiday|vacay",
    ),
    (
        Reason.LEAVE,
        (
            "ledig|ledigt|lediga|ledighet|ledigdag|julledig|kompledig|komp|kompar|komptid|kompa|kompdag|flex|flexar|"
            "flexa|flexledig|"
            "flextid|flexdag|permission|tjänstledig|tjänstledighet|studieledig|studieledighet|påskledig|sommarledig|"
            "ledigheten|"
            "friskvård|friskvårdstimme|arbetstidsförkortning|begravning|sportlov|sportlovet|höstlov|höstlovet|"
            "påsklov|påsklovet|"
            "jullov|jullovet|lov|sommarlov|facklig tid|betald ledighet|partiell ledighet|atk"
        ),
        (
            "leave|comp day|day off|days off|off work|off duty|time off|(?:afternoon|morning|rest|time) off|"
            "comp time|flex time|"
            "leave of absence|unpaid leave|off"
        ),
    ),
    (
        Reason.TRAINING,
        (
            "utbildning|utb|utbildningen|utbildningar|utbildningsdag|kurs|kursen|kurser|kursdag|föreläsning|"
            "föreläsningen|seminarium|"
            "seminariet|webbinarium|webbinariet|webinar|workshop|workshoppen|fortbildning|fortbildar|"
            "kompetensutveckling|studiedag|studiedagen|"
            "kompetensdag|kompetensdagar|mässa|mässan|introduktionsutbildning|kursar|planeringsdag|planeringsdagar|"
            "certifiering|skolning|vidareutbildning"
        ),
        "training|course|class|seminar|lecture|webinar|workshop|study day",
    ),
    (Reason.MEETING, "konferens|konferensen|konferenser", "conference"),
    (
        Reason.BUSINESS_TRIP,
        (
            "tjänsteresa|tjänsteresan|tjänsteresor|tjänsteärende|tjänsteförrättning|på resande fot|reser i tjänst|"
            "(?<!åter )(?<!tillbaka )i tjänst|på tjänst|"
            "resa i tjänsten|i tjänsten|jobbresa|jobbresan|arbetsresa|studieresa|studiebesök|studiebesöket|affärsresa|"
            "på resa|reser till|reser bort|reser"
        ),
        "business trip|on business|business travel|work trip|travelling|traveling|on the road|travel|on a trip|trip",
    ),
    (
        Reason.MEETING,
        (
            "möte|dubbelbokad|fullbokad|fullbokat|mötet|möten|mötena|mötte|möta|sammanträde|sammanträden|"
            "sammanträdet|avstämning|avstämningen|"
            "avstämningsmöte|apt|"
            "arbetsplatsträff|intervju|intervjun|intervjuer|intervjuar|upptagen|upptaget|nämnd|nämnden|"
            "nämndsammanträde|nämndmöte|"
            "utvecklingssamtal|medarbetarsamtal|lönesamtal|telefonsamtal|samverkan|ledningsgrupp|ledningsgruppen|"
            "förhandling|"
            "förhandlingar|(?:i|har|ett|sitter i|på) samtal|hembesök|presentation|dragning|styrgrupp|styrgruppen|"
            "handledning|planering|planeringen|kommunfullmäktige|fullmäktige|kommunstyrelsen|teams|teamsmöte|"
            "webbmöte|stormöte|"
            "personalmöte|gruppmöte|projektmöte|frukostmöte|lunchmöte|kundmöte|besök|besöket|daglig styrning|briefing|"
            "genomgång|genomgången|uppstart|styrelsemöte|introduktion|telefonmöte|videomöte|distansmöte|träff|"
            "träffen|skypemöte|"
            "frukostmötet|lunchmötet|anställningsintervju"
        ),
        (
            "meeting|meetings|mtg|tied up|interview|interviews|busy|on a call|in a call|call with|conference call|"
            "appointment with|session|"
            "staff meeting|stand up|standup|one on one|in a session|catch up|call"
        ),
    ),
    (
        Reason.LUNCH,
        (
            "lunch|mat|matlåda|matlådan|lunchen|lunchar|luncha|lunchrast|lunchrasten|lunchpaus|käk|käka|käkar|äter|"
            "äta|käket|lunchtid|"
            "brunch|äter lunch|matrast|middag"
        ),
        "lunch|lunchbreak|eating|dinner|having lunch|lunch break|grabbing lunch|food",
    ),
    (
        Reason.BREAK,
        (
            "fika|fikar|fikapaus|fikarast|fikastund|paus|pausar|pausen|rast|rasten|kaffe|kafferast|kaffepaus|frukost|"
            "frukosten|frukostrast|"
            "förmiddagsfika|eftermiddagsfika|bensträckare|fikat|pausa|mikropaus"
        ),
        "break|coffee|coffee break|fika|breakfast|tea break|short break|breather|smoke break",
    ),
    (
        Reason.REMOTE_WORK,
        (
            "(?:jobbar|arbetar|jobba|arbeta|jobb|arbete|sitter|är och jobbar) (?:\\S+ ){0,2}?(?:hemma|hemifrån)|"
            "(?:jobbar|arbetar|jobba) (?:från|på) "
            "(?:hemmet|distans|annan ort|stugan|landet|sommarstugan)|distans|distansarbete|distansarbetar|"
            "distansjobbar|distansjobb|distar|hemarbete|"
            "hemmakontor|hemmakontoret|hemmajobb|hemmajobbar|hemifrån|wfh|distansdag"
        ),
        (
            "wfh|(?:work|working|works|worked|am) (?:from|at) home|(?:work|working) remotely|remote|remotely|"
            "telework|teleworking|"
            "remote work|home office|from home"
        ),
    ),
)
_GONE = (
    (
        r"(?:gått|gick|går|gå|åkt|åker|åka|drar|dragit|sticker|stuckit|begett mig|beger mig|kilar|cyklar|cyklat) "
        r"(?:(?:nu|jag|snart|tidigt|tidigare|redan|lite|mig) ){0,2}(?:hem|hemåt)|"
        r"(?:gått|går|slutat|slutar|klar|färdig|slut|stänger|stängt|åkt|tackar|ute|borta|dragit|drar|loggar ut|"
        r"loggat ut|stämplat ut|gå|sluta) "
        r"(?:(?:nu|jag|mig|av|helt) ){0,2}(?:för dagen|för T|för dan|för kvällen)|(?:stämplat|stämplar|loggat|loggar|"
        r"checkar|checkat|flexat|flexar) (?:nu )?ut|"
        r"(?:har|jag) (?:nu )?(?:slutat|åkt|dragit)|åker härifrån|lämnat kontoret|lämnar kontoret|lämnat jobbet|"
        r"lämnar jobbet|dagen är slut|"
        r"(?:kommer|återkommer) (?:inte|ej) (?:tillbaka |åter |mer )T|slutar(?: jag)?(?: jobba)?|slutat|sluta|"
        r"går(?: jag)?(?: ifrån)?(?: tidigare| tidigt)(?: T)?|"
        r"(?:^|jag |måste |ska |får )(?:går|gå|åker|åka|drar|sticker)(?: jag)?(?: från jobbet)?(?: redan|"
        r" vid)? T(?:$| T| [,?])|"
        r"(?:avslutar|slutar|avrundar|stänger) (?:arbetsdagen|dagen|butiken)|(?:hemgång|hemåt|går nu|drar nu|"
        r"sticker nu|åker nu|på väg hem|arbetsdagen är slut|arbetsdagen slut|helgledig)"
    ),
    (
        r"(?:gone|left|leaving|leave|done|finished|out|off|finishing|heading out|signing off|logging off|logged off|"
        r"clocked out) "
        r"(?:work )?(?:for T|for the day|for today|for the night)|(?:gone|going|heading|headed|go|went|on my way) home|"
        r"i leave(?: work| the office| early| T)+|"
        r"leaving(?: work| the office| early)?|left (?:the office|work|for home|early)|(?:signing|logging|clocking|"
        r"clocked|logged|signed) (?:off|out)|"
        r"(?:finishing|finish|knocking off)(?: work| early)?|done (?:for the day|T)|(?:call|calling) it (?:T|"
        r"a day)|knocking off|wrapping up|packing up|"
        r"(?:wont|not) be back T|not coming back T|not back T|heading out"
    ),
)
_ERRAND = (
    (
        "tandläkare|tandläkaren|tandläkartid|tandläkarbesök|läkare|läkaren|läkarbesök|läkartid|doktorn|doktor|"
        "vårdcentral|vårdcentralen|"
        "provtagning|vaccination|vaccinering|vaccinera|sjukgymnast|sjukgymnasten|fysioterapeut|fysioterapi|frisör|"
        "frisören|optiker|optikern|"
        "besiktning|bilbesiktning|mvc|barnmorska|barnmorskan|bvc|naprapat|kiropraktor|massage|tandhygienist|"
        "tandhygienisten|"
        "psykolog|psykologen|röntgen|mammografi|blodgivning|ge blod|bilprovningen|banken|verkstaden|verkstad|"
        "hantverkare|ultraljud|rehab|specialist"
    ),
    (
        "dentist|doctor|doctors|physio|physiotherapist|hairdresser|appointment|hospital|vaccination|clinic|errand|"
        "errands|gp|medical"
    ),
)
_AWAY = (
    (
        "borta|(?:jobbar|arbetar) inte|inte jobba|frånvarande|frånvaro|på språng|på väg|på uppdrag|på gång|"
        "kommer inte in|kommer inte|otillgänglig|oanträffbar|(?:inte|ej|inga|"
        "inget) (?:(?:\\S+) ){0,1}(?:anträffbar|"
        "på plats|inne|tillgänglig|nåbar|nås|"
        "nå|kontoret|på kontoret|här|svara|ta samtal|samtal|svarar|kan)|ute|upptagen|ärende|ärenden|privat ärende|"
        "iväg|bortrest|"
        "tar inga samtal|(?:kan|vill) inte (?:svara|prata|ta)|svarar inte|stör inte|stör ej|stör mig inte|"
        "stör mig ej|bokad|bokat|bokad hela|"
        "stänger av|hänvisad|"
        "ifrån|på annat|annat"
    ),
    (
        "away|out|not working|out of (?:the )?office|ooo|unavailable|not available|not in|not at my desk|"
        "not reachable|afk|"
        "absent|brb|stepping out|"
        "cant take calls|cannot take calls|do not disturb|dnd|step out|wont be in|not be in|not here"
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A reason that stands in a line, where in its shape, and whether it is an appointment that ends by itself."""

    reason: Reason
    at: int
    appointment: bool = False
    conference: bool = False


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\S)")


_STRONG_RULES = tuple((reason, _compiled(sv, en)) for reason, sv, en in _STRONG)
_EQUAL_RULES = tuple((reason, _compiled(sv, en)) for reason, sv, en in _EQUAL)
_GONE_RULE, _ERRAND_RULE, _AWAY_RULE = _compiled(*_GONE), _compiled(*_ERRAND), _compiled(*_AWAY)
_APPOINTMENTS = frozenset({Reason.MEETING})
# A conference of an hour is a meeting; one of a day or more is training.
_CONFERENCE = words("konferens konferensen konferenser conference")

SV_WORDS = words_of_pattern("|".join([*(sv for _, sv, _ in (*_STRONG, *_EQUAL)), _GONE[0], _ERRAND[0], _AWAY[0]]))
EN_WORDS = words_of_pattern("|".join([*(en for _, _, en in (*_STRONG, *_EQUAL)), _GONE[1], _ERRAND[1], _AWAY[1]]))


def find_reason(shape: str) -> Found | None:
    """Why someone is away, as the shape of the line says it; None if it doesn't."""
    for reason, rule in _STRONG_RULES:
        match = rule.search(shape)
        if match:
            return Found(reason, match.start())
    found = [
        Found(reason, match.start(), reason in _APPOINTMENTS, match.group() in _CONFERENCE)
        for reason, rule in _EQUAL_RULES
        if (match := rule.search(shape))
    ]
    gone = _GONE_RULE.search(shape)
    only_off = gone is not None and all(candidate.reason is Reason.LEAVE for candidate in found)
    if found and not (only_off and gone and gone.start() <= min(candidate.at for candidate in found)):
        return min(found, key=lambda candidate: candidate.at)
    if gone:
        return Found(Reason.GONE_FOR_DAY, gone.start())
    errand = _ERRAND_RULE.search(shape)
    if errand:
        return Found(Reason.OTHER, errand.start(), appointment=True)
    away = _AWAY_RULE.search(shape)
    return Found(Reason.OTHER, away.start()) if away else None
