"""Owns how a notice to the switchboard becomes the card that one reader has of it, and a row of a list (M3).

It must not decide what the reader may do: `policy.notice_rules` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.switchboard_notice import NoticeCardView, NoticeList, NoticeRow, Tone
from bot.dialogs.notice_changes import changes_of, facts_of, last_day_of, name_of_subject, title_of
from bot.texts.catalogue import Words
from bot.texts.dates import dated, day, lasting
from policy.access import at_switchboard, has_role
from policy.notice_rules import may_change, may_withdraw
from policy.notice_times import lead_days
from policy.notices import Notice, NoticeKind, NoticeState
from policy.organisation import Municipality, PersonId, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReading:
    """Who reads, in which language, and when; `between` is what has just come between."""

    reader: PersonId
    municipality: Municipality
    words: Words
    now: datetime
    between: str = ""

    def name_of(self, person: PersonId | None) -> str:
        """Someone's name; "someone" for who has left the directory."""
        known = None if person is None else self.municipality.people.get(person)
        return known.name if known is not None else self.words("people.someone")


def notice_view(notice: Notice, reading: NoticeReading) -> NoticeCardView:
    """The notice as the reader sees it."""
    words, content = reading.words, notice.content
    receives = has_role(reading.municipality, reading.reader, Role.SWITCHBOARD)
    own = may_change(reading.municipality, reading.reader, notice)
    stands, tone = _stands(notice, reading)
    new = content.kind is NoticeKind.NEW_EMPLOYEE and notice.state is not NoticeState.WITHDRAWN
    return NoticeCardView(
        place=place_values(notice),
        title=title_of(content, reading.municipality, words, reading.now),
        stands=stands,
        tone=tone,
        late=late_text(notice.lead_days, reading) if _still_late(notice) else "",
        facts=facts_of(notice, reading.municipality, words, reading.now),
        changes=changes_of(content, reading.municipality, words, reading.now),
        note=content.note,
        hint=words("notice.card.new_hint") if new else "",
        between=reading.between,
        may_receive=receives and notice.awaits_receipt,
        may_change=own,
        may_withdraw=may_withdraw(reading.municipality, reading.reader, notice),
        list=NoticeList.QUEUE if receives and not own else NoticeList.MINE,
    )


def notice_row(notice: Notice, reading: NoticeReading) -> NoticeRow:
    """The notice as a row of a list."""
    words, content = reading.words, notice.content
    leaves = content.kind is NoticeKind.LEAVING and notice.in_force_at is None
    on = day(last_day_of(content) if leaves else content.effective_on, reading.now, words)
    stands = words(f"notice.list.{notice.state.value}", day=on, unit=_unit_name(notice, reading))
    if notice.state is NoticeState.SENT:
        left = lead_days(reading.municipality.calendar, reading.now, content.effective_on)
        stands = words("notice.list.left", stands=stands, n=left)
    return NoticeRow(
        what=title_of(content, reading.municipality, words, reading.now),
        stands=stands,
        place=place_values(notice),
        is_pressing=notice.awaits_receipt and (notice.is_late or notice.reminded_at is not None),
    )


def late_text(days: int, reading: NoticeReading) -> str:
    """That the switchboard gets less time than it is to have, and that it is taken all the same (M3)."""
    least = reading.municipality.coverage.notice_days
    if not days:
        return reading.words("notice.late_at_once", least=least)
    return reading.words("notice.late", n=days, least=least)


def place_values(notice: Notice) -> dict[str, str]:
    """What a button of the notice carries."""
    return {"notice": notice.id}


def subject_of(notice: Notice, reading: NoticeReading) -> str:
    """Whom or what it is about, in a word or two."""
    return name_of_subject(notice.content, reading.municipality, reading.words)


def _still_late(notice: Notice) -> bool:
    return notice.is_late and notice.state in (NoticeState.SENT, NoticeState.RECEIVED)


def _unit_name(notice: Notice, reading: NoticeReading) -> str:
    unit = reading.municipality.units.get(notice.content.unit)
    return "" if unit is None else unit.name


def _stands(notice: Notice, reading: NoticeReading) -> tuple[str, Tone]:
    words, now = reading.words, reading.now
    on = dated(notice.content.effective_on, now, words)
    if notice.withdrawn_at is not None:
        at, name = lasting(notice.withdrawn_at, now, words), reading.name_of(notice.withdrawn_by)
        return words("notice.stands.withdrawn", name=name, at=at), Tone.WAITS
    if notice.received_at is not None:
        at, name = lasting(notice.received_at, now, words), reading.name_of(notice.received_by)
        key = "notice.stands.received" if notice.in_force_at is None else "notice.stands.in_force"
        return words(key, name=name, at=at, day=on), Tone.DONE
    return _unreceived(notice, reading, on)


def _unreceived(notice: Notice, reading: NoticeReading, on: str) -> tuple[str, Tone]:
    """How one stands that nobody at the switchboard has received."""
    words, sent_at = reading.words, lasting(notice.made_at, reading.now, reading.words)
    if notice.in_force_at is not None:
        return words("notice.stands.unreceived", day=on), Tone.OVERDUE
    if not at_switchboard(reading.municipality):
        return words("notice.stands.to_nobody", at=sent_at), Tone.OVERDUE
    if notice.reminded_at is not None:
        return words("notice.stands.overdue", day=on), Tone.OVERDUE
    if reading.reader == notice.made_by:
        return words("notice.stands.sent", at=sent_at), Tone.WAITS
    return words("notice.stands.sent_by", at=sent_at, name=reading.name_of(notice.made_by)), Tone.WAITS
