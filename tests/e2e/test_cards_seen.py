"""Reading a card as a person does, which every test of the whole leans on."""

from __future__ import annotations

from tests.cards_seen import buttons_of, fields_of, required_fields_of, words_on

SUBMIT = {"type": "Action.Submit", "title": "Skicka", "data": {"action": "save"}}
CARD = {
    "type": "AdaptiveCard",
    "body": [
        {"type": "TextBlock", "text": r"**Åter** 13:00 \*"},
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "*23*1*1300#"}]},
        {"type": "FactSet", "facts": [{"title": "Skäl", "value": "Lunch"}]},
        {"type": "Container", "items": [{"type": "Input.Text", "id": "note", "label": "Meddelande", "value": "kort"}]},
        {"type": "Input.Date", "id": "end", "isRequired": True},
        {
            "type": "Container",
            "items": [],
            "selectAction": {"type": "Action.Execute", "tooltip": "Välj Bo", "verb": "x"},
        },
    ],
    "actions": [{"type": "Action.Execute", "title": "Spara", "fallback": SUBMIT, "data": {"text": "dolt"}}],
}


def test_what_stands_on_the_card_is_read_without_its_signs() -> None:
    """Bold signs and escapes are looks; what a button carries, and what stands in for it, nobody sees."""
    words = words_on(CARD)
    assert "Åter 13:00 *" in words
    assert all(word in words for word in ("Lunch", "Meddelande", "kort", "Spara"))
    assert "*23*1*1300#" in words
    assert "dolt" not in words
    assert "Skicka" not in words


def test_fields_come_with_what_is_filled_in_already() -> None:
    """Wherever they are on the card, and with those that must be filled in known."""
    assert fields_of(CARD) == {"note": "kort", "end": ""}
    assert required_fields_of(CARD) == {"end"}


def test_buttons_are_found_by_their_titles_and_rows_by_their_tooltips() -> None:
    """A row that can be pressed has no title of its own."""
    assert list(buttons_of(CARD)) == ["Välj Bo", "Spara"]
    assert buttons_of(CARD)["Spara"]["type"] == "Action.Execute"
