"""Owns an administrator's yes to a directory that is held up, and how its card is said. The service decides who may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.held_directory import HeldEndedView, HeldView, held_card, held_ended_card
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import Words
from bot.turn import CardJson, Message, Reply, StandsFor
from policy.directory_held import CARD, HeldDirectory, HeldEnding
from policy.errors import NotAllowed, PolicyError
from policy.organisation import Municipality
from services.directory_ports import HELD_PLACE
from services.directory_sync import SOURCE, DirectorySyncService


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDirectoryDialog:
    """Carries it out."""

    service: DirectorySyncService

    async def accept(self, exchange: Exchange) -> Reply:
        """The button of the card. Raises NotAllowed for anyone but an administrator, PolicyError where nothing was ever
        held up.
        """
        shown = carried_by_button(exchange).get("held", "")
        try:
            case = await self.service.accept(exchange.person.id, shown, now=exchange.now)
        except NotAllowed:
            raise
        except PolicyError as error:
            known = await self.service.case()
            if known is None:
                raise
            return _reply(exchange, known, error_text(error, exchange))
        return _reply(exchange, case)


def held_notice(telling: Telling) -> Message:
    """The card, as it stands when it is sent."""
    case, words = telling.about, telling.words
    if not isinstance(case, HeldDirectory):
        raise TypeError("a notification of a directory that is held up is about its case")
    return Message(card=_card(case, telling.municipality, words, telling.now), summary=_summary(case, words))


def _reply(exchange: Exchange, case: HeldDirectory, fault: str = "") -> Reply:
    words = exchange.words
    card = _card(case, exchange.municipality, words, exchange.now, fault)
    return exchange.show(card, _summary(case, words), stands_for=StandsFor(source=SOURCE, place=HELD_PLACE, card=CARD))


def _card(case: HeldDirectory, municipality: Municipality, words: Words, now: datetime, fault: str = "") -> CardJson:
    if case.ended_at is not None:
        by = case.ended_by and municipality.people.get(case.ended_by)
        name = by.name if by else words("directory.someone")
        is_accepted = case.ending is HeldEnding.ACCEPTED
        ended = HeldEndedView(by=name if is_accepted else "", ended_at=municipality.calendar.local(case.ended_at))
        return held_ended_card(ended, words, now)
    people, groups = municipality.people, municipality.groups
    view = HeldView(
        id=case.id,
        gone=case.gone,
        before=case.people_before,
        unroled=case.unroled,
        held_at=municipality.calendar.local(case.held_at),
        some=tuple(people[one].name for one in case.some if one in people),
        roles=tuple(words(f"directory.role.{role.value}") for role in case.roles_emptied),
        groups=tuple(groups[one].name for one in case.groups_emptied if one in groups),
    )
    return held_card(replace(view, fault=fault), words, now)


def _summary(case: HeldDirectory, words: Words) -> str:
    if case.is_open:
        return words("directory.held.title")
    return words("directory.ended.accepted" if case.ending is HeldEnding.ACCEPTED else "directory.ended.passed")
