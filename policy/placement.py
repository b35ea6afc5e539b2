"""Owns how a diversion takes its place among a person's others, how one is ended, and how a change is undone.

The rules, which `docs/user-guide.md` states for people:

1.  The newest word holds in its own period.
2.  A diversion with the same reason that overlaps it is a correction: the old one goes, all of it, but for the time
    until the new one begins if the old one runs already ("sjuk imorgon" makes nobody well today).
3.  One with another reason keeps what lies outside: it is shortened, split in two, or, with nothing left, replaced.
4.  Where that would cut something that has not begun, or something that would go on afterwards, the person is shown
    it first. What merely takes over from the diversion that runs now is done at once, and can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from policy.diversions import Change, Diversion, DiversionBook
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import Period, as_utc


class Effect(StrEnum):
    """What became of a diversion that another one met."""

    REPLACED = "replaced"
    SHORTENED = "shortened"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Displaced:
    """A diversion as it was, and the parts that are left of it: none, one or two."""

    before: Diversion
    left: tuple[Diversion, ...]

    @property
    def effect(self) -> Effect:
        """Replaced, shortened or split, by how many parts are left."""
        return (Effect.REPLACED, Effect.SHORTENED, Effect.SPLIT)[len(self.left)]


@dataclass(frozen=True, slots=True)
class Placement:
    """A book with the diversion in its place, what that displaced, and whether the person must see it first."""

    book: DiversionBook
    displaced: tuple[Displaced, ...]
    needs_consent: bool


def place(
    book: DiversionBook, new: Diversion, *, change_id: str, now: datetime, replaces: str | None = None
) -> Placement:
    """The book with `new` in it, by the rules above; `replaces` is the id of the one that `new` is a changed form of.

    Past diversions leave the book on the way. What says the same as `new` gives way to it without a word.
    """
    others = [d for d in book.diversions if d.id != replaces and not _says_the_same(d, new)]
    met = [d for d in others if not _is_over(d.period, now) and d.period.overlaps(new.period)]
    displaced = tuple(_displace(old, new, now) for old in met)
    touched = {d.before.id for d in displaced}
    kept = [d for d in others if d.id not in touched]
    left = [part for d in displaced for part in d.left]
    placed = replace(
        book,
        diversions=_in_order((*kept, *left, new)),
        last_change=_change(book, change_id, new.set_by, now),
    )
    consent = any(_must_be_shown(d.before, new, now) for d in displaced)
    return Placement(placed.without_past(now), displaced, consent)


def continued(running: Diversion, new: Diversion) -> Diversion:
    """The running diversion with the new one's end: what "åter 14:30" means to someone who is away already.

    It keeps why and since when, and what else the new one leaves unsaid; the id and who set it are the new one's.
    """
    return replace(
        running,
        id=new.id,
        period=Period(running.period.start_at, new.period.end_at),
        note=new.note or running.note,
        answers_instead=new.answers_instead or running.answers_instead,
        open_line=new.open_line or running.open_line,
        also=running.also if new.also is None else new.also,
        set_by=new.set_by,
        set_at=new.set_at,
    )


def end(
    book: DiversionBook, *, ended_by: PersonId, change_id: str, now: datetime, diversion_id: str | None = None
) -> tuple[DiversionBook, Diversion]:
    """The book without the diversion that runs now, or without the one named; and the one that went.

    Raises PolicyError `diversion.none_running` or `diversion.gone`.
    """
    going = book.running(now) if diversion_id is None else book.without_past(now).find(diversion_id)
    if going is None:
        raise PolicyError("diversion.none_running" if diversion_id is None else "diversion.gone")
    left = tuple(d for d in book.diversions if d.id != going.id)
    ended = replace(book, diversions=left, last_change=_change(book, change_id, ended_by, now))
    return ended.without_past(now), going


def come_back(
    book: DiversionBook, *, back: PersonId, change_id: str, now: datetime, diversion_id: str | None = None
) -> DiversionBook:
    """The book once its person is back while what a diversion that has ended set elsewhere stood until the return.

    No diversion goes by it, so none comes by its undo; what it takes away is kept with the change. Raises PolicyError
    as `end` does where one runs or nothing was left standing: of the one named, or at all.
    """
    change = book.last_change
    if change is not None and change.id == change_id and change.stood:
        return book
    stood = book.effects.left_after_the_end(as_utc(now), diversion_id)
    if book.running(now) is not None or not stood:
        raise PolicyError("diversion.none_running" if diversion_id is None else "diversion.gone")
    return replace(book, last_change=replace(_change(book, change_id, back, now), stood=stood)).without_past(now)


def undo(book: DiversionBook, *, change_id: str, undone_by: str, now: datetime) -> DiversionBook:
    """The book as it stood before its latest change, once; `undone_by` is the id of the turn that asks.

    Raises PolicyError: `diversion.undo_used` the second time, `diversion.undo_superseded` when something has changed
    since, `diversion.undo_over` when everything that the change touched lies in the past.
    """
    change = book.last_change
    if change is None or change.id != change_id:
        raise PolicyError("diversion.undo_superseded")
    if change.undone_by == undone_by:
        return book
    if change.undone_by:
        raise PolicyError("diversion.undo_used")
    undone = replace(change, undone_by=undone_by)
    restored = replace(book, diversions=change.before, last_change=undone).without_past(now)
    if restored.diversions == book.without_past(now).diversions and not _would_stand(change, now):
        raise PolicyError("diversion.undo_over")
    return restored


def _says_the_same(old: Diversion, new: Diversion) -> bool:
    return replace(old, id=new.id, set_by=new.set_by, set_at=new.set_at) == new


def _is_over(period: Period, now: datetime) -> bool:
    return period.end_at is not None and period.end_at <= as_utc(now)


def _displace(old: Diversion, new: Diversion, now: datetime) -> Displaced:
    """What is left of the old one. The first part that is not over keeps its id, which buttons name.

    Diversions lie apart, so a new one splits no more than one of them, and an id made of its own is nobody else's.
    """
    parts = old.period.without(new.period)
    if old.reason is new.reason:
        parts = tuple(part for part in parts if part.contains(now))
    keeps_id = next((part for part in parts if not _is_over(part, now)), None)
    return Displaced(
        old, tuple(replace(old, period=part, id=old.id if part == keeps_id else f"{new.id}.2") for part in parts)
    )


def _must_be_shown(old: Diversion, new: Diversion, now: datetime) -> bool:
    if not old.period.contains(now):
        return True
    goes_on_after = new.period.end_at is not None and (
        old.period.end_at is None or old.period.end_at > new.period.end_at
    )
    return goes_on_after and old.reason is not new.reason


def _change(book: DiversionBook, change_id: str, made_by: PersonId, now: datetime) -> Change:
    return Change(id=change_id, made_by=made_by, made_at=as_utc(now), before=book.without_past(now).diversions)


def _would_stand(change: Change, now: datetime) -> bool:
    """Whether something that the change took away elsewhere would still be standing."""
    return any(one.shown.back_at is None or one.shown.back_at > as_utc(now) for one in change.stood)


def _in_order(diversions: tuple[Diversion, ...]) -> tuple[Diversion, ...]:
    return tuple(sorted(diversions, key=lambda d: (d.period.start_at, d.id)))
