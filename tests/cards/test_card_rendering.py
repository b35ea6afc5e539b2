"""What Microsoft's own renderer makes of the cards, in a browser, with Teams' host configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from bot.cards.actions import OpenUrl
from bot.cards.card import Card
from bot.cards.elements import Fact, FactSet, TextBlock
from bot.cards.inputs import InputToggle
from tests.cards.renderer import Renderer, renderer
from tests.cards.sample_views import HOSTILE
from tests.cards.samples import SAMPLES, cards

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("rendering")]

FORMATTED = (
    "a:not(.ac-selectable), strong, em, code, del, img:not(.ac-image), script, ul, ol, table:not(.ac-factset), "
    "blockquote, h1, h2, h3"
)
"""What text of a person's would make if it were read as Markdown; a selectable `a` is a button in a line of text."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Renderer]:
    """One browser for all of these."""
    with renderer() as made:
        yield made


@pytest.fixture(scope="module")
def looked_at(browser: Renderer) -> Mapping[str, tuple[list[str], list[str]]]:
    """Every card of the gallery at 320 pixels: what the renderer objects to, and what is cut off."""
    return browser.look_at(cards(), width=320)


def test_the_renderer_objects_to_no_card(looked_at: Mapping[str, tuple[list[str], list[str]]]) -> None:
    """Every card of the gallery is read and validated without an event."""
    assert len(looked_at) == len(cards())
    assert {name: events for name, (events, _) in looked_at.items() if events} == {}


def test_the_renderer_would_object_to_a_broken_card(browser: Renderer) -> None:
    """The check above can fail: an unknown element and a missing property are both told."""
    broken = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Nonsense"}, {"type": "Input.Text"}]}
    events = browser.show(broken)
    assert any("Nonsense" in event for event in events)
    assert any("unique Id" in event for event in events)


def test_nothing_is_cut_off_on_a_narrow_screen(looked_at: Mapping[str, tuple[list[str], list[str]]]) -> None:
    """Every button has room for its title, and nothing stands out over the card's edge, at 320 pixels."""
    assert {name: cut for name, (_, cut) in looked_at.items() if cut} == {}


def test_the_search_for_what_is_cut_off_finds_it(browser: Renderer) -> None:
    """The check above can fail: six long buttons have no room."""
    actions = [OpenUrl(title=f"En ganska lång rubrik {number}", url="https://example.se") for number in range(6)]
    browser.show(Card(body=[], actions=actions).to_dict(), width=320)
    assert browser.cut_off()


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith("hostile")])
def test_hostile_text_is_shown_as_it_was_typed(browser: Renderer, name: str) -> None:
    """No link, emphasis, picture, list, mention or date function comes of what someone typed."""
    browser.show(cards()[f"{name}.sv"])
    assert HOSTILE in browser.text().replace("\u2060", "")
    assert browser.count(FORMATTED) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "1. ett", "1) ett", "- streck", "+ plus", "# rubrik", "> citat", "=====", "---", "***", "* punkt", "```kod```",
        "[a]: https://ond.example", "<https://ond.example>", "a\\*b", "&amp; &#42;", "{{TIME(2026-11-24T10:00:00Z)}}",
        "__init__", "~~~", "|a|b|", "Barn & unga", "070-174 06 05 (ankn. 4536)", "anna_svensson@exempel.se",
    ],
)  # fmt: skip
def test_text_is_shown_to_the_letter_wherever_markdown_is_read(browser: Renderer, typed: str) -> None:
    """In a paragraph, in a fact and beside a tick box alike."""
    body = [
        TextBlock(text=typed),
        FactSet(facts=[Fact(title=typed, value=typed)]),
        InputToggle(id="a", label=typed, title=typed),
    ]
    browser.show(Card(body=body).to_dict())
    lines = [
        line.strip() for line in browser.text().replace("\u2060", "").replace("\t", "\n").splitlines() if line.strip()
    ]
    assert lines == [typed] * 5
    assert browser.count(FORMATTED) == 0
