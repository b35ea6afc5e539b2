"""Managers' cards (M1): made when they are due, once, whatever is cut off, and let go of when they are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from policy.callbacks import Callback
from policy.coverage import Gap
from policy.coverage_books import Acceptance, CoverageAlert, CoverageBook, Rung
from policy.coverage_tallies import CoverageMonth, DayTally, Duty
from policy.errors import NotAllowed, PolicyError
from policy.organisation import Municipality, PersonId
from policy.periods import as_utc
from policy.person_months import PersonMonth
from policy.unit_figures import Matter
from policy.unit_reports import Kind, UnitReport
from services import unit_figures
from services.coverage_facts import CoverageFacts
from services.ports import Place
from services.unit_figures import UnitFigures
from services.unit_reports import UnitReports, bounced, report_place, sent
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from storage.document_store import StoreUnavailable
from storage.figures_repository import stored_coverage_months, stored_person_months
from storage.greeting_repository import stored_greetings
from storage.kinds import KINDS
from storage.notice_repository import stored_notices
from storage.report_repository import stored_reports
from tests.policy.counted_group import GROUP, group, town_with
from tests.policy.promises import promise
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, GUN, KARIN, NILS, STRANGER, VERA, at, period
from tests.services.fakes import BooksInMemory, FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore

HOUR = timedelta(hours=1)


class Reachable(RecordingMessenger):
    """A messenger that knows who has a chat with the bot."""

    unreachable: frozenset[PersonId] = frozenset()

    async def can_reach(self, person: PersonId) -> bool:
        """All but those."""
        return person not in self.unreachable


class Stage:
    """The small town with a group in Bygg whose only member is Anna."""

    def __init__(self, now: str = "2026-11-25 10:00") -> None:
        self.now = at(now)
        self.directory = FakeDirectory(town_with(group(members=(ANNA,))))
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.now.astimezone(UTC))
        self.coverage = stored_coverage(self.store)
        self.books = BooksInMemory()
        self.figures = UnitFigures(
            directory=self.directory,
            coverage=CoverageFacts(cases=self.coverage, books=self.books, directory=self.directory),
            promises=stored_callbacks(self.store),
            greetings=stored_greetings(self.store),
            details=stored_details(self.store),
            notices=stored_notices(self.store),
            months=stored_coverage_months(self.store),
            people=stored_person_months(self.store),
        )
        self.cases = stored_reports(self.store)
        self.messenger = Reachable()
        self.soon: list[Place] = []
        self.reports = UnitReports(
            cases=self.cases,
            figures=self.figures,
            directory=self.directory,
            messenger=self.messenger,
            deliver_soon=self.soon.append,
        )

    @property
    def town(self) -> Municipality:
        """The directory."""
        return self.directory.municipality

    async def meets(self, person: PersonId) -> None:
        """The walk through the managers comes to somebody."""
        await self.reports.review(self.town.people[person], now=self.now)

    async def sweeps(self, local: str) -> int:
        """The job runs then; gives how many managers it looked at."""
        self.now = at(local)
        return await self.reports.sweep(now=self.now)

    async def report(self, person: PersonId = BO) -> UnitReport | None:
        """What is stored of a manager."""
        loaded = await self.cases.load(report_place(person))
        return None if loaded is None else loaded.value

    async def overdue(self, holder: PersonId, *, id_: str) -> Callback:
        """A promise of somebody's that is overdue."""
        made = promise(id=id_, holder=holder)
        await self.figures.promises.save(None, made)
        return made


async def test_only_managers_whom_the_bot_can_reach_get_a_report_and_only_what_is_due_is_looked_at() -> None:
    """The walk may come by as often as it likes."""
    stage = Stage()
    for person in (BO, BO, ANNA, DAG):
        await stage.meets(person)
    stage.messenger.unreachable = frozenset({KARIN})
    await stage.meets(KARIN)
    assert [person for person in (BO, ANNA, DAG, KARIN) if await stage.report(person) is not None] == [BO]
    assert await stage.sweeps("2026-11-30 07:59") == 0
    assert await stage.sweeps("2026-11-30 08:00") == 1
    assert await stage.sweeps("2026-11-30 08:01") == 0
    report = await stage.report()
    assert report is not None
    assert [(one.to, one.code, one.waits) for one in report.outgoing.unsent] == [(BO, "report.week", True)]
    assert stage.soon == [report_place(BO)]
    assert report.week_figures is not None
    assert report.week_figures.size == len({DAG, ANNA, DISA, GUN})


