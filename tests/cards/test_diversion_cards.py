"""What the diversion's cards say and offer, by what their views hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.action_names import ActionName
from bot.cards.diversion_form import DiversionFormView, diversion_form_card
from bot.cards.diversion_preview import PreviewView, preview_card
from bot.cards.diversion_receipt import EndedView, ended_card, receipt_card
from bot.cards.diversion_status import MOST_UPCOMING, StatusView, status_card
from bot.cards.notice import NoticeKind, NoticeView, notice_card
from bot.texts.catalogue import words_for
from policy.periods import Period
from policy.reasons import Reason
from tests.cards.sample_views import (
    ANNA,
    FORM_FAULTS,
    FORM_VALUES,
    FULL_RECEIPT,
    HOLIDAY,
    LISTED,
    NOW,
    OPEN_ENDED,
    TOLD,
    UPCOMING,
    at,
    receipt,
)

SV = words_for("sv")


def texts(card: Mapping[str, Any]) -> list[str]:
    """Every text that the card shows, in order."""
    return list(_texts(card))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        yield from (value[key] for key in ("text", "title", "value") if isinstance(value.get(key), str))
        for key in ("body", "items", "columns", "facts", "inlines"):
            yield from _texts(value.get(key, []))


def buttons(card: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What the card's buttons carry, by what they ask for."""
    return {action["verb"]: action["data"]["values"] for action in card.get("actions", [])}


@pytest.mark.parametrize(
    ("span", "title"),
    [
        (receipt().period, "Du är hänvisad till 13:00"),
        (OPEN_ENDED, "Du är hänvisad tills vidare"),
        (HOLIDAY, "Du är hänvisad tor 26 nov–fre 4 dec"),
        (Period(at(25, 8), None), "Du är hänvisad från imorgon, tills vidare"),
        (Period(at(23, 8), at(26, 12)), "Du är hänvisad till tor 26 nov 12:00"),
    ],
)
def test_the_receipts_first_line_says_until_when(span: Period, title: str) -> None:
    """Running: until when. Ahead: the whole period. Without an end: until further notice."""
    assert texts(receipt_card(receipt(period=span), SV, NOW))[0] == title


def test_the_receipt_says_what_the_switchboard_says_and_when_the_person_is_back() -> None:
    """The sentence is quoted, and the return time stands by itself (A3)."""
    said = texts(receipt_card(receipt(), SV, NOW))
    assert f"”{TOLD}”" in said
    assert said[said.index("Åter") + 1] == "13:00"


def test_the_receipt_can_be_changed_undone_and_while_it_runs_ended() -> None:
    """One press each, carrying what it is about."""
    assert buttons(receipt_card(receipt(), SV, NOW)) == {
        "diversion.change": {"person": ANNA, "diversion": "d1"},
        "diversion.undo": {"person": ANNA, "change": "c1"},
        "diversion.end": {"person": ANNA, "diversion": "d1"},
    }
    assert ActionName.DIVERSION_END not in buttons(receipt_card(receipt(period=HOLIDAY), SV, NOW))


def test_the_receipt_says_everything_else_only_when_there_is_something_to_say() -> None:
    """A plain lunch is a short card; the full one tells who answers, what changed, and how it was read."""
    plain = texts(receipt_card(receipt(), SV, NOW))
    full = texts(receipt_card(FULL_RECEIPT, SV, NOW))
    for line in (
        "Svarar i stället",
        "Släpps fram ändå",
        "Cecilia Lund",
        "Bo Ek är också borta då. Välj gärna någon annan som svarar.",
        "Möte idag 12:30–15:00 blir idag 13:00–15:00.",
        "Utbildning idag 12:00–13:00 gäller inte längre.",
        "Semester tor 26 nov–fre 4 dec blir tor 26 nov–fre 27 nov och tis 1 dec–fre 4 dec.",
        "Jag läste ”fredag” som fre 27 nov. Tryck på Ändra om du menade en annan.",
    ):
        assert line in full
        assert line not in plain


def test_a_reason_that_is_not_the_readers_to_know_is_not_told() -> None:
    """The view without a reason is shown as away, on every card that shows diversions of others."""
    masked = receipt_card(receipt(reason=None, owner="Bo Ek"), SV, NOW)
    assert "Frånvarande · idag 11:55–13:00" in texts(masked)
    preview = PreviewView(owner="Bo Ek", reason=None, period=HOLIDAY, displaced=(), carried={})
    assert "Ny: Frånvarande, tor 26 nov–fre 4 dec" in texts(preview_card(preview, SV, NOW))


