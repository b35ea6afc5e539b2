"""Owns the form of a diversion: which fields it has, in what order, and where each fault is shown.

What it is filled in with, and what is wrong with that, is in the view. Its inputs' ids are those of its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.form import (
    ChoiceField,
    ChoicesField,
    Field,
    FormView,
    Row,
    TextField,
    ToggleField,
    day_and_time,
    form_card,
    homeless,
)
from bot.cards.part import Json
from bot.cards.pieces import reason_name, whose
from bot.texts.catalogue import Words
from policy.diversions import LONGEST_NOTE
from policy.effects import EffectKind
from policy.reasons import RULES

PLACES = ("reason", "start", "end", "open_ended", "answers_instead", "open_line", "note")
"""Where a fault can be shown; one that belongs anywhere else is shown at the top."""
NOTHING = "none"
"""What is chosen where nothing else is to be set this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionFormView:
    """`values` fill in the inputs; `carried` ride along unseen. `faults` are texts by place, see PLACES.

    `owner` is empty when it is the reader's own diversion; `changes` is whether it stands already. `kinds` are what the
    reader's own may also set.
    """

    owner: str = ""
    changes: bool = False
    kinds: tuple[EffectKind, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def diversion_form_card(view: DiversionFormView, words: Words) -> dict[str, Json]:
    """The form: empty, filled in with what was understood, or with what must be mended."""
    title = "diversion.form.{}_title_change" if view.changes else "diversion.form.{}_title"
    form = FormView(
        title=whose(title, view.owner, words),
        items=(*_why_and_when(view, words), *_who_and_what(view, words)),
        faults=homeless(view.faults, PLACES),
        save=ActionName.DIVERSION_SAVE,
        carried=view.carried,
    )
    return form_card(form, words)


def _why_and_when(view: DiversionFormView, words: Words) -> tuple[Field | Row, ...]:
    values = view.values
    return (
        ChoiceField(
            id="reason",
            label=words("diversion.form.reason"),
            value=values.get("reason", ""),
            missing=words("diversion.form.reason_missing"),
            hint=words("diversion.form.reason_hint"),
            choices=tuple((reason.value, reason_name(reason, words)) for reason in RULES),
            faults=_at(view, "reason"),
        ),
        _day_and_time(view, "start", words("diversion.form.start_date"), words("diversion.form.start_time")),
        _day_and_time(view, "end", words("diversion.form.end_date"), words("diversion.form.end_time")),
        ToggleField(
            id="open_ended",
            label=words("diversion.form.open_ended_other" if view.owner else "diversion.form.open_ended"),
            statement=words("diversion.form.open_ended_title"),
            value=values.get("open_ended", ""),
            faults=_at(view, "open_ended"),
        ),
    )


def _day_and_time(view: DiversionFormView, edge: str, day: str, clock: str) -> Row:
    return day_and_time(edge, day, clock, values=view.values, faults=_at(view, edge))


def _who_and_what(view: DiversionFormView, words: Words) -> tuple[Field, ...]:
    values = view.values
    return (
        TextField(
            id="answers_instead",
            label=words("diversion.form.stand_in"),
            hint=words("diversion.form.stand_in_hint"),
            value=values.get("answers_instead", ""),
            faults=_at(view, "answers_instead"),
        ),
        ToggleField(
            id="open_line",
            label=words("diversion.form.open_line"),
            statement=words("diversion.form.open_line_title"),
            value=values.get("open_line", ""),
            faults=_at(view, "open_line"),
        ),
        *(_also(view, words) if view.kinds else ()),
        TextField(
            id="note",
            label=words("diversion.form.note"),
            hint=words("diversion.form.note_hint"),
            value=values.get("note", ""),
            most=LONGEST_NOTE,
            faults=_at(view, "note"),
        ),
    )


def _also(view: DiversionFormView, words: Words) -> tuple[Field, ...]:
    """What else this one sets; left empty it is as usual."""
    kinds = tuple((kind.value, words(f"effects.{kind.value}.name")) for kind in view.kinds)
    return (
        ChoicesField(
            id="also",
            label=words("effects.this_one.label"),
            value=view.values.get("also", ""),
            choices=(*kinds, (NOTHING, words("effects.this_one.none"))),
        ),
    )


def _at(view: DiversionFormView, place: str) -> tuple[str, ...]:
    return tuple(view.faults.get(place, ()))
