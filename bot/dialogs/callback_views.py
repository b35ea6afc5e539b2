"""Owns how promises become views and cards, for whoever reads them. It must not decide who may see what.

The same card is made for an answer and for a notification, so both come by a `Sight`: the words, the directory, now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.callback import CallbackView, callback_card, errand, named, who
from bot.cards.callback_forms import CallbackFormView
from bot.cards.callback_list import (
    CallbackListView,
    ListRow,
    PickCallbackView,
    callback_list_card,
    pick_callback_card,
)
from bot.cards.callback_others import OfferView, RaisedView, SentView, offer_card, raised_card, sent_card
from bot.cards.sent_list import MOST_ROWS, SentListView, sent_list_card
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Exchange
from bot.dialogs.form import Values
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from bot.turn import CardJson, Reply, StandsFor
from policy.callback_events import HOLDERS_CARD, SENDERS_CARD
from policy.callbacks import Callback, Happening
from policy.errors import PolicyError
from policy.organisation import Municipality, Person, PersonId
from policy.sent_messages import in_order, unseen
from services.callback_cases import SOURCE, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Through what a promise is shown: its reader's words, the directory, and now."""

    words: Words
    municipality: Municipality
    now: datetime

    def name_of(self, person: PersonId | None) -> str:
        """A name, or "someone" for who has left the directory; empty for nobody."""
        if person is None:
            return ""
        known = self.municipality.people.get(person)
        return known.name if known is not None else self.words("people.someone")

    def who(self, callback: Callback) -> str:
        """Who is to be called."""
        return who(callback, self.words)

    def errand(self, callback: Callback) -> str:
        """What it comes to, within a sentence."""
        return errand(callback, self.name_of(callback.left_by), self.words)

    def named(self, callback: Callback) -> str:
        """What it is called among several."""
        return named(callback, self.name_of(callback.left_by), self.words)

    def moment(self, instant: datetime) -> str:
        """An instant at a glance."""
        return moment(instant, self.now, self.words)


def sight_of(exchange: Exchange) -> Sight:
    """Through what this turn's person sees."""
    return Sight(words=exchange.words, municipality=exchange.municipality, now=exchange.now)


def promise_card(sight: Sight, callback: Callback) -> CardJson:
    """The promise in its holder's chat."""
    view = CallbackView(
        callback=callback,
        left_by=sight.name_of(callback.left_by),
        offered_to=sight.name_of(callback.offered_to),
        moved_to=sight.name_of(callback.moved_to),
    )
    return callback_card(view, sight.words, sight.now)


def senders_card(sight: Sight, callback: Callback) -> CardJson:
    """The message in the chat of whoever left it."""
    return sent_card(_sent(sight, callback), sight.words, sight.now)


def offers_card(sight: Sight, callback: Callback, offer: str, reader: PersonId) -> CardJson:
    """The question to a colleague, as long as it stands."""
    stands = callback.is_open and callback.offer is not None and callback.offer.id == offer
    after = callback.events[-1] if callback.events else None
    declined = after is not None and after.what is Happening.DECLINED and after.by == reader
    view = OfferView(
        callback=callback,
        holder=sight.name_of(callback.holder),
        offer=offer,
        stands=stands and callback.offered_to == reader,
        declined=declined,
        left_by=sight.name_of(callback.left_by),
    )
    return offer_card(view, sight.words, sight.now)


def managers_card(sight: Sight, callback: Callback) -> CardJson:
    """The overdue promise in the manager's chat."""
    view = RaisedView(
        callback=callback,
        holder=sight.name_of(callback.holder),
        moved_to=sight.name_of(callback.moved_to),
        left_by=sight.name_of(callback.left_by),
    )
    return raised_card(view, sight.words, sight.now)


def promise_reply(exchange: Exchange, callback: Callback, *, below: bool = False) -> Reply:
    """The promise's own card, which stands for it from now on; `below` makes it a message of its own."""
    sight = sight_of(exchange)
    stands_for = StandsFor(source=SOURCE, place=place_of(callback), card=HOLDERS_CARD)
    show = exchange.show_below if below else exchange.show
    return show(promise_card(sight, callback), summary_of(sight, callback), stands_for=stands_for)


