"""What stands on the cards of gaps: what, when, why, whom it hits, how it stands, and what can be done (A2, M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cards.coverage_alert import alert_card
from bot.cards.coverage_invitation import invitation_card
from bot.cards.coverage_view import AlertView, joined, whole_of
from bot.texts.catalogue import LANGUAGES, words_for
from policy.coverage import Gap
from policy.coverage_books import Answer, Ending, Passed, PassedOver
from policy.coverage_causes import Cause, CauseKind, Explained
from policy.periods import Period
from tests.cards.coverage_samples import (
    ACCEPTANCE,
    ANNA,
    ASA,
    ASKED,
    BO,
    DECLINED,
    FIRST_HALF,
    GAP,
    HOUR,
    KARIN,
    SECOND_HALF,
    TOOK,
    alert,
    asked,
    ended,
    seen,
)
from tests.cards.sample_views import NOW, at
from tests.cards_seen import buttons_of, words_on

SV = words_for("sv")
NEEDS_PERSON = {CauseKind.DIVERTED, CauseKind.NOT_THAT_WEEKDAY, CauseKind.NOT_THAT_DAY, CauseKind.NOT_THEN}


def shown(view: AlertView) -> str:
    """All that can be read of the alert's card."""
    return words_on(alert_card(view, SV, NOW))


def because(cause: Cause, gap: Gap = GAP) -> AlertView:
    """An alert with that one cause."""
    return seen(alert(open=(Explained(gap, (cause,)),)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(CauseKind))
def test_every_cause_is_said(kind: CauseKind, language: str) -> None:
    """A2, M2: in both languages, with the name where it is somebody's."""
    who = ANNA if kind in NEEDS_PERSON else None
    card = alert_card(because(Cause(kind=kind, person=who, period=HOUR)), words_for(language), NOW)
    said = words_on(card)
    assert ("Anna Svensson" in said) is (who is not None)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(at(26, 10), at(26, 14)), "Anna Svensson är hänvisad 10:00–14:00"),
        (Period(at(25, 8), at(27, 17)), "Anna Svensson är hänvisad ons 25 nov 08:00–fre 27 nov 17:00"),
        (Period(at(20, 8), None), "Anna Svensson är hänvisad tills vidare"),
    ],
)
def test_a_diversion_is_said_by_its_times_alone(period: Period, said: str) -> None:
    """POLICY, "Whom the answers may tell what": for how long, never why."""
    assert said in shown(because(Cause(kind=CauseKind.DIVERTED, person=ANNA, period=period)))


def test_who_has_left_the_directory_is_someone() -> None:
    """A cause outlives the directory it was worked out from."""
    view = replace(because(Cause(kind=CauseKind.NOT_THAT_WEEKDAY, person=ANNA)), names={})
    assert "Någon som inte längre finns i katalogen arbetar inte torsdagar" in shown(view)


def test_a_gap_that_is_there_says_until_when() -> None:
    """M2: nobody, or too few, right now."""
    nobody = Gap(Period(at(24, 11), at(24, 12, 30)), 0, 1)
    few = replace(nobody, able=1, minimum=2)
    assert "Det är obemannat på Bygglov till 12:30" in shown(because(Cause(kind=CauseKind.DAY_OFF), nobody))
    assert "Just nu kan bara 1 av 2 svara på Bygglov, till 12:30" in shown(because(Cause(kind=CauseKind.DAY_OFF), few))


@pytest.mark.parametrize("ending", list(Ending))
def test_an_alert_that_has_ended_has_nothing_to_press(ending: Ending) -> None:
    """M2: it says how, and that is all."""
    view = seen(ended(ending, acceptance=ACCEPTANCE, invitations=(TOOK, DECLINED)))
    card = alert_card(view, SV, NOW)
    assert buttons_of(card) == {}
    assert "Bygglov tor 26 nov 13:00–14:00" in words_on(card)


