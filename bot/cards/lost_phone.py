"""Owns the cards of a lost phone: what its owner does this minute, and what the switchboard blocks (R4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from policy.lost_phones import LostState
from policy.phone_orders import Errand


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLostView:
    """The owner's card. `settled` says who blocked it and when; `by` who reported it, where that was someone else.

    `nobody_knows`: nobody at the switchboard could be told, so that the owner has to ring.
    `replacement` is what the form of a new phone begins with.
    """

    place: Mapping[str, str]
    state: LostState
    settled: str = ""
    by: str = ""
    may_find: bool = False
    nobody_knows: bool = False
    switchboard_number: str = ""
    replacement: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLostView:
    """The switchboard's card."""

    place: Mapping[str, str]
    name: str
    unit: str
    number: str
    devices: str
    reported: str
    state: LostState
    settled: str = ""


def own_lost_card(view: OwnLostView, words: Words) -> dict[str, Json]:
    """First what to do, then how to get a new phone; once it is found there is nothing to do."""
    if view.state is LostState.FOUND:
        return finished([title(words("lost.own.title_found")), TextBlock(text=words("lost.own.found"))], words)
    reported = view.state is LostState.REPORTED
    body: list[Element] = [
        title(words("lost.own.title" if reported else "lost.own.title_blocked")),
        *([subtle(words("lost.someone_reported", by=view.by))] if view.by else []),
        _how_it_stands(view, words),
        heading(words("lost.own.steps")),
        *[TextBlock(text=line, spacing="small") for line in _steps(view, words)],
        TextBlock(text=words("lost.own.next"), spacing="medium"),
        *([] if reported else [subtle(words("lost.own.again"))]),
    ]
    actions: list[Action] = [
        button(ActionName.ORDER_FORM, words("lost.button.replace"), values=_replacement(view), style="positive")
    ]
    if view.may_find:
        actions.append(button(ActionName.LOST_FOUND, words("lost.button.found"), values=dict(view.place)))
    return finished(body, words, actions)


def queue_lost_card(view: QueueLostView, words: Words) -> dict[str, Json]:
    """Whose phone, which number, and one button; once it is pressed everyone sees by whom."""
    reported = view.state is LostState.REPORTED
    heading_key = "lost.queue.title" if reported else "lost.queue.title_done"
    state: Element = (
        Container(style="attention", spacing="medium", items=[TextBlock(text=words("lost.queue.how"))])
        if reported
        else Container(style="good", spacing="medium", items=[TextBlock(text=view.settled)])
    )
    known = [
        (words("lost.queue.number"), view.number),
        (words("lost.queue.devices"), view.devices),
        (words("lost.queue.unit"), view.unit),
        (words("lost.queue.reported"), view.reported),
    ]
    actions = (
        [button(ActionName.LOST_BLOCKED, words("lost.button.blocked"), values=dict(view.place), style="positive")]
        if reported
        else []
    )
    return finished([title(words(heading_key, name=view.name)), state, *facts(known)], words, actions)


def _how_it_stands(view: OwnLostView, words: Words) -> Container:
    if view.state is LostState.BLOCKED:
        return Container(style="good", spacing="medium", items=[TextBlock(text=view.settled)])
    if not view.nobody_knows:
        return Container(style="emphasis", spacing="medium", items=[TextBlock(text=words("lost.own.told"))])
    number = view.switchboard_number
    ring = words("lost.own.nobody", number=number) if number else words("lost.own.nobody_plain")
    return Container(style="attention", spacing="medium", items=[TextBlock(text=ring)])


def _steps(view: OwnLostView, words: Words) -> tuple[str, ...]:
    """In the order of what hurts most; not to ring someone who has blocked it, or whom the card says to ring now."""
    number = view.switchboard_number
    call = words("lost.own.call", number=number) if number else words("lost.own.call_plain")
    waits = view.state is LostState.REPORTED and not view.nobody_knows
    steps = [words("lost.own.lock"), *([call] if waits else []), words("lost.own.passwords"), words("lost.own.police")]
    return tuple(words("lost.own.step", n=n, step=step) for n, step in enumerate(steps, start=1))


def _replacement(view: OwnLostView) -> dict[str, str]:
    return {"errand": Errand.LOST.value, "kind": "phone", **view.replacement}
