"""Lines that ask whom the bot can't reach, and lines near them that ask something else."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=STOCKHOLM)
ASKED = (
    "vilka når du inte?",
    "Vilka når du inte",
    "vem når du inte",
    "vilka kan du inte nå?",
    "visa vilka du inte når",
    "vilka chefer når du inte?",
    "finns det någon du inte når?",
    "är det någon du inte kan nå?",
    "vilka har inte öppnat chatten?",
    "vilka har aldrig skrivit till dig?",
    "vilka har inte boten?",
    "vem har inte installerat appen",
    "vilka har tagit bort dig?",
    "vem har blockerat dig?",
    "onåbara",
    "visa onåbara",
    "når du alla?",
    "når du alla chefer?",
    "who can't you reach?",
    "who cant you reach",
    "who can you not reach?",
    "show who you can't reach",
    "which managers can't you reach?",
    "who has never written to you?",
    "who hasn't opened the bot?",
    "who has blocked you?",
    "who has uninstalled the app?",
    "unreachable people",
    "can you reach everyone?",
)
OTHERWISE = {
    "vad har inte gått fram?": Intent.UNDELIVERED_LIST,
    "hur når jag Anna Svensson?": Intent.AVAILABILITY_QUERY,
    "går Anna att nå?": Intent.AVAILABILITY_QUERY,
    "vem svarar på bygglov?": Intent.WHO_HANDLES_QUERY,
    "vilka har telefonpassning?": Intent.COVERAGE_QUERY,
    "vilka meddelanden är olästa?": Intent.MESSAGES_LEFT,
    "min telefon är borttappad": Intent.PHONE_REQUEST,
}


@pytest.mark.parametrize("line", ASKED)
def test_whom_the_bot_cant_reach_is_asked_in_many_ways(line: str) -> None:
    """In both languages."""
    assert understand(line, now=NOW).intent is Intent.UNREACHED_LIST


@pytest.mark.parametrize("line", OTHERWISE)
def test_what_is_only_near_it_is_something_else(line: str) -> None:
    """A person who is asked about by name, what was not delivered, who answers."""
    assert understand(line, now=NOW).intent is OTHERWISE[line]
