"""Misdirected calls and what comes of several: counted, suggested, decided once, forgotten in time (S3, A1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.matter_words import matter_id, matter_key, without_numbers
from policy.misdirected import (
    LONGEST_MATTER,
    MOST_CALLS,
    MisdirectedCall,
    MisdirectedMatter,
    Stands,
    Whereabouts,
    called,
    decided,
    is_due,
    logged,
    most_named,
    nothing_yet,
    passed,
    reopened,
    said_matter,
    scheduled,
    suggested,
    without_call,
    without_mend,
    without_old,
)
from policy.misdirected_telling import noted, told
from policy.outgoing import StandingCard
from policy.switchboard_terms import SwitchboardTerms
from tests.policy.mended_town import EDITOR, WASTE, mend, town_with_waste
from tests.policy.small_town import ANNA, BO, VERA, at

NOW = at("2026-11-24 09:00")
TERMS = SwitchboardTerms()
TOWN = town_with_waste()
RIGHT = Whereabouts(id=f"group:{WASTE}")


def calls(count: int, *, since: str = "2026-11-24 08:00") -> MisdirectedMatter:
    """The record of so many calls, one a minute."""
    case, first = nothing_yet("sopor"), at(since)
    for number in range(count):
        call = MisdirectedCall(id=f"c{number}", at=first + timedelta(minutes=number), by=VERA, right=RIGHT)
        case = logged(case, call, "sopor")
    return case


@pytest.mark.parametrize(
    "forms",
    [
        ("sopor", "soporna", "Sopor", "SOPAN"),
        ("bygglov", "bygglovet", "bygglovens"),
        ("faktura", "fakturor", "fakturan", "fakturorna"),
        ("lägenhet", "lägenheter", "lägenheten"),
        ("klagomål på sophämtning", "klagomål på sophämtningen", "Klagomål på sophämtning!"),
        ("lön", "löner", "lönen"),
        ("dagis", "dagiset"),
    ],
)
def test_bent_forms_are_one_matter(forms: tuple[str, ...]) -> None:
    """However it is said, it counts together; and the id says nothing of it."""
    assert len({matter_id(form) for form in forms}) == 1
    assert forms[0][:3].casefold() not in matter_id(forms[0])


@pytest.mark.parametrize(
    ("one", "other"), [("lov", "lön"), ("bygglov", "marklov"), ("barn", "bad"), ("el", "vatten"), ("träd", "tröja")]
)
def test_different_matters_are_apart(one: str, other: str) -> None:
    """What is only alike doesn't count together."""
    assert matter_key(one) != matter_key(other)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kalle 070-174 06 05, bygglov", "Kalle , bygglov"),
        ("ring +46 (0)70 174 06 05", "ring"),
        ("0701740605", ""),
        ("08-465 004 99 sopor", "sopor"),
        ("bygglov på Storgatan 12 b", "bygglov på Storgatan 12 b"),
        ("vecka 12", "vecka 12"),
        ("ring0701740605", "ring"),
        ("0701740605Kalle sopor", "Kalle sopor"),
        ("070\u2011174\u201106\u201105 sopor", "sopor"),
        ("850101-1234 sopor", "sopor"),
        ("bygglov 2026, fastighet 2:14", "bygglov 2026, fastighet 2:14"),
    ],
)
def test_nothing_like_a_phone_number_is_kept(typed: str, kept: str) -> None:
    """A house's number may be."""
    assert without_numbers(typed) == kept
    assert called(typed) == Whereabouts(words=kept)


def test_a_matter_is_said_and_is_short() -> None:
    """Anything else is said at its field."""
    assert said_matter("  sopor ") == "sopor"
    for typed, code in (("", "matter_missing"), ("0701740605", "matter_missing"), ("?!", "matter_missing")):
        with pytest.raises(PolicyError, match=rf"misdirected\.{code}"):
            said_matter(typed)
    with pytest.raises(PolicyError, match=r"misdirected\.matter_long"):
        said_matter("x" * (LONGEST_MATTER + 1))


def test_as_many_as_the_municipality_says_are_suggested() -> None:
    """Not one fewer; and not again while it waits (A1)."""
    assert not is_due(calls(2), TERMS)
    assert is_due(calls(3), TERMS)
    assert is_due(calls(2), replace(TERMS, misdirected_to_suggest=2))
    waiting = suggested(calls(3), NOW)
    assert not is_due(logged(waiting, MisdirectedCall(id="c9", at=NOW, by=ANNA), "sopor"), TERMS)


def test_the_same_call_counts_once_and_its_writer_takes_it_back() -> None:
    """Nobody else's."""
    case = calls(2)
    assert logged(case, case.calls[0], "annat") is case
    with pytest.raises(NotAllowed, match=r"misdirected\.not_yours"):
        without_call(case, "c0", by=ANNA)
    with pytest.raises(PolicyError, match=r"misdirected\.gone"):
        without_call(case, "c7", by=VERA)
    assert len(without_call(case, "c0", by=VERA).calls) == 1


