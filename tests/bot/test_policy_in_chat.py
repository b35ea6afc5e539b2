"""Questions about the phone policy: answered in plain words, by the clause (all of POLICY's)."""

from __future__ import annotations

import pytest

from bot.dialogs.policy_help import clauses_about
from bot.texts.catalogue import LANGUAGES, words_for
from bot.turn import CardAction
from policy.clauses import Clause, ClauseWords
from tests.bot.house import House
from tests.bot.talk import Someone

OWN = {
    Clause.R2: {
        "sv": ClauseWords(title="Privat telefoni", says="Ring högst tio privata samtal.", keywords=("pizza",)),
        "en": ClauseWords(title="Private phoning", says="Make ten private calls at most."),
    }
}


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        ("vad säger policyn om privata samtal?", "R2 · Privata samtal"),
        ("får jag ringa privat?", "R2"),
        ("får jag använda facebook?", "R3"),
        ("vad säger policyn om att ringa tillbaka?", "A5"),
        ("vad gäller för personlig hälsning enligt policyn?", "A4"),
        ("vad säger policyn om pinkod?", "R5"),
        ("vad står det i A3?", "A3 · Hänvisa när du inte kan svara"),
        ("what does the policy say about private calls?", "R2 · Private calls"),
    ],
)
async def test_a_question_is_answered_by_its_clause_in_plain_words(anna: Someone, line: str, clause: str) -> None:
    """The clause's id, what it says, and what the bot does about it."""
    await anna.says(line)
    anna.sees(clause)
    assert "Det här gör jag" in anna.sight or "What I do about it" in anna.sight


async def test_what_is_not_in_the_policy_gives_its_subjects_to_tap(anna: Someone) -> None:
    """No dead end: each subject is a tap away, and the list is too."""
    await anna.says("vad säger policyn om flygande tefat?")
    anna.sees("Det hittar jag inte i telefonpolicyn", "R7 · ")
    await anna.presses("Ring tillbaka senast nästa arbetsdag")
    anna.sees("A5 · Ring tillbaka", "nästa arbetsdag")
    await anna.presses("Alla ämnen")
    anna.sees("Telefonpolicyn", "S1 · ", "V3 · ")
    await anna.sends(CardAction("policy.show", {"clause": "Z9"}))
    anna.sees("Den knappen fungerar inte längre")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("clause", Clause)
def test_every_clause_is_found_by_its_own_keywords_and_title(clause: Clause, language: str) -> None:
    """All of the policy can be asked about, in both languages."""
    words = words_for(language)
    asked = (*words.several(f"policy.{clause.value.lower()}.keywords"), words(f"policy.{clause.value.lower()}.title"))
    assert [line for line in asked if clause not in clauses_about(line, {})] == []


@pytest.mark.parametrize(
    ("topic", "clause"),
    [
        ("privat samtal", Clause.R2),
        ("privatsamtalen", Clause.R2),
        ("sociala meder", Clause.R3),
        ("att ha facebook på jobbmobilen", Clause.R3),
        ("rostbrevlada", Clause.A4),
        ("att byta pinkod", Clause.R5),
    ],
)
def test_slips_and_other_endings_are_forgiven(topic: str, clause: Clause) -> None:
    """Missing dots, a letter too few, another ending, words around it."""
    assert clauses_about(topic, {})[0] is clause


@pytest.mark.parametrize("topic", ["flygande tefat", "", "?", "x", "parkering i centrum"])
def test_what_is_about_nothing_in_the_policy_finds_nothing(topic: str) -> None:
    """A clause is never guessed at."""
    assert clauses_about(topic, {}) == ()


async def test_a_municipality_has_its_own_words(house: House, anna: Someone) -> None:
    """They go before the usual ones, and their keywords are found by too."""
    assert house.directory.municipality.clauses.keys() == {Clause.R2}
    await anna.says("vad säger policyn om att ringa hem?")
    anna.sees("R2 · Privata samtal", "Ring gärna hem när det behövs")
    assert clauses_about("pizza", OWN) == (Clause.R2,)
    assert clauses_about("pizza", {}) == ()
