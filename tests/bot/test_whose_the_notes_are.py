"""A note of a shift, a colleague's message: told to those whose they are, and gone from every card in time (V1-V3).

Vera, Mohammed and Lena sit at the switchboard, and Lena is an editor. It is Monday 23 November, 10:15.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.cards.action_names import ActionName
from bot.dialogs.desk_shifts import hand_over_view
from bot.dialogs.desk_views import DeskSight
from bot.texts.catalogue import words_for
from bot.turn import CardAction
from policy.desk_book import HandOver
from storage.kinds import CALLBACK, DESK, DESK_BOOK, MISDIRECTED
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.test_handing_over_a_shift import NOTE, has_taken

OF_A_SHIFT = (ActionName.HAND_OVER_SHOW, ActionName.HAND_OVER_TAKE, ActionName.HAND_OVER_BACK)
OF_A_ROW = (ActionName.DESK_ROW, ActionName.DESK_CLAIM, ActionName.DESK_RELEASE, ActionName.DESK_RECEIVE)
OF_THE_SWITCHBOARD = [
    one
    for one in ActionName
    if one.startswith(("desk.", "hand_over.", "mend.", "misdirected.", "connecting.", "availability.", "message."))
]
CARRIED = (
    *("row", "section", "below", "hand_over", "function", "matter", "asked", "case", "call", "round", "mend", "page"),
    *("person", "people", "start", "at", "landed", "landed_id", "place_id", "colleagues", "gives"),
)
FILLED_IN = ("to", "note", "matter", "landed", "place", "mend", "other")
JUNK: tuple[Any, ...] = (
    *(None, [], {"a": [1]}, 10**30, "x" * 5_000, "\x00", "²", "group:x\ny", "person:", ":"),
    *("notices\nnotices\nn\n", "gaps\nbygglov\ncoverage\nx", "details\nx\ndetails\ny", "orders\n\n\n"),
)


@pytest.fixture
def mohammed(house: House) -> Someone:
    """Vera's colleague at the switchboard."""
    return house.someone("Mohammed Al-Sayed")


async def test_no_card_of_it_keeps_its_note_however_often_it_was_opened(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """The one that came and those opened from the desk follow alike; the note goes from each when its time is over."""
    await has_taken(house, vera, karin, mohammed)
    await vera.presses("Lämna över passet")
    vera.sees("Du lämnar över")
    await vera.presses("Lämna över passet", note=NOTE)
    vera.sees(NOTE)
    await house.sends_what_is_due()
    came = mohammed.told[0].activity
    mohammed.is_told(NOTE)
    opened = set()
    for _ in range(2):
        await mohammed.says("bordet")
        mohammed.sees("Vera Åkesson lämnade över passet")
        await mohammed.presses("Vera Åkesson lämnade över passet mån 23 nov 10:15. Tryck för att ta över.")
        mohammed.sees(NOTE, "Ta över")
        await house.sends_what_is_due()
        opened.add(mohammed.stood)
    button = mohammed.button("Ta över")
    house.clock.passes(minutes=5)
    mohammed.card_activity = mohammed.stood
    await mohammed.sends(button)
    mohammed.sees("Du tog över mån 23 nov 10:20", NOTE)
    await house.sends_what_is_due()
    pressed = {mohammed.stood}
    assert {told.activity for told in mohammed.told if "Du tog över" in repr(told.message)} == {came, *opened} - pressed
    mohammed.told.clear()
    vera.told.clear()
    await house.lets_time_pass(until="2026-11-24 17:02")
    cleared = {told.activity for told in mohammed.told if "Du tog över" in repr(told.message)}
    assert cleared == {came, *opened}
    assert NOTE not in repr([told.message.card for told in (*mohammed.told, *vera.told)])
    await house.lets_time_pass(until="2026-11-28 08:00")
    (book,) = (await house.store.query("desk_book")).documents
    assert book.body["outgoing"]["standing"] == []
    for one in (vera, mohammed, karin):
        one.told.clear()


async def test_who_has_left_the_switchboard_reads_no_note(house: House, anna: Someone, vera: Someone) -> None:
    """A card may come the next morning, to somebody who works elsewhere by then."""
    at = house.now()
    given = HandOver(id="h", by=vera.id, to=anna.id, note=NOTE, made_at=at, open_until=at + timedelta(days=1))
    municipality, now = house.directory.municipality, house.clock.now
    views = [
        hand_over_view(given, DeskSight(reader=one, municipality=municipality, words=words_for("sv"), now=now))
        for one in (vera.id, anna.id)
    ]
    assert [view.note for view in views] == [NOTE, ""]


async def test_what_a_colleague_is_given_or_has_left_is_theirs_alone(
    house: House, vera: Someone, mohammed: Someone
) -> None:
    """At the switchboard too: a hand-over to one is read and taken by nobody else, nor is a message shown (V1)."""
    lena = house.someone_there("Lena Nyström")
    await vera.says("lämna över passet")
    vera.sees("Lämna över passet")
    await vera.presses("Lämna över passet", to=str(mohammed.id), note="Kalle Boman ringer igen.")
    vera.sees("Kalle Boman")
    hand_over = vera.button("Ta tillbaka").values["hand_over"]
    await vera.says("meddelande till Anna Svensson: ring Kalle Boman 070-174 06 05 om bygglovet")
    vera.sees("Kalle Boman")
    (left,) = (key for key in house.store.written() if key.kind == CALLBACK.name)
    row = "\n".join(("messages", left.partition, left.id, ""))
    before = house.store.written()
    tries = [(name, {"hand_over": hand_over}) for name in OF_A_SHIFT] + [(name, {"row": row}) for name in OF_A_ROW]
    for name, values in tries:
        await lena.sends(CardAction(name, values, {}, True))
        lena.does_not_see("Kalle")
        lena.unseen.clear()
    after = house.store.written()
    assert {key for key in after if after[key] != before.get(key)} <= {key for key in after if key.kind == "desk"}
    for one in (vera, mohammed, lena):
        one.told.clear()


@pytest.mark.parametrize("name", OF_THE_SWITCHBOARD)
async def test_junk_from_somebody_who_may_has_an_answer(house: House, name: ActionName) -> None:
    """Lena is at the switchboard and an editor, so that it gets as far as it can: never an exception."""
    lena = house.someone_there("Lena Nyström")
    for junk in JUNK:
        for key in CARRIED:
            await lena.sends(CardAction(name, {key: junk}, {}, True))
            assert lena.sight
            lena.unseen.clear()
        for key in FILLED_IN:
            await lena.sends(CardAction(name, {}, {key: str(junk)}, True))
            assert lena.sight
            lena.unseen.clear()
    assert {key.kind for key in house.store.written()} <= {DESK.name, DESK_BOOK.name, MISDIRECTED.name}
