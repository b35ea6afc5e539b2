"""Owns how a shift that is handed over becomes its card, for its giver and for those who can take it (V1-V3)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.desk import HandOverView, hand_over_card
from bot.dialogs.desk_views import DeskSight, counted, desk_line, rows_named, sight_of
from bot.dialogs.exchange import Exchange
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import Words
from bot.texts.dates import listing, some
from bot.turn import Message, Reply, StandsFor
from policy.access import has_role
from policy.desk_book import DeskBook, HandOver
from policy.desk_hand_over import hand_over_card as card_of
from policy.desk_rows import Section, SectionSeen
from policy.organisation import Role
from services.desk_hand_over import SOURCE, Shift
from services.ports import DESK_BOOK_PLACE

MOST_SHOWN = 8
MOST_NAMED = 6


def hand_over_reply(exchange: Exchange, hand_over: HandOver, *, below: bool = False, between: str = "") -> Reply:
    """The card of a hand-over, which follows it from now on; `below` makes it a message of its own."""
    view = hand_over_view(hand_over, sight_of(exchange), between=between)
    shown = exchange.turn.activity_id if below else exchange.turn.card_activity or exchange.turn.activity_id
    stands_for = StandsFor(source=SOURCE, place=DESK_BOOK_PLACE, card=card_of(hand_over.id, shown))
    show = exchange.show_below if below else exchange.show
    return show(hand_over_card(view, exchange.words), view.title, stands_for=stands_for)


def hand_over_notice(telling: Telling) -> Message:
    """A hand-over as it stands when it is sent."""
    book = telling.about
    if not isinstance(book, DeskBook):
        raise TypeError("a notification of a hand-over is about the switchboard's book")
    hand_over = book.hand_over(telling.notification.params["hand_over"])
    if hand_over is None:
        raise LookupError("a hand-over is kept as long as somebody is to be told of it")
    sight = DeskSight(
        reader=telling.notification.to, municipality=telling.municipality, words=telling.words, now=telling.now
    )
    card = hand_over_card(hand_over_view(hand_over, sight), telling.words)
    return Message(card=card, summary=telling.words("desk.hand_over.summary", name=sight.name_of(hand_over.by)))


def hand_over_view(hand_over: HandOver, sight: DeskSight, *, between: str = "") -> HandOverView:
    """A hand-over as its giver or somebody else at the switchboard sees it."""
    words, name = sight.words, sight.name_of(hand_over.by)
    is_mine = hand_over.by == sight.reader
    shown = hand_over.rows[:MOST_SHOWN]
    more = len(hand_over.rows) - len(shown)
    note = words("desk.hand_over.cleared") if hand_over.is_cleared else hand_over.note
    if not (is_mine or has_role(sight.municipality, sight.reader, Role.SWITCHBOARD)):
        # Who works there no more by the time that it comes reads no callers' names.
        note = ""
    left = words("desk.hand_over.open", what=what_is_open(hand_over.open, sight)) if hand_over.open else ""
    return HandOverView(
        hand_over=hand_over.id,
        title=words("desk.hand_over.title_given") if is_mine else words("desk.hand_over.title", name=name),
        stands=_stands(hand_over, sight),
        is_done=hand_over.taken_by is not None,
        note=note,
        lines=tuple(desk_line(row, sight, can_be_taken=False) for row in shown),
        more=words("desk.more.exact", n=more) if more else "",
        open=left,
        between=between,
        may_take=hand_over.is_open_to(sight.reader, now=sight.now),
        may_take_back=is_mine and hand_over.is_open,
    )


def what_is_given(shift: Shift, sight: DeskSight) -> str:
    """What somebody is about to hand over, and what else is open."""
    words = sight.words
    rows = rows_named(shift.rows, sight)
    said = words("desk.form.gives", rows=some(rows, words, most=MOST_NAMED)) if rows else words("desk.form.gives_none")
    if not shift.open:
        return said
    return f"{said} {words('desk.form.open', what=what_is_open(shift.open, sight))}"


def what_is_open(sections: Sequence[SectionSeen], sight: DeskSight) -> str:
    """How much is open in each section: "3 att kvittera och 2 att beställa"."""
    words = sight.words
    return listing(tuple(_open_in(one, words) for one in sections), words)


def _open_in(section: SectionSeen, words: Words) -> str:
    count = counted(section, words)
    if section.section is Section.MESSAGES:
        return words("desk.hand_over.unseen", n=section.count, count=count)
    return words(f"desk.hand_over.some.{section.section.value}", count=count)


def _stands(hand_over: HandOver, sight: DeskSight) -> str:
    """How it stands."""
    words = sight.words
    if hand_over.taken_at is not None:
        at, is_me = sight.stamp(hand_over.taken_at), hand_over.taken_by == sight.reader
        name = sight.name_of(hand_over.taken_by)
        if is_me:
            return words("desk.hand_over.taken_you" if hand_over.rows else "desk.hand_over.taken_you_note", at=at)
        return words("desk.hand_over.taken", name=name, at=at)
    if hand_over.withdrawn_at is not None:
        at = sight.stamp(hand_over.withdrawn_at)
        return words("desk.hand_over.withdrawn", name=sight.name_of(hand_over.by), at=at)
    if hand_over.is_cleared or sight.now >= hand_over.open_until:
        return words("desk.hand_over.over")
    return _waits(hand_over, sight)


def _waits(hand_over: HandOver, sight: DeskSight) -> str:
    """To whom it is given, and that nobody has taken it yet."""
    words, given, is_mine = sight.words, sight.stamp(hand_over.made_at), hand_over.by == sight.reader
    if is_mine and hand_over.to is not None:
        return words("desk.hand_over.waits", name=sight.name_of(hand_over.to), at=given)
    if is_mine:
        return words("desk.hand_over.waits_all", at=given)
    return words("desk.hand_over.waits_you" if hand_over.to is not None else "desk.hand_over.waits_anyone", at=given)
