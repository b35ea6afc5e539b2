"""The whole of it without a browser: real process, real store, the local client's wire."""

from __future__ import annotations

import pytest

from tests.e2e.chat import Chat

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_one_line_of_chat_gives_one_receipt_and_the_switchboard_knows(anna: Chat, switchboard: Chat) -> None:
    """A3, V1: what Anna types is what the switchboard is told to say, at once."""
    await anna.says("lunch till 13")
    await anna.sees("Du är hänvisad till 13:00", "är på lunch")

    await switchboard.says(f"Är {anna.name} inne?")
    await switchboard.sees(f"{anna.name} är på lunch och nås igen 13:00.")


async def test_an_undone_diversion_is_gone_for_everyone(anna: Chat, switchboard: Chat) -> None:
    """The receipt is replaced where it stands, a second press says so, and the switchboard hears that Anna is in."""
    await anna.says("lunch till 13")
    receipt = await anna.sees("Du är hänvisad till 13:00")
    await anna.presses("Ångra", receipt)
    await anna.sees_changed("Ångrat.")
    await anna.presses("Ångra", receipt)
    await anna.sees_changed("Det går inte att ångra längre", "Det är redan ångrat.")

    await switchboard.says(f"Är {anna.name} inne?")
    await switchboard.sees(f"{anna.name} är inne.")


async def test_the_switchboard_is_not_told_that_someone_is_ill(anna: Chat, switchboard: Chat, chief: Chat) -> None:
    """POLICY, "Whom the answers may tell what": the reason is for Anna and her nearest manager."""
    await anna.says("sjuk till fredag")
    await anna.sees("Sjuk")

    await switchboard.says(f"Är {anna.name} inne?")
    answer = await switchboard.sees(f"{anna.name} är frånvarande")
    assert "sjuk" not in str(answer.card).lower()

    await chief.says(f"Är {anna.name} inne?")
    await chief.sees(f"{anna.name} är sjuk")


async def test_someone_who_is_diverted_by_another_is_told_so_unasked(anna: Chat, switchboard: Chat) -> None:
    """A proactive message reaches the right person's own chat."""
    await switchboard.says(f"sätt {anna.name} på möte till 14")
    await switchboard.sees(f"{anna.name} är hänvisad till 14:00")
    await anna.sees(f"{switchboard.name} har hänvisat dig")
