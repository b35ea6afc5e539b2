"""Owns the forms of promises: a promise, a message to leave, the next contact, and who is to take over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.form import Field, FormView, Row, TextField, ToggleField, day_and_time, form_card, homeless
from bot.cards.part import Json
from bot.texts.catalogue import Words
from policy.callbacks import LONGEST_CALLER, LONGEST_MATTER, LONGEST_MESSAGE

LONGEST_NUMBER = 40
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackFormView:
    """`values` fill in the inputs; `carried` ride along unseen. `faults` are texts by place.

    `about` names what the form is about, where that isn't among its fields.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: bool = False
    about: str = ""


def promise_form_card(view: CallbackFormView, words: Words) -> dict[str, Json]:
    """Whom to call, and the two times to keep (S5, S6)."""
    items: tuple[Field | Row, ...] = (
        *_caller(view, words),
        _moment(view, "contact", words("callback.form.contact_date"), words("callback.form.contact_time")),
        _moment(view, "answer", words("callback.form.answer_date"), words("callback.form.answer_time")),
    )
    title = words("callback.form.title_change" if view.changes else "callback.form.title")
    intro = "" if view.changes else words("callback.form.intro")
    return _form(view, title, intro, items, ActionName.CALLBACK_SAVE, words)


def message_form_card(view: CallbackFormView, words: Words) -> dict[str, Json]:
    """For whom, who is to be called about what, and whether it can wait (V1)."""
    items: tuple[Field | Row, ...] = (
        TextField(
            id="to",
            label=words("callback.form.to"),
            hint=words("callback.form.to_hint"),
            value=view.values.get("to", ""),
            missing=words("callback.form.to_missing"),
            most=LONGEST_NAME,
            faults=_at(view, "to"),
        ),
        *_caller(view, words),
        TextField(
            id="message",
            label=words("callback.form.message"),
            hint=words("callback.form.message_hint"),
            value=view.values.get("message", ""),
            most=LONGEST_MESSAGE,
            several_lines=True,
            faults=_at(view, "message"),
        ),
        _moment(view, "contact", words("callback.form.call_by_date"), words("callback.form.contact_time")),
        ToggleField(
            id="urgent",
            label=words("callback.form.urgent"),
            statement=words("callback.form.urgent_title"),
            value=view.values.get("urgent", ""),
            faults=_at(view, "urgent"),
        ),
    )
    title = words("callback.form.message_title")
    return _form(view, title, words("callback.form.message_intro"), items, ActionName.MESSAGE_SAVE, words)


def next_contact_form_card(view: CallbackFormView, words: Words) -> dict[str, Json]:
    """When the caller, who has been reached, hears again (S6)."""
    title = words("callback.form.next_title", who=view.about)
    items = (_moment(view, "contact", words("callback.form.next_date"), words("callback.form.next_time")),)
    return _form(view, title, words("callback.form.next_intro"), items, ActionName.CALLBACK_NEXT_SAVE, words)


def hand_over_form_card(view: CallbackFormView, words: Words) -> dict[str, Json]:
    """Which colleague is to be asked."""
    items = (
        TextField(
            id="to",
            label=words("callback.form.taker"),
            hint=words("callback.form.to_hint"),
            value=view.values.get("to", ""),
            missing=words("callback.form.to_missing"),
            most=LONGEST_NAME,
            faults=_at(view, "to"),
        ),
    )
    title, intro = words("callback.form.hand_over_title"), words("callback.form.hand_over_intro", who=view.about)
    return _form(view, title, intro, items, ActionName.CALLBACK_OFFER, words)


def _form(
    view: CallbackFormView, title: str, intro: str, items: tuple[Field | Row, ...], save: ActionName, words: Words
) -> dict[str, Json]:
    fields = [one for item in items for one in (item.fields if isinstance(item, Row) else (item,))]
    places = {one.id.removesuffix("_date").removesuffix("_time") for one in fields}
    form = FormView(
        title=title, intro=intro, items=items, faults=homeless(view.faults, places), save=save, carried=view.carried
    )
    return form_card(form, words)


def _caller(view: CallbackFormView, words: Words) -> tuple[Field, ...]:
    values = view.values
    return (
        TextField(
            id="caller",
            label=words("callback.form.caller"),
            value=values.get("caller", ""),
            most=LONGEST_CALLER,
            faults=_at(view, "caller"),
        ),
        TextField(
            id="phone",
            label=words("callback.form.phone"),
            hint=words("callback.form.phone_hint"),
            value=values.get("phone", ""),
            most=LONGEST_NUMBER,
            faults=_at(view, "phone"),
        ),
        TextField(
            id="matter",
            label=words("callback.form.matter"),
            value=values.get("matter", ""),
            most=LONGEST_MATTER,
            faults=_at(view, "matter"),
        ),
    )


def _moment(view: CallbackFormView, edge: str, day: str, clock: str) -> Row:
    return day_and_time(edge, day, clock, values=view.values, faults=_at(view, edge))


def _at(view: CallbackFormView, place: str) -> tuple[str, ...]:
    return tuple(view.faults.get(place, ()))
