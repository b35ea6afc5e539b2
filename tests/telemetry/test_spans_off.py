"""Where traces are off a turn has an id for its log lines, and that is all."""

from __future__ import annotations

import asyncio

from telemetry.spans import NumberedSpans, ids_now, note_now


async def test_what_is_written_in_a_turn_is_found_by_one_id() -> None:
    """Also in what the turn leaves to be done right after it; and not outside of it."""
    seen: list[dict[str, str]] = []

    async def errand() -> None:
        await asyncio.sleep(0)
        seen.append(dict(ids_now()))

    assert ids_now() == {}
    with NumberedSpans().open("turn") as turn:
        note_now("turn.intent", "help")
        within = dict(ids_now())
        left = asyncio.create_task(errand())
    await left
    assert ids_now() == {}
    assert within == dict(turn.ids)
    assert set(within) == {"turn_id"}
    assert seen == [within]


async def test_turns_side_by_side_have_their_own() -> None:
    """Two at once are not taken for each other."""

    async def turn() -> set[str]:
        with NumberedSpans().open("turn"):
            before = ids_now()["turn_id"]
            await asyncio.sleep(0)
            return {before, ids_now()["turn_id"]}

    first, second = await asyncio.gather(turn(), turn())
    assert (len(first), len(second), len(first | second)) == (1, 1, 2)
