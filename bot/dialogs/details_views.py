"""Owns how details and corrections become cards, for who asks and for who is told. It must not decide anything."""

from __future__ import annotations

from bot.cards.details import CorrectionView, DetailsView, correction_card, details_card, heading_of
from bot.dialogs.exchange import Exchange
from bot.dialogs.notifications import Telling
from bot.turn import Message, Reply, StandsFor
from policy.details import Details, Fate, confirmed, confirmed_on
from policy.organisation import Municipality
from services.details import SOURCE, WANTED, Corrected, DetailsSeen, card_of, details_place


def seen_reply(exchange: Exchange, seen: DetailsSeen, *, below: bool) -> Reply:
    """The person's details as the switchboard sees them."""
    view = _details_view(exchange.municipality, seen, thanks=not below)
    show = exchange.show_below if below else exchange.show
    return show(details_card(view, exchange.words, exchange.now), exchange.words(heading_of(view)))


def correction_reply(exchange: Exchange, corrected: Corrected, *, below: bool = False) -> Reply:
    """A correction as it stands, to its owner or to the switchboard; its card is changed in place from then on.

    `below` makes it a message of its own.
    """
    owner = "" if corrected.person.id == exchange.person.id else corrected.person.name
    correction = corrected.correction
    ended_by = exchange.municipality.people.get(correction.ended_by) if correction.ended_by is not None else None
    view = CorrectionView(
        person=str(corrected.person.id),
        correction=correction.id,
        owner=owner,
        field=correction.field,
        text=correction.text,
        fate=correction.fate,
        by=ended_by.name if ended_by is not None else exchange.words("people.someone"),
        can_be_told=corrected.can_be_told,
    )
    stands_for = StandsFor(source=SOURCE, place=details_place(corrected.person.id), card=card_of(correction.id))
    summary = exchange.words("details.correction.sent")
    show = exchange.show_below if below else exchange.show
    return show(correction_card(view, exchange.words), summary, stands_for=stands_for)


def details_notice(telling: Telling) -> Message:
    """The question whether the details are right, or a correction as it stands when it is sent (A1)."""
    details = telling.about
    if not isinstance(details, Details):
        raise TypeError("a notification of details is about details")
    if telling.notification.code == WANTED:
        return _wanted(telling, details)
    return _correction(telling, details)


def _wanted(telling: Telling, details: Details) -> Message:
    municipality = telling.municipality
    person = municipality.people[details.person]
    seen = DetailsSeen(
        person=person,
        confirmed=confirmed(municipality, person, details, now=telling.now),
        confirmed_on=confirmed_on(person, details),
        open=details.open,
    )
    view = _details_view(municipality, seen, asks_every=municipality.upkeep.details.ask_again_days)
    return Message(card=details_card(view, telling.words, telling.now), summary=telling.words("details.wanted"))


def _correction(telling: Telling, details: Details) -> Message:
    correction = details.find(telling.notification.params["correction"])
    if correction is None:
        raise LookupError("the correction is kept as long as somebody is to be told of it")
    name = telling.name_of(details.person)
    is_owners = telling.notification.to == details.person
    view = CorrectionView(
        person=str(details.person),
        correction=correction.id,
        owner="" if is_owners else name,
        field=correction.field,
        text=correction.text,
        fate=correction.fate,
        by=telling.name_of(correction.ended_by or ""),
    )
    key = "details.correction.mended_mine" if is_owners and correction.fate is Fate.MENDED else ""
    summary = telling.words(key) if key else telling.words("details.correction.asked", name=name)
    return Message(card=correction_card(view, telling.words), summary=summary)


def _details_view(
    municipality: Municipality,
    seen: DetailsSeen,
    *,
    asks_every: int | None = None,
    thanks: bool = False,
) -> DetailsView:
    person = seen.person
    return DetailsView(
        name=person.name,
        title=person.title,
        unit=municipality.units[person.unit].name,
        extension=person.extension,
        landline=person.landline,
        mobile=person.mobile,
        matters=person.matters,
        confirmed=seen.confirmed,
        confirmed_on=seen.confirmed_on,
        open=len(seen.open),
        asks_every=asks_every,
        thanks=thanks,
    )
