"""Owns the whole vocabulary: what every rule's words are, other ways to write them, and which language each is."""

from __future__ import annotations

from bot.understanding import (
    callbacks,
    callers,
    clearing,
    connecting,
    coverage_gaps,
    desk,
    diversions,
    effects,
    errands,
    figures,
    greeting_scripts,
    greetings,
    messages,
    misdirected,
    named_days,
    order_details,
    order_lists,
    own_calendar,
    own_pages,
    past_days,
    phone_orders,
    policy_questions,
    privacy,
    promises,
    queries,
    reach_questions,
    reasons,
    sent_messages,
    staffing,
    switchboard_notices,
    timewords,
    unit_overview,
)
from bot.understanding.compounds import ENDINGS
from bot.understanding.names import NAMES_THAT_ARE_WORDS
from bot.understanding.spelling import Speller
from bot.understanding.vocabulary import listed, words, words_of_pattern

GREETINGS = words(
    "hej hejsan hallå hallo tja tjena tjenare tjo hejhej morsning mors morn god godmorgon goddag morgon dag"
    " kväll hi hello "
    "hey yo good morning afternoon evening there heja halloj tjabba hej hoj alla all everyone"
)
_SV_COMMON = words(
    """våren hösten vintern vårterminen höstterminen terminen sommarlov halva jag du vi ni han hon den det dom de mig
    dig oss er honom henne min mitt mina din ditt dina vår vårt våra är e var blir blev har hade ska skall kommer
    kan vill måste får fick gör gjort går gå sitter ligger står tar ta tog och eller men så att som om på i till
    från med av för utan under över vid hos åt in ut upp ner hem här där nu snart sen sedan senare då redan bara
    lite mycket mer inte ej ingen inget inga igen också tyvärr nog ju väl typ ev eventuellt kanske snälla tack vad
    vem när hur vart vilka vilken någon nån något kul roligt bra fint ok okej japp ja jo nej igår förra hela annan
    annat man sig sin sitt sina ihop tillsammans pga grund eftersom därför alltså fortfarande precis just skulle
    kunna sitta vara bli ligga glömt rösten hinner
    vänligen hälsningar mvh vh önskar kära fram iväg bort hemma ute inne sitt klart helt hålla jobba jobbar
    jobb jobbet kontoret växeln telefon telefonen mobil mobilen mejl mail teams sms meddelande svara svarar samtal
    hej hejsan hallå lägg lägga lägger sätt sätta sätter ställ hänvisa hänvisning hänvisad behöver mellan cirka"""
)
_EN_COMMON = words(
    """spring summer autumn winter term half im am is are was were be been being will would shall should can could may
    might must have has had do does did the a an my your our me you we they he she it its this that these those to
    for from with without of off on at in into out up down over and or but so as if not no yes ok okay please thanks
    thank hi just now still again also very really going go goes gone get gets got take takes taking put set make
    makes what when where who whom whose which why how here there some any someone anyone nobody work working office
    home phone desk today tomorrow calls call id ill ive lets want need needs whats whos wheres whens hello hey hi
    thats today until till back away because due"""
)
# Words of the errands that only one of the languages has; what rules share tells nothing of the language.
_SV_ERRANDS = words(
    """beställning beställningar beställningen beställningarna beställ sidor sida uppgifter uppgifterna stämmer fel
    titel titeln numret rum löfte löften löftet lovat lovade hälsning hälsningen meddelanden meddelandet godkänna
    policyn får måste säger vet glöm radera registerutdrag abonnemang abonnemanget laddare trasig tappat utskick
    misslyckade svar besked nådde sökt sökte försökt ringde ringt lämna ge bort stryk gammal saknar testringde
    testringt svarsfras vilket gäller reglerna kön exportera personuppgifter återuppringning återuppringningen
    brådskande bråttom"""
)
_EN_ERRANDS = words(
    """order orders queue wrong title undelivered failed messages message promises promise greeting details forget
    delete erase tried calling called reached answer broken lost stolen subscription approve approvals number
    extension correct recorded draft suggest drop rules allowed know screen cracked charger left sent room page
    urgent"""
)
_ALIASES: dict[str, str] = {
    **dict.fromkeys(listed("imorron imorrn imorn imoron imorgn imårrn imorgen morron imrgn"), "imorgon"),
    **dict.fromkeys(listed("övermorron overmorgon"), "övermorgon"),
    **dict.fromkeys(listed("tmrw tmr tmrow tomorow tommorow 2moro tomoz"), "tomorrow"),
    **dict.fromkeys(listed("tbx tebaks tebax tillbax tillbaks tebaka"), "tillbaka"),
    **dict.fromkeys(listed("klo klocka"), "kl"),
    **dict.fromkeys(listed("ikv ikvall"), "ikväll"),
    **dict.fromkeys(listed("ida iday idaj"), "idag"),
    **dict.fromkeys(listed("ej"), "inte"),
    **dict.fromkeys(listed("ca cirka circa approx"), "cirka"),
    **dict.fromkeys(listed("eftermiddan emd"), "eftermiddagen"),
    **dict.fromkeys(listed("förmiddan fmd"), "förmiddagen"),
    **dict.fromkeys(listed("luch lunhc lucnh lnuch lunsh luncj"), "lunch"),
    **dict.fromkeys(listed("möt möre mötr mte mötw"), "möte"),
    **dict.fromkeys(listed("fridag fredga freda fredan"), "fredag"),
    **dict.fromkeys(listed("oxå oxo"), "också"),
    **dict.fromkeys(listed("nåt"), "något"),
    **dict.fromkeys(listed("nånting"), "något"),
    **dict.fromkeys(listed("pls plz"), "please"),
    **dict.fromkeys(listed("thx ty"), "thanks"),
    **dict.fromkeys(listed("tom t.o.m"), "tom"),
    **dict.fromkeys(listed("from"), "from"),
    **dict.fromkeys(listed("imån"), "måndag"),
    **dict.fromkeys(words("morrn morron morgn"), "morgon"),
    "hlp": "hjälp",
    "seger": "säger",
    "sjk": "sjuk",
    "ngn": "någon",
    "vecko": "vecka",
    "vekca": "vecka",
    "untill": "until",
    "semestr": "semester",
    "vacay": "vacation",
    "wensday": "wednesday",
    "mins": "min",
    "dan": "dagen",
}
# What is written alike without its dots: the commoner word.
_FOLDED_FIRST = {
    "ar": "är",
    "nar": "när",
    "ater": "åter",
    "bor": "bör",
    "halla": "hallå",
    "dar": "där",
    "pa": "på",
    "sag": "säg",
}

