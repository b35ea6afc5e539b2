"""Owns what each time in a line is for: its start, its end, when it is, how long it lasts.

It must not know dates or the clock: everything here is as it was said.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.understanding.nodes import Clock, Day, Element, Every, Later, Length, Mark, Part, Scan, Span

_JOINS = frozenset({Mark.DASH, Mark.TO, Mark.THROUGH})
_ENDS = frozenset({Mark.TO, Mark.THROUGH, Mark.DEADLINE, Mark.BEFORE})


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or a day as it was said; `day_last` when the day came after the time ("13-15 på fredag")."""

    day: Day | None = None
    span: Span | None = None
    clock: Clock | None = None
    part: Part | None = None
    day_last: bool = False
    gap: bool = False

    @property
    def has_day(self) -> bool:
        """Whether any day or stretch of days was said."""
        return self.day is not None or self.span is not None


@dataclass(slots=True)
class Said:
    """A line's times by role. `end_mark` tells an end by its word; THROUGH also where a range was written out."""

    start: Moment | None = None
    end: Moment | None = None
    end_mark: Mark | None = None
    ranged: bool = False
    at: Moment | None = None
    days: list[Day] = field(default_factory=list)
    length: Length | None = None
    later: Later | None = None
    back_later: Later | None = None
    every: Every | None = None
    open: bool = False
    back: bool = False
    back_after: bool = False
    several: bool = False

    @property
    def anything(self) -> bool:
        """Whether the line said any time at all."""
        said = (self.start, self.end, self.at, self.length, self.later, self.back_later, self.every)
        return any(part is not None for part in said) or self.open


UNTIL_LUNCH = Part("until_lunch")
Piece = Moment | Mark | Length | Later | Every


def fuse(elements: tuple[Element, ...]) -> list[Piece]:
    """The elements with neighbouring days, clocks and parts of days made one moment."""
    pieces: list[Piece] = []
    for element in elements:
        node = element.node
        if isinstance(node, Mark | Length | Later | Every):
            pieces.append(node)
            continue
        last = pieces[-1] if pieces and node != UNTIL_LUNCH else None
        grown = _grow(last, node) if isinstance(last, Moment) and not element.gap else None
        if grown is not None:
            pieces[-1] = grown
        else:
            fresh = _grow(Moment(gap=element.gap), node)
            pieces.append(fresh if fresh is not None else Moment(gap=element.gap))
    return pieces


def _grow(moment: Moment, node: Day | Span | Clock | Part) -> Moment | None:
    """The moment with one more node, or None if its place is taken."""
    match node:
        case Clock():
            return None if moment.clock else replace(moment, clock=node)
        case Part():
            return None if moment.part else replace(moment, part=node)
        case Day():
            if moment.span is not None and moment.day is None and node.weekday is not None:
                return replace(moment, day=_in_span(node, moment.span), span=None)
            taken = moment.has_day
            return None if taken else replace(moment, day=node, day_last=moment.clock is not None)
        case Span():
            if moment.day is not None and moment.day.weekday is not None and moment.span is None:
                return replace(moment, day=_in_span(moment.day, node))
            return None if moment.has_day else replace(moment, span=node, day_last=moment.clock is not None)


def _in_span(day: Day, span: Span) -> Day:
    ahead = ((day.weekday or 0) - span.first.weekday()) % 7
    on = span.first.fromordinal(span.first.toordinal() + ahead)
    return Day(on=on)


def roles(scan: Scan) -> Said:
    """What each time of the line is for."""
    pieces = fuse(scan.elements)
    said = Said()
    k = 0
    while k < len(pieces):
        piece = pieces[k]
        if isinstance(piece, Mark):
            k = _after_mark(said, piece, pieces, k)
        elif isinstance(piece, Moment):
            k = _moment(said, piece, pieces, k)
        else:
            _lasting(said, piece)
            k += 1
    return said


def _lasting(said: Said, piece: Length | Later | Every) -> None:
    if isinstance(piece, Length):
        if said.back and said.end is None and said.back_later is None:
            said.back_later = Later(piece)
        else:
            said.length = said.length or piece
    elif isinstance(piece, Later):
        if said.back and said.end is None:
            said.back_later = piece
        else:
            said.later = said.later or piece
    else:
        said.every = said.every or piece


def _moment_at(pieces: list[Piece], k: int, *, near: bool = True) -> Moment | None:
    piece = pieces[k] if k < len(pieces) else None
    return piece if isinstance(piece, Moment) and not (near and piece.gap) else None


def _after_mark(said: Said, mark: Mark, pieces: list[Piece], k: int) -> int:  # noqa: PLR0911  (one return a reading)
    """Give the moment after a mark its role; the place of the next piece."""
    if mark is Mark.OPEN or (mark is Mark.RUNNING_ON and said.length is None):
        said.open = True
        return k + 1
    if mark is Mark.BACK:
        said.back = True
        return _after_back(said, pieces, k + 1)
    moment = _moment_at(pieces, k + 1)
    if moment is None:
        return k + 1
    if mark in {Mark.FROM, Mark.BETWEEN}:
        last = _joined(pieces, k + 2, between=mark is Mark.BETWEEN)
        if last is not None:
            _range(said, moment, last)
            return k + 4
        if moment.span is not None and moment.span.ranged:
            said.at = said.at or moment
        else:
            said.start = said.start or moment
        return k + 2
    if mark in _ENDS and _repeats(said, moment):
        return k + 2
    if mark in _ENDS or (mark is Mark.DASH and k == 0) or (mark is Mark.DASH and said.end is None):
        _set_end(said, moment, Mark.TO if mark is Mark.DASH else mark)
        return k + 2
    if mark is Mark.AFTER:
        said.start = said.start or moment
        return k + 2
    return k + 1


