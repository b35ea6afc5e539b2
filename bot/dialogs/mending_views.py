"""Owns how a suggestion to mend the directory, and what was mended, are said: names, counts, who decided (A1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.cards.mend_list import MendListView, MendRow, WaitingRow, mend_gone_card, mend_list_card, mend_saved_card
from bot.cards.mend_suggestion import SuggestionView, suggestion_card
from bot.dialogs.exchange import Exchange
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import Words
from bot.texts.dates import day, listing, moment
from bot.turn import CardJson, Message, Reply, StandsFor
from policy.directory_mends import Mend, MendKind
from policy.functions import of_group, of_person
from policy.ids import GroupId, PersonId
from policy.mend_proposals import Proposal, proposals
from policy.misdirected import MisdirectedMatter, Stands, Suggestion, Whereabouts, most_named
from policy.misdirected_telling import card_of
from policy.organisation import Municipality
from services.mending import MendList, MendMade
from services.misdirected_cases import SOURCE, place_of
from services.misdirected_places import place_name

MOST_PLACES = 3
LIST = "list"
"""What a button in the list says of where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads the card, and what was just entered in it."""

    reader: PersonId
    municipality: Municipality
    words: Words
    now: datetime
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)
    between: str = ""


def reading_of(exchange: Exchange) -> Reading:
    """The person who writes, as the card's reader."""
    return Reading(
        reader=exchange.person.id, municipality=exchange.municipality, words=exchange.words, now=exchange.now
    )


def suggestion_reply(
    exchange: Exchange, case: MisdirectedMatter, reading: Reading | None = None, *, below: bool = False
) -> Reply:
    """The suggestion's card, which is changed in place from then on."""
    if case.suggestion is None:
        return exchange.say("mends.no_suggestion")
    card = _card(case, case.suggestion, reading or reading_of(exchange))
    stands = StandsFor(source=SOURCE, place=place_of(case.id), card=card_of(case.suggestion))
    show = exchange.show_below if below else exchange.show
    return show(card, _summary(case, exchange.words), stands_for=stands)


def misdirected_notice(telling: Telling) -> Message:
    """The suggestion as it stands when its card is sent."""
    case = telling.about
    if not isinstance(case, MisdirectedMatter):
        raise TypeError("a notification of misdirected calls is about a matter's record")
    if case.suggestion is None:
        return Message(text=telling.words("mends.no_suggestion"))
    reading = Reading(
        reader=telling.notification.to, municipality=telling.municipality, words=telling.words, now=telling.now
    )
    return Message(card=_card(case, case.suggestion, reading), summary=_summary(case, telling.words))


def saved_reply(exchange: Exchange, made: MendMade) -> Reply:
    """That the directory is read with it now."""
    says = mend_says(made.mend, exchange.municipality, exchange.words)
    return exchange.show(mend_saved_card(says, exchange.words, _mend_place(made)), says)


def list_without_reply(exchange: Exchange, found: MendList, mend: Mend) -> Reply:
    """The list, once one of it was taken back."""
    said = exchange.words("mends.list.gone", says=mend_says(mend, exchange.municipality, exchange.words))
    return replace(list_reply(exchange, found), messages=(Message(text=said),))


def gone_reply(exchange: Exchange, mend: Mend) -> Reply:
    """That it is taken back."""
    says = mend_says(mend, exchange.municipality, exchange.words)
    return exchange.show(mend_gone_card(says, exchange.words), exchange.words("mends.gone.title"))


def list_reply(exchange: Exchange, found: MendList | Sequence[MendMade]) -> Reply:
    """What was added, and what waits; or some mends to choose among."""
    mends, waiting = (found.mends, found.waiting) if isinstance(found, MendList) else (tuple(found), ())
    words = exchange.words
    view = MendListView(
        mends=tuple(_mend_row(exchange, one) for one in mends),
        waiting=tuple(
            WaitingRow(says=words("mends.list.calls", n=len(case.calls), matter=case.matter), place={"case": case.id})
            for case in waiting
        ),
    )
    return exchange.show(mend_list_card(view, words), words("mends.list.summary"))


def mend_says(mend: Mend, municipality: Municipality, words: Words) -> str:
    """What a mend does, in one line."""
    return _says(Proposal(kind=mend.kind, target=mend.target), mend.word, municipality, words)


