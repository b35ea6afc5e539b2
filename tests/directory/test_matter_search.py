"""Whom a matter leads to, in the example municipality (S3)."""

from __future__ import annotations

import pytest

from tests.bot.house import example_directory

SAID = {
    "bygglov": ["group:bygglov"],
    "Attefallshus": ["group:bygglov"],
    "avlopp": ["group:miljo", "group:vatten"],
    "pizza": [],
}


@pytest.mark.parametrize("said", SAID)
def test_a_matter_leads_to_its_functions(said: str) -> None:
    """S3: and to nobody else, other than those whose own matter it is."""
    found = example_directory().find_matters(said)
    assert [one.function.id for one in found.matches if one.function.group] == SAID[said]
