"""A week's phone duty planned on one card: by hand or fairly, parted, saved, and told to whom it concerns (M2)."""

from __future__ import annotations

import json
from datetime import date, timedelta

from policy.organisation import GroupId, PersonId
from policy.person_months import PersonMonth
from services.coverage_facts import book_place
from storage.coverage_repository import stored_coverage
from storage.figures_repository import stored_person_months
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

NEXT_MONDAY = "20261130"
BYGGLOV = GroupId("bygglov")
ROSTER = {"keeps_roster": "true"}


def _people(house: House) -> tuple[str, str, str]:
    return tuple(str(house.person(name).id) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"))  # type: ignore[return-value]


async def test_the_form_shows_each_stretch_and_who_is_not_in(house: House, karin: Someone, bo: Someone) -> None:
    """M2: next week unless another is named; nobody's reason stands there."""
    await bo.says("semester onsdag vecka 49")
    bo.sees("Semester")
    await karin.says("planera telefonpassning")
    karin.sees("Telefonpassning för Bygglov, vecka 49", "mån 30 nov", "09–11:30", "13–15", "fre 4 dec")
    karin.sees("Bo Ek (inte inne)", "Åsa Berg (inte inne)", "Bara den som har passning svarar.")
    karin.does_not_see("emester", "lör 5 dec")
    await karin.says("planera telefonpassning vecka 51")
    karin.sees("vecka 51", "mån 14 dec")
    await karin.says("plan phone duty week 50")
    karin.sees("Phone duty for Bygglov, week 50", "Nobody", "Fill in fairly")


async def test_filled_in_fairly_it_is_saved_and_told(house: House, karin: Someone) -> None:
    """M2: nobody gets what they can't do; each is told their own on one card, and the week shows it."""
    anna, bo, asa = (house.someone(name) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"))
    await bo.says("semester onsdag vecka 49")
    bo.sees("Semester")
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    await karin.presses("Fyll i rättvist", **ROSTER)
    karin.sees("Det här är ett förslag. Spara om det är bra.")
    chosen = {name: value for name, value in filled_in(karin.card).items() if name.startswith("2026")}
    anna_, bo_, asa_ = _people(house)
    assert set(chosen.values()) == {anna_, bo_, asa_}
    assert bo_ not in (chosen["20261202-0900-0-0"], chosen["20261202-1300-0-0"])
    assert asa_ not in (chosen["20261203-0900-0-0"], chosen["20261204-0900-0-0"])
    assert filled_in(karin.card)["keeps_roster"] == "true"

    await karin.presses("Spara passningen")
    karin.sees("Vecka 49. Bara den som har passning svarar.", "Anna Svensson, Bo Ek och Åsa Berg får veta.")
    karin.does_not_see("luckor")
    await house.sends_what_is_due()
    for someone in (anna, bo, asa):
        someone.is_told("Din telefonpassning vecka 49, Bygglov", "Planerad av Karin Lindqvist.", "13–15")
    await anna.says("när har jag telefonpassning?")
    anna.sees("Din telefonpassning", "Bygglov")
    await karin.presses("Visa veckan")
    karin.sees("Vecka 49, mån 30 nov–fre 4 dec", "Någon svarar hela telefontiden.")


async def test_who_has_had_the_most_so_far_gets_the_least(house: House, karin: Someone) -> None:
    """M2: what is counted of this month and the last counts, of this group alone."""
    anna_, bo_, asa_ = _people(house)
    months = stored_person_months(house.store)
    kept_until = house.now() + timedelta(days=400)
    for person, group in ((anna_, "bygglov"), (bo_, "miljo")):
        month = PersonMonth(person=PersonId(person), month="2026-11", kept_until=kept_until)
        await months.save(None, month.with_duty(GroupId(group), date(2026, 11, 9), timedelta(hours=30)))
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    await karin.presses("Fyll i rättvist")
    karin.sees("förslag")
    chosen = [value for name, value in filled_in(karin.card).items() if name.startswith("2026")]
    assert set(chosen) == {bo_, asa_}


async def test_a_shift_is_parted_and_the_gap_in_it_is_told_of(house: House, karin: Someone, anna: Someone) -> None:
    """M2: a part more, its time and its person; what nobody has is a gap, and becomes an alert at once."""
    anna_, _, _ = _people(house)
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    await karin.presses("Fyll i rättvist", **ROSTER)
    karin.sees("förslag")
    await karin.presses("Dela 09–11:30", **{f"{NEXT_MONDAY}-0900-0-0": anna_})
    karin.sees("Byt klockan", "Därefter")
    assert filled_in(karin.card)[f"{NEXT_MONDAY}-0900-0-1_time"] == "10:00"
    await karin.presses("Spara passningen", **{f"{NEXT_MONDAY}-0900-0-1_time": "10:30"})
    karin.sees("09–10:30 Anna · 10:30–11:30 ingen", "Det finns luckor: mån 30 nov 10:30–11:30.")
    await house.sends_what_is_due()
    anna.is_told("Din telefonpassning vecka 49")
    karin.is_told("Bygglov", "10:30–11:30")
    await karin.says("hur ser nästa vecka ut?")
    karin.sees("mån 30 nov · lucka", "Åtgärda ›")
    await karin.presses("Åtgärda ›")
    karin.sees("Bygglov", "10:30–11:30")


async def test_what_is_wrong_stands_at_its_post_and_what_was_chosen_is_kept(house: House, karin: Someone) -> None:
    """M2: a change outside the stretch, one that is no time; nothing is saved."""
    anna_, bo_, _ = _people(house)
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    morning, change = f"{NEXT_MONDAY}-0900-0-0", f"{NEXT_MONDAY}-0900-0-1"
    await karin.presses("Dela 09–11:30", **{morning: anna_})
    karin.sees("Byt klockan")
    for at, told in (("12:00", "Skriv ett klockslag inom telefontiden"), ("sen", "Det går inte att läsa tiden")):
        await karin.presses("Spara passningen", **{change: bo_, f"{change}_time": at})
        karin.sees("Något behöver rättas innan det går att spara.", told)
        assert (filled_in(karin.card)[morning], filled_in(karin.card)[change]) == (anna_, bo_)
    await karin.presses("Spara passningen", **{change: "nobody-we-know", f"{change}_time": "10:00"})
    karin.sees("Den personen är inte med i svarsgruppen då.")
    assert await stored_coverage(house.store).load(book_place(BYGGLOV)) is None


async def test_a_card_takes_no_more_changes_than_there_is_room_for(karin: Someone) -> None:
    """M2: Teams wants a card below 25 KB; what was chosen is kept, and the rest is split after saving."""
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    for _ in range(7):
        await karin.presses("Dela 09–11:30")
        karin.sees("Byt klockan")
        karin.does_not_see("får inte plats")
    await karin.presses("Dela 09–11:30")
    karin.sees("Fler byten får inte plats på kortet. Spara först, och dela resten sedan.")
    assert len(json.dumps(karin.card, ensure_ascii=False).encode()) < 25 * 1024


async def test_the_same_person_cannot_be_in_two_places(house: House) -> None:
    """M2: the switchboard needs two at once from nine to three."""
    lena = house.someone("Lena Nyström")
    vera = str(house.person("Vera Åkesson").id)
    await lena.says("planera telefonpassning")
    lena.sees("Telefonpassning för Växeln, vecka 49", "09–15, plats 1", "09–15, plats 2")
    await lena.presses("Spara passningen", **{f"{NEXT_MONDAY}-0900-0-0": vera, f"{NEXT_MONDAY}-0900-1-0": vera})
    lena.sees("Samma person står på två ställen samtidigt.")


async def test_whose_duty_changes_gets_the_card_changed_and_a_line(house: House, karin: Someone) -> None:
    """M2: one card a week; whoever's duty is as it was hears nothing."""
    anna, bo, asa = (house.someone(name) for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"))
    anna_, bo_, asa_ = _people(house)
    days = [f"2026{day}" for day in ("1130", "1201", "1202", "1203", "1204")]
    given = {f"{day}-0900-0-0": anna_ for day in days} | {f"{day}-1300-0-0": bo_ for day in days[:4]}
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    await karin.presses("Spara passningen", **given)
    karin.sees("Vecka 49. Alla som är inne svarar", "Anna Svensson och Bo Ek får veta.")
    await house.sends_what_is_due()
    anna.is_told("fre 4 dec")
    bo.is_told("tor 3 dec")
    await karin.presses("Ändra")
    assert filled_in(karin.card)["20261203-1300-0-0"] == bo_
    karin.sees("vecka 49")
    await karin.presses("Spara passningen", **{"20261203-1300-0-0": asa_})
    karin.sees("Bo Ek och Åsa Berg får veta.")
    await house.sends_what_is_due()
    bo.is_told("ons 2 dec", changed=True)
    bo.is_told("Din telefonpassning vecka 49 för Bygglov är ändrad.")
    asa.is_told("tor 3 dec", "13–15")
    await karin.presses("Ändra")
    karin.sees("vecka 49")
    await karin.presses("Spara passningen", **dict.fromkeys(given, "-"))
    karin.sees("Anna Svensson, Bo Ek och Åsa Berg får veta.")
    await house.sends_what_is_due()
    for someone in (anna, bo, asa):
        someone.is_told("Du har ingen telefonpassning den veckan längre.", changed=True)
        someone.is_told("är ändrad")


async def test_the_same_turn_twice_saves_and_tells_once(house: House, karin: Someone, anna: Someone) -> None:
    """M2: Teams sends a slow turn again."""
    anna_, _, _ = _people(house)
    await karin.says("planera telefonpassning")
    karin.sees("vecka 49")
    save = karin.button("Spara passningen", **{f"{NEXT_MONDAY}-0900-0-0": anna_})
    for _ in range(2):
        await karin.sends(save)
        karin.sees("är sparad")
    await house.sends_what_is_due()
    anna.is_told("mån 30 nov", "09–11:30")


async def test_what_somebody_has_taken_stands_beside_the_plan(house: House, karin: Someone, anna: Someone) -> None:
    """M2: planning never takes away what a colleague has said that they do."""
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("semester måndag")
        someone.sees("Semester")
    await anna.says("ledig måndag 9-10")
    anna.sees("Bygglov")
    await anna.presses("Spara ändå")
    anna.sees("Ledig")
    await house.sends_what_is_due()
    karin.is_told("Bygglov")
    per = house.someone("Per Lindgren")
    await karin.presses("Fråga kollegorna")
    karin.sees("Bygglov")
    await house.sends_what_is_due()
    per.is_told("Bygglov")
    await per.presses("Jag tar det")
    per.sees("Bygglov")
    await house.sends_what_is_due()
    karin.told.clear()
    for one in house.people:
        one.told.clear()
    await karin.says("planera telefonpassning")
    karin.sees("Per Lindgren har tagit 09–10")
    await karin.presses("Spara passningen")
    karin.sees("är sparad")
    await per.says("mina pass")
    per.sees("mån 30 nov", "09–10, Bygglov")
