"""Owns how the outcomes of the diversion's use cases become views, with every reason masked for whoever reads.

It must not decide who may see what: `policy.access` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards.callback import who
from bot.cards.diversion_form import DiversionFormView, diversion_form_card
from bot.cards.diversion_preview import PreviewView, preview_card
from bot.cards.diversion_receipt import (
    DisplacedView,
    EndedView,
    PromisesView,
    ReceiptView,
    TooLateView,
    UndoneView,
    ended_card,
    receipt_card,
    too_late_card,
    undone_card,
)
from bot.cards.diversion_status import ListedView, StatusView, status_card
from bot.dialogs.coverage_opened import opened_view
from bot.dialogs.diversion_values import INPUTS
from bot.dialogs.effect_views import follow_view, with_under_way
from bot.dialogs.errors import by_field, error_text
from bot.dialogs.exchange import Exchange
from bot.dialogs.form import Values
from bot.dialogs.keypad import when_ended, when_set, when_undone
from bot.dialogs.sentences import availability_sentence
from bot.texts.dates import moment
from bot.texts.dates import period as period_text
from bot.turn import CardJson, Reply
from policy.access import may_see_reason
from policy.availability import Availability
from policy.callbacks import Callback
from policy.diversions import Diversion
from policy.effects import EffectKind
from policy.errors import PolicyError
from policy.greeting_questions import is_long_absence
from policy.organisation import Person, PersonId
from policy.periods import Period, as_utc
from policy.reasons import Reason
from services.diversion_outcomes import ChangeUndone, DiversionEnded, DiversionSet, Listed, Status

MOST_PROMISES = 5


def form_card(
    exchange: Exchange, values: Values, faults: Sequence[PolicyError], kinds: Sequence[EffectKind] = ()
) -> CardJson:
    """The form with what is entered so far, each fault at its field; `kinds` are what it may also set."""
    view = DiversionFormView(
        owner=_owner_by_id(exchange, values),
        changes=bool(values.get("replaces")),
        kinds=tuple(kinds) if values.get("person") == str(exchange.person.id) else (),
        values={name: value for name, value in values.items() if name in INPUTS},
        carried={name: value for name, value in values.items() if name not in INPUTS and value},
        faults=by_field(faults, exchange),
    )
    return diversion_form_card(view, exchange.words)


def receipt_reply(
    exchange: Exchange, outcome: DiversionSet, values: Values, promised: Sequence[Callback] = (), asked: str = ""
) -> Reply:
    """The receipt of a diversion that is set, with the reader's own promises that fall due meanwhile.

    `asked` is what came of asking colleagues to cover, where that was done in one.
    """
    diversion, person = outcome.diversion, outcome.person
    view = ReceiptView(
        person=str(person.id),
        diversion=diversion.id,
        change=outcome.change_id,
        owner=_owner(exchange, person),
        reason=_reason(exchange, person, diversion),
        period=diversion.period,
        back_at=outcome.back_at,
        told=_told(exchange, outcome.told),
        answers_instead=stand_in_name(exchange, diversion),
        stand_in_is_away=outcome.stand_in_away is not None,
        open_line=diversion.open_line,
        note=_note(exchange, person, diversion),
        displaced=_displaced(exchange, outcome),
        reading=_reading(exchange, values, diversion),
        wants_greeting=_wants_greeting(exchange, person, diversion),
        opened=opened_view(exchange, person.id, outcome.opens, asked=asked),
        promises=_promises(exchange, promised, stand_in_name(exchange, diversion)),
        keypad=when_set(exchange, outcome),
        follow=follow_view(exchange, person, outcome.follow),
    )
    shown = exchange.show(receipt_card(view, exchange.words, exchange.now), view.told)
    return with_under_way(shown, exchange, outcome.follow)


def preview_reply(exchange: Exchange, outcome: DiversionSet, values: Values) -> Reply:
    """What would follow from the diversion, to be accepted first; everything that was entered rides along."""
    view = PreviewView(
        owner=_owner(exchange, outcome.person),
        reason=_reason(exchange, outcome.person, outcome.diversion),
        period=outcome.diversion.period,
        displaced=_displaced(exchange, outcome),
        opened=opened_view(exchange, outcome.person.id, outcome.opens),
        reading=_reading(exchange, values, outcome.diversion),
        carried={**{name: value for name, value in values.items() if value}, "seen": outcome.to_be_seen},
    )
    summary = exchange.words("diversion.preview.summary") if view.opened is None else view.opened.lines[0]
    return exchange.show(preview_card(view, exchange.words, exchange.now), summary)


def ended_reply(exchange: Exchange, outcome: DiversionEnded, *, greeting_is_left: bool = False) -> Reply:
    """The receipt of a diversion, or what it left, that is taken away; the voicemail greeting may still tell of it."""
    view = EndedView(
        person=str(outcome.person.id),
        change=outcome.change_id,
        owner=_owner(exchange, outcome.person),
        had_begun=outcome.diversion is None or outcome.diversion.period.contains(exchange.now),
        had_ended=outcome.diversion is None,
        greeting_is_left=greeting_is_left,
        keypad=when_ended(exchange, outcome),
        told=_told(exchange, outcome.told),
        follow=follow_view(exchange, outcome.person, outcome.follow),
    )
    return with_under_way(exchange.show(ended_card(view, exchange.words), view.told), exchange, outcome.follow)


def undone_reply(exchange: Exchange, outcome: ChangeUndone) -> Reply:
    """The receipt of an undo."""
    view = UndoneView(
        person=str(outcome.person.id),
        owner=_owner(exchange, outcome.person),
        told=_told(exchange, outcome.told),
        keypad=when_undone(exchange, outcome),
        follow=follow_view(exchange, outcome.person, outcome.follow),
    )
    return with_under_way(exchange.show(undone_card(view, exchange.words), view.told), exchange, outcome.follow)


def too_late_reply(exchange: Exchange, person: PersonId, why: PolicyError) -> Reply:
    """Says why an undo can't be done, in the place of the receipt whose button was pressed."""
    owner = exchange.municipality.people.get(person)
    view = TooLateView(
        person=str(person),
        owner=_owner(exchange, owner) if owner is not None else "",
        why=error_text(why, exchange),
    )
    return exchange.show(too_late_card(view, exchange.words), view.why)


