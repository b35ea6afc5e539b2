"""Which reasons may be told to colleagues, and which may lack a return time."""

from __future__ import annotations

import pytest

from policy.reasons import RULES, Reason, is_public

PUBLIC = {Reason.LUNCH, Reason.MEETING, Reason.TRAINING, Reason.BUSINESS_TRIP, Reason.GONE_FOR_DAY}
MAY_BE_OPEN_ENDED = {Reason.LEAVE, Reason.PARENTAL_LEAVE, Reason.SICK, Reason.CHILD_CARE}


def test_every_reason_has_a_rule() -> None:
    """A reason without a rule would fail in the middle of someone's turn."""
    assert set(RULES) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_exactly_the_five_reasons_of_the_policy_are_public(reason: Reason) -> None:
    """Masking (POLICY, "Whom the answers may tell what"): lunch, meeting, training, business trip, gone for the day."""
    assert is_public(reason) == (reason in PUBLIC)


@pytest.mark.parametrize("reason", Reason)
def test_only_absences_whose_end_nobody_can_know_may_be_open_ended(reason: Reason) -> None:
    """A3: "no diversion without a return time, other than those whose reason allows until further notice"."""
    assert RULES[reason].may_be_open_ended == (reason in MAY_BE_OPEN_ENDED)


@pytest.mark.parametrize("reason", Reason)
def test_no_public_reason_may_be_open_ended(reason: Reason) -> None:
    """A3 and masking: to say "until further notice" is never needed for what everyone may know the reason of."""
    assert not (RULES[reason].public and RULES[reason].may_be_open_ended)


def test_the_values_stand_in_stored_documents_and_never_change() -> None:
    """A renamed value would make every saved book of that reason unreadable."""
    assert {reason.value for reason in Reason} == {
        "lunch",
        "break",
        "meeting",
        "training",
        "business_trip",
        "remote_work",
        "vacation",
        "leave",
        "parental_leave",
        "sick",
        "child_care",
        "gone_for_day",
        "other",
    }
