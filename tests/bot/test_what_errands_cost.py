"""What the most usual errands cost the store, so that none grows unnoticed; with turns kept in order either way.

Göran leads Ekonomikontoret and is a member of no answer group; Anna is one of three in Bygglov, open till 11:30 and
from 13. It is Monday, 10:15. Everyone has used the bot before. docs/costs.md tells what these figures come to.
"""

from __future__ import annotations

import pytest

from assembly.reaches import Reaches
from benchmarks.errands import presses, says
from policy.effects import EffectKind
from storage.metering import Bill
from tests.bot.metered_house import MeteredHouse
from tests.services.set_elsewhere import FarEnd as SetElsewhere


@pytest.fixture(params=[False, True], ids=["one process", "several processes"])
def house(request: pytest.FixtureRequest) -> MeteredHouse:
    """A house on a meter."""
    return MeteredHouse(shared=request.param)


def calls(bill: Bill) -> tuple[int, int, int]:
    """How many reads, writes and queries."""
    return bill.reads, bill.writes, bill.queries


def end_write(house: MeteredHouse) -> int:
    """Where turns are claimed, one that changes what is remembered of the chat writes that once more at its end."""
    return 1 if house.shared else 0


async def test_a_one_line_diversion_costs_two_reads_and_two_writes(house: MeteredHouse) -> None:
    """The chat and the person's book, each read and written once; no query, and nothing afterwards but its groups."""
    (goran,) = await house.meets("Göran Fransson")
    cost = await house.costs(says(goran, "lunch till 13", "Du är hänvisad"))
    assert calls(cost.turn) == (2, 2, 0)
    assert {call.kind for call in cost.calls} == {"chat", "diversion_book"}


async def test_a_members_diversion_outside_phone_hours_costs_no_more(house: MeteredHouse) -> None:
    """No gap can open then, so none is looked for (A2)."""
    (anna,) = await house.meets("Anna Svensson")
    cost = await house.costs(says(anna, "lunch 11.30 till 13", "Du är hänvisad"))
    assert calls(cost.turn) == (2, 2, 0)


async def test_the_warning_of_a_gap_costs_the_groups_book_and_one_colleagues(house: MeteredHouse) -> None:
    """Two reads more, as long as that colleague is in (A2)."""
    (anna,) = await house.meets("Anna Svensson")
    cost = await house.costs(says(anna, "möte 10.30-11", "Du är hänvisad"))
    assert calls(cost.turn) == (4, 2, 0)


async def test_a_group_is_looked_at_once_after_a_diversion(house: MeteredHouse) -> None:
    """Its book and its people's, read once more, and nothing written where nothing is new (M2)."""
    (anna,) = await house.meets("Anna Svensson")
    cost = await house.costs(says(anna, "möte 10.30-11", "Du är hänvisad"))
    assert calls(cost.after) == (4, 0, 0)


async def test_coming_back_costs_a_look_at_the_greeting_more(house: MeteredHouse) -> None:
    """Whether it still tells of an absence (A4)."""
    (goran,) = await house.meets("Göran Fransson")
    await house.costs(says(goran, "lunch till 13", "Du är hänvisad"))
    cost = await house.costs(says(goran, "jag är tillbaka", "Välkommen tillbaka"))
    assert calls(cost.turn) == (3, 2, 0)


async def test_what_a_diversion_also_sets_costs_one_write_more() -> None:
    """How it ended, for all places together; who has chosen nothing pays nothing for those that there are (A3)."""
    carriers = (SetElsewhere(kind=EffectKind.STATUS_MESSAGE), SetElsewhere(kind=EffectKind.AUTOMATIC_REPLIES))
    house = MeteredHouse(reaches=Reaches(carriers=carriers))
    (goran,) = await house.meets("Göran Fransson")
    cost = await house.costs(says(goran, "lunch till 13", "Du är hänvisad"))
    assert calls(cost.turn) == (2, 2, 0)
    await house.costs(says(goran, "sätt också teams-status", "✓ Teams-status"))
    await house.costs(says(goran, "slå på autosvar", "följer med"))
    cost = await house.costs(says(goran, "semester till fredag", "✓ Autosvar"))
    assert calls(cost.turn) == (2, 3, 0)


async def test_undoing_costs_what_doing_did(house: MeteredHouse) -> None:
    """By a line right after it."""
    (goran,) = await house.meets("Göran Fransson")
    await house.costs(says(goran, "lunch till 13", "Du är hänvisad"))
    cost = await house.costs(says(goran, "ångra", "Ångrat"))
    assert calls(cost.turn) == (2, 2, 0)


