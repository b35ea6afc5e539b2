"""Owns the card that shows what a change of phone hours or members would do, before it is saved (M2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, title, warning
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPreview:
    """What a change would do, before it is saved: what changes, what to look at first, and the gaps that it opens."""

    about: str
    when: str
    changes: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    confirm: ActionName = ActionName.HOURS_CONFIRM
    mend: ActionName = ActionName.HOURS_MEND


def hours_preview_card(view: HoursPreview, words: Words) -> dict[str, Json]:
    """What to know before the change is saved."""
    body: list[Element] = [
        title(words("notice.preview.title", name=view.about)),
        TextBlock(text=view.when, spacing="small"),
        *[warning(text) for text in view.warnings],
        *facts(view.changes),
    ]
    if view.gaps:
        lines: list[Element] = [TextBlock(text=line, spacing="small") for line in view.gaps]
        body.append(
            Container(style="attention", spacing="medium", items=[heading(words("notice.preview.gaps")), *lines])
        )
    actions: list[Action] = [
        button(view.confirm, words("notice.preview.save"), values=view.values, style="positive"),
        button(view.mend, words("notice.preview.mend"), values=view.values),
        button(ActionName.FORM_CANCEL, words("forms.cancel")),
    ]
    return finished(body, words, actions)
