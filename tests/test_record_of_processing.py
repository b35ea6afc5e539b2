"""docs/data-stores.md is a record of processing: what is stored is in it, field by field, with how long it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache

import pytest

from bot.chat import OF_TURNS_SECONDS
from bot.dialogs.exchange import DRAFT_LIVES
from bot.wire.chat_upkeep import LOOKED_AFTER as CHAT_LOOKED_AFTER
from personal_records import HELD_IN
from policy import (
    calendar_suggestions,
    coverage_alerts,
    desk,
    desk_book,
    details,
    directory_held,
    diversions,
    misdirected,
)
from policy.callbacks import CARDS_ARE_CLEARED_WITHIN
from policy.catalogue import OrderRules
from policy.clauses import Clause
from policy.coverage_terms import CoverageTerms
from policy.notice_times import KEPT_MONTHS
from policy.outgoing import DEAD_LETTER_KEPT
from policy.pbx_events import LINE_KEPT
from policy.reachability import LOOKED_AFTER
from policy.switchboard_terms import SwitchboardTerms
from services.ports import ERASURE_KEPT
from services.shards import GONE_KEPT
from storage.calendar_repository import KEPT_ONCE_OFF
from storage.kinds import KINDS
from tests.sources import PROJECT
from tests.storage.field_tables import NAME, PAGE, SECTION, Row, is_told, rows_of, sections, untold
from tests.storage.stored_fields import DRAFT, Field, fields_of_kinds, of_outgoing, shapes_of_kinds, stored_as

CATEGORIES = {"staff", "health", "callers", "words", "work", "technical"}
TOLD = ("Why", "Whose", "Seen by", "Goes on to", "Told and forgotten as")
PLACES = ("Teams", "Microsoft Graph", "the telephone exchange", "nowhere")


@cache
def told_somewhere() -> Mapping[object, bool]:
    """The records whose fields are all told at one place of the page."""
    known: dict[object, bool] = {of_outgoing_record(): True}
    tables = {kind: (fields, rows_of(sections()[kind])) for kind, fields in fields_of_kinds().items()}
    for _ in range(4):  # A record may hold others, which have to be known first.
        for kind, (fields, rows) in tables.items():
            for record in _told_records(fields, rows, "", known):
                known[record] = True
            if kind in shapes_of_kinds() and not list(untold(fields, rows, "", known)):
                known[id(shapes_of_kinds()[kind])] = True
    return known


def of_outgoing_record() -> object:
    """What is the same in every case."""
    return next(one.record for one in fields_of_kinds()["callback"] if one.name == "outgoing")


def _told_records(
    fields: Iterable[Field], rows: Sequence[Row], inline: str, known: Mapping[object, bool]
) -> Iterator[object]:
    for one in fields:
        there, under, says = is_told(one.name, rows, inline)
        if there and one.record is not None:
            if not list(untold(one.inner, under, says, known)):
                yield one.record
            yield from _told_records(one.inner, under, says, known)


def test_every_kind_has_a_section_and_every_section_a_kind() -> None:
    """So that nothing is held that nobody is told of."""
    assert sections().keys() == {kind.name for kind in KINDS} | {"outgoing"}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_field_that_is_stored_is_in_the_page(kind: str) -> None:
    """Add a row, with what it is and what data it is; a field within another may be named in that one's row."""
    missing = list(untold(fields_of_kinds()[kind], rows_of(sections()[kind]), "", told_somewhere()))
    assert missing == []


def test_the_outbox_is_told_of_once() -> None:
    """It is in nearly every document."""
    assert list(untold(of_outgoing(), rows_of(sections()["outgoing"]), "", {})) == []


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_no_row_tells_of_a_field_that_is_not_there(kind: str) -> None:
    """A field that is gone leaves its row behind, else."""
    there = {"unsent", "standing"}
    for other in NAME.findall(next(found[1] for found in SECTION.finditer(PAGE) if f"`{kind}`" in found[1])):
        there |= set(_names(fields_of_kinds()[other]))
    assert set(_named(rows_of(sections()[kind]))) - there == set()


