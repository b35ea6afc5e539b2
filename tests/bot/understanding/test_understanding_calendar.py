"""Lines about one's own calendar: have diversions suggested out of it, stop that, how it stands."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 6, 23, 10, 15, tzinfo=STOCKHOLM)
LINES: dict[Intent | None, tuple[str, ...]] = {
    Intent.CALENDAR_ON: (
        "föreslå hänvisning från kalendern",
        "föreslå hänvisningar ur min kalender",
        "kan du föreslå hänvisning utifrån min kalender?",
        "jag vill ha förslag från min kalender",
        "titta i min kalender",
        "kan du titta i min kalender?",
        "läs min kalender",
        "koppla min kalender",
        "hänvisa efter min kalender",
        "slå på kalenderförslag",
        "kalenderförslag på",
        "kalender på",
        "suggest diversions from my calendar",
        "could you suggest diversions from my calendar?",
        "look in my calendar",
        "use my calendar",
        "turn on calendar suggestions",
        "calendar suggestions on",
        "calendar on",
    ),
    Intent.CALENDAR_OFF: (
        "sluta titta i min kalender",
        "sluta läsa min kalender!",
        "sluta föreslå",
        "sluta föreslå hänvisning",
        "sluta föreslå hänvisningar från kalendern",
        "sluta med kalenderförslagen",
        "stäng av kalenderförslag",
        "titta inte i min kalender",
        "jag vill inte att du tittar i min kalender",
        "du får inte läsa min kalender",
        "inga fler förslag från kalendern",
        "kalenderförslag av",
        "kalender av",
        "stop looking in my calendar",
        "stop looking at my calendar please",
        "stop reading my calendar",
        "stop suggesting diversions",
        "don't look in my calendar",
        "turn off calendar suggestions",
        "calendar suggestions off",
        "calendar off",
    ),
    Intent.CALENDAR_SHOW: (
        "tittar du i min kalender?",
        "läser du min kalender?",
        "vad läser du i min kalender?",
        "vad ser du i min kalender",
        "hur ofta tittar du i min kalender?",
        "har du tillgång till min kalender?",
        "kalenderförslag",
        "min kalender",
        "are you reading my calendar?",
        "what do you read in my calendar?",
        "do you look at my calendar?",
        "calendar suggestions",
    ),
    Intent.AVAILABILITY_QUERY: ("hur ser Annas kalender ut?",),
    Intent.DIVERSION_SET: ("möte enligt kalendern till 15", "semester i kalendern 3-7 juli"),
    Intent.GREETING_SCRIPT: ("föreslå en hälsning", "suggest a greeting"),
    Intent.REPORT_CARD: ("sluta med måndagskortet",),
    Intent.CANCEL: ("sluta", "stop"),
}


@pytest.mark.parametrize(("intent", "line"), [(intent, line) for intent, lines in LINES.items() for line in lines])
def test_lines_about_ones_calendar_are_understood(intent: Intent | None, line: str) -> None:
    """Those that tell, those that stop, those that ask, and those beside them that mean something else."""
    assert understand(line, now=NOW).intent == intent


@pytest.mark.parametrize("line", LINES[Intent.CALENDAR_OFF])
def test_no_line_that_stops_it_starts_it_in_capitals_or_with_a_greeting(line: str) -> None:
    """Consent is never taken from a line that may have withdrawn it."""
    for said in (line.upper(), f"hej, {line}", f"snälla {line}", f"{line} tack", f"please {line}"):
        assert understand(said, now=NOW).intent is not Intent.CALENDAR_ON, said
