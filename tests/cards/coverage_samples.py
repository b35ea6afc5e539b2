"""Owns the sample cards of alerts, invitations and gaps. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.cards.coverage_alert import alert_card
from bot.cards.coverage_invitation import invitation_card
from bot.cards.coverage_list import GapListView, GapRow, gap_list_card
from bot.cards.coverage_opened import OpenedView
from bot.cards.coverage_view import AlertView, CandidateView, GroupView, InvitationView, Question
from bot.cards.diversion_preview import PreviewView, preview_card
from bot.cards.diversion_receipt import DisplacedView, receipt_card
from bot.texts.catalogue import Words
from policy.coverage import Gap
from policy.coverage_books import (
    Acceptance,
    Answer,
    CoverageAlert,
    Ending,
    Invitation,
    Passed,
    PassedOver,
    Rung,
)
from policy.coverage_causes import Cause, CauseKind, Explained
from policy.coverage_later import Later
from policy.ids import GroupId, PersonId
from policy.periods import Period
from policy.reasons import Reason
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW, at, receipt

ANNA, BO, ASA, KARIN = PersonId("anna"), PersonId("bo"), PersonId("asa"), PersonId("karin")
NAMES = {ANNA: "Anna Svensson", BO: "Bo Ek", ASA: "Åsa Berg", KARIN: "Karin Lindqvist"}
CROWD = tuple(PersonId(f"p{number}") for number in range(200))
ON = date(2026, 11, 26)
BYGGLOV = GroupView(
    id=GroupId("bygglov"),
    name="Bygglov",
    number="+46846500490",
    matters=("bygglov", "marklov", "rivningslov", "attefallshus"),
)
VAXEL = GroupView(id=GroupId("vaxel"), name="Växeln", number="+46846500400")
HOUR = Period(at(26, 13), at(26, 14))
FIRST_HALF, SECOND_HALF = Period(at(26, 13), at(26, 13, 30)), Period(at(26, 13, 30), at(26, 14))
GAP = Gap(HOUR, 0, 1)
CAUSES = (
    Cause(kind=CauseKind.DIVERTED, person=ANNA, period=Period(at(26, 10), at(26, 14))),
    Cause(kind=CauseKind.NOT_THAT_WEEKDAY, person=BO),
    Cause(kind=CauseKind.DIVERTED, person=ASA, period=Period(at(25, 8), at(27, 17))),
)
OPEN = (Explained(GAP, CAUSES),)
MANY = (
    Explained(Gap(Period(at(26, 8), at(26, 9)), 0, 1), (Cause(kind=CauseKind.NOBODY_ON_DUTY),)),
    Explained(
        Gap(Period(at(26, 9), at(26, 11, 30)), 1, 2),
        (
            Cause(kind=CauseKind.NOBODY_ON_DUTY),
            Cause(kind=CauseKind.TOO_FEW_MEMBERS),
            Cause(kind=CauseKind.DIVERTED, person=ANNA, period=Period(at(26, 8), None)),
        ),
    ),
    Explained(Gap(Period(at(26, 14), at(26, 15)), 1, 2), (Cause(kind=CauseKind.NOT_THEN, person=BO, period=HOUR),)),
)
ASKED = Invitation(person=BO, asked_by=KARIN, asked_at=at(24, 10))
TOOK = replace(ASKED, answer=Answer.TOOK, answered_at=at(24, 11), took=(FIRST_HALF,))
DECLINED = replace(ASKED, person=ASA, answer=Answer.DECLINED, answered_at=at(24, 11), note="Är hos tandläkaren då.")
ACCEPTANCE = Acceptance(
    by=KARIN, at=at(24, 10), reason="Växeln tar meddelanden den timmen.", until_at=at(26, 17), gaps=(GAP,)
)


def alert(**changed: Any) -> CoverageAlert:
    """Thursday's hour with nobody, but for what is changed."""
    plain: dict[str, Any] = {
        "on": ON,
        "open": OPEN,
        "first": (GAP,),
        "raised_at": at(24, 9),
        "rung": Rung.AHEAD,
        "asked": KARIN,
        "asked_at": at(24, 9),
    }
    return CoverageAlert(**{**plain, **changed})


def ended(ending: Ending, **changed: Any) -> CoverageAlert:
    """An alert that is over."""
    return alert(open=(), ending=ending, ended_at=at(24, 11, 20), **changed)


