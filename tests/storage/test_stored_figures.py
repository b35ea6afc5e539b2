"""What the months' figures look like in storage: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.coverage_tallies import CoverageMonth, DaySoFar, DayTally, Duty
from policy.organisation import PersonId
from policy.person_months import PersonMonth
from services.ports import Place
from storage.coverage_repository import BOOK
from storage.document_store import Key
from storage.figures_repository import COVERAGE, PERSON, stored_coverage_months, stored_person_months
from storage.kinds import KINDS
from storage.shapes import StoredShapeError, read_document
from tests.storage.books import INSTANTS, PEOPLE, TEXTS
from tests.storage.memory_store import MemoryStore

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"

GROUPS_NOVEMBER: dict[str, Any] = {
    "group": "bygglov",
    "month": "2026-11",
    "kept_until": "2027-12-31T23:00:00.000000Z",
    "days": [
        {
            "on": "2026-11-24",
            "promised": 21600,
            "uncovered": 1200,
            "longest": 1200,
            "accepted": 0,
            "gaps": 1,
            "duty": 20400,
            "is_uncertain": False,
        }
    ],
}
ANNAS_NOVEMBER: dict[str, Any] = {
    "person": "anna",
    "month": "2026-11",
    "kept_until": "2027-12-31T23:00:00.000000Z",
    "late": {"p1": 0, "p2": 5400},
    "duty": {"bygglov 2026-11-24": 10800},
}
"""Figures as they lie in files that are in use. They never change; what is added is added to others."""
SO_FAR: dict[str, Any] = {
    "on": "2026-11-24",
    "from_at": "2026-11-23T23:00:00.000000Z",
    "counted_to": "2026-11-24T09:20:00.000000Z",
    "promised": 4800,
    "gaps": [
        {
            "period": {"start_at": "2026-11-24T09:00:00.000000Z", "end_at": "2026-11-24T09:20:00.000000Z"},
            "able": 0,
            "minimum": 1,
        }
    ],
    "duty": [{"person": "bo", "time": 6000}],
}
OLD_BOOK: dict[str, Any] = {
    "group": "bygglov",
    "changes": [],
    "shifts": [],
    "alerts": [],
    "looked_at": None,
    "next_step_at": None,
    "tallied_until": None,
}
"""A group's book from before days were counted."""

SPANS = st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds))
DAYS = st.builds(
    DayTally,
    on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    promised=SPANS,
    uncovered=SPANS,
    longest=SPANS,
    accepted=SPANS,
    gaps=st.integers(0, 99),
    duty=SPANS,
    is_uncertain=st.booleans(),
)
MONTHS = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@settings(deadline=None)
@given(
    st.builds(
        CoverageMonth,
        group=PEOPLE,
        month=MONTHS,
        kept_until=INSTANTS,
        days=st.lists(DAYS, max_size=3).map(tuple),
    ),
    st.builds(
        PersonMonth,
        person=PEOPLE,
        month=MONTHS,
        kept_until=INSTANTS,
        late=st.dictionaries(TEXTS, SPANS, max_size=3),
        duty=st.dictionaries(TEXTS, SPANS, max_size=3),
    ),
)
def test_every_month_comes_back_as_it_was_saved(groups: CoverageMonth, persons: PersonMonth) -> None:
    """Through the repository and JSON text, to the second and the letter."""

    async def there_and_back() -> None:
        store = MemoryStore(kinds=KINDS, now=lambda: datetime(1990, 1, 1, tzinfo=UTC))
        coverage, people = stored_coverage_months(store), stored_person_months(store)
        saved = await coverage.save(None, groups)
        assert await coverage.load(Place(str(groups.group), groups.month)) == saved
        own = await people.save(None, persons)
        assert list(await people.among(str(persons.person))) == [own]

    asyncio.run(there_and_back())


def test_figures_from_a_file_in_use_are_read_and_written_as_they_always_were() -> None:
    """The stored shapes are a promise to files that are there."""
    coverage = read_document(COVERAGE, Key("coverage_month", "bygglov", "2026-11"), GROUPS_NOVEMBER)
    person = read_document(PERSON, Key("person_month", "anna", "2026-11"), ANNAS_NOVEMBER)
    assert coverage.days[0].uncovered == timedelta(minutes=20)
    assert person.late["p2"] == timedelta(minutes=90)
    assert orjson.loads(orjson.dumps(COVERAGE.write(coverage))) == GROUPS_NOVEMBER
    assert orjson.loads(orjson.dumps(PERSON.write(person))) == ANNAS_NOVEMBER


def test_a_groups_day_so_far_is_read_and_a_book_from_before_days_were_counted_too() -> None:
    """What is counted of today lies in the group's book."""
    key = Key("coverage_book", "bygglov", "coverage")
    before = read_document(BOOK, key, OLD_BOOK)
    assert (before.so_far, before.tally_at) == (None, None)
    written = {**OLD_BOOK, "so_far": SO_FAR, "tally_at": "2026-11-24T14:05:00.000000Z"}
    book = read_document(BOOK, key, written)
    assert book.so_far is not None
    assert book.so_far.duty == (Duty(PersonId("bo"), timedelta(minutes=100)),)
    assert orjson.loads(orjson.dumps(BOOK.write(book)["so_far"])) == SO_FAR


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (CoverageMonth, GROUPS_NOVEMBER),
        (DayTally, GROUPS_NOVEMBER["days"][0]),
        (PersonMonth, ANNAS_NOVEMBER),
        (DaySoFar, SO_FAR),
        (Duty, SO_FAR["duty"][0]),
    ],
)
def test_every_field_of_the_figures_is_stored(kind: type[Any], stored: dict[str, Any]) -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    assert {one.name for one in dataclasses.fields(kind)} == stored.keys()


@pytest.mark.parametrize(
    ("section", "stored"),
    [
        ("coverage_month", [GROUPS_NOVEMBER, GROUPS_NOVEMBER["days"][0]]),
        ("person_month", [ANNAS_NOVEMBER]),
        ("coverage_book", [SO_FAR, SO_FAR["duty"][0], {"so_far": 0, "tally_at": 0}]),
    ],
)
def test_every_stored_figure_is_in_the_documentation(section: str, stored: list[dict[str, Any]]) -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    part = text[text.index(f"## `{section}`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", part))
    assert {name for one in stored for name in one} <= documented


def test_a_broken_figure_is_refused_without_repeating_what_stands_there() -> None:
    """It is somebody's."""
    key = Key("person_month", "anna", "2026-11")
    with pytest.raises(StoredShapeError) as caught:
        read_document(PERSON, key, {**ANNAS_NOVEMBER, "late": {"p1": "secret"}})
    assert "secret" not in str(caught.value)
