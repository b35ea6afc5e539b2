"""Owns the elements of Adaptive Cards 1.5 that hold others: containers, columns, tables, rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from bot.cards.actions import Action, SelectAction
from bot.cards.elements import Element, Horizontal, Item, Vertical
from bot.cards.part import Part

ContainerStyle: TypeAlias = Literal["default", "emphasis", "good", "attention", "warning", "accent"]


class BackgroundImage(Part):
    """A picture behind a container."""

    url: str
    fill_mode: Literal["cover", "repeatHorizontally", "repeatVertically", "repeat"] | None = None
    horizontal_alignment: Horizontal | None = None
    vertical_alignment: Vertical | None = None


class Container(Element):
    """Elements below each other. `bleed`: its colour goes out to the card's edge."""

    type_name = "Container"
    items: Sequence[Element]
    style: ContainerStyle | None = None
    bleed: bool | None = None
    select_action: SelectAction | None = None
    vertical_content_alignment: Vertical | None = None
    background_image: BackgroundImage | str | None = None
    min_height: str | None = None
    rtl: bool | None = None


class Column(Item):
    """One column. `width`: "auto", "stretch", "50px", or its share of the room as a number."""

    type_name = "Column"
    items: Sequence[Element]
    width: str | int | None = None
    fallback: Column | Literal["drop"] | None = None
    style: ContainerStyle | None = None
    bleed: bool | None = None
    select_action: SelectAction | None = None
    vertical_content_alignment: Vertical | None = None
    background_image: BackgroundImage | str | None = None
    min_height: str | None = None
    rtl: bool | None = None


class ColumnSet(Element):
    """Columns beside each other."""

    type_name = "ColumnSet"
    columns: Sequence[Column]
    style: ContainerStyle | None = None
    bleed: bool | None = None
    select_action: SelectAction | None = None
    horizontal_alignment: Horizontal | None = None
    min_height: str | None = None


class ActionSet(Element):
    """Buttons among the elements."""

    type_name = "ActionSet"
    actions: Sequence[Action]


class TableColumn(Part):
    """How one column of a table is laid out."""

    width: str | int | None = None
    horizontal_cell_content_alignment: Horizontal | None = None
    vertical_cell_content_alignment: Vertical | None = None


class TableCell(Part):
    """One cell of a table."""

    type_name = "TableCell"
    items: Sequence[Element]
    style: ContainerStyle | None = None
    bleed: bool | None = None
    select_action: SelectAction | None = None
    vertical_content_alignment: Vertical | None = None
    background_image: BackgroundImage | str | None = None
    min_height: str | None = None
    rtl: bool | None = None


class TableRow(Part):
    """One row of a table."""

    type_name = "TableRow"
    cells: Sequence[TableCell]
    style: ContainerStyle | None = None
    horizontal_cell_content_alignment: Horizontal | None = None
    vertical_cell_content_alignment: Vertical | None = None


class Table(Element):
    """A table. The heading's property is read under two names: `firstRowAsHeader` stands in the specification,
    `firstRowAsHeaders` is what the JavaScript renderer, which Teams uses, reads.
    """

    type_name = "Table"
    columns: Sequence[TableColumn]
    rows: Sequence[TableRow]
    first_row_as_header: bool | None = None
    first_row_as_headers: bool | None = None
    show_grid_lines: bool | None = None
    grid_style: ContainerStyle | None = None
    horizontal_cell_content_alignment: Horizontal | None = None
    vertical_cell_content_alignment: Vertical | None = None
