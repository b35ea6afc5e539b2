"""All that is told of when a colleague can be reached: until when, why no earlier, who else, how sure (V1, A1)."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_whoever_is_free_now_is_told_with_what_comes_today(anna: Someone, vera: Someone) -> None:
    """V1: "ledig nu, möte 14:00": the caller is put through, and the operator sees how long there is."""
    await anna.says("möte 14-15")
    anna.sees("Möte")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne, men har möte från 14:00.", "Går att nå nu", "Nås till\n14:00")
    vera.sees("Därefter\nidag 14:00–15:00: Möte")


async def test_what_begins_within_a_quarter_of_an_hour_is_said_with_its_minutes(
    house: House, anna: Someone, vera: Someone
) -> None:
    """V1: the operator hurries."""
    await anna.says("lunch 10:25-11")
    anna.sees("Lunch")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne, men går på lunch 10:25, om 10 minuter.")
    house.clock.passes(minutes=9)
    await vera.presses("Uppdatera")
    vera.sees("om 1 minut.")


async def test_a_private_errand_later_today_is_no_more_than_a_time(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Masking: the switchboard hears "upptagen"; the nearest manager sees what it is; a channel sees what all may."""
    await anna.says("vab 14-16, Elsa har feber")
    anna.sees("Vård av barn")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne, men är upptagen från 14:00.", "idag 14:00–16:00: Frånvarande")
    vera.does_not_see("barn", "Elsa", "feber", "child_care")
    await karin.says("är Anna Svensson inne?")
    karin.sees("Anna Svensson är inne, men vårdar barn från 14:00.")


async def test_a_closed_diversion_says_that_calls_are_not_let_through(anna: Someone, vera: Someone) -> None:
    """V1: open or closed, at a glance."""
    await anna.says("möte till 14.30")
    anna.sees("Möte")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Går inte att nå nu", "Samtal\nSläpps inte fram")
    await anna.says("släpp fram samtal")
    anna.sees("Möte")
    await vera.presses("Uppdatera")
    vera.sees("är på möte men tar emot samtal.", "Går att nå nu", "Samtal\nSläpps fram ändå")


async def test_whoever_is_back_within_a_quarter_of_an_hour_is_worth_waiting_for(
    house: House, anna: Someone, vera: Someone
) -> None:
    """V1: the caller may as well hold on."""
    await anna.says("lunch till 11")
    anna.sees("Lunch")
    await vera.says("är Anna Svensson inne?")
    vera.does_not_see("åter om")
    vera.sees("Går inte att nå nu")
    house.clock.passes(minutes=33)
    await vera.presses("Uppdatera")
    vera.sees("Anna Svensson är på lunch och nås igen 11:00.", "Går inte att nå nu, men är åter om 12 minuter")


async def test_an_open_line_has_nobody_at_its_other_end_at_night(house_at: HouseAt) -> None:
    """V1: on a trip all week with calls let through; at eight in the evening nobody answers."""
    house = house_at("2026-11-23 10:15")
    anna, vera = house.someone("Anna Svensson"), house.someone("Vera Åkesson")
    await anna.says("tjänsteresa till onsdag, släpp fram samtal")
    anna.sees("Tjänsteresa")
    await vera.says("är Anna Svensson inne?")
    vera.sees("är på tjänsteresa men tar emot samtal.")
    house.clock.passes(hours=10)
    await vera.presses("Uppdatera")
    vera.sees("Anna Svensson arbetar inte just nu och nås igen imorgon klockan 08:00.", "Går inte att nå nu")


async def test_who_else_can_take_the_matter_now_is_told_in_the_order_to_try(
    anna: Someone, bo: Someone, vera: Someone
) -> None:
    """V1: of Anna's answer group, who can answer at the moment, with a number to connect to; never who is away."""
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne.")
    vera.does_not_see("Kan ta ärendet nu")
    await anna.says("möte till 14.30")
    anna.sees("Möte")
    await vera.presses("Uppdatera")
    vera.sees("Kan ta ärendet nu, i tur och ordning", "1. Bo Ek, 4531, Bygglov", "2. Åsa Berg, 4532, Bygglov")
    await bo.says("lunch till 11")
    bo.sees("Lunch")
    await vera.presses("Uppdatera")
    vera.sees("1. Åsa Berg, 4532, Bygglov")
    vera.does_not_see("Bo Ek")


