"""Owns how a turn that is carried out twice is known by what it left in a book the first time."""

from __future__ import annotations

from dataclasses import replace

from policy.diversions import DiversionBook


def was_done_by(book: DiversionBook, turn: str) -> bool:
    """Whether the latest change, or its undo, is that turn's."""
    return book.last_change is not None and turn in (book.last_change.id, book.last_change.undone_by)


def as_it_stood_before(book: DiversionBook, change_id: str) -> DiversionBook:
    """The book before the change, if this very change is the latest one: the turn is being carried out again."""
    change = book.last_change
    if change is None or change.id != change_id:
        return book
    return replace(book, diversions=change.before)
