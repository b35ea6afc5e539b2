"""The vocabulary of cards: strict when a card is made, and plain JSON that the official schema knows when it leaves."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import actions, card, charts, containers, elements, inputs
from bot.cards.actions import Execute, OpenUrl, Submit
from bot.cards.card import Card, ShowCard
from bot.cards.containers import Column, ColumnSet, Container, Table, TableCell, TableColumn, TableRow
from bot.cards.elements import Element, Fact, FactSet, TextBlock
from bot.cards.inputs import Choice, InputChoiceSet, InputText
from bot.cards.part import Part
from tests.cards.schema import known_properties, violations

MODULES = (actions, card, charts, containers, elements, inputs)
PARTS = sorted(
    {kind for module in MODULES for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Part)},
    key=lambda kind: kind.__name__,
)
UNTYPED_IN_THE_SCHEMA = {
    "Fact": "Fact",
    "Choice": "Input.Choice",
    "MediaSource": "MediaSource",
    "TableColumn": "TableColumnDefinition",
    "BackgroundImage": "BackgroundImage",
    "Refresh": "Refresh",
    "Authentication": "Authentication",
    "AuthCardButton": "AuthCardButton",
    "TokenExchangeResource": "TokenExchangeResource",
    "BarPoint": "Chart.BarPoint",
}


def anything(keywords: dict[str, Any], kind: type[Part] = TextBlock) -> Part:
    """A part made of keywords that mypy would not have let through."""
    return kind(**keywords)


def test_an_unknown_keyword_is_rejected() -> None:
    """A slip such as `colour` is found where it is written; the library would have dropped it in silence."""
    with pytest.raises(TypeError, match="no property 'colour'"):
        anything({"text": "Hej", "colour": "good"})


def test_an_unknown_attribute_is_rejected_after_construction_too() -> None:
    """Setting what doesn't exist is the same slip, later."""
    block: Any = TextBlock(text="Hej")
    with pytest.raises(AttributeError, match="no property 'colour'"):
        block.colour = "good"


def test_a_missing_required_property_is_rejected() -> None:
    """A text block without text is nothing."""
    with pytest.raises(TypeError, match="needs 'text'"):
        anything({})


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 3},
        {"text": None},
        {"text": "Hej", "max_lines": True},
        {"text": "Hej", "max_lines": "2"},
        {"text": "Hej", "wrap": 1},
        {"text": "Hej", "size": "huge"},
        {"text": "Hej", "requires": {"a": 1}},
        {"text": "Hej", "fallback": "keep"},
    ],
)
def test_a_value_of_the_wrong_type_is_rejected(wrong: dict[str, Any]) -> None:
    """Types are checked as the card is made, a bool is no number, and a word outside the list is no word."""
    with pytest.raises(TypeError, match="must be"):
        anything(wrong)


def test_a_list_of_the_wrong_things_is_rejected() -> None:
    """A body holds elements; a text that was never made one is found at once, as is an action among elements."""
    for wrong in (["Hej"], [Execute(verb="x")], "Hej"):
        with pytest.raises(TypeError, match="must be"):
            anything({"body": wrong}, Card)


def test_a_tap_may_not_open_a_card_within_the_card() -> None:
    """ShowCard is a button's business alone (Adaptive Cards: `selectAction`)."""
    inner = ShowCard(title="Mer", card=Card(body=[]))
    with pytest.raises(TypeError, match="must be"):
        anything({"items": [], "select_action": inner}, Container)
    assert violations(Card(body=[], actions=[inner]).to_dict()) == []


def test_none_leaves_a_property_out_and_setting_it_later_takes_it_away() -> None:
    """None never reaches the JSON, where it would be a fault."""
    block = TextBlock(text="Hej", size=None, color="good")
    block.color = None
    assert block.to_dict() == {"type": "TextBlock", "text": "Hej", "wrap": True}


def test_a_card_is_version_1_5_and_plain_json_all_through() -> None:
    """What leaves survives JSON unchanged: dicts, lists and texts, however deep."""
    made = Card(
        body=[Container(items=[ColumnSet(columns=[Column(width=2, items=[TextBlock(text="a")])])])],
        actions=[OpenUrl(title="b", url="https://example.se", fallback=Submit(data={"c": [{"d": 1}]}))],
    ).to_dict()
    assert json.loads(json.dumps(made)) == made
    assert made["version"] == "1.5"
    assert type(made["body"]) is list
    assert made["actions"][0]["fallback"]["data"] == {"c": [{"d": 1}]}
    assert violations(made) == []


