"""Owns the cards that say what the phone policy says: clauses in plain words, and the list of its subjects."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, heading, subtle, title
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A clause: its id, what it is called, what it says, and what the bot does about it."""

    id: str
    title: str
    says: str
    bot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectsView:
    """Every clause by id and title; `asked` is whether something was asked for that isn't in the policy."""

    subjects: tuple[tuple[str, str], ...]
    asked: bool = False


def clauses_card(clauses: tuple[ClauseView, ...], words: Words) -> dict[str, Json]:
    """What the policy says, the likeliest clause first."""
    body: list[Element] = [title(words("policy.found"))]
    for clause in clauses:
        body += [
            heading(words("policy.heading", id=clause.id, title=clause.title)),
            TextBlock(text=clause.says, spacing="small"),
            subtle(words("policy.bot", what=clause.bot)),
        ]
    return finished(body, words, [button(ActionName.POLICY_SHOW, words("policy.all_button"))])


def subjects_card(view: SubjectsView, words: Words) -> dict[str, Json]:
    """The policy's subjects, each to tap."""
    first = ("policy.none_found", "policy.none_found_hint") if view.asked else ("policy.all", "policy.all_hint")
    rows = [_row(id_, name, words) for id_, name in view.subjects]
    return finished([title(words(first[0])), subtle(words(first[1])), *rows], words)


def _row(id_: str, name: str, words: Words) -> Container:
    line = words("policy.heading", id=id_, title=name)
    return Container(
        items=[TextBlock(text=line)],
        spacing="small",
        select_action=button(ActionName.POLICY_SHOW, name, values={"clause": id_}),
    )
