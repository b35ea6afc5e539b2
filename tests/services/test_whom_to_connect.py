"""Whom a caller with a matter is connected to, and how it stands there at the moment (S3, A2)."""

from __future__ import annotations

import pytest

from policy.errors import PolicyError
from policy.functions import function_of
from tests.services.connecting_stage import ConnectingStage


async def test_a_matter_is_answered_with_its_group_as_it_stands() -> None:
    """S3, A2: its phone hours, and who there answers now."""
    asked = await ConnectingStage().asks("attefallshus")
    (answer,) = [one for one in asked.answers if one.group is not None]
    assert answer.group is not None
    assert answer.group.is_open
    assert answer.group.able


@pytest.mark.parametrize("gone", ["group:nothing", "person:nobody", "nonsense", "group:"])
async def test_what_is_gone_is_told(gone: str) -> None:
    """A card of yesterday names a function that is no more."""
    stage = ConnectingStage()
    with pytest.raises(PolicyError, match=r"connecting\.gone"):
        await stage.whom.ask_about(gone, "bygglov", viewer=stage.viewer, now=stage.now)


def test_a_functions_id_leads_back_to_it() -> None:
    """So that a button can carry it; a group's id may hold a colon."""
    for id_ in ("group:a:b", "person:x"):
        function = function_of(id_)
        assert function is not None
        assert function.id == id_