_SV_PATTERN_WORDS = words_of_pattern("|".join((*errands.SV_PATTERNS, *callbacks.SV_PATTERNS)))
_EN_PATTERN_WORDS = words_of_pattern("|".join((*errands.EN_PATTERNS, *callbacks.EN_PATTERNS)))
_SHARED_WORDS = words_of_pattern(
    "|".join(
        pattern
        for subject in (
            errands,
            messages,
            misdirected,
            sent_messages,
            reach_questions,
            callbacks,
            promises,
            greetings,
            greeting_scripts,
            phone_orders,
            order_details,
            order_lists,
            coverage_gaps,
            desk,
            own_calendar,
            effects,
            own_pages,
            privacy,
            figures,
            policy_questions,
            queries,
            staffing,
            connecting,
            callers,
            switchboard_notices,
            unit_overview,
            clearing,
            diversions,
        )
        for pattern in subject.SHARED_PATTERNS
    )
)

SWEDISH = _SV_COMMON | _SV_ERRANDS | timewords.SV_WORDS | reasons.SV_WORDS | named_days.SV_WORDS | _SV_PATTERN_WORDS
ENGLISH = _EN_COMMON | _EN_ERRANDS | timewords.EN_WORDS | reasons.EN_WORDS | named_days.EN_WORDS | _EN_PATTERN_WORDS
VOCABULARY = (SWEDISH | ENGLISH | _SHARED_WORDS | past_days.WORDS | GREETINGS) - _ALIASES.keys()

SPELLER = Speller(
    VOCABULARY,
    aliases=_ALIASES,
    endings=ENDINGS,
    folded_first=_FOLDED_FIRST,
    never_guessed=words("morsning tjenare halloj") | past_days.NEVER_MEANT,
)
NAME_WORDS = NAMES_THAT_ARE_WORDS
