"""Owns the question whom to connect a caller to: a matter in, one line to go by and one card out (S3).

It must not decide what leads where; the service answers that, and what is only near is offered, never taken. A line
may name somebody instead of a matter, or a matter where somebody could be named: each is asked of who answers it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogs.availability import AvailabilityDialog
from bot.dialogs.connecting_lines import name_of_function
from bot.dialogs.connecting_views import function_reply, perhaps_reply, values_of, whom_reply
from bot.dialogs.coverage_queries import PHONES, CoverageQueryDialog
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.question_times import asked_in, carried
from bot.turn import Reply
from bot.understanding.bare_lines import heard_with_a_time, says_which
from bot.understanding.result import Understanding
from bot.understanding.several import people_named
from policy.organisation import Role
from services.place_finding import spots_named
from services.whom_to_connect import ToConnect, Whom, WhomToConnect

NAME = "whom_to_connect"
LONGEST_MATTER = 200
"""What is carried of a matter that was typed; no matter has a longer name."""
MOST_WORDS_OF_A_MATTER = 6
"""A longer line says something that was not understood; a matter within it is at most offered."""
MOST_WORDS_OF_A_BARE_ONE = 2
"""A line that is longer is not shown as if it were what a matter is called."""
TO_THE_LETTER = 1.0
BY_ITS_OWN_NAME = 0.93
"""How well a line has to fit a matter: by that, by another word for it or a form of it, not by a unit or a title."""
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomDialog:
    """Answers whom to connect to."""

    service: WhomToConnect
    people: AvailabilityDialog
    places: CoverageQueryDialog

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks who has a matter, or says what a caller wants."""
        matter, times = str(understood.slots.get("topic", "")), _ahead(exchange, understood)
        whom = await self._whom(exchange, matter)
        if whom.answers:
            return await self._answer(exchange, whom, times)
        if _is_somebody(self, exchange, matter):
            more = {"people": list(people_named(matter))}
            return await self.people.ask(exchange, replace(understood, other={"person": matter}, more=more))
        spots = spots_named(exchange.municipality, matter, loosely=False).spots
        if len(spots) == 1:
            return await self.places.go_on(exchange, {**times, PHONES: PHONES, "spot": spots[0].id})
        return self._perhaps(exchange, whom, whom.nearest, times)

    async def ask_of_somebody(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for somebody, or for a matter where a name could stand: "koppla till bygglov"."""
        name = str(understood.slots.get("person", ""))
        if name and not _is_somebody(self, exchange, name):
            found = self.service.directory.find_matters(name)
            if found.matches:
                return await self._answer(exchange, await self._whom(exchange, name), _ahead(exchange, understood))
            people = self.service.directory.find_people(name, near=exchange.person)
            # Who has a surname too is somebody, though nobody here by now: no matter is near them.
            if found.nearest and not people.matches and not people.nearest and len(name.split()) == 1:
                whom = await self._whom(exchange, name)
                return self._perhaps(exchange, whom, whom.nearest, {})
        return await self.people.ask(exchange, understood)

    async def bare(self, exchange: Exchange) -> Reply | None:
        """A line that is nothing but a name, a number or a matter; None when it is like none that there is.

        A name to the letter comes first, then a matter that is sure, then a name that is not; what is only near last.
        """
        asked_before = exchange.chat.drafts.get(exchange.turn.conversation)
        reply, draft = await self._bare(exchange), exchange.draft()
        still_asked = exchange.chat.drafts.get(exchange.turn.conversation) is asked_before
        if reply is not None and draft is not None and still_asked and not draft.holds_work:
            # A list that was not answered: the next digit is no answer to it.
            exchange.drop_draft()
        return reply

    async def _bare(self, exchange: Exchange) -> Reply | None:
        line = (exchange.turn.text or "").strip()
        timed = heard_with_a_time(line, now=exchange.now) if line else None
        if timed is not None and self._is_known(exchange, str(timed.slots["topic"])):
            return await self.ask(exchange, timed)
        if not line or _is_somebody(self, exchange, line):
            return await self.people.bare_name(exchange)
        found = self.service.directory.find_matters(line[:LONGEST_MATTER])
        near = found.matches or found.nearest
        if found.matches and len(line.split()) <= MOST_WORDS_OF_A_MATTER:
            return await self._answer(exchange, await self._whom(exchange, line), {})
        spots = spots_named(exchange.municipality, line, loosely=False).spots
        if len(spots) == 1:
            return await self.places.go_on(exchange, {PHONES: PHONES, "spot": spots[0].id})
        if self.service.directory.find_people(line, near=exchange.person).matches or not near:
            somebody = await self.people.bare_name(exchange)
            if somebody is not None or not (near or _sounds_like_a_matter(exchange, line)):
                return somebody
        whom = await self._whom(exchange, line)
        is_long = len(line.split()) > MOST_WORDS_OF_A_BARE_ONE
        return self._perhaps(
            exchange, whom, whom.answers or whom.nearest, {}, says="connecting.perhaps" if is_long else ""
        )

    async def before_absence(self, exchange: Exchange, understood: Understanding) -> Reply | None:
        """A line that would set the writer's own absence but is a matter by its own name; None where it is none.

        To who sits at the switchboard "matlåda" is no lunch, unless they say until when; and a lone word that is but
        like a time is none to anybody: "parken" is not the Easter that it looks like.
        """
        line = (exchange.turn.text or "").strip()
        works_there = Role.SWITCHBOARD in exchange.person.roles
        is_timeless = understood.reason_said and not (understood.start_said or understood.end_said)
        is_like_a_time = not understood.reason_said and len(line.split()) == 1
        if not (is_like_a_time or (works_there and is_timeless)):
            return None
        matches = self.service.directory.find_matters(line[:LONGEST_MATTER]).matches
        if not matches or matches[0].score < BY_ITS_OWN_NAME:
            return None
        return await self._answer(exchange, await self._whom(exchange, line), {})

    async def again(self, exchange: Exchange) -> Reply:
        """An answer's *Uppdatera*."""
        values = carried_by_button(exchange)
        if values.get("function"):
            return await self.show(exchange)
        whom, times = await self._whom(exchange, values.get("asked", "")), _times_in(values)
        if whom.answers:
            return await self._answer(exchange, whom, times)
        return self._perhaps(exchange, whom, whom.nearest, times)

    async def show(self, exchange: Exchange) -> Reply:
        """One of those that were near was meant."""
        exchange.drop_draft()
        return await self.go_on(exchange, carried_by_button(exchange))

    async def go_on(self, exchange: Exchange, values: Mapping[str, str]) -> Reply:
        """The function that the values name, now or at the time that they carry; raises PolicyError if it is gone."""
        function, matter = values.get("function", ""), values.get("matter", "")[:LONGEST_MATTER]
        told = await self.service.ask_about(function, matter, viewer=exchange.audience, now=exchange.now)
        times = _times_in(values)
        if times:
            return await self._at_that_time(exchange, told, times)
        return function_reply(exchange, told, values_of(told))

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A digit picks that row, as does its name; None when the line is about something else."""
        line, rows = (exchange.turn.text or "").strip().rstrip(".)"), list(draft.values["rows"])
        if understood.intent is not None:
            return None
        if line.isdecimal() and len(line) == 1:
            if not 1 <= int(line) <= len(rows):
                return exchange.say("connecting.pick_a_number", most=len(rows))
            picked = [rows[int(line) - 1]]
        else:
            picked = [row for row in rows if line and line.casefold() == str(row["name"]).casefold()]
        if len(picked) != 1:
            return None
        exchange.drop_draft()
        return await self.go_on(exchange, {str(name): str(value) for name, value in picked[0]["values"].items()})

    def _is_known(self, exchange: Exchange, name: str) -> bool:
        """Whether it is surely a matter, or somebody, that a line names beside a time."""
        return bool(self.service.directory.find_matters(name).matches) or _is_somebody(self, exchange, name)

    async def _whom(self, exchange: Exchange, matter: str) -> Whom:
        return await self.service.ask(matter[:LONGEST_MATTER], viewer=exchange.audience, now=exchange.now)

    async def _answer(self, exchange: Exchange, whom: Whom, times: Mapping[str, str]) -> Reply:
        """What is sure: now; or at a time ahead, of the one that it is about."""
        if not times:
            return whom_reply(exchange, whom, {"asked": whom.asked})
        if len(whom.answers) == 1:
            return await self._at_that_time(exchange, whom.answers[0], times)
        return self._perhaps(exchange, whom, whom.answers, times)

    async def _at_that_time(self, exchange: Exchange, told: ToConnect, times: Mapping[str, str]) -> Reply:
        if told.function.person is not None:
            return await self.people.go_on(exchange, told.function.person, times)
        return await self.places.go_on(exchange, {**times, PHONES: PHONES, "spot": told.function.id})

    def _perhaps(
        self,
        exchange: Exchange,
        whom: Whom,
        near: tuple[ToConnect, ...],
        times: Mapping[str, str],
        *,
        says: str = "",
    ) -> Reply:
        rows: list[dict[str, Any]] = [
            {"name": name_of_function(exchange, one), "values": {**values_of(one), **times}} for one in near
        ]
        if rows:
            exchange.keep_draft(NAME, {"rows": rows}, holds_work=False)
        return perhaps_reply(exchange, whom, near, {"asked": whom.asked, **times}, times, says=says)


def _is_somebody(dialog: WhomDialog, exchange: Exchange, name: str) -> bool:
    """Whether it is someone's name or number to the letter, or a list with one in it."""
    outcomes = (dialog.service.directory.find_people(one, near=exchange.person) for one in people_named(name) or [name])
    return any(found.matches and found.matches[0].score >= TO_THE_LETTER for found in outcomes)


def _times_in(values: Mapping[str, str]) -> dict[str, str]:
    """The time that a button carries."""
    return {name: values[name] for name in ("start", "end", "at") if values.get(name)}


def _sounds_like_a_matter(exchange: Exchange, line: str) -> bool:
    """Whether an operator has typed a word or two that nobody here has: what to do with the caller is to be told."""
    typed = line.strip("?!. ").split()
    is_operator = exchange.is_private and Role.SWITCHBOARD in exchange.person.roles
    return is_operator and 0 < len(typed) <= MOST_WORDS_OF_A_BARE_ONE and all(map(_WORD.fullmatch, typed))


def _ahead(exchange: Exchange, understood: Understanding) -> dict[str, str]:
    """The time that a line asks about, where that is ahead; "idag" with a caller waiting is now."""
    if understood.start is None or understood.start <= exchange.now or says_which(exchange.turn.text or ""):
        return {}
    return carried(asked_in(understood, now=exchange.now))
