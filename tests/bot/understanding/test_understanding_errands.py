"""What holds for every line about an errand, whoever and whatever it names."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import Habits, Intent, understand
from bot.understanding.instants import Wall
from bot.understanding.lexicon import NAME_WORDS, SPELLER, VOCABULARY
from bot.understanding.people import named
from bot.understanding.reading import hear
from bot.understanding.rule_order import RULES
from bot.understanding.tokens import tokenise
from tests.bot.understanding.expected_lines import (
    CALLERS,
    ERRANDS,
    EXAMPLES,
    FORETOLD,
    SEVERAL,
    STOCKHOLM,
    TRAPS,
    UNITS,
    ExpectedLine,
)

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
TELLING = {
    Intent.GREETING_REPORTED,
    Intent.CALLBACK_TRIED,
    Intent.CALLBACK_DONE,
    Intent.DETAILS_CONFIRM,
    Intent.DETAILS_CORRECT,
}
NUMBERS = ("070-174 06 05", "0701740605", "08-465 004 00", "+46 70 174 06 05", "0980-31 92 00", "031-390 06 12")
LINES_WITH_A_NUMBER = (
    "ring upp Kalle {}",
    "nådde inte Kalle {}",
    "ringt Kalle {}, inget svar",
    "har ringt Kalle {}",
    "lämna över Kalle {} till Bo",
    "ta bort löftet till Kalle {}",
    "hälsa Per att Kalle sökt honom, ring {}",
    "meddelande till Åsa: ring Kalle på {}",
    "mitt nya mobilnummer är {}",
    "ny telefon, behåll numret {}",
    "call back Mary {}",
    "tell Anna to call Mary on {}",
)
HEAPS = st.lists(st.sampled_from([*sorted(VOCABULARY), "Anna", "070-174 06 05", "13", "?", ","]), max_size=9)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("line", LINES_WITH_A_NUMBER)
def test_no_part_of_a_phone_number_is_a_time(line: str, number: str) -> None:
    """A number is a number: it is neither when someone calls, nor when an answer is due, nor how a message is timed."""
    got = understand(line.format(number), now=NOW)
    assert got.intent is not None
    assert (got.start, got.end) == (None, None)
    assert not {"answer_by", "call_by", "recorded_on"} & got.slots.keys()


@pytest.mark.parametrize(
    "line", [line for line in ERRANDS if line.intent in TELLING and "?" not in line.text], ids=lambda line: line.id
)
def test_what_is_asked_is_not_told(line: ExpectedLine) -> None:
    """ "Mina uppgifter stämmer?" confirms nothing, and "Kalle svarar inte?" is no attempt to reach him (A1, S6)."""
    assert line.read(line.text.rstrip(".! ") + "?").intent != line.intent


@pytest.mark.parametrize("name", ["Kalle", "Eva Lind", "Per-Erik Åberg", "Åsa", "Jan Ek", "Lars Berg"])
@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("nådde inte {}", "caller"),
        ("ringde {}, inget svar", "caller"),
        ("{} svarar inte", "caller"),
        ("nytt besked till {} fredag", "caller"),
        ("lämna över {} till Bo", "caller"),
        ("lämna över Kalle till {}", "to_person"),
        ("ta bort löftet till {}", "caller"),
        ("{} behöver inte ringas längre", "caller"),
        ("hälsa Bo att {} har ringt", "caller"),
        ("testringde {}: fel hälsning", "person"),
        ("fel hälsning hos {}", "person"),
        ("har {} fått mitt meddelande?", "person"),
        ("ny mobil till {}", "for_person"),
        ("no answer from {}", "caller"),
        ("hand over {} to Bo", "caller"),
    ],
)
def test_whoever_is_named_is_meant(line: str, slot: str, name: str) -> None:
    """Each errand takes the name it was given, with capitals or without."""
    for typed in (name, name.lower()):
        assert understand(line.format(typed), now=NOW).slots.get(slot) == name


@settings(max_examples=60, deadline=None)
@given(back=st.integers(min_value=0, max_value=300))
def test_a_greeting_was_never_recorded_in_the_days_to_come(back: int) -> None:
    """A date without a year is the last one there was, whatever the same words mean for an absence (A4)."""
    day = (NOW - timedelta(days=back)).date()
    got = understand(f"läste in ny hälsning den {day.day}/{day.month}", now=NOW)
    assert got.slots.get("recorded_on") == day.isoformat()


def _passes_over(text: str, now: datetime) -> list[str]:
    """The patterns of rules that would have read a line, had they not been passed over."""
    heard = hear(named(tokenise(text, SPELLER, NAME_WORDS)), Wall(now, Habits()))
    if heard is None:
        return []
    spoken = set(heard.shape.text.split())
    unspoken = [rule for rule in RULES if rule.needs and rule.needs.isdisjoint(spoken)]
    matches = [(rule, match) for rule in unspoken if (match := rule.match(heard))]
    return [rule.pattern for rule, match in matches if rule.build(heard, match) is not None]


def test_no_rule_that_is_passed_over_could_have_read_the_line() -> None:
    """The words that a rule needs are needed: to skip it changes no reading of any line that is pinned."""
    lines = [*EXAMPLES, *TRAPS, *FORETOLD, *ERRANDS, *UNITS, *CALLERS, *SEVERAL]
    assert [(line.text, wrong) for line in lines if (wrong := _passes_over(line.text, line.now))] == []


@settings(max_examples=300, deadline=None)
@given(heap=HEAPS)
def test_no_rule_is_passed_over_in_a_heap_of_words_either(heap: list[str]) -> None:
    """Words of the grammar in any order are read by no rule that lacks what it needs."""
    assert _passes_over(" ".join(heap), NOW) == []
