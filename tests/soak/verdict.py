"""Judges a run by what is stored in the end: what was acknowledged is there, once, and contests have one winner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tests.soak.connector import Connector
from tests.soak.ledger import Ledger, Turn
from tests.soak.processes import Replica, fell_away_over
from tests.soak.stored import Stored


def judge_turns(ledger: Ledger, connector: Connector, replicas: Sequence[Replica]) -> None:
    """Each activity was answered, and once: twice only if a replica that had it died or stood still then."""
    for turn in ledger.turns:
        if not turn.is_answered:
            ledger.fault(f"{turn.activity} was never answered")
            continue
        if turn.is_in_doubt:
            ledger.counted("told to look and try again")
        if turn.is_press:
            continue
        replies = connector.replies_to(turn.activity)
        said = Counter(one.words for one in replies)
        if max(said.values(), default=0) < 2:
            continue
        if any(one.hung_up for one in replies):
            ledger.counted("answered twice: the connector hung up")
        elif fell_away_over(turn, replicas):
            ledger.counted("answered twice: a replica died or stood still")
        else:
            ledger.fault(f"{turn.activity} was answered {max(said.values())} times: {_sendings(turn)}")


def _sendings(turn: Turn) -> str:
    return "; ".join(
        f"replica {one.replica} {one.began - turn.began:+.2f}..{one.ended - turn.began:+.2f} s: {one.status}"
        for one in turn.sendings
    )


def judge_meetings(ledger: Ledger, stored: Stored) -> None:
    """Each diversion ahead that was acknowledged is in its book, once, unless it was undone (A3)."""
    for meeting in ledger.meetings:
        times = stored.book_of(meeting.person).count(meeting.turn.activity)
        if times != (0 if meeting.undone else 1):
            state = "undone" if meeting.undone else "saved"
            ledger.fault(f"{meeting.turn.activity} was {state}, and stands {times} times in the book")
    ledger.counted("meetings ahead judged", len(ledger.meetings))


def judge_running(ledger: Ledger, stored: Stored, now: datetime) -> None:
    """The diversion that runs is the one that was acknowledged last, whatever came again or late (A3)."""
    for person, expected in ledger.running.items():
        until = stored.running_of(person, now)
        if until not in expected:
            ledger.fault(f"{person}: {sorted(expected)} expected to run in the end, {until or 'none'} does")


def judge_promises(ledger: Ledger, stored: Stored) -> None:
    """Each promise and message that was acknowledged is there once; closed, if that was acknowledged (V1, A5)."""
    for promise in ledger.promises:
        found = stored.promises_to(promise.caller)
        if len(found) != 1:
            ledger.fault(f"{promise.caller}: {len(found)} promises are stored")
            continue
        state = found[0]["state"]
        if promise.closed is not None and state != "done":
            ledger.fault(f"{promise.caller}: done, and stored as {state}")
        if promise.closed is None and not promise.may_be_closed and state != "open":
            ledger.fault(f"{promise.caller}: open, and stored as {state}")
        if promise.left_by is not None and found[0]["delivered_at"] is None:
            ledger.fault(f"{promise.caller}: the message was never delivered")
    ledger.counted("promises and messages judged", len(ledger.promises))


def judge_contests(ledger: Ledger, stored: Stored) -> None:
    """Of acts that exclude each other exactly one was told that it won, and the store says the same."""
    for contest in ledger.contests:
        in_doubt = any(act.is_in_doubt for act in contest.acts.values())
        if len(contest.won) > 1 or (not contest.won and not in_doubt):
            answers = {name: act.words[:50] for name, act in contest.acts.items()}
            ledger.fault(f"{contest.what}, {contest.subject}: {len(contest.won)} won: {answers}")
            continue
        if len(contest.won) == 1 and not _agrees(contest.what, contest.subject, contest.won[0], stored):
            ledger.fault(f"{contest.what}, {contest.subject}: {contest.won[0]} was told so, the store says otherwise")
        ledger.counted(f"contests: {contest.what}")


def _agrees(what: str, subject: str, won: str, stored: Stored) -> bool:
    if what == "handed over or done":
        found = stored.promises_to(subject)
        return len(found) == 1 and found[0]["state"] == ("open" if won == "taken" else "done")
    if what == "ordered twice":
        references = [one.body for one in stored.documents["phone_order"] if won in str(one.body)]
        other = won[:-1] + ("B" if won.endswith("A") else "A")
        return len(references) == 1 and other not in str(references[0])
    books = [one.body for one in stored.documents["coverage_book"] if one.key.partition == "bygglov"]
    takers = [
        sum(bool(invitation["took"]) for invitation in alert["invitations"])
        for book in books
        for alert in book["alerts"]
    ]
    return bool(takers) and max(takers) == 1


def judge_unsent(ledger: Ledger, stored: Stored, now: datetime) -> None:
    """Nothing that was due is left to be told."""
    for kind, notification in stored.unsent(now):
        ledger.fault(f"unsent in {kind}: {notification}")