def test_the_librarys_own_render_gives_the_whole_card() -> None:
    """Whoever calls what the library documents gets no half-rendered card."""
    made = Card(body=[FactSet(facts=[Fact(title="a", value="b")])])
    assert made.render() == made.to_dict()
    assert json.loads(str(made)) == made.to_dict()


def test_data_that_is_no_json_is_refused() -> None:
    """A button's values come back as text; what can't be text must not leave."""
    made = Card(body=[], actions=[Submit(data={"at": datetime(2026, 1, 1)})])  # noqa: DTZ001
    with pytest.raises(TypeError, match="datetime is not JSON"):
        made.to_dict()


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind.__name__)
def test_every_property_is_one_that_the_schema_knows(kind: type[Part]) -> None:
    """No property is invented: each stands in the schema of 1.5 or among the few that Teams adds."""
    schema_name = kind.type_name or UNTYPED_IN_THE_SCHEMA.get(kind.__name__, "")
    if schema_name in {"", "mention"}:
        assert kind.__name__ in {
            "Part",
            "Item",
            "Element",
            "Action",
            "Input",
            "TargetElement",
            "Teams",
            "Mention",
            "Mentioned",
        }
        return
    if schema_name == "TextRun":
        assert violations(Card(body=[elements.RichTextBlock(inlines=[elements.TextRun(text="a")])]).to_dict()) == []
        return
    assert {known.key_name for known in kind.properties.values()} <= known_properties(schema_name)


def test_the_vocabulary_is_whole() -> None:
    """Each type of 1.5 that can stand in a card has its class."""
    made = {kind.type_name for kind in PARTS if kind.type_name} | set(UNTYPED_IN_THE_SCHEMA.values())
    wanted = {
        *("TextBlock", "RichTextBlock", "TextRun", "Image", "ImageSet", "Media", "MediaSource", "FactSet", "Fact"),
        *("Container", "Column", "ColumnSet", "ActionSet", "Table", "TableRow", "TableCell", "TableColumnDefinition"),
        *("Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet", "Input.Choice"),
        *("Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"),
        *("AdaptiveCard", "Refresh", "Authentication", "AuthCardButton", "TokenExchangeResource", "BackgroundImage"),
    }
    assert wanted <= made


def test_a_table_names_its_heading_for_both_readers() -> None:
    """The specification and the JavaScript renderer spell the property differently; both can be given."""
    cell = TableCell(items=[TextBlock(text="a")])
    table = Table(
        columns=[TableColumn(width=1)],
        rows=[TableRow(cells=[cell])],
        first_row_as_header=True,
        first_row_as_headers=True,
    )
    assert {"firstRowAsHeader", "firstRowAsHeaders"} <= table.to_dict().keys()
    assert violations(Card(body=[table]).to_dict()) == []


@given(text=st.text(max_size=60))
def test_whatever_is_typed_the_card_is_valid(text: str) -> None:
    """No text breaks a card: in a paragraph, a fact, a label, a value or a choice."""
    body: list[Element] = [
        TextBlock(text=text),
        FactSet(facts=[Fact(title=text, value=text)]),
        InputText(id="a", label=text, value=text),
        InputChoiceSet(id="b", label=text, choices=[Choice(title=text, value="v")]),
    ]
    assert violations(Card(body=body, actions=[Execute(title=text, verb="v")]).to_dict()) == []


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"type": "TextBlock"}, "'text' is a required property"),
        ({"type": "TextBlock", "text": "a", "colour": "good"}, "'colour' was unexpected"),
        ({"type": "TextBlock", "text": "a", "size": "huge"}, "'huge' is not"),
        ({"type": "Badge"}, "'Badge' is not one of"),
        ({"type": "Container", "items": [{"type": "Input.Date"}]}, "'id' is a required property"),
    ],
)
def test_the_schema_check_finds_what_is_wrong_and_says_it_once(broken: dict[str, Any], complaint: str) -> None:
    """The check that the gallery goes through can fail, and says where."""
    found = violations({"type": "AdaptiveCard", "version": "1.5", "body": [broken]})
    assert len(found) == 1
    assert "$.body[0]" in found[0]
    assert complaint in found[0]
