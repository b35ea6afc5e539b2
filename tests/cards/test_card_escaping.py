"""What people type stands in a card as it was typed: no markdown, template, entity or mention comes of it."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.texts.escaping import markdown, plain

SPECIAL = st.text(alphabet="ab1 \n\t\\*_`[](){}<>&#+-=.!|~$;:/@x'\"", max_size=40)
ANY = st.one_of(SPECIAL, st.text(max_size=40))
# The client's own date functions, as the JavaScript renderer looks for them, and its templates.
FUNCTION = re.compile(r"\{\{(DATE|TIME)\(.*\)\}\}")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
HARMLESS_BLOCKS = {"paragraph_open", "paragraph_close", "inline"}
HARMLESS = {"text", "text_special", "softbreak"}

every_markdown = MarkdownIt("js-default", {"html": False, "linkify": False})


def inline_tokens(tokens: list[Token]) -> list[Token]:
    """What stands inside the paragraphs."""
    return [inner for token in tokens for inner in token.children or ()]


def lines_of(text: str) -> list[str]:
    """The text's lines that show anything, without the spaces around them."""
    return [line.strip() for line in UNSEEN.sub("", text).splitlines() if line.strip()]


@given(typed=ANY)
@example(typed="[klicka](https://ond.example)")
@example(typed="![x](y)")
@example(typed="1. a\n2. b")
@example(typed="a\n===")
@example(typed="|a|\n|-|\n|b|")
@example(typed="&lt;&#42;")
@example(typed="    kod")
@example(typed="\\\\*a*")
def test_text_reads_the_same_and_has_no_format(typed: str) -> None:
    """Read by a markdown parser, it is paragraphs of plain text, and the letters are those that were typed."""
    tokens = every_markdown.parse(markdown(typed))
    assert {token.type for token in tokens} <= HARMLESS_BLOCKS
    assert {token.type for token in inline_tokens(tokens)} <= HARMLESS
    read = ["".join(inner.content for inner in token.children or ()) for token in tokens if token.type == "inline"]
    assert [line.strip() for line in read] == lines_of(typed.replace("\0", ""))


@given(typed=ANY)
def test_no_mention_stands_in_the_text(typed: str) -> None:
    """Teams finds a mention by its tag, letter for letter; no angle bracket is left to make one of."""
    assert "<" not in markdown(f"<at>{typed}</at>")


@given(typed=ANY)
def test_no_template_is_left_to_be_filled_in(typed: str) -> None:
    """Neither `{{DATE()}}` nor `${}` survives, with markdown or without."""
    for shown in (markdown(f"{{{{DATE({typed})}}}} ${{{typed}}}"), plain(f"{{{{DATE({typed})}}}} ${{{typed}}}")):
        assert not FUNCTION.search(shown)
        assert "${" not in shown
        assert "{{" not in shown


@given(typed=ANY)
def test_plain_text_keeps_every_letter(typed: str) -> None:
    """Where no markdown is read nothing is escaped: only what can't be seen is added or taken away."""
    assert plain(typed).replace("\u2060", "") == UNSEEN.sub("", typed).replace("\u2060", "")


def test_ordinary_text_is_left_alone() -> None:
    """Names, numbers, times and Swedish prose have no backslash in them, since some clients would show it."""
    for ordinary in (
        "Anna-Margareta Söderström (vik.)",
        "070-174 06 05",
        "Barn & unga: mån–fre 08:00–16:30, ej 24/12!",
        "a=b, c+d, #4",
        "24. november",
    ):
        escaped = markdown(ordinary)
        assert escaped == ordinary or ordinary[0].isdigit()
