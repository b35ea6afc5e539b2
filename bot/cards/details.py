"""Owns the cards about a person's details: as the switchboard sees them, the form to correct them, and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.form import ChoiceField, FormView, TextField, form_card, homeless
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import day
from bot.texts.numbers import phone_number
from policy.details import LONGEST_CORRECTION, Confirmed, DetailField, Fate

PLACES = ("field", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsView:
    """A person's details as the switchboard sees them. Numbers as stored (E.164).

    `asks_every` is set where the card asks whether they are right: how many days there are between two questions.
    `thanks` is whether that was just said.
    """

    name: str
    title: str
    unit: str
    extension: str = ""
    landline: str = ""
    mobile: str = ""
    matters: tuple[str, ...] = ()
    confirmed: Confirmed
    confirmed_on: date | None = None
    open: int = 0
    asks_every: int | None = None
    thanks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsFormView:
    """What the form is filled in with, and its faults by place."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction, for its owner (`owner` empty) or for the switchboard. `by` is who ended it."""

    person: str
    correction: str
    owner: str = ""
    field: DetailField
    text: str
    fate: Fate
    by: str = ""
    can_be_told: bool = True


def details_card(view: DetailsView, words: Words, now: datetime) -> dict[str, Json]:
    """What the switchboard sees, and whether it is right: one tap to say so, one to correct it (A1)."""
    body: list[Element] = [
        title(words(heading_of(view))),
        TextBlock(text=_confirmed(view, words, now), spacing="small"),
        *facts(_seen(view, words)),
    ]
    if view.open:
        body.append(TextBlock(text=words("details.open", n=view.open), spacing="medium"))
    body.append(subtle(words("details.clause")))
    if view.asks_every:
        body.append(subtle(words("details.why_asked", n=view.asks_every)))
    correct = button(ActionName.DETAILS_FORM, words("details.button.correct"))
    if view.thanks:
        return finished(body, words, [correct])
    confirm = button(ActionName.DETAILS_CONFIRM, words("details.button.confirm"), style="positive")
    return finished(body, words, [confirm, correct])


def heading_of(view: DetailsView) -> str:
    """The key of what the card says first; what is still to be corrected is not thanked for as right."""
    if view.thanks:
        return "details.thanks_but" if view.open else "details.thanks"
    return "details.wanted" if view.asks_every else "details.title"


def details_form_card(view: DetailsFormView, words: Words) -> dict[str, Json]:
    """What is wrong, and what it is to be."""
    form = FormView(
        title=words("details.form.title"),
        intro=words("details.form.intro"),
        items=(
            ChoiceField(
                id="field",
                label=words("details.form.field"),
                value=view.values.get("field", ""),
                missing=words("details.form.field_missing"),
                choices=tuple((one.value, words(f"details.field.{one.value}")) for one in DetailField),
                faults=view.faults.get("field", ()),
            ),
            TextField(
                id="text",
                label=words("details.form.text"),
                value=view.values.get("text", ""),
                missing=words("details.form.text_missing"),
                most=LONGEST_CORRECTION,
                several_lines=True,
                faults=view.faults.get("text", ()),
            ),
        ),
        faults=homeless(view.faults, PLACES),
        save=ActionName.DETAILS_SAVE,
    )
    return form_card(form, words)


def correction_card(view: CorrectionView, words: Words) -> dict[str, Json]:
    """A correction as it stands: on its way, made, or taken back."""
    what = words("details.correction.row", field=words(f"details.field.{view.field.value}"), text=view.text)
    name, lines = _heading(view, words)
    body: list[Element] = [title(name), TextBlock(text=what, spacing="small"), *[subtle(line) for line in lines]]
    return finished([*body, *button_rows(_buttons(view, words))], words)


def _heading(view: CorrectionView, words: Words) -> tuple[str, list[str]]:
    if view.owner:
        name = {
            Fate.OPEN: words("details.correction.asked", name=view.owner),
            Fate.MENDED: words("details.correction.mended", by=view.by, name=view.owner),
            Fate.WITHDRAWN: words("details.correction.withdrawn", name=view.owner),
        }[view.fate]
        return name, [words("details.correction.asked_hint")] if view.fate is Fate.OPEN else []
    if view.fate is Fate.OPEN:
        reached = [] if view.can_be_told else [words("details.correction.not_reached")]
        return words("details.correction.sent"), [*reached, words("details.correction.what_next")]
    if view.fate is Fate.MENDED:
        return words("details.correction.mended_mine"), [words("details.correction.mended_hint")]
    return words("details.correction.withdrawn_mine"), []


def _buttons(view: CorrectionView, words: Words) -> list[Action]:
    values = {"person": view.person, "correction": view.correction}
    if view.fate is not Fate.OPEN:
        return [] if view.owner else [button(ActionName.DETAILS_SHOW, words("details.button.show"))]
    if view.owner:
        mended = words("details.button.mended")
        return [button(ActionName.DETAILS_MENDED, mended, values=values, style="positive")]
    return [button(ActionName.DETAILS_WITHDRAW, words("details.button.withdraw"), values=values)]


def _confirmed(view: DetailsView, words: Words, now: datetime) -> str:
    if view.confirmed_on is None:
        return words("details.confirmed.never")
    said = day(view.confirmed_on, now, words)
    key = {
        Confirmed.LONG_AGO: "details.confirmed.long_ago",
        Confirmed.CHANGED: "details.confirmed.changed",
    }.get(view.confirmed, "details.confirmed.yes")
    return words(key, day=said)


def _seen(view: DetailsView, words: Words) -> list[tuple[str, str]]:
    return [
        (words("details.field.name"), view.name),
        (words("details.field.title"), view.title),
        (words("details.field.unit"), view.unit),
        (words("details.field.extension"), view.extension),
        (words("details.field.landline"), phone_number(view.landline)),
        (words("details.field.mobile"), phone_number(view.mobile)),
        (words("details.field.matters"), ", ".join(view.matters)),
    ]