MOMENTS = (
    (Later.IN_AN_HOUR, at(24, 12, 55)),
    (Later.NEXT_MORNING, at(25, 8)),
)


def seen(of: CoverageAlert, **changed: Any) -> AlertView:
    """The alert as Karin sees it, who leads the group, but for what is changed."""
    plain: dict[str, Any] = {
        "group": BYGGLOV,
        "alert": of,
        "reader": KARIN,
        "names": NAMES,
        "published_on": date(2026, 8, 17),
        "may_act": True,
        "moments": MOMENTS,
    }
    return AlertView(**{**plain, **changed})


def asked(invitation: Invitation, of: CoverageAlert | None = None, **changed: Any) -> InvitationView:
    """The question as Bo sees it."""
    with_it = replace(of or alert(), invitations=(invitation, *(of.invitations if of is not None else ())))
    return InvitationView(group=BYGGLOV, alert=with_it, invitation=invitation, names=NAMES, **changed)


PASSED = (Passed(KARIN, PassedOver.AWAY), Passed(BO, PassedOver.NO_ANSWER))
CANDIDATES = (
    CandidateView(person=BO, name="Bo Ek", periods=(HOUR,)),
    CandidateView(person=ASA, name=LONG_NAME, periods=(FIRST_HALF,)),
)
HOSTILE_ALERT = alert(
    invitations=(replace(DECLINED, note=HOSTILE),),
    acceptance=replace(ACCEPTANCE, reason=HOSTILE),
)

_VIEWS: dict[str, AlertView] = {
    "coverage-alert": seen(alert()),
    "coverage-alert-now": seen(
        alert(
            open=(Explained(Gap(Period(at(24, 11), at(24, 14)), 1, 2), (Cause(kind=CauseKind.DAY_OFF),)),),
            on=date(2026, 11, 24),
            rung=Rung.NOW,
        ),
        group=VAXEL,
        published_on=None,
    ),
    "coverage-alert-several": seen(alert(open=MANY, first=tuple(one.gap for one in MANY))),
    "coverage-alert-answers": seen(
        alert(
            open=(Explained(Gap(SECOND_HALF, 0, 1), CAUSES[:1]),),
            invitations=(TOOK, DECLINED, replace(ASKED, person=ANNA)),
            handled_at=at(24, 10),
            remind_at=at(25, 8),
        )
    ),
    "coverage-alert-passed-on": seen(alert(asked=ASA, passed=PASSED), reader=ASA),
    "coverage-alert-with-another": seen(alert(asked=BO, passed=PASSED[:1]), may_act=False),
    "coverage-alert-nobody": seen(
        alert(asked=None, open=(Explained(GAP, (Cause(kind=CauseKind.NO_MEMBERS),)),)),
        note="Det finns ingen kollega att fråga.",
    ),
    "coverage-alert-who": seen(alert(), question=Question.WHO, candidates=CANDIDATES),
    "coverage-alert-who-nobody": seen(alert(), question=Question.WHO),
    "coverage-alert-why": seen(
        alert(), question=Question.WHY, entered={"reason": HOSTILE}, faults={"until": ("Välj en dag längre fram.",)}
    ),
    "coverage-alert-when": seen(alert(), question=Question.WHEN),
    "coverage-alert-when-too-near": seen(alert(), question=Question.WHEN, moments=()),
    "coverage-alert-covered": seen(
        ended(
            Ending.COVERED,
            invitations=(TOOK, replace(TOOK, person=ASA, took=(SECOND_HALF,), appointed=True)),
        )
    ),
    "coverage-alert-covered-otherwise": seen(ended(Ending.COVERED)),
    "coverage-alert-accepted": seen(ended(Ending.ACCEPTED, acceptance=ACCEPTANCE)),
    "coverage-alert-passed": seen(ended(Ending.PASSED, invitations=(DECLINED,))),
    "coverage-alert-withdrawn": seen(ended(Ending.WITHDRAWN)),
    "coverage-alert-crowd": seen(
        alert(
            open=(Explained(GAP, tuple(Cause(kind=CauseKind.NOT_THAT_DAY, person=one) for one in CROWD)),),
            invitations=tuple(replace(DECLINED if n % 3 else ASKED, person=one) for n, one in enumerate(CROWD)),
        ),
        names=NAMES | {one: f"{LONG_NAME} {n}" for n, one in enumerate(CROWD)},
        question=Question.WHO,
        candidates=tuple(CandidateView(person=one, name=str(one), periods=(HOUR,)) for one in CROWD),
    ),
    "coverage-alert-hostile": seen(
        HOSTILE_ALERT,
        group=replace(BYGGLOV, name=HOSTILE, matters=(HOSTILE,)),
        names={ANNA: HOSTILE, BO: LONG_NAME, ASA: HOSTILE},
        note=HOSTILE,
    ),
}
_INVITATIONS: dict[str, InvitationView] = {
    "coverage-invitation": asked(ASKED),
    "coverage-invitation-part-left": asked(
        replace(ASKED, person=ASA),
        alert(open=(Explained(Gap(SECOND_HALF, 0, 1), CAUSES),), invitations=(TOOK,)),
    ),
    "coverage-invitation-part": asked(
        ASKED, question=Question.PART, faults={"part": ("Den tiden är redan tagen.",)}, entered={"to_time": "13:30"}
    ),
    "coverage-invitation-taken": asked(TOOK, alert(open=())),
    "coverage-invitation-appointed": asked(replace(TOOK, appointed=True, took=(HOUR,)), ended(Ending.COVERED)),
    "coverage-invitation-declined": asked(replace(DECLINED, person=BO)),
    "coverage-invitation-not-needed": asked(
        replace(ASKED, answer=Answer.NOT_NEEDED), ended(Ending.COVERED, invitations=(replace(TOOK, person=ASA),))
    ),
    "coverage-invitation-solved": asked(replace(ASKED, answer=Answer.NOT_NEEDED), ended(Ending.COVERED)),
}
_ROWS = (
    GapRow(what="Obemannat på Bygglov imorgon 13:00–14:00", state="Bo Ek är tillfrågad", group=BYGGLOV.id, on=ON),
    GapRow(what="Bara 1 av 2 kan svara på Växeln tors 26 nov 09:00–15:00", state="Nytt", group=VAXEL.id, on=ON),
)


