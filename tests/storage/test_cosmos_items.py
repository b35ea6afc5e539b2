"""What a document looks like as an item of Azure Cosmos DB, and that its sort keys sort as the protocol says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.cosmos_containers import DEFAULT_TTL, INDEXING_POLICY, PARTITION_KEY, faults_of
from storage.cosmos_items import (
    LONGEST_ID_BYTES,
    document_of,
    engines_etag,
    etag_of,
    is_over,
    item_id,
    item_of,
    place_key,
    sort_key,
)
from storage.cosmos_query import question_of
from storage.document_store import Condition, IndexValue, Key, Kind
from storage.queries import Query

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
NOTE = Kind("note", index_fields=("due_at", "number"))
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
VALUES: st.SearchStrategy[str | int] = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
) | st.integers(-(2**53) + 1, 2**53 - 1)
PLACES = st.tuples(VALUES, TEXTS, TEXTS)


def in_order(place: tuple[str | int, str, str]) -> tuple[bool, str | int, str, str]:
    """How the protocol orders: numbers before texts, then id, then partition."""
    value, document_id, partition = place
    return isinstance(value, str), value, document_id, partition


@given(st.lists(PLACES, max_size=12))
def test_sort_keys_sort_as_value_id_and_partition_do(places: list[tuple[str | int, str, str]]) -> None:
    """Whatever letters they are of, and however one begins another."""
    assert sorted(places, key=lambda place: sort_key(*place)) == sorted(places, key=in_order)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=12))
def test_places_sort_by_partition_then_id(places: list[tuple[str, str]]) -> None:
    """As a walk through all of a kind goes."""
    assert sorted(places, key=lambda place: place_key(*place)) == sorted(places)


@given(PLACES)
def test_sort_keys_are_plain_ascii(place: tuple[str | int, str, str]) -> None:
    """So that no engine's own idea of letters matters."""
    assert all(" " <= character <= "~" for character in sort_key(*place))


def _meets(value: str | int, op: str, asked: str | int) -> bool:
    if isinstance(value, str) != isinstance(asked, str):
        return False
    compared = (value > asked) - (value < asked)  # type: ignore[operator]
    return {"=": compared == 0, "<": compared < 0, "<=": compared <= 0, ">": compared > 0, ">=": compared >= 0}[op]


@given(value=VALUES, asked=VALUES, op=st.sampled_from(["=", "<", "<=", ">", ">="]))
def test_a_condition_is_a_stretch_of_sort_keys(value: str | int, asked: str | int, op: str) -> None:
    """A document is within the stretch exactly when its value meets the condition."""
    query = Query(
        kind="note",
        partition=None,
        where=[Condition("number", op, asked)],  # type: ignore[arg-type]
        order_by="number",
        descending=False,
        limit=10,
    )
    bound = dict(question_of(query, None, now=NOW).values)
    assert (bound["@from0"] <= sort_key(value, "an id", "anna") < bound["@below0"]) == _meets(value, op, asked)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=255), min_size=2, max_size=6, unique=True))
def test_no_two_ids_share_an_items_id(ids: list[str]) -> None:
    """Nor is any too long, or of letters that an address can't hold."""
    made = [item_id(Key("note", "anna", document_id)) for document_id in ids]
    assert len(set(made)) == len(ids)
    assert all(text.isascii() and len(text) <= LONGEST_ID_BYTES and not set(text) & set("/\\?# %") for text in made)


def test_an_item_says_all_of_its_document() -> None:
    """What was written is what is read, with the etag that the engine gave it."""
    ends = NOW + timedelta(hours=1)
    key = Key("note", "åsa", "a/b")
    item = item_of(key, '{"due_at":"x","number":null}', NOTE, token="t", expires_at=ends, now=NOW)
    document = document_of({**item, "_etag": "e1"})
    assert (document.key, document.body, document.expires_at) == (key, {"due_at": "x", "number": None}, ends)
    assert engines_etag(document.etag) == ("e1", ends)
    assert item["ttl"] == 3_600 + 86_400
    assert set(item["ix"]["note"]) == {"@", "due_at"}


def test_an_end_that_no_engine_can_count_to_is_left_to_the_cleaning_up() -> None:
    """Seconds until then have to fit into 32 bits."""
    item = item_of(Key("note", "a", "b"), "{}", NOTE, token="t", expires_at=datetime(2200, 1, 1, tzinfo=UTC), now=NOW)
    assert "ttl" not in item
    assert item["expiresAt"] == "2200-01-01T00:00:00.000000Z"


def test_an_item_is_over_from_its_very_instant() -> None:
    """As every engine counts."""
    item = {"expiresAt": "2026-06-01T09:00:00.000000Z"}
    assert is_over(item, NOW)
    assert not is_over(item, NOW - timedelta(microseconds=1))
    assert not is_over({}, NOW)


def test_an_etag_keeps_what_the_engine_gave() -> None:
    """With quotes and all, as a real account gives them."""
    for given_etag in ('"0000-00"', "9b7fa70f-2ed8"):
        assert engines_etag(etag_of(given_etag, None)) == (given_etag, None)
        assert engines_etag(etag_of(given_etag, NOW)) == (given_etag, NOW)


def test_a_query_says_its_partition_in_the_question_too() -> None:
    """A server that doesn't look at the header still keeps to it."""
    value: IndexValue = 1
    query = Query(
        kind="note",
        partition="anna",
        where=[Condition("number", "=", value)],
        order_by=None,
        descending=True,
        limit=5,
    )
    question = question_of(query, None, now=NOW)
    assert 'c["pk"] = @partition' in question.text
    assert question.text.endswith('ORDER BY c["ix"]["note"]["number"] DESC')
    assert question.text.startswith("SELECT TOP 6 ")


def test_what_is_wrong_with_a_container_is_named() -> None:
    """One that was made by hand can lack what the engine builds on."""
    right = {
        "partitionKey": {"paths": [PARTITION_KEY], "version": 2},
        "defaultTtl": DEFAULT_TTL,
        "indexingPolicy": dict(INDEXING_POLICY),
    }
    assert faults_of(right) == []
    wrong = {"partitionKey": {"paths": ["/id"]}, "indexingPolicy": {"includedPaths": [{"path": "/pk/?"}]}}
    assert [fault.split(":")[0].split(" has")[0] for fault in faults_of(wrong)] == [
        "its partition key is ['/id']",
        "its partition key",
        "time to live",
        "its indexing policy leaves out /ix/*, /expiresAt/?",
    ]