def test_ending_what_had_begun_welcomes_back_and_ending_what_had_not_does_not() -> None:
    """Someone who takes away next week's holiday hasn't come back from it."""
    ended = EndedView(person=ANNA, change="c2", had_begun=True, told=TOLD)
    assert texts(ended_card(ended, SV))[0].startswith("Välkommen tillbaka!")
    assert texts(ended_card(replace(ended, had_begun=False), SV))[0] == "Hänvisningen är borttagen"
    assert buttons(ended_card(ended, SV))["diversion.undo"] == {"person": ANNA, "change": "c2"}


def test_the_preview_brings_along_what_was_filled_in() -> None:
    """Saving and changing both start from it; leaving carries nothing."""
    carried = {**FORM_VALUES, "seen": "d1:split"}
    view = PreviewView(reason=Reason.MEETING, period=HOLIDAY, displaced=FULL_RECEIPT.displaced, carried=carried)
    card = preview_card(view, SV, NOW)
    assert buttons(card) == {"diversion.confirm": carried, "diversion.change": carried, "form.cancel": {}}
    assert "Utbildning idag 12:00–13:00 gäller inte längre." in texts(card)


def test_the_form_keeps_what_was_filled_in() -> None:
    """Each input has its value again, and what rides along is with the button."""
    card = diversion_form_card(DiversionFormView(values=FORM_VALUES, carried={"replaces": "d1"}), SV)
    shown = {one["id"]: one.get("value") for one in _inputs(card)}
    assert {name: shown[name] for name in FORM_VALUES} == FORM_VALUES
    assert shown["open_ended"] == "false"
    assert buttons(card)["diversion.save"] == {"replaces": "d1"}


def test_a_fault_stands_right_under_its_field_and_is_counted_at_the_top() -> None:
    """Below both the day and the time of the end; one that has no field of its own stands at the top."""
    body = diversion_form_card(DiversionFormView(values=FORM_VALUES, faults=FORM_FAULTS), SV)["body"]
    end = next(index for index, one in enumerate(body) if "end_date" in str(one))
    assert body[end + 1]["text"] == FORM_FAULTS["end"][0]
    assert body[end + 1]["color"] == "attention"
    summary = [item["text"] for item in body[1]["items"]]
    assert summary == ["3 saker behöver rättas innan det går att spara.", FORM_FAULTS["elsewhere"][0]]


def test_a_form_without_faults_has_no_summary() -> None:
    """It opens with its title and its first field."""
    body = diversion_form_card(DiversionFormView(), SV)["body"]
    assert [one["type"] for one in body[:2]] == ["TextBlock", "Input.ChoiceSet"]


def test_the_form_offers_every_reason() -> None:
    """In the order of the policy, none left out."""
    card = diversion_form_card(DiversionFormView(), SV)
    assert [choice["value"] for choice in _inputs(card)[0]["choices"]] == [reason.value for reason in Reason]


def test_the_list_shows_the_soonest_and_counts_the_rest() -> None:
    """As many as can be taken in, each with its own way to change or remove it."""
    card = status_card(StatusView(person=ANNA, running=LISTED, upcoming=UPCOMING, told=TOLD), SV, NOW)
    said = texts(card)
    assert "tor 26 nov–fre 4 dec" in said
    assert "Och 1 till längre fram." in said
    links = [run for run in _parts(card) if run.get("type") == "TextRun" and "selectAction" in run]
    assert len(links) == 2 * MOST_UPCOMING
    assert links[1]["selectAction"]["data"]["values"] == {"person": ANNA, "diversion": "d2"}


def test_an_empty_list_says_so_and_offers_a_beginning() -> None:
    """No dead end."""
    card = status_card(StatusView(person=ANNA, told="Anna Svensson är inne."), SV, NOW)
    assert texts(card)[0] == "Du är inte hänvisad just nu"
    assert buttons(card) == {"diversion.new": {}}


def test_a_notice_says_who_did_what_and_how_to_mend_it() -> None:
    """Set by someone else: change or end it. Taken away: see what is left."""
    view = NoticeView(
        kind=NoticeKind.SET, by="Bo Ek", person=ANNA, diversion="d1", reason=Reason.SICK, period=OPEN_ENDED, told=TOLD
    )
    card = notice_card(view, SV, NOW)
    assert texts(card)[:2] == ["Bo Ek har hänvisat dig", "Sjuk · sedan igår, tills vidare"]
    assert list(buttons(card)) == ["diversion.change", "diversion.end"]
    assert texts(notice_card(replace(view, reason=None), SV, NOW))[1] == "sedan igår, tills vidare"
    undone = notice_card(NoticeView(kind=NoticeKind.UNDONE, by="Bo Ek", person=ANNA), SV, NOW)
    assert list(buttons(undone)) == ["status.show"]


def _inputs(card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [part for part in _parts(card) if str(part.get("type", "")).startswith("Input.")]


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)
