"""Owns how what a notice changes is said: its title, its facts, and what is beside what was (M3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.dialogs.hours_text import shown_hours
from bot.texts.catalogue import Words
from bot.texts.dates import dated, listing
from bot.texts.numbers import phone_number
from policy.answer_groups import GroupChange
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality, PersonId

Pairs = tuple[tuple[str, str], ...]


def title_of(content: NoticeContent, municipality: Municipality, words: Words, now: datetime) -> str:
    """What changes, in a line."""
    name = name_of_subject(content, municipality, words)
    if content.kind is NoticeKind.DATES:
        return words("notice.title.dates", name=name, day=dated(content.effective_on, now, words))
    return words(f"notice.title.{content.kind.value}", name=name)


def name_of_subject(content: NoticeContent, municipality: Municipality, words: Words) -> str:
    """Whom or what it is about."""
    if content.new is not None:
        return content.new.name
    if content.group is not None:
        group = municipality.groups.get(content.group)
        return group.name if group is not None else words("notice.some_group")
    return content.person_name or words("people.someone")


def facts_of(notice: Notice, municipality: Municipality, words: Words, now: datetime) -> Pairs:
    """From when, how long the switchboard has had it, and whose unit it is."""
    content = notice.content
    unit = municipality.units.get(content.unit)
    return (
        _when(content, words, now),
        (words("notice.card.lead"), words("notice.card.lead_days", n=notice.lead_days)),
        (words("notice.card.unit"), "" if unit is None else unit.name),
        *(_new_facts(content, words) if content.new is not None else ()),
    )


def changes_of(content: NoticeContent, municipality: Municipality, words: Words, now: datetime) -> Pairs:
    """What was and what is going to be, name by name; what stays as it is is left out."""
    if content.kind is NoticeKind.DUTIES:
        return tuple(_listed_change(content.matters_before, content.matters, words))
    if content.change is None or content.group is None:
        return ()
    before = content.before or GroupChange(id="", from_on=content.effective_on, published_on=content.effective_on)
    return (
        *_week(before, content.change, words),
        *_dates(before, content.change, words, now),
        *_members(before, content.change, municipality, words),
        *_roster(before, content.change, words),
    )


def last_day_of(content: NoticeContent) -> date:
    """Somebody's last day: they are gone the day after."""
    return content.effective_on - timedelta(days=1)


def _when(content: NoticeContent, words: Words, now: datetime) -> tuple[str, str]:
    if content.kind is NoticeKind.LEAVING:
        return words("notice.card.last_day"), dated(last_day_of(content), now, words)
    label = "notice.card.on" if content.kind is NoticeKind.DATES else "notice.card.from"
    return words(label), dated(content.effective_on, now, words)


def _new_facts(content: NoticeContent, words: Words) -> Pairs:
    new = content.new
    if new is None:
        return ()
    return (
        (words("notice.card.title"), new.title),
        (words("notice.card.extension"), new.extension),
        (words("notice.card.number"), phone_number(new.mobile or new.landline) if new.mobile or new.landline else ""),
        (words("notice.card.email"), new.email),
        (words("notice.card.matters"), listing(new.matters, words)),
    )


def _week(before: GroupChange, change: GroupChange, words: Words) -> Iterator[tuple[str, str]]:
    if change.weekdays is None:
        return
    names, old = words.several("dates.weekdays"), before.weekdays or {}
    for weekday in range(len(names)):
        was, becomes = old.get(weekday, ()), change.weekdays.get(weekday, ())
        if was != becomes:
            yield names[weekday].capitalize(), _becomes(shown_hours(was, words), shown_hours(becomes, words), words)


def _dates(before: GroupChange, change: GroupChange, words: Words, now: datetime) -> Iterator[tuple[str, str]]:
    for on, becomes in change.exceptions.items():
        was = shown_hours(before.exceptions.get(on, ()), words)
        yield dated(on, now, words).capitalize(), _becomes(was, shown_hours(becomes, words), words)


def _members(
    before: GroupChange, change: GroupChange, municipality: Municipality, words: Words
) -> Iterator[tuple[str, str]]:
    if change.members is None:
        return

    def names(people: tuple[PersonId, ...], others: tuple[PersonId, ...]) -> tuple[str, ...]:
        known = (municipality.people.get(one) for one in people if one not in others)
        return tuple(person.name if person is not None else words("people.someone") for person in known)

    old = before.members or ()
    yield from (
        (words(key), listing(shown, words))
        for key, shown in (
            ("notice.card.joins", names(change.members, old)),
            ("notice.card.leaves", names(old, change.members)),
            ("notice.card.answer", names(change.members, ())),
        )
        if shown
    )


def _roster(before: GroupChange, change: GroupChange, words: Words) -> Iterator[tuple[str, str]]:
    if change.keeps_roster is not None and change.keeps_roster != before.keeps_roster:
        kept = "notice.card.roster_kept" if change.keeps_roster else "notice.card.roster_not_kept"
        yield words("notice.card.roster"), words(kept)


def _listed_change(was: tuple[str, ...], becomes: tuple[str, ...], words: Words) -> Iterator[tuple[str, str]]:
    added = tuple(one for one in becomes if one not in was)
    gone = tuple(one for one in was if one not in becomes)
    if added:
        yield words("notice.card.matters_new"), listing(added, words)
    if gone:
        yield words("notice.card.matters_gone"), listing(gone, words)
    yield words("notice.card.matters_all"), listing(becomes, words) if becomes else words("notice.card.matters_none")


def _becomes(was: str, becomes: str, words: Words) -> str:
    return words("notice.card.becomes", was=was, becomes=becomes)
