"""Telling the switchboard of changes, and receiving them (M2, M3, V1), as managers and the switchboard see it.

Karin leads Bygg, whose group Bygglov answers Monday to Thursday 9–11:30 and 13–15, Friday in the morning. Vera sits at
the switchboard. It is Monday 23 November.
"""

from __future__ import annotations

from datetime import date

from policy.ids import GroupId
from tests.bot.coverage_scene import WHEN, nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone

BYGGLOV = GroupId("bygglov")


def hours(house: House, on: str) -> str:
    """The phone hours of Bygglov on a day, as everyone reads them."""
    municipality = house.directory.municipality
    found = municipality.groups[BYGGLOV].hours_on(date.fromisoformat(on), municipality.calendar).stretches
    return ", ".join(f"{one.stretch.start:%H:%M}-{one.stretch.end:%H:%M}" for one in found)


async def test_new_phone_hours_are_told_received_and_hold(house: House, karin: Someone, vera: Someone) -> None:
    """From the line to the day on which they hold; each sees on one card how it stands (M3)."""
    await karin.says("ändra telefontiden för bygglov från 7 december")
    karin.sees("Telefontid: Bygglov", "Anmäl")
    await karin.presses("Anmäl", fri="9-12", note="Ny handläggare")
    karin.sees("Stämmer det här? Bygglov", "Gäller från mån 7 dec", "publicerad sedan", "09:00–11:30 → 09:00–12:00")
    await karin.presses("Spara ändå")
    karin.sees("Ny telefontid: Bygglov", "Anmält 10:15 (mån 23 nov). Ingen i växeln har kvitterat än.")
    karin.sees("10 arbetsdagar", "Ny handläggare")
    await house.sends_what_is_due()
    vera.is_told("Ny telefontid: Bygglov", "Karin Lindqvist anmälde det 10:15", "09:00–11:30 → 09:00–12:00")
    await vera.presses("Kvittera")
    vera.sees("Vera Åkesson i växeln kvitterade 10:15", "Det börjar gälla mån 7 dec")
    await house.sends_what_is_due()
    karin.is_told("Vera Åkesson i växeln kvitterade 10:15", changed=True)
    assert (hours(house, "2026-12-04"), hours(house, "2026-12-11")) == ("09:00-11:30", "09:00-12:00")
    await house.lets_time_pass(until="2026-12-07 00:05")
    karin.is_told("Det gäller sedan mån 7 dec", changed=True)
    vera.is_told("Det gäller sedan mån 7 dec", changed=True)
    await house.lets_time_pass(until="2026-12-11 11:40")
    karin.told.clear()
    await vera.says("vem har telefonpassning på bygglov?")
    vera.sees("På Bygglov svarar Anna Svensson", "idag 09–12")


async def test_a_line_closes_a_day_early(house: House, karin: Someone, vera: Someone) -> None:
    """ "Bygglov stänger 10 på fredag": the day's own hours, cut off; late, and said so to both (M3)."""
    await karin.says("bygglov stänger 10 på fredag")
    karin.sees("Telefontid en dag: Bygglov")
    assert karin.button("Anmäl").inputs["hours"] == "09:00–10:00"
    await karin.presses("Anmäl")
    karin.sees("växeln får 4 arbetsdagar på sig och ska ha minst 5", "09:00–11:30 → 09:00–10:00")
    await karin.says("ja")
    karin.sees("Annan telefontid fre 27 nov: Bygglov", "Anmälan kommer sent")
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid fre 27 nov: Bygglov", "Anmälan kommer sent: växeln får 4 arbetsdagar på sig")
    assert (hours(house, "2026-11-27"), hours(house, "2026-12-04")) == ("09:00-10:00", "09:00-11:30")


async def test_a_closed_day_by_line_in_english(house: House, karin: Someone) -> None:
    """ "We are closed on 4 december" is understood in whichever language it is written."""
    await karin.says("english")
    karin.sees("English")
    await karin.says("we are closed on 4 december")
    karin.sees("Phone hours of one day: Bygglov")
    await karin.presses("Send")
    karin.sees("09:00–11:30 → closed")
    await karin.presses("Save")
    karin.sees("Other phone hours", "Lead time", "9 working days")
    assert hours(house, "2026-12-04") == ""


