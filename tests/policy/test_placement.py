"""How a diversion takes its place among others, rule by rule, in pictures of a day or a week."""

from __future__ import annotations

import pytest

from policy.diversions import Diversion, DiversionBook
from policy.periods import Period
from policy.placement import Displaced, Effect, Placement, continued, place
from policy.reasons import Reason
from tests.policy.small_town import ANNA, DAG, VERA, at, diversion, period

NOW = at("2026-11-24 09:00")
EMPTY = DiversionBook(person=ANNA)
VACATION = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-04 17:00", id_="vacation")
MEETING = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00", id_="meeting")
SICK = diversion(Reason.SICK, "2026-11-23 08:00", None, id_="sick")
TODAY_AWAY = diversion(Reason.REMOTE_WORK, "2026-11-24 08:00", "2026-11-24 17:00", id_="remote")


def _book(*diversions: Diversion) -> DiversionBook:
    return DiversionBook(person=ANNA, diversions=diversions)


def _placed(book: DiversionBook, new: Diversion, *, replaces: str | None = None) -> Placement:
    return place(book, new, change_id=new.id, now=NOW, replaces=replaces)


def _held(book: DiversionBook) -> list[tuple[Reason, Period]]:
    return [(d.reason, d.period) for d in book.diversions]


def _effects(placement: Placement) -> list[tuple[str, Effect]]:
    return [(d.before.id, d.effect) for d in placement.displaced]


# --- The four rules


def test_a_diversion_in_an_empty_book_simply_stands() -> None:
    """Nothing is met, nothing is asked."""
    placement = _placed(EMPTY, MEETING)
    assert placement.book.diversions == (MEETING,)
    assert placement.displaced == ()
    assert not placement.needs_consent


