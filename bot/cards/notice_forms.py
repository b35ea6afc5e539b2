"""Owns the forms for what a manager tells the switchboard: phone hours, members, staff, duties (M2, M3).

Values are text, by the inputs' ids; faults are texts by field. What a form leaves empty its dialog decides about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.form import (
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    FormView,
    NumberField,
    TextField,
    ToggleField,
    form_card,
    homeless,
)
from bot.cards.part import Json
from bot.texts.catalogue import Words
from policy.notice_rules import LONGEST_LINE, LONGEST_NOTE, WEEKDAYS

MOST_NEEDED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFormView:
    """A form. `about` is the group's or person's name; `choices` are what there is to choose among, where there is.

    `changes`: it is a notice that is sent already.
    """

    about: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: bool = False
    others: tuple[tuple[ActionName, str, Mapping[str, str]], ...] = ()
    """Ways to another form: the action, what its button says, what it carries."""


def hours_week_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """The whole week's phone hours from a day on: a line of text for each weekday."""
    days = words.several("dates.weekdays")
    items: list[Field] = [
        _from(view, words("notice.form.from"), words),
        *[
            TextField(
                id=name,
                label=days[number].capitalize(),
                hint=words("notice.form.hours_hint" if number == 0 else "notice.form.closed_hint"),
                **_filled(view, name),
            )
            for number, name in enumerate(WEEKDAYS)
        ],
        _minimum(view, words),
        _note(view, words("notice.form.hours_note"), words),
    ]
    return _form(view, items, words("notice.form.hours_title", name=view.about), ActionName.HOURS_SAVE, words)


def hours_day_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """The phone hours of a single date."""
    items: list[Field] = [
        _from(view, words("notice.form.on"), words),
        TextField(
            id="hours",
            label=words("notice.form.hours"),
            hint=words("notice.form.hours_hint"),
            missing=words("notice.form.hours_missing"),
            **_filled(view, "hours"),
        ),
        _minimum(view, words),
        _note(view, words("notice.form.hours_note"), words),
    ]
    return _form(view, items, words("notice.form.day_title", name=view.about), ActionName.HOURS_SAVE, words)


def members_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """Who answers for a group, from a day on."""
    items: list[Field] = [
        _from(view, words("notice.form.from"), words),
        ChoicesField(
            id="members",
            label=words("notice.form.members"),
            choices=tuple(view.choices),
            hint=words("notice.form.members_hint"),
            **_filled(view, "members"),
        ),
        ToggleField(
            id="roster",
            label=words("notice.form.roster"),
            statement=words("notice.form.roster_statement"),
            **_filled(view, "roster"),
        ),
        _note(view, words("notice.form.note"), words),
    ]
    return _form(view, items, words("notice.form.members_title", name=view.about), ActionName.MEMBERS_SAVE, words)


def new_employee_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """Somebody who is going to work in a unit."""
    items: list[Field] = [
        _line(view, "name", words("notice.form.name"), missing=words("notice.form.name_missing")),
        _line(view, "job", words("notice.form.title"), missing=words("notice.form.title_missing")),
        ChoiceField(
            id="unit",
            label=words("notice.form.unit"),
            choices=tuple(view.choices),
            missing=words("notice.form.unit_missing"),
            **_filled(view, "unit"),
        ),
        _from(view, words("notice.form.first_day"), words),
        _line(view, "extension", words("notice.form.extension")),
        _line(view, "mobile", words("notice.form.mobile")),
        _line(view, "email", words("notice.form.email")),
        _matters(view, words),
        _note(view, words("notice.form.note"), words),
    ]
    return _form(view, items, words("notice.form.new_title"), ActionName.NOTICE_SAVE, words)


def leaving_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """Somebody who leaves."""
    items: list[Field] = [
        _line(view, "person", words("notice.form.person"), missing=words("notice.form.name_missing")),
        _from(view, words("notice.form.last_day"), words),
        _note(view, words("notice.form.leaving_note"), words),
    ]
    return _form(view, items, words("notice.form.leaving_title"), ActionName.NOTICE_SAVE, words)


def duties_form(view: NoticeFormView, words: Words) -> dict[str, Json]:
    """What somebody answers for, from a day on."""
    items: list[Field] = [
        _line(view, "person", words("notice.form.person"), missing=words("notice.form.name_missing")),
        _from(view, words("notice.form.from"), words),
        _matters(view, words),
        _note(view, words("notice.form.note"), words),
    ]
    return _form(view, items, words("notice.form.duties_title"), ActionName.NOTICE_SAVE, words)


def _form(
    view: NoticeFormView, items: Sequence[Field], title_text: str, save: ActionName, words: Words
) -> dict[str, Json]:
    form = FormView(
        title=title_text,
        intro=view.hint,
        items=tuple(items),
        faults=homeless(view.faults, {_place(one.id) for one in items}),
        save=save,
        save_label=words("notice.form.save_changes" if view.changes else "notice.form.send"),
        carried=view.carried,
        others=tuple(button(action, label, values=dict(values)) for action, label, values in view.others),
    )
    return form_card(form, words)


def _place(field_id: str) -> str:
    """Where a field's faults are said to be."""
    return "from" if field_id == "from_date" else field_id


def _filled(view: NoticeFormView, name: str) -> dict[str, Any]:
    return {"value": view.values.get(name, ""), "faults": view.faults.get(_place(name), ())}


def _from(view: NoticeFormView, label: str, words: Words) -> DateField:
    return DateField(
        id="from_date", label=label, missing=words("notice.form.day_missing"), **_filled(view, "from_date")
    )


def _line(view: NoticeFormView, name: str, label: str, *, missing: str = "") -> TextField:
    return TextField(id=name, label=label, missing=missing, most=LONGEST_LINE, **_filled(view, name))


def _minimum(view: NoticeFormView, words: Words) -> NumberField:
    label = words("notice.form.minimum")
    return NumberField(id="minimum", label=label, least=1, most=MOST_NEEDED, **_filled(view, "minimum"))


def _matters(view: NoticeFormView, words: Words) -> TextField:
    return TextField(
        id="matters",
        label=words("notice.form.matters"),
        hint=words("notice.form.matters_hint"),
        several_lines=True,
        **_filled(view, "matters"),
    )


def _note(view: NoticeFormView, label: str, words: Words) -> TextField:
    hint = words("notice.form.note_hint")
    return TextField(id="note", label=label, hint=hint, most=LONGEST_NOTE, several_lines=True, **_filled(view, "note"))
