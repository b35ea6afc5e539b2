"""Figures in chat (M1): the Monday card and the month's, what is asked for by a line, and who sees whose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.turn import CardAction
from policy.coverage_tallies import CoverageMonth, DayTally
from policy.organisation import GroupId
from policy.person_months import PersonMonth
from services.ports import Place
from storage.figures_repository import stored_coverage_months, stored_person_months
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone

HOUR = timedelta(hours=1)
BYGGLOV = GroupId("bygglov")


async def november(house: House) -> CoverageMonth:
    """What was counted of Bygglov in November."""
    loaded = await stored_coverage_months(house.store).load(Place(BYGGLOV, "2026-11"))
    assert loaded is not None
    return loaded.value


async def counted(house: House, name: str, *late: timedelta, duty: timedelta = timedelta()) -> None:
    """Somebody's October: promises that were done, so late, and phone duty in Bygglov."""
    kept_until = house.now() + timedelta(days=400)
    month = PersonMonth(person=house.person(name).id, month="2026-10", kept_until=kept_until)
    for number, one in enumerate(late):
        month = month.with_promise(f"p{number}", one)
    if duty:
        month = month.with_duty(BYGGLOV, house.now().date().replace(month=10, day=14), duty)
    await stored_person_months(house.store).save(None, month)


async def test_the_monday_card_comes_once_as_the_manager_begins_to_work(house_at: HouseAt) -> None:
    """To Karin, on the first working morning of the week, with a number and names for each matter."""
    house = house_at("2026-11-25 10:00")
    house.meets_managers = True
    karin, anna = house.someone("Karin Lindqvist"), house.someone("Anna Svensson")
    await anna.says("ring upp Kalle 070-174 06 05 om bygglov senast idag kl 14")
    anna.sees("Kalle")
    await house.lets_time_pass(until="2026-11-30 07:30")
    anna.told.clear()
    karin.told.clear()
    await house.lets_time_pass(until="2026-11-30 09:00")
    anna.told.clear()
    karin.is_told("Så ligger det till", "Vecka 49", "Försenade ringlöften", "Anna Svensson", "sluta med måndagskortet")
    assert not karin.told
    await house.lets_time_pass(until="2026-11-30 16:00")
    anna.told.clear()
    assert not karin.told


async def test_over_christmas_and_new_year_it_comes_on_days_of_work(house_at: HouseAt) -> None:
    """Weeks 52 and 53 and week 1, and December's figures with it, each once."""
    house = house_at("2026-12-16 10:00")
    house.meets_managers = True
    karin = house.someone("Karin Lindqvist")
    await house.sends_what_is_due()
    for until, told in (
        ("2026-12-21 09:00", ["Vecka 52"]),
        ("2026-12-28 07:00", []),
        ("2026-12-28 09:00", ["Vecka 53"]),
        ("2027-01-04 07:59", []),
        ("2027-01-04 09:00", ["Vecka 1,", "Telefonen i december 2026"]),
        ("2027-01-08 17:00", []),
    ):
        await house.lets_time_pass(until=until)
        cards = [one for one in karin.told if one.message.card is not None and "report." in str(one.message.card)]
        karin.told = cards
        assert len(cards) == len(told), until
        for fragment in told:
            karin.is_told(fragment)


async def test_a_manager_turns_the_card_off_and_on(house_at: HouseAt) -> None:
    """By the line that the card says, and by its button; the other card still comes."""
    house = house_at("2026-11-25 10:00")
    house.meets_managers = True
    karin = house.someone("Karin Lindqvist")
    await house.sends_what_is_due()
    await karin.says("sluta med måndagskortet")
    karin.sees("Måndagskortet kommer inte mer")
    await house.lets_time_pass(until="2026-12-01 09:00")
    karin.is_told("Telefonen i november 2026")
    assert not karin.told
    await karin.says("hur ligger vi till?")
    karin.sees("Så ligger det till", "Skicka det varje vecka")
    await karin.presses("Skicka det varje vecka")
    karin.sees("Måndagskortet kommer din första arbetsdag varje vecka")
    await house.lets_time_pass(until="2026-12-07 09:00")
    karin.is_told("Vecka 50")


