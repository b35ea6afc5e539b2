"""Lines that ask for the switchboard's desk or hand over a shift (V1-V3), and those like them about something else."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
DESK = (
    "bordet",
    "visa bordet",
    "Visa bordet, tack!",
    "öppna bordet",
    "bordet tack",
    "kan jag få se bordet",
    "växelns bord",
    "visa växelns bord",
    "växelbordet",
    "öppna växelbordet",
    "mitt bord",
    "visa mitt bord",
    "vårt bord",
    "min kö",
    "visa min kö",
    "vår kö",
    "växelns kö",
    "växelkön",
    "min arbetskö",
    "min arbetslista",
    "vad har vi att göra?",
    "vad har jag att göra?",
    "vad har vi att göra idag?",
    "vad finns att göra",
    "vad finns det att göra?",
    "vad är det att göra",
    "vad ligger på bordet?",
    "vad ligger på vårt bord",
    "vad väntar i kön",
    "vad finns på bordet",
    "vad väntar på växeln?",
    "vad väntar på oss i växeln?",
    "hur ser det ut på bordet?",
    "hur ser kön ut",
    "hur ligger det till på växelns bord",
    "hur mycket har vi att göra?",
    "uppdatera bordet",
    "hämta bordet",
    "boredt",
    "desk",
    "the desk",
    "show the desk",
    "open the desk",
    "show me the desk",
    "my desk",
    "open my desk",
    "our desk",
    "switchboard desk",
    "the switchboard's desk",
    "show the switchboard desk",
    "my queue",
    "show my queue",
    "our queue",
    "what do we have to do?",
    "what do i have to do",
    "what is there to do?",
    "what is on the desk?",
    "what waits for the switchboard?",
    "what is waiting for the switchboard",
    "how does the desk look",
    "refresh the desk",
    "Växelns bord!",
    "VISA BORDET",
    "hej, visa bordet",
    "kan du visa bordet?",
    "vad har vi kvar att göra",
    "vad står i växelns kö?",
)
HAND_OVER = (
    "lämna över passet",
    "jag vill lämna över passet",
    "jag ska lämna över passet nu",
    "lämnar över passet",
    "lämna över mitt pass",
    "lämna över bordet",
    "lämna av passet",
    "överlämna passet",
    "dags att lämna över passet",
    "jag går av passet",
    "jag går av mitt pass nu",
    "jag slutar mitt pass",
    "mitt pass är slut",
    "passet är över",
    "passbyte",
    "skiftbyte",
    "byte av pass",
    "överlämning",
    "överlämning av passet",
    "vem tar över passet?",
    "vem tar över efter mig",
    "hand over the shift",
    "hand over my shift",
    "i want to hand over the shift",
    "i want to hand over my shift now",
    "handing over the shift",
    "handover",
    "shift change",
    "my shift is over",
    "my shift is done",
    "ending my shift",
    "leaving my shift now",
    "who takes over the shift?",
    "Lämna över passet",
    "jag lämnar över passet nu",
    "hand over my shift now",
    "vi ska lämna över passet",
    "the shift is over",
)
OTHERS = (
    ("vad ligger i kön?", Intent.ORDER_QUEUE),
    ("visa kön", Intent.ORDER_QUEUE),
    ("the queue", Intent.ORDER_QUEUE),
    ("vad ska beställas?", Intent.ORDER_QUEUE),
    ("anmälningar", Intent.NOTICE_LIST),
    ("vilka luckor har vi?", Intent.COVERAGE_GAPS),
    ("lämna över Kalle till Bo", Intent.CALLBACK_HAND_OVER),
    ("hand over Kalle to Bo", Intent.CALLBACK_HAND_OVER),
    ("jag går nu", Intent.DIVERSION_SET),
    ("jag slutar 15.30", Intent.DIVERSION_SET),
    ("mina löften", Intent.CALLBACK_LIST),
    ("när har jag telefonpassning?", Intent.DUTY_MINE),
    ("planera telefonpassning", Intent.DUTY_PLAN),
    ("vem svarar på växeln?", Intent.COVERAGE_QUERY),
)


@pytest.mark.parametrize("line", DESK)
def test_a_line_asks_for_the_desk(line: str) -> None:
    """V1: in Swedish and English, with a slip of the finger too."""
    assert understand(line, now=NOW).intent is Intent.DESK


@pytest.mark.parametrize("line", HAND_OVER)
def test_a_line_hands_over_the_shift(line: str) -> None:
    """V1: said in whichever way one leaves."""
    assert understand(line, now=NOW).intent is Intent.DESK_HAND_OVER


@pytest.mark.parametrize(("line", "intent"), OTHERS)
def test_what_is_like_it_is_still_what_it_was(line: str, intent: Intent) -> None:
    """A queue of orders, a promise handed over, gone for the day."""
    assert understand(line, now=NOW).intent is intent
