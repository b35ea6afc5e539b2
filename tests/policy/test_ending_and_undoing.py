"""How a diversion is ended, and how the latest change to a book is undone, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.diversions import Diversion, DiversionBook
from policy.errors import PolicyError
from policy.placement import Placement, end, place, undo
from policy.reasons import Reason
from tests.policy.small_town import ANNA, at, diversion

NOW = at("2026-11-24 09:00")
EMPTY = DiversionBook(person=ANNA)
VACATION = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-04 17:00", id_="vacation")
MEETING = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00", id_="meeting")
TODAY_AWAY = diversion(Reason.REMOTE_WORK, "2026-11-24 08:00", "2026-11-24 17:00", id_="remote")


def _book(*diversions: Diversion) -> DiversionBook:
    return DiversionBook(person=ANNA, diversions=diversions)


def _placed(book: DiversionBook, new: Diversion) -> Placement:
    return place(book, new, change_id=new.id, now=NOW)


def test_ending_takes_away_the_one_that_runs() -> None:
    """A3: "jag är tillbaka" ends what runs now and leaves what lies ahead."""
    book, gone = end(_book(TODAY_AWAY, VACATION), ended_by=ANNA, change_id="c", now=NOW)
    assert gone == TODAY_AWAY
    assert book.diversions == (VACATION,)


def test_ending_takes_away_the_one_that_is_named_though_it_lies_ahead() -> None:
    """A3: a vacation that was called off goes before it has begun; what runs stays."""
    book, gone = end(_book(TODAY_AWAY, VACATION), ended_by=ANNA, change_id="c", now=NOW, diversion_id="vacation")
    assert gone == VACATION
    assert book.diversions == (TODAY_AWAY,)


def test_there_is_nothing_to_end_when_nothing_runs() -> None:
    """Nothing runs: said so, and the vacation ahead is never taken for what was meant."""
    with pytest.raises(PolicyError) as error:
        end(_book(VACATION), ended_by=ANNA, change_id="c", now=NOW)
    assert error.value.code == "diversion.none_running"


@pytest.mark.parametrize("named", ["unknown", "over"])
def test_what_is_gone_or_over_cannot_be_ended(named: str) -> None:
    """A button on an old card names something that no longer stands."""
    over = diversion(Reason.BREAK, "2026-11-24 08:00", "2026-11-24 09:00", id_="over")
    with pytest.raises(PolicyError) as error:
        end(_book(over, VACATION), ended_by=ANNA, change_id="c", now=NOW, diversion_id=named)
    assert error.value.code == "diversion.gone"


def test_ending_can_be_undone() -> None:
    """A slip of the finger: what was ended stands again."""
    book, _ = end(_book(TODAY_AWAY, VACATION), ended_by=ANNA, change_id="c", now=NOW)
    restored = undo(book, change_id="c", undone_by="u", now=NOW + timedelta(minutes=5))
    assert restored.diversions == (TODAY_AWAY, VACATION)


# --- Undoing


def _refusal(book: DiversionBook, *, change_id: str, undone_by: str, minutes: int = 5) -> str:
    with pytest.raises(PolicyError) as error:
        undo(book, change_id=change_id, undone_by=undone_by, now=NOW + timedelta(minutes=minutes))
    return error.value.code


def test_undo_restores_the_book_exactly() -> None:
    """What was split is whole again, with its own id; nothing else has moved."""
    training = diversion(Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00", id_="t")
    book = _placed(_book(MEETING, VACATION), training).book
    assert undo(book, change_id="t", undone_by="u", now=NOW).diversions == (MEETING, VACATION)


def test_undo_leaves_out_what_has_ended_since() -> None:
    """Undone at noon, the meeting that ended at noon is not brought back among the past."""
    training = diversion(Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00", id_="t")
    book = _placed(_book(MEETING, VACATION), training).book
    assert undo(book, change_id="t", undone_by="u", now=at("2026-11-24 12:00")).diversions == (VACATION,)


def test_undo_works_once() -> None:
    """A second press of the button says that it is done already."""
    book = undo(_placed(EMPTY, MEETING).book, change_id="meeting", undone_by="u", now=NOW)
    assert _refusal(book, change_id="meeting", undone_by="another") == "diversion.undo_used"


def test_the_same_undo_carried_out_twice_is_no_second_undo() -> None:
    """A turn that the wire repeats gives what it gave."""
    book = undo(_placed(EMPTY, MEETING).book, change_id="meeting", undone_by="u", now=NOW)
    assert undo(book, change_id="meeting", undone_by="u", now=NOW) == book


def test_undo_of_an_older_change_is_refused() -> None:
    """Only the latest change is undone: what came after it stands on it."""
    book = _placed(_placed(EMPTY, MEETING).book, VACATION).book
    assert _refusal(book, change_id="meeting", undone_by="u") == "diversion.undo_superseded"
    assert _refusal(EMPTY, change_id="meeting", undone_by="u") == "diversion.undo_superseded"


def test_undo_is_over_when_all_that_changed_has_passed() -> None:
    """An hour after the meeting there is nothing left to undo; until its last minute there is."""
    book = _placed(EMPTY, MEETING).book
    assert undo(book, change_id="meeting", undone_by="u", now=at("2026-11-24 11:59")).diversions == ()
    assert _refusal(book, change_id="meeting", undone_by="u", minutes=180) == "diversion.undo_over"


def test_a_change_is_remembered_with_who_made_it_and_when() -> None:
    """The change carries what stood before it, without what was over by then."""
    over = diversion(Reason.BREAK, "2026-11-24 08:00", "2026-11-24 09:00", id_="over")
    change = _placed(_book(over, MEETING), VACATION).book.last_change
    assert change is not None
    assert (change.id, change.made_by, change.made_at) == ("vacation", ANNA, NOW)
    assert change.before == (MEETING,)
    assert change.undone_by == ""
