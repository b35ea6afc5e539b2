"""Owns the list of everything that is stored: each kind, its partition, and the fields that queries may use.

Engines index what stands here, and infrastructure makes what they need from it. What each kind holds, who reads it
and how long it is kept stands in docs/data-stores.md.
"""

from storage.document_store import Kind

DIVERSION_BOOK = Kind("diversion_book", index_fields=("next_delivery_at", "ask_at", "changed_at", "next_effect_at"))
"""One a person: the partition is the person's id, the id is `book`. `next_delivery_at` is when the outbox is to look
at it, `ask_at` when to ask whether an open-ended one still holds, or null, `changed_at` when its diversions last
changed, `next_effect_at` when to look at what else they set, or null; documents expire when nothing in the book is of
use any more."""

CHAT = Kind("chat", index_fields=("look_again_at",))
"""One a person: the partition is the person's id, the id is `chat`. `look_again_at` is when what it holds of turns is
to be let go of, and whether its person is still there to be looked at."""

SHARD_TABLE = Kind("shard_table")
"""One in all, where several processes share the store: which of them are there, and which shards of the work each
holds. The partition is `replicas`, the id `shards`."""

COPY_MARK = Kind("copy_mark")
"""One while the store is being made the copy of another: whose, and how far that has come."""

PROGRESS_MARK = Kind("progress")
"""One a job that walks through what changes: how far it has come."""

DEAD_LETTER = Kind("dead_letter")
"""One a notification that was given up, for thirty days."""

PHONE_ORDER = Kind(
    "phone_order", index_fields=("state", "asked", "receiver", "next_delivery_at", "next_step_at", "desk_at")
)
"""One an order: the partition is whoever made it, the id the turn in which they did. `desk_at`, here and below, is an
instant by which what waits for the switchboard is put in order on its desk, or null."""

LOST_PHONE = Kind("lost_phone", index_fields=("state", "next_delivery_at"))
"""One a report: the partition is whose phone it is, the id the turn in which it was reported."""

CALLBACK = Kind(
    "callback",
    index_fields=("next_delivery_at", "next_step_at", "state", "left_by", "offered_to", "desk_at", "unseen_by"),
)
"""One a promise to call back: the partition is its holder's id, and a promise that is handed over moves to another.
`next_step_at` is when it is next to be looked at for a reminder, `unseen_by` who left a message that nobody has seen;
documents expire a while after they are closed."""

GREETING = Kind("greeting", index_fields=("next_delivery_at", "next_step_at"))
"""One a person: the partition is the person's id, the id is `greeting`. `next_step_at` is when time alone will have
made something of it."""

DETAILS = Kind("details", index_fields=("next_delivery_at", "next_step_at", "desk_at"))
"""One a person: the partition is the person's id, the id is `details`."""

ERASURE = Kind("erasure", index_fields=("next_step_at",))
"""One a person who is being forgotten, or was not long ago: the partition is the person's id, the id is `erasure`.
`next_step_at` is null once it is done."""

COVERAGE_BOOK = Kind(
    "coverage_book", index_fields=("next_delivery_at", "next_step_at", "has_changes", "is_open", "tally_at", "desk_at")
)
"""One an answer group: the partition is the group's id, the id is `coverage`. `next_step_at` is when its coverage is to
be worked out again, or an alert of it to do something; `has_changes` is 1 where its manager has changed it, `is_open`
where a manager is asked about a gap or somebody has taken one; `tally_at` is when its day is to be put among the
month's figures."""

COVERAGE_MONTH = Kind("coverage_month")
"""One an answer group and month: the partition is the group's id, the id the month, as `2026-11`."""

PERSON_MONTH = Kind("person_month")
"""One a person and month: the partition is the person's id, the id the month, as `2026-11`."""

NOTICE = Kind(
    "notice",
    index_fields=("next_delivery_at", "next_step_at", "unit", "made_by", "is_open", "touches_people", "desk_at"),
)
"""One a notice to the switchboard: the partition is `notices`, the id a digest of the turn that made it. `is_open` is 1
until it holds and somebody at the switchboard has received it, `touches_people` while the directory is read with it."""

MISDIRECTED = Kind("misdirected", index_fields=("next_delivery_at", "next_step_at", "has_mend"))
"""One a matter that calls were misdirected about, or that an editor has mended: the partition is `misdirected`, the id
a digest of the matter. `has_mend` is 1 while the directory is read with what it holds."""

UNIT_REPORT = Kind("unit_report", index_fields=("next_delivery_at", "next_step_at"))
"""One a manager: the partition is the person's id, the id is `report`. `next_step_at` is when the next card is due."""

DESK = Kind("desk", index_fields=("next_delivery_at", "is_fresh"))
"""One an operator of the switchboard: the partition is the person's id, the id is `desk`. `is_fresh` is 1 as long as
its card is kept up by itself."""

DESK_BOOK = Kind("desk_book", index_fields=("next_delivery_at", "next_step_at"))
"""One for the whole switchboard: the partition is `desk`, the id is `book`. `next_step_at` is when a claim or a
hand-over is over by itself."""

PBX_LINE = Kind("pbx_line", index_fields=("next_step_at",))
"""One a person whose diversions the telephone exchange is told of: the partition is the person's id, the id `pbx`.
`next_step_at` is when what it has not taken is to be sent once more, or null."""

PBX_EVENT = Kind("pbx_event", index_fields=("sequence",))
"""One an event that the telephone exchange was told, for some days: the partition is the person's id, the id the
event's. `sequence` is the event's number, which follows the time."""

CALENDAR = Kind("calendar", index_fields=("next_delivery_at", "next_step_at"))
"""One a person who lets the bot look at their calendar: the partition is the person's id, the id is `calendar`.
`next_step_at` is when it is looked at next; once that is turned off the document is gone, or a day later where cards
still have to say so."""
DIRECTORY_BUCKET = Kind("directory_bucket")
"""A part of the people that Microsoft 365 tells of: the partition is `directory`, the id drawn for each content."""

DIRECTORY_SYNC = Kind("directory_sync")
"""One in all, where people come from Microsoft 365: how far reading them has come, and which buckets are in use. The
partition is `directory`, the id `sync`."""

DIRECTORY_HELD = Kind("directory_held", index_fields=("next_delivery_at",))
"""One in all: that an edition of the directory is held up, and who was told. The partition is `directory`, the id
`held`."""

REACHABILITY = Kind("reachability", index_fields=("next_delivery_at", "next_step_at", "is_out"))
"""One a person whom the bot had no chat with when it was to have: the partition is the person's id, the id is `reach`.
`next_step_at` is when the app is next to be asked for, `is_out` 1 while they can't be reached."""

KINDS = (
    DIVERSION_BOOK,
    CHAT,
    SHARD_TABLE,
    COPY_MARK,
    PROGRESS_MARK,
    DEAD_LETTER,
    PHONE_ORDER,
    LOST_PHONE,
    CALLBACK,
    GREETING,
    DETAILS,
    ERASURE,
    COVERAGE_BOOK,
    COVERAGE_MONTH,
    PERSON_MONTH,
    NOTICE,
    MISDIRECTED,
    UNIT_REPORT,
    DESK,
    DESK_BOOK,
    PBX_LINE,
    PBX_EVENT,
    CALENDAR,
    DIRECTORY_BUCKET,
    DIRECTORY_SYNC,
    DIRECTORY_HELD,
    REACHABILITY,
)

OF_ONE_STORE = (SHARD_TABLE, COPY_MARK)
"""What tells of the processes at this very store, and so is never carried over to another: it would keep work
from those who serve there, in the name of processes that do not."""
