"""Judges a run by what was told unasked: all that came due, in time, and nothing twice without saying so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from tests.cards_seen import buttons_of
from tests.soak.connector import PERHAPS_AGAIN, Connector, Heard
from tests.soak.ledger import Ledger, Promise
from tests.soak.replicas import Replica
from tests.soak.shared_clock import SharedClock

STAGES = {
    "before": "Snart dags att ringa {}",
    "due": "Nu är det dags att ringa {}",
    "overdue": "Försenat: du skulle ha ringt {}",
}
REMINDED_BEFORE = timedelta(minutes=1)
OVERDUE_AFTER = timedelta(minutes=1)
ROUND_A_STAGE = 3.0
"""Seconds in which a promise that is made or done around its stage may be reminded of or not."""


def judge_told(ledger: Ledger, connector: Connector) -> None:
    """What came unasked came once, or said that it might be a second (idea 4)."""
    told: dict[tuple[str, str, str], list[Heard]] = defaultdict(list)
    for one in connector.heard:
        if one.is_new and not one.reply_to and one.words:
            words = "\n".join(line for line in one.words.splitlines() if line != PERHAPS_AGAIN)
            told[one.conversation, words, _about(one)].append(one)
    orders = ledger.counts["orders"]
    for (_, words, _), messages in told.items():
        unmarked = [one for one in messages if not one.is_marked]
        ledger.counted("told unasked, marked as perhaps a second", len(messages) - len(unmarked))
        if len(unmarked) > (orders if words.startswith(("Godkänt:", "Beställt:")) else 1):
            times = ", ".join(f"{one.at - ledger.began:.1f} s{' (hung up)' * one.hung_up}" for one in unmarked)
            ledger.fault(f"told unmarked at {times}: {words[:90]!r}")
    ledger.counted("told unasked", len(told))


def _about(one: Heard) -> str:
    """What its buttons are about, by which two cards with the same words are told apart."""
    return json.dumps(
        [button.get("data", {}).get("values") for button in buttons_of(one.card).values()], sort_keys=True
    )


def judge_reminders(ledger: Ledger, connector: Connector, clock: SharedClock, *, until: float, bound: float) -> None:
    """Each stage of each promise that came due was told, at most `bound` seconds after; a later one says it all."""
    reminding = [one for one in connector.heard if one.is_new and not one.reply_to and "ring" in one.words]
    for promise in ledger.promises:
        if promise.due_at is None:
            continue
        told = _told(promise, reminding)
        due = clock.seconds(promise.due_at)
        at = {
            "before": due - REMINDED_BEFORE.total_seconds(),
            "due": due,
            "overdue": due + OVERDUE_AFTER.total_seconds(),
        }
        for number, (stage, came) in enumerate(at.items()):
            if not _is_expected(promise, came, until, bound):
                continue
            ledger.counted("reminders due")
            later = [heard for name in list(at)[number:] for heard in told[name]]
            if not later:
                ledger.fault(f"{promise.caller}: never told, {stage}")
                continue
            lateness = min(later) - came
            ledger.lasted("a reminder, after it was due", lateness)
            if lateness > bound:
                ledger.fault(f"{promise.caller}: told {lateness:.0f} s late, {stage}")
    ledger.counted("reminders sent", len([one for one in reminding if any(_says(one, s) for s in STAGES.values())]))


def _told(promise: Promise, reminding: Sequence[Heard]) -> dict[str, list[float]]:
    return {
        stage: [one.at for one in reminding if words.format(promise.caller) in one.words]
        for stage, words in STAGES.items()
    }


def _says(one: Heard, stage: str) -> bool:
    return one.words.replace(PERHAPS_AGAIN, "").strip().startswith(stage.partition("{")[0])


def _is_expected(promise: Promise, came: float, until: float, bound: float) -> bool:
    """Whether the promise stood open from well before the stage until whoever reminds must have come by."""
    assert promise.turn.answered_at is not None
    if promise.turn.answered_at > came - ROUND_A_STAGE or came + bound > until:
        return False
    return not promise.may_be_closed


def judge_logs(ledger: Ledger, replicas: Sequence[Replica]) -> None:
    """No replica met an error that it didn't know; what it knew is counted."""
    for replica in replicas:
        for line in replica.output.read_text(encoding="utf-8", errors="replace").splitlines():
            if not line.startswith("{"):
                ledger.fault(f"replica {replica.number} printed: {line[:160]}")
                continue
            told = json.loads(line)
            if told["level"] in ("INFO", "DEBUG"):
                continue
            ledger.counted(f"log: {told['level']} {told['message']}")
            if "places" in told:
                ledger.fault(f"replica {replica.number}: {line[:500]}")