def test_a_field_without_a_row_is_noticed() -> None:
    """Also one that is deep inside, or that has the name of another elsewhere."""
    rows = rows_of("| `a` | what `b` is | staff |\n| · `c` | that | staff |\n| `d` | other | work |\n")
    known: Mapping[object, bool] = {}
    told = Field("a", (Field("b"), Field("c"), Field("d")), 1)
    assert list(untold([told, Field("d")], rows, "", known)) == ["a.d"]
    assert list(untold([Field("d", (Field("c"),), 2)], rows, "", known)) == ["d.c"]
    assert list(untold([Field("e")], rows, "", known)) == ["e"]


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS] + ["outgoing"])
def test_every_row_says_what_data_it_is(kind: str) -> None:
    """In the page's own words for that."""
    section = sections()[kind]
    rows = [line for line in section.splitlines() if re.match(r"^\| (?:· )*`", line)]
    told = list(_every(rows_of(section)))
    assert len(told) == len(rows)
    assert [row.names for row in told if not set(row.category.split(", ")) <= CATEGORIES] == []


def test_where_health_and_callers_can_be_is_known() -> None:
    """What the page marks so is here: a new place for either is a decision, and not a slip."""
    found = {
        (kind, word)
        for kind, section in sections().items()
        for row in _every(rows_of(section))
        for word in ("health", "callers")
        if word in row.category
    }
    assert {kind for kind, word in found if word == "health"} == {"diversion_book", "chat"}
    assert {kind for kind, word in found if word == "callers"} == {"callback", "chat", "desk_book"}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_it_is_said_why_whose_for_whom_and_where_to(kind: str) -> None:
    """By a clause of the policy that there is, or openly without one; and as what a person is shown it."""
    told = dict(re.findall(r"^- \*\*([^*]+)\*\*: (.*)$", sections()[kind], re.MULTILINE))
    assert tuple(told) == TOLD
    clauses = {one for text in re.findall(r"\(([^()]*)\)", told["Why"]) for one in re.findall(r"[A-Z]\d", text)}
    assert clauses <= {clause.value for clause in Clause}
    assert clauses or "(none of its own" in told["Why"]
    assert any(place in told["Goes on to"] for place in PLACES)
    subjects = {subject for subject, held in HELD_IN.items() if held.name == kind}
    assert subjects <= set(re.findall(r"`(\w+)`", told["Told and forgotten as"]))
    if not subjects and kind != "erasure":
        assert told["Told and forgotten as"].startswith("none: ")


def days(span: timedelta) -> str:
    """As the page writes it."""
    return "a day" if span == timedelta(days=1) else f"{span.days} days"


RETENTION = {
    "diversion_book": (days(diversions.KEPT_AFTER_THE_END),),
    "coverage_book": (),
    "coverage_month": (f"usually {CoverageTerms().months_kept}",),
    "notice": (f"{KEPT_MONTHS} months",),
    "misdirected": (days(misdirected.KEPT_AFTER_ALL), f"usually {SwitchboardTerms().misdirected_days}"),
    "details": (days(details.KEPT_AFTER_THE_END),),
    "calendar": (f"{days(KEPT_ONCE_OFF)} later", days(calendar_suggestions.KEPT_AFTER_THE_END)),
    "erasure": (days(ERASURE_KEPT),),
    "dead_letter": (days(DEAD_LETTER_KEPT),),
    "phone_order": (f"{OrderRules().months_kept} months", f"{OrderRules().months_kept_unmade} months"),
    "lost_phone": (f"{OrderRules().months_kept_unmade} months",),
    "desk": (days(desk.KEPT_AFTER),),
    "desk_book": (f"{desk_book.CLAIM_HOLDS // timedelta(hours=1)} hours", days(desk_book.CARDS_ARE_CLEARED_WITHIN)),
    "pbx_line": (days(LINE_KEPT),),
    "directory_held": (days(directory_held.KEPT),),
    "reachability": (days(LOOKED_AFTER),),
    "chat": (f"{days(timedelta(seconds=OF_TURNS_SECONDS))} after", days(CHAT_LOOKED_AFTER)),
}
"""How long, by what the code says: each stands in the table, and no number that isn't here or in the file's terms."""
BY_THE_FILE = {"callback": ("14", "three days"), "pbx_event": ("7",)}
"""What stands in the municipality file, with its usual value; the code's own are tested where those are read."""


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_it_is_kept_as_long_as_the_page_says(kind: str) -> None:
    """Every number of the table is the code's, and every length that the code has is in the table."""
    (kept,) = re.findall(rf"^\| `{kind}` \|[^|\n]*\|[^|\n]*\|[^|\n]*\|([^|\n]*)\|$", PAGE, re.MULTILINE)
    phrases = (*RETENTION.get(kind, ()), *BY_THE_FILE.get(kind, ()))
    assert [phrase for phrase in phrases if phrase not in kept] == []
    explained = set(re.findall(r"\d+", " ".join(phrases)))
    assert set(re.findall(r"\d+", re.sub(r"\]\([^)]*\)", "", kept))) <= explained


