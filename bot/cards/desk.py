"""Owns the card of the switchboard's desk: what waits, section by section, and who has taken what (V1-V3, M3, A1, A2).

It must not decide what a row may be used for, nor what it says; the view is made already.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, RichTextBlock, TextBlock, TextRun
from bot.cards.part import Json
from bot.cards.pieces import beside, chevron, finished, heading, opening_row, subtle, title, warning
from bot.texts.catalogue import Words

EM_SPACE = "\u2003"
"""Holds two links apart; ordinary spaces in a row are shown as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One thing to do: what it is, how it stands, who has taken it, and what can be done right here.

    `row` is what its buttons carry. `is_overdue` marks it; `claim` says who has taken it.
    """

    row: str
    name: str
    says: str
    is_overdue: bool = False
    claim: str = ""
    may_receive: bool = False
    may_claim: bool = False
    may_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSection:
    """A section that has something: its name with how many, its rows, how many more, and what stands beside.

    `name` is empty where there is only something beside.
    """

    section: str
    name: str
    lines: tuple[DeskLine, ...] = ()
    more: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A hand-over that waits for the reader to take it."""

    hand_over: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """The desk as its operator sees it. `note` is what was just done, `between` what has just come between."""

    sections: tuple[DeskSection, ...]
    waiting: tuple[WaitingLine, ...] = ()
    note: str = ""
    between: str = ""
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverView:
    """A shift handed over, as its giver or a receiver sees it. `tone` is how it stands."""

    hand_over: str
    title: str
    stands: str = ""
    is_done: bool = False
    note: str = ""
    lines: tuple[DeskLine, ...] = ()
    more: str = ""
    open: str = ""
    between: str = ""
    may_take: bool = False
    may_take_back: bool = False


def desk_card(view: DeskView, words: Words) -> dict[str, Json]:
    """The desk, or that there is nothing on it; it can always be refreshed and handed over."""
    actions = [
        button(ActionName.DESK_SHOW, words("desk.button.refresh")),
        button(ActionName.HAND_OVER_FORM, words("desk.button.hand_over")),
    ]
    is_empty = not any(section.lines for section in view.sections)
    body: list[Element] = [
        title(words("desk.empty") if is_empty else words("desk.title")),
        *([subtle(view.note)] if view.note else []),
        *([warning(view.between)] if view.between else []),
        *map(_waiting, view.waiting),
        *([TextBlock(text=words("desk.empty_hint"), spacing="small")] if is_empty else []),
        *(part for section in view.sections for part in _section(section, words)),
        TextBlock(text=view.as_of, is_subtle=True, size="small", spacing="large"),
    ]
    return finished(body, words, actions)


def hand_over_card(view: HandOverView, words: Words) -> dict[str, Json]:
    """What is handed over, how that stands, and what the reader can do about it."""
    values = {"hand_over": view.hand_over}
    actions = []
    if view.may_take:
        actions.append(
            button(ActionName.HAND_OVER_TAKE, words("desk.button.take_over"), values=values, style="positive")
        )
    if view.may_take_back:
        actions.append(button(ActionName.HAND_OVER_BACK, words("desk.button.take_back"), values=values))
    actions.append(button(ActionName.DESK_SHOW, words("desk.button.open"), values={"below": "1"}))
    stands = Container(
        style="good" if view.is_done else "emphasis", spacing="medium", items=[TextBlock(text=view.stands)]
    )
    body: list[Element] = [
        title(view.title),
        *([warning(view.between)] if view.between else []),
        stands,
        *([heading(words("desk.hand_over.note")), TextBlock(text=view.note, spacing="small")] if view.note else []),
        *([heading(words("desk.hand_over.rows"))] if view.lines else []),
        *(_line(line, words) for line in view.lines),
        *([subtle(view.more)] if view.more else []),
        *([TextBlock(text=view.open, spacing="medium")] if view.open else []),
    ]
    return finished(body, words, actions)


def _section(section: DeskSection, words: Words) -> list[Element]:
    parts: list[Element] = [heading(section.name)] if section.name else []
    parts += [_line(line, words) for line in section.lines]
    if section.more:
        see_all = button(ActionName.DESK_ALL, section.more, values={"section": section.section})
        parts.append(opening_row([TextBlock(text=section.more, is_subtle=True)], see_all))
    if section.beside:
        parts.append(subtle(section.beside))
    return parts


def _waiting(line: WaitingLine) -> Element:
    show = button(ActionName.HAND_OVER_SHOW, line.says, values={"hand_over": line.hand_over})
    return opening_row([TextBlock(text=line.says)], show, separator=None, spacing="medium", style="accent")


def _line(line: DeskLine, words: Words) -> Element:
    """A row: a tap on it opens what it is about; what can be done at once are links below."""
    lines: list[Element] = [
        TextBlock(text=line.name, weight="bolder"),
        TextBlock(
            text=line.says,
            is_subtle=None if line.is_overdue else True,
            color="attention" if line.is_overdue else None,
            spacing="none",
        ),
    ]
    opens = button(ActionName.DESK_ROW, line.name, values={"row": line.row})
    links = _links(line, words)
    return Container(
        separator=True,
        spacing="small",
        items=[
            Container(items=[beside(lines, [chevron()])], select_action=opens),
            *([RichTextBlock(inlines=links, spacing="small")] if links else []),
        ],
    )


def _links(line: DeskLine, words: Words) -> list[TextRun]:
    """Who has taken the row, and what can be done about it here."""
    marks = (
        (ActionName.DESK_RECEIVE, "desk.button.receive", line.may_receive),
        (ActionName.DESK_CLAIM, "desk.button.claim", line.may_claim),
        (ActionName.DESK_RELEASE, "desk.button.release", line.may_release),
    )
    runs = [TextRun(text=line.claim, italic=True)] if line.claim else []
    for name, key, shown in marks:
        if shown:
            runs += [TextRun(text=EM_SPACE)] if runs else []
            link = words(key)
            runs.append(TextRun(text=link, select_action=button(name, link, values={"row": line.row})))
    return runs
