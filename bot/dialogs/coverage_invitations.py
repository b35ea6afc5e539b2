"""Owns what someone who is asked to cover, or has been put down for it, answers: by the card, or by a line of chat.

Who has it first, and whether they can, is the service's to say.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace

from bot.cards.coverage_view import Question
from bot.dialogs.coverage_values import Pressed, entered, part_entered, part_of, pressed
from bot.dialogs.coverage_views import invitation_reply, mending, reading_of, tried
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.periods import Period
from services.coverage_alerts import CoverageAlerts
from services.coverage_invitations import CoverageInvitations
from services.coverage_outcomes import AlertOutcome

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDialog:
    """Carries out what is pressed on the card of someone who is asked, and what they type instead."""

    service: CoverageAlerts
    invitations: CoverageInvitations

    async def show(self, exchange: Exchange) -> Reply:
        """The question as it stands, in the place of what its card asked."""
        return await self._asked(exchange, Question.NOTHING)

    async def part(self, exchange: Exchange) -> Reply:
        """*Jag tar en del*: asks which."""
        return await self._asked(exchange, Question.PART)

    async def take(self, exchange: Exchange) -> Reply:
        """*Jag tar det*, or the part that was filled in."""
        where = pressed(exchange)
        is_part = bool(carried_by_button(exchange).get("part"))

        async def step() -> AlertOutcome:
            part = part_entered(exchange, where.on) if is_part else None
            return await self._take(exchange, where, part)

        return await self._done(exchange, where, step(), asked=Question.PART if is_part else Question.NOTHING)

    async def decline(self, exchange: Exchange) -> Reply:
        """*Jag kan inte*, with the word that was written."""
        where, note = pressed(exchange), entered(exchange).get("note", "")
        return await self._done(exchange, where, self._decline(exchange, where, note))

    async def hear_take(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Jag tar det", "jag kan ta 13-14", "jag tar bygglov på torsdag": of what the person is asked about."""
        return await self._hear(exchange, understood, takes=True)

    async def hear_decline(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Jag kan inte": of what the person is asked about."""
        return await self._hear(exchange, understood, takes=False)

    async def _hear(self, exchange: Exchange, understood: Understanding, *, takes: bool) -> Reply:
        waiting = await self.invitations.asked_of(exchange.person.id, now=exchange.now)
        if takes and not waiting:
            waiting = await self.invitations.unasked_of(exchange.person.id, now=exchange.now)
        meant = _meant(exchange, waiting, understood)
        if not waiting:
            held = await self.invitations.taken_of(exchange.person.id, now=exchange.now)
            return _shown(exchange, "coverage.asked.held", held) if held else exchange.say("coverage.asked.not_you")
        if len(meant) != 1:
            return _shown(exchange, "coverage.asked.which", meant or waiting)
        (outcome,) = meant
        where = Pressed(
            group=outcome.group.id, on=outcome.alert.on, by=exchange.person.id, turn=exchange.turn.activity_id
        )
        if not takes:
            return await self._done(exchange, where, self._decline(exchange, where, ""))

        async def step() -> AlertOutcome:
            return await self._take(exchange, where, _part_said(exchange, understood, outcome))

        return await self._done(exchange, where, step())

    async def _take(self, exchange: Exchange, where: Pressed, part: Period | None) -> AlertOutcome:
        return await self.service.take(where.by, where.group, where.on, part=part, turn=where.turn, now=exchange.now)

    async def _decline(self, exchange: Exchange, where: Pressed, note: str) -> AlertOutcome:
        return await self.service.decline(where.by, where.group, where.on, note=note, turn=where.turn, now=exchange.now)

    async def _asked(self, exchange: Exchange, question: Question) -> Reply:
        where = pressed(exchange)
        outcome = await self.service.show(where.by, where.group, where.on, now=exchange.now)
        return invitation_reply(exchange, outcome, replace(reading_of(exchange), question=question))

    async def _done(
        self,
        exchange: Exchange,
        where: Pressed,
        step: Awaitable[AlertOutcome],
        *,
        asked: Question = Question.NOTHING,
    ) -> Reply:
        """The card after the step; as it stands, with what came between or must be mended, when it couldn't be."""
        found = await tried(step)
        if isinstance(found, AlertOutcome):
            return invitation_reply(exchange, found, reading_of(exchange))
        outcome = await self.service.show(where.by, where.group, where.on, now=exchange.now)
        return invitation_reply(exchange, outcome, mending(exchange, found, asked))


def _meant(exchange: Exchange, waiting: Sequence[AlertOutcome], understood: Understanding) -> tuple[AlertOutcome, ...]:
    """Those that the line can mean: of the group that it names and the day that it says, where it does."""
    name = str(understood.slots.get("group") or "").casefold()
    on = understood.start.date() if understood.start is not None and understood.slots.get("day_said") else None
    return tuple(
        one
        for one in waiting
        if (not name or one.group.name.casefold().startswith(name)) and on in (None, one.alert.on)
    )


def _part_said(exchange: Exchange, understood: Understanding, outcome: AlertOutcome) -> Period | None:
    """The part that the line says by the clock, on the alert's own day; None where it says none."""
    slots, start, end = understood.slots, understood.start, understood.end
    if start is None or not (slots.get("from_said") or slots.get("to_said")):
        return None
    calendar, gaps = exchange.municipality.calendar, outcome.alert.gaps
    first = calendar.local(gaps[0].period.start_at).time()
    last = calendar.local(gaps[-1].period.end_at or gaps[-1].period.start_at).time()
    if not slots.get("to_said"):
        return part_of(calendar, outcome.alert.on, start.time(), last)
    # "till 14" alone is read as a time, not as a period.
    return part_of(calendar, outcome.alert.on, start.time() if slots.get("from_said") else first, (end or start).time())


def _shown(exchange: Exchange, why: str, waiting: Sequence[AlertOutcome]) -> Reply:
    """What stands in the way of a line, and below it each question's own card, to be answered on it."""
    asked = Message(text=exchange.words(why))
    shown = [
        message
        for one in waiting[:MOST_SHOWN]
        for message in invitation_reply(exchange, one, reading_of(exchange), below=True).messages
    ]
    return Reply(messages=(asked, *shown))
