"""Lines that tell the switchboard of changes (M2, M3), and those like them that tell of something else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
BYGGLOV = {"unit": "bygglov"}
ONE_DAY = {"one_day": True}
TOLD: list[tuple[str, Intent, str | None, Mapping[str, Any]]] = [
    ("ändra telefontiden för bygglov", Intent.HOURS_CHANGE, None, BYGGLOV),
    ("jag vill ändra telefontiderna på bygglov", Intent.HOURS_CHANGE, None, BYGGLOV),
    ("ändra telefontid", Intent.HOURS_CHANGE, None, {}),
    ("nya öppettider för bygglov från 1 december", Intent.HOURS_CHANGE, "2026-12-01 08:00", BYGGLOV),
    ("byt telefontid för bygglov från och med 7 december", Intent.HOURS_CHANGE, "2026-12-07 08:00", BYGGLOV),
    ("change the phone hours for bygglov", Intent.HOURS_CHANGE, None, BYGGLOV),
    ("bygglov stänger 12 på fredag", Intent.HOURS_CHANGE, "2026-11-27 12:00", BYGGLOV | ONE_DAY | {"closes": True}),
    ("Bygglov stänger kl 12 på fredag.", Intent.HOURS_CHANGE, "2026-11-27 12:00", {"unit": "Bygglov"} | ONE_DAY),
    ("vi stänger telefonen kl 14 imorgon", Intent.HOURS_CHANGE, "2026-11-24 14:00", ONE_DAY | {"closes": True}),
    ("vi har stängt 28 dec", Intent.HOURS_CHANGE, "2026-12-28 08:00", ONE_DAY | {"closed": True}),
    ("bygglov har stängt på fredag", Intent.HOURS_CHANGE, "2026-11-27 08:00", BYGGLOV | ONE_DAY | {"closed": True}),
    ("bygglov öppnar 10 på torsdag", Intent.HOURS_CHANGE, "2026-11-26 10:00", BYGGLOV | ONE_DAY | {"opens": True}),
    ("vi har öppet 9-12 på fredag", Intent.HOURS_CHANGE, "2026-11-27 09:00", ONE_DAY | {"hours": True}),
    ("bygglov har bara öppet 13-15 imorgon", Intent.HOURS_CHANGE, "2026-11-24 13:00", BYGGLOV | ONE_DAY),
    ("we are closed on 28 december", Intent.HOURS_CHANGE, "2026-12-28 08:00", ONE_DAY | {"closed": True}),
    ("ändra medlemmar i bygglov", Intent.MEMBERS_CHANGE, None, BYGGLOV),
    ("ändra svarsgruppen bygglov", Intent.MEMBERS_CHANGE, None, BYGGLOV),
    ("ändra vilka som svarar för bygglov", Intent.MEMBERS_CHANGE, None, BYGGLOV),
    ("anmäl nyanställd", Intent.NOTICE_NEW, None, {}),
    ("anmäl nyanställd Lisa Berg 1 december", Intent.NOTICE_NEW, "2026-12-01 08:00", {"person": "Lisa Berg"}),
    ("Lisa Berg börjar 1 december", Intent.NOTICE_NEW, "2026-12-01 08:00", {"person": "Lisa Berg"}),
    ("ny medarbetare Lisa Berg", Intent.NOTICE_NEW, None, {"person": "Lisa Berg"}),
    ("Lisa Berg starts on 1 december", Intent.NOTICE_NEW, "2026-12-01 08:00", {"person": "Lisa Berg"}),
    ("Anna slutar 31 december", Intent.NOTICE_LEAVING, "2026-12-31 08:00", {"person": "Anna"}),
    ("Anna Svensson ska sluta 31 december", Intent.NOTICE_LEAVING, "2026-12-31 08:00", {"person": "Anna Svensson"}),
    ("Bo Ek går i pension 1 mars", Intent.NOTICE_LEAVING, "2027-03-01 08:00", {"person": "Bo Ek"}),
    ("anmäl att Anna slutar", Intent.NOTICE_LEAVING, None, {"person": "Anna"}),
    ("Anna is leaving 31 december", Intent.NOTICE_LEAVING, "2026-12-31 08:00", {"person": "Anna"}),
    (
        "Anna tar över parkeringstillstånd",
        Intent.NOTICE_DUTIES,
        None,
        {"person": "Anna", "matter": "parkeringstillstånd"},
    ),
    (
        "Anna Svensson tar över rivningslov från 1 december",
        Intent.NOTICE_DUTIES,
        "2026-12-01 08:00",
        {"person": "Anna Svensson", "matter": "rivningslov"},
    ),
    ("ändra arbetsuppgifter för Anna", Intent.NOTICE_DUTIES, None, {"person": "Anna"}),
    ("anmäl till växeln", Intent.NOTICE_START, None, {}),
    ("jag vill göra en anmälan till växeln", Intent.NOTICE_START, None, {}),
    ("mina anmälningar", Intent.NOTICE_LIST, None, {"mine": True}),
    ("anmälningar", Intent.NOTICE_LIST, None, {}),
    ("visa alla anmälningar till växeln", Intent.NOTICE_LIST, None, {}),
    ("my notices", Intent.NOTICE_LIST, None, {"mine": True}),
]
OTHERWISE: list[tuple[str, Intent | None]] = [
    ("Anna slutar 15", Intent.DIVERSION_SET),
    ("Anna slutar idag", Intent.DIVERSION_SET),
    ("jag slutar 15 idag", Intent.DIVERSION_SET),
    ("jag börjar 9 imorgon", None),
    ("Anna tar över mina samtal", Intent.DIVERSION_SET),
    ("telefonen är stängd till 15", None),
    ("jag har stängt av telefonen till 13", None),
    ("är bygglov öppet på fredag?", Intent.COVERAGE_QUERY),
    ("vem har telefontiden på bygglov?", Intent.COVERAGE_QUERY),
    ("ändra mina uppgifter", Intent.DETAILS_CORRECT),
    ("mina ärenden", Intent.MY_STATUS),
    ("ny telefon till ny kollega", Intent.PHONE_REQUEST),
    ("meddela Anna att jag är sen", Intent.LEAVE_MESSAGE),
]


@pytest.mark.parametrize(("line", "intent", "start", "slots"), TOLD, ids=[line for line, *_ in TOLD])
def test_what_is_told_is_read(line: str, intent: Intent, start: str | None, slots: Mapping[str, Any]) -> None:
    """What changes, of which part of the house or of whom, and from which day."""
    got = understand(line, now=NOW)
    assert got.intent == intent
    assert (None if got.start is None else f"{got.start:%Y-%m-%d %H:%M}") == start
    assert {name: got.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize(("line", "intent"), OTHERWISE, ids=[line for line, _ in OTHERWISE])
def test_what_is_like_it_is_read_as_before(line: str, intent: Intent | None) -> None:
    """Somebody's working day, one's own telephone, a question: none of them is told to the switchboard."""
    assert understand(line, now=NOW).intent == intent


def test_a_line_that_ends_as_a_question_changes_nothing() -> None:
    """ "Stänger bygglov 12 på fredag?" asks."""
    telling = [line for line, intent, start, _ in TOLD if intent is Intent.HOURS_CHANGE and start is not None]
    telling += [line for line, intent, *_ in TOLD if intent in (Intent.NOTICE_LEAVING, Intent.NOTICE_NEW)]
    read = {line: understand(line.rstrip(".") + "?", now=NOW).intent for line in telling}
    changing = {Intent.HOURS_CHANGE, Intent.NOTICE_LEAVING, Intent.NOTICE_NEW}
    assert {line: intent for line, intent in read.items() if intent in changing} == {}
