"""Owns how a replay is told: a line for each thing that somebody does or would have been told, then the coverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.texts.catalogue import Words
from bot.texts.dates import clock, dated
from bot.texts.dates import period as spoken_period
from bot.texts.lengths import length
from policy.organisation import Municipality, PersonId
from policy.periods import Period
from simulation.absences import Absence
from simulation.coverage import GroupCoverage
from simulation.recorder import Told

GAPS_LISTED = 5


class Account:
    """Tells in one language, and counts what it tells."""

    def __init__(self, municipality: Municipality, words: Words) -> None:
        self._municipality = municipality
        self._words = words
        self._messages = 0
        self._people: set[PersonId] = set()
        self._cards: dict[tuple[PersonId, str, object], str] = {}
        """What each card said when it was last told of: one that says the same is nothing to tell."""

    def heading(self, within: Period, absences: Sequence[Absence]) -> str:
        """What is replayed."""
        words = self._words
        span = spoken_period(within, self._local(within.start_at) - timedelta(days=7), words)
        title = words("simulation.title", place=self._municipality.name, period=span)
        return f"{title}. {words('simulation.absences', n=len(absences))}."

    def absence(self, absence: Absence, now: datetime) -> str:
        """That somebody diverts their phone; never why."""
        span = spoken_period(absence.period, self._local(now), self._words)
        return self._line(now, self._words("simulation.diverts", name=self._name(absence.person), period=span))

    def told(self, told: Told) -> str | None:
        """What somebody would have been told; None for a card that was changed and says in short what it did."""
        card = (told.to, told.notification.card, getattr(told.about, "group", None))
        if told.notification.card:
            if told.changed and self._cards.get(card) == told.says:
                return None
            self._cards[card] = told.says
        self._messages += 1
        self._people.add(told.to)
        what = "simulation.changed" if told.changed else "simulation.told"
        return self._line(told.at, self._words(what, name=self._name(told.to), says=told.says))

    def coverage(self, groups: Sequence[GroupCoverage], refused: int) -> Iterator[str]:
        """The groups' coverage, and the whole in figures."""
        words = self._words
        yield ""
        yield words("simulation.coverage.title")
        for one in groups:
            yield self._group(one)
        yield ""
        yield self._total(groups)
        if self._messages:
            people = words("simulation.coverage.people", n=len(self._people))
            yield words("simulation.coverage.messages", n=self._messages, people=people)
        else:
            yield words("simulation.nothing")
        if refused:
            yield words("simulation.coverage.refused", n=refused)

    def _group(self, one: GroupCoverage) -> str:
        words = self._words
        if not one.promised:
            return words("simulation.coverage.no_hours", name=one.group.name)
        told = words("simulation.coverage.no_gaps")
        if one.gaps:
            longest = self._length(one.longest)
            told = words("simulation.coverage.gaps", n=len(one.gaps), longest=longest, list=self._listed(one))
        return words(
            "simulation.coverage.group",
            name=one.group.name,
            share=self._share(one.promised, one.lacking),
            promised=self._length(one.promised),
            gaps=told,
        )

    def _listed(self, one: GroupCoverage) -> str:
        worst = sorted(one.gaps, key=lambda gap: (gap.period.start_at - gap.end_at, gap.period.start_at))[:GAPS_LISTED]
        shown = ", ".join(
            self._words("simulation.coverage.gap", when=self._when(gap.period), able=gap.able, minimum=gap.minimum)
            for gap in sorted(worst, key=lambda gap: gap.period.start_at)
        )
        left = len(one.gaps) - len(worst)
        return self._words("simulation.coverage.more", list=shown, n=left) if left else shown

    def _total(self, groups: Sequence[GroupCoverage]) -> str:
        words = self._words
        promised = sum((one.promised for one in groups), timedelta())
        lacking = sum((one.lacking for one in groups), timedelta())
        number = sum(len(one.gaps) for one in groups)
        told = words("simulation.coverage.no_gaps_at_all")
        if number:
            longest = self._length(max(one.longest for one in groups))
            told = words("simulation.coverage.gaps_at_all", n=number, longest=longest)
        share = self._share(promised, lacking)
        return words("simulation.coverage.total", share=share, promised=self._length(promised), gaps=told)

    def _share(self, promised: timedelta, lacking: timedelta) -> str:
        """Whole per cent, rounded down: nothing is called 100 that has a gap."""
        covered = 100 * (promised - lacking) // promised if promised else 100
        return self._words("simulation.coverage.percent", n=covered)

    def _length(self, span: timedelta) -> str:
        return length(span, self._words)

    def _when(self, span: Period) -> str:
        start = self._local(span.start_at)
        end = "" if span.end_at is None else clock(self._local(span.end_at))
        clocks = self._words("dates.between", start=clock(start), end=end)
        return self._words("dates.moment", day=dated(start.date(), start, self._words), clock=clocks)

    def _line(self, at: datetime, what: str) -> str:
        local = self._local(at)
        when = self._words("dates.moment", day=dated(local.date(), local, self._words), clock=clock(local))
        return f"{when}  {what}"

    def _name(self, person: PersonId) -> str:
        known = self._municipality.people.get(person)
        return self._words("people.someone") if known is None else known.name

    def _local(self, at: datetime) -> datetime:
        return self._municipality.calendar.local(at)