async def test_whoever_manages_no_unit_has_no_card_to_turn_off(anna: Someone) -> None:
    """And is told what they can see instead."""
    await anna.says("sluta med måndagskortet")
    anna.sees("Du är inte chef för någon enhet", "mina siffror")


async def test_a_number_leads_to_who_it_is_about_and_what_to_do(house: House, karin: Someone, anna: Someone) -> None:
    """For the nearest manager; as it is now, not as it was when the card came."""
    await anna.says("ring upp Kalle 070-174 06 05 om bygglov senast idag kl 11")
    anna.sees("Kalle")
    house.clock.passes(hours=2)
    await karin.says("hur ligger vi till?")
    karin.sees("Försenade ringlöften", "Anna Svensson", "Hälsningar som saknas", "Uppgifter som inte är bekräftade")
    await karin.presses("Försenade ringlöften")
    karin.sees("Försenade ringlöften", "lämna över till en kollega", "Anna Svensson", "Namnen ser bara du")
    await karin.says("hur ligger vi till?")
    karin.sees("Försenade ringlöften")
    card = karin.button("Försenade ringlöften")
    await anna.says("har ringt Kalle")
    anna.sees("Kalle")
    await karin.sends(card)
    karin.sees("Inget att göra här just nu")


async def test_gaps_that_are_to_come_are_listed_and_lead_to_their_alerts(house: House, karin: Someone) -> None:
    """M2: with whose and when; once there is an alert of one, a tap goes there."""
    await karin.says("hur ligger vi till?")
    karin.sees("Luckor den här veckan och nästa", "0")
    assert "Luckor den här veckan och nästa" not in karin.choices
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("vabbar på torsdag 9-12")
        someone.unseen.clear()
        await house.sends_what_is_due()
        someone.told.clear()
    karin.told.clear()
    await karin.says("hur ligger vi till?")
    karin.sees("Bygglov tor 26 nov 09:00–11:30")
    await karin.presses("Luckor den här veckan och nästa")
    karin.sees("Bygglov", "tor 26 nov 09:00–11:30", "be någon täcka upp")
    await karin.presses("Bygglov")
    karin.sees("Bygglov", "09:00–11:30", "Fråga kollegorna")


async def test_colleagues_deputies_and_others_see_sums_and_no_names(bo: Someone, anna: Someone) -> None:
    """M1: Bo is Karin's deputy, and sees no more than anybody else of whose they are."""
    for someone in (bo, anna):
        await someone.says("hur ligger vi till?")
        someone.sees("Du ser summor", "öppna luckor", "hälsningar att göra om")
        someone.does_not_see("Anna Svensson", "Bo Ek", "Åsa Berg")


@pytest.mark.parametrize("action", ["report.row", "report.people"])
async def test_a_managers_card_in_other_hands_shows_nobody(bo: Someone, action: str) -> None:
    """Whoever presses is asked anew: a card may have been somebody's who led a unit then."""
    await bo.sends(CardAction(action, {"matter": "promises", "month": "2026-10"}, {}, True))
    bo.sees("Du är inte chef för någon enhet")


@pytest.mark.parametrize("values", [{"matter": "secrets"}, {"matter": "notices"}, {}])
async def test_a_matter_that_there_is_not_is_no_button(karin: Someone, values: dict[str, str]) -> None:
    """What a card carries is never trusted."""
    await karin.sends(CardAction("report.row", values, {}, True))
    karin.sees("Den knappen fungerar inte längre")