def _says(proposal: Proposal, word: str, municipality: Municipality, words: Words) -> str:
    if proposal.kind is MendKind.SYNONYM:
        return words("mends.does.synonym", word=word, matter=proposal.target)
    id_ = (
        of_group(GroupId(proposal.target)).id
        if proposal.kind is MendKind.GROUP
        else of_person(PersonId(proposal.target)).id
    )
    name = place_name(municipality, Whereabouts(id=id_)) or words("mends.someone_gone")
    return words(f"mends.does.{proposal.kind.value}", word=word, name=name)


def _card(case: MisdirectedMatter, suggestion: Suggestion, reading: Reading) -> CardJson:
    words, municipality = reading.words, reading.municipality
    waits = suggestion.state is Stands.OPEN
    place = {"case": case.id, "round": str(suggestion.round)}
    mend = suggestion.mend
    taken_back = {"case": case.id, "mend": mend.id} if mend is not None and mend in case.mends else {}
    offered = proposals(case, municipality) if waits else ()
    view = SuggestionView(
        title=words("mends.suggestion.title", n=len(case.calls), matter=case.matter),
        facts=tuple(_facts(case, reading)),
        leads=words("mends.suggestion.what" if offered else "mends.suggestion.where"),
        choices=tuple((one.id, _says(one, case.matter, municipality, words)) for one in offered),
        chosen=reading.entered.get("mend", ""),
        other=reading.entered.get("other", ""),
        faults=reading.faults,
        between=reading.between,
        settled="" if waits else _settled(case, suggestion, reading),
        is_done=suggestion.state is Stands.ACCEPTED,
        place=place,
        mend=taken_back if suggestion.state is Stands.ACCEPTED else {},
        may_reopen=suggestion.state in (Stands.LATER, Stands.NEVER) and bool(case.calls),
    )
    return suggestion_card(view, words)


def _facts(case: MisdirectedMatter, reading: Reading) -> Iterator[tuple[str, str]]:
    words = reading.words
    landed = _places([call.landed for call in case.calls], reading)
    right = _places([call.right for call in case.calls], reading)
    yield words("misdirected.fact.landed"), landed or words("misdirected.fact.unknown")
    yield words("misdirected.fact.right"), right or words("misdirected.fact.unknown")
    if case.calls:
        latest = max(call.at for call in case.calls)
        yield words("mends.suggestion.latest"), day(latest.astimezone(reading.now.tzinfo).date(), reading.now, words)


def _places(places: Sequence[Whereabouts], reading: Reading) -> str:
    """The places, the most named first, with how often where it was more than once."""
    words = reading.words
    named = [(place_name(reading.municipality, place), times) for place, times in most_named(places)]
    shown = [(name, times) for name, times in named if name][:MOST_PLACES]
    said = (words("mends.suggestion.times", name=name, n=times) if times > 1 else name for name, times in shown)
    return listing(tuple(said), words)


def _settled(case: MisdirectedMatter, suggestion: Suggestion, reading: Reading) -> str:
    words, municipality = reading.words, reading.municipality
    if suggestion.state is Stands.PASSED:
        return words("mends.settled.passed")
    known = None if suggestion.decided_by is None else municipality.people.get(suggestion.decided_by)
    name = known.name if known is not None else words("mends.an_editor")
    if suggestion.decided_by == reading.reader:
        name = words("mends.you")
    when = moment(suggestion.decided_at or reading.now, reading.now, words)
    if suggestion.mend is None:
        return words(
            "mends.settled.never" if suggestion.state is Stands.NEVER else "mends.settled.later", name=name, when=when
        )
    says = mend_says(suggestion.mend, municipality, words)
    key = "mends.settled.accepted" if suggestion.state is Stands.ACCEPTED else "mends.settled.taken_back"
    return words(key, name=name, when=when, says=says)


def _summary(case: MisdirectedMatter, words: Words) -> str:
    return words("mends.suggestion.title", n=len(case.calls), matter=case.matter)


def _mend_row(exchange: Exchange, made: MendMade) -> MendRow:
    words, mend = exchange.words, made.mend
    known = None if mend.made_by is None else exchange.municipality.people.get(mend.made_by)
    on = day(mend.made_at.astimezone(exchange.now.tzinfo).date(), exchange.now, words)
    by = known.name if known is not None else words("mends.an_editor")
    return MendRow(
        says=mend_says(mend, exchange.municipality, words),
        made=words("mends.list.made", name=by, day=on),
        place={**_mend_place(made), "from": LIST},
    )


def _mend_place(made: MendMade) -> dict[str, str]:
    return {"case": made.case.id, "mend": made.mend.id}
