"""What a row of a delta query says of somebody, whatever it leaves out and in which order it says it."""

from __future__ import annotations

from typing import Any

import pytest

from directory.graph.entries import UserEntry
from directory.graph.user_changes import MemberChange, OddAnswer, asked_of_users, member_changes, rows_of, user_after
from tests.graph.standin_users import GROUP, USER

KNOWN = UserEntry(id="a", first_name="Anna", title="Chef", landline="1", other_phones=("2",), manager="old")
OLD_WENT, OLD_CAME = {"@odata.type": USER, "id": "OLD", "@removed": {"reason": "deleted"}}, {"id": "OLD"}
NEW_CAME, NEW_WENT = {"@odata.type": USER, "id": "NEW"}, {"id": "NEW", "@removed": {"reason": "deleted"}}


@pytest.mark.parametrize(
    ("told", "manager"),
    [
        ([NEW_CAME, OLD_WENT], "new"),
        ([OLD_WENT, NEW_CAME], "new"),
        ([OLD_WENT], ""),
        ([NEW_WENT], "old"),
        ([OLD_WENT, NEW_CAME, NEW_WENT], ""),
        ([OLD_WENT, NEW_CAME, NEW_WENT, OLD_CAME], "old"),
        ([], "old"),
        (None, "old"),
        (NEW_CAME, "new"),
    ],
)
def test_a_manager_comes_and_goes_in_any_order(told: Any, manager: str) -> None:
    """That one who isn't theirs went changes nothing; nothing told of it leaves it as it is."""
    assert user_after(KNOWN, {"id": "a", "manager@delta": told}, "").manager == manager


def test_what_is_not_told_is_as_it_was_and_what_is_null_is_empty() -> None:
    """Graph tells at least what has changed."""
    assert user_after(KNOWN, {"id": "A"}, "") == KNOWN
    after = user_after(KNOWN, {"id": "A", "jobTitle": None, "businessPhones": [], "accountEnabled": False}, "")
    assert (after.first_name, after.title, after.landline, after.other_phones) == ("Anna", "", "", ())
    assert not after.is_enabled
    assert user_after(None, {"id": "A", "userType": "Guest", "givenName": " Anna "}, "").first_name == "Anna"


def test_extensions_are_read_where_the_frame_says_that_they_stand() -> None:
    """And nowhere else; that they are asked for is in what is selected."""
    row = {"id": "A", "onPremisesExtensionAttributes": {"extensionAttribute7": "4410", "extensionAttribute8": "9"}}
    assert user_after(None, row, "extensionAttribute7").extension == "4410"
    assert user_after(None, row, "").extension == ""
    gone = user_after(user_after(None, row, "extensionAttribute7"), {"id": "A", **dict.fromkeys(row)}, "")
    assert gone.extension == "4410"
    assert "onPremisesExtensionAttributes" in asked_of_users("extensionAttribute7")
    assert "onPremisesExtensionAttributes" not in asked_of_users("")


def test_members_are_users_and_groups_and_nothing_else() -> None:
    """A removal that doesn't say of what is one of both."""
    told = [
        {"@odata.type": USER, "id": "A"},
        {"@odata.type": GROUP, "id": "B", "@removed": {"reason": "deleted"}},
        {"@odata.type": "#microsoft.graph.device", "id": "C"},
        {"id": "D", "@removed": {"reason": "deleted"}},
    ]
    assert list(member_changes({"id": "g", "members@delta": told})) == [
        MemberChange("a", False, True),
        MemberChange("b", True, False),
        MemberChange("d", False, False),
        MemberChange("d", True, False),
    ]
    assert list(member_changes({"id": "g"})) == []


@pytest.mark.parametrize("page", [{}, {"value": None}, {"value": ["a"]}])
def test_a_page_that_is_none_makes_nothing(page: Any) -> None:
    """It is asked for again later."""
    with pytest.raises(OddAnswer):
        rows_of(page)


def test_something_told_of_nobody_makes_nothing() -> None:
    """Nor does a manager who is no list."""
    with pytest.raises(OddAnswer):
        user_after(None, {"givenName": "Anna"}, "")
    with pytest.raises(OddAnswer):
        user_after(KNOWN, {"id": "a", "manager@delta": ["b"]}, "")
