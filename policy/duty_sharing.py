"""Owns a fair share of the phone duty: what nobody has goes to whoever can and has had the least so far (M2).

The same plan and the same people always give the same shares. Nobody gets what they can't do, and nobody is in two
places at once; what nobody can do stays nobody's. In the end no one has a stretch that somebody who could take it has
so much less than them that handing it over would even things out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from policy.duty_planning import Able, Part, Plan, Post, whole
from policy.ids import PersonId
from policy.periods import Period


def shared_out(
    plan: Plan, able: Able, so_far: Mapping[PersonId, timedelta], order: Sequence[PersonId]
) -> dict[Post, tuple[Part, ...]]:
    """The plan with what was nobody's given to those of `order` who can, evenly; what somebody has stays theirs.

    `so_far` is how long each has had the duty before; who is listed earlier goes first among equals.
    """
    sharing = _Sharing(able, order, so_far, plan)
    openings = [(post, part.period) for post, parts in plan.items() for part in parts if part.person is None]
    openings.sort(key=lambda one: (len(sharing.free(one[1])), -_length(one[1]), one[1].start_at, one[0].number))
    given = [(post, part) for post, period in openings for part in sharing.give(period)]
    given = sharing.evened_out(given)
    return {
        post: whole(
            post,
            sorted(
                [
                    *(part for part in parts if part.person is not None),
                    *(part for where, part in given if where == post),
                ],
                key=lambda part: part.period.start_at,
            ),
        )
        for post, parts in plan.items()
    }


@dataclass(slots=True)
class _Share:
    """What one person has: how long in all, and when."""

    length: timedelta
    periods: list[Period]


class _Sharing:
    """The shares as they grow."""

    def __init__(self, able: Able, order: Sequence[PersonId], so_far: Mapping[PersonId, timedelta], plan: Plan) -> None:
        self.able = able
        self.order = order
        self.shares = {person: _Share(so_far.get(person, timedelta()), []) for person in order}
        for parts in plan.values():
            for part in parts:
                if part.person in self.shares:
                    self._add(part.person, part.period)

    def free(self, period: Period) -> list[PersonId]:
        """Who can have the whole period and has nothing else then, the one with the least first."""
        found = [person for person in self.order if self._can(person, period)]
        return sorted(found, key=lambda person: self.shares[person].length)

    def give(self, period: Period) -> Iterator[Part]:
        """The period given to one person; or if nobody can have the whole of it, to several after each other."""
        at, end = period.start_at, period.end_at
        while end is not None and at < end:
            found = self.free(Period(at, end))
            if found:
                self._add(found[0], Period(at, end))
                yield Part(Period(at, end), found[0])
                return
            spans = [(person, span) for person in self.order for span in self._open(person, Period(at, end))]
            begun = [(person, span) for person, span in spans if span.start_at == at]
            if not begun:
                at = min((span.start_at for _, span in spans), default=end)
                continue
            person, span = max(begun, key=lambda one: (one[1].end_at or at, -self.shares[one[0]].length))
            self._add(person, span)
            yield Part(span, person)
            at = span.end_at or end

    def evened_out(self, given: Sequence[tuple[Post, Part]]) -> list[tuple[Post, Part]]:
        """What was given, handed over as long as that makes the shares more even."""
        parts = list(given)
        is_even = False
        while not is_even:
            is_even = True
            for number, (post, part) in enumerate(parts):
                taker = self._who_had_rather(part)
                if taker is not None:
                    self._remove(part)
                    self._add(taker, part.period)
                    parts[number] = (post, Part(part.period, taker))
                    is_even = False
        return parts

    def _who_had_rather(self, part: Part) -> PersonId | None:
        """Who would still have less than its holder has now, if the part were handed over to them."""
        if part.person is None:
            return None
        length = part.period.length or timedelta()
        holder = self.shares[part.person].length
        return next((one for one in self.free(part.period) if self.shares[one].length + length < holder), None)

    def _can(self, person: PersonId, period: Period) -> bool:
        is_able = any(span.covers(period) for span in self.able.get(person, ()))
        return is_able and not any(one.overlaps(period) for one in self.shares[person].periods)

    def _open(self, person: PersonId, period: Period) -> Iterator[Period]:
        """When in the period the person can, and has nothing else."""
        left = [part for span in self.able.get(person, ()) if (part := span.intersection(period)) is not None]
        for busy in self.shares[person].periods:
            left = [rest for part in left for rest in part.without(busy)]
        yield from left

    def _add(self, person: PersonId, period: Period) -> None:
        self.shares[person].periods.append(period)
        self.shares[person].length += period.length or timedelta()

    def _remove(self, part: Part) -> None:
        if part.person is not None:
            self.shares[part.person].periods.remove(part.period)
            self.shares[part.person].length -= part.period.length or timedelta()


def _length(period: Period) -> timedelta:
    return period.length or timedelta()
