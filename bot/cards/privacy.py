"""Owns the cards of privacy: what is known, in parts to copy, and what goes and stays when someone is forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import Element, RichTextBlock, TextBlock, TextRun
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, heading, subtle, title
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """A subject and how much of it is held; `stays` of it when the person is forgotten."""

    subject: str
    count: int
    stays: int = 0


def held_card(held: tuple[HeldView, ...], words: Words, *, fits: bool) -> dict[str, Json]:
    """How much is known; the data itself follows in parts, if it fits."""
    body: list[Element] = [
        title(words("privacy.title")),
        TextBlock(text=words("privacy.what" if fits else "privacy.too_much"), spacing="small"),
        *facts([(words(f"privacy.subject.{one.subject}"), _count(one.count, words)) for one in held]),
        subtle(words("privacy.directory")),
    ]
    forget = button(ActionName.PRIVACY_ASK, words("privacy.button.forget"))
    return finished(body, words, [forget])


def part_card(text: str, number: int, count: int, words: Words) -> dict[str, Json]:
    """A part of the data, as it is: what is copied from all parts in order is the whole."""
    name = words("privacy.part_title", number=number, count=count) if count > 1 else words("privacy.only_part")
    data = RichTextBlock(inlines=[TextRun(text=text, font_type="monospace", size="small")])
    return finished([title(name), data], words)


def forget_card(held: tuple[HeldView, ...], words: Words, *, on_record: int) -> dict[str, Json]:
    """What goes and what has to stay, and why, before anything is done; `on_record`: how many days, that it was."""
    goes = [(words(f"privacy.subject.{one.subject}"), str(one.count - one.stays)) for one in held]
    body: list[Element] = [
        title(words("privacy.forget.title")),
        heading(words("privacy.forget.goes")),
        *facts([(name, value) for name, value in goes if value != "0"]),
        subtle(words("privacy.forget.diversions")),
        *_duty(held, words),
        heading(words("privacy.forget.stays")),
        *_kept(held, words),
        subtle(words("privacy.forget.way")),
        subtle(words("privacy.forget.record", days=on_record)),
        subtle(words("privacy.forget.directory")),
        subtle(words("privacy.forget.others")),
        TextBlock(text=words("privacy.forget.no_undo"), weight="bolder"),
    ]
    forget = button(ActionName.PRIVACY_FORGET, words("privacy.button.forget"), style="destructive")
    show = button(ActionName.PRIVACY_SHOW, words("privacy.button.show"))
    return finished(
        [*body, *button_rows([forget, button(ActionName.FORM_CANCEL, words("forms.cancel"))], [show])], words
    )


def forgotten_card(held: tuple[HeldView, ...], words: Words, *, on_record: int) -> dict[str, Json]:
    """That it is done, and what is left."""
    left = _kept(held, words)
    rest: list[Element] = [heading(words("privacy.done.stays")), *left] if left else [subtle(words("privacy.done.all"))]
    record = subtle(words("privacy.forget.record", days=on_record))
    return finished([title(words("privacy.done.title")), *rest, record], words)


def _kept(held: tuple[HeldView, ...], words: Words) -> list[Element]:
    return [TextBlock(text=words(f"privacy.kept.{one.subject}"), spacing="small") for one in held if one.stays]


def _duty(held: tuple[HeldView, ...], words: Words) -> list[Element]:
    """What follows for others, where the person is down for something."""
    return [subtle(words("privacy.forget.duty")) for one in held if one.subject == "duty" and one.count]


def _count(count: int, words: Words) -> str:
    return str(count) if count else words("privacy.nothing")