def status_reply(exchange: Exchange, status: Status) -> Reply:
    """The person's own list."""
    view = status_view(exchange, status)
    return exchange.show_below(status_card(view, exchange.words, exchange.now), view.told)


def status_view(exchange: Exchange, status: Status) -> StatusView:
    """What a person's diversions look like to whoever asks."""
    return StatusView(
        person=str(status.person.id),
        owner=_owner(exchange, status.person),
        running=_listed(exchange, status.running) if status.running is not None else None,
        upcoming=tuple(_listed(exchange, one) for one in status.upcoming),
        told=_told(exchange, status.told),
    )


def stand_in_name(exchange: Exchange, diversion: Diversion) -> str:
    """The name of whoever answers instead; empty if nobody does, or nobody who is still in the directory."""
    stand_in = exchange.municipality.people.get(diversion.answers_instead or PersonId(""))
    return stand_in.name if stand_in is not None else ""


def _promises(exchange: Exchange, promised: Sequence[Callback], to: str) -> PromisesView | None:
    if not promised:
        return None
    shown = promised[:MOST_PROMISES]
    lines = tuple(_promise(exchange, one) for one in shown)
    places = " ".join(f"{one.holder}:{one.id}" for one in promised)
    return PromisesView(lines=lines, more=len(promised) - len(shown), places=places, to=to)


def _promise(exchange: Exchange, callback: Callback) -> str:
    words, due = exchange.words, moment(callback.next_due_at, exchange.now, exchange.words)
    if callback.asks_for_a_call:
        return words("callback.absence.promise", who=who(callback, words), moment=due)
    sender = exchange.municipality.people.get(callback.left_by or PersonId(""))
    name = sender.name if sender is not None else words("people.someone")
    return words("callback.absence.message", name=name, moment=due)


def _listed(exchange: Exchange, listed: Listed) -> ListedView:
    diversion = listed.diversion
    return ListedView(
        diversion=diversion.id,
        reason=diversion.reason,
        period=diversion.period,
        back_at=listed.back_at,
        answers_instead=stand_in_name(exchange, diversion),
        open_line=diversion.open_line,
        note=diversion.note,
    )


def _owner(exchange: Exchange, person: Person) -> str:
    return "" if person.id == exchange.person.id else person.name


def _owner_by_id(exchange: Exchange, values: Values) -> str:
    person = exchange.municipality.people.get(PersonId(values.get("person", "")))
    return values.get("person_name", "") if person is None else _owner(exchange, person)


def _told(exchange: Exchange, told: Availability) -> str:
    return availability_sentence(told, exchange.words, exchange.now)


def _wants_greeting(exchange: Exchange, person: Person, diversion: Diversion) -> bool:
    """Whether to offer the person a voicemail greeting that tells of the absence (A4)."""
    is_own = person.id == exchange.person.id and person.has_voicemail
    return is_own and is_long_absence(exchange.municipality, person, diversion.period)


def _reason(exchange: Exchange, person: Person, diversion: Diversion) -> Reason | None:
    seen = may_see_reason(exchange.municipality, exchange.person.id, person, diversion.reason)
    return diversion.reason if seen else None


def _note(exchange: Exchange, person: Person, diversion: Diversion) -> str:
    """The person's own words can give the reason away, so they are masked with it."""
    return "" if _reason(exchange, person, diversion) is None else diversion.note


def _is_ahead(period: Period, now: datetime) -> bool:
    return period.end_at is None or period.end_at > as_utc(now)


def _displaced(exchange: Exchange, outcome: DiversionSet) -> tuple[DisplacedView, ...]:
    return tuple(
        DisplacedView(
            reason=_reason(exchange, outcome.person, one.before),
            before=one.before.period,
            left=tuple(part.period for part in one.left if _is_ahead(part.period, exchange.now)),
        )
        for one in outcome.displaced
    )


def _reading(exchange: Exchange, values: Values, diversion: Diversion) -> str:
    """How a line that could be read in two ways was read, so that the person can correct it."""
    if not values.get("ambiguous"):
        return ""
    return exchange.words("diversion.read_as", period=period_text(diversion.period, exchange.now, exchange.words))