async def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(house: House, karin: Someone) -> None:
    """Unreadable hours, an end before its start, stretches that overlap, more needed than there are: all at once."""
    await karin.says("ändra telefontiden för bygglov")
    karin.sees("Telefontid: Bygglov")
    await karin.presses("Anmäl", mon="alltid", tue="15-13", wed="9-12, 11-13", note="Kvar")
    karin.sees("Det går inte att läsa tiderna", "Sluttiden är före starttiden")
    assert karin.button("Anmäl").inputs["mon"] == "alltid"
    assert karin.button("Anmäl").inputs["note"] == "Kvar"
    await karin.presses("Anmäl", mon="", tue="9-12", minimum="7", from_date="2026-11-20")
    karin.sees("Tiderna går in i varandra", "3 svarar för gruppen då", "Den dagen har varit")
    await karin.presses("Avbryt")
    karin.sees("Inget")


async def test_the_gaps_that_longer_hours_open_are_seen_before_they_are_saved(house: House, karin: Someone) -> None:
    """Hours outside everyone's working time are gaps: said before, not found after (A2)."""
    await karin.says("ändra telefontiden för bygglov från 7 december")
    karin.sees("Telefontid: Bygglov")
    await karin.presses("Anmäl", fri="9-11.30, 17-18")
    karin.sees("Det blir luckor", "fre 11 dec 17:00–18:00: ingen kan svara")
    await karin.presses("Ändra")
    karin.sees("Telefontid: Bygglov")
    assert karin.button("Anmäl").inputs["fri"] == "9-11.30, 17-18"


async def test_others_answer_for_a_group_from_a_day_on(house: House, karin: Someone, vera: Someone) -> None:
    """Members are ticked; what changes is told by name (M2)."""
    await karin.says("ändra medlemmar i bygglov")
    karin.sees("Svarar för Bygglov", "Anna Svensson", "Bo Ek")
    ticked = karin.button("Anmäl").inputs["members"].split(",")
    anna = house.person("Anna Svensson").id
    await karin.presses("Anmäl", members=",".join(one for one in ticked if one != anna), from_date="2026-12-07")
    karin.sees("Andra svarar för Bygglov", "Inte längre", "Anna Svensson")
    await house.sends_what_is_due()
    vera.is_told("Andra svarar för Bygglov")
    group = house.directory.municipality.groups[BYGGLOV]
    assert anna in group.members_on(date(2026, 12, 6))
    assert anna not in group.members_on(date(2026, 12, 7))


async def test_it_is_taken_back_by_a_word(house: House, karin: Someone, vera: Someone) -> None:
    """*Ångra* right after; the switchboard's card says that nothing changes, and a line makes a sound."""
    await karin.says("vi har stängt 4 december")
    karin.sees("Telefontid en dag")
    await karin.presses("Anmäl")
    karin.sees("stängt")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid")
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid")
    await karin.says("ångra")
    karin.sees("tog tillbaka anmälan", "Den gäller inte")
    await house.sends_what_is_due()
    vera.is_told("tog tillbaka anmälan", changed=True)
    vera.is_told("Återtagen: ")
    karin.told.clear()
    assert hours(house, "2026-12-04") == "09:00-11:30"


async def test_it_is_changed_and_received_anew(house: House, karin: Someone, vera: Someone) -> None:
    """A change clears the receipt: what was received is no longer what holds."""
    await karin.says("vi har stängt 4 december")
    karin.sees("Telefontid en dag")
    await karin.presses("Anmäl")
    karin.sees("stängt")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid")
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid")
    await vera.presses("Kvittera")
    vera.sees("kvitterade")
    await house.sends_what_is_due()
    karin.is_told("kvitterade", changed=True)
    await karin.presses("Ändra")
    karin.sees("Telefontid en dag: Bygglov")
    await karin.presses("Spara", hours="9-10")
    karin.sees("09:00–11:30 → 09:00–10:00")
    await karin.presses("Spara ändå")
    karin.sees("Ingen i växeln har kvitterat än")
    await house.sends_what_is_due()
    karin.told.clear()
    vera.is_told("Ingen har kvitterat än", "09:00–10:00", changed=True)
    vera.is_told("Ändrad anmälan", "kvitteras igen")
    assert hours(house, "2026-12-04") == "09:00-10:00"
    await vera.says("anmälningar")
    vera.sees("Anmälningar att ta hand om", "väntar på kvittens, 9 arbetsdagar kvar")
    await karin.says("mina anmälningar")
    karin.sees("Anmälningar till växeln", "Annan telefontid")