def test_who_may_not_act_has_nothing_to_press() -> None:
    """M2: buttons by right."""
    assert buttons_of(alert_card(seen(alert(), may_act=False), SV, NOW)) == {}


def test_only_moments_that_make_sense_are_offered() -> None:
    """M2: without any, *Påminn igen* isn't there."""
    assert "Påminn igen" in buttons_of(alert_card(seen(alert()), SV, NOW))
    assert "Påminn igen" not in buttons_of(alert_card(seen(alert(), moments=()), SV, NOW))


@pytest.mark.parametrize(
    ("reader", "sees_note"),
    [(KARIN, True), (ASA, False)],
)
def test_why_a_colleague_cannot_is_for_who_asked(reader: Any, sees_note: bool) -> None:
    """M2: the other managers see that they can't, and no more."""
    view = seen(alert(invitations=(DECLINED,)), reader=reader)
    assert "Åsa Berg kan inte" in shown(view)
    assert ("tandläkaren" in shown(view)) is sees_note


@pytest.mark.parametrize(
    ("reader", "asked_now", "said"),
    [
        (BO, BO, "Karin Lindqvist är frånvarande, så frågan går till dig."),
        (ANNA, BO, "Karin Lindqvist är frånvarande, så frågan gick till Bo Ek."),
        (KARIN, BO, "Du var frånvarande, så frågan gick till Bo Ek."),
        (ANNA, KARIN, "Karin Lindqvist är frånvarande. Ingen annan som leder enheten går att nå just nu."),
        (ANNA, None, "Karin Lindqvist är frånvarande. Ingen annan som leder enheten går att nå just nu."),
    ],
)
def test_it_says_whom_it_went_past(reader: Any, asked_now: Any, said: str) -> None:
    """M2: and to whom, in the reader's own view of it."""
    view = seen(alert(asked=asked_now, passed=(Passed(KARIN, PassedOver.AWAY),)), reader=reader)
    assert said in shown(view)


def test_the_whole_of_a_day_is_told_once_it_has_ended() -> None:
    """M2: what was taken on the way is part of what it was about; what touches is one."""
    shared = ended(
        Ending.COVERED,
        first=(),
        invitations=(TOOK, replace(TOOK, person=ASA, took=(SECOND_HALF,))),
    )
    assert whole_of(shared) == (HOUR,)
    assert joined([SECOND_HALF, FIRST_HALF, FIRST_HALF]) == (HOUR,)


def test_an_invitation_that_is_over_has_nothing_to_press() -> None:
    """M2: also where its answer was never given."""
    for ending in Ending:
        card = invitation_card(asked(ASKED, ended(ending)), SV, NOW)
        assert buttons_of(card) == {}
        assert "Behövs inte längre: Bygglov tor 26 nov 13:00–14:00" in words_on(card)


def test_what_one_has_taken_can_be_given_back_while_it_is_ahead() -> None:
    """M2: *Jag kan inte*, until it is over."""
    taken = replace(TOOK, took=(HOUR,))
    assert set(buttons_of(invitation_card(asked(taken, ended(Ending.COVERED)), SV, NOW))) == {"Jag kan inte"}
    assert buttons_of(invitation_card(asked(taken, ended(Ending.COVERED)), SV, at(26, 14))) == {}


def test_a_published_day_is_told_with_its_date() -> None:
    """M2: since when the public has been told."""
    assert "sedan tis 24 nov" in shown(seen(alert(), published_on=date(2026, 11, 24)))
    assert "Utlovat" not in shown(seen(alert(), published_on=None))


def test_a_no_of_ones_own_accord_is_told_to_nobody() -> None:
    """M2: whoever took it unasked, and gave it back, has nobody who asked."""
    own = replace(ASKED, asked_by=BO, answer=Answer.DECLINED)
    assert "får veta det" not in words_on(invitation_card(asked(own), SV, NOW))
