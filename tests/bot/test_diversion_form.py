"""The form of a diversion: prefilled with what was understood, mended in one go, answered by card or in chat (A3)."""

from __future__ import annotations

import pytest

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

MEETING = {"reason": "meeting", "end_date": "2026-11-23", "end_time": "15:00"}


async def _opens_a_form(someone: Someone) -> None:
    await someone.sends(CardAction("diversion.new", {}, {}, True))
    someone.sees("Hänvisning")


async def test_what_is_missing_is_asked_for_in_one_form_with_the_rest_filled_in(anna: Someone) -> None:
    """No interrogation: the reason and the start that were said stand there already."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning", "Till dag")
    entered = filled_in(anna.card)
    assert (entered["reason"], entered["start_date"], entered["start_time"]) == ("meeting", "2026-11-23", "11:15")
    assert entered["end_date"] == entered["end_time"] == ""
    await anna.presses("Spara", end_date="2026-11-23", end_time="13:00")
    anna.sees("Du är hänvisad idag 11:15–13:00", "Möte")


async def test_every_fault_is_shown_at_once_with_what_was_entered_kept(anna: Someone) -> None:
    """What can't be read, what the rules are against and a colleague whom nobody knows: all together."""
    await _opens_a_form(anna)
    await anna.presses(
        "Spara",
        reason="",
        start_time="kvart",
        end_date="2026-11-22",
        end_time="09:00",
        answers_instead="Xerxes",
        note="m" * 201,
    )
    anna.sees(
        "5 saker behöver rättas innan det går att spara.",
        "Välj ett skäl.",
        "Det går inte att läsa tiden. Skriv den som 13:00.",
        "Sluttiden är före starttiden. Ändra någon av dem.",
        "Jag hittar ingen som heter Xerxes.",
        "Meddelandet är för långt. Det får vara högst 200 tecken.",
    )
    entered = filled_in(anna.card)
    assert entered["start_time"] == "kvart"
    assert entered["answers_instead"] == "Xerxes"
    assert entered["note"] == "m" * 201


async def test_faults_stand_in_the_order_of_the_fields(anna: Someone) -> None:
    """Who mends them goes from the top down."""
    await _opens_a_form(anna)
    await anna.presses("Spara", reason="", answers_instead="Xerxes")
    anna.sees("3 saker", "Välj ett skäl.", "Välj när du går att nå igen", "Xerxes")
    sight = anna.sight
    assert sight.index("Välj ett skäl.") < sight.index("Välj när du går") < sight.index("heter Xerxes")


async def test_mended_faults_are_gone_and_the_form_is_carried_out(anna: Someone) -> None:
    """The second try needs only what was wrong."""
    await _opens_a_form(anna)
    await anna.presses("Spara", reason="meeting", end_time="25:00")
    anna.sees("Det går inte att läsa tiden.")
    await anna.presses("Spara", end_time="15.00")
    anna.sees("Du är hänvisad till 15:00")


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"reason": "meeting"}, "Möte behöver en sluttid."),
        ({"reason": "sick"}, "Sjuk behöver en sluttid."),
        ({"reason": "meeting", "open_ended": "true"}, "Möte behöver en sluttid."),
        ({**MEETING, "end_time": "09:00"}, "Sluttiden är före starttiden."),
        ({**MEETING, "start_time": "08:00", "end_time": "09:00"}, "Den tiden har redan varit."),
        ({**MEETING, "end_date": "2031-01-01"}, "Det är mer än tre år fram."),
        ({**MEETING, "end_date": "0001-01-01"}, "Det går inte att läsa datumet."),
        ({**MEETING, "end_date": "i morgon"}, "Det går inte att läsa datumet."),
        ({**MEETING, "answers_instead": "Anna Svensson"}, "Den som är borta kan inte svara i stället."),
        ({**MEETING, "reason": "kaffe"}, "Välj ett skäl."),
    ],
)
async def test_a_fault_says_what_to_do(anna: Someone, entered: dict[str, str], said: str) -> None:
    """A3: no diversion without a return time, other than those whose reason allows it and that say so."""
    await _opens_a_form(anna)
    await anna.presses("Spara", **entered)
    anna.sees("Något behöver rättas", said)


async def test_until_further_notice_is_ticked_where_the_reason_allows_it(anna: Someone) -> None:
    """A3: sick leave has no end that anyone knows."""
    await _opens_a_form(anna)
    await anna.presses("Spara", reason="sick", open_ended="true")
    anna.sees("Du är hänvisad tills vidare", "Sjuk")


async def test_an_empty_time_is_now_and_the_end_of_the_day(anna: Someone) -> None:
    """Only days were chosen: today from now, the last day to the end of the working day."""
    await _opens_a_form(anna)
    await anna.presses("Spara", reason="training", end_date="2026-11-25")
    anna.sees("Du är hänvisad till ons 25 nov 17:00", "Åter\ntor 26 nov 08:00")


async def test_a_name_that_several_share_is_asked_about_and_the_rest_is_kept(anna: Someone) -> None:
    """Two Åsa: the pick list, and then the receipt with all that was entered."""
    await _opens_a_form(anna)
    await anna.presses("Spara", **MEETING, answers_instead="Åsa", note="Ring efter tre")
    anna.sees("Vem menar du?", "Åsa Berg", "Åsa Öberg")
    await anna.presses("Åsa Öberg")
    anna.sees("Du är hänvisad till 15:00", "Svarar i stället\nÅsa Öberg", "Ring efter tre")


async def test_faults_come_before_the_question_which_colleague(anna: Someone) -> None:
    """A pick in vain would be asked for again."""
    await _opens_a_form(anna)
    await anna.presses("Spara", reason="", end_time="15:00", answers_instead="Åsa")
    anna.sees("Välj ett skäl.", "Åsa")
    anna.does_not_see("Vem menar du?")


