"""Whatever happens in whatever order, alerts keep their word (M2): they show what is open, end, and repeat nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.coverage import gaps
from policy.coverage_acceptance import acceptance_of
from policy.coverage_acts import accept, handled, remind, with_alert
from policy.coverage_books import Answer, CoverageAlert, CoverageBook, Ending
from policy.coverage_candidates import takeable
from policy.coverage_invitations import appoint, decline, invite, take
from policy.coverage_ladder import horizon
from policy.diversions import Diversion
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from policy.reasons import Reason
from tests.policy.counted_group import group, stretch
from tests.policy.small_town import ANNA, BO, DAG, KARIN, at
from tests.policy.watched_group import LO, MIA, Watched

STARTS = ("2026-11-20 07:00", "2026-10-23 07:00", "2027-03-25 07:00", "2026-12-22 07:00")
"""An ordinary Friday, those before the clocks go back and forward (and Easter), and the days before Christmas."""
Act = Callable[[Watched, CoverageAlert], None]
HALF_HOURS = st.integers(0, 2 * 24 * 4)
PEOPLE = st.sampled_from((ANNA, ANNA, ANNA, LO, MIA, BO, DAG, KARIN))
LEADERS = st.sampled_from((BO, DAG, KARIN))
COLLEAGUES = st.sampled_from((LO, MIA, ANNA))


@st.composite
def away(draw: st.DrawFn) -> tuple[PersonId, tuple[int, int | None, bool] | None]:
    """Whose diversion, from which half hour after now for how many, and whether the line is open; or none any more."""
    person = draw(PEOPLE)
    if draw(st.integers(0, 3)):
        return person, (
            draw(HALF_HOURS),
            draw(st.none() | st.integers(1, 20) | st.integers(20, 150)),
            draw(st.integers(0, 5)) == 0,
        )
    return person, None


STEPS = st.one_of(
    st.tuples(st.just("time"), st.integers(1, 60 * 30)),
    st.tuples(st.just("away"), away()),
    st.tuples(st.just("reach"), LEADERS),
    st.tuples(st.just("ask"), LEADERS | st.just(ANNA)),
    st.tuples(st.just("take"), COLLEAGUES),
    st.tuples(st.just("part"), COLLEAGUES),
    st.tuples(st.just("appoint"), COLLEAGUES),
    st.tuples(st.just("decline"), COLLEAGUES),
    st.tuples(st.just("accept"), LEADERS),
    st.tuples(st.just("later"), LEADERS),
)


@given(
    start=st.sampled_from(STARTS),
    minimum=st.integers(1, 2),
    alone=st.booleans(),
    steps=st.lists(STEPS, min_size=1, max_size=14),
)
@settings(max_examples=150, deadline=None)
def test_alerts_keep_their_word_whatever_happens(
    start: str, minimum: int, *, alone: bool, steps: list[tuple[str, object]]
) -> None:
    """After each step, and between them as time passes."""
    members = (ANNA,) if alone else (ANNA, LO)
    watched = Watched(group(stretch("09:00", "11:00"), stretch("13:00", "15:00", minimum), members=members))
    heard: set[str] = set()
    watched.looks(start)
    watched.diverts(ANNA, *_week_off(watched))
    watched.looks()
    for number, (what, how) in enumerate(steps):
        _happens(watched, what, how, f"turn-{number}")
        _keeps_its_word(watched, heard)


def _week_off(watched: Watched) -> list[Diversion]:
    """Anna is away for some days to begin with, so that there is something to watch."""
    start_at = as_utc(watched.now) + timedelta(days=1)
    away = Period(start_at, start_at + timedelta(days=4, hours=3))
    return [Diversion(id="d", reason=Reason.OTHER, period=away, set_by=ANNA, set_at=as_utc(watched.now))]


def _happens(watched: Watched, what: str, how: object, turn: str) -> None:
    before = watched.book
    if what == "time" and isinstance(how, int):
        watched.goes_on_until(_local(watched, as_utc(watched.now) + timedelta(minutes=how)))
        if watched.town.calendar.local(watched.now).hour < 4:
            watched.looks()  # The day that comes into sight may do so at any time until then.
        return
    watched.now = as_utc(watched.now) + timedelta(minutes=1)
    watched.looks()
    watched.now += timedelta(seconds=1)
    if what == "away" and isinstance(how, tuple):
        _diverts(watched, *how)
        watched.looks()
    elif what == "reach":
        watched.unreachable ^= {how}  # type: ignore[arg-type]
        watched.looks()
    elif watched.book.alerts and isinstance(how, str):
        try:
            _acts(watched, what, PersonId(how), turn)
        except (PolicyError, PolicyErrors):
            assert watched.book.shifts == before.shifts
        watched.looks()


def _local(watched: Watched, instant: datetime) -> str:
    return watched.town.calendar.local(instant).strftime("%Y-%m-%d %H:%M")


def _diverts(watched: Watched, person: PersonId, how: tuple[int, int | None, bool] | None) -> None:
    if how is None:
        watched.diverts(person)
        return
    half_hours, length, open_line = how
    start_at = as_utc(watched.now).replace(minute=0) + timedelta(minutes=30 * half_hours)
    end_at = None if length is None else start_at + timedelta(minutes=30 * length)
    one = Diversion(
        id="d",
        reason=Reason.OTHER,
        period=Period(start_at, end_at),
        open_line=open_line,
        set_by=person,
        set_at=as_utc(watched.now),
    )
    watched.diverts(person, one)


def _acts(watched: Watched, what: str, person: PersonId, turn: str) -> None:
    book, now, calendar = watched.book, watched.now, watched.town.calendar
    alert = next(iter(book.open_alerts), book.alerts[-1])
    on = alert.on
    if what == "ask":
        book = invite(book, on, (LO, MIA), by=person, now=now)
        book = book if person == ANNA else _in_hand(watched, on, person)
    elif what in ("take", "part", "appoint"):
        parts = _parts(watched, alert, person, half=what == "part")
        if not parts:
            return
        if what == "appoint":
            book = appoint(book, on, person, parts, by=BO, turn=turn, now=now)
        else:
            book = take(book, on, person, parts, turn=turn, now=now)
    elif what == "decline":
        book = decline(book, on, person, note="", now=now)
    elif what == "accept":
        until_on = on + timedelta(days=len(turn))
        book = accept(book, on, by=person, reason="Ja", until_on=until_on, calendar=calendar, now=now)
    else:
        book = remind(book, on, by=person, at=as_utc(now) + timedelta(hours=3), now=now)
    watched.has(book, actor=person)


def _in_hand(watched: Watched, on: date, person: PersonId) -> CoverageBook:
    book = invite(watched.book, on, (LO, MIA), by=person, now=watched.now)
    alert = book.alert_of(on)
    assert alert is not None
    return with_alert(book, handled(alert, person, watched.now))


def _parts(watched: Watched, alert: CoverageAlert, person: PersonId, *, half: bool) -> list[Period]:
    found: list[Period] = []
    book = watched.facts.books.get(person)
    for gap in alert.gaps:
        start_at = max(gap.period.start_at, as_utc(watched.now))
        end_at = start_at + (gap.end_at - start_at) / 2 if half else gap.end_at
        found += takeable(
            watched.town.calendar,
            watched.facts,
            watched.town.people[person],
            book,
            Period(start_at, end_at),
            in_hours=False,
        )
    return found


def _keeps_its_word(watched: Watched, heard: set[str]) -> None:
    book, calendar, now = watched.book, watched.town.calendar, as_utc(watched.now)
    _shows_what_is_open(watched)
    for alert in book.alerts:
        if alert.ending is not None:
            assert alert.open == ()
            assert alert.ended_at is not None
            assert not any(one.answer is Answer.ASKED for one in alert.invitations)
    assert book.next_step_at is not None
    assert book.next_step_at > now
    for one in watched.arrived:
        assert one.id not in heard, f"{one.id} came twice"
        heard.add(one.id)
        if one.code == "coverage.sounds":
            assert (one.to, f"alert:{one.params['on']}") in {(c.to, c.card) for c in book.outgoing.standing}
    watched.arrived.clear()
    cards = [(one.to, one.card) for one in book.outgoing.unsent if one.card]
    assert len(cards) == len(set(cards))
    watched.looks()
    assert watched.book == book, "looking again changed something"
    assert calendar is watched.town.calendar


def _shows_what_is_open(watched: Watched) -> None:
    calendar, now = watched.town.calendar, as_utc(watched.now)
    there: dict[date, list[object]] = {}
    for gap in gaps(calendar, watched.facts, horizon(calendar, watched.town.coverage, now)):
        if gap.end_at > now:
            there.setdefault(calendar.local(gap.period.start_at).date(), []).append(gap)
    for on, found in there.items():
        alert = watched.book.alert_of(on)
        assert alert is not None, f"no alert of {on}"
        if alert.ending is None:
            assert list(alert.gaps) == found
        else:
            assert alert.ending is Ending.ACCEPTED
            assert acceptance_of(watched.book, on, tuple(found), watched.sight) is not None  # type: ignore[arg-type]
    assert {alert.on for alert in watched.book.open_alerts} <= set(there)


def test_the_ladder_is_climbed_once_if_nothing_else_happens() -> None:
    """Every rung sounds once for the manager, in order, whatever the hour at which it was first seen."""
    for hours in range(0, 24 * 6, 7):
        watched = Watched(answer_hours=200, answer_minutes=600)
        watched.diverts(
            ANNA,
            Diversion(
                id="d",
                reason=Reason.OTHER,
                period=Period(at("2026-11-24 08:00"), at("2026-11-24 17:00")),
                set_by=ANNA,
                set_at=at("2026-11-16 08:00"),
            ),
        )
        watched.looks(as_utc(at("2026-11-17 00:30")) + timedelta(hours=hours))
        watched.goes_on_until("2026-11-25 08:00")
        said = [one.split()[1:] for one in watched.heard() if one.startswith("bo")]
        assert said == [
            ["alert", "2026-11-24"],
            ["sounds", "2026-11-24", "day"],
            ["sounds", "2026-11-24", "hour"],
            ["sounds", "2026-11-24", "now"],
        ]