async def test_a_month_shows_coverage_longest_gap_duty_and_promises(house: House, karin: Someone) -> None:
    """M1, M2, S6: in words, with the worst case and the spread, and one by one for the nearest manager."""
    day = DayTally(
        on=house.now().date().replace(month=10, day=14),
        promised=10 * HOUR,
        uncovered=HOUR,
        longest=timedelta(minutes=40),
        gaps=2,
        duty=9 * HOUR,
    )
    month = CoverageMonth(group=BYGGLOV, month="2026-10", kept_until=house.now() + timedelta(days=400), days=(day,))
    await stored_coverage_months(house.store).save(None, month)
    await counted(house, "Anna Svensson", timedelta(), 3 * HOUR, duty=5 * HOUR)
    await counted(house, "Bo Ek", timedelta(), duty=3 * HOUR)
    await karin.says("månadens siffror")
    karin.sees("Telefonen i oktober 2026", "90", "1 tim obemannad av 10 tim, 2 luckor", "Längsta luckan: 40 min")
    karin.sees("5 tim", "3 tim", "Skillnad mellan mest och minst: 5 tim")
    karin.sees("Andra hade också pass, men är så få")
    karin.does_not_see("Andra, tillsammans")
    karin.sees("i tid", "som mest 3 tim för sent")
    assert "Chart.HorizontalBar" in str(karin.card)
    await karin.presses("Var och en")
    karin.sees("Anna Svensson", "Bo Ek", "Telefonpass 5 tim", "Namnen ser bara du")
    await karin.says("hur gick det i september?")
    karin.sees("Telefonen i september 2026", "Ingen telefontid räknad")


async def test_a_month_that_has_not_been_is_refused(karin: Someone) -> None:
    """A line means the latest month of that name; a button can't name one to come."""
    for month in ("2027-05", "nonsense", "2026-13"):
        await karin.sends(CardAction("report.month", {"month": month}, {}, True))
        karin.sees("Den månaden går inte att visa")


async def test_ones_own_figures_are_there_for_everyone(house: House, anna: Someone, bo: Someone) -> None:
    """M1: one's own, and who else sees them; somebody else's are theirs."""
    await counted(house, "Anna Svensson", timedelta(), 3 * HOUR, duty=5 * HOUR)
    await anna.says("mina siffror")
    anna.sees("Dina siffror i oktober 2026", "5 tim", "som mest 3 tim för sent", "närmaste chef")
    await anna.presses("Visa september 2026")
    anna.sees("Dina siffror i september 2026", "inga att räkna")
    await bo.says("mina siffror för oktober")
    bo.sees("Dina siffror i oktober 2026", "inga att räkna")
    await bo.says("månadens siffror")
    bo.sees("Ringlöften visas inte: för få har lovat något")
    bo.does_not_see("Anna", "3 tim för sent")


async def test_promises_of_three_people_are_a_sum(house: House, bo: Someone) -> None:
    """Of fewer they would tell of each (M1)."""
    for name in ("Anna Svensson", "Åsa Berg", "Hamid Karimi"):
        await counted(house, name, timedelta(), 2 * HOUR)
    await bo.says("månadens siffror")
    bo.sees("i tid", "som mest 2 tim för sent")
    bo.does_not_see("Anna", "Åsa", "Hamid")


async def test_a_gap_counts_as_long_as_it_was_there_from_chat_to_the_month(house_at: HouseAt) -> None:
    """All three of Bygglov are away from ten; Anna is back at twenty past: twenty minutes, and who covers is seen."""
    house = house_at("2026-11-24 08:00")
    karin = house.someone("Karin Lindqvist")
    people = [house.someone(name) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg")]
    for job in house.inside.jobs:
        if job.name == "coverage_review":
            await job.run(house.now())
    for someone in people:
        await someone.says("sjuk 10-12")
        someone.unseen.clear()
        await house.sends_what_is_due()
    await house.lets_time_pass(until="2026-11-24 10:20")
    await people[0].says("jag är tillbaka")
    people[0].unseen.clear()
    await house.lets_time_pass(until="2026-11-24 16:00")
    for someone in (*people, karin):
        someone.told.clear()
    (day,) = (await november(house)).days
    assert (day.promised, day.uncovered, day.longest) == (
        timedelta(hours=4.5),
        timedelta(minutes=20),
        timedelta(minutes=20),
    )
