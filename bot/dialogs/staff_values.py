"""Owns how the values of the forms about people become a notice, and back (see `notice_values`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import read_date, read_number
from bot.dialogs.form import Values
from bot.dialogs.notice_changes import last_day_of
from bot.dialogs.notice_values import matters_in, matters_text
from bot.texts.numbers import phone_number
from policy.answer_groups import GroupChange
from policy.errors import PolicyError, PolicyErrors
from policy.notices import OF_PEOPLE, NewEmployee, Notice, NoticeContent, NoticeKind
from policy.organisation import Person, UnitId

FROM = "from"


def kind_in(values: Mapping[str, str]) -> NoticeKind:
    """What the form is about; raises PolicyError `chat.unknown_button` for what no card of ours carries."""
    kind = next((one for one in OF_PEOPLE if one.value == values.get("kind")), None)
    if kind is None:
        raise PolicyError("chat.unknown_button")
    return kind


def content_of_new(exchange: Exchange, values: Values) -> NoticeContent:
    """Somebody new. Raises PolicyErrors with what can't be read."""
    found: list[PolicyError] = []
    name = " ".join(values.get("name", "").split())
    if not name:
        found.append(PolicyError("notice.name_missing", field="name"))
    unit = UnitId(values.get("unit", ""))
    if unit not in exchange.municipality.units:
        found.append(PolicyError("notice.unit_missing", field="unit"))
    on = _day(values, found)
    extension = read_number(values, "extension", found)
    number = read_number(values, "mobile", found)
    if found or on is None:
        raise PolicyErrors(found)
    first, _, last = name.partition(" ")
    new = NewEmployee(
        first_name=first,
        last_name=last,
        title=values.get("job", ""),
        email=values.get("email", ""),
        extension=extension if not extension.startswith("+") else "",
        landline=extension if extension.startswith("+") else "",
        mobile=number,
        matters=matters_in(values),
    )
    return NoticeContent(kind=NoticeKind.NEW_EMPLOYEE, unit=unit, effective_on=on, note=values.get("note", ""), new=new)


def content_of_person(values: Values, kind: NoticeKind, person: Person) -> NoticeContent:
    """Somebody who leaves, or has other duties. Raises PolicyErrors with what can't be read."""
    found: list[PolicyError] = []
    on = _day(values, found)
    if found or on is None:
        raise PolicyErrors(found)
    leaves = kind is NoticeKind.LEAVING
    return NoticeContent(
        kind=kind,
        unit=person.unit,
        effective_on=on + timedelta(days=1) if leaves else on,
        note=values.get("note", ""),
        person=person.id,
        person_name=person.name,
        matters=() if leaves else matters_in(values),
        matters_before=() if leaves else person.matters,
        change=_leaves(person, on + timedelta(days=1)) if leaves else None,
    )


def values_of_notice(notice: Notice) -> dict[str, str]:
    """What the form holds of a notice that is to be changed."""
    content = notice.content
    on = last_day_of(content) if content.kind is NoticeKind.LEAVING else content.effective_on
    values = {"kind": content.kind.value, "notice": notice.id, "from_date": on.isoformat(), "note": content.note}
    if content.new is None:
        person = {"person": content.person_name, "person_id": str(content.person or "")}
        return {**values, **person, "matters": matters_text(content.matters)}
    new = content.new
    return {
        **values,
        "name": new.name,
        "job": new.title,
        "unit": str(content.unit),
        "extension": new.extension or (phone_number(new.landline) if new.landline else ""),
        "mobile": phone_number(new.mobile) if new.mobile else "",
        "email": new.email,
        "matters": matters_text(new.matters),
    }


def _leaves(person: Person, gone_on: date) -> GroupChange:
    """What becomes of the groups that somebody answers for when they leave."""
    return GroupChange(id="", from_on=gone_on, published_on=gone_on, leaving=(person.id,))


def _day(values: Values, found: list[PolicyError]) -> date | None:
    on = read_date(values, FROM, found)
    if on is None and not any(fault.field == FROM for fault in found):
        found.append(PolicyError("notice.day_missing", field=FROM))
    return on
