"""What changes for everyone: a line of a manager's, a line of the municipality's file; and when each replica knows."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from tests.soak.going import Going
from tests.soak.people import Someone
from tests.soak.processes import Replica
from tests.soak.stories import MONTHS

FIRST_DAY = date(2026, 12, 7)


class News:
    """A manager tells of other phone hours, a clerk changes an extension; somebody asks each replica until it knows."""

    def __init__(
        self,
        chief: Someone,
        asker: Someone,
        file: Path,
        replicas: list[Replica],
        going: Going,
        *,
        bound: Mapping[str, float],
    ) -> None:
        self._chief = chief
        self._asker = asker
        self._file = file
        self._replicas = replicas
        self._going = going
        self._bound = bound
        self._day = FIRST_DAY
        self._extension = 4800

    async def step(self) -> None:
        """One of each."""
        await self._changes_the_file()
        if not self._going.over.is_set():
            await self._tells_of_hours()

    async def _changes_the_file(self) -> None:
        self._extension += 1
        changed = re.sub(
            r"(last_name: Åberg-Nyman\n(?:    .*\n)*?    extension: )\d+",
            rf"\g<1>{self._extension}",
            self._file.read_text(encoding="utf-8"),
        )
        beside = self._file.with_suffix(".new")
        beside.write_text(changed, encoding="utf-8")
        beside.replace(self._file)
        await self._all_know("a change of the file", "är Oskar Åberg-Nyman inne?", str(self._extension))

    async def _tells_of_hours(self) -> None:
        day = self._working_day()
        said = f"{day.day} {MONTHS[day.month - 1]}"
        turn = await self._chief.says(f"fakturafrågor stänger 10 {said}")
        if turn.is_in_doubt:
            return
        card = self._chief.answer_to(turn)
        turn = await self._chief.presses("Anmäl", card)
        for title in ("Spara ändå", "Spara"):
            if "Stämmer det här?" in turn.words and title in turn.words.splitlines():
                turn = await self._chief.presses(title, card)
        if not turn.says("Annan telefontid"):
            if not turn.is_in_doubt:
                self._going.ledger.fault(
                    f"{self._chief.name}: other hours, {turn.activity}, were answered: {turn.words!r}"
                )
            return
        await self._all_know("what was told in chat", f"telefontid fakturafrågor {said}", "09–10")

    def _working_day(self) -> date:
        day, self._day = self._day, self._day + timedelta(days=1)
        while day.weekday() > 4:
            day, self._day = self._day, self._day + timedelta(days=1)
        return day

    async def _all_know(self, what: str, question: str, answer: str) -> None:
        """Ask each replica until all have it, or the run is over; one that was away has as long once it is back."""
        told = time.time()
        left = list(self._replicas)
        while left and not self._going.over.is_set():
            for replica in list(left):
                if not replica.is_well:
                    continue
                turn = await self._asker.says(question, only=replica)
                if answer in turn.words:
                    left.remove(replica)
                    self._knows(what, told, replica)
                elif time.time() - max(told, replica.back_at) > self._bound[what]:
                    self._going.ledger.fault(
                        f"{what}: replica {replica.number} doesn't know {answer}: {turn.words[:60]!r}"
                    )
                    left.remove(replica)
            await self._going.breathes()

    def _knows(self, what: str, told: float, replica: Replica) -> None:
        self._going.ledger.counted(f"{what}, known to a replica")
        self._going.ledger.lasted(f"{what}, until a replica knew", time.time() - max(told, replica.back_at))
