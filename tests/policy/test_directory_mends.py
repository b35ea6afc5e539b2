"""What editors add to the directory: who may, what is refused, how it is read, and when it is let go of (A1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.announced import NOTHING_ANNOUNCED, Announced, announced_id, announced_on, overlaid
from policy.directory_mends import (
    Lead,
    Leads,
    MendKind,
    editors_of,
    has_caught_up,
    may_mend,
    mended,
    require_editor,
    require_sound,
)
from policy.errors import NotAllowed, PolicyError
from policy.mend_proposals import Proposal, functions_at, proposal_of, proposals
from policy.misdirected import MisdirectedCall, Whereabouts, logged, nothing_yet
from policy.organisation import Role
from tests.policy.mended_town import EDITOR, PERMIT_PHONES, WASTE, mend, town_with_waste
from tests.policy.notice_town import LISA, duties, new_employee, notice
from tests.policy.small_town import ANNA, BO, BUILDING, GUN, KARIN, PERMITS, SCHOOL, VERA, at

TOWN = town_with_waste()
DAY = at("2026-12-01 09:00").date()
OTHER = Lead(function=f"group:{PERMIT_PHONES}", called="Bygglov", by=Leads.NAME)
MINE = frozenset({f"group:{WASTE}"})


def test_editors_mend_and_where_there_are_none_administrators_do() -> None:
    """Nobody else, whatever else they may do (A1)."""
    assert editors_of(TOWN) == (EDITOR,)
    assert may_mend(TOWN, EDITOR)
    for person in (VERA, BO, ANNA):
        with pytest.raises(NotAllowed, match=r"mends\.not_editor"):
            require_editor(TOWN, person)
    plain = {**TOWN.people, KARIN: replace(TOWN.people[KARIN], roles=frozenset({Role.ADMINISTRATOR}))}
    without = replace(TOWN, people=plain)
    assert editors_of(without) == (KARIN,)
    assert may_mend(without, KARIN)
    both = replace(TOWN, people={**TOWN.people, BO: replace(TOWN.people[BO], roles=frozenset({Role.ADMINISTRATOR}))})
    assert not may_mend(both, BO)


def test_a_word_that_leads_nowhere_may_be_added() -> None:
    """As each kind."""
    for one in (mend("sopor", "avfall"), mend("sopor", WASTE, MendKind.GROUP), mend("sopor", ANNA, MendKind.PERSON)):
        require_sound(one, TOWN, (), MINE)


@pytest.mark.parametrize(
    ("kind", "by", "code"),
    [
        (MendKind.SYNONYM, Leads.NAME, "mends.name_of_other"),
        (MendKind.SYNONYM, Leads.MATTER, "mends.matter_of_other"),
        (MendKind.SYNONYM, Leads.SYNONYM, "mends.synonym_of_other"),
        (MendKind.GROUP, Leads.NAME, "mends.name_of_other"),
        (MendKind.GROUP, Leads.MATTER, ""),
        (MendKind.GROUP, Leads.SYNONYM, "mends.synonym_of_other"),
        (MendKind.PERSON, Leads.MATTER, ""),
    ],
)
def test_what_would_answer_wrong_is_refused(kind: MendKind, by: Leads, code: str) -> None:
    """Two functions may have one matter; no name and no other word for it is taken from anybody (A1)."""
    target = {MendKind.SYNONYM: "avfall", MendKind.GROUP: WASTE, MendKind.PERSON: ANNA}[kind]
    attempt = mend("lov", target, kind)
    if not code:
        require_sound(attempt, TOWN, (replace(OTHER, by=by),), MINE)
        return
    with pytest.raises(PolicyError) as refused:
        require_sound(attempt, TOWN, (replace(OTHER, by=by),), MINE)
    assert (refused.value.code, refused.value.params) == (code, {"word": "lov", "name": "Bygglov"})


def test_what_can_not_be_is_said_at_its_field() -> None:
    """No word, too long a one, nowhere to lead, and what is so already."""
    already = Lead(function=f"group:{WASTE}", called="Renhållning", by=Leads.MATTER)
    for attempt, leads, wanted, code in (
        (mend("", "avfall"), (), MINE, "mends.word_missing"),
        (mend("x" * 61, "avfall"), (), MINE, "mends.word_long"),
        (mend("sopor", "avfall"), (), frozenset[str](), "mends.no_target"),
        (mend("sopor", "gone", MendKind.GROUP), (), MINE, "mends.no_target"),
        (mend("sopor", "gone", MendKind.PERSON), (), MINE, "mends.no_target"),
        (mend("sophämtning", "avfall"), (already,), MINE, "mends.already"),
        (mend("avfall", WASTE, MendKind.GROUP), (already, OTHER), MINE, "mends.already"),
    ):
        with pytest.raises(PolicyError) as refused:
            require_sound(attempt, TOWN, leads, wanted)
        assert refused.value.code == code


def test_each_mend_is_read_over_the_directory() -> None:
    """In the order made, each word once; what is gone is passed over."""
    every = (
        mend("sopor", "avfall", id_="a"),
        mend("skräp", "avfall", id_="b"),
        mend("Sopor", "avfall", id_="c"),
        mend("sopor", WASTE, MendKind.GROUP, id_="d"),
        mend("balkonger", ANNA, MendKind.PERSON, id_="e"),
        mend("x", "gone", MendKind.GROUP, id_="f"),
        mend("x", "gone", MendKind.PERSON, id_="g"),
    )
    by = mended(TOWN, every)
    assert by.synonyms == {"avfall": ("sopor", "skräp")}
    assert {group: one.matters[-1] for group, one in by.groups.items()} == {WASTE: "sopor"}
    assert {person: one.matters for person, one in by.people.items()} == {ANNA: ("kompost", "balkonger")}
    told = overlaid(TOWN, announced_on((), {}, DAY, mends=every))
    assert told.municipality.synonyms == by.synonyms
    assert [one.id for one in told.groups] == [WASTE]
    assert (told.gone, [one.id for one in told.added]) == (frozenset({ANNA}), [ANNA])
    assert told.municipality.units is TOWN.units
    assert overlaid(TOWN, NOTHING_ANNOUNCED).municipality is TOWN


def test_a_mend_of_a_synonym_touches_nobody() -> None:
    """The search over people stays as it is."""
    told = overlaid(TOWN, Announced(mends=(mend("sopor", "avfall"),)))
    assert (told.added, told.gone, told.municipality.people) == ((), frozenset(), TOWN.people)


def test_a_mend_stands_beside_what_a_manager_has_told() -> None:
    """Of somebody who has other duties, or who is announced: found once, by both (M3, A1)."""
    told_of = notice(duties("bygglov"))
    new = notice(new_employee(new=LISA), turn="t2")
    lisa = announced_id(new.id)
    mends = (mend("sopor", ANNA, MendKind.PERSON, id_="a"), mend("träd", lisa, MendKind.PERSON, id_="b"))
    told = overlaid(TOWN, announced_on((told_of, new), {}, DAY, mends=mends))
    assert told.municipality.people[ANNA].matters == ("bygglov", "sopor")
    assert "träd" in told.municipality.people[lisa].matters
    assert sorted(one.id for one in told.added) == sorted({ANNA, lisa})
    assert told.gone == frozenset({ANNA})


def test_it_is_let_go_of_once_the_directory_says_the_same() -> None:
    """However it is spelled there; and when there is nobody any more (A1)."""
    group, anna = TOWN.groups[WASTE], TOWN.people[ANNA]
    knows = replace(
        TOWN,
        synonyms={"Avfall": ("SOPOR",)},
        groups={**TOWN.groups, WASTE: replace(group, matters=("Sopor",))},
        people={**TOWN.people, ANNA: replace(anna, matters=("sopor",))},
    )
    for one in (mend("sopor", "avfall"), mend("sopor", WASTE, MendKind.GROUP), mend("sopor", ANNA, MendKind.PERSON)):
        assert not has_caught_up(TOWN, one, TOWN)
        assert has_caught_up(knows, one, knows)
    assert has_caught_up(TOWN, mend("sopor", "gone", MendKind.GROUP), TOWN)
    assert has_caught_up(TOWN, mend("sopor", "gone", MendKind.PERSON), TOWN)
    told = replace(TOWN, people={**TOWN.people, announced_id("n1"): replace(anna, id=announced_id("n1"))})
    assert not has_caught_up(TOWN, mend("sopor", announced_id("n1"), MendKind.PERSON), told)


def proposed(word: str, *places: str) -> list[str]:
    """What is proposed where calls about the word should have gone to these places."""
    case = nothing_yet(word)
    for number, place in enumerate(places):
        right = Whereabouts(id=place)
        case = logged(case, MisdirectedCall(id=f"c{number}", at=at("2026-11-24 09:00"), by=VERA, right=right), word)
    return [one.id for one in proposals(case, TOWN)]


def test_the_likeliest_mend_is_proposed_first() -> None:
    """Another word for a matter that is like it, or for a group's only one; else a matter of its own (A1)."""
    waste, permits = f"group:{WASTE}", f"group:{PERMIT_PHONES}"
    assert proposed("sopor", waste)[0] == "group:avfall"
    assert proposed("återvinningscentral", waste)[0] == "synonym:återvinning"
    assert proposed("altan", permits) == ["synonym:bygglov", "group:bygglov"]
    assert proposed("sopor", f"person:{ANNA}") == [f"person:{ANNA}"]
    assert proposed("sopor", waste, f"person:{ANNA}", waste)[0] == "group:avfall"
    assert proposed("sopor", f"unit:{BUILDING}")[0] == "group:avfall"
    assert proposed("sopor", "group:gone", "unit:gone", "person:gone", "") == []
    assert len(proposed("sopor", waste, permits)) <= 6


def test_a_unit_without_groups_is_its_people() -> None:
    """Those with matters of their own, or its manager."""
    assert [one.id for one in functions_at(TOWN, Whereabouts(id=f"unit:{SCHOOL}"))] == ["person:eva"]
    gun = replace(TOWN, groups={}, people={**TOWN.people, GUN: replace(TOWN.people[GUN], matters=("lov",))})
    assert [one.id for one in functions_at(gun, Whereabouts(id=f"unit:{PERMITS}"))] == [f"person:{GUN}"]


def test_a_proposal_is_told_by_its_id() -> None:
    """Whatever a button carries is no other."""
    assert proposal_of("synonym:a:b") == Proposal(kind=MendKind.SYNONYM, target="a:b")
    assert [proposal_of(text) for text in ("", "synonym:", "other:x", "synonym")] == [None] * 4
