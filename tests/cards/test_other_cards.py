"""What the answer, the pick list, the help and the failure card say and offer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.cards.action_names import ActionName
from bot.cards.availability_answer import StandInView, answer_card
from bot.cards.buttons import button
from bot.cards.card import MOST_ACTIONS
from bot.cards.elements import TextBlock
from bot.cards.failure import FailureView, failure_card
from bot.cards.form import ChoiceField, FormView, TextField, form_card
from bot.cards.help import GROUPS, HelpTopic, HelpView, WelcomeView, help_card, welcome_card
from bot.cards.pick_list import PickListView, pick_list_card
from bot.cards.pieces import finished
from bot.texts.catalogue import words_for
from tests.cards.sample_views import ANNA, ANSWER, NOW, PEOPLE, at
from tests.cards_seen import buttons_of

SV = words_for("sv")


def test_the_answer_opens_with_the_sentence_to_read_aloud() -> None:
    """Large and first, since someone is on the line (V1)."""
    first = answer_card(ANSWER, SV, NOW)["body"][0]
    assert (first["text"], first["size"]) == (ANSWER.sentence, "large")


def test_the_answer_shows_numbers_as_people_write_them_and_only_those_there_are() -> None:
    """No empty line stands for a number that isn't there."""
    shown = {fact["title"]: fact["value"] for fact in answer_card(ANSWER, SV, NOW)["body"][2]["facts"]}
    assert shown == {"Anknytning": "4536", "Telefon": "08-465 004 12", "Mobil": "070-174 06 05"}
    only = {fact["title"] for fact in answer_card(replace(ANSWER, landline=""), SV, NOW)["body"][2]["facts"]}
    assert only == {"Anknytning", "Mobil"}


@pytest.mark.parametrize(
    ("stand_in", "said"),
    [
        (StandInView(name="Bo Ek"), "Bo Ek"),
        (StandInView(name="Bo Ek", number="+46701740606"), "Bo Ek, 070-174 06 06"),
        (StandInView(name="Bo Ek", number="4537", is_away=True), "Bo Ek, som är borta just nu"),
    ],
)
def test_the_answer_says_who_answers_instead_unless_that_is_no_use(stand_in: StandInView, said: str) -> None:
    """A number to connect to; none when nobody would answer on it."""
    facts = answer_card(replace(ANSWER, stand_in=stand_in), SV, NOW)["body"][2]["facts"]
    assert {"title": "Svarar i stället", "value": said} in facts


def test_the_answer_says_how_fresh_it_is_and_can_be_refreshed() -> None:
    """An answer left open since yesterday shows its age."""
    card = answer_card(replace(ANSWER, as_of=at(23, 16, 2)), SV, NOW)
    assert "Kontrollerat igår 16:02" in json.dumps(card, ensure_ascii=False)
    assert buttons_of(card)["Uppdatera"]["data"]["values"] == {"person": ANNA}


def test_each_row_of_the_pick_list_is_numbered_and_can_be_tapped() -> None:
    """The tap carries who it is and what the question was for."""
    card = pick_list_card(PickListView(rows=PEOPLE[:2], values={"then": "x"}), SV)
    rows = [one for one in card["body"] if one["type"] == "Container"]
    assert [row["items"][0]["text"] for row in rows] == ["1\\. Anna Svensson", "2\\. Anna Svensson"]
    assert [row["selectAction"]["data"]["values"] for row in rows] == [
        {"then": "x", "person": "p0"},
        {"then": "x", "person": "p1"},
    ]


def test_a_pick_list_longer_than_can_be_taken_in_is_refused() -> None:
    """Six at most, all to be answered with one digit."""
    with pytest.raises(ValueError, match="at most 6"):
        pick_list_card(PickListView(rows=(*PEOPLE, PEOPLE[0]), values={}), SV)


def test_a_card_with_more_buttons_than_teams_shows_is_refused() -> None:
    """The seventh would silently not be there."""
    many = [button(ActionName.HELP_SHOW, "Hjälp")] * (MOST_ACTIONS + 1)
    with pytest.raises(ValueError, match="at most 6"):
        finished([TextBlock(text="Hej")], SV, many)


def test_help_shows_what_this_person_can_do_and_nothing_else() -> None:
    """An errand that isn't the person's own to do isn't offered."""
    shown = json.dumps(help_card(HelpView(topics=(HelpTopic.STATUS,)), SV), ensure_ascii=False)
    assert SV("help.status.title") in shown
    assert SV("help.colleague.title") not in shown


def test_the_help_is_in_groups_and_leaves_no_errand_out() -> None:
    """Each errand stands in one group; a group with nothing in it isn't named; the first errand's comes first."""
    grouped = [topic for topics in GROUPS.values() for topic in topics]
    assert sorted(grouped) == sorted(HelpTopic)
    view = HelpView(topics=(HelpTopic.MESSAGE, HelpTopic.DIVERSION))
    shown = json.dumps(help_card(view, SV), ensure_ascii=False)
    assert shown.index(SV("help.group.colleagues")) < shown.index(SV("help.group.phone"))
    assert SV("help.group.orders") not in shown


def test_the_welcome_gives_three_things_to_try() -> None:
    """Two lines to type as they stand, and a question."""
    body = welcome_card(WelcomeView(name="Anna"), SV)["body"]
    assert [one["text"] for one in body[-3:]] == ["”lunch till 13”", "”jag är tillbaka”", "”är Anna Svensson inne?”"]


def test_a_failure_loses_nothing_and_can_be_tried_again() -> None:
    """What was filled in is shown and rides along with the button."""
    view = FailureView(what="Det gick inte.", next="Försök igen.", entered=(("Skäl", "Möte"),))
    assert [one["verb"] for one in failure_card(view, SV)["actions"]] == ["help.show"]
    again = replace(view, again=ActionName.DIVERSION_SAVE, values={"reason": "meeting"})
    assert failure_card(again, SV)["actions"][0]["data"]["values"] == {"reason": "meeting"}
    assert "Möte" in json.dumps(failure_card(view, SV), ensure_ascii=False)


def test_a_required_field_says_what_is_missing_and_an_optional_one_asks_for_nothing() -> None:
    """The client checks what it can before anything is sent."""
    items = (TextField(id="a", label="A", missing="Skriv A."), TextField(id="b", label="B"))
    body = form_card(FormView(title="T", items=items, save=ActionName.DIVERSION_SAVE), SV)["body"]
    assert (body[1]["isRequired"], body[1]["errorMessage"]) == (True, "Skriv A.")
    assert "isRequired" not in body[2]


def test_choices_in_a_list_are_not_escaped_and_those_in_sight_are() -> None:
    """A drop-down list shows a backslash; choices in sight are read as markdown."""
    for in_sight, title in ((False, "a_b_"), (True, "a\\_b\\_")):
        field = ChoiceField(id="a", label="A", choices=(("v", "a_b_"),), in_sight=in_sight)
        body = form_card(FormView(title="T", items=(field,), save=ActionName.DIVERSION_SAVE), SV)["body"]
        assert body[1]["choices"] == [{"title": title, "value": "v"}]