def _sample(view: AlertView) -> Callable[[Words], Any]:
    return lambda words: alert_card(view, words, NOW)


def _invitation(view: InvitationView) -> Callable[[Words], Any]:
    return lambda words: invitation_card(view, words, NOW)


_OPENED = OpenedView(
    lines=(
        "Obemannat på Bygglov imorgon 09:00–11:30",
        "Obemannat på Bygglov imorgon 13:00–15:00",
        "Bara 1 av 2 kan svara på Växeln tors 26 nov 09:00–15:00",
        "Obemannat på Bygglov tors 26 nov 13:00–15:00",
        "Obemannat på Bygglov fre 27 nov 09:00–11:30",
    ),
    places=("bygglov:2026-11-25",),
    goes_far=True,
)
_ONE_OPENED = OpenedView(lines=_OPENED.lines[:1], places=_OPENED.places)
_WARNED = PreviewView(
    reason=Reason.MEETING,
    period=Period(at(25, 9), at(25, 11, 30)),
    displaced=(),
    opened=_ONE_OPENED,
    carried={"person": str(ANNA), "seen": "bygglov|1|a|b"},
)

COVERAGE_SAMPLES: dict[str, Callable[[Words], Any]] = {
    **{name: _sample(view) for name, view in _VIEWS.items()},
    **{name: _invitation(view) for name, view in _INVITATIONS.items()},
    "coverage-warned": lambda words: preview_card(_WARNED, words, NOW),
    "coverage-warned-other": lambda words: preview_card(
        replace(
            _WARNED,
            owner=LONG_NAME,
            opened=replace(_OPENED, places=()),
            displaced=(DisplacedView(reason=None, before=Period(at(25, 10), at(25, 11))),),
        ),
        words,
        NOW,
    ),
    "coverage-receipt": lambda words: receipt_card(receipt(opened=_OPENED), words, NOW),
    "coverage-receipt-asked": lambda words: receipt_card(
        receipt(opened=replace(_ONE_OPENED, asked="Jag har frågat Bo Ek. Du får veta när någon tar det.")), words, NOW
    ),
    "coverage-list": lambda words: gap_list_card(GapListView(rows=_ROWS * 7), words),
    "coverage-list-none": lambda words: gap_list_card(GapListView(rows=()), words),
    "coverage-list-leads-none": lambda words: gap_list_card(GapListView(rows=(), leads=False), words),
}