def test_what_is_kept_without_end_is_said_to_be_so() -> None:
    """A case that never expires says so, or until when it is looked at."""
    endless = {name for name, one in stored_as().items() if _never_expires(one)}
    for kind in endless:
        (kept,) = re.findall(rf"^\| `{kind}` \|[^|\n]*\|[^|\n]*\|[^|\n]*\|([^|\n]*)\|$", PAGE, re.MULTILINE)
        assert "without end" in kept or "until" in kept or "greeting" in kept, kind


def test_what_leaves_a_document_that_stays_is_told_with_its_days() -> None:
    """Alerts and shifts leave a group's book, callers a promise's cards, the note of a hand-over its book."""
    book = sections()["coverage_book"]
    assert f"{days(coverage_alerts.ALERTS_KEPT)} after it has ended" in book
    assert f"a shift {days(coverage_alerts.SHIFTS_KEPT)} after it" in book
    assert timedelta(days=3) == CARDS_ARE_CLEARED_WITHIN
    assert timedelta(minutes=15) == GONE_KEPT
    assert timedelta(seconds=OF_TURNS_SECONDS) > DRAFT_LIVES


def test_logs_and_backups_in_azure_are_kept_as_long_as_the_page_says() -> None:
    """By the templates' own parameters."""
    chosen = {
        size: json.loads((PROJECT / "infra" / "parameters" / f"{size}.json").read_text(encoding="utf-8"))
        for size in ("small", "large", "test")
    }
    logs = {size: one["logRetentionDays"] for size, one in chosen.items()}
    assert logs["small"] == logs["large"]
    assert f"{logs['small']} in `infra/parameters` for a small and a large municipality, {logs['test']} for" in PAGE
    backups = {
        size: one["cosmosBackupTier"].removeprefix("Continuous").removesuffix("Days") for size, one in chosen.items()
    }
    assert f"{backups['small']} days (`small`) or {backups['large']} (`large`)" in PAGE


def test_a_draft_is_as_it_is_said_to_be() -> None:
    """Its fields are named in the code that keeps it alone."""
    kept = (PROJECT / "bot" / "dialogs" / "exchange.py").read_text(encoding="utf-8").split("def keep_draft")[1]
    assert set(re.findall(r'^ {12}"([a-z_]+)":', kept.split("def draft")[0], re.MULTILINE)) == set(DRAFT)


def _never_expires(one: object) -> bool:
    code = one.kept_until.__code__  # type: ignore[attr-defined]
    return code.co_consts == (None,) and not code.co_names


def _names(fields: Iterable[Field]) -> Iterator[str]:
    for one in fields:
        yield one.name
        yield from _names(one.inner)


def _named(rows: Iterable[Row]) -> Iterator[str]:
    return (name for row in _every(rows) for name in row.names)


def _every(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _every(row.under)