async def test_who_answers_instead_is_named_first_and_once(anna: Someone, vera: Someone) -> None:
    """V1: Bo answers for Anna; the others of her group come after him."""
    await anna.says("möte till 14.30, Bo Ek svarar")
    anna.sees("Möte")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Svarar i stället\nBo Ek, 4531", "1. Åsa Berg, 4532, Bygglov")
    assert vera.sight.count("Bo Ek") == 1


async def test_at_night_nobody_is_offered(house_at: HouseAt) -> None:
    """V1: who can't answer either is no help to the caller."""
    vera = house_at("2026-11-23 20:00").someone("Vera Åkesson")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson arbetar inte just nu")
    vera.does_not_see("Kan ta ärendet nu")


@pytest.mark.parametrize(
    ("now", "line", "said"),
    [
        ("2026-12-23 18:00", "är Anna Svensson inne?", "Helgdag: julafton och juldagen."),
        ("2026-12-31 10:00", "är Anna Svensson inne?", "Helgdag: nyårsafton och nyårsdagen."),
        ("2026-11-26 10:00", "är Zoë Lundqvist inne?", "Arbetar inte torsdagar och fredagar."),
        ("2026-12-02 18:00", "är Åsa Berg inne?", "Arbetar inte imorgon"),
        ("2026-12-23 18:00", "is Anna Svensson in?", "Public holiday: julafton och juldagen."),
    ],
)
async def test_why_the_return_is_no_earlier_is_said_where_it_helps(
    house_at: HouseAt, now: str, line: str, said: str
) -> None:
    """V1: holidays, part time, part time by turns; never a reason."""
    vera = house_at(now).someone("Vera Åkesson")
    await vera.says(line)
    vera.sees(said.replace(" och ", " and ") if line.startswith("is ") else said)


async def test_an_evening_needs_no_reason(house_at: HouseAt) -> None:
    """V1: nor does a weekend."""
    vera = house_at("2026-11-27 18:00").someone("Vera Åkesson")
    await vera.says("är Anna Svensson inne?")
    vera.does_not_see("Arbetar inte fredagar", "Helgdag")
    vera.sees("nås igen på måndag klockan 08:00.")


async def test_a_meeting_that_goes_over_into_leave_says_that_no_return_is_known(anna: Someone, vera: Someone) -> None:
    """V1, masking: after the meeting away until further notice, and not why."""
    await anna.says("möte till 17")
    anna.sees("Möte")
    await anna.says("sjuk från imorgon tills vidare")
    anna.sees("Sjuk")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är på möte och därefter borta tills vidare.")
    vera.does_not_see("sjuk", "Sjuk", "sick")


async def test_details_that_nobody_has_confirmed_are_marked(house_at: HouseAt) -> None:
    """A1: the switchboard sees what is the matter; a colleague that the details may be old; nothing is held back."""
    house = house_at("2027-04-12 10:15")
    vera, bo = house.someone("Vera Åkesson"), house.someone("Bo Ek")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Uppgifterna bekräftades senast tis 1 sept 2026 och kan vara gamla.", "4536")
    await vera.says("är Bo Ek inne?")
    vera.sees("Uppgifterna är inte bekräftade.")
    await bo.says("är Anna Svensson inne?")
    bo.sees("Uppgifterna kan vara gamla.", "4536")
    bo.does_not_see("bekräftades")


async def test_a_correction_that_waits_is_marked_until_it_is_made(house: House, anna: Someone, vera: Someone) -> None:
    """A1: "Rättelse väntar", and in which detail; what the owner wrote is for the correction's own card."""
    await anna.says("mitt mobilnummer är fel, det ska vara 070-174 06 99")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara", field="mobile", text="070-174 06 99")
    anna.sees("Växeln har fått din rättelse")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson vill rätta sina uppgifter")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Rättelse väntar: mobil.")
    vera.does_not_see("06 99", "bekräftades")


async def test_a_refresh_asks_about_the_same_day_again(anna: Someone, vera: Someone) -> None:
    """V1: the caller asked for Friday; of now nothing is told."""
    await anna.says("möte till 14.30")
    anna.sees("Möte")
    await vera.says("är Anna Svensson inne på fredag?")
    vera.sees("Anna Svensson har ingen hänvisning fre 27 nov")
    vera.does_not_see("Släpps inte fram", "Går inte att nå nu", "Hänvisningen lades in")
    await anna.says("semester på fredag")
    anna.sees("Semester")
    await vera.presses("Uppdatera")
    vera.sees("Anna Svensson är borta fre 27 nov", "Frånvarande")
