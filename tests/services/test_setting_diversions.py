"""Setting a diversion (A3): what is saved, what is refused, what is shown first, and what others are told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.availability import State
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.placement import Effect
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, DAG, EVA, STRANGER, VERA, at, diversion, period
from tests.services.diversion_stage import LUNCH, NOW, SICK, Stage, wanted

MEETING = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00", id_="meeting")
RUNNING_SICK = diversion(Reason.SICK, "2026-11-23 08:00", None, id_="sick", note="Magsjuka", answers_instead=DAG)


async def test_a_diversion_is_saved_and_told() -> None:
    """A3: one line gives the diversion, its return time, and what the switchboard says while it is in force."""
    stage = Stage()
    outcome = await stage.set(ANNA, LUNCH, turn="t")
    assert outcome.saved
    assert (outcome.change_id, outcome.person.id, outcome.diversion.id) == ("t", ANNA, "t")
    assert outcome.back_at == at("2026-11-24 13:00")
    assert stage.books[ANNA].diversions == (outcome.diversion,)
    assert (outcome.told.state, outcome.told.at) == (State.AWAY, at("2026-11-24 12:00"))
    assert outcome.told.back_at == at("2026-11-24 13:00")


async def test_what_is_saved_is_what_was_asked_for() -> None:
    """A3: reason, period, note without stray space, who answers, who set it and when."""
    stage = Stage()
    asked = wanted(Reason.TRAINING, "2026-11-25 08:00", "2026-11-25 12:00", note="  Ring Dag ", answers_instead=DAG)
    saved = (await stage.set(BO, asked)).diversion
    assert (saved.reason, saved.period) == (Reason.TRAINING, period("2026-11-25 08:00", "2026-11-25 12:00"))
    assert (saved.note, saved.answers_instead, saved.set_by, saved.set_at) == ("Ring Dag", DAG, BO, NOW)


async def test_what_others_are_told_never_shows_a_private_reason() -> None:
    """Masking: the receipt's "told" is the switchboard's view, so that the person sees what is said."""
    outcome = await Stage().set(ANNA, SICK)
    assert outcome.told.absence is not None
    assert not outcome.told.absence.shows_reason
    assert outcome.told.absence.note == ""


async def test_every_fault_comes_back_at_its_field_and_nothing_is_saved() -> None:
    """A3: no return time, and a colleague whom nobody knows: both at once."""
    stage = Stage()
    bad = wanted(Reason.MEETING, "2026-11-24 10:00", None, answers_instead=PersonId("who"))
    with pytest.raises(PolicyErrors) as refusal:
        await stage.set(ANNA, bad)
    assert [(e.code, e.field) for e in refusal.value.errors] == [
        ("diversion.end_missing", "end"),
        ("person.unknown", "answers_instead"),
    ]
    assert stage.books.saves == 0
    assert stage.delivered_soon == []


@pytest.mark.parametrize("actor", [ANNA, BO, VERA])
async def test_the_person_the_nearest_manager_and_the_switchboard_may_set_it(actor: PersonId) -> None:
    """A3: those three, and the diversion says who it was."""
    outcome = await Stage().set(actor, LUNCH)
    assert outcome.diversion.set_by == actor


@pytest.mark.parametrize("actor", [DAG, EVA, STRANGER])
async def test_nobody_else_may_set_it(actor: PersonId) -> None:
    """A3: a deputy, a colleague, a stranger are refused; nothing is saved."""
    stage = Stage()
    with pytest.raises(NotAllowed) as refusal:
        await stage.set(actor, LUNCH)
    assert refusal.value.code == "diversion.not_allowed"
    assert stage.books.saves == 0


@pytest.mark.parametrize(("actor", "code"), [(ANNA, "person.unknown"), (PersonId("who"), "person.not_in_directory")])
async def test_nobody_unknown_is_diverted(actor: PersonId, code: str) -> None:
    """Someone who is not in the directory has no phone here; told apart when it is oneself."""
    with pytest.raises(PolicyError) as error:
        await Stage().set(actor, wanted(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00", person=PersonId("who")))
    assert error.value.code == code


# --- Consent


CROSSING = wanted(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30")


async def test_what_must_be_seen_first_is_shown_and_not_saved() -> None:
    """Rule 4: a lunch over a meeting that has not begun waits for a yes; the outcome says what it would displace."""
    stage = Stage(MEETING)
    outcome = await stage.set(ANNA, CROSSING)
    assert not outcome.saved
    assert [(d.before, d.effect) for d in outcome.displaced] == [(MEETING, Effect.SHORTENED)]
    assert stage.books.saves == 0
    assert stage.books[ANNA].diversions == (MEETING,)


async def test_what_waits_for_a_yes_is_told_to_nobody() -> None:
    """A3: the switchboard asks first; the person hears of it when it stands, not before."""
    stage = Stage(MEETING)
    assert not (await stage.set(VERA, CROSSING)).saved
    assert stage.delivered_soon == []
    assert stage.books[ANNA].outgoing.unsent == ()


async def test_a_yes_to_what_was_seen_saves_it() -> None:
    """Rule 4: the same words with `seen` stand, in a turn of their own."""
    stage = Stage(MEETING)
    shown = await stage.set(ANNA, CROSSING)
    agreed = wanted(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30", seen=shown.to_be_seen)
    outcome = await stage.set(ANNA, agreed)
    assert outcome.saved
    assert [d.reason for d in stage.books[ANNA].diversions] == [Reason.MEETING, Reason.LUNCH]


async def test_a_yes_to_something_else_is_asked_again() -> None:
    """Rule 4: what was seen was the meeting; by now a second one would go too, so it is shown anew."""
    stage = Stage(MEETING)
    shown = await stage.set(ANNA, CROSSING)
    break_ahead = wanted(Reason.BREAK, "2026-11-24 12:00", "2026-11-24 12:15")
    await stage.set(ANNA, break_ahead)
    agreed = wanted(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30", seen=shown.to_be_seen)
    outcome = await stage.set(ANNA, agreed)
    assert not outcome.saved
    assert len(outcome.displaced) == 2


# --- Changed forms, and "only a new return"


async def test_a_changed_form_replaces_the_one_it_names() -> None:
    """Ändra: the meeting becomes a training at another time, without asking; *Ångra* would give the meeting back."""
    stage = Stage(MEETING)
    changed = wanted(Reason.TRAINING, "2026-11-24 11:00", "2026-11-24 13:00", replaces="meeting")
    outcome = await stage.set(ANNA, changed)
    assert outcome.saved
    assert stage.books[ANNA].diversions == (outcome.diversion,)
    await stage.service.undo(ANNA, ANNA, change_id=outcome.change_id, turn="u", now=NOW)
    assert stage.books[ANNA].diversions == (MEETING,)


async def test_only_a_new_return_moves_the_end_of_what_runs() -> None:
    """Åter: "åter 14:30" while sick keeps the sick leave, its note and who answers, and gives it an end."""
    stage = Stage(RUNNING_SICK)
    back = wanted(Reason.OTHER, "2026-11-24 09:00", "2026-11-24 14:30", continues=True)
    outcome = await stage.set(ANNA, back)
    (only,) = stage.books[ANNA].diversions
    assert only == outcome.diversion
    assert (only.reason, only.note, only.answers_instead) == (Reason.SICK, "Magsjuka", DAG)
    assert only.period == period("2026-11-23 08:00", "2026-11-24 14:30")


async def test_only_a_new_return_with_nothing_running_is_a_diversion_of_its_own() -> None:
    """Åter: nothing runs, so "åter 14:30" is away until then."""
    back = wanted(Reason.OTHER, "2026-11-24 09:00", "2026-11-24 14:30", continues=True)
    assert (await Stage().set(ANNA, back)).diversion.reason is Reason.OTHER


async def test_what_runs_never_becomes_open_ended_by_going_on() -> None:
    """A3: a lunch may not lack a return time, so "tills vidare" with another reason is a word of its own."""
    stage = Stage(diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 09:30", id_="lunch"))
    await stage.set(ANNA, wanted(Reason.SICK, "2026-11-24 09:00", None, continues=True))
    assert [(d.reason, d.period.end_at) for d in stage.books[ANNA].diversions] == [(Reason.SICK, None)]


# --- Open line


async def test_the_line_of_what_runs_is_opened_and_closed() -> None:
    """A3: "släpp fram samtal" leaves the diversion as it is, but for its line."""
    stage = Stage(RUNNING_SICK)
    opened = await stage.service.let_calls_through(ANNA, ANNA, open_line=True, change_id="t", now=NOW)
    assert opened.told.state is State.OPEN_LINE
    (only,) = stage.books[ANNA].diversions
    assert (only.open_line, only.period, only.note) == (True, RUNNING_SICK.period, "Magsjuka")
    closed = await stage.service.let_calls_through(ANNA, ANNA, open_line=False, change_id="u", now=NOW)
    assert closed.told.state is State.AWAY


async def test_there_is_no_line_to_open_when_nothing_runs() -> None:
    """A3: said so; the meeting ahead is left alone."""
    stage = Stage(MEETING)
    with pytest.raises(PolicyError) as error:
        await stage.service.let_calls_through(ANNA, ANNA, open_line=True, change_id="t", now=NOW)
    assert error.value.code == "diversion.none_running"
    assert stage.books.saves == 0


async def test_nobody_else_opens_ones_line() -> None:
    """A3: the same three as for setting."""
    with pytest.raises(NotAllowed):
        await Stage(RUNNING_SICK).service.let_calls_through(EVA, ANNA, open_line=True, change_id="t", now=NOW)


# --- Who answers instead


TRIP = wanted(Reason.BUSINESS_TRIP, "2026-11-24 08:00", "2026-11-25 17:00", answers_instead=DAG)


@pytest.mark.parametrize(
    ("start", "end", "open_line", "warns"),
    [
        ("2026-11-25 08:00", "2026-11-25 12:00", False, True),
        ("2026-11-25 08:00", "2026-11-25 12:00", True, False),
        ("2026-11-25 17:00", "2026-11-26 12:00", False, False),
        ("2026-11-24 08:15", "2026-11-24 08:45", False, False),
    ],
    ids=["borta en del av tiden", "borta med öppen linje", "borta först efteråt", "var borta men är tillbaka"],
)
async def test_a_stand_in_who_is_away_is_warned_of(start: str, end: str, open_line: bool, warns: bool) -> None:
    """A3: whoever answers instead should be there; the diversion is saved all the same."""
    sick = diversion(Reason.SICK, start, end, open_line=open_line, person=DAG, note="Operation")
    stage = Stage(sick, person=DAG)
    outcome = await stage.set(ANNA, TRIP)
    assert outcome.saved
    assert (outcome.stand_in_away is not None) is warns


async def test_why_the_stand_in_is_away_is_not_part_of_the_warning() -> None:
    """Masking: not even to the stand-in's nearest manager, whose right the warning does not look at."""
    sick = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-24 12:00", person=DAG, note="Operation")
    outcome = await Stage(sick, person=DAG).set(BO, TRIP)
    assert outcome.stand_in_away is not None
    assert (outcome.stand_in_away.shows_reason, outcome.stand_in_away.note) == (False, "")


