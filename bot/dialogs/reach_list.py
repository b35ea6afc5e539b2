"""Owns the administrator's question whom the bot can't reach, and the one message to whom it was brought.

The services decide who may ask, and for whom another try may help.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.reach_list import MOST_SHOWN, ReachRow, ReachView, reach_list_card
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.ids import PersonId
from policy.organisation import Municipality
from policy.reach_reasons import Reason, still_reason, unit_of_reason
from policy.reachability import SAID_NO, Reachability, ReachState
from services.reach_list import AGAIN_WITH_ALL, OutOfReach, ReachList
from services.reachability import Reaching

LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachDialog:
    """Shows who can't be reached, and has the app asked for again."""

    service: ReachList

    async def ask(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for the list. Raises NotAllowed for anyone but an administrator."""
        return await self.show(exchange)

    async def show(self, exchange: Exchange) -> Reply:
        """The same, by a button, which may ask for those further down."""
        words = exchange.words
        seen = await self.service.seen_by(exchange.person.id, now=exchange.now)
        first = _first(exchange, len(seen.out))
        view = ReachView(
            rows=tuple(_row(exchange, one, installs=seen.installs) for one in seen.out[first : first + MOST_SHOWN]),
            out=len(seen.out),
            first=first,
            wanted=seen.wanted,
            installs=seen.installs,
            has_all=seen.installs and any(one.known.state in AGAIN_WITH_ALL for one in seen.out),
            refused=any(one.known.state is ReachState.REFUSED for one in seen.out),
        )
        summary = words("reach.title", n=len(seen.out)) if seen.out else words("reach.none")
        return exchange.show(reach_list_card(view, words), summary)

    async def again(self, exchange: Exchange) -> Reply:
        """*Försök igen* or *Lägg till ändå*, in somebody's row: the list as it is then."""
        person = PersonId(carried_by_button(exchange).get("person", ""))
        await self.service.try_again(exchange.person.id, person, now=exchange.now)
        return await self.show(exchange)

    async def all_again(self, exchange: Exchange) -> Reply:
        """*Försök med alla*."""
        await self.service.try_all(exchange.person.id, now=exchange.now)
        return await self.show(exchange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The first meeting with somebody for whom the app was installed."""

    service: Reaching

    async def welcome(self, exchange: Exchange) -> Reply | None:
        """The one quiet message; None to who came by themselves."""
        reason = await self.service.brought(exchange.person.id, now=exchange.now)
        if reason is None:
            return None
        text = brought_text(exchange.municipality, exchange.person.id, reason, exchange.words)
        return Reply(messages=(Message(text=text),))


def reach_notice(telling: Telling) -> Message:
    """The one message in a chat that we opened ourselves: who it is from, why, and how to be rid of it."""
    known = telling.about
    if not isinstance(known, Reachability):
        raise TypeError("a notification of reaching somebody is about how they are reached")
    reason = still_reason(telling.municipality, known, now=telling.now) or Reason.WAITING
    return Message(text=brought_text(telling.municipality, known.person, reason, telling.words))


def brought_text(municipality: Municipality, person: PersonId, reason: Reason, words: Words) -> str:
    """What somebody is told whom the app was installed for."""
    why = words(f"reach.brought.{reason.value}", **_unit(municipality, person, reason))
    known = municipality.people[person]
    return words("reach.brought.text", name=known.first_name, place=municipality.name, why=why)


def _first(exchange: Exchange, out: int) -> int:
    """Where the shown part begins, as the button says; from the top where it says nothing that can be."""
    said = "" if exchange.turn.action is None else carried_by_button(exchange).get("first", "")
    first = int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else 0
    return first if first < out else 0


def _unit(municipality: Municipality, person: PersonId, reason: Reason) -> dict[str, str]:
    """The unit that the reason is of, as what is said of it takes it; the texts of the others take nothing."""
    unit = unit_of_reason(municipality, person, reason)
    return {} if unit is None else {"unit": municipality.units[unit].name}


def _row(exchange: Exchange, one: OutOfReach, *, installs: bool) -> ReachRow:
    words, known, municipality = exchange.words, one.known, exchange.municipality
    button = ""
    if installs and not _is_tried(known):
        button = words("reach.button.anyway" if known.state in SAID_NO else "reach.button.again")
    return ReachRow(
        person=str(known.person),
        name=municipality.people[known.person].name,
        role=words(f"reach.role.{one.reason.value}", **_unit(municipality, known.person, one.reason)),
        stands=_stands(exchange, known),
        button=button,
    )


def _is_tried(known: Reachability) -> bool:
    """Whether an administrator has asked, and it is being tried."""
    return known.asked_by is not None and known.state in (ReachState.UNMET, ReachState.ASKED)


def _stands(exchange: Exchange, known: Reachability) -> str:
    words = exchange.words
    if _is_tried(known):
        return words("reach.stands.asked")
    if known.state is ReachState.REFUSED and known.refusal is not None:
        again = moment(known.next_step_at, exchange.now, words)
        return words(f"reach.stands.refused_{known.refusal.value}", again=again)
    since = {"moment": moment(known.since_at, exchange.now, words)} if known.state in SAID_NO else {}
    return words(f"reach.stands.{known.state.value}", **since)
