"""Owns how phone numbers in Entra are read, where people have written them in every way that there is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from directory.graph.entries import UserEntry
from directory.graph.folded import cleaned
from directory.graph.frame import PhoneRule
from directory.graph.plain_numbers import plain_number
from directory.graph.remarks import RemarkCode, Remarks

_SEVERAL = re.compile(r"[;,/|]|\b(?:alt|eller|or)\b", re.IGNORECASE)
_SHORT = re.compile(r"\D{0,12}([0-9]{2,6})\D{0,3}")
_EXTENSION = re.compile(r"[0-9]{2,6}")
_SPACING = re.compile(r"[\s.\-–]")
_EXTENDED = re.compile(r"\bank(?:n|nytn|nytning)?\b\.?:?", re.IGNORECASE)
_IN_WORDS = re.compile(r"\b(?!ext)[^\W\d_]{2,}\b\.?:?", re.IGNORECASE)
_LONGEST = 80


class ReadNumber(NamedTuple):
    """What a text in a phone field says: a number in E.164, an extension, either, or neither."""

    number: str = ""
    extension: str = ""
    is_mobile: bool = False


class Numbers(NamedTuple):
    """Somebody's numbers, as `policy.organisation.Person` has them."""

    landline: str
    mobile: str
    extension: str


def numbers_of(entry: UserEntry, rule: PhoneRule, remarks: Remarks) -> Numbers:
    """The user's numbers. A mobile number among the business phones is their mobile number, if they have no other."""
    given = [text for text in (entry.landline, *entry.other_phones) if text.strip()]
    read = [read_number(text, rule.country) for text in given]
    mobile = read_number(entry.mobile, rule.country)
    if any(one == ReadNumber() for one in read) or (entry.mobile.strip() and not mobile.number):
        remarks.note(RemarkCode.NUMBER_UNREADABLE, entry.id)
    work = next((one for one in read if one.number), ReadNumber())
    extension = _extension(entry, rule, [*read, mobile], remarks)
    if work.is_mobile and mobile.number in ("", work.number):
        fixed = next((one.number for one in read if one.number and not one.is_mobile), "")
        return Numbers(fixed, work.number, extension)
    return Numbers(work.number, mobile.number, extension)


def _extension(entry: UserEntry, rule: PhoneRule, read: list[ReadNumber], remarks: Remarks) -> str:
    """The attribute's, else what stands as one in a phone field, else the last digits of the first landline."""
    given = _SPACING.sub("", cleaned(entry.extension))
    if given and _EXTENSION.fullmatch(given) and given.isascii():
        return given
    if given:
        remarks.note(RemarkCode.EXTENSION_UNREADABLE, entry.id)
    said = next((one.extension for one in read if one.extension), "")
    if said or not rule.extension_digits:
        return said
    landline = next((one.number for one in read if one.number and not one.is_mobile), "")
    return landline[-rule.extension_digits :]


@lru_cache(maxsize=200_000)
def read_number(text: str, country: str) -> ReadNumber:
    """The first number in the text, or else the extension that it is; empty where it is neither."""
    plain = plain_number(text.strip(), country)
    if plain is not None:
        return ReadNumber(number=plain[0], is_mobile=plain[1])
    whole = _EXTENDED.sub("x", cleaned(text)[:_LONGEST])
    for part in (whole, *_SEVERAL.split(whole)):
        found = _parsed(part, country)
        if found is not None:
            return found
    short = _SHORT.fullmatch(whole)
    return ReadNumber(extension=short[1] if short and short[1].isascii() else "")


def _parsed(text: str, country: str) -> ReadNumber | None:
    try:
        parsed = phonenumbers.parse(_IN_WORDS.sub(" ", text), country)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.UNKNOWN:
        return None
    own = parsed.extension or ""
    return ReadNumber(
        number=phonenumbers.format_number(parsed, PhoneNumberFormat.E164),
        extension=own if _EXTENSION.fullmatch(own) and own.isascii() else "",
        is_mobile=kind == PhoneNumberType.MOBILE,
    )
