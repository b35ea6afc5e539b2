"""Owns the cards of a misdirected call: where its caller is connected now, what was noted, the form to note it (S3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.form import FormView, TextField, form_card, homeless
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from policy.misdirected import LONGEST_MATTER, LONGEST_PLACE

PLACES = ("matter", "landed", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A call that was noted. `onward` are the sentences to go by, the first of them to be read aloud; `near` are those
    of what is only like the matter. `place` tells the call from every other, for its buttons.
    """

    matter: str
    landed: str
    right: str
    onward: tuple[str, ...]
    near: tuple[str, ...] = ()
    place: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFormView:
    """What the form is filled in with, and its faults by place; `carried` rides along."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)


def call_card(view: CallView, words: Words) -> dict[str, Json]:
    """First where to connect the caller, then what was noted."""
    body: list[Element] = [
        *[title(line) for line in view.onward[:1]],
        *[subtle(words("misdirected.receipt.near", line=line)) for line in view.near],
        *[TextBlock(text=line, spacing="small") for line in view.onward[1:]],
        heading(words("misdirected.receipt.title")),
        *facts(
            [
                (words("misdirected.fact.matter"), view.matter),
                (words("misdirected.fact.landed"), view.landed or words("misdirected.fact.unknown")),
                (words("misdirected.fact.right"), view.right or words("misdirected.fact.unknown")),
            ]
        ),
        subtle(words("misdirected.receipt.privacy")),
    ]
    actions = [
        button(ActionName.MISDIRECTED_CHANGE, words("misdirected.button.change"), values=view.place),
        button(ActionName.MISDIRECTED_UNDO, words("misdirected.button.undo"), values=view.place),
    ]
    return finished(body, words, actions)


def call_form_card(view: CallFormView, words: Words) -> dict[str, Json]:
    """What the call was about, where it landed, and where it should have gone."""

    def line(name: str, most: int, *, missing: str = "", hint: str = "") -> TextField:
        return TextField(
            id=name,
            label=words(f"misdirected.form.{name}"),
            value=view.values.get(name, ""),
            hint=hint,
            missing=missing,
            most=most,
            faults=view.faults.get(name, ()),
        )

    form = FormView(
        title=words("misdirected.form.title"),
        intro=words("misdirected.form.intro"),
        items=(
            line("matter", LONGEST_MATTER, missing=words("misdirected.form.matter_missing")),
            line("landed", LONGEST_PLACE, hint=words("misdirected.form.landed_hint")),
            line("place", LONGEST_PLACE, hint=words("misdirected.form.place_hint")),
        ),
        faults=homeless(view.faults, PLACES),
        save=ActionName.MISDIRECTED_SAVE,
        save_label=words("misdirected.form.save"),
        carried=view.carried,
    )
    return form_card(form, words)


def call_undone_card(matter: str, words: Words) -> dict[str, Json]:
    """That it counts no more."""
    again = button(ActionName.MISDIRECTED_NEW, words("misdirected.button.again"), values={"matter": matter})
    return finished([title(words("misdirected.undone", matter=matter))], words, [again])
