"""Owns the answer to a search in Teams' own box: a row for each person and function, and the card that it becomes.

The row is read now, by who searches; the card is sent on and read by others later, so it tells no more than everyone
may know and says when it was so. A search changes nothing, not even the language the person is known to write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.sent_card import SentFunctionView, SentPersonView, sent_function_card, sent_person_card
from bot.chat import Chat
from bot.dialogs.coverage_words import hours_line
from bot.dialogs.exchange import words_to
from bot.dialogs.person_views import shortened
from bot.dialogs.reach_words import with_number
from bot.texts.catalogue import Words
from bot.texts.dates import moment, some, unmoving
from bot.turn import Result, Results, Search, Turn
from bot.understanding import Intent, understand
from bot.understanding.several import people_named
from policy.availability import Availability, State
from policy.coverage_answers import GroupAnswer
from policy.organisation import Municipality
from services.ports import Directory
from services.search_box import SearchBox, SoughtPerson
from services.whom_to_connect import ToConnect

MOST_NAMES = 3
FEWEST_LETTERS = 3
ASKS_ABOUT = {
    Intent.AVAILABILITY_QUERY: "person",
    Intent.WHO_HANDLES_QUERY: "topic",
    Intent.COVERAGE_QUERY: "unit",
}
"""What a question is about, by the name of its slot; a line of any other kind is searched for as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBoxDialog:
    """Answers searches. Called with a turn that has one, and what is remembered of the person."""

    service: SearchBox
    directory: Directory

    async def __call__(self, turn: Turn, chat: Chat) -> Results:
        """What was found, never nothing: where there are no rows, what to do instead is told."""
        if turn.search is None:
            raise ValueError("only a search is answered with rows")
        municipality = self.directory.municipality
        words = words_to(chat, municipality)
        searcher = municipality.people.get(turn.person)
        if searcher is None:
            return Results(told=words("errors.person.not_in_directory", place=municipality.name))
        text = _sought(turn.search, turn, words)
        asked = turn.search
        page = await self.service.find(
            searcher, text, names=people_named(text), skip=asked.skip, count=asked.count, now=turn.now
        )
        told = _Telling(words, municipality, turn.now)
        if not page.rows:
            return Results(told=_nothing(text, asked, words))
        rows = (told.person(one) if isinstance(one, SoughtPerson) else told.function(one) for one in page.rows)
        if page.only_alike:
            rows = (Result(title=words("box.perhaps", name=one.title), text=one.text, card=one.card) for one in rows)
        return Results(rows=tuple(rows))

    def in_trouble(self, chat: Chat) -> Results:
        """What is told when a search failed, or took too long."""
        return Results(told=words_to(chat, self.directory.municipality)("box.trouble"))


def _nothing(text: str, search: Search, words: Words) -> str:
    if search.skip:
        return words("box.no_more")
    # Of so few letters, which the box sends as they are typed, no more can be said than to go on.
    return words("box.nothing", text=shortened(text)) if len(text) >= FEWEST_LETTERS else words("box.type_something")


def _sought(search: Search, turn: Turn, words: Words) -> str:
    """What is searched for: what was typed, or whom or what it asks about where it is a whole question."""
    understood = understand(search.text, now=turn.now, locale=words.language)
    asked_about = ASKS_ABOUT.get(understood.intent) if understood.intent is not None else None
    return str(understood.slots.get(asked_about) or search.text) if asked_about else search.text


@dataclass(frozen=True, slots=True)
class _Telling:
    """Makes rows and cards, in a language and as it stands now."""

    words: Words
    municipality: Municipality
    now: datetime

    def person(self, sought: SoughtPerson) -> Result:
        """Someone's row: the number that is dialled, how they can be reached, and what tells them from namesakes."""
        person, words = sought.told.person, self.words
        unit = self.municipality.units[person.unit].name
        described = words("box.described", title=person.title, unit=unit) if person.title else unit
        view = SentPersonView(
            name=person.name,
            described=described,
            standing=self._standing(sought.told, is_kept=True),
            extension=person.extension,
            landline=person.landline,
            mobile=person.mobile,
            stand_in="" if sought.stand_in is None else self._stand_in(sought.stand_in),
            note="" if sought.told.absence is None else sought.told.absence.note,
            as_of=self.now,
        )
        return Result(
            title=with_number(person, self.words),
            text=words("box.row", standing=self._standing(sought.told, is_kept=False), described=described),
            card=sent_person_card(view, words),
        )

    def function(self, found: ToConnect) -> Result:
        """A function's row: whether it answers now, and who."""
        group, words = found.group, self.words
        if group is None:
            raise ValueError("a function that is a person is shown as that person")
        unit = self.municipality.units[group.group.unit].name
        answers = group.is_open and bool(group.able)
        # Where nobody answers, those whose own matter it is may be in all the same.
        able = group.able if answers else tuple(one for one in (*group.able, *found.people) if _is_reached(one))
        view = SentFunctionView(
            name=group.group.name,
            described=unit,
            standing=self._answering(group, is_kept=True),
            answers=answers,
            matter=found.matter if found.matter.casefold() != group.group.name.casefold() else "",
            hours=hours_line((one.period for one in group.hours), self.municipality.calendar, words),
            able=tuple(dict.fromkeys(with_number(one.person, words) for one in able)),
            next_in="" if found.next_in is None else with_number(found.next_in, words),
            as_of=self.now,
        )
        return Result(
            title=group.group.name,
            text=words("box.row", standing=self._answering(group, is_kept=False), described=unit),
            card=sent_function_card(view, words),
        )

    def _standing(self, told: Availability, *, is_kept: bool) -> str:
        """How someone can be reached, in a few words; `is_kept`: on a card that is read on other days too."""
        words = self.words
        back = None if told.back_at is None else self._when(told.back_at, is_kept=is_kept)
        if told.absence is None:
            if told.state is State.IN:
                return words("box.person.in")
            return words("box.person.off_duty") if back is None else words("box.person.off_duty_until", back=back)
        reason = told.absence.diversion.reason.value if told.absence.shows_reason else "masked"
        name = words(f"reasons.{reason}.name")
        if told.state is State.OPEN_LINE:
            return words("box.person.open_line", reason=name)
        if back is None:
            return words("box.person.open_ended", reason=name)
        return words("box.person.away_until", reason=name, back=back)

    def _answering(self, group: GroupAnswer, *, is_kept: bool) -> str:
        words = self.words
        if group.is_open and group.able:
            if is_kept:
                return words("box.function.open", until=self._when(_open_until(group), is_kept=True))
            names = some(tuple(one.person.name for one in group.able), words, most=MOST_NAMES)
            return words("box.function.answered_by", names=names)
        key = "unstaffed" if group.is_open else "closed"
        if group.next_at is None:
            return words(f"box.function.{key}")
        return words(f"box.function.{key}_until", next=self._when(group.next_at, is_kept=is_kept))

    def _when(self, instant: datetime, *, is_kept: bool) -> str:
        return (unmoving if is_kept else moment)(instant, self.now, self.words)

    def _stand_in(self, instead: Availability) -> str:
        if instead.state in (State.AWAY, State.OFF_DUTY):
            return self.words("availability.answer.stand_in_away", name=instead.person.name)
        return with_number(instead.person, self.words)


def _is_reached(told: Availability) -> bool:
    return told.state in (State.IN, State.OPEN_LINE)


def _open_until(group: GroupAnswer) -> datetime:
    """When the phone hours that hold now end, stretches that touch taken as one."""
    until = group.at
    for promised in group.hours:
        if promised.period.contains(until) and promised.period.end_at is not None:
            until = promised.period.end_at
    return until
