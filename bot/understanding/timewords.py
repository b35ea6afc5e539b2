"""Owns the words that times are made of, Swedish and English. Vocabulary only: no parsing, no dates."""

from __future__ import annotations

from bot.understanding.vocabulary import listed, words

MINUTES_AN_HOUR = 60

_SV_NUMBERS = (
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo "
    "tjugoett tjugotvå tjugotre tjugofyra tjugofem"
)
_EN_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
SV_NUMBERS = {word: value for value, word in enumerate(_SV_NUMBERS.split())} | {
    "en": 1,
    "tjugotre": 23,
    "trettio": 30,
    "trettifem": 35,
    "trettiofem": 35,
    "fyrtio": 40,
    "fyrtiofem": 45,
    "fyrtifem": 45,
    "femtio": 50,
    "sextio": 60,
    "nittio": 90,
}
EN_NUMBERS = {word: value for value, word in enumerate(_EN_NUMBERS.split())} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
NUMBERS = SV_NUMBERS | EN_NUMBERS
HOURS_IN_WORDS = {
    word: value
    for word, value in NUMBERS.items()
    if 1 <= value <= 24 and word not in {"en", "a", "an"}  # noqa: PLR2004
}
SV_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "första",
            "andra",
            "tredje",
            "fjärde",
            "femte",
            "sjätte",
            "sjunde",
            "åttonde",
            "nionde",
            "tionde",
            "elfte",
            "tolfte",
            "trettonde",
            "fjortonde",
            "femtonde",
            "sextonde",
            "sjuttonde",
            "artonde",
            "nittonde",
            "tjugonde",
            "tjugoförsta",
            "tjugoandra",
            "tjugotredje",
            "tjugofjärde",
            "tjugofemte",
            "tjugosjätte",
            "tjugosjunde",
            "tjugoåttonde",
            "tjugonionde",
            "trettionde",
            "trettioförsta",
        ],
        start=1,
    )
}
EN_ORDINALS = {
    word: value
    for value, word in enumerate(listed("first second third fourth fifth sixth seventh eighth ninth tenth"), start=1)
}
ORDINALS = SV_ORDINALS | EN_ORDINALS

_SV_DAYS = listed("måndag tisdag onsdag torsdag fredag lördag söndag")
_EN_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_SV_SHORT_DAYS = "mån=0 tis=1 tisd=1 ons=2 onsd=2 tor=3 tors=3 torsd=3 fre=4 fred=4 lör=5 lörd=5 sön=6 sönd=6 månd=0"
_EN_SHORT_DAYS = "mon=0 tue=1 tues=1 wed=2 weds=2 thu=3 thur=3 thurs=3 fri=4 sat=5 sun=6"


def _short(listed: str) -> dict[str, int]:
    return {name: int(value) for name, value in (entry.split("=") for entry in listed.split())}


SV_WEEKDAYS = (
    {day + ending: index for index, day in enumerate(_SV_DAYS) for ending in ("", "en")}
    | {day.replace("dag", "dan"): index for index, day in enumerate(_SV_DAYS)}
    | _short(_SV_SHORT_DAYS)
)
EN_WEEKDAYS = {day: index for index, day in enumerate(_EN_DAYS)} | _short(_EN_SHORT_DAYS)
WEEKDAYS = SV_WEEKDAYS | EN_WEEKDAYS
SV_WEEKDAYS_PLURAL = {day + ending: index for index, day in enumerate(_SV_DAYS) for ending in ("ar", "arna")}
EN_WEEKDAYS_PLURAL = {day + "s": index for index, day in enumerate(_EN_DAYS)}
WEEKDAYS_PLURAL = SV_WEEKDAYS_PLURAL | EN_WEEKDAYS_PLURAL
LAST_WEEK = {day + "s": index for index, day in enumerate(_SV_DAYS)}

