"""Owns asking colleagues right where a diversion has left a group without anyone: from its preview or its receipt.

The gaps are named by group and day; whoever may ask, and whether there is anyone to ask, is the service's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogs.coverage_values import Pressed, at_place
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.texts.dates import some
from bot.turn import Message, Reply
from policy.coverage import Gap
from policy.coverage_books import Answer
from policy.coverage_ladder import last_day
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.coverage_access import leads
from services.coverage_alerts import CoverageAlerts
from services.coverage_outcomes import Foreseen

GAPS = "gaps"
"""The value of a button that asks about all that a diversion opened: "GROUP:DAY" with spaces between."""
MOST_PLACES = 40
"""More than a diversion opens as far ahead as gaps are watched; a button that was made up may name any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueAsking:
    """Asks the colleagues about gaps, and says whom it asked."""

    service: CoverageAlerts

    async def press(self, exchange: Exchange) -> Reply:
        """*Fråga kollegorna* on a receipt; what came of it is said below."""
        places = carried_by_button(exchange).get(GAPS, "").split()
        return Reply(messages=(Message(text=await self.about(exchange, places)),))

    async def about(self, exchange: Exchange, places: Sequence[str]) -> str:
        """Ask about each place; gives, in a sentence or two, who is asked now, and what couldn't be asked about."""
        asked: dict[PersonId, str] = {}
        troubles: dict[str, None] = {}
        for where in _read(exchange, places):
            try:
                outcome = await self.service.ask_colleagues(
                    where.by, where.group, where.on, turn=where.turn, now=exchange.now
                )
            except PolicyError as error:
                troubles[error_text(error, exchange)] = None
                continue
            waiting = (one.person for one in outcome.alert.invitations if one.answer is Answer.ASKED)
            asked |= {person: _name(exchange, person) for person in waiting}
        told = [exchange.words("coverage.asked.who", names=some(tuple(asked.values()), exchange.words))]
        return " ".join([*(told if asked else []), *troubles]) or exchange.words("coverage.asked.nobody")


def may_ask(exchange: Exchange, person: PersonId, opened: Iterable[Foreseen]) -> tuple[Foreseen, ...]:
    """Those of the gaps that the reader may ask colleagues about: as whose absence it is, or as who leads the group."""
    me, municipality = exchange.person.id, exchange.municipality
    return tuple(one for one in opened if me == person or leads(municipality, me, one.group))


def places_of(exchange: Exchange, opened: Iterable[Foreseen]) -> tuple[str, ...]:
    """What a button that asks about the gaps carries: each group and day once, as far ahead as gaps are watched."""
    found = (f"{one.group.id}:{_day(exchange, gap)}" for one in opened for gap in one.gaps if is_near(exchange, gap))
    return tuple(dict.fromkeys(found))


def is_near(exchange: Exchange, gap: Gap) -> bool:
    """Whether the gap is so near that there is, or is going to be at once, an alert of it."""
    municipality = exchange.municipality
    return _day(exchange, gap) <= last_day(municipality.calendar, municipality.coverage, exchange.now.date())


def _day(exchange: Exchange, gap: Gap) -> date:
    return exchange.municipality.calendar.local(gap.period.start_at).date()


def _read(exchange: Exchange, places: Sequence[str]) -> list[Pressed]:
    found = []
    for place in dict.fromkeys(places[:MOST_PLACES]):
        group, _, on = place.rpartition(":")
        found.append(at_place(exchange, group, on))
    return found


def _name(exchange: Exchange, person: PersonId) -> str:
    known = exchange.municipality.people.get(person)
    return known.name if known is not None else exchange.words("people.someone")