def _repeats(said: Said, until: Moment) -> bool:
    """ "Måndag till torsdag t.o.m. 30 juni": weekdays with a last day after them are a recurrence."""
    first = said.start.day if said.ranged and said.start is not None else None
    last = said.end.day if said.end is not None else None
    if first is None or last is None or not until.has_day or first.weekday is None or last.weekday is None:
        return False
    if first.day is not None or last.day is not None or until.clock or last.weekday < first.weekday:
        return False
    said.every = Every(tuple(range(first.weekday, last.weekday + 1)))
    said.start, said.end, said.end_mark, said.ranged = None, until, Mark.THROUGH, False
    return True


def _after_back(said: Said, pieces: list[Piece], k: int) -> int:
    """After "åter": the next moment is the return, even with words or "från" between ("åter i tjänst på måndag")."""
    said.back_after = pieces[k : k + 1] == [Mark.AFTER]
    while k < len(pieces) and pieces[k] in {Mark.FROM, Mark.AFTER, Mark.DEADLINE, Mark.BEFORE, Mark.DASH, Mark.TO}:
        k += 1
    moment = _moment_at(pieces, k, near=False)
    if moment is None:
        return k
    if k + 2 < len(pieces) and pieces[k + 1] is Mark.DASH and isinstance(pieces[k + 2], Moment):
        return k
    _set_end(said, moment, Mark.BACK)
    return k + 1


def _set_end(said: Said, moment: Moment, mark: Mark) -> None:
    if said.end is None or mark is Mark.BACK:
        said.end, said.end_mark = moment, mark


def _joined(pieces: list[Piece], k: int, *, between: bool = False) -> Moment | None:
    """The moment that a dash or "till" at `k` joins to the one before it."""
    mark = pieces[k] if k < len(pieces) else None
    if mark not in _JOINS and not (between and mark is Mark.AND):
        return None
    return _moment_at(pieces, k + 1)


def _range(said: Said, first: Moment, last: Moment) -> None:
    """Take in a range; hours and days may each have one ("25-26 november 9-16"), a second of either is too many."""
    if not said.ranged or said.start is None or said.end is None:
        if said.start is not None and said.start.has_day and not first.has_day:
            first = replace(first, day=said.start.day, span=said.start.span)
        said.start, said.end, said.ranged, said.end_mark = first, last, True, Mark.THROUGH
    elif first.clock and not first.has_day and not said.start.clock:
        said.start, said.end = replace(said.start, clock=first.clock), replace(said.end, clock=last.clock)
    elif first.has_day and not first.clock and not said.start.has_day:
        said.start, said.end = replace(first, clock=said.start.clock), replace(last, clock=said.end.clock)
    else:
        said.several = True


def _moment(said: Said, moment: Moment, pieces: list[Piece], k: int) -> int:
    last = _joined(pieces, k + 1)
    if last is not None:
        _range(said, moment, last)
        return k + 3
    if moment.part == UNTIL_LUNCH:
        _set_end(said, moment, Mark.TO)
        return k + 1
    shared = _hours_for_both(said, moment, pieces, k)
    if shared:
        return shared
    days, end = _listed_days(pieces, k)
    if len(days) > 1:
        said.days = days
        said.at = said.at or moment
        return end
    if _continues_with_times(pieces, k):
        said.several = True
    said.at = moment if said.at is None else _merged(said.at, moment)
    return k + 1


def _hours_for_both(said: Said, moment: Moment, pieces: list[Piece], k: int) -> int:
    """ "Torsdag och fredag 9-16": the hours are those of both days; the place after them, or 0 if it isn't so."""
    second = _moment_at(pieces, k + 2)
    if pieces[k + 1 : k + 2] != [Mark.AND] or second is None or second.day is None or moment.day is None:
        return 0
    last = _joined(pieces, k + 3)
    if moment.clock or not second.clock or last is None or last.has_day or said.ranged:
        return 0
    said.days, said.at = [moment.day, second.day], moment
    _range(said, Moment(clock=second.clock), last)
    return k + 5


def _listed_days(pieces: list[Piece], k: int) -> tuple[list[Day], int]:
    """Days in a list ("idag och imorgon", "mån, tis och ons"), and the place after it; a comma leaves no mark."""
    days: list[Day] = []
    end = k
    while (moment := _moment_at(pieces, k, near=bool(days))) is not None:
        if moment.day is None or moment.clock or moment.part:
            break
        days.append(moment.day)
        end = k + 1
        k = end + 1 if end < len(pieces) and pieces[end] is Mark.AND else end
    return days, end


def _continues_with_times(pieces: list[Piece], k: int) -> bool:
    following = _moment_at(pieces, k + 2)
    return (
        k + 1 < len(pieces)
        and pieces[k + 1] is Mark.AND
        and following is not None
        and (following.clock is not None or following.has_day)
    )


def _merged(first: Moment, second: Moment) -> Moment:
    """Two loose moments as one: "imorgon ... kl 13"."""
    return Moment(
        day=first.day or second.day,
        span=first.span or (second.span if first.day is None else None),
        clock=first.clock or second.clock,
        part=first.part or second.part,
        day_last=first.clock is not None and not first.has_day and second.has_day,
    )
