"""A shift that is handed over once more before anybody has taken it; and a switchboard of very many (V1-V3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from policy.callbacks import Callback
from policy.organisation import PersonId
from policy.outgoing import StandingCard
from services.desk_reading import MOST_OPERATORS
from services.ports import DESK_BOOK_PLACE, Loaded, Place
from tests.policy.small_town import DAG, EVA, VERA
from tests.services.desk_stage import DeskStage


async def test_what_was_given_before_is_given_again_but_what_is_done_or_taken() -> None:
    """Whoever adds a note afterwards loses nothing of what they gave."""
    stage = DeskStage()
    rows = [await stage.tells(number) for number in (1, 2, 3)]
    for row in rows:
        await stage.desk.claim(VERA, row, now=stage.now)
    first = await stage.hand_over.give(VERA, None, "", turn="t1", now=stage.now)
    assert [row.key for row in first.rows] == rows
    await stage.is_received(1)
    await stage.desk.claim(EVA, rows[1], now=stage.now)
    shift = await stage.hand_over.shift(VERA, now=stage.now)
    assert ([row.key for row in shift.rows], [one.more for one in shift.open]) == ([rows[2]], [1])
    second = await stage.hand_over.give(VERA, DAG, "Ring Anna", turn="t2", now=stage.now)
    assert [row.key for row in second.rows] == [rows[2]]
    assert await stage.hand_over.give(VERA, DAG, "Ring Anna", turn="t2", now=stage.now) == second
    await stage.hand_over.take(DAG, second.id, now=stage.now)
    assert await stage.claims() == {rows[1]: EVA, rows[2]: DAG}


async def test_the_givers_own_card_of_the_first_says_that_it_is_over() -> None:
    """It isn't that card which they have pressed."""
    stage = DeskStage()
    first = await stage.hand_over.give(VERA, DAG, "Ett", turn="t1", now=stage.now)
    loaded = await stage.desk.book.load(DESK_BOOK_PLACE)
    assert loaded is not None
    card = f"hand_over:{first.id}"
    standing = StandingCard(to=VERA, card=card, conversation="c", activity="a")
    outgoing = loaded.value.outgoing.standing_as(standing)
    await stage.desk.book.save(loaded, replace(loaded.value, outgoing=outgoing))
    await stage.hand_over.give(VERA, DAG, "Två", turn="t2", now=stage.now)
    changed = [one.to for one in (await stage.book()).outgoing.unsent if one.card == card]
    assert changed == [VERA]


class Messages:
    """Messages of nobody, which know who was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def load(self, place: Place) -> Loaded[Callback] | None:
        """None is there."""
        del place
        return None

    async def at_desk(
        self, limit: int, *, before: datetime | None = None, **equal: str | int | None
    ) -> Sequence[Loaded[Callback]]:
        """None are there."""
        del limit, before
        self.asked.append(str(equal["unseen_by"]))
        return []


async def test_also_the_last_of_a_great_many_operators_sees_their_own_messages() -> None:
    """V1: others' are counted for so many alone, one's own are always read."""
    stage, messages = DeskStage(), Messages()
    town = stage.directory.municipality
    vera = town.people[VERA]
    many = {PersonId(f"o{number}"): replace(vera, id=PersonId(f"o{number}")) for number in range(MOST_OPERATORS)}
    stage.directory.municipality = replace(town, people={**many, VERA: vera})
    desk = replace(stage.desk, reading=replace(stage.desk.reading, messages=messages))
    await desk.open(VERA, now=stage.now)
    assert messages.asked.count(VERA) == 1
    messages.asked.clear()
    await desk.keep_up(now=stage.now)
    assert messages.asked.count(VERA) == 1
    assert len(messages.asked) == MOST_OPERATORS + 1
