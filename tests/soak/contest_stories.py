"""Where two want what only one can have, at the same moment, at different replicas: one of them gets it (etags)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from tests.soak.going import Going, NotThere
from tests.soak.ledger import Contest, Gap, Turn
from tests.soak.people import Someone
from tests.soak.promise_stories import PHONE

CLAUSES = dict.fromkeys(("property", "private_calls", "social_media", "care", "municipal_only"), "true")
WISH = {"item": "mobil-standard", "number": "new", "reason": "Ska ut på fältet.", **CLAUSES}
GAP_DAYS = ("25 nov", "26 nov", "27 nov", "30 nov", "1 dec")
"""The days on which a gap is told of at once, with how the card calls them."""


class HandOver:
    """Offers a promise to a colleague, who takes it while its holder has made the call after all."""

    def __init__(self, holder: Someone, colleague: Someone, names: Iterator[str], going: Going) -> None:
        self._holder = holder
        self._colleague = colleague
        self._names = names
        self._going = going

    async def step(self) -> None:
        """From the promise to who has it in the end."""
        caller, since = f"Lisa {next(self._names)}", time.time()
        turn = await self._holder.says(f"ring upp {caller} {PHONE} om radon imorgon 15.00")
        if turn.is_in_doubt:
            return
        mine = self._holder.answer_to(turn)
        form = await self._holder.presses("Lämna över", mine)
        if form.is_in_doubt:
            return
        asked = await self._holder.presses("Spara", self._form(form, mine), to=self._colleague.name)
        if asked.is_in_doubt:
            return
        theirs = await self._colleague.sees(
            "frågar om du kan ringa", caller, button="Jag tar det", since=since, going=self._going
        )
        taken, done = await asyncio.gather(
            self._colleague.presses("Jag tar det", theirs), self._holder.presses("Klart", mine)
        )
        contest = Contest("handed over or done", caller, {"taken": taken, "done": done})
        if f"Ring {caller}" in taken.words:
            contest.won.append("taken")
        if f"Klart: {caller}" in done.words:
            contest.won.append("done")
        self._going.ledger.contests.append(contest)

    def _form(self, form: Turn, mine: str) -> str:
        """The message with the form: what was pressed became it, or a new one came."""
        try:
            return self._holder.answer_to(form)
        except NotThere:
            return mine


class Ordering:
    """Orders a phone, which a manager approves and two operators order at the supplier's at the same moment."""

    def __init__(self, orderer: Someone, chief: Someone, operators: tuple[Someone, Someone], going: Going) -> None:
        self._orderer = orderer
        self._chief = chief
        self._operators = operators
        self._going = going
        self._number = 0

    async def step(self) -> None:
        """From the wish to the reference."""
        since = time.time()
        form = await self._orderer.says("beställ telefon")
        if form.is_in_doubt:
            return
        sent = await self._orderer.presses("Skicka", self._orderer.answer_to(form), **WISH)
        self._going.ledger.counted("orders")
        if sent.is_in_doubt:
            return
        asked = await self._chief.sees(
            f"{self._orderer.name} vill beställa", button="Godkänn", since=since, going=self._going
        )
        approved = await self._chief.presses("Godkänn", asked)
        if approved.is_in_doubt:
            return
        cards = [
            await one.sees("Att beställa", button="Beställd", since=since, going=self._going) for one in self._operators
        ]
        self._number += 1
        references = [f"LV-{self._number}{letter}" for letter in "AB"]
        acts = await asyncio.gather(
            *(
                one.presses("Beställd", card, reference=reference)
                for one, card, reference in zip(self._operators, cards, references, strict=True)
            )
        )
        contest = Contest("ordered twice", asked, dict(zip(references, acts, strict=True)))
        contest.won = [own for own, act in contest.acts.items() if own in act.words]
        self._going.ledger.contests.append(contest)


class Gaps:
    """A group that nobody is left in on a day; its manager hears, asks, and two colleagues take it at once."""

    def __init__(self, members: list[Someone], chief: Someone, takers: tuple[Someone, Someone], going: Going) -> None:
        self._members = members
        self._chief = chief
        self._takers = takers
        self._going = going
        self._days = list(GAP_DAYS)

    async def step(self) -> None:
        """One day, as long as there are any."""
        if not self._days:
            await self._going.over.wait()
            return
        day = self._days.pop(0)
        when, since = f"{day.replace('nov', 'november').replace('dec', 'december')} 9-11.30", time.time()
        if not await self._all_go_away(when):
            return
        self._going.ledger.gaps.append(Gap("Bygglov", day, self._chief.conversation, time.time()))
        alert = await self._chief.sees(
            "Obemannat på Bygglov", day, button="Fråga kollegorna", since=since, going=self._going
        )
        asked = await self._chief.presses("Fråga kollegorna", alert)
        if asked.is_in_doubt:
            return
        cards = [
            await one.sees("Kan du svara på Bygglov", day, button="Jag tar det", since=since, going=self._going)
            for one in self._takers
        ]
        acts = await asyncio.gather(
            *(one.presses("Jag tar det", card) for one, card in zip(self._takers, cards, strict=True))
        )
        contest = Contest("gap taken", day, {one.name: act for one, act in zip(self._takers, acts, strict=True)})
        contest.won = [name for name, act in contest.acts.items() if "Du svarar på Bygglov" in act.words]
        self._going.ledger.contests.append(contest)

    async def _all_go_away(self, when: str) -> bool:
        """Whether every member is surely diverted then."""
        for one in self._members:
            turn = await one.says(f"möte {when}")
            if "Vill du spara ändå?" in turn.words:
                turn = await one.presses("Spara ändå", one.answer_to(turn))
            if not turn.says("Du är hänvisad"):
                return False
        return True
