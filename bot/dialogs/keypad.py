"""Owns when a receipt says what to key in on the desk phone: to its own person, in their own chat, where the exchange
isn't told by the bot (A3).

It must not make up a code: `policy.keypad_codes` does.
"""

from __future__ import annotations

from bot.cards.keypad import KeyIn, KeypadView
from bot.dialogs.exchange import Exchange
from policy.effects import EffectKind
from policy.keypad_codes import code_now
from policy.organisation import Person
from policy.periods import as_utc
from services.diversion_outcomes import ChangeUndone, DiversionEnded, DiversionSet
from services.effect_following import Follow


def when_set(exchange: Exchange, outcome: DiversionSet) -> KeypadView | None:
    """What to key in once a diversion is set: at once, or when it begins. With an open line, what takes one away."""
    is_ahead = outcome.diversion.period.start_at > as_utc(exchange.now)
    if outcome.diversion.open_line:
        return None if is_ahead else _view(exchange, outcome, KeyIn.OFF)
    return _view(exchange, outcome, KeyIn.LATER if is_ahead else KeyIn.NOW)


def when_ended(exchange: Exchange, outcome: DiversionEnded) -> KeypadView | None:
    """What to key in once a diversion is taken away; nothing if it had not begun, since nobody keyed it in."""
    gone = outcome.diversion
    if gone is None:
        return _view(exchange, outcome, KeyIn.OFF_IF_ON)
    if gone.open_line or not gone.period.contains(exchange.now):
        return None
    return _view(exchange, outcome, KeyIn.OFF)


def when_undone(exchange: Exchange, outcome: ChangeUndone) -> KeypadView | None:
    """What to key in once a change is undone, so that the phone is as it was: it may have been keyed in already."""
    is_away = outcome.told.absence is not None and not outcome.told.is_reachable
    return _view(exchange, outcome, KeyIn.NOW if is_away else KeyIn.OFF_IF_ON)


def _view(
    exchange: Exchange, outcome: DiversionSet | DiversionEnded | ChangeUndone, for_what: KeyIn
) -> KeypadView | None:
    person, municipality = outcome.person, exchange.municipality
    if person.id != exchange.person.id or not exchange.is_private or not _has_desk_phone(person):
        return None
    if _is_told(outcome.follow):
        return None
    codes = municipality.pbx.keypad
    code = (
        codes.off if for_what in (KeyIn.OFF, KeyIn.OFF_IF_ON) else code_now(codes, outcome.told, municipality.calendar)
    )
    return KeypadView(code=code, for_what=for_what) if code else None


def _has_desk_phone(person: Person) -> bool:
    return bool(person.extension or person.landline)


def _is_told(follow: Follow) -> bool:
    """Whether the bot tells the exchange of it. Where that has failed the phone is still to be diverted by hand."""
    told = [row for row in follow.rows if row.kind is EffectKind.PBX]
    return EffectKind.PBX in follow.ahead or any(not row.has_failed for row in told)