async def test_a_cards_figures_are_let_go_of_once_it_is_sent_and_kept_while_it_may_still_be() -> None:
    """They are other people's."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-12-01 08:00")
    report = await stage.report()
    assert report is not None
    assert None not in (report.week_figures, report.month_figures)
    week, month = sorted(report.outgoing.unsent, key=lambda one: one.code, reverse=True)
    assert bounced(report, week, stage.now) == report
    given_up = replace(report, outgoing=report.outgoing.without(week.id))
    assert bounced(given_up, week, stage.now).week_figures is None
    after = sent(report, month, stage.now)
    assert (after.month_figures, after.week_figures) == (None, report.week_figures)


async def test_a_card_that_could_not_go_out_gives_way_to_the_next_weeks() -> None:
    """Nobody gets two Monday cards at once."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-11-30 08:00")
    await stage.sweeps("2026-12-07 08:00")
    report = await stage.report()
    assert report is not None
    assert sorted(one.id for one in report.outgoing.unsent) == ["report.month:2026-11", "report.week:2026-W50"]


async def test_who_can_not_be_reached_on_monday_gets_it_the_day_they_can() -> None:
    """And not at all, once the week is over."""
    stage = Stage()
    await stage.meets(BO)
    stage.messenger.unreachable = frozenset({BO})
    assert await stage.sweeps("2026-11-30 08:00") == 1
    report = await stage.report()
    assert report is not None
    assert (report.outgoing.unsent, report.week) == ((), "2026-W48")
    stage.messenger.unreachable = frozenset()
    assert await stage.sweeps("2026-11-30 09:00") == 0
    assert await stage.sweeps("2026-12-01 08:00") == 1
    report = await stage.report()
    assert report is not None
    assert {one.code for one in report.outgoing.unsent} == {"report.week", "report.month"}


async def test_a_crash_while_a_card_is_made_makes_it_once_more_and_once() -> None:
    """The card and that it was made are one write."""
    stage = Stage()
    await stage.meets(BO)
    save = stage.cases.save

    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    stage.cases.save = gone  # type: ignore[method-assign, assignment]
    assert await stage.sweeps("2026-11-30 08:00") == 1
    stage.cases.save = save  # type: ignore[method-assign]
    assert await stage.sweeps("2026-11-30 08:01") == 1
    assert await stage.sweeps("2026-11-30 08:02") == 0
    report = await stage.report()
    assert report is not None
    assert len(report.outgoing.unsent) == 1


async def test_who_leads_no_unit_any_more_is_let_go_of() -> None:
    """With what they had chosen."""
    stage = Stage()
    await stage.meets(BO)
    units = {unit.id: replace(unit, manager=KARIN) for unit in stage.town.units.values()}
    stage.directory.municipality = replace(stage.town, units=units)
    await stage.sweeps("2026-11-30 08:00")
    assert await stage.report() is None


async def test_a_card_that_is_turned_off_while_it_is_on_its_way_does_not_come() -> None:
    """And its figures go with it."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-11-30 08:00")
    report = await stage.reports.turn(BO, Kind.WEEK, on=False, now=stage.now)
    assert (report.outgoing.unsent, report.week_figures, report.wants_week) == ((), None, False)
    assert await stage.reports.turn(BO, Kind.WEEK, on=False, now=stage.now) == report
    assert not await stage.reports.wants(BO, Kind.WEEK)
    assert await stage.reports.wants(BO, Kind.MONTH)


@pytest.mark.parametrize("actor", [ANNA, DAG, STRANGER])
async def test_whoever_manages_no_unit_has_no_card_to_turn_off(actor: PersonId) -> None:
    """Nor on: not a deputy either."""
    with pytest.raises(NotAllowed, match=r"report\.no_unit"):
        await Stage().reports.turn(actor, Kind.WEEK, on=True, now=at("2026-11-25 10:00"))


async def test_promises_overdue_are_counted_by_person_and_below_as_a_sum() -> None:
    """M1: Bo sees whose; Karin, further up, how many."""
    stage = Stage("2026-11-25 10:00")
    for number, holder in enumerate((ANNA, ANNA, DISA, NILS)):
        await stage.overdue(holder, id_=f"p{number}")
    row = next(row for row in (await stage.figures.week(BO, now=stage.now)).rows if row.matter is Matter.PROMISES)
    assert [(one.person, one.count) for one in row.concerned] == [(ANNA, 2), (DISA, 1)]
    above = await stage.figures.week(KARIN, now=stage.now)
    assert {row.matter: row.count for row in above.rows}[Matter.PROMISES] == 0
    (below,) = above.below
    assert below.counts["promises"] == 4
    of_gun = (await stage.figures.week(BO, now=stage.now)).below[0]
    assert (of_gun.is_too_small, of_gun.counts) == (True, {"gaps": 0})


async def test_many_peoples_promises_are_counted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one query over everyone's, beyond so many people."""
    stage = Stage("2026-11-25 10:00")
    for number, holder in enumerate((ANNA, NILS, BO)):
        await stage.overdue(holder, id_=f"p{number}")
    one_by_one = await stage.figures.week(KARIN, now=stage.now)
    monkeypatch.setattr(unit_figures, "MANY", 0)
    assert await stage.figures.week(KARIN, now=stage.now) == one_by_one