SV_PARTS = {
    "fm": "morning",
    "förmiddag": "morning",
    "förmiddagen": "morning",
    "morgon": "morning",
    "morgonen": "morning",
    "morse": "morning",
    "bitti": "morning",
    "em": "afternoon",
    "eftermiddag": "afternoon",
    "eftermiddagen": "afternoon",
    "kväll": "evening",
    "kvällen": "evening",
}
EN_PARTS = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "tonight": "evening",
}
PARTS = SV_PARTS | EN_PARTS
SV_WEEKDAY_PARTS = {
    f"{day}s{part}": (index, PARTS[part])
    for index, day in enumerate(_SV_DAYS)
    for part in ("förmiddag", "förmiddagen", "eftermiddag", "eftermiddagen", "morgon", "kväll", "fm", "em")
}
SV_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb febr",
            "mars",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "augusti aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
EN_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march mar", "", "may", "june", "july", "august", "", "october oct", "", ""), start=1
    )
    for name in names.split()
}
MONTHS = SV_MONTHS | EN_MONTHS

SV_MINUTES = dict.fromkeys(listed("min mins minut minuten minuterna minuter minuters"), 1) | dict.fromkeys(
    listed("h tim timme timmen timmarna timmar timma timmes timmars timmen"), 60
)
EN_MINUTES = dict.fromkeys(listed("minute minutes"), 1) | dict.fromkeys(listed("hour hours hr hrs hours"), 60)
MINUTES = SV_MINUTES | EN_MINUTES
SV_DAY_UNITS = dict.fromkeys(listed("dag dagar dagarna dagars dygn arbetsdag arbetsdagar"), "days") | dict.fromkeys(
    listed("vecka veckor veckorna veckors veckas"), "weeks"
)
SV_MONTH_UNITS = dict.fromkeys(listed("månad månader månaders"), "months")
EN_DAY_UNITS = dict.fromkeys(listed("day days"), "days") | dict.fromkeys(listed("week weeks wk wks"), "weeks")
EN_MONTH_UNITS = dict.fromkeys(listed("month months"), "months")
DAY_UNITS = SV_DAY_UNITS | EN_DAY_UNITS | SV_MONTH_UNITS | EN_MONTH_UNITS

SV_HOURISH = {f"{word}tiden": value for word, value in SV_NUMBERS.items() if 1 <= value <= 12}  # noqa: PLR2004

SV_WORDS = words(
    *SV_NUMBERS,
    *SV_ORDINALS,
    *SV_WEEKDAYS,
    *SV_WEEKDAYS_PLURAL,
    *LAST_WEEK,
    *SV_PARTS,
    *SV_WEEKDAY_PARTS,
    *SV_MONTHS,
    *SV_MINUTES,
    *SV_DAY_UNITS,
    *SV_MONTH_UNITS,
    *SV_HOURISH,
    """kl klockan halv kvart över trekvart kvarts halvtimme halvtimma halvtimmes tiden midnatt vid runt omkring ca
    cirka ungefär kring typ idag imorgon övermorgon ikväll inatt helgen helg nästa nästkommande kommande denna detta
    den det här nu på i om inom under v vecka veckan veckorna veckor hela heldag hel resten ut dagen månaden året år
    varje alla varannan varannat jämna udda ojämna till tills fram och med med från åter tillbaka tillbax återkommer
    senast före innan efter förrän mellan o vidare tv t fr fom tom framåt lunch lunchen lunchtid strax närmaste närmsta
    kommande ett par några någon stund ungefär halva början slutet sommaren sommar natt inatt troligen drygt knappt
    förmodligen eventuellt sannolikt""",
)
EN_WORDS = words(
    *EN_NUMBERS,
    *EN_ORDINALS,
    *EN_WEEKDAYS,
    *EN_WEEKDAYS_PLURAL,
    *EN_PARTS,
    *EN_MONTHS,
    *listed("jan feb apr april jun jul aug sep sept september nov november dec december"),
    *EN_MINUTES,
    *EN_DAY_UNITS,
    *EN_MONTH_UNITS,
    "min minutes",
    """am pm oclock clock half quarter past to noon midday midnight around about today tomorrow weekend next this
    coming following the of rest all whole entire every each other until til till through thru from starting back
    between and by before after further notice couple few some while bit lunch lunchtime in on at for end within
    week weeks""",
)
