"""Owns finding phone numbers in a line, so that they are masked before any digit is taken for a time.

It must not know what a number is for. Numbers without a country code are Swedish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

REGION = "SE"
# Anything shorter is an extension, a time or a date; the matcher is slow, so it is asked only about these.
_CANDIDATE = re.compile(r"(?<![\w*#])(?:\+|\(?0)\d?[\d\s()/–-]{5,22}\d(?!\w)")
_CLOCK_RANGE = re.compile(r"\s*(?:[01]\d|2[0-3])[0-5]\d\s*[-–]\s*(?:[01]\d|2[0-3])[0-5]\d\s*")
_DATES = re.compile(r"\d{4}-\d\d-\d\d|\b\d{1,2}/\d{1,2}\b(?!\d)")
_EXTENSION = re.compile(r"\s*,?\s*(?:ankn|anknytning|anslutning|ext|extension)\b\.?\s*(\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in the line: where it stands (its extension included) and what it is in E.164."""

    start: int
    end: int
    e164: str


def find_phones(text: str) -> tuple[Phone, ...]:
    """The valid phone numbers of a line, in order; "0800-1200" is a time and is left alone."""
    found = []
    for candidate in _CANDIDATE.finditer(text):
        raw = candidate.group()
        if _CLOCK_RANGE.fullmatch(raw) or _DATES.search(raw):
            continue
        match = _first_match(raw)
        if match is None:
            continue
        start, end = candidate.start() + match.start, candidate.start() + match.end
        extension = _EXTENSION.match(text, end)
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        found.append(Phone(start, extension.end() if extension else end, number))
    return tuple(found)


def _first_match(raw: str) -> phonenumbers.PhoneNumberMatch | None:
    """The number in a stretch of digits; a time that follows it ("070-174 06 05 15") is cut off word by word."""
    pieces = raw.split(" ")
    for count in range(len(pieces), 0, -1):
        part = " ".join(pieces[:count])
        for match in phonenumbers.PhoneNumberMatcher(part, REGION):
            return match
    return None
