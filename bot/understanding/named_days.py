"""Owns the days that have a name: the holidays, their eves, the days squeezed in between, the days after Christmas.

The dates come from the `holidays` table (categories PUBLIC and DE_FACTO, Swedish names). What lies on an eve that the
table lacks (Walpurgis, Epiphany, Easter, Ascension) is reckoned from the day after it.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from bot.understanding.nodes import Day, Span
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

ONE_DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
NamedHit = tuple[Day | Span, int]

# What people call a day: the table's name, and how many days from it.
_BY_TABLE: dict[str, tuple[str, int]] = {
    "nyårsdagen": ("Nyårsdagen", 0),
    "årsskiftet": ("Nyårsdagen", 0),
    "trettondagen": ("Trettondedag jul", 0),
    "trettondedagen": ("Trettondedag jul", 0),
    "trettondagsafton": ("Trettondedag jul", -1),
    "trettondedagsafton": ("Trettondedag jul", -1),
    "skärtorsdagen": ("Långfredagen", -1),
    "skärtorsdag": ("Långfredagen", -1),
    "långfredagen": ("Långfredagen", 0),
    "långfredag": ("Långfredagen", 0),
    "påskafton": ("Påskdagen", -1),
    "påskdagen": ("Påskdagen", 0),
    "påskaftonen": ("Påskdagen", -1),
    "valborg": ("Första maj", -1),
    "valborgsmässoafton": ("Första maj", -1),
    "himmelsfärd": ("Kristi himmelsfärdsdag", 0),
    "himmelsfärdsdag": ("Kristi himmelsfärdsdag", 0),
    "himmelsfärdsdagen": ("Kristi himmelsfärdsdag", 0),
    "himmelsfärds": ("Kristi himmelsfärdsdag", 0),
    "nationaldagen": ("Nationaldagen", 0),
    "midsommarafton": ("Midsommarafton", 0),
    "midsommaraftonen": ("Midsommarafton", 0),
    "midsommardagen": ("Midsommardagen", 0),
    "pingstdagen": ("Pingstdagen", 0),
    "pingstafton": ("Pingstdagen", -1),
    "allhelgona": ("Alla helgons dag", 0),
    "julafton": ("Julafton", 0),
    "julaftonen": ("Julafton", 0),
    "juldagen": ("Juldagen", 0),
    "annandagen": ("Annandag jul", 0),
    "nyårsafton": ("Nyårsafton", 0),
    "nyårsaftonen": ("Nyårsafton", 0),
    "lucia": ("Julafton", -11),
    "luciadagen": ("Julafton", -11),
    "lillejul": ("Julafton", -1),
    "dopparedagen": ("Julafton", -1),
}
# Days whose names take several words, and English names.
_PHRASES: dict[tuple[str, ...], tuple[str, int]] = {
    ("annandag", "jul"): ("Annandag jul", 0),
    ("annandag", "påsk"): ("Annandag påsk", 0),
    ("första", "maj"): ("Första maj", 0),
    ("dan", "före", "dopparedan"): ("Julafton", -1),
    ("dagen", "före", "julafton"): ("Julafton", -1),
    ("christmas", "eve"): ("Julafton", 0),
    ("christmas", "day"): ("Juldagen", 0),
    ("boxing", "day"): ("Annandag jul", 0),
    ("new", "years", "eve"): ("Nyårsafton", 0),
    ("new", "years", "day"): ("Nyårsdagen", 0),
    ("good", "friday"): ("Långfredagen", 0),
    ("easter", "monday"): ("Annandag påsk", 0),
    ("midsummer", "eve"): ("Midsommarafton", 0),
    ("midsummers", "eve"): ("Midsommarafton", 0),
    ("ascension", "day"): ("Kristi himmelsfärdsdag", 0),
    ("kristi", "himmelsfärd"): ("Kristi himmelsfärdsdag", 0),
    ("kristi", "himmelsfärdsdag"): ("Kristi himmelsfärdsdag", 0),
}
# Stretches that people name by the holiday they stand around: first and last day from the table's day.
_AROUND: dict[str, tuple[str, int, int]] = {
    "jul": ("Julafton", 0, 2),
    "julhelgen": ("Julafton", 0, 2),
    "påsk": ("Långfredagen", 0, 3),
    "påsken": ("Långfredagen", 0, 3),
    "påskhelgen": ("Långfredagen", 0, 3),
    "nyår": ("Nyårsafton", 0, 1),
    "nyårshelgen": ("Nyårsafton", 0, 1),
    "midsommar": ("Midsommarafton", 0, 1),
    "midsommarhelgen": ("Midsommarafton", 0, 1),
    "christmas": ("Julafton", 0, 2),
    "easter": ("Långfredagen", 0, 3),
    "midsummer": ("Midsommarafton", 0, 1),
}
_BETWEEN_DAYS = words("mellandagarna mellandagar")
_SQUEEZED = words("klämdag klämdagen klämdagarna")
_FIRST_WORDS = frozenset(phrase[0] for phrase in _PHRASES)

SV_WORDS = (
    frozenset(_BY_TABLE)
    | {word for word in _AROUND if word not in {"christmas", "easter", "midsummer"}}
    | _BETWEEN_DAYS
    | _SQUEEZED
    | words("annandag kristi dopparedan dan över runt helgen afton")
)
EN_WORDS = words("christmas eve boxing new years good easter midsummer midsummers ascension over")


@lru_cache(maxsize=1)
def _table() -> holidays.HolidayBase:
    return holidays.country_holidays("SE", categories=("public", "de_facto"), language="sv")


@lru_cache(maxsize=64)
def _names(year: int) -> dict[str, date]:
    table = _table()
    table.get(date(year, 1, 1))
    return {name: day for day, names in table.items() if day.year == year for name in names.split("; ")}


def _next(name: str, offset: int, today: date) -> date:
    dates = (_names(today.year + more)[name] + offset * ONE_DAY for more in (0, 1))
    return next((day for day in dates if day >= today), today)


def named_day_at(line: Line, i: int, today: date) -> NamedHit | None:  # noqa: C901, PLR0911  (one branch and return a reading)
    """The named day, or days, at token `i`, next to come from today, and the place after it."""
    word = line.word(i)
    if word in _SQUEEZED:
        return _squeezed(line, i, today)
    if word in _BETWEEN_DAYS:
        return _between_days(today), i + 1
    if (
        word in {"mellan", "between"}
        and line.word(i + 1) in {"jul", "christmas"}
        and line.word(i + 3) in {"nyår", "new"}
    ):
        return _between_days(today), i + (4 if line.word(i + 3) == "nyår" else 5)
    beside = _beside(line, i, today)
    if beside is not None:
        return beside
    if word in _FIRST_WORDS:
        for phrase, (name, offset) in _PHRASES.items():
            if tuple(line.word(i + k) for k in range(len(phrase))) == phrase:
                return Day(on=_next(name, offset, today)), i + len(phrase)
    if word in _BY_TABLE:
        name, offset = _BY_TABLE[word]
        return Day(on=_next(name, offset, today)), i + 1
    if word in {"över", "over", "i", "runt"} and line.word(i + 1) in _AROUND:
        return _around(line.word(i + 1), today), i + 2
    if word in _AROUND and word != "jul":
        return _around(word, today), i + 1
    return None


def _beside(line: Line, i: int, today: date) -> NamedHit | None:
    """The day before or after a named one: "dagen före nyårsafton"."""
    if line.word(i) != "dagen" or line.word(i + 1) not in {"före", "innan", "efter"}:
        return None
    named = named_day_at(line, i + 2, today)
    if named is None or not isinstance(named[0], Day) or named[0].on is None:
        return None
    return Day(on=named[0].on + (ONE_DAY if line.word(i + 1) == "efter" else -ONE_DAY)), named[1]


def _around(word: str, today: date) -> Span:
    name, first, last = _AROUND[word]
    day = _next(name, first, today)
    return Span(day, day + (last - first) * ONE_DAY, ambiguous="holiday_stretch")


def _between_days(today: date) -> Span:
    """The weekdays from 27 to 30 December; ambiguous, since some count the weekends around them in."""
    year = today.year if today <= date(today.year, 12, 30) else today.year + 1
    days = [date(year, 12, day) for day in range(27, 31) if date(year, 12, day).weekday() < SATURDAY]
    return Span(max(days[0], today), days[-1], ambiguous="between_days")


def is_free(day: date) -> bool:
    """Whether nobody works that day: a weekend, a public holiday, or an eve that is a day off in fact."""
    return day.weekday() >= SATURDAY or day in _table()


def _is_squeezed(day: date) -> bool:
    return not is_free(day) and is_free(day - ONE_DAY) and is_free(day + ONE_DAY)


def _squeezed(line: Line, i: int, today: date) -> NamedHit:
    """A working day between two free ones: the one beside the holiday that is named, else the next to come."""
    after = i + 2 if line.word(i + 1) in {"efter", "vid", "före", "innan"} else i + 1
    holiday = named_day_at(line, after, today)
    if holiday is not None and isinstance(holiday[0], Day) and holiday[0].on is not None:
        step = -ONE_DAY if line.word(i + 1) in {"före", "innan"} else ONE_DAY
        day = holiday[0].on + step
        while is_free(day):
            day += step
        return Day(on=day, ambiguous=None if _is_squeezed(day) else "no_squeezed_day"), holiday[1]
    day = next((d for n in range(1, 400) if _is_squeezed(d := today + n * ONE_DAY)), today)
    return Day(on=day, ambiguous="which_squeezed_day"), i + 1
