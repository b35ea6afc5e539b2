"""The exchange's codes in a municipality file: each takes the blanks that it needs, and no others (A3)."""

from __future__ import annotations

import pytest

from directory.file_faults import FaultCode
from tests.directory.town_file import changed, faults_of, line_of

SAME_DAY, OTHER_DAY, OPEN_ENDED = '"*23*{reason}*{time}#"', '"*23*{reason}*{date}#"', '"*23*{reason}#"'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (SAME_DAY, '"*23*{reason}#"', "same_day"),
        (SAME_DAY, '"*23*{date}*{time}#"', "same_day"),
        (OTHER_DAY, '"*23*{reason}*{day}#"', "other_day"),
        (OTHER_DAY, '"*23*{time}#"', "other_day"),
        (OPEN_ENDED, '"*23*{time}#"', "open_ended"),
        ('"#23#"', '"#23*{reason}#"', "off"),
        ('"#23#"', '"#23*{colour}#"', "off"),
        (SAME_DAY, '"*23*{time"', "same_day"),
        (SAME_DAY, '"*23* {time}#"', "same_day"),
        (SAME_DAY, '"+23*{time}#"', "same_day"),
    ],
)
def test_a_code_that_says_too_little_or_too_much_is_a_fault(old: str, new: str, key: str) -> None:
    """What it takes is said, and the line named."""
    text = changed(old, new)
    (fault,) = faults_of(text)
    assert (fault.code, fault.line) == (FaultCode.BAD_CODE, line_of(text, f"    {key}:"))
    assert "takes" in str(fault)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SAME_DAY, '"*23*{time}#"'),
        (OTHER_DAY, '"*23*{reason}*{day}{month}#"'),
        (OTHER_DAY, '"**7*{date}*{time}"'),
        (OPEN_ENDED, '"*9999#"'),
    ],
)
def test_exchanges_have_codes_of_their_own(old: str, new: str) -> None:
    """The blanks may come in any order, and a reason is not asked for everywhere."""
    assert faults_of(changed(old, new)) == ()


def test_a_code_without_quotation_marks_is_no_code() -> None:
    """To YAML, * begins an alias and # a remark: neither may pass for an exchange without that code."""
    (fault,) = faults_of(changed('off: "#23#"', "off: #23#"))
    assert fault.code is FaultCode.EMPTY
    assert [fault.code for fault in faults_of(changed(OPEN_ENDED, "*23*{reason}#"))] == [FaultCode.SYNTAX]
    assert [fault.code for fault in faults_of(changed(OPEN_ENDED, "*23"))] == [FaultCode.ALIAS]
