"""What holds for every line, whatever is written in it."""

from __future__ import annotations

import string
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import Habits, Intent, Understanding, understand
from bot.understanding.lexicon import VOCABULARY
from policy.reasons import Reason

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
NOWS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=STOCKHOLM)
)
WORDS = st.lists(
    st.sampled_from(
        [*sorted(VOCABULARY), "13", "14-16", "13.30", "1/12", "v", "28", "-", ",", "?", "2026-12-24", "Anna"]
    ),
    max_size=14,
).map(" ".join)
HOURS = st.integers(min_value=11, max_value=22)
REASONS = st.sampled_from(["möte", "lunch", "kurs", "sjuk", "borta", "meeting"])


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=2000), now=NOWS)
def test_no_text_makes_understanding_fail(text: str, now: datetime) -> None:
    """Any text gives an Understanding, and only aware instants."""
    _whole(understand(text, now=now))


@settings(max_examples=500, deadline=None)
@given(text=WORDS, now=NOWS)
def test_no_heap_of_its_own_words_makes_understanding_fail(text: str, now: datetime) -> None:
    """Words of the grammar in any order give an Understanding too: dates that don't exist, ranges that end nowhere."""
    _whole(understand(text, now=now))


def _whole(got: Understanding) -> None:
    assert got.language in {"sv", "en"}
    assert (got.reason is not None) == (got.intent is Intent.DIVERSION_SET)
    for moment in (got.start, got.end):
        assert moment is None or moment.tzinfo is STOCKHOLM


@settings(max_examples=100, deadline=None)
@given(
    reason=REASONS,
    first=HOURS,
    length=st.integers(min_value=1, max_value=2),
    day=st.sampled_from(["", " imorgon", " på fredag", " 4/12"]),
)
def test_a_range_starts_before_it_ends(reason: str, first: int, length: int, day: str) -> None:
    """Where both ends of a range are said in order, the start comes first, by the length that was said."""
    if first + length > 23:
        return
    got = understand(f"{reason} {first}-{first + length}{day}", now=MONDAY)
    assert got.start is not None
    assert got.end is not None
    assert got.end - got.start == timedelta(hours=length)


@settings(max_examples=60, deadline=None)
@given(first=st.integers(min_value=1, max_value=28), length=st.integers(min_value=1, max_value=60), now=NOWS)
def test_a_range_of_dates_starts_before_it_ends_over_new_year_too(first: int, length: int, now: datetime) -> None:
    """Dates without a year: the end is the next one after the start."""
    begin = datetime(2026, 12, first)  # noqa: DTZ001
    end = begin + timedelta(days=length)
    got = understand(f"semester {begin.day}/{begin.month}-{end.day}/{end.month}", now=now)
    assert got.start is not None
    assert got.end is not None
    assert got.start < got.end


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from(
        [
            "lunch till 13",
            "möte 14-16 imorgon",
            "semester v 28-30",
            "sjuk idag och imorgon",
            "åter om en timme",
            "gått hem",
        ]
    ),
    before=st.text(alphabet=" \t", max_size=4),
    after=st.text(alphabet=" .!", max_size=4),
    shout=st.booleans(),
)
def test_case_room_and_closing_marks_mean_nothing(text: str, before: str, after: str, shout: bool) -> None:
    """Capitals, spaces and full stops at the end leave the reading as it was."""
    varied = before + (text.upper() if shout else text).replace(" ", "  ") + after
    assert understand(varied, now=MONDAY) == understand(text, now=MONDAY)


@settings(max_examples=60, deadline=None)
@given(hour=HOURS, minute=st.sampled_from([0, 5, 15, 30, 45]))
def test_every_way_to_write_a_clock_is_the_same_time(hour: int, minute: int) -> None:
    """13.05, 13:05, kl 13.05 and 1305 are one time."""
    forms = (
        f"{hour}.{minute:02}",
        f"{hour}:{minute:02}",
        f"kl {hour}.{minute:02}",
        f"kl. {hour}:{minute:02}",
        f"{hour}{minute:02}",
    )
    ends = {understand(f"möte till {form}", now=MONDAY).end for form in forms}
    assert ends == {MONDAY.replace(hour=hour, minute=minute)}


