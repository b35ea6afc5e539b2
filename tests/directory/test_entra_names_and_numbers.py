"""What somebody is called, and on what numbers, however it is written in Entra."""

from __future__ import annotations

from typing import Any, cast

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.graph.entries import UserEntry
from directory.graph.frame import PhoneRule
from directory.graph.numbers import Numbers, ReadNumber, numbers_of, read_number
from directory.graph.plain_numbers import plain_number
from directory.graph.remarks import RemarkCode, Remarks
from directory.graph.spoken_names import spoken_name

WORK, MOBILE = "+46846500410", "+46701740605"

USUAL = PhoneRule()

NAMES = {
    "both as they are": ({"first_name": "Anna ", "last_name": " af  Ekenstam"}, ("Anna", "af Ekenstam")),
    "apart, by display name": ({"display_name": "Anna Andersson"}, ("Anna", "Andersson")),
    "last name first": ({"display_name": "Andersson, Anna"}, ("Anna", "Andersson")),
    "a unit in brackets": ({"display_name": "Anna Andersson (Bygg)"}, ("Anna", "Andersson")),
    "a unit after a dash": ({"display_name": "Anna-Karin Ek - Bygg"}, ("Anna-Karin", "Ek")),
    "a title after a comma": ({"display_name": "Anna Ek, Arkitekt", "title": "arkitekt"}, ("Anna", "Ek")),
    "two first names": ({"display_name": "Anna Maria Ek"}, ("Anna Maria", "Ek")),
    "a particle": ({"display_name": "Carl von der Esch"}, ("Carl", "von der Esch")),
    "a particle, last name first": ({"display_name": "von Essen, Anna"}, ("Anna", "von Essen")),
    "one name": ({"display_name": "Reception"}, ("Reception", "")),
    "a first name alone": ({"first_name": "Anna", "display_name": "Anna Ek"}, ("Anna", "Ek")),
    "a last name alone": ({"last_name": "Ek", "display_name": "Ek, Anna"}, ("Anna", "Ek")),
    "a last name and nothing else": ({"last_name": "Ek"}, ("Ek", "")),
    "letters as two signs": ({"first_name": "A\u030asa", "last_name": "O\u0308berg"}, ("Åsa", "Öberg")),
    "signs that can't be seen": ({"first_name": "An\u200bna\t", "last_name": "\u202eEk\u00ad"}, ("Anna", "Ek")),
    "other letters": ({"display_name": "Олена Шевченко"}, ("Олена", "Шевченко")),
    "an address alone": ({"upn": "anna.andersson2@s.example"}, ("Anna", "Andersson")),
    "brackets alone": ({"display_name": "(Bygg)", "email": "bygg@s.example"}, ("Bygg", "")),
}
NUMBERS = {
    "08-465 004 10": ReadNumber(WORK),
    "+46 (0)8 465 004 10": ReadNumber(WORK),
    "+46 0 8 465 004 10": ReadNumber(WORK),
    "0046 8 465 00 410": ReadNumber(WORK),
    "46846500410": ReadNumber(WORK),
    "Tel: 08/465 00 410": ReadNumber(WORK),
    "08.465.004.10 (arb)": ReadNumber(WORK),
    "０８−４６５ ００４ １０": ReadNumber(WORK),
    "08–465\u00a0004\u00a010": ReadNumber(WORK),
    "08-465 004 10, 08-465 004 11": ReadNumber(WORK),
    "08-465 004 10 ankn. 410": ReadNumber(WORK, "410"),
    "08-465 004 10 x410": ReadNumber(WORK, "410"),
    "+46846500410;ext=0410": ReadNumber(WORK, "0410"),
    "070-174 06 05": ReadNumber(MOBILE, is_mobile=True),
    "070 174 06 05 / 08-465 004 10": ReadNumber(MOBILE, is_mobile=True),
    "mobil 0701740605": ReadNumber(MOBILE, is_mobile=True),
    "+358 9 1234567": ReadNumber("+35891234567"),
    "4536": ReadNumber(extension="4536"),
    "ankn 4536": ReadNumber(extension="4536"),
    "växeln": ReadNumber(),
    "1": ReadNumber(),
    "12345678901234567890": ReadNumber(),
    " ": ReadNumber(),
    "0" * 5_000: ReadNumber(),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_is_read_as_it_is_said_aloud(case: str) -> None:
    """First name first, and nothing that is no name."""
    said, name = NAMES[case]
    found = spoken_name(UserEntry(id="x", **cast("dict[str, Any]", said)))
    assert found is not None
    assert (found.first, found.last) == name
    assert found.guessed == ("first_name" not in said or "last_name" not in said)


def test_nobody_has_no_name() -> None:
    """An account without any is nobody to be asked for."""
    assert spoken_name(UserEntry(id="x", display_name=" , ", upn="1234@s.example")) is None


@pytest.mark.parametrize("text", NUMBERS, ids=lambda text: text[:20])
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    """To E.164; what can't be read is none."""
    assert read_number(text, "SE") == NUMBERS[text]


def numbers(rule: PhoneRule = USUAL, **said: object) -> tuple[Numbers, set[RemarkCode]]:
    """Somebody's numbers, and what is remarked on."""
    remarks = Remarks()
    found = numbers_of(UserEntry(id="x", **said), rule, remarks)  # type: ignore[arg-type]
    return found, {remark.code for remark in remarks.told()}


def test_a_mobile_number_among_the_business_phones_is_a_mobile_number() -> None:
    """Many have it there alone, or there as well; another number is not lost by it."""
    assert numbers(landline="070-174 06 05")[0] == Numbers("", MOBILE, "")
    assert numbers(landline="070-174 06 05", mobile=MOBILE)[0] == Numbers("", MOBILE, "")
    assert numbers(landline="070-174 06 05", other_phones=("08-465 004 10",))[0] == Numbers(WORK, MOBILE, "")
    assert numbers(landline="070-174 06 06", mobile=MOBILE)[0] == Numbers("+46701740606", MOBILE, "")


def test_a_number_that_cannot_be_read_is_left_out_and_remarked_on() -> None:
    """And the next that can be is taken."""
    found, remarked = numbers(landline="växeln", other_phones=("08-465 004 10",), mobile="-")
    assert (found, remarked) == (Numbers(WORK, "", ""), {RemarkCode.NUMBER_UNREADABLE})


def test_an_extension_is_the_attributes_then_what_is_written_then_the_last_digits() -> None:
    """The last digits of a mobile number are nobody's extension."""
    rule = PhoneRule(extension_digits=3)
    assert numbers(rule, extension="45 36", landline="08-465 004 10 ankn 9")[0].extension == "4536"
    assert numbers(rule, landline="08-465 004 10 ankn 4537")[0].extension == "4537"
    assert numbers(rule, landline="08-465 004 10")[0].extension == "410"
    assert numbers(rule, landline="070-174 06 05")[0].extension == ""
    assert numbers(landline="08-465 004 10")[0].extension == ""
    found, remarked = numbers(rule, extension="fråga", landline="08-465 004 10")
    assert (found.extension, remarked) == ("410", {RemarkCode.EXTENSION_UNREADABLE})


def test_a_number_without_a_country_code_is_of_the_frames_country() -> None:
    """A municipality at the border may have its phones in Finland."""
    assert numbers(PhoneRule(country="FI"), landline="09 1234567")[0].landline == "+35891234567"


@settings(max_examples=300)
@given(
    st.sampled_from(["0", "+46", "0046", "46"]),
    st.text("0123456789", min_size=4, max_size=12),
    st.sampled_from(["", " ", "-"]),
)
def test_what_is_read_quickly_is_what_would_be_read_in_full(begins: str, digits: str, between: str) -> None:
    """Of a plain number the quick reading says the same as the library, or nothing."""
    text = f"{begins}{digits[:2]}{between}{digits[2:]}"
    quick = plain_number(text, "SE")
    if quick is None:
        return
    parsed = phonenumbers.parse(text, "SE")
    assert phonenumbers.is_valid_number(parsed)
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    assert quick == (phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), is_mobile)


def test_ordinary_numbers_are_read_quickly() -> None:
    """Otherwise fifty thousand people take ten seconds."""
    for text in ("08-465 004 10", "070-174 06 05", "+46 70 174 06 05", "+46846500410", "0491-290 00"):
        assert plain_number(text, "SE") is not None
