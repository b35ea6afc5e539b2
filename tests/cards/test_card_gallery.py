"""Every card that the product makes keeps Teams' rules and ours, in both languages and with hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.cards.action_names import ActionName
from bot.cards.card import MOST_ACTIONS
from tests.cards.samples import OWN_SAMPLES, SAMPLES, CardJson, cards, together
from tests.cards.schema import violations
from tests.in_bulk import each_of

LARGEST = 25 * 1024
"""Bytes; Teams takes 28 KB in some places (FACTS of Teams' documentation), so there is some to spare."""

GALLERY = cards()
every_card = each_of(GALLERY)


def parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object within a card's JSON, itself included."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def of_type(card: CardJson, beginning: str) -> list[Mapping[str, Any]]:
    """The parts whose type begins so."""
    return [part for part in parts(card) if str(part.get("type", "")).startswith(beginning)]


def test_no_sample_takes_anothers_place() -> None:
    """Two cards of one name would leave one of them unchecked."""
    with pytest.raises(ValueError, match="two samples are called help"):
        together(OWN_SAMPLES, {"help": OWN_SAMPLES["welcome"]})


@every_card
def test_the_card_keeps_to_the_schema(card: CardJson) -> None:
    """Nothing in it is unknown to Adaptive Cards 1.5 as Teams shows it."""
    assert violations(card) == []


@every_card
def test_the_card_is_small_enough(card: CardJson) -> None:
    """At most 25 KB as it goes over the wire."""
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST


@every_card
def test_the_card_has_no_more_buttons_than_teams_shows(card: CardJson) -> None:
    """At most six in each row of buttons."""
    rows = [part["actions"] for part in parts(card) if "actions" in part]
    assert all(len(row) <= MOST_ACTIONS for row in rows)


@every_card
def test_every_input_says_what_it_is(card: CardJson) -> None:
    """Each has a label and an id of its own, and one that is required says what is missing."""
    found = of_type(card, "Input.")
    assert all(one.get("label") for one in found)
    assert all(one.get("errorMessage") for one in found if one.get("isRequired"))
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids))


@every_card
def test_every_action_is_one_that_the_router_knows_and_can_be_sent_both_ways(card: CardJson) -> None:
    """Execute and the Submit it falls back on ask for the same, with the same values; neither carries `msteams`."""
    for action in of_type(card, "Action.Execute"):
        assert action["verb"] in set(ActionName)
        assert action["fallback"]["data"] == {"action": action["verb"], **action["data"]}
        assert action["fallback"]["associatedInputs"] == action["associatedInputs"]
        assert all("msteams" not in part for part in parts(action))


@every_card
def test_the_card_opens_with_how_it_went(card: CardJson) -> None:
    """The first element is a heading, so one glance tells, and a screen reader finds it."""
    first = card["body"][0]
    assert first["style"] == "heading"
    assert first["text"].strip()


@every_card
def test_only_a_form_sends_what_is_filled_in(card: CardJson) -> None:
    """Buttons on cards without inputs ask for none; on a form, saving takes them along and leaving doesn't."""
    sending = {one["verb"] for one in of_type(card, "Action.Execute") if one["associatedInputs"] == "auto"}
    assert ActionName.FORM_CANCEL not in sending
    assert bool(sending) is bool(of_type(card, "Input."))


def test_the_gallery_shows_every_action_but_none_that_is_unknown() -> None:
    """An action that no card carries would be dead; one that a card carries and the router lacks, a dead end."""
    carried = {action["verb"] for card in GALLERY.values() for action in of_type(card, "Action.Execute")}
    assert carried == {name.value for name in ActionName}


@each_of({name: name for name in SAMPLES})
def test_a_card_is_told_in_the_readers_language(name: str) -> None:
    """The two languages give the same card with other words, and the card says which language it is in."""
    swedish, english = GALLERY[f"{name}.sv"], GALLERY[f"{name}.en"]
    assert (swedish["lang"], english["lang"]) == ("sv", "en")
    assert [part.get("type") for part in parts(swedish)] == [part.get("type") for part in parts(english)]
    assert json.dumps(swedish).replace('"sv"', "") != json.dumps(english).replace('"en"', "")
