"""Owns how a shift at the switchboard is handed over, taken over, taken back, and over by itself (V1-V3).

Its giver and its receivers have a card of it, which follows, as does each that they open from their desk: no note is
left on one. A card that changes in place makes no sound.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from policy.desk_book import CARDS_ARE_CLEARED_WITHIN, DeskBook, HandOver, by_whom, with_claims
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId
from policy.organisation import Municipality, Person
from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import as_utc

GIVEN = "hand_over.given"
LONGEST_NOTE = 1000


def hand_over_card(hand_over_id: str, shown: str = "") -> str:
    """The name of a hand-over's card in anyone's chat; `shown` tells one that an answer shows from their others."""
    return f"hand_over:{hand_over_id}#{shown}" if shown else f"hand_over:{hand_over_id}"


def without_hand_overs(outgoing: Outgoing, ids: Collection[str]) -> Outgoing:
    """Without the cards of those hand-overs, sent or not."""
    return replace(
        outgoing,
        unsent=tuple(one for one in outgoing.unsent if _id_of(one.card) not in ids),
        standing=tuple(one for one in outgoing.standing if _id_of(one.card) not in ids),
    )


def tidied(book: DeskBook, *, away: Collection[PersonId] = (), now: datetime) -> DeskBook:
    """The book without what holds no more: claims whose time is over or whose claimer is `away`, old hand-overs.

    A hand-over whose time is over loses its note, and the cards that show that are changed; later it goes.
    """
    at = as_utc(now)
    claims = tuple(one for one in book.claims if one.until_at > at and one.by not in away)
    kept = tuple(one for one in book.hand_overs if one.open_until + CARDS_ARE_CLEARED_WITHIN > at)
    gone = {one.id for one in book.hand_overs} - {one.id for one in kept}
    outgoing = without_hand_overs(book.outgoing, gone)
    tidy = replace(book, claims=claims, hand_overs=kept, outgoing=outgoing)
    for one in kept:
        if one.open_until <= at and not one.is_cleared:
            tidy = _told(tidy, replace(one, note="", is_cleared=True), step="cleared", now=now)
    return tidy


def handed_over(book: DeskBook, hand_over: HandOver, receivers: Sequence[PersonId], *, now: datetime) -> DeskBook:
    """The book with a shift handed over, and its receivers to be told; the same if it was already (a repeated turn).

    From now on the giver's rows are free for whoever comes first. An earlier hand-over of theirs that nobody has taken
    gives way to this. Raises PolicyError `desk.note_too_long`.
    """
    if book.hand_over(hand_over.id) is not None:
        return book
    if len(hand_over.note) > LONGEST_NOTE:
        raise PolicyError("desk.note_too_long", field="note", params={"most": LONGEST_NOTE})
    for one in book.hand_overs:
        if one.by == hand_over.by and one.is_open:
            book = _told(book, replace(one, withdrawn_at=as_utc(now), note=""), step="withdrawn", now=now)
    told = [_card(hand_over.id, one, step="given", now=now, waits=True) for one in receivers]
    return replace(
        book,
        claims=tuple(one for one in book.claims if one.by != hand_over.by),
        hand_overs=(*book.hand_overs, hand_over),
        outgoing=book.outgoing.adding(*told),
    )


def taken_over(
    book: DeskBook,
    municipality: Municipality,
    hand_over_id: str,
    person: Person,
    *,
    now: datetime,
    shown_on: str | None = None,
) -> DeskBook:
    """The book with the shift taken: the giver's rows are the taker's, but for those that somebody else has by now.

    `shown_on` is the activity of the card that the answer takes the place of. Raises PolicyError
    `desk.hand_over_gone` or `desk.taken_over_already`, NotAllowed `desk.hand_over_not_yours`.
    """
    found = _found(book, hand_over_id)
    if person.id == found.by or found.to not in (None, person.id):
        raise NotAllowed("desk.hand_over_not_yours")
    if found.taken_by == person.id:
        return book
    _require_untaken(found, municipality)
    if not found.is_open_to(person.id, now=now):
        raise PolicyError("desk.hand_over_gone")
    taken = replace(found, taken_by=person.id, taken_at=as_utc(now))
    book = with_claims(book, municipality.calendar, [row.key for row in found.rows], person, now=now)
    return _told(book, taken, step="taken", shown_on=shown_on, now=now)


def taken_back(
    book: DeskBook,
    municipality: Municipality,
    hand_over_id: str,
    person: Person,
    *,
    now: datetime,
    shown_on: str | None = None,
) -> DeskBook:
    """The book with the hand-over taken back by who gave it, and the rows theirs again, but for those that somebody
    else has by now; the same if it was taken back already. Raises as `taken_over`.
    """
    found = _found(book, hand_over_id)
    if found.by != person.id:
        raise NotAllowed("desk.hand_over_not_yours")
    if found.withdrawn_at is not None:
        return book
    _require_untaken(found, municipality)
    withdrawn = replace(found, withdrawn_at=as_utc(now), note="")
    book = with_claims(book, municipality.calendar, [row.key for row in found.rows], person, now=now)
    return _told(book, withdrawn, step="withdrawn", shown_on=shown_on, now=now)


def noted(book: DeskBook, card: StandingCard, now: datetime) -> DeskBook:
    """The book once an answer's card of a hand-over stands, with that card to be changed if something came between.

    The first of somebody's goes by its plain name; one whose button was pressed is no other than it was.
    """
    found = next((one for one in book.hand_overs if one.id == _id_of(card.card)), None)
    if found is None:
        return book
    others = tuple(one for one in book.outgoing.standing if (one.to, one.activity) != (card.to, card.activity))
    plain = hand_over_card(found.id)
    is_first = all((one.to, one.card) != (card.to, plain) for one in others)
    stands = replace(card, card=plain) if is_first else card
    book = replace(book, outgoing=replace(book.outgoing, standing=(*others, stands)))
    if not any(at is not None and at > as_utc(now) for at in (found.taken_at, found.withdrawn_at)):
        return book
    change = _card(found.id, stands.to, step=f"noted:{card.activity}", now=now, card=stands.card)
    return replace(book, outgoing=book.outgoing.adding(change))


def _require_untaken(found: HandOver, municipality: Municipality) -> None:
    """Return if nobody has taken it; raises PolicyError with who was first."""
    if found.taken_by is not None:
        params = by_whom(municipality, found.taken_by, found.taken_at or found.made_at)
        raise PolicyError("desk.taken_over_already", params=params)


def _found(book: DeskBook, hand_over_id: str) -> HandOver:
    found = book.hand_over(hand_over_id)
    if found is None or found.is_cleared:
        raise PolicyError("desk.hand_over_gone")
    return found


def _told(book: DeskBook, after: HandOver, *, step: str, now: datetime, shown_on: str | None = None) -> DeskBook:
    """The book with the hand-over as it is now, and every card of it that stands to be changed, but for the one that
    the answer takes the place of. Those who have not got theirs yet don't any more.
    """
    outgoing = book.outgoing
    begun = {(one.to, one.card) for one in outgoing.unsent if _id_of(one.card) == after.id and one.begun_at is not None}
    standing = {
        (one.to, one.card)
        for one in outgoing.standing
        if _id_of(one.card) == after.id and (not shown_on or one.activity != shown_on)
    }
    unsent = tuple(one for one in outgoing.unsent if _id_of(one.card) != after.id or (one.to, one.card) in begun)
    told = [_card(after.id, to, step=step, now=now, card=card) for to, card in sorted(standing | begun)]
    hand_overs = tuple(after if one.id == after.id else one for one in book.hand_overs)
    return replace(book, hand_overs=hand_overs, outgoing=replace(outgoing, unsent=unsent).adding(*told))


def _id_of(card: str) -> str:
    """Which hand-over a card of that name is about; empty for none."""
    name, _, rest = card.partition(":")
    return rest.partition("#")[0] if name == "hand_over" else ""


def _card(
    hand_over_id: str, to: PersonId, *, step: str, now: datetime, waits: bool = False, card: str = ""
) -> Notification:
    card = card or hand_over_card(hand_over_id)
    return Notification(
        id=f"{card.removeprefix('hand_over:')}:{step}|{to}",
        to=to,
        code=GIVEN,
        params={"hand_over": hand_over_id},
        made_at=as_utc(now),
        due_at=as_utc(now),
        card=card,
        waits=waits,
    )
