"""What every engine promises. An engine joins by subclassing `DocumentStoreContract` with a fixture `open_store`.

`open_store()` gives a new, empty store for the kinds here, whose time is the fixture `clock`; it is closed after.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from storage.document_store import (
    Body,
    Condition,
    Document,
    DocumentChanged,
    DocumentExists,
    DocumentStore,
    IndexValue,
    Key,
    Kind,
    StoreUnavailable,
)

NOTE = Kind("note", index_fields=("due_at", "number"))
OTHER = Kind("other", index_fields=("number",))
KINDS = (NOTE, OTHER)

OpenStore = Callable[[], Awaitable[DocumentStore]]


@dataclass
class ManualClock:
    """Time that passes when a test says so."""

    instant: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def passes(self, **span: float) -> None:
        self.instant += timedelta(**span)


def note(document_id: str, partition: str = "anna") -> Key:
    return Key("note", partition, document_id)


async def everything(store: DocumentStore, **asked: Any) -> list[Document]:
    """All pages of a query, one after the other."""
    found: list[Document] = []
    continuation: str | None = None
    while True:
        page = await store.query("note", continuation=continuation, **asked)
        found += page.documents
        continuation = page.continuation
        if continuation is None:
            return found


def ids(documents: list[Document]) -> list[str]:
    return [document.key.id for document in documents]


class DocumentStoreContract:
    """Inherit, and give the fixture `open_store`."""

    @pytest.fixture
    def clock(self) -> ManualClock:
        return ManualClock()

    @pytest.fixture
    async def store(self, open_store: OpenStore) -> DocumentStore:
        return await open_store()

    # Reading and writing one document

    async def test_what_is_not_there_is_none(self, store: DocumentStore) -> None:
        """get() of an id that nobody has written answers None."""
        assert await store.get(note("a")) is None

    async def test_a_created_document_reads_back_as_it_was_returned(self, store: DocumentStore) -> None:
        """Body, etag and expiry are the same from create() and from get()."""
        body = {"text": "åter 13", "number": 7, "due_at": None, "deep": {"list": [1, 2.5, True, None, "ö"]}}
        created = await store.create(note("a"), body, expires_at=datetime(2026, 6, 2, tzinfo=UTC))
        assert created.body == body
        assert created.expires_at == datetime(2026, 6, 2, tzinfo=UTC)
        assert await store.get(note("a")) == created

    async def test_creating_what_is_there_is_refused_and_changes_nothing(self, store: DocumentStore) -> None:
        """create() over a living document raises DocumentExists."""
        first = await store.create(note("a"), {"number": 1})
        with pytest.raises(DocumentExists):
            await store.create(note("a"), {"number": 2})
        assert await store.get(note("a")) == first

    async def test_replacing_changes_body_etag_and_expiry(self, store: DocumentStore) -> None:
        """replace() is the whole new document; an expiry that isn't given again is gone."""
        first = await store.create(note("a"), {"number": 1, "text": "x"}, expires_at=datetime(2027, 1, 1, tzinfo=UTC))
        second = await store.replace(first, {"number": 2})
        assert (second.body, second.expires_at) == ({"number": 2}, None)
        assert second.etag != first.etag
        assert await store.get(note("a")) == second

    async def test_each_write_has_an_etag_of_its_own_even_of_the_same_body(self, store: DocumentStore) -> None:
        """A write of what was there before is still a write."""
        document = await store.create(note("a"), {"number": 1})
        etags = {document.etag}
        for _ in range(5):
            document = await store.replace(document, {"number": 1})
            etags.add(document.etag)
        assert len(etags) == 6

    async def test_a_stale_etag_can_neither_replace_nor_delete(self, store: DocumentStore) -> None:
        """Whoever read before another's write gets DocumentChanged, and the write stands."""
        stale = await store.create(note("a"), {"number": 1})
        newest = await store.replace(stale, {"number": 2})
        with pytest.raises(DocumentChanged):
            await store.replace(stale, {"number": 3})
        with pytest.raises(DocumentChanged):
            await store.delete(stale)
        assert await store.get(note("a")) == newest

    async def test_a_deleted_document_is_gone_and_can_be_made_again(self, store: DocumentStore) -> None:
        """After delete() the id is free, and deleting or replacing once more is refused."""
        document = await store.create(note("a"), {"number": 1})
        await store.delete(document)
        assert await store.get(note("a")) is None
        with pytest.raises(DocumentChanged):
            await store.delete(document)
        with pytest.raises(DocumentChanged):
            await store.replace(document, {"number": 2})
        await store.create(note("a"), {"number": 3})

    async def test_an_etag_from_a_former_life_is_stale(self, store: DocumentStore) -> None:
        """A document deleted and made again is another one, however alike."""
        former = await store.create(note("a"), {"number": 1})
        await store.delete(former)
        again = await store.create(note("a"), {"number": 1})
        with pytest.raises(DocumentChanged):
            await store.replace(former, {"number": 2})
        assert await store.get(note("a")) == again

    async def test_kind_partition_and_id_together_make_a_document(self, store: DocumentStore) -> None:
        """The same id in another partition or kind is another document."""
        keys = [Key("note", "anna", "a"), Key("note", "bo", "a"), Key("other", "anna", "a")]
        for number, key in enumerate(keys):
            await store.create(key, {"number": number})
        assert [(await found(store, key)).body["number"] for key in keys] == [0, 1, 2]

    @pytest.mark.parametrize("part", ["åäö ÅÄÖ", "a/b\\c?d#e", "' OR 1=1 --", "%_*", "😀", "29:1a|b", "x" * 255, " "])
    async def test_any_text_can_be_a_partition_and_an_id(self, store: DocumentStore, part: str) -> None:
        """Swedish letters and what means something to a query language or an address are letters like others."""
        key = Key("note", part, part)
        document = await store.create(key, {"number": 1})
        assert await store.get(key) == document
        assert await store.get_many([key]) == {key: document}
        assert ids(await everything(store, partition=part)) == [part]

    async def test_ids_are_told_apart_by_case_and_by_accents(self, store: DocumentStore) -> None:
        """No engine folds ids."""
        for name in ("Åsa", "åsa", "asa", "A\u030asa"):
            await store.create(note(name), {"text": name})
        assert (await found(store, note("Åsa"))).body == {"text": "Åsa"}
        assert len(await everything(store)) == 4

    async def test_a_big_body_is_kept_whole(self, store: DocumentStore) -> None:
        """A body of just under the limit comes back to the letter."""
        text = "åäö…" * 160_000
        await store.create(note("a"), {"text": text})
        assert (await found(store, note("a"))).body == {"text": text}

    async def test_bodies_are_copied_in_and_out(self, store: DocumentStore) -> None:
        """Changing what was handed over or handed out changes nothing in the store."""
        body = {"list": [1]}
        created = await store.create(note("a"), body)
        body["list"].append(2)
        created.body["list"].append(3)
        (await found(store, note("a"))).body["list"].append(4)
        assert (await found(store, note("a"))).body == {"list": [1]}

    # Several at once

    async def test_get_many_gives_what_is_there_across_kinds_and_partitions(self, store: DocumentStore) -> None:
        """Missing keys are left out, repeated ones are answered once."""
        keys = [Key("note", "anna", "a"), Key("note", "bo", "b"), Key("other", "cia", "c")]
        made = {key: await store.create(key, {"number": 1}) for key in keys}
        asked = [*keys, keys[0], note("missing"), Key("other", "anna", "a")]
        assert await store.get_many(asked) == made
        assert await store.get_many([]) == {}

    async def test_get_many_takes_more_keys_than_a_statement_does(self, store: DocumentStore) -> None:
        """A thousand people's documents come in one call."""
        keys = [note(f"{number:04}") for number in range(1_000)]
        await asyncio.gather(*(store.create(key, {"number": 1}) for key in keys[::2]))
        assert set(await store.get_many(keys)) == set(keys[::2])

    async def test_of_fifty_who_create_one_wins(self, store: DocumentStore) -> None:
        """create() at the same time: one document, forty-nine DocumentExists."""
        attempts = [store.create(note("a"), {"number": number}) for number in range(50)]
        outcomes = await asyncio.gather(*attempts, return_exceptions=True)
        (winner,) = [outcome for outcome in outcomes if isinstance(outcome, Document)]
        assert sum(isinstance(outcome, DocumentExists) for outcome in outcomes) == 49
        assert await store.get(note("a")) == winner

    async def test_of_fifty_who_replace_one_wins(self, store: DocumentStore) -> None:
        """replace() with the same etag at the same time: no write is lost in silence."""
        document = await store.create(note("a"), {"number": -1})
        attempts = [store.replace(document, {"number": number}) for number in range(50)]
        outcomes = await asyncio.gather(*attempts, return_exceptions=True)
        (winner,) = [outcome for outcome in outcomes if isinstance(outcome, Document)]
        assert sum(isinstance(outcome, DocumentChanged) for outcome in outcomes) == 49
        assert await store.get(note("a")) == winner

    async def test_a_refused_write_leaves_those_beside_it_alone(self, store: DocumentStore) -> None:
        """Writes that fail and writes that succeed at the same time don't touch each other."""
        taken = [await store.create(note(f"taken-{n}"), {"number": n}) for n in range(10)]
        attempts = [
            call
            for n in range(10)
            for call in (
                store.create(note(f"new-{n}"), {"number": n}),
                store.create(taken[n].key, {"number": -1}),
                store.replace(Document(note(f"gone-{n}"), {}, "x"), {"number": -1}),
            )
        ]
        outcomes = await asyncio.gather(*attempts, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [Document, DocumentExists, DocumentChanged] * 10
        assert sorted(ids(await everything(store))) == sorted(f"{p}-{n}" for p in ("new", "taken") for n in range(10))

    async def test_counting_up_together_loses_no_step(self, store: DocumentStore) -> None:
        """Read, add, replace, again on a conflict: ten counters that take ten steps each make a hundred."""
        await store.create(note("a"), {"number": 0})

        async def count_to_ten() -> None:
            for _ in range(10):
                while True:
                    document = await found(store, note("a"))
                    try:
                        await store.replace(document, {"number": document.body["number"] + 1})
                    except DocumentChanged:
                        continue
                    break

        await asyncio.gather(*(count_to_ten() for _ in range(10)))
        assert (await found(store, note("a"))).body == {"number": 100}

    async def test_what_was_written_is_read_at_once(self, store: DocumentStore) -> None:
        """A read after a write that has returned sees it, on every path."""
        for number in range(20):
            key = note(f"{number}")
            written = await store.create(key, {"number": number})
            assert await store.get(key) == written
            assert (await store.get_many([key]))[key] == written
            assert ids(await everything(store, where=[Condition("number", "=", number)])) == [key.id]

    # Expiry

    async def test_an_expired_document_is_absent_everywhere(self, store: DocumentStore, clock: ManualClock) -> None:
        """From its instant on it isn't read, looked up, found, replaced or deleted, though nobody has cleaned up."""
        document = await store.create(note("a"), {"number": 1}, expires_at=clock.now() + timedelta(minutes=1))
        clock.passes(seconds=59.999999)
        assert await store.get(note("a")) == document
        clock.passes(seconds=0.000001)
        assert await store.get(note("a")) is None
        assert await store.get_many([note("a")]) == {}
        assert await everything(store) == []
        with pytest.raises(DocumentChanged):
            await store.replace(document, {"number": 2})
        with pytest.raises(DocumentChanged):
            await store.delete(document)

    async def test_an_expired_id_is_free(self, store: DocumentStore, clock: ManualClock) -> None:
        """create() over an expired document that is still there makes a new one, with nothing of the old."""
        old = await store.create(note("a"), {"number": 1}, expires_at=clock.now() + timedelta(minutes=1))
        clock.passes(minutes=2)
        new = await store.create(note("a"), {"text": "new"})
        assert await store.get(note("a")) == new
        assert (new.expires_at, new.body) == (None, {"text": "new"})
        assert new.etag != old.etag

    async def test_an_expiry_in_any_zone_is_the_same_instant(self, store: DocumentStore, clock: ManualClock) -> None:
        """Instants come back in UTC and decide as instants, whatever zone they were given in."""
        stockholm = timezone(timedelta(hours=2))
        document = await store.create(note("a"), {}, expires_at=datetime(2026, 6, 1, 12, 0, tzinfo=stockholm))
        assert document.expires_at == datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
        clock.passes(minutes=59)
        assert await store.get(note("a")) is not None
        clock.passes(minutes=1)
        assert await store.get(note("a")) is None

    async def test_cleaning_up_takes_the_expired_and_nothing_else(
        self, store: DocumentStore, clock: ManualClock
    ) -> None:
        """delete_expired() keeps to its limit, says how many, and leaves the living and the everlasting."""
        for number in range(5):
            await store.create(note(f"old-{number}"), {}, expires_at=clock.now() + timedelta(minutes=number))
        await store.create(note("later"), {}, expires_at=clock.now() + timedelta(days=1))
        await store.create(note("for ever"), {})
        clock.passes(hours=1)
        assert [await store.delete_expired(limit=3) for _ in range(3)] == [3, 2, 0]
        assert ids(await everything(store)) == ["for ever", "later"]

    # Queries

    @pytest.mark.parametrize(
        ("op", "value", "expected"),
        [
            ("=", 2, "c"),
            ("<", 2, "b"),
            ("<=", 2, "bc"),
            (">", 2, "d"),
            (">=", 2, "cd"),
            ("=", None, "ag"),
            ("=", "2", "f"),
            ("<", "2", "e"),
            ("<=", "2", "ef"),
            (">", "1", "f"),
            (">=", "", "ef"),
            (">", "2", ""),
        ],
    )
    async def test_a_condition_compares_values_of_its_own_type(
        self, store: DocumentStore, op: Any, value: IndexValue, expected: str
    ) -> None:
        """Numbers meet numbers, texts meet texts, and only `= None` finds null and absent."""
        bodies: list[Body] = [*({"number": n} for n in (None, 1, 2, 3, "1", "2")), {}]
        for name, body in zip("abcdefg", bodies, strict=True):
            await store.create(note(name), body)
        assert ids(await everything(store, where=[Condition("number", op, value)])) == list(expected)

    async def test_conditions_are_met_all_together(self, store: DocumentStore) -> None:
        """Two ends of a range, and another field."""
        for number in range(10):
            await store.create(note(f"{number}"), {"number": number, "due_at": "x" if number % 2 else "y"})
        where = [Condition("number", ">=", 3), Condition("number", "<", 8), Condition("due_at", "=", "x")]
        assert ids(await everything(store, where=where)) == ["3", "5", "7"]

    async def test_a_query_keeps_to_its_kind_and_partition(self, store: DocumentStore) -> None:
        """Without a partition it finds the kind's documents in all of them."""
        for key in (note("a"), note("b", "bo"), Key("other", "anna", "c")):
            await store.create(key, {"number": 1})
        assert ids(await everything(store, partition="anna")) == ["a"]
        assert ids(await everything(store)) == ["a", "b"]
        assert ids(await everything(store, partition="cia")) == []

    async def test_a_value_is_never_part_of_the_question(self, store: DocumentStore) -> None:
        """What looks like the query language is compared to the letter."""
        odd = "' OR '1'='1"
        await store.create(note("a"), {"due_at": odd})
        await store.create(note("b"), {"due_at": "x"})
        assert ids(await everything(store, where=[Condition("due_at", "=", odd)])) == ["a"]
        assert ids(await everything(store, partition=odd)) == []

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("limit", [1, 2, 3, 100])
    @pytest.mark.parametrize("partition", [None, "anna"])
    async def test_order_is_by_field_then_id_then_partition_with_none_first(
        self, store: DocumentStore, descending: bool, limit: int, partition: str | None
    ) -> None:
        """None, then numbers, then texts, ties by id; turned around as a whole; whatever the pages' size."""
        ordered = [
            ("a", "anna", None), ("a", "bo", None), ("h", "anna", None),
            ("c", "anna", -1), ("b", "anna", 2), ("g", "anna", 2), ("g", "bo", 2), ("f", "anna", 10),
            ("e", "bo", "10"), ("d", "anna", "9"), ("d", "bo", "9"), ("i", "anna", "Z"), ("j", "anna", "å"),
        ]  # fmt: skip
        for document_id, owner, value in sorted(ordered, key=lambda row: row[0], reverse=True):
            await store.create(note(document_id, owner), {"number": value})
        found = await everything(store, order_by="number", descending=descending, limit=limit, partition=partition)
        expected = [row[:2] for row in ordered if partition in (None, row[1])]
        assert [(d.key.id, d.key.partition) for d in found] == (expected[::-1] if descending else expected)

    @pytest.mark.parametrize("descending", [False, True])
    async def test_without_a_field_order_is_by_partition_then_id(self, store: DocumentStore, descending: bool) -> None:
        """The same on every page."""
        places = [(owner, document_id) for owner in ("anna", "bo", "åsa") for document_id in ("1", "2", "3")]
        for owner, document_id in reversed(places):
            await store.create(note(document_id, owner), {})
        found = await everything(store, limit=2, descending=descending)
        assert [(d.key.partition, d.key.id) for d in found] == (places[::-1] if descending else places)

    async def test_the_last_page_has_no_continuation(self, store: DocumentStore) -> None:
        """Also when it is exactly full, and when there is nothing at all."""
        assert (await store.query("note")).continuation is None
        for number in range(4):
            await store.create(note(f"{number}"), {})
        first = await store.query("note", limit=2)
        assert first.continuation is not None
        last = await store.query("note", limit=2, continuation=first.continuation)
        assert [ids(list(page.documents)) for page in (first, last)] == [["0", "1"], ["2", "3"]]
        assert last.continuation is None

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order_by", [None, "number"])
    async def test_paging_is_complete_while_others_write(
        self, store: DocumentStore, descending: bool, order_by: str | None
    ) -> None:
        """What is there all the while is met exactly once, though documents come and go around every page."""
        lasting = [note(f"lasting-{number:02}") for number in range(20)]
        for number, key in enumerate(lasting):
            await store.create(key, {"number": None if number < 5 else number // 3})
        passing = await store.create(note("a passing one"), {"number": 0})
        met: list[str] = []
        continuation: str | None = None
        for step in range(100):
            page = await store.query(
                "note", order_by=order_by, descending=descending, limit=3, continuation=continuation
            )
            met += ids(list(page.documents))
            continuation = page.continuation
            if continuation is None:
                break
            await store.create(note(f"before-{step:02}"), {"number": None})
            await store.create(note(f"zz-after-{step:02}"), {"number": 99})
            await store.delete(passing)
            passing = await store.create(note("a passing one"), {"number": step % 5})
        assert continuation is None
        assert sorted(name for name in met if name.startswith("lasting")) == [key.id for key in lasting]

    async def test_paging_goes_on_from_a_document_that_is_gone(self, store: DocumentStore) -> None:
        """A continuation names a place, not a document that must still be there."""
        for number in range(6):
            await store.create(note(f"{number}"), {"number": number})
        page = await store.query("note", order_by="number", limit=3)
        for document in page.documents:
            await store.delete(document)
        rest = await store.query("note", order_by="number", limit=3, continuation=page.continuation)
        assert ids(list(rest.documents)) == ["3", "4", "5"]

    # What is refused

    async def test_a_field_that_is_not_declared_is_refused(self, store: DocumentStore) -> None:
        """Whether compared or ordered by, and though documents have it."""
        await store.create(note("a"), {"text": "x"})
        with pytest.raises(ValueError, match="text"):
            await store.query("note", where=[Condition("text", "=", "x")])
        with pytest.raises(ValueError, match="text"):
            await store.query("note", order_by="text")
        with pytest.raises(ValueError, match="due_at"):
            await store.query("other", order_by="due_at")

    async def test_a_kind_that_is_not_declared_is_refused(self, store: DocumentStore) -> None:
        """By every operation that names one."""
        key = Key("unknown", "anna", "a")
        calls: list[Awaitable[object]] = [
            store.get(key),
            store.get_many([key]),
            store.create(key, {}),
            store.replace(Document(key, {}, "x"), {}),
            store.delete(Document(key, {}, "x")),
            store.query("unknown"),
        ]
        for call in calls:
            with pytest.raises(ValueError, match="unknown"):
                await call

    @pytest.mark.parametrize("key", [Key("note", "", "a"), Key("note", "anna", ""), note("x" * 256)])
    async def test_an_empty_or_endless_key_is_refused(self, store: DocumentStore, key: Key) -> None:
        """Partition and id take 1 to 255 characters."""
        with pytest.raises(ValueError, match="255"):
            await store.create(key, {})

    @pytest.mark.parametrize(
        "body",
        [
            {"when": datetime(2026, 6, 1, tzinfo=UTC)},
            {"set": {1}},
            {"object": object()},
            {1: "a number as a name"},
            {"half a letter": "\ud800"},
            {"number": 1.5},
            {"number": True},
            {"number": [1]},
            {"number": 2**53},
            {"number": "a\0b"},
            {"text": "x" * 1_500_000},
        ],
    )
    async def test_a_body_that_is_not_plain_json_is_refused(self, store: DocumentStore, body: Any) -> None:
        """So is one that is too large, or has in an index field what engines don't compare alike."""
        with pytest.raises(ValueError, match="note"):
            await store.create(note("a"), body)
        document = await store.create(note("b"), {})
        with pytest.raises(ValueError, match="note"):
            await store.replace(document, body)
        assert [d.body for d in await everything(store)] == [{}]

    async def test_a_continuation_of_another_query_is_refused(self, store: DocumentStore) -> None:
        """So is one that no query gave."""
        for number in range(3):
            await store.create(note(f"{number}"), {"number": number})
        continuation = (await store.query("note", order_by="number", limit=1)).continuation
        assert continuation is not None
        for other in (continuation[:-4], "x", "", "å"):
            with pytest.raises(ValueError, match="continuation"):
                await store.query("note", order_by="number", limit=1, continuation=other)
        with pytest.raises(ValueError, match="continuation"):
            await store.query("note", order_by="number", descending=True, limit=1, continuation=continuation)
        with pytest.raises(ValueError, match="continuation"):
            await store.query("note", partition="anna", order_by="number", continuation=continuation)

    @pytest.mark.parametrize("limit", [0, -1, 1001])
    async def test_a_page_of_no_sensible_size_is_refused(self, store: DocumentStore, limit: int) -> None:
        """A page holds 1 to 1000 documents."""
        with pytest.raises(ValueError, match="1000"):
            await store.query("note", limit=limit)

    @pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
    async def test_nothing_is_less_or_more_than_none(self, store: DocumentStore, op: Any) -> None:
        """None is compared by `=` alone."""
        with pytest.raises(ValueError, match="number"):
            await store.query("note", where=[Condition("number", op, None)])

    # The store itself

    async def test_an_open_store_answers_a_ping_and_keeps_what_it_has(self, store: DocumentStore) -> None:
        """ping() returns, and leaves no trace."""
        await store.create(note("a"), {})
        await store.ping()
        assert ids(await everything(store)) == ["a"]

    async def test_a_closed_store_is_unavailable(self, store: DocumentStore) -> None:
        """Every operation says so at once; closing again is no fault."""
        document = await store.create(note("a"), {})
        await store.close()
        await store.close()
        calls: list[Awaitable[object]] = [
            store.get(note("a")),
            store.get_many([note("a")]),
            store.create(note("b"), {}),
            store.replace(document, {}),
            store.delete(document),
            store.query("note"),
            store.delete_expired(),
            store.ping(),
        ]
        for call in calls:
            with pytest.raises(StoreUnavailable):
                await call


async def found(store: DocumentStore, key: Key) -> Document:
    """The document, which is there."""
    document = await store.get(key)
    assert document is not None
    return document
