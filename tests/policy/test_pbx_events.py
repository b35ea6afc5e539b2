"""What the telephone exchange is told: the whole state, a number that grows, and nothing that is for few (A3)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.organisation import Person
from policy.pbx_events import (
    FIRST_PAUSE,
    LINE_KEPT,
    LONGEST_PAUSE,
    TRIED_FOR,
    PbxAbsence,
    PbxEvent,
    PbxLine,
    Phone,
    absence_told,
    cloud_event,
    following,
    number_at,
    put_off,
    refused,
    taken_up_to,
    trial_event,
)
from policy.reasons import RULES, Reason
from tests.policy.small_town import ANNA, BO, at, small_town

NOON, ONE = at("2026-11-24 12:00"), at("2026-11-24 13:00")
PHONE = Phone(extension="4101", mobile="+46701740605")
AWAY = PbxAbsence(start_at=NOON, back_at=ONE, reason=Reason.LUNCH, answered_by=Phone(extension="4102"))


def event(sequence: int = 7, absence: PbxAbsence | None = AWAY, decided: datetime = NOON) -> PbxEvent:
    """One of Anna's."""
    return PbxEvent(person=ANNA, sequence=sequence, at=decided, phone=PHONE, absence=absence)


def test_an_event_is_a_cloud_event_with_the_whole_state() -> None:
    """As docs/pbx-webhook.md promises it, key by key; instants are UTC."""
    assert cloud_event(event(), tenant="t1") == {
        "specversion": "1.0",
        "id": "anna-0000000000000007",
        "source": "/vaxelvis/t1/people/anna",
        "type": "se.vaxelvis.diversion.state.v1",
        "subject": "4101",
        "time": "2026-11-24T11:00:00Z",
        "sequence": "0000000000000007",
        "datacontenttype": "application/json",
        "data": {
            "phone": {"extension": "4101", "landline": None, "mobile": "+46701740605"},
            "diverted": True,
            "from": "2026-11-24T11:00:00Z",
            "until": "2026-11-24T12:00:00Z",
            "reason": "lunch",
            "open_line": False,
            "answered_by": {"extension": "4102", "landline": None, "mobile": None},
        },
    }


def test_who_is_back_leaves_nothing_of_what_stood_before() -> None:
    """The same keys, all empty, so that whoever sets them all has nothing left over."""
    away, back = (cloud_event(event(absence=one), tenant="t")["data"] for one in (AWAY, None))
    assert isinstance(away, dict)
    assert isinstance(back, dict)
    assert away.keys() == back.keys()
    assert [back[key] for key in ("diverted", "from", "until", "reason", "open_line", "answered_by")] == [
        *(False, None, None, None, False, None)
    ]


def test_a_test_is_about_nobody() -> None:
    """It has a type of its own and no state, so no exchange can take it for a person's."""
    assert trial_event(tenant="t", at=NOON) == {
        "specversion": "1.0",
        "id": "test-0001795518000000",
        "source": "/vaxelvis/t",
        "type": "se.vaxelvis.test.v1",
        "time": "2026-11-24T11:00:00Z",
        "datacontenttype": "application/json",
        "data": {},
    }


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_that_is_for_few_is_not_told(reason: Reason) -> None:
    """POLICY's last section holds also where somebody forgot to mask it before."""
    told = absence_told(start_at=NOON, back_at=None, reason=reason, open_line=False, answers_instead=None)
    assert told.reason == (reason if RULES[reason].public else None)
    text = json.dumps(cloud_event(event(absence=told), tenant="t"))
    assert (f'"{reason.value}"' in text) == RULES[reason].public


def test_who_answers_instead_is_told_by_number_alone() -> None:
    """Nobody's name leaves; a colleague without any number can't be called."""
    town = small_town()

    def told(stand_in: Person | None) -> PbxAbsence:
        return absence_told(start_at=NOON, back_at=ONE, reason=None, open_line=True, answers_instead=stand_in)

    bo = town.people[BO]
    assert told(bo).answered_by == Phone(extension=bo.extension)
    assert told(replace(bo, extension="")).answered_by is None
    assert told(None).answered_by is None
    assert bo.last_name not in json.dumps(cloud_event(event(absence=told(bo)), tenant="t"))


def test_a_line_tries_the_latest_again_for_days_and_no_longer() -> None:
    """Ever rarer, and never what has been replaced, taken or refused."""
    line = following(None, event())
    assert (line.is_due, line.next_step_at) == (True, NOON + FIRST_PAUSE)
    assert taken_up_to(line, event()).next_step_at is None
    assert refused(line, event()).next_step_at is None
    assert refused(line, event(6)) == line
    newer = following(taken_up_to(line, event()), event(9, None))
    assert (newer.latest.sequence, newer.taken, newer.is_due) == (9, 7, True)
    assert put_off(newer, event(), late=0.0, now=ONE) == newer
    assert taken_up_to(newer, event()) == newer
    now, pauses = NOON + FIRST_PAUSE, []
    while True:
        later = put_off(line, event(), late=0.5, now=now)
        if later.next_step_at is None:
            break
        pauses.append(later.next_step_at - now)
        now = later.next_step_at
    assert pauses == sorted(pauses)
    assert pauses[0] >= FIRST_PAUSE
    assert pauses[-1] <= LONGEST_PAUSE * 1.25
    assert TRIED_FOR <= now - NOON <= TRIED_FOR + LONGEST_PAUSE * 1.25


def test_a_line_is_kept_as_long_as_a_backup_of_an_exchange_may_be() -> None:
    """And as long as somebody is away until further notice."""
    assert PbxLine(latest=event(absence=None)).kept_until == NOON + LINE_KEPT
    assert PbxLine(latest=event()).kept_until == ONE + LINE_KEPT
    assert PbxLine(latest=event(absence=replace(AWAY, back_at=None))).kept_until is None


INSTANTS = st.integers(min_value=1_577_836_800, max_value=4_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@settings(max_examples=60)
@given(INSTANTS, INSTANTS)
def test_numbers_are_ordered_as_texts_are(one: datetime, other: datetime) -> None:
    """A receiver compares them either way; what is decided later has the larger number."""
    numbers = [number_at(each) for each in (one, other)]
    texts = [str(cloud_event(event(number), tenant="t")["sequence"]) for number in numbers]
    assert (texts[0] < texts[1]) == (numbers[0] < numbers[1]) == (one < other)
    assert len(texts[0]) == len(texts[1])
    assert number_at(one + timedelta(milliseconds=1)) == numbers[0] + 1
