"""How phone numbers are shown."""

import pytest

from bot.texts.numbers import phone_number


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+46701740605", "070-174 06 05"),
        ("+46846500412", "08-465 004 12"),
        ("+46313900612", "031-390 06 12"),
        ("+4721234567", "+47 21 23 45 67"),
        ("4536", "4536"),
        ("", ""),
        ("okänt", "okänt"),
    ],
)
def test_a_number_is_shown_as_people_write_it(stored: str, shown: str) -> None:
    """Swedish numbers nationally, others with their country; what is no full number as it stands."""
    assert phone_number(stored) == shown
