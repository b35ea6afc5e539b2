"""Owns the part of a municipality file about its telephone exchange: how long what it was told is kept; its codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from directory.file_faults import FaultCode, Faults
from directory.file_values import choice, count
from directory.yaml_tree import Field, Given, Shape, Spot, shaped
from policy.keypad_codes import DATE, DAY, MONTH, REASON, TIME, blanks_of
from policy.pbx_terms import NO_CODES, USUAL_PBX, KeypadCodes, PbxTerms
from policy.reasons import Reason

MOST_DAYS = 30
LONGEST_CODE = 40
MOST_DIGITS = 99

Codes = Mapping[Reason, str]


def _code(*needed: frozenset[str], may: frozenset[str] = frozenset()) -> Callable[[Spot], str | None]:
    """A reader of a code that has all blanks of one of the sets `needed`, and otherwise none but those of `may`."""
    known = may.union(*needed)

    def read(spot: Spot) -> str | None:
        value = spot.text()
        if value is None:
            return None
        blanks = blanks_of(value)
        lacks = bool(needed) and blanks is not None and not any(one <= blanks for one in needed)
        if blanks is None or not blanks <= known or lacks or len(value) > LONGEST_CODE:
            spot.fault(FaultCode.BAD_CODE, value=value, blanks=_told(needed, may))
            return None
        return value

    return read


def _told(needed: tuple[frozenset[str], ...], may: frozenset[str]) -> str:
    """Which blanks a code has and may have, in words."""
    has_to, also = " or ".join(_names(one, " and ") for one in needed), _names(may, ", ")
    if not has_to:
        return f"the blank {also}, or none" if also else "no blanks"
    return f"the blanks {has_to}, and may take {also}"


def _names(blanks: frozenset[str], joint: str) -> str:
    return joint.join(sorted(blank.strip("{}") for blank in blanks))


def _digits_by_reason(spot: Spot) -> Codes:
    found: dict[Reason, str] = {}
    for key, value in spot.items():
        reason, digits = _reason(key), _digits(value)
        if reason is not None and digits is not None:
            found[reason] = str(value.text())
    return found


_reason = choice(Reason)
_digits = count(0, MOST_DIGITS)
_OF_DAY = (frozenset({DATE}), frozenset({DAY, MONTH}))

KEYPAD: Shape = {
    "same_day": Field(_code(frozenset({TIME}), may=frozenset({REASON}))),
    "other_day": Field(_code(*_OF_DAY, may=frozenset({REASON, TIME}))),
    "open_ended": Field(_code(may=frozenset({REASON}))),
    "off": Field(_code()),
    "reasons": Field(_digits_by_reason),
}
PBX: Shape = {
    "kept_days": Field(count(1, MOST_DAYS)),
    "keypad": Field(shaped(KEYPAD)),
}


def check_pbx(file: Given, faults: Faults) -> None:
    """Note codes with a reason in them where no reason has digits."""
    given: Given | None = file.get("pbx")
    keypad: Given | None = None if given is None else given.get("keypad")
    if keypad is None or keypad.says("reasons") or _habits_digits(file):
        return
    lines = [keypad.line_of(name) for name in ("same_day", "other_day", "open_ended") if REASON in keypad.get(name, "")]
    if lines:
        faults.add(FaultCode.MISSING_KEY, line=min(lines), path=keypad.path, key="reasons")


def build_pbx(file: Given) -> PbxTerms:
    """The municipality's terms; what the file doesn't say is as usual, and digits are those that it has for chat."""
    given: Given | None = file.get("pbx")
    if given is None:
        return USUAL_PBX
    days = given.get("kept_days")
    kept = USUAL_PBX.kept if days is None else timedelta(days=days)
    return PbxTerms(kept=kept, keypad=_keypad(given.get("keypad"), _habits_digits(file)))


def _keypad(given: Given | None, usual_digits: Codes) -> KeypadCodes:
    if given is None:
        return NO_CODES
    return KeypadCodes(
        same_day=given.get("same_day", ""),
        other_day=given.get("other_day", ""),
        open_ended=given.get("open_ended", ""),
        off=given.get("off", ""),
        reasons=given.get("reasons", usual_digits),
    )


def _habits_digits(file: Given) -> Codes:
    habits: Given | None = file.get("habits")
    keypad: Mapping[str, Reason] = {} if habits is None else habits.get("keypad", {})
    return {reason: digit for digit, reason in reversed(list(keypad.items()))}