def test_calls_are_kept_as_long_as_the_municipality_says_to_the_minute() -> None:
    """And looked through when the oldest is over."""
    case = calls(2, since="2026-08-26 09:00")
    assert [one.id for one in without_old(case, TERMS, at("2026-11-24 08:00")).calls] == ["c1"]
    days = timedelta(days=TERMS.misdirected_days)
    assert scheduled(case, TERMS, NOW).next_step_at == case.calls[0].at + days
    assert scheduled(case, TERMS, NOW).kept_until == case.calls[1].at + days + timedelta(days=7)
    assert scheduled(nothing_yet("sopor"), TERMS, NOW).next_step_at is None


def test_a_suggestion_whose_calls_are_no_more_passes() -> None:
    """There is nothing left to decide about."""
    waiting = suggested(calls(3), NOW)
    assert passed(waiting, NOW) is waiting
    gone = passed(replace(waiting, calls=()), NOW)
    assert gone.suggestion is not None
    assert gone.suggestion.state is Stands.PASSED


def test_who_is_first_decides() -> None:
    """Of this suggestion, not of the next; and a no can be taken back (A1)."""
    waiting = suggested(calls(3), NOW)
    settled = decided(waiting, Stands.LATER, round_=1, by=EDITOR, turn="t", now=NOW)
    for round_, case in ((1, settled), (2, waiting), (1, nothing_yet("sopor"))):
        with pytest.raises(PolicyError, match=r"misdirected\.decided"):
            decided(case, Stands.NEVER, round_=round_, by=BO, turn="t2", now=NOW)
    assert reopened(settled, round_=1).is_open
    with pytest.raises(PolicyError, match=r"misdirected\.decided"):
        reopened(waiting, round_=1)


def test_not_now_counts_anew_and_never_never() -> None:
    """As many more calls, or none whatever (A1)."""
    more = [MisdirectedCall(id=f"m{number}", at=NOW + timedelta(hours=number + 1), by=VERA) for number in range(3)]
    later = decided(suggested(calls(3), NOW), Stands.LATER, round_=1, by=EDITOR, turn="t", now=NOW)
    never = decided(suggested(calls(3), NOW), Stands.NEVER, round_=1, by=EDITOR, turn="t", now=NOW)
    for count, call in enumerate(more, start=1):
        later, never = logged(later, call, "sopor"), logged(never, call, "sopor")
        assert is_due(later, TERMS) is (count == 3)
        assert not is_due(never, TERMS)
    again = suggested(later, NOW).suggestion
    assert again is not None
    assert again.round == 2
    assert scheduled(replace(never, calls=()), TERMS, NOW).kept_until is None


def test_a_mend_taken_back_is_said_on_its_card() -> None:
    """And counts anew."""
    mine = mend("sopor", "avfall")
    waiting = suggested(calls(3), NOW)
    accepted = decided(waiting, Stands.ACCEPTED, round_=1, by=EDITOR, turn="t", now=NOW, mend=mine)
    assert accepted.mends == (mine,)
    back = without_mend(accepted, mine.id, by=BO, turn="t2", now=NOW)
    assert back.suggestion is not None
    assert (back.mends, back.suggestion.state, back.suggestion.decided_by) == ((), Stands.TAKEN_BACK, BO)
    with pytest.raises(PolicyError, match=r"mends\.gone"):
        without_mend(back, mine.id, by=BO, turn="t3", now=NOW)


def test_every_editor_has_a_card_and_who_pressed_it_none_more() -> None:
    """Quietly, in their own hours; what was never posted is not posted once it is decided (A1)."""
    before = calls(3)
    after = told(before, suggested(before, NOW), TOWN, turn="t", now=NOW)
    assert {(one.to, one.waits, one.card) for one in after.outgoing.unsent} == {(EDITOR, True, "suggestion:1")}
    settled = decided(after, Stands.LATER, round_=1, by=BO, turn="t2", now=NOW)
    assert told(after, settled, TOWN, turn="t2", now=NOW, actor=BO).outgoing.unsent == ()
    card = StandingCard(to=EDITOR, card="suggestion:1", conversation="c", activity="a")
    standing = replace(after, outgoing=replace(after.outgoing, unsent=()).standing_as(card))
    seen = told(standing, replace(settled, outgoing=standing.outgoing), TOWN, turn="t2", now=NOW, actor=BO)
    assert [one.to for one in seen.outgoing.unsent] == [EDITOR]
    mine = told(standing, replace(settled, outgoing=standing.outgoing), TOWN, turn="t2", now=NOW, actor=EDITOR)
    assert mine.outgoing.unsent == ()
    assert [one.to for one in noted(settled, card, NOW - timedelta(minutes=1)).outgoing.unsent] == [EDITOR]
    assert noted(settled, card, NOW) is settled


def test_the_most_named_place_is_first() -> None:
    """By what it is, not by how it was written."""
    places = (Whereabouts(words="Renhållningen"), RIGHT, RIGHT, Whereabouts(words="renhållning"), RIGHT, Whereabouts())
    assert [(place.id or place.words, times) for place, times in most_named(places)] == [
        (RIGHT.id, 3),
        ("renhållning", 2),
    ]
    assert most_named((Whereabouts(words="någon annan"), RIGHT))[0] == (RIGHT, 1)


def test_no_more_calls_of_a_matter_are_kept_than_tell_enough() -> None:
    """However many come, the record stays small; the latest are kept."""
    case = calls(MOST_CALLS + 2)
    assert (len(case.calls), case.calls[0].id, case.find("c0")) == (MOST_CALLS, "c2", None)
