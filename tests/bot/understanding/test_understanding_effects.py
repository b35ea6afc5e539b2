"""Lines about what else a diversion sets (A3), and those like them about something else."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
ASKS = (
    "vad följer med min hänvisning?",
    "Vad följer med?",
    "vad följer med när jag hänvisar",
    "vad sätts när jag är borta?",
    "är autosvaret på?",
    "teams-status",
    "kan du ändra min teams-status?",
    "autosvar",
    "mitt autosvar är fel",
    "vad är mitt statusmeddelande",
    "what follows my diversion?",
    "are automatic replies on?",
)
ASKS_TO_CHOOSE = (
    "ändra vad som följer med",
    "ställ in vad som följer med",
    "välj vad som ska följa med",
    "change what follows",
    "choose what should follow my diversions",
)
TURNS: tuple[tuple[str, str, bool], ...] = (
    ("sätt också teams-status", "status_message", True),
    ("Sätt teamsstatus", "status_message", True),
    ("sätt teams-status också", "status_message", True),
    ("visa i teams-status", "status_message", True),
    ("sluta visa teams-status", "status_message", False),
    ("inget statusmeddelande", "status_message", False),
    ("also set teams status", "status_message", True),
    ("no teams status", "status_message", False),
    ("slå på autosvar", "automatic_replies", True),
    ("slå på autosvar i e-posten", "automatic_replies", True),
    ("jag vill ha autosvar", "automatic_replies", True),
    ("jag vill inte ha autosvar", "automatic_replies", False),
    ("autosvar ska följa med", "automatic_replies", True),
    ("autosvar på", "automatic_replies", True),
    ("autosvar av", "automatic_replies", False),
    ("sluta med autosvar", "automatic_replies", False),
    ("ta bort autosvaret", "automatic_replies", False),
    ("stäng av autosvar", "automatic_replies", False),
    ("sluta skicka autosvar", "automatic_replies", False),
    ("turn on automatic replies", "automatic_replies", True),
    ("stop automatic replies", "automatic_replies", False),
    ("turn off out of office replies", "automatic_replies", False),
    ("ta med telefonväxeln", "pbx", True),
    ("sätt också teams-status och autosvar", "status_message automatic_replies", True),
    ("slå på autosvar, teams-status och telefonväxeln", "status_message automatic_replies pbx", True),
    ("sluta med teams-status och autosvar", "status_message automatic_replies", False),
    ("autosvar och teams-status ska följa med", "status_message automatic_replies", True),
    ("turn off teams status and automatic replies", "status_message automatic_replies", False),
    ("sluta med telefonväxeln", "pbx", False),
)
OTHERS = (
    ("teams 13-14", Intent.DIVERSION_SET),
    ("teams med kommunen till 15", Intent.DIVERSION_SET),
    ("semester vecka 52 med autosvar", Intent.DIVERSION_SET),
    ("min status", Intent.MY_STATUS),
    ("status", Intent.MY_STATUS),
    ("lunch till 13", Intent.DIVERSION_SET),
    ("ta bort min hänvisning", Intent.DIVERSION_CLEAR),
    ("out of office until Monday", Intent.DIVERSION_SET),
    ("vad säger policyn om privata samtal?", Intent.POLICY_QUERY),
)


@pytest.mark.parametrize("line", ASKS)
def test_it_is_asked_what_follows(line: str) -> None:
    """In either language."""
    assert understand(line, now=NOW).intent is Intent.EFFECTS_SHOW


@pytest.mark.parametrize("line", ASKS_TO_CHOOSE)
def test_it_is_asked_to_choose(line: str) -> None:
    """Which of them is for the form."""
    understood = understand(line, now=NOW)
    assert (understood.intent, understood.other.get("effect")) == (Intent.EFFECTS_CHOOSE, None)


@pytest.mark.parametrize(("line", "effect", "on"), TURNS)
def test_one_of_them_is_turned_on_or_off(line: str, effect: str, *, on: bool) -> None:
    """By its name and a verb."""
    understood = understand(line, now=NOW)
    assert understood.intent is Intent.EFFECTS_CHOOSE
    assert (understood.other["effect"], understood.other["on"]) == (effect, on)


@pytest.mark.parametrize(("line", "intent"), OTHERS)
def test_what_is_like_it_is_still_what_it_was(line: str, intent: Intent) -> None:
    """The words are used for much else."""
    assert understand(line, now=NOW).intent is intent
