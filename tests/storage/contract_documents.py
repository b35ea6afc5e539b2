"""What every engine promises of documents: one, several at once, and when they expire."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage.document_store import (
    Condition,
    Document,
    DocumentChanged,
    DocumentExists,
    DocumentStore,
    Key,
)
from tests.storage.contract_terms import ManualClock, everything, found, ids, note


class DocumentsContract:
    """Reading, writing, racing and expiring."""

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

    async def test_get_many_takes_as_many_partitions_as_keys(self, store: DocumentStore) -> None:
        """Everyone's document of the same name, each in a partition of its owner's, and of some nobody has any."""
        keys = [note("book", f"person-{number}") for number in range(250)]
        made = await asyncio.gather(*(store.create(key, {"number": 1}) for key in keys[::5]))
        await store.create(note("a page", "person-0"), {})
        asked = [*keys, note("a page", "person-5")]
        assert await store.get_many(asked) == {document.key: document for document in made}

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
