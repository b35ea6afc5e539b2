"""How far a message has come, as the one who left it sees it, and which they look at first (V1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy import callback_events as events
from policy.callback_terms import PromiseTerms
from policy.callbacks import Callback
from policy.organisation import PersonId
from policy.sent_messages import Progress, Stage, in_order, progress, unseen

VERA, ANNA = PersonId("vera"), PersonId("anna")
LEFT_AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
LATER = LEFT_AT + timedelta(hours=1)
LATEST = LEFT_AT + timedelta(hours=2)
TERMS = PromiseTerms()
LEFT = Callback(
    id="c1",
    holder=ANNA,
    caller="Kalle",
    contact_due_at=LEFT_AT + timedelta(days=1),
    made_by=VERA,
    made_at=LEFT_AT,
    left_by=VERA,
)
DELIVERED = replace(LEFT, delivered_at=LATER)
SEEN = events.seen(DELIVERED, at=LATER)
TRIED = events.tried(SEEN, turn="t1", by=ANNA, at=LATER)
AGREED = events.not_ready(TRIED, turn="t2", by=ANNA, at=LATEST, until=LATEST + timedelta(days=1))


@pytest.mark.parametrize(
    ("callback", "stage", "since"),
    [
        (LEFT, Stage.LEFT, LEFT_AT),
        (replace(LEFT, bounced_at=LATER), Stage.UNREACHED, LATER),
        (replace(DELIVERED, bounced_at=LEFT_AT), Stage.DELIVERED, LATER),
        (DELIVERED, Stage.DELIVERED, LATER),
        (SEEN, Stage.SEEN, LATER),
        (TRIED, Stage.TRIED, LATER),
        (AGREED, Stage.AGREED, LATEST),
        (events.undone(TRIED, "t1", turn="t2", by=ANNA, at=LATEST), Stage.SEEN, LATER),
        (events.undone(AGREED, "t2", turn="t3", by=ANNA, at=LATEST), Stage.TRIED, LATER),
        (events.offered(TRIED, PersonId("bo"), turn="t2", by=ANNA, at=LATEST), Stage.TRIED, LATER),
        (events.done(TRIED, turn="t2", by=ANNA, at=LATEST, terms=TERMS), Stage.DONE, LATEST),
        (events.withdrawn(SEEN, turn="t2", by=VERA, at=LATEST, terms=TERMS), Stage.WITHDRAWN, LATEST),
    ],
)
def test_it_has_come_as_far_as_the_last_thing_that_holds(callback: Callback, stage: Stage, since: datetime) -> None:
    """V1: what was taken back as a slip of the finger counts no more; being asked to hand over changes nothing."""
    assert progress(callback) == Progress(stage, since)


def test_what_nobody_has_seen_comes_first_and_the_newest_of_each() -> None:
    """V1: an unseen message from yesterday before one that was seen a minute ago."""
    old_unseen = replace(LEFT, id="old", made_at=LEFT_AT - timedelta(days=1))
    new_seen = replace(SEEN, id="new", made_at=LATEST)
    assert [one.id for one in in_order([SEEN, old_unseen, new_seen, LEFT])] == ["c1", "old", "new", "c1"]
    assert [one.id for one in unseen([SEEN, old_unseen, new_seen, LEFT])] == ["old", "c1"]


@pytest.mark.parametrize(("callback", "waits"), [(LEFT, True), (DELIVERED, True), (SEEN, False), (TRIED, False)])
def test_only_what_nobody_has_looked_at_waits_to_be_seen(callback: Callback, waits: bool) -> None:
    """V1: delivered is not seen."""
    assert progress(callback).waits_to_be_seen is waits