async def test_a_notice_taken_back_still_stands_in_the_list(house: House, karin: Someone) -> None:
    """With its unit and day, and that it was taken back: whoever looks for it knows what became of it."""
    await karin.says("bygglov stänger 10 på fredag")
    karin.sees("Telefontid en dag")
    await karin.presses("Anmäl")
    karin.sees("09:00–11:30 → 09:00–10:00")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid")
    await karin.says("ångra")
    karin.sees("tog tillbaka anmälan")
    await karin.says("mina anmälningar")
    karin.sees("Annan telefontid fre 27 nov: Bygglov", "Bygg · fre 27 nov · återtagen")
    await house.sends_what_is_due()
    karin.told.clear()


async def test_what_nobody_receives_is_told_to_both(house: House, karin: Someone, vera: Someone) -> None:
    """As the last working day before begins: the switchboard is reminded, the manager knows (M3)."""
    await karin.says("vi har stängt 4 december")
    karin.sees("Telefontid en dag")
    await karin.presses("Anmäl")
    karin.sees("stängt")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid")
    await house.sends_what_is_due()
    vera.is_told("Annan telefontid")
    await house.lets_time_pass(until="2026-12-02 23:00")
    await house.lets_time_pass(until="2026-12-03 08:05")
    vera.is_told("Ingen i växeln har kvitterat", changed=True)
    vera.is_told("Ingen har kvitterat: Annan telefontid")
    karin.is_told("Ingen i växeln har kvitterat", changed=True)
    karin.is_told("Ingen i växeln har kvitterat din anmälan")


async def test_the_hours_are_changed_from_the_alerts_card(house: House, karin: Someone, vera: Someone) -> None:
    """*Ändra telefontid*: the day of the gap; without the hours it is a gap no more, and the alert says so (M2)."""
    await nobody_tomorrow(house)
    karin.is_told(f"Obemannat på Bygglov {WHEN}")
    await karin.presses("Ändra telefontid")
    karin.sees("Telefontid en dag: Bygglov")
    assert karin.button("Anmäl").inputs["from_date"] == "2026-11-24"
    await karin.presses("Anmäl", hours="10-11.30, 13-15")
    karin.sees("växeln får 1 arbetsdag på sig", "10:00–11:30, 13:00–15:00")
    await karin.presses("Spara ändå")
    karin.sees("Annan telefontid tis 24 nov: Bygglov")
    await house.sends_what_is_due()
    karin.is_told("Ingen lucka längre: Bygglov", "Telefontiden är ändrad", changed=True)
    vera.is_told("Annan telefontid tis 24 nov: Bygglov")


async def test_whose_hours_is_asked_where_several_are_led(house: House, vera: Someone) -> None:
    """Who leads the whole municipality chooses the group, and what the line said comes along (M2)."""
    margareta = house.someone("Margareta Holmgren")
    await margareta.says("vi har stängt 4 december")
    margareta.sees("Vilken svarsgrupp gäller det?", "Bygglov")
    await margareta.presses("Bygglov")
    margareta.sees("Telefontid en dag: Bygglov")
    assert margareta.button("Anmäl").inputs["hours"] == "stängt"
    await margareta.says("11 december")
    margareta.sees("Stämmer det här? Bygglov", "Gäller fre 11 dec", "09:00–11:30 → stängt")
    await margareta.says("ja")
    margareta.sees("Annan telefontid fre 11 dec: Bygglov")
    await house.sends_what_is_due()
    vera.is_told("Margareta Holmgren anmälde det")


async def test_what_there_is_to_tell_is_chosen_on_a_card(karin: Someone) -> None:
    """ "Anmäl till växeln" leads to each of the forms (M3)."""
    await karin.says("anmäl till växeln")
    karin.sees("Vad vill du anmäla till växeln?")
    start = karin.card
    for name, title in (
        ("Någon är nyanställd", "Nyanställd"),
        ("Någon slutar", "Någon slutar"),
        ("Någon får andra arbetsuppgifter", "Andra arbetsuppgifter"),
        ("Telefontiden ändras", "Telefontid: Bygglov"),
        ("Andra svarar i telefonen", "Svarar för Bygglov"),
    ):
        karin.card = start
        await karin.presses(name)
        karin.sees(title)
