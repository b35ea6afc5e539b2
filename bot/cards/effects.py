"""Owns how it looks what a diversion also sets: on a receipt, on a card of its own, and the form of what to choose.

What each line says is in the view; a card shows it and offers what can be done next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.form import FormView, ToggleField, form_card
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, subtle, title
from bot.texts.catalogue import Words
from policy.effects import EffectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowView:
    """What follows a change, on its receipt: a line a place, and a quiet one about what comes or could be chosen.

    `again`: something can be tried again. `offers`: there is something to choose.
    """

    lines: tuple[str, ...] = ()
    quiet: str = ""
    again: bool = False
    offers: bool = False


NOTHING_TO_SHOW = FollowView()
"""The view where nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsView:
    """What follows a person's own diversions, and how it stands; `again`: something can be tried again."""

    title: str
    lines: tuple[str, ...]
    again: bool = False
    has_chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsFormView:
    """What there is to choose; `values` are YES for what is chosen."""

    kinds: tuple[EffectKind, ...]
    values: Mapping[str, str] = field(default_factory=dict)


def followed(view: FollowView, words: Words) -> list[Element]:
    """The lines of a receipt; nothing where nothing follows."""
    lines: list[Element] = [_line(line, first=number == 0) for number, line in enumerate(view.lines)]
    quiet = [subtle(view.quiet)] if view.quiet else []
    again = [_again(words)] if view.again else []
    choose = [_choose(words)] if view.offers else []
    return [*lines, *quiet, *button_rows(again, choose)]


def effects_card(view: EffectsView, words: Words) -> dict[str, Json]:
    """How it stands with what follows, with *Försök igen* where that makes sense."""
    lines: list[Element] = [_line(line, first=number == 0) for number, line in enumerate(view.lines)]
    nothing = [] if view.has_chosen else [subtle(words("effects.nothing"))]
    again = [_again(words)] if view.again else []
    body = [title(view.title), *nothing, *lines, subtle(words("effects.masked"))]
    return finished([*body, *button_rows(again, [_choose(words)])], words)


def effects_form_card(view: EffectsFormView, words: Words) -> dict[str, Json]:
    """What to choose from, each with a tick for what is chosen."""
    items = tuple(
        ToggleField(
            id=kind.value,
            label=words(f"effects.{kind.value}.name"),
            statement=words(f"effects.{kind.value}.statement"),
            value=view.values.get(kind.value, ""),
        )
        for kind in view.kinds
    )
    intro = [words("effects.form.intro"), words("effects.form.masked")]
    if EffectKind.STATUS_MESSAGE in view.kinds:
        # Graph tells an app neither until when a message of somebody's stands, nor that it stands for good.
        intro.append(words("effects.form.own_status"))
    title_of_form, save = words("effects.form.title"), ActionName.EFFECTS_SAVE
    return form_card(FormView(title=title_of_form, intro=" ".join(intro), items=items, save=save), words)


def _line(text: str, *, first: bool) -> TextBlock:
    return TextBlock(text=text, spacing="medium" if first else "small")


def _again(words: Words) -> Action:
    return button(ActionName.EFFECTS_AGAIN, words("effects.button.again"))


def _choose(words: Words) -> Action:
    return button(ActionName.EFFECTS_FORM, words("effects.button.choose"))