def test_the_newest_word_holds_in_its_own_period() -> None:
    """Rule 1: whatever stood there, the new one covers all of its period."""
    lunch = diversion(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30")
    book = _placed(_book(MEETING), lunch).book
    assert book.running(at("2026-11-24 11:30")) == lunch
    assert book.running(at("2026-11-24 12:29")) == lunch


def test_the_same_reason_is_a_correction_and_the_old_one_goes_whole() -> None:
    """Rule 2: "möte 11-13" after "möte 10-12" leaves no meeting at 10."""
    corrected = diversion(Reason.MEETING, "2026-11-24 11:00", "2026-11-24 13:00")
    placement = _placed(_book(MEETING), corrected)
    assert placement.book.diversions == (corrected,)
    assert _effects(placement) == [("meeting", Effect.REPLACED)]


def test_sick_tomorrow_makes_nobody_well_today() -> None:
    """Rule 2: one that runs stands until the correction begins; what came after is corrected."""
    running = diversion(Reason.SICK, "2026-11-23 08:00", None)
    tomorrow = diversion(Reason.SICK, "2026-11-25 08:00", "2026-11-25 17:00")
    book = place(_book(running), tomorrow, change_id="c", now=at("2026-11-24 10:00")).book
    assert [one.period for one in book.diversions] == [
        period("2026-11-23 08:00", "2026-11-25 08:00"),
        tomorrow.period,
    ]


def test_what_is_said_once_more_is_neither_asked_about_nor_told() -> None:
    """Rule 4 is about what would be lost; a form sent in twice loses nothing."""
    again = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00", id_="again")
    placement = _placed(_book(MEETING), again)
    assert placement.book.diversions == (again,)
    assert (placement.displaced, placement.needs_consent) == ((), False)


def test_the_same_reason_at_another_time_is_another_diversion() -> None:
    """Rule 2 speaks of what overlaps: a second meeting right after the first leaves the first alone."""
    next_one = diversion(Reason.MEETING, "2026-11-24 12:00", "2026-11-24 13:00")
    placement = _placed(_book(MEETING), next_one)
    assert placement.book.diversions == (MEETING, next_one)
    assert placement.displaced == ()


def test_another_reason_shortens_what_it_meets() -> None:
    """Rule 3: a lunch over the meeting's last half-hour leaves the meeting until then."""
    lunch = diversion(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30")
    placement = _placed(_book(MEETING), lunch)
    assert _held(placement.book) == [
        (Reason.MEETING, period("2026-11-24 10:00", "2026-11-24 11:30")),
        (Reason.LUNCH, lunch.period),
    ]
    assert _effects(placement) == [("meeting", Effect.SHORTENED)]


def test_another_reason_splits_what_it_lies_inside() -> None:
    """Rule 3: a training day in the middle of a vacation leaves the vacation on both sides."""
    training = diversion(Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00")
    placement = _placed(_book(VACATION), training)
    assert _held(placement.book) == [
        (Reason.VACATION, period("2026-11-30 08:00", "2026-12-02 08:00")),
        (Reason.TRAINING, training.period),
        (Reason.VACATION, period("2026-12-02 17:00", "2026-12-04 17:00")),
    ]
    assert _effects(placement) == [("vacation", Effect.SPLIT)]


def test_another_reason_replaces_what_it_covers_whole() -> None:
    """Rule 3: with nothing left outside, the old one is gone."""
    trip = diversion(Reason.BUSINESS_TRIP, "2026-11-24 09:00", "2026-11-24 17:00")
    placement = _placed(_book(MEETING), trip)
    assert placement.book.diversions == (trip,)
    assert _effects(placement) == [("meeting", Effect.REPLACED)]


def test_what_is_left_of_a_diversion_is_otherwise_as_it_was() -> None:
    """Rule 3 touches the period alone: note, colleague, open line and who set it stay."""
    full = diversion(
        Reason.VACATION,
        "2026-11-30 08:00",
        "2026-12-04 17:00",
        id_="v",
        note="Ring Dag",
        answers_instead=DAG,
        open_line=True,
    )
    training = diversion(Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00")
    for part in _placed(_book(full), training).displaced[0].left:
        assert (part.note, part.answers_instead, part.open_line) == ("Ring Dag", DAG, True)
        assert (part.set_by, part.set_at) == (full.set_by, full.set_at)


CONSENT = [
    ("möte som inte börjat kortas", MEETING, (Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 12:30"), True),
    ("möte som inte börjat ersätts", MEETING, (Reason.BUSINESS_TRIP, "2026-11-24 09:00", "2026-11-24 17:00"), True),
    ("möte som inte börjat rättas", MEETING, (Reason.MEETING, "2026-11-24 11:00", "2026-11-24 13:00"), True),
    ("semester som inte börjat delas", VACATION, (Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00"), True),
    (
        "det som pågår tas över till sitt slut",
        TODAY_AWAY,
        (Reason.MEETING, "2026-11-24 10:00", "2026-11-24 17:00"),
        False,
    ),
    ("det som pågår tas över förbi sitt slut", TODAY_AWAY, (Reason.SICK, "2026-11-24 09:00", None), False),
    ("det som pågår går vidare efteråt", TODAY_AWAY, (Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00"), True),
    ("tills vidare går vidare efteråt", SICK, (Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00"), True),
    ("tills vidare tas över tills vidare", SICK, (Reason.LEAVE, "2026-11-24 09:00", None), False),
    ("det som pågår rättas till ett tidigare slut", SICK, (Reason.SICK, "2026-11-23 08:00", "2026-11-25 17:00"), False),
    ("det som bara gränsar berörs inte", MEETING, (Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00"), False),
]


@pytest.mark.parametrize(("name", "old", "new", "asks"), CONSENT, ids=[row[0] for row in CONSENT])
def test_what_would_cut_something_ahead_or_that_goes_on_is_shown_first(
    name: str, old: Diversion, new: tuple[Reason, str, str | None], asks: bool
) -> None:
    """Rule 4: what merely takes over from the one that runs is done at once; what would surprise is shown."""
    assert _placed(_book(old), diversion(*new)).needs_consent is asks, name


def test_one_reason_to_ask_is_enough() -> None:
    """Rule 4: taking over from the one that runs and cutting one ahead asks, because of the one ahead."""
    running = diversion(Reason.REMOTE_WORK, "2026-11-24 08:00", "2026-11-24 10:00")
    trip = diversion(Reason.BUSINESS_TRIP, "2026-11-24 09:00", "2026-11-24 11:00")
    placement = _placed(_book(running, MEETING), trip)
    assert len(placement.displaced) == 2
    assert placement.needs_consent


def test_what_is_over_is_neither_met_nor_kept() -> None:
    """A sick leave told afterwards, from Monday, meets nothing of what Monday held; past ones leave the book."""
    yesterday = diversion(Reason.MEETING, "2026-11-23 10:00", "2026-11-23 11:00")
    placement = _placed(_book(yesterday), SICK)
    assert placement.book.diversions == (SICK,)
    assert placement.displaced == ()
    assert not placement.needs_consent


def test_what_ended_this_very_instant_is_over() -> None:
    """Half-open: at 9 sharp, what ended at 9 is not displaced by something that began earlier."""
    just_over = diversion(Reason.BREAK, "2026-11-24 08:45", "2026-11-24 09:00")
    assert _placed(_book(just_over), SICK).displaced == ()


def test_an_effect_is_named_after_the_parts_that_are_left() -> None:
    """None left is replaced, one is shortened, two is split."""
    parts = (MEETING, VACATION)
    effects = [Displaced(SICK, parts[:count]).effect for count in range(3)]
    assert effects == [Effect.REPLACED, Effect.SHORTENED, Effect.SPLIT]


# --- A changed form of one that stands


def test_a_changed_form_takes_the_place_of_the_one_it_names_without_asking() -> None:
    """Change: "möte" made into "utbildning" at another time; the old one is no one else's surprise."""
    training = diversion(Reason.TRAINING, "2026-11-24 11:00", "2026-11-24 13:00")
    placement = _placed(_book(MEETING), training, replaces="meeting")
    assert placement.book.diversions == (training,)
    assert placement.displaced == ()
    assert not placement.needs_consent


def test_a_changed_form_still_asks_about_the_others_it_meets() -> None:
    """Change: moved onto something else, it is a new word like any other there."""
    later = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00", id_="lunch")
    moved = diversion(Reason.MEETING, "2026-11-24 12:00", "2026-11-24 14:00")
    placement = _placed(_book(MEETING, later), moved, replaces="meeting")
    assert _effects(placement) == [("lunch", Effect.REPLACED)]
    assert placement.needs_consent


def test_a_changed_form_of_what_is_gone_simply_stands() -> None:
    """Change: the old one was ended meanwhile; the new word is what counts."""
    assert _placed(EMPTY, MEETING, replaces="gone").book.diversions == (MEETING,)


def test_only_a_new_return_keeps_why_since_when_and_who_answers() -> None:
    """Åter: "åter 14:30" moves the end of what runs; the reason, start, note and colleague are the running one's."""
    running = diversion(
        Reason.SICK,
        "2026-11-23 08:00",
        None,
        id_="old",
        note="Ring Dag",
        answers_instead=DAG,
        set_at="2026-11-23 07:00",
    )
    new = diversion(Reason.OTHER, "2026-11-24 09:00", "2026-11-24 14:30", id_="new", person=VERA)
    assert continued(running, new) == diversion(
        Reason.SICK,
        "2026-11-23 08:00",
        "2026-11-24 14:30",
        id_="new",
        note="Ring Dag",
        answers_instead=DAG,
        person=VERA,
        set_at="2026-11-24 09:00",
    )
