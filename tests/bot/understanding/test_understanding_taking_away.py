"""What is taken away, and what is only asked for: lines that name a diversion without setting one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import Intent, understand
from policy.reasons import Reason

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("avboka mötet", Reason.MEETING),
        ("ta bort lunchen", Reason.LUNCH),
        ("avsluta min semester", Reason.VACATION),
        ("semestern är inställd", Reason.VACATION),
        ("mötet på fredag är inställt", Reason.MEETING),
        ("cancel my meeting tomorrow", Reason.MEETING),
        ("the meeting is cancelled", Reason.MEETING),
        ("ta bort min hänvisning", None),
        ("jag är tillbaka från lunchen", None),
        ("mötet är slut", None),
    ],
)
def test_what_is_taken_away_by_name_is_named(line: str, reason: Reason | None) -> None:
    """Someone who is back ends what runs, whatever it is called; someone who cancels a meeting means the meeting."""
    understood = understand(line, now=NOW)
    assert (understood.intent, understood.takes_away) == (Intent.DIVERSION_CLEAR, reason)
    assert understood.reason is None


@pytest.mark.parametrize(
    "line", ["hänvisa", "hänvisa mig", "hänvisa min telefon", "ny hänvisning", "divert me", "forward my calls"]
)
def test_asking_to_be_diverted_says_neither_why_nor_when(line: str) -> None:
    """So the bot asks for the rest, with nothing carried out."""
    understood = understand(line, now=NOW)
    assert understood.intent is Intent.DIVERSION_SET
    assert not any((understood.reason_said, understood.start_said, understood.end_said))


@pytest.mark.parametrize("line", ["hur hänvisar jag telefonen?", "är jag hänvisad?", "vad är en hänvisning?"])
def test_a_question_about_diversions_diverts_nobody(line: str) -> None:
    """Words about diverting are not a wish to be diverted."""
    assert understand(line, now=NOW).intent is not Intent.DIVERSION_SET