# --- What others did


async def test_someone_elses_change_is_told_to_the_person_once_without_the_reason() -> None:
    """Masking: "never in notifications": who did it and which times, nothing of why, no note."""
    stage = Stage()
    outcome = await stage.set(BO, SICK, turn="t")
    (notification,) = stage.books[ANNA].outgoing.unsent
    assert (notification.id, notification.to, notification.code) == ("t", ANNA, "diversion.set_by_other")
    assert notification.params == {"actor": BO, "start_at": outcome.diversion.period.start_at.isoformat()}
    assert (notification.made_at, notification.due_at) == (NOW, NOW)
    assert "sick" not in repr(notification)
    assert "Magsjuka" not in repr(notification)
    assert stage.delivered_soon == [ANNA]


async def test_ones_own_change_is_not_told_to_oneself() -> None:
    """The receipt says it already."""
    stage = Stage()
    await stage.set(ANNA, LUNCH)
    assert stage.books[ANNA].outgoing.unsent == ()
    assert stage.delivered_soon == []


async def test_what_is_still_unsent_survives_the_next_change() -> None:
    """Idea 4: a decision that was made is delivered, whatever is decided after it."""
    stage = Stage()
    await stage.set(BO, LUNCH, turn="t")
    await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-24 15:00", "2026-11-24 16:00"))
    await stage.set(VERA, wanted(Reason.MEETING, "2026-11-25 15:00", "2026-11-25 16:00"), turn="v")
    assert [n.id for n in stage.books[ANNA].outgoing.unsent] == ["t", "v"]


async def test_the_past_leaves_the_book_with_the_next_change() -> None:
    """Masking: past absences are not kept by a change that comes after them."""
    stage = Stage(diversion(Reason.SICK, "2026-11-16 08:00", "2026-11-20 17:00"))
    outcome = await stage.set(ANNA, LUNCH, now=NOW + timedelta(minutes=1))
    book = stage.books[ANNA]
    assert book.diversions == (outcome.diversion,)
    assert book.last_change is not None
    assert book.last_change.before == ()
