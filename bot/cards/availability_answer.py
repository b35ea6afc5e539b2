"""Owns the answer to whether someone can be reached. It opens with the sentence that is read aloud to the caller.

What the reader may not know is not in the view: it is masked before it comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, heading, reason_name, subtle
from bot.cards.presence import PresenceView, presence_lines
from bot.texts.catalogue import Words
from bot.texts.dates import moment, period
from bot.texts.numbers import phone_number
from policy.greetings import FaultKind
from policy.periods import Period
from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInView:
    """Who answers instead, on what number, and whether that person is away too."""

    name: str
    number: str = ""
    is_away: bool = False
    presence: str = ""
    """What Teams shows just now, in a few words."""


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence in the time asked about; `reason` None is what the reader may not know."""

    period: Period
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What is told of one person. `sentence` is read aloud; `as_of` is when it was so. Numbers as stored (E.164)."""

    person: str
    sentence: str
    is_reachable: bool | None = None
    """Whether a call can be put through now; None where the question is of another time."""
    presence: PresenceView | None = None
    """What Teams shows just now, for whoever may be told that."""
    back_in: int = 0
    """In how many minutes the person is back, where that is soon enough to wait for."""
    described: str = ""
    days_off: str = ""
    """Why the return is no earlier, where days off are."""
    extension: str = ""
    landline: str = ""
    mobile: str = ""
    stand_in: StandInView | None = None
    lets_calls_through: bool | None = None
    """Of a diversion: whether it is open; None where there is none."""
    reachable_until: str = ""
    afterwards: AbsenceView | None = None
    """What takes the person from the phone next, the same day."""
    able: tuple[str, ...] = ()
    """Who else can take the person's matters now, in the order to try."""
    note: str = ""
    absences: tuple[AbsenceView, ...] = ()
    set_at: datetime | None = None
    """When the diversion that the sentence tells of was set: how fresh it is."""
    as_of: datetime
    mark: str = ""
    """That the details may be old."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What asks the same of the person again: the time that the question named."""
    takes_messages: bool = False
    """Whether the reader may leave the person a message here: not oneself, and not where others read along."""
    tests_calls: bool = False
    """Whether the reader may note what a test call of the person's mailbox found."""
    perhaps: str = ""
    """The person's name, where what was asked for is merely like it."""


def answer_card(view: AnswerView, words: Words, now: datetime) -> dict[str, Json]:
    """The sentence, then what the switchboard needs to go on: numbers, who answers instead, how fresh it is."""
    body: list[Element] = []
    if view.perhaps:
        body.append(
            TextBlock(text=words("availability.answer.perhaps", name=view.perhaps), weight="bolder", style="heading")
        )
    body.append(TextBlock(text=view.sentence, size="large", weight="bolder", style="heading"))
    body += [*_at_a_glance(view, words), *presence_lines(view.presence)]
    body += [subtle(line) for line in (view.days_off, view.described) if line]
    body += facts(_facts(view, words, now))
    if view.able:
        body.append(heading(words("availability.answer.able")))
        body += [TextBlock(text=line, spacing="small") for line in view.able]
    if view.absences:
        body.append(heading(words("availability.answer.ahead")))
        body += [TextBlock(text=_absence(one, now, words), spacing="small") for one in view.absences]
    as_of = words("availability.answer.as_of", moment=moment(view.as_of, now, words))
    fresh = [words("availability.answer.set_at", moment=moment(view.set_at, now, words))] if view.set_at else []
    quiet = (*fresh, as_of, *([view.mark] if view.mark else []))
    body.append(Container(spacing="medium", items=[_small(text) for text in quiet]))
    refresh = button(
        ActionName.AVAILABILITY_REFRESH,
        words("availability.answer.refresh"),
        values={**view.values, "person": view.person},
    )
    body += button_rows([*_leave_message(view, words), refresh], _test_call(view, words))
    return finished(body, words)


def _at_a_glance(view: AnswerView, words: Words) -> list[Element]:
    """Whether to put the call through, in words on a colour: not everyone sees the colour."""
    if view.is_reachable is None:
        return []
    if view.is_reachable and view.presence is not None and view.presence.stands_out:
        # It says itself how likely an answer is; "can be reached" above it would say the opposite.
        return []
    if view.back_in:
        said = words("availability.answer.back_soon", n=view.back_in)
    else:
        said = words("availability.answer.reachable" if view.is_reachable else "availability.answer.not_reachable")
    line = TextBlock(text=said, weight="bolder")
    return [Container(style="good" if view.is_reachable else "attention", spacing="medium", items=[line])]


def _test_call(view: AnswerView, words: Words) -> list[Action]:
    if not view.tests_calls:
        return []
    values = {"person": view.person, "fault": FaultKind.WRONG.value}
    return [button(ActionName.GREETING_REPORT, words("greeting.button.tested"), values=values)]


def _leave_message(view: AnswerView, words: Words) -> list[Action]:
    if not view.takes_messages:
        return []
    title = words("availability.answer.leave_message")
    return [button(ActionName.MESSAGE_NEW, title, values={"person": view.person})]


def _small(text: str) -> TextBlock:
    return TextBlock(text=text, size="small", is_subtle=True, spacing="small")


def _facts(view: AnswerView, words: Words, now: datetime) -> list[tuple[str, str]]:
    return [
        (words("availability.answer.extension"), phone_number(view.extension)),
        (words("availability.answer.landline"), phone_number(view.landline)),
        (words("availability.answer.mobile"), phone_number(view.mobile)),
        (words("availability.answer.stand_in"), _stand_in(view.stand_in, words)),
        (words("availability.answer.calls"), _calls(view, words)),
        (words("availability.answer.reachable_until"), view.reachable_until),
        (words("availability.answer.afterwards"), _absence(view.afterwards, now, words) if view.afterwards else ""),
        (words("availability.answer.message"), view.note),
    ]


def _calls(view: AnswerView, words: Words) -> str:
    if view.lets_calls_through is None:
        return ""
    return words(
        "availability.answer.calls_let_through" if view.lets_calls_through else "availability.answer.calls_not"
    )


def _stand_in(stand_in: StandInView | None, words: Words) -> str:
    if stand_in is None:
        return ""
    if stand_in.is_away:
        return words("availability.answer.stand_in_away", name=stand_in.name)
    who = stand_in.name
    if stand_in.number:
        number = phone_number(stand_in.number)
        who = words("availability.answer.stand_in_with_number", name=stand_in.name, number=number)
    return words("presence.beside", line=who, short=stand_in.presence) if stand_in.presence else who


def _absence(one: AbsenceView, now: datetime, words: Words) -> str:
    reason = reason_name(one.reason, words)
    return words("availability.answer.absence", period=period(one.period, now, words), reason=reason)
