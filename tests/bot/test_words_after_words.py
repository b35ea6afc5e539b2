"""What a line or a button means after what was said before it."""

from __future__ import annotations

from tests.bot.house import House


async def test_a_whole_other_errand_is_not_mixed_into_the_preview_that_is_open() -> None:
    """A meeting in July waits for a yes; "lunch till 13" is about today."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("semester v. 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Ska den nya hänvisningen ta över?")
    await anna.says("lunch till 13")
    anna.sees("Jag lade undan det vi höll på med.", "Du är hänvisad till 13:00")


async def test_the_same_reason_on_another_day_is_another_errand() -> None:
    """ "möte till 14" said today does not end a meeting in July before it begins."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("semester v. 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Ska den nya hänvisningen ta över?")
    await anna.says("möte till 14")
    anna.sees("Du är hänvisad till 14:00")


async def test_an_hour_alone_is_an_hour_of_the_day_that_is_talked_about() -> None:
    """ "till 12" mends the meeting in July that waits for a yes."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("semester v. 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Ska den nya hänvisningen ta över?")
    await anna.says("till 12")
    anna.sees("Ny: Möte, tis 13 juli 10:00–12:00")


async def test_a_form_sent_in_twice_says_the_same_twice() -> None:
    """The second receipt is the first: nothing is displaced, nothing is asked."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    form = anna.card
    await anna.presses("Spara", end_time="12:00")
    anna.sees("Du är hänvisad idag 11:15–12:00")
    anna.card = form
    await anna.presses("Spara", end_time="12:00")
    anna.sees("Du är hänvisad idag 11:15–12:00")
    anna.does_not_see("gäller inte längre")


async def test_the_welcome_stands_when_its_buttons_are_pressed() -> None:
    """Its lines to try are worth keeping."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("hej")
    anna.sees("Hej Anna!")
    await anna.presses("Hänvisa")
    anna.sees("Hänvisning", "Skäl")
    assert anna.reply.replace is None


async def test_what_is_over_already_is_not_told_as_left() -> None:
    """A meeting that ran gives way to lunch: what is told is what remains of it, not the minutes gone."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("möte till 14")
    anna.sees("Möte")
    house.clock.passes(minutes=30)
    await anna.says("lunch till 13")
    anna.sees("Möte idag 10:15–14:00 blir idag 13:00–14:00.")


async def test_the_diversion_that_is_named_is_the_one_that_goes() -> None:
    """ "Ta bort min hänvisning imorgon" leaves today's lunch alone."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("möte imorgon 10-11")
    anna.sees("Möte")
    await anna.says("ta bort min hänvisning imorgon")
    anna.sees("Hänvisningen är borttagen")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 13:00", "Inget är inlagt framöver.")


async def test_nothing_goes_when_what_is_named_is_not_there() -> None:
    """Taking away another one in its place would be a guess."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("ta bort min hänvisning imorgon")
    anna.sees("Jag hittar ingen sådan hänvisning.")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 13:00")


async def test_cancelling_a_meeting_ahead_leaves_the_lunch_that_runs() -> None:
    """ "Avboka mötet" is about the meeting."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("möte 15-16")
    anna.sees("Möte")
    await anna.says("avboka mötet")
    anna.sees("Hänvisningen är borttagen")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 13:00", "Inget är inlagt framöver.")


async def test_asking_to_be_diverted_opens_the_form() -> None:
    """What and until when is asked for, once."""
    house = House()
    anna = house.someone("Anna Svensson")
    await anna.says("hänvisa mig")
    anna.sees("Hänvisning", "Skäl", "Spara")
