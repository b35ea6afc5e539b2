"""Owns the form that hands over a shift at the switchboard. It must not know who may be handed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.form import ChoiceField, FormView, TextField, form_card, homeless
from bot.cards.part import Json
from bot.texts.catalogue import Words
from policy.desk_hand_over import LONGEST_NOTE

EVERYONE = "everyone"
"""The choice of whoever is next."""
PLACES = ("to", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFormView:
    """What the form is filled in with, its faults by place, what is handed over, and to whom it can be."""

    gives: str
    colleagues: tuple[tuple[str, str], ...]
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def hand_over_form(view: HandOverFormView, words: Words) -> dict[str, Json]:
    """To whom, and what they should know."""
    form = FormView(
        title=words("desk.form.title"),
        intro=view.gives,
        items=(
            ChoiceField(
                id="to",
                label=words("desk.form.to"),
                value=view.values.get("to", "") or EVERYONE,
                missing=words("desk.form.to_missing"),
                choices=((EVERYONE, words("desk.form.everyone")), *view.colleagues),
                faults=view.faults.get("to", ()),
            ),
            TextField(
                id="note",
                label=words("desk.form.note"),
                value=view.values.get("note", ""),
                hint=words("desk.form.note_hint"),
                most=LONGEST_NOTE,
                several_lines=True,
                faults=view.faults.get("note", ()),
            ),
        ),
        faults=homeless(view.faults, PLACES),
        save=ActionName.HAND_OVER_GIVE,
        save_label=words("desk.button.hand_over"),
    )
    return form_card(form, words)
