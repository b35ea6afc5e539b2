"""Owns the answer to who answers, or who is in: first a sentence to read aloud, then whom to try (A2, V1).

What the reader may not know is not in the view: it is masked before it comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringGroupView:
    """One answer group. `able` are those to try, in order, `others` say who can't, and until when.

    `is_open` False: outside its phone hours. `stretches` are those of a time ahead instead: when, and who.
    """

    sentence: str
    hours: str = ""
    is_open: bool = True
    is_empty: bool = False
    """Whether nobody is in the group."""
    able: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    more_able: int = 0
    more_others: int = 0
    """How many of each there are beside those that are named."""
    stretches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAnswerView:
    """What is told of a place. `people` are of its staff beside the groups; `values` ask the same again."""

    sentence: str = ""
    """Where there is no group, whose own is read aloud: who of the people is in."""
    groups: tuple[AnsweringGroupView, ...] = ()
    place: str = ""
    """What the people are of."""
    people_in: tuple[str, ...] = ()
    people_away: tuple[str, ...] = ()
    is_ahead: bool = False
    """Whether the question was of a time ahead, in which people are expected rather than in."""
    more_groups: int = 0
    more_people: int = 0
    as_of: datetime
    values: Mapping[str, str] = field(default_factory=dict)


def coverage_answer_card(view: CoverageAnswerView, words: Words, now: datetime) -> dict[str, Json]:
    """Group by group, then the others who are in; each group's sentence stands first, since it is read aloud."""
    body: list[Element] = []
    for group in view.groups:
        items = answering_group(group, words, is_first=not body)
        body += [Container(items=items, separator=True, spacing="large")] if body else items
    if view.more_groups:
        body.append(subtle(words("coverage_answers.more_groups", n=view.more_groups)))
    if not view.groups:
        body.append(title(view.sentence))
    for key, lines in ((_in(view), view.people_in), ("coverage_answers.people_away", view.people_away)):
        if lines:
            name = words(key, place=view.place)
            body += [heading(name), *_lines(lines)]
    if view.more_people:
        body.append(subtle(words("coverage_answers.more_people", n=view.more_people)))
    as_of = words("coverage_answers.as_of", moment=moment(view.as_of, now, words))
    body.append(TextBlock(text=as_of, size="small", is_subtle=True, spacing="medium"))
    refresh = button(ActionName.UNITS_ASK, words("coverage_answers.refresh"), values=view.values)
    return finished(body, words, [refresh])


def _in(view: CoverageAnswerView) -> str:
    return "coverage_answers.people_expected" if view.is_ahead else "coverage_answers.people_in"


def answering_group(group: AnsweringGroupView, words: Words, *, is_first: bool) -> list[Element]:
    """One group, or whatever answers as one does; the sentence that is read aloud is its first element."""
    items: list[Element] = [
        TextBlock(text=group.sentence, size="large" if is_first else "medium", weight="bolder", style="heading")
    ]
    items += facts([(words("coverage_answers.hours"), group.hours), *group.stretches])
    if group.able:
        items.append(heading(words("coverage_answers.to_try" if group.is_open else "coverage_answers.in_anyway")))
        items += _lines(
            tuple(words("coverage_answers.numbered", n=number, line=one) for number, one in enumerate(group.able, 1))
        )
        items += more_lines(group.more_able, words)
    if group.others:
        items.append(heading(words("coverage_answers.not_able")))
        items += [*_lines(group.others), *more_lines(group.more_others, words)]
    if group.is_empty:
        items.append(TextBlock(text=words("coverage_answers.empty"), spacing="small"))
    return items


def more_lines(count: int, words: Words) -> list[Element]:
    """That there are so many more than those that are named; nothing for none."""
    return [subtle(words("coverage_answers.and_more", n=count))] if count else []


def _lines(lines: tuple[str, ...]) -> list[Element]:
    return [TextBlock(text=line, spacing="small") for line in lines]
