"""Owns the elements that show something: text, images, media, facts. Adaptive Cards 1.5, as Teams supports it.

Inputs are in `inputs`, buttons in `actions`, what holds other elements in `containers`, the card itself in `card`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from bot.cards.actions import SelectAction
from bot.cards.part import Part, Plain, Prose

Spacing: TypeAlias = Literal["none", "small", "default", "medium", "large", "extraLarge", "padding"]
Size: TypeAlias = Literal["small", "default", "medium", "large", "extraLarge"]
Weight: TypeAlias = Literal["lighter", "default", "bolder"]
Color: TypeAlias = Literal["default", "dark", "light", "accent", "good", "warning", "attention"]
Font: TypeAlias = Literal["default", "monospace"]
Horizontal: TypeAlias = Literal["left", "center", "right"]
Vertical: TypeAlias = Literal["top", "center", "bottom"]
ImageSize: TypeAlias = Literal["auto", "stretch", "small", "medium", "large"]
TargetWidth: TypeAlias = Literal[
    "veryNarrow",
    "narrow",
    "standard",
    "wide",
    "atLeast:narrow",
    "atLeast:standard",
    "atLeast:wide",
    "atMost:veryNarrow",
    "atMost:narrow",
    "atMost:standard",
]
"""How wide the card must be shown for the element to be in it: Teams' own, ignored by other clients."""


class Item(Part):
    """What anything has that can be shown and hidden."""

    id: str | None = None
    spacing: Spacing | None = None
    separator: bool | None = None
    is_visible: bool | None = None
    target_width: TargetWidth | None = None
    requires: Mapping[str, str] | None = None


class Element(Item):
    """What any element has. `fallback`: what to show where the element isn't known, or "drop"."""

    height: Literal["auto", "stretch"] | None = None
    fallback: Element | Literal["drop"] | None = None


class TextBlock(Element):
    """A paragraph. It wraps unless told otherwise: a text cut off says nothing."""

    type_name = "TextBlock"
    text: Prose
    size: Size | None = None
    weight: Weight | None = None
    color: Color | None = None
    font_type: Font | None = None
    is_subtle: bool | None = None
    horizontal_alignment: Horizontal | None = None
    wrap: bool | None = True
    max_lines: int | None = None
    style: Literal["default", "heading"] | None = None


class TextRun(Part):
    """A stretch of text within a RichTextBlock."""

    type_name = "TextRun"
    text: Plain
    size: Size | None = None
    weight: Weight | None = None
    color: Color | None = None
    font_type: Font | None = None
    is_subtle: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strikethrough: bool | None = None
    highlight: bool | None = None
    select_action: SelectAction | None = None


class RichTextBlock(Element):
    """A paragraph of runs that look different."""

    type_name = "RichTextBlock"
    inlines: Sequence[TextRun]
    horizontal_alignment: Horizontal | None = None


class Image(Element):
    """A picture, from an https address or a data URI; `alt_text` is required, for those who can't see it."""

    type_name = "Image"
    url: str
    alt_text: Plain
    size: ImageSize | None = None
    style: Literal["default", "person"] | None = None
    width: str | None = None
    background_color: str | None = None
    horizontal_alignment: Horizontal | None = None
    select_action: SelectAction | None = None


class ImageSet(Element):
    """Several pictures of one size."""

    type_name = "ImageSet"
    images: Sequence[Image]
    image_size: ImageSize | None = None


class MediaSource(Part):
    """One encoding of a recording."""

    mime_type: str
    url: str


class Media(Element):
    """A recording to play in the card."""

    type_name = "Media"
    sources: Sequence[MediaSource]
    poster: str | None = None
    alt_text: Plain | None = None


class Fact(Part):
    """A name and a value, side by side."""

    title: Prose
    value: Prose


class FactSet(Element):
    """Facts below each other, names in one column and values in the next."""

    type_name = "FactSet"
    facts: Sequence[Fact]
