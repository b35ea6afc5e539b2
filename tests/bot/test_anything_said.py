"""Whatever a person types and presses, in whatever order, is answered: the router raises for nothing but the store."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bot.house import House
from tests.bot.talk import Someone

WORDS = (
    "lunch", "möte", "sjuk", "semester", "till", "13", "14-15", "imorgon", "på fredag", "v 28", "tills vidare",
    "åter", "en timme", "Anna Svensson", "Åsa", "Karin svarar", "är", "inne?", "jag är tillbaka", "släpp fram samtal",
    "stäng för samtal", "hänvisa mig till", "sätt", "ta bort", "ångra", "ändra", "avbryt", "hjälp", "ja", "nej", "1",
    "2", "9", "15", "tack", "english", "svenska", "min status", "4536", "070-174 06 05", "*23*1*1300#", "#23#",
    "lunch until 1pm", "is Bo in?", "och", "inte", "2026-02-30", "24.00", "31 juni", "0", "?", "{name}", "*_[x](y)_*",
    "ny telefon", "beställ headset", "min mobil är stulen", "mina beställningar",
    "bygglov", "vem svarar på", "kunden vill klaga på", "avlopp", "olästa meddelanden", "mina meddelanden",
)  # fmt: skip
LINES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.text(min_size=1, max_size=60).filter(str.strip),
)
PRESSES = st.integers(min_value=0, max_value=7)
FILLED_IN = st.dictionaries(
    st.sampled_from(("reason", "start_date", "start_time", "end_date", "end_time", "open_ended", "answers_instead")),
    st.sampled_from(
        ("", "meeting", "sick", "2026-11-24", "2026-10-25", "02:30", "13.00", "true", "Åsa", "Xerxes", "9")
    ),
)
WAITS = st.integers(min_value=1, max_value=60 * 24 * 3).map(lambda minutes: timedelta(minutes=minutes))
STEPS = st.lists(st.one_of(LINES, st.tuples(PRESSES, FILLED_IN), WAITS), min_size=1, max_size=8)
PEOPLE = ("Anna Svensson", "Vera Åkesson", "Karin Lindqvist")


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(PEOPLE), steps=STEPS)
@example(name="Anna Svensson", steps=["is Bo in? 13 jag är tillbaka 31 juni"])
def test_any_sequence_of_lines_and_presses_is_answered(
    name: str, steps: list[str | timedelta | tuple[int, dict[str, str]]]
) -> None:
    """No exception and never silence, and the book stays in order."""
    asyncio.run(_talk(name, steps))


async def _talk(name: str, steps: list[str | timedelta | tuple[int, dict[str, str]]]) -> None:
    house = House()
    someone = house.someone(name)
    for step in steps:
        if isinstance(step, timedelta):
            house.clock.passes(seconds=step.total_seconds())
        elif isinstance(step, str):
            await someone.says(step)
            _is_answered(someone, step)
        elif someone.choices:
            title = someone.choices[step[0] % len(someone.choices)]
            await someone.presses(title, **step[1])
            _is_answered(someone, title)
    await house.sends_what_is_due()
    await _stands_in_order(house)


def _is_answered(someone: Someone, what: str) -> None:
    assert someone.sight.strip(), f"no answer to {what!r}"
    someone.unseen.clear()


async def _stands_in_order(house: House) -> None:
    """No two diversions of a person overlap, whatever was set, split, undone and removed."""
    for person in house.directory.municipality.people:
        periods = [one.period for one in (await house.books.load(person)).value.diversions]
        assert not [pair for pair in pairwise(periods) if pair[0].overlaps(pair[1])]
