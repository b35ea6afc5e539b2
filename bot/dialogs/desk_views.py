"""Owns how an operator's desk becomes its card, in an answer or when it is changed in place (V1-V3, M3, A1, A2).

It must not decide what is on the desk, nor who has taken what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.desk import DeskLine, DeskSection, DeskView, WaitingLine, desk_card
from bot.dialogs.exchange import Exchange
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import Words
from bot.texts.dates import clock, dated, moment
from bot.turn import Message, Reply, StandsFor
from policy.desk import CARD, Desk
from policy.desk_book import Claim
from policy.desk_rows import DeskRow, Section, SectionSeen
from policy.notices import NoticeKind
from policy.organisation import Municipality, PersonId
from policy.phone_orders import TAKES_ITEM, Errand
from services.desk import SOURCE, desk_place


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSight:
    """Who reads, in which language, and when."""

    reader: PersonId
    municipality: Municipality
    words: Words
    now: datetime

    def name_of(self, person: PersonId | None) -> str:
        """Someone's name; "someone" for who has left the directory."""
        known = None if person is None else self.municipality.people.get(person)
        return known.name if known is not None else self.words("people.someone")

    def stamp(self, instant: datetime) -> str:
        """An instant that reads right on other days too: the time alone today stands with its day."""
        local = self.municipality.calendar.local(instant)
        return self.words("dates.moment", day=dated(local.date(), self.now, self.words), clock=clock(local))


def sight_of(exchange: Exchange) -> DeskSight:
    """Through what this turn's person sees."""
    return DeskSight(
        reader=exchange.person.id, municipality=exchange.municipality, words=exchange.words, now=exchange.now
    )


def desk_reply(exchange: Exchange, desk: Desk, *, below: bool = False, note: str = "", between: str = "") -> Reply:
    """The desk: from now on the one that is kept up in its operator's chat; `below` makes it a message of its own."""
    view = desk_view(desk, sight_of(exchange), note=note, between=between)
    stands_for = StandsFor(source=SOURCE, place=desk_place(desk.person), card=CARD)
    show = exchange.show_below if below else exchange.show
    return show(desk_card(view, exchange.words), exchange.words("desk.summary"), stands_for=stands_for)


def desk_notice(telling: Telling) -> Message:
    """The desk as it is when its card is changed."""
    desk = telling.about
    if not isinstance(desk, Desk):
        raise TypeError("a notification of a desk is about a desk")
    sight = DeskSight(
        reader=telling.notification.to, municipality=telling.municipality, words=telling.words, now=telling.now
    )
    card = desk_card(desk_view(desk, sight), telling.words)
    return Message(card=card, summary=telling.words("desk.summary"))


def desk_view(desk: Desk, sight: DeskSight, *, note: str = "", between: str = "") -> DeskView:
    """The desk as its operator sees it."""
    words = sight.words
    claims = {one.row: one for one in desk.shown.claims}
    sections = (_section(one, claims, sight) for one in desk.shown.sections if one.count or one.others)
    return DeskView(
        sections=tuple(sections),
        waiting=tuple(
            WaitingLine(
                hand_over=one.hand_over,
                says=words("desk.waiting", name=sight.name_of(one.by), at=sight.stamp(one.at)),
            )
            for one in desk.shown.waiting
        ),
        note=note,
        between=between,
        as_of=words("desk.as_of", at=sight.stamp(desk.changed_at), until=sight.stamp(desk.fresh_until)),
    )


def counted(section: SectionSeen, words: Words) -> str:
    """How many there are in a section, as far as they are counted."""
    return words("desk.count.or_more" if section.or_more else "desk.count.exact", n=section.count)