def sender_reply(exchange: Exchange, callback: Callback, *, below: bool = False) -> Reply:
    """The sender's own card, which stands for the message from now on; `below` makes it a message of its own."""
    sight = sight_of(exchange)
    stands_for = StandsFor(source=SOURCE, place=place_of(callback), card=SENDERS_CARD)
    summary = exchange.words("callback.sent.left", name=sight.name_of(callback.holder))
    show = exchange.show_below if below else exchange.show
    return show(senders_card(sight, callback), summary, stands_for=stands_for)


def list_reply(exchange: Exchange, callbacks: Sequence[Callback], note: str = "", *, below: bool = False) -> Reply:
    """One's own open promises, in the order given; `below` makes it a message of its own."""
    view = CallbackListView(rows=_rows(sight_of(exchange), callbacks), note=note)
    summary = exchange.words("callback.list.title", n=len(callbacks)) if callbacks else ""
    card = callback_list_card(view, exchange.words, exchange.now)
    show = exchange.show_below if below else exchange.show
    return show(card, summary or exchange.words("callback.list.none"))


def pick_reply(exchange: Exchange, callbacks: Sequence[Callback], values: Mapping[str, str]) -> Reply:
    """Which of several promises is meant."""
    view = PickCallbackView(rows=_rows(sight_of(exchange), callbacks), values=values)
    card = pick_callback_card(view, exchange.words, exchange.now)
    return exchange.show(card, exchange.words("callback.list.which_summary"))


def sent_list_reply(
    exchange: Exchange, callbacks: Sequence[Callback], *, only_unseen: bool = False, page: int = 0, below: bool = False
) -> Reply:
    """A page of the messages that one has left, or of those that nobody has seen; `below`: a message of its own."""
    waiting = unseen(callbacks)
    listed = in_order(waiting if only_unseen else callbacks)
    pages = max(-(-len(listed) // MOST_ROWS), 1)
    page = min(max(page, 0), pages - 1)
    sight = sight_of(exchange)
    view = SentListView(
        rows=tuple(_sent(sight, one) for one in listed[page * MOST_ROWS : (page + 1) * MOST_ROWS]),
        total=len(callbacks),
        unseen=len(waiting),
        only_unseen=only_unseen,
        page=page,
        pages=pages,
    )
    summary = exchange.words("callback.sent.list" if callbacks else "callback.sent.none")
    show = exchange.show_below if below else exchange.show
    return show(sent_list_card(view, exchange.words, exchange.now), summary)


def form_view(
    exchange: Exchange,
    values: Values,
    faults: Sequence[PolicyError],
    inputs: frozenset[str],
    *,
    changes: bool = False,
    about: str = "",
) -> CallbackFormView:
    """A form with what is entered so far, each fault at its field."""
    return CallbackFormView(
        values={name: value for name, value in values.items() if name in inputs},
        carried={name: value for name, value in values.items() if name not in inputs and value and name != "keep"},
        faults=by_field(faults, exchange),
        changes=changes,
        about=about,
    )


def summary_of(sight: Sight, callback: Callback) -> str:
    """What a notification shows of the promise's card."""
    if not callback.asks_for_a_call:
        return sight.words("callback.title.open_message", name=sight.name_of(callback.left_by))
    due = sight.moment(callback.next_due_at)
    return sight.words("callback.receipt.promised", who=sight.who(callback), moment=due)


def number_of(person: Person | None) -> str:
    """Where a colleague is called."""
    return "" if person is None else person.extension or person.mobile or person.landline


def _rows(sight: Sight, callbacks: Sequence[Callback]) -> tuple[ListRow, ...]:
    return tuple(ListRow(callback=one, left_by=sight.name_of(one.left_by)) for one in callbacks)


def _sent(sight: Sight, callback: Callback) -> SentView:
    moved = [event for event in callback.events if event.what is Happening.ACCEPTED]
    offered = [event for event in callback.events if event.what is Happening.OFFERED]
    first = sight.name_of(offered[0].by) if moved and offered else ""
    return SentView(
        callback=callback,
        holder=sight.name_of(callback.holder),
        number=number_of(sight.municipality.people.get(callback.holder)),
        first=first,
    )
