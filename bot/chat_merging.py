"""Owns how what a turn changed in a Chat goes on top of what others have stored meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.chat import Chat

ValueT = TypeVar("ValueT")


def on_top_of(stored: Chat, ours: Chat, *, since: Chat) -> Chat:
    """`stored` with what `ours` changed of `since`, part by part; where both did, what was stored is the newer.

    The turn that was begun last, and those that wait, are as stored.
    """
    both = Chat(
        language=_one(stored.language, ours.language, since.language),
        heard=_one(stored.heard, ours.heard, since.heard),
        greeted=ours.greeted or stored.greeted,
        greeted_in=_each(stored.greeted_in, ours.greeted_in, since.greeted_in),
        drafts=_each(stored.drafts, ours.drafts, since.drafts),
        references=_each(stored.references, ours.references, since.references),
        personal=_one(stored.personal, ours.personal, since.personal),
        outcomes=_each(stored.outcomes, ours.outcomes, since.outcomes),
        in_doubt=_one(stored.in_doubt, ours.in_doubt, since.in_doubt),
        begun=stored.begun,
        waiting=dict(stored.waiting),
        next_look=max(ours.next_look, stored.next_look),
    )
    both.keep_bounds()
    return both


def differs(ours: Chat, since: Chat) -> bool:
    """Whether a turn changed anything that dialogs, or the wire at a turn's start, keep in a Chat."""
    return _lasting(ours) != _lasting(since)


def _lasting(chat: Chat) -> tuple[object, ...]:
    of_both = (chat.language, chat.heard, chat.greeted, chat.personal, chat.in_doubt)
    return (*of_both, chat.greeted_in, chat.drafts, chat.references)


def _one(stored: ValueT, ours: ValueT, since: ValueT) -> ValueT:
    return ours if stored == since else stored


def _each(stored: Mapping[str, Any], ours: Mapping[str, Any], since: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(stored)
    for name in (*since, *(name for name in ours if name not in since)):
        changed = ours.get(name) != since.get(name)
        if not changed or stored.get(name) != since.get(name):
            continue
        both.pop(name, None)
        if name in ours:
            both[name] = ours[name]
    return both