async def test_a_diversion_by_form_costs_two_turns(house: MeteredHouse) -> None:
    """The form is opened, and sent in."""
    (goran,) = await house.meets("Göran Fransson")
    opened = await house.costs(says(goran, "möte om en timme", "Till dag"))
    assert calls(opened.turn) == (1, 1 + end_write(house), 0)
    saved = await house.costs(presses(goran, "Spara", "Du är hänvisad", end_date="2026-11-23", end_time="13:00"))
    assert calls(saved.turn) == (2, 2 + end_write(house), 0)


async def test_a_promise_to_call_back_costs_no_query(house: MeteredHouse) -> None:
    """The first of a day is noted in the maker's book, the next ones are not; its card is noted afterwards (S5)."""
    (goran,) = await house.meets("Göran Fransson")
    first = await house.costs(says(goran, "ring upp Kalle 070-174 06 05 senast imorgon", "Ring Kalle"))
    assert calls(first.turn) == (2, 3 + end_write(house), 0)
    second = await house.costs(says(goran, "ring upp Eva 070-174 06 12 senast imorgon", "Ring Eva"))
    assert calls(second.turn) == (2, 2 + end_write(house), 0)
    assert calls(second.after) == (1, 1, 0)


async def test_closing_a_promise_costs_one_query_and_reads_nothing_twice(house: MeteredHouse) -> None:
    """It is named by its caller, and found among the person's own (S6)."""
    (goran,) = await house.meets("Göran Fransson")
    await house.costs(says(goran, "ring upp Kalle 070-174 06 05 senast imorgon", "Ring Kalle"))
    cost = await house.costs(says(goran, "har ringt Kalle", "Klart"))
    assert calls(cost.turn) == (1, 2 + end_write(house), 1)
    assert [call.across for call in cost.calls if call.operation.value == "query"] == [False]


async def test_a_diversion_over_a_promise_asks_for_it_once(house: MeteredHouse) -> None:
    """In the person's own partition (S7)."""
    (goran,) = await house.meets("Göran Fransson")
    await house.costs(says(goran, "ring upp Kalle 070-174 06 05 senast idag kl 15", "Ring Kalle"))
    cost = await house.costs(says(goran, "möte 14-16", "Kalle"))
    assert calls(cost.turn) == (2, 2 + end_write(house), 1)


async def test_a_message_costs_no_query(house: MeteredHouse) -> None:
    """The receiver's book and chat are looked at, the message made, and kept for *ångra* (V1)."""
    goran, vera = await house.meets("Göran Fransson", "Vera Åkesson")
    line = "hälsa Göran Fransson att Kalle 070-174 06 05 vill bli uppringd"
    first = await house.costs(says(vera, line, "lämnat"))
    assert calls(first.turn) == (3, 3 + end_write(house), 0)
    goran.told.clear()


async def test_asking_for_a_colleague_costs_their_book_and_details(house: MeteredHouse) -> None:
    """Nothing else as long as they are in (V1)."""
    _, vera = await house.meets("Göran Fransson", "Vera Åkesson")
    cost = await house.costs(says(vera, "är Göran Fransson inne?", "är inne"))
    assert calls(cost.turn) == (3, 1, 0)


async def test_noting_a_greeting_costs_no_query(house: MeteredHouse) -> None:
    """The greeting, and the book that tells what it ought to say (A4)."""
    (goran,) = await house.meets("Göran Fransson")
    cost = await house.costs(says(goran, "har läst in hälsning", "Din hälsning"))
    assert calls(cost.turn) == (3, 2 + end_write(house), 0)


async def test_whom_to_connect_costs_point_reads_alone(house: MeteredHouse) -> None:
    """The groups' books and their people's, none of them twice (S3)."""
    (vera,) = await house.meets("Vera Åkesson")
    cost = await house.costs(says(vera, "bygglov", "Bygglov: koppla till"))
    assert calls(cost.turn) == (9, 1, 0)


async def test_help_and_the_policy_cost_the_chat_and_next_to_nothing(house: MeteredHouse) -> None:
    """What can be answered out of memory is."""
    (goran,) = await house.meets("Göran Fransson")
    cost = await house.costs(says(goran, "vad säger policyn om privata samtal?", "Privata samtal"))
    assert calls(cost.turn) == (1, 1, 0)