async def test_a_gap_that_a_manager_has_let_be_is_no_longer_told_of() -> None:
    """Until it is to be talked of again."""
    stage = Stage("2026-11-25 10:00")
    stage.directory.municipality = town_with(group(members=()))
    week = (await stage.figures.week(BO, now=stage.now)).gaps
    assert [gap.is_told for gap in week] == [False] * len(week)
    thursday = next(gap for gap in week if gap.period.start_at.day == 26)
    let_be = Acceptance(
        by=BO,
        at=as_utc(stage.now),
        reason="Stängt",
        until_at=as_utc(at("2026-11-27 00:00")),
        gaps=(Gap(thursday.period, 0, 1),),
    )
    alert = CoverageAlert(
        on=thursday.period.start_at.date(), open=(), first=(), raised_at=stage.now, rung=Rung.DAY, acceptance=let_be
    )
    await stage.coverage.save(None, CoverageBook(group=GROUP, alerts=(alert,)))
    left = (await stage.figures.week(BO, now=stage.now)).gaps
    assert set(week) - set(left) == {thursday}
    later = (await stage.figures.week(BO, now=at("2026-11-26 08:00"))).gaps
    assert thursday.period not in [gap.period for gap in later]
    assert period("2026-11-27 09:00", "2026-11-27 15:00") in [gap.period for gap in left]


async def test_ones_own_month_is_for_oneself_and_the_nearest_manager() -> None:
    """M1; every other is refused, and nobody's month is nobody's."""
    figures = Stage().figures
    for actor in (ANNA, BO):
        assert (await figures.person(actor, ANNA, "2026-10")).person == ANNA
    for actor in (DAG, KARIN, NILS, STRANGER):
        with pytest.raises(NotAllowed, match=r"figures\.not_yours"):
            await figures.person(actor, ANNA, "2026-10")
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await figures.person(ANNA, STRANGER, "2026-10")
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await figures.week(STRANGER, now=at("2026-11-25 10:00"))


async def test_duty_of_other_units_people_is_shown_together_and_only_of_three_or_more() -> None:
    """M1: two of them, or the reader and two, would tell of each."""
    stage = Stage()
    answers = group(members=(ANNA, KARIN, NILS, EVA, VERA))
    stage.directory.municipality = town_with(answers)
    day = DayTally(on=date(2026, 10, 14), promised=9 * HOUR, duty=9 * HOUR)
    month = CoverageMonth(group=GROUP, month="2026-10", kept_until=as_utc(at("2027-12-01 00:00")), days=(day,))
    await stage.figures.months.save(None, month)
    kept_until = as_utc(at("2027-12-01 00:00"))
    for person in (ANNA, KARIN, NILS):
        own = PersonMonth(person=person, month="2026-10", kept_until=kept_until).with_duty(GROUP, day.on, HOUR)
        await stage.figures.people.save(None, own)
    (shown,) = (await stage.figures.month(BO, "2026-10")).groups
    assert (shown.others, shown.of_others, shown.hides_others) == (2, timedelta(), True)
    assert shown.by_person == (Duty(ANNA, HOUR),)
    own = PersonMonth(person=EVA, month="2026-10", kept_until=kept_until).with_duty(GROUP, day.on, HOUR)
    await stage.figures.people.save(None, own)
    (shown,) = (await stage.figures.month(BO, "2026-10")).groups
    assert (shown.others, shown.of_others, shown.hides_others) == (3, 8 * HOUR, False)
