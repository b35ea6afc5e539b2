"""What is keyed in on a desk phone: the time or day of the return, the digits of the reason, or nothing at all (A3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.availability import availability
from policy.diversions import Diversion, DiversionBook
from policy.keypad_codes import KEYS, blanks_of, code_now, code_to_divert
from policy.organisation import PersonId
from policy.pbx_terms import NO_CODES, KeypadCodes
from policy.reasons import Reason
from tests.policy.small_town import ANNA, at, diversion, small_town

TOWN = small_town()
NOON = at("2026-11-24 12:00")
CODES = KeypadCodes(
    same_day="*23*{reason}*{time}#",
    other_day="*23*{reason}*{date}#",
    open_ended="*23*{reason}#",
    off="#23#",
    reasons={Reason.LUNCH: "1", Reason.SICK: "9", Reason.OTHER: "0"},
)


def keyed(codes: KeypadCodes, running: Diversion | None, *, now: str = "2026-11-24 12:00") -> str:
    """What Anna keys in, with that diversion and no other."""
    book = DiversionBook(person=ANNA, diversions=() if running is None else (running,))
    told = availability(TOWN, book, TOWN.people[ANNA], viewer=PersonId(""), at=at(now))
    return code_now(codes, told, TOWN.calendar)


@pytest.mark.parametrize(
    ("reason", "start", "end", "code"),
    [
        (Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00", "*23*1*1300#"),
        (Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 12:05", "*23*1*1205#"),
        (Reason.MEETING, "2026-11-24 12:00", "2026-11-24 14:30", "*23*0*1430#"),
        (Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 17:00", "*23*1*1125#"),
        (Reason.SICK, "2026-11-24 08:00", "2026-11-28 00:00", "*23*9*1130#"),
        (Reason.SICK, "2026-11-24 08:00", None, "*23*9#"),
    ],
)
def test_the_code_tells_the_return(reason: Reason, start: str, end: str | None, code: str) -> None:
    """A3: the time if it is today, the day if it is another: the next working day, as the switchboard says it."""
    assert keyed(CODES, diversion(reason, start, end)) == code


def test_what_ends_it_is_keyed_in_when_nobody_is_away() -> None:
    """Also while calls are let through: then nothing is to be diverted."""
    assert keyed(CODES, None) == "#23#"
    assert keyed(CODES, diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00", open_line=True)) == "#23#"


def test_an_exchange_without_a_code_for_it_has_none() -> None:
    """Rather than another's, which would tell something else."""
    lunch = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
    week = diversion(Reason.VACATION, "2026-11-24 12:00", "2026-12-01 00:00")
    for codes in (NO_CODES, KeypadCodes(off="#23#", other_day="*2*{date}#")):
        assert keyed(codes, lunch) == ""
    assert keyed(KeypadCodes(same_day="*2*{time}#"), week) == ""
    assert keyed(KeypadCodes(same_day="*2*{time}#"), lunch) == "*2*1300#"
    assert keyed(NO_CODES, None) == ""


def test_a_reason_without_digits_is_keyed_in_as_other_or_not_at_all() -> None:
    """No digit is guessed: another's would tell a wrong reason, or a right one that is for few."""
    meeting = diversion(Reason.MEETING, "2026-11-24 12:00", "2026-11-24 13:00")
    assert keyed(CODES, meeting) == "*23*0*1300#"
    only_lunch = KeypadCodes(same_day=CODES.same_day, reasons={Reason.LUNCH: "1"})
    assert keyed(only_lunch, meeting) == ""
    assert keyed(only_lunch, diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")) == "*23*1*1300#"


def test_days_and_months_stand_in_the_exchanges_order() -> None:
    """Some want the day first, and some the time as well."""
    july = at("2027-07-03 08:00")
    codes = KeypadCodes(other_day="*{day}{month}*{time}#{date}")
    assert code_to_divert(codes, Reason.OTHER, july, TOWN.calendar, now=NOON) == "*0307*0800#0703"


BLANKS = st.sampled_from(["{reason}", "{time}", "{date}", "{day}", "{month}"])
PATTERNS = st.lists(st.one_of(BLANKS, st.sampled_from(sorted(KEYS))), min_size=1, max_size=10).map("".join)


@settings(max_examples=60)
@given(PATTERNS, st.sampled_from(Reason), st.integers(min_value=1, max_value=60 * 24 * 900))
def test_whatever_comes_out_can_be_keyed_in(pattern: str, reason: Reason, minutes: int) -> None:
    """Only keys of a phone, with every blank filled in."""
    assert blanks_of(pattern) is not None
    codes = KeypadCodes(same_day=pattern, other_day=pattern, reasons=CODES.reasons)
    code = code_to_divert(codes, reason, NOON + timedelta(minutes=minutes), TOWN.calendar, now=NOON)
    assert code
    assert set(code) <= KEYS