def desk_line(row: DeskRow, sight: DeskSight, claim: Claim | None = None, *, can_be_taken: bool = True) -> DeskLine:
    """A row as its reader sees it, with who has taken it."""
    words, mine = sight.words, claim is not None and claim.by == sight.reader
    said = ""
    if claim is not None:
        at = clock(sight.municipality.calendar.local(claim.at))
        said = (
            words("desk.claim.mine", at=at) if mine else words("desk.claim.others", name=sight.name_of(claim.by), at=at)
        )
    return DeskLine(
        row=row.key,
        name=_name(row, sight),
        says=_says(row, sight),
        is_overdue=row.is_overdue or (row.is_pressing and row.section in (Section.NOTICES, Section.GAPS)),
        claim=said,
        may_receive=can_be_taken and row.section is Section.NOTICES,
        may_claim=can_be_taken and claim is None and row.section is not Section.MESSAGES,
        may_release=can_be_taken and mine,
    )


def rows_named(rows: Sequence[DeskRow], sight: DeskSight) -> tuple[str, ...]:
    """What each of the rows is, in a few words."""
    return tuple(_name(row, sight) for row in rows)


def _section(section: SectionSeen, claims: dict[str, Claim], sight: DeskSight) -> DeskSection:
    words = sight.words
    more = words("desk.more.or_more" if section.or_more else "desk.more.exact", n=section.more) if section.more else ""
    return DeskSection(
        section=section.section.value,
        name=words(f"desk.heading.{section.section.value}", count=counted(section, words)) if section.rows else "",
        lines=tuple(desk_line(row, sight, claims.get(row.key)) for row in section.rows),
        more=more,
        beside=words("desk.others", n=section.others) if section.others else "",
    )


def _name(row: DeskRow, sight: DeskSight) -> str:
    words = sight.words
    if not row.what and not row.name and row.person is None:
        return words("desk.row.plain")
    if row.section is Section.NOTICES:
        return _changes(row, sight)
    if row.section is Section.ORDERS:
        what = row.name if Errand(row.what) in TAKES_ITEM else words(f"orders.errand.{row.what}")
        return words("orders.list.row", what=what, name=sight.name_of(row.person))
    if row.section is Section.MESSAGES:
        return words("desk.row.message", name=sight.name_of(row.person))
    return row.name if row.section is Section.GAPS else sight.name_of(row.person)


def _changes(row: DeskRow, sight: DeskSight) -> str:
    """What a notice changes."""
    words = sight.words
    name = row.name or words("notice.some_group")
    if row.what == NoticeKind.DATES:
        return words("notice.title.dates", name=name, day=_day(row, sight))
    return words(f"notice.title.{row.what}", name=name)


def _says(row: DeskRow, sight: DeskSight) -> str:
    words = sight.words
    if row.section is Section.NOTICES and row.on is not None:
        return _lead(row, sight)
    if row.section is Section.ORDERS and row.at is not None:
        return words("desk.row.order", at=sight.stamp(row.at))
    if row.section is Section.GAPS and row.at is not None and row.until is not None:
        start, end = (moment(one, sight.now, words) for one in (row.at, row.until))
        return words("desk.row.unstaffed" if row.is_pressing else "desk.row.too_few", start=start, end=end)
    if row.section is Section.MESSAGES and row.at is not None:
        says = words("desk.row.message_says", at=sight.stamp(row.at))
        marks = (("desk.row.message_overdue", row.is_overdue), ("desk.row.message_urgent", row.is_pressing))
        key = next((key for key, holds in marks if holds), "")
        return words(key, says=says) if key else says
    if row.section is Section.DETAILS and row.what:
        return words("desk.row.details", field=words(f"details.field.{row.what}").lower())
    return ""


def _lead(row: DeskRow, sight: DeskSight) -> str:
    """From when a notice holds, how many working days there are till then, and whether its receipt is overdue."""
    words, on = sight.words, _day(row, sight)
    if row.days is None:
        return words("desk.row.since", day=on)
    edge = {NoticeKind.DATES.value: "on", NoticeKind.LEAVING.value: "last"}.get(row.what, "from")
    says = words(f"desk.row.day.{edge}", day=on)
    says = words("desk.row.left", says=says, n=row.days) if row.days else words("desk.row.left_none", says=says)
    return words("desk.row.overdue", says=says) if row.is_overdue else says


def _day(row: DeskRow, sight: DeskSight) -> str:
    return "" if row.on is None else dated(row.on, sight.now, sight.words)