async def test_an_extension_names_the_colleague(anna: Someone) -> None:
    """As the field's hint says."""
    await _opens_a_form(anna)
    await anna.presses("Spara", **MEETING, answers_instead="4530")
    anna.sees("Svarar i stället\nKarin Lindqvist")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("till 12", "Du är hänvisad idag 11:15–12:00"),
        ("12", "Du är hänvisad idag 11:15–12:00"),
        ("12.30", "Du är hänvisad idag 11:15–12:30"),
        ("kl 12", "Du är hänvisad idag 11:15–12:00"),
        ("halv tre", "Du är hänvisad idag 11:15–14:30"),
        ("3", "Du är hänvisad idag 11:15–15:00"),
        ("till imorgon", "Du är hänvisad idag 11:15–imorgon 17:00"),
    ],
)
async def test_an_open_form_is_answered_in_chat(anna: Someone, line: str, seen: str) -> None:
    """docs/user-guide.md: "Du kan också svara i chatten: till 12"."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says(line)
    anna.sees(seen, "Möte")


async def test_a_form_is_answered_bit_by_bit(anna: Someone) -> None:
    """Each answer fills in its field; the form comes back until it is whole."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("Karin svarar")
    anna.sees("Hänvisning")
    assert filled_in(anna.card)["answers_instead"] == "Karin"
    assert filled_in(anna.card)["reason"] == "meeting"
    await anna.says("till 15")
    anna.sees("Du är hänvisad idag 11:15–15:00", "Svarar i stället\nKarin Lindqvist")


async def test_another_reason_is_a_correction_of_the_open_form(anna: Someone) -> None:
    """The form asks for the end; a line with a reason and an end mends both."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("utbildning till 15")
    anna.sees("Du är hänvisad", "Utbildning", "15:00")


async def test_a_yes_sends_the_form_in(anna: Someone) -> None:
    """ "spara" is what the button says."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.says("spara")
    anna.sees("Möte behöver en sluttid.")
    await anna.says("till 15")
    anna.sees("Du är hänvisad idag 11:15–15:00")


async def test_a_forms_cancel_closes_it(anna: Someone) -> None:
    """Nothing is changed, and a later answer in chat is about nothing."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    await anna.presses("Avbryt")
    anna.sees("Formuläret är stängt", "Inget är ändrat.")
    await anna.says("12")
    anna.sees("förstod jag inte")


async def test_a_form_that_was_left_long_ago_is_not_answered_in_chat(house: House, anna: Someone) -> None:
    """A draft expires after half an hour; the card still carries what it needs."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    house.clock.passes(minutes=31)
    await anna.says("Karin svarar")
    assert filled_in(anna.card)["reason"] == "other"
    anna.sees("Hänvisning")


async def test_the_card_of_an_expired_draft_can_still_be_sent_in(house: House, anna: Someone) -> None:
    """A lost draft loses nothing that was entered."""
    await anna.says("möte om en timme")
    anna.sees("Hänvisning")
    house.clock.passes(minutes=45)
    await anna.presses("Spara", end_date="2026-11-23", end_time="14:00")
    anna.sees("Du är hänvisad idag 11:15–14:00")


async def test_change_shows_the_diversion_as_it_stands(anna: Someone) -> None:
    """*Ändra*: every field, and what is saved takes the old one's place."""
    await anna.says("möte till 15, Karin Lindqvist svarar")
    anna.sees("Möte")
    await anna.presses("Ändra")
    anna.sees("Ändra hänvisningen")
    entered = filled_in(anna.card)
    assert (entered["reason"], entered["end_time"], entered["answers_instead"]) == (
        "meeting",
        "15:00",
        "Karin Lindqvist",
    )
    await anna.presses("Spara", reason="training", end_time="16:00", answers_instead="")
    anna.sees("Du är hänvisad till 16:00", "Utbildning · idag 10:15–16:00")
    anna.does_not_see("gäller inte längre", "Karin Lindqvist")


async def test_change_can_be_typed_after_a_receipt(anna: Someone) -> None:
    """As *ångra* can."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    await anna.says("ändra")
    anna.sees("Ändra hänvisningen")
    await anna.says("till 16")
    anna.sees("Du är hänvisad till 16:00", "Möte")


async def test_a_changed_return_shows_the_whole_diversion_in_its_form(anna: Someone) -> None:
    """ "till 16.30" over a later meeting: the form behind *Ändra* holds the running one's reason, not "other"."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("möte 16-17")
    anna.sees("Möte")
    await anna.says("åter 16.30")
    anna.sees("Ny: Lunch, idag 10:15–16:30", "Möte idag 16:00–17:00 blir idag 16:30–17:00.")
    await anna.presses("Ändra")
    anna.sees("Ändra hänvisningen")
    assert filled_in(anna.card)["reason"] == "lunch"
    await anna.presses("Spara", reason="training")
    anna.sees("Utbildning · idag 10:15–16:30", "Möte idag 16:00–17:00 blir idag 16:30–17:00.")
    anna.does_not_see("Lunch")


async def test_changing_what_has_ended_says_that_it_is_gone(house: House, anna: Someone) -> None:
    """An old receipt's *Ändra*."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    house.clock.passes(hours=3)
    await anna.presses("Ändra")
    anna.sees("Den hänvisningen finns inte längre.")


async def test_an_empty_form_is_opened_by_a_button(anna: Someone) -> None:
    """From the list of one's own diversions."""
    await anna.says("min status")
    anna.sees("Lägg till")
    await anna.presses("Lägg till")
    anna.sees("Hänvisning", "Välj")
    await anna.presses("Spara", **MEETING)
    anna.sees("Du är hänvisad till 15:00")
