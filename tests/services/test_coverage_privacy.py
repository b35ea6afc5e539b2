"""What answer groups' books hold about a person: told to them alone, and let go of but for what others need."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

from policy.coverage import Gap
from policy.coverage_books import (
    Acceptance,
    Answer,
    CoverageAlert,
    CoverageBook,
    Ending,
    Invitation,
    Passed,
    PassedOver,
    Rung,
)
from policy.coverage_tallies import DaySoFar, Duty
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from services.coverage_facts import book_place
from services.coverage_privacy import DutyHeld
from storage.coverage_repository import stored_coverage
from tests.policy.counted_group import GROUP, TUESDAY, shift
from tests.policy.small_town import ANNA, BO, DAG, NILS, at, period
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00").astimezone(UTC)
GAP = Gap(period("2026-11-25 10:00", "2026-11-25 12:00"), 0, 1)


def invitation(person: PersonId, note: str) -> Invitation:
    """Somebody who was asked and said no."""
    return Invitation(person=person, asked_by=BO, asked_at=NOW, answer=Answer.DECLINED, answered_at=NOW, note=note)


def notification(to: PersonId) -> Notification:
    """Something to be told."""
    return Notification(id=f"n-{to}", to=to, code="coverage.x", made_at=NOW, due_at=NOW)


ALERT = CoverageAlert(
    on=date(2026, 11, 25),
    open=(),
    first=(GAP,),
    raised_at=NOW,
    rung=Rung.AHEAD,
    asked=BO,
    invitations=(invitation(ANNA, "Annas egna ord"), invitation(NILS, "Nils egna ord")),
    acceptance=Acceptance(by=BO, at=NOW, reason="Bos egna ord", until_at=NOW, gaps=(GAP,)),
    ending=Ending.ACCEPTED,
    ended_by=BO,
)
BOOK = CoverageBook(
    group=GROUP,
    shifts=(shift(ANNA, "2026-11-26 09:00", "2026-11-26 12:00"), shift(NILS, "2026-11-26 12:00", "2026-11-26 15:00")),
    alerts=(ALERT,),
    looked_at=NOW,
    next_step_at=at("2026-11-26 08:00").astimezone(UTC),
    so_far=DaySoFar(on=TUESDAY, from_at=NOW, counted_to=NOW, duty=(Duty(ANNA, NOW - NOW), Duty(NILS, NOW - NOW))),
    outgoing=Outgoing(
        unsent=(notification(ANNA), notification(NILS)),
        standing=(StandingCard(to=ANNA, card="cover:2026-11-25", conversation="c", activity="a"),),
    ),
)


async def held_in(book: CoverageBook) -> DutyHeld:
    """The subject, over a store with that book."""
    cases = stored_coverage(MemoryStore(now=lambda: NOW))
    await cases.save(None, book)
    return DutyHeld(cases)


async def test_each_is_told_their_own_and_nothing_of_anybody_else() -> None:
    """Their duty, what they were asked and said, what they decided and why."""
    subject = await held_in(BOOK)
    (annas,) = await subject.held(ANNA)
    assert annas["group"] == GROUP
    assert len(annas["duty"]) == 1
    assert annas["asked_to_cover"][0]["note"] == "Annas egna ord"
    for other in (NILS, BO, "Nils egna ord", "Bos egna ord"):
        assert other not in repr(annas)
    (bos,) = await subject.held(BO)
    assert bos == {
        "group": GROUP,
        "asked_to_act": [{"on": "2026-11-25", "passed_over": None}],
        "gaps_accepted": [{"on": "2026-11-25", "reason": "Bos egna ord"}],
    }
    assert await subject.held(DAG) == []
    assert (await subject.outline(ANNA)).goes == 2


async def test_who_is_forgotten_leaves_the_roster_and_the_group_is_looked_at_at_once() -> None:
    """So that whoever leads it hears of the gap; the others' are untouched."""
    subject = await held_in(BOOK)
    await subject.erase(ANNA, whole=False)
    loaded = await subject.cases.load(book_place(GROUP))
    assert loaded is not None
    left = loaded.value
    assert [one.person for one in left.shifts] == [NILS]
    assert left.next_step_at == NOW
    assert left.alerts == (replace(ALERT, invitations=ALERT.invitations[1:]),)
    assert left.so_far is not None
    assert [one.person for one in left.so_far.duty] == [NILS]
    assert [one.to for one in left.outgoing.unsent] == [NILS]
    assert left.outgoing.standing == ()
    assert ANNA not in repr(left)
    assert await subject.held(ANNA) == []
    await subject.erase(ANNA, whole=True)
    again = await subject.cases.load(book_place(GROUP))
    assert again is not None
    assert again.etag == loaded.etag


async def test_a_decision_stays_without_its_words() -> None:
    """Who let a gap be is known as long as the alert is kept; why goes, and nothing is looked at for that."""
    subject = await held_in(BOOK)
    await subject.erase(BO, whole=False)
    loaded = await subject.cases.load(book_place(GROUP))
    assert loaded is not None
    acceptance = loaded.value.alerts[0].acceptance
    assert acceptance is not None
    assert (acceptance.by, acceptance.reason, acceptance.gaps) == (BO, "", (GAP,))
    assert loaded.value.next_step_at == BOOK.next_step_at


async def test_that_an_alert_went_past_somebody_is_told_to_them_and_goes_once_it_has_ended() -> None:
    """That they were away then is theirs; as long as the alert is open it is not put to them anew."""
    passed = (Passed(DAG, PassedOver.AWAY), Passed(BO, PassedOver.NO_ANSWER))
    open_still = replace(ALERT, on=date(2026, 11, 26), passed=passed, ending=None, ended_by=None, acceptance=None)
    subject = await held_in(replace(BOOK, alerts=(replace(ALERT, passed=passed), open_still)))
    (dags,) = await subject.held(DAG)
    assert dags["asked_to_act"] == [
        {"on": "2026-11-25", "passed_over": "away"},
        {"on": "2026-11-26", "passed_over": "away"},
    ]
    await subject.erase(DAG, whole=False)
    loaded = await subject.cases.load(book_place(GROUP))
    assert loaded is not None
    assert [one.passed for one in loaded.value.alerts] == [passed[1:], passed]
