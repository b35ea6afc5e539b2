"""Owns the card of a directory that is held up: what would go, what to look at, and the one button that says yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, fault, finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import listing, moment

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """What would go. `some` are names of a few of those people, `roles` and `groups` those that nobody would be in."""

    id: str
    gone: int
    before: int
    unroled: int
    held_at: datetime
    some: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEndedView:
    """How it ended; `by` is who said yes, empty where nobody had to any more."""

    by: str
    ended_at: datetime


def held_card(view: HeldView, words: Words, now: datetime) -> dict[str, Json]:
    """What would go, and both ways on."""
    body: list[Element] = [
        title(words("directory.held.title")),
        TextBlock(text=words("directory.held.what"), spacing="small"),
        *facts(
            [
                (words("directory.held.gone"), words("directory.held.of", gone=view.gone, before=view.before)),
                (words("directory.held.among"), _named(view.some, view.gone, words) if view.some else ""),
                (words("directory.held.unroled"), str(view.unroled) if view.unroled else ""),
                (words("directory.held.roles"), listing(view.roles, words) if view.roles else ""),
                (words("directory.held.groups"), _named(view.groups, len(view.groups), words) if view.groups else ""),
                (words("directory.held.since"), moment(view.held_at, now, words)),
            ]
        ),
        TextBlock(text=words("directory.held.check"), spacing="medium"),
        TextBlock(text=words("directory.held.right"), spacing="small"),
        *([fault(view.fault)] if view.fault else []),
    ]
    said = words("directory.held.remove", n=view.gone) if view.gone else words("directory.held.use")
    yes = button(ActionName.DIRECTORY_ACCEPT, said, values={"held": view.id}, style="destructive")
    return finished(body, words, [yes])


def held_ended_card(view: HeldEndedView, words: Words, now: datetime) -> dict[str, Json]:
    """That there is nothing to say yes to any more, and who did."""
    if not view.by:
        return finished([title(words("directory.ended.passed")), subtle(words("directory.ended.alone"))], words)
    who = words("directory.ended.who", name=view.by, moment=moment(view.ended_at, now, words))
    return finished([title(words("directory.ended.accepted")), subtle(who)], words)


def _named(names: Sequence[str], count: int, words: Words) -> str:
    shown = tuple(names[:MOST_NAMED])
    more = count - len(shown)
    return listing((*shown, *([words("directory.more", n=more)] if more > 0 else [])), words)
