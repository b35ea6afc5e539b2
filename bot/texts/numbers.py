"""Owns how phone numbers are shown to people. How they are understood is `bot.understanding`'s business."""

from __future__ import annotations

import phonenumbers

HOME_REGION = "SE"


def phone_number(number: str) -> str:
    """A number as people write it: "+46701740605" is "070-174 06 05", an extension ("4536") stays as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    at_home = parsed.country_code == phonenumbers.country_code_for_region(HOME_REGION)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
