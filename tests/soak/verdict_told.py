"""Judges a run by what was told unasked: all that came due, in time, and nothing twice without saying so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.outbox import BEGUN_HOLDS
from services.outbox_settling import DELAYS
from tests.cards_seen import buttons_of
from tests.soak.connector import PERHAPS_AGAIN, Connector, Heard
from tests.soak.ledger import Ledger, Promise
from tests.soak.processes import Replica
from tests.soak.shared_clock import SharedClock

STAGES = {"before": -timedelta(minutes=1), "due": timedelta(), "overdue": timedelta(minutes=1)}
"""When each stage comes, by the municipality of a run."""
WORDS = ("Snart dags att ringa {}", "Nu är det dags att ringa {}", "Försenat: du skulle ha ringt {}")
"""What is said then."""
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


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late something may be told: `usual` seconds, and `handed_over` for each replica that fell away meanwhile."""

    usual: float
    handed_over: float
    connector: Connector
    replicas: Sequence[Replica]
    ledger: Ledger

    def judge(self, what: str, came: float, told: Sequence[Heard]) -> None:
        """Later than that only if somebody had begun to send it and died, or the connector refused it meanwhile."""
        if not told:
            self.ledger.fault(f"{what}: never told")
            return
        first = min(told, key=lambda one: one.at)
        late, fell = first.at - came, self._fell_away(came, first.at)
        bound = self.usual + self.handed_over * fell
        refusals = self.connector.was_refused(first.conversation, came, first.at)
        if first.is_marked:
            bound += BEGUN_HOLDS.total_seconds()
        bound += 1.2 * sum(delay.total_seconds() for delay in DELAYS[: min(refusals, 2)])
        kind = what.partition(",")[0].partition(" of ")[0]
        why = "begun by one that died" if first.is_marked else "refused by the connector" if refusals else ""
        self.ledger.lasted(f"{kind}, late: {why or f'{fell} fell away meanwhile'}", late)
        if late > bound:
            self.ledger.fault(f"{what}: told {late:.0f} s late, {fell} fell away meanwhile")

    def _fell_away(self, begins: float, ends: float) -> int:
        troubles = [one for replica in self.replicas for one in replica.troubles]
        return sum(begins - self.handed_over <= one.began <= ends for one in troubles)


def judge_reminders(ledger: Ledger, connector: Connector, clock: SharedClock, lateness: Lateness, until: float) -> None:
    """Each stage of each promise that came due until then was told in time, by it or a later one (S6)."""
    reminding = [one for one in connector.heard if one.is_new and not one.reply_to and "ring" in one.words]
    for promise in ledger.promises:
        if promise.due_at is None:
            continue
        due = clock.seconds(promise.due_at)
        for number, (stage, after) in enumerate(STAGES.items()):
            came = due + after.total_seconds()
            if not _is_expected(promise, came, until):
                continue
            ledger.counted("reminders due")
            words = [one.format(promise.caller) for one in list(WORDS)[number:]]
            told = [one for one in reminding if any(said in one.words for said in words)]
            lateness.judge(f"a reminder, {stage}, of {promise.caller}", came, told)
    said = [stage.partition("{")[0] for stage in WORDS]
    ledger.counted("reminders sent", sum(any(words in one.words for words in said) for one in reminding))


def judge_alerts(ledger: Ledger, connector: Connector, lateness: Lateness) -> None:
    """Each gap that somebody saved was told to the manager in time (M2)."""
    for gap in ledger.gaps:
        told = [one for one in connector.heard if f"Obemannat på {gap.group}" in one.words and gap.day in one.words]
        lateness.judge(f"an alert of {gap.day}", gap.at, [one for one in told if one.conversation == gap.conversation])
        ledger.counted("alerts due")


def _is_expected(promise: Promise, came: float, until: float) -> bool:
    """Whether the promise stood open from well before the stage until whoever reminds must have come by."""
    assert promise.turn.answered_at is not None
    if promise.turn.answered_at > came - ROUND_A_STAGE or came > until:
        return False
    return not promise.may_be_closed


def judge_logs(ledger: Ledger, replicas: Sequence[Replica]) -> None:
    """No replica met an error that it did not know, but for a store call that it had stood still over."""
    for replica in replicas:
        for line in replica.output.read_text(encoding="utf-8", errors="replace").splitlines():
            if not line.startswith("{"):
                ledger.fault(f"replica {replica.number} printed: {line[:160]}")
                continue
            told = json.loads(line)
            if told["level"] in ("INFO", "DEBUG"):
                continue
            ledger.counted(f"log: {told['level']} {told['message']}")
            if "places" not in told:
                continue
            at = datetime.fromisoformat(told["at"]).timestamp()
            if told["error"] == "StoreUnavailable" and replica.troubled(at, at):
                ledger.counted("log: the store was out of reach of one that had stood still")
            else:
                ledger.fault(f"replica {replica.number}: {line[:500]}")
