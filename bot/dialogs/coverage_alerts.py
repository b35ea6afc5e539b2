"""Owns what those who lead a group do about its gaps: the list of them, and everything that an alert's card can do.

Who may do what is decided by the service each time; a button can say anything.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.coverage_view import Question
from bot.dialogs.coverage_values import Pressed, entered, pressed
from bot.dialogs.coverage_views import alert_reply, gap_list_reply, mending, reading_of, tried
from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import read_date
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import PersonId
from services.coverage_access import groups_led
from services.coverage_alerts import CoverageAlerts
from services.coverage_outcomes import AlertOutcome, Done


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDialog:
    """Carries out what is pressed on an alert's card, and shows the alert as it then is."""

    service: CoverageAlerts

    async def hear_gaps(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks which gaps there are."""
        return await self.gaps(exchange)

    async def gaps(self, exchange: Exchange) -> Reply:
        """The open gaps of the groups that one leads; a single one is shown at once."""
        me, municipality = exchange.person.id, exchange.municipality
        found = await self.service.open_alerts(me, now=exchange.now)
        if len(found) == 1:
            return alert_reply(exchange, found[0], reading_of(exchange), below=True)
        return gap_list_reply(exchange, found, leads=bool(groups_led(municipality, me)))

    async def show(self, exchange: Exchange) -> Reply:
        """The alert as it stands, in the place of what its card asked."""
        return await self._asked(exchange, Question.NOTHING)

    async def open(self, exchange: Exchange) -> Reply:
        """A row of the list: the alert's card, as a message of its own."""
        where = pressed(exchange)
        outcome = await self.service.show(exchange.person.id, where.group, where.on, now=exchange.now)
        return alert_reply(exchange, outcome, reading_of(exchange), below=True)

    async def ask(self, exchange: Exchange) -> Reply:
        """*Fråga kollegorna*."""
        where = pressed(exchange)
        step = self.service.ask_colleagues(where.by, where.group, where.on, turn=where.turn, now=exchange.now)
        return await self._done(exchange, where, step)

    async def who(self, exchange: Exchange) -> Reply:
        """*Utse*: asks whom."""
        return await self._asked(exchange, Question.WHO)

    async def appoint(self, exchange: Exchange) -> Reply:
        """The one who was chosen."""
        where, person = pressed(exchange), PersonId(entered(exchange).get("person", ""))

        async def step() -> AlertOutcome:
            if not person:
                raise PolicyError("coverage.choose_person", field="person")
            return await self.service.appoint(
                where.by, where.group, where.on, person, turn=where.turn, now=exchange.now
            )

        return await self._done(exchange, where, step(), asked=Question.WHO)

    async def why(self, exchange: Exchange) -> Reply:
        """*Acceptera luckan*: asks why."""
        return await self._asked(exchange, Question.WHY)

    async def accept(self, exchange: Exchange) -> Reply:
        """Why it may be, and until when."""
        where, values = pressed(exchange), entered(exchange)

        async def step() -> AlertOutcome:
            found: list[PolicyError] = []
            until_on = read_date(values, "until", found)
            if found:
                raise PolicyErrors(found)
            reason = values.get("reason", "")
            return await self.service.accept_gap(
                where.by, where.group, where.on, reason=reason, until_on=until_on, turn=where.turn, now=exchange.now
            )

        return await self._done(exchange, where, step(), asked=Question.WHY)

    async def when(self, exchange: Exchange) -> Reply:
        """*Påminn igen*: asks when."""
        return await self._asked(exchange, Question.WHEN)

    async def later(self, exchange: Exchange) -> Reply:
        """The moment that was chosen."""
        where, at = pressed(exchange), _instant(entered(exchange).get("at", ""))

        async def step() -> AlertOutcome:
            if at is None:
                raise PolicyError("coverage.choose_time", field="at")
            return await self.service.remind_later(
                where.by, where.group, where.on, at=at, turn=where.turn, now=exchange.now
            )

        return await self._done(exchange, where, step(), asked=Question.WHEN)

    async def _asked(self, exchange: Exchange, question: Question) -> Reply:
        where = pressed(exchange)
        outcome = await self.service.show(where.by, where.group, where.on, now=exchange.now)
        return alert_reply(exchange, outcome, replace(reading_of(exchange), question=question))

    async def _done(
        self,
        exchange: Exchange,
        where: Pressed,
        step: Awaitable[AlertOutcome],
        *,
        asked: Question = Question.NOTHING,
    ) -> Reply:
        """The alert after the step; as it stands, with what came between or must be mended, when it couldn't be."""
        found = await tried(step)
        if isinstance(found, AlertOutcome):
            return alert_reply(exchange, found, replace(reading_of(exchange), note=_note(exchange, found)))
        outcome = await self.service.show(where.by, where.group, where.on, now=exchange.now)
        return alert_reply(exchange, outcome, mending(exchange, found, asked))


def _note(exchange: Exchange, outcome: AlertOutcome) -> str:
    return exchange.words("coverage.done.nobody_new") if outcome.done is Done.NOBODY_NEW else ""


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
