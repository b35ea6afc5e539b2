"""Owns the card of a suggestion to mend the directory: what callers asked for, where they ended up, what to do (A1).

Every editor has it; whoever decides first settles it, and the others' cards say who did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.inputs import Choice, InputChoiceSet, InputText
from bot.cards.part import Json
from bot.cards.pieces import facts, fault, finished, subtle, title, warning
from bot.texts.catalogue import Words

LONGEST_OTHER = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """A suggestion as it stands. `choices` are what could be done, each an id and what it says; the first is proposed.

    `settled` says what came of it, and by whom; then nothing is to be chosen. `between` has just come between.
    `place` tells it from every other, for its buttons; `mend` the mend that can be taken back.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    leads: str
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    other: str = ""
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    between: str = ""
    settled: str = ""
    is_done: bool = False
    place: Mapping[str, str]
    mend: Mapping[str, str] = field(default_factory=dict)
    may_reopen: bool = False


def suggestion_card(view: SuggestionView, words: Words) -> dict[str, Json]:
    """The suggestion: to be decided, or decided."""
    body: list[Element] = [
        title(view.title),
        *([warning(view.between)] if view.between else []),
        *([_settled(view)] if view.settled else []),
        *facts(view.facts),
        *([] if view.settled else [subtle(view.leads), *_asked(view, words)]),
    ]
    return finished(body, words, _buttons(view, words))


def _settled(view: SuggestionView) -> Container:
    return Container(
        style="good" if view.is_done else "emphasis", spacing="medium", items=[TextBlock(text=view.settled)]
    )


def _asked(view: SuggestionView, words: Words) -> list[Element]:
    found: list[Element] = []
    if view.choices:
        found.append(
            InputChoiceSet(
                id="mend",
                label=words("mends.form.mend"),
                value=view.chosen or view.choices[0][0],
                choices=[Choice(value=value, title=name) for value, name in view.choices],
                style="expanded",
            )
        )
    found += map(fault, view.faults.get("mend", ()))
    found.append(
        InputText(
            id="other",
            label=words("mends.form.other" if view.choices else "mends.form.other_only"),
            value=view.other or None,
            placeholder=words("mends.form.other_hint"),
            max_length=LONGEST_OTHER,
        )
    )
    places = ("other", "word", "")
    found += [fault(text) for place in places for text in view.faults.get(place, ())]
    return found


def _buttons(view: SuggestionView, words: Words) -> list[Action]:
    if not view.settled:
        accept = button(
            ActionName.MEND_ACCEPT, words("mends.button.accept"), values=view.place, style="positive", inputs="auto"
        )
        later = button(ActionName.MEND_LATER, words("mends.button.later"), values=view.place)
        never = button(ActionName.MEND_NEVER, words("mends.button.never"), values=view.place)
        return [accept, later, never]
    if view.mend:
        return [button(ActionName.MEND_TAKE_BACK, words("mends.button.take_back"), values=view.mend)]
    if view.may_reopen:
        return [button(ActionName.MEND_REOPEN, words("mends.button.reopen"), values=view.place)]
    return []
