"""Owns the quick reading of numbers that are written plainly, as nearly all are: the same answer, many times as soon.

It says nothing of a number that it isn't sure of: that is then read in full by `directory.graph.numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberDesc

_PLAIN = re.compile(r"\+?[0-9](?:[ -]?[0-9])+")
_OTHER_KINDS = (*("toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan", "voicemail"),)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The national numbers of one kind, without the leading zero."""

    digits: re.Pattern[str]
    lengths: frozenset[int]

    def has(self, national: str) -> bool:
        return len(national) in self.lengths and self.digits.fullmatch(national) is not None


@dataclass(frozen=True, slots=True)
class _Country:
    """What numbers of a country look like, where they begin with a zero at home and no other country has its code."""

    code: str
    usual: _Kind
    fixed: _Kind
    mobile: _Kind
    others: tuple[_Kind, ...]


def plain_number(text: str, country: str) -> tuple[str, bool] | None:
    """The number in E.164 and whether it is a mobile one; None where it isn't plain enough to tell."""
    known = _country(country)
    if known is None or not _PLAIN.fullmatch(text):
        return None
    digits = text.replace(" ", "").replace("-", "")
    home = f"+{known.code}"
    if digits.startswith(home):
        national = digits[len(home) :]
    elif digits.startswith("0"):
        national = digits[1:]
    else:
        return None
    if national.startswith("0") or not known.usual.has(national):
        return None
    is_fixed, is_mobile = known.fixed.has(national), known.mobile.has(national)
    if is_fixed == is_mobile or any(kind.has(national) for kind in known.others):
        return None
    return f"{home}{national}", is_mobile


@cache
def _country(region: str) -> _Country | None:
    known = PhoneMetadata.metadata_for_region(region, None)
    if known is None or known.national_prefix != "0" or known.national_prefix_for_parsing not in (None, "0"):
        return None
    code = known.country_code or 0
    if len(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code, ())) != 1:
        return None
    usual, fixed, mobile = _kind(known.general_desc), _kind(known.fixed_line), _kind(known.mobile)
    if usual is None or fixed is None or mobile is None:
        return None
    others = tuple(kind for name in _OTHER_KINDS if (kind := _kind(getattr(known, name))) is not None)
    return _Country(str(code), usual, fixed, mobile, others)


def _kind(described: PhoneNumberDesc | None) -> _Kind | None:
    if described is None or described.national_number_pattern is None:
        return None
    return _Kind(re.compile(described.national_number_pattern), frozenset(described.possible_length))