PATHOLOGICAL = [
    "a" * 2000,
    "1" * 2000,
    "- " * 1000,
    "1-" * 1000,
    "och " * 500,
    "Anna " * 400,
    "till " * 400,
    "vem " * 500,
    "ring Anna " * 200,
    "v 1, " * 400,
    "i " * 1000,
    "(((((" * 400,
    "070 " * 500,
    "+46 " * 500,
    "hej " * 500,
    "har ringt upp tillbaka till " * 70,
    "visa mina alla " * 130,
    "kan du koppla mig vidare till samtalet " * 50,
    "är är är Anna på på på plats " * 60,
    "vem ska jag man prata med till om " * 55,
    "hänvisa mina samtal telefon alla till " * 50,
    "vad ska jag godkänna som det på mig att " * 50,
    "ge mig ett förslag på en text till min " * 50,
    "lämna över löftet till Anna till " * 60,
    "nådde inte tag på fram till svar av " * 55,
    "hälsa Per att ring Anna senast om vatten " * 48,
    "vad har ni sparat för uppgifter som ni vet " * 45,
    "beställ en ny min extra telefon åt Anna och " * 45,
    "jag har bytt ny min titel fel nummer i " * 50,
    "vad säger vår policy om för vid enligt " * 50,
    string.printable * 20,
]


@pytest.mark.parametrize("text", PATHOLOGICAL, ids=lambda text: text[:12].strip())
def test_no_text_holds_the_turn_up(text: str) -> None:
    """No pattern backtracks without bound: the worst lines are read long before a turn would be sent again."""
    understand(text, now=MONDAY)
    begun = time.process_time()
    understand(text, now=MONDAY)
    assert time.process_time() - begun < 1  # a hang is what this catches, a thousand times the usual


def test_a_naive_now_is_refused() -> None:
    """Without a zone no day can be told."""
    with pytest.raises(ValueError, match="zone"):
        understand("lunch", now=MONDAY.replace(tzinfo=None))


def test_what_follows_the_longest_text_is_not_read() -> None:
    """Text beyond 2,000 characters is left out, so that no line costs more than any other."""
    assert understand("x" * 2000 + " lunch till 13", now=MONDAY).intent is None


def test_the_locale_decides_only_what_the_line_leaves_open() -> None:
    """ "vab" is either; "lunch until 1pm" is English whatever the wire says."""
    assert understand("apt 14-16", now=MONDAY, locale="sv-SE").language == "sv"
    assert understand("wfh", now=MONDAY, locale="en-US").language == "en"
    assert understand("lunch until 1pm", now=MONDAY, locale="sv").language == "en"
    assert understand("lunch till 13, tack", now=MONDAY, locale="en-US").language == "sv"


def test_a_municipality_may_have_other_habits() -> None:
    """The working day, a lunch's length and the keypad's digits are the municipality's own."""
    habits = Habits(
        workday_start=MONDAY.time().replace(hour=7, minute=30),
        workday_end=MONDAY.time().replace(hour=16, minute=30),
        usual_lengths={Reason.LUNCH: timedelta(minutes=45)},
        keypad_reasons={"1": Reason.MEETING},
    )
    tomorrow = understand("ledig imorgon", now=MONDAY, habits=habits)
    assert tomorrow.start == datetime(2026, 11, 24, 7, 30, tzinfo=STOCKHOLM)
    assert tomorrow.end == datetime(2026, 11, 24, 16, 30, tzinfo=STOCKHOLM)
    assert understand("lunch", now=MONDAY, habits=habits).end == MONDAY + timedelta(minutes=45)
    assert understand("*23*1*1300#", now=MONDAY, habits=habits).reason is Reason.MEETING
    assert understand("*23*2*1300#", now=MONDAY, habits=habits).intent is None
