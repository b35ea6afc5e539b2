"""What holds of every search by matter, whatever is said of whichever directory (S3)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matter_search import MatterSearch
from policy.answer_groups import AnswerGroup, PhoneHours
from policy.functions import of_group, of_person
from policy.organisation import GroupId, Municipality, PersonId
from services.ports import How, MatterMatch, MattersBeside, MattersFound
from tests.policy.small_town import ANNA, BUILDING, DISA, EVA, GUN, SCHOOL, small_town

FORMS = {
    "bygglov": ("bygglovet", "bygglovens", "byggloven"),
    "faktura": ("fakturan", "fakturor", "fakturornas"),
    "lekplats": ("lekplatsen", "lekplatser", "lekplatserna"),
    "gymnasium": ("gymnasiet", "gymnasier", "gymnasiernas"),
    "nyckelkort": ("nyckelkortet", "nyckelkorten"),
    "cykelbana": ("cykelbanan", "cykelbanor", "cykelbanornas"),
    "bibliotek": ("biblioteket", "bibliotekens"),
    "handledare": ("handledaren", "handledarna"),
    "husbock": ("husbocken", "husbockar"),
    "läsebok": ("läseböcker", "läseboken"),
    "skolskjuts": ("skolskjutsen", "skolskjutsarnas"),
}
MATTERS = tuple(FORMS)
OTHERS = ("räkning", "lekpark", "skolbuss", "gångbana", "insekt")
FRAMES = ("{}", "vem svarar på {}?", "kunden vill klaga på {}", "Hej, jag undrar om {} tack", "who handles {}")

matters = st.sampled_from(MATTERS)
several = st.lists(matters, unique=True, max_size=3).map(tuple)


def _group(id_: str, group_matters: tuple[str, ...]) -> AnswerGroup:
    hours = PhoneHours(weekdays={})
    return AnswerGroup(id=GroupId(id_), name=id_, unit=SCHOOL, matters=group_matters, members=(EVA,), phone_hours=hours)


def _town(
    groups: dict[str, tuple[str, ...]],
    people: dict[PersonId, tuple[str, ...]],
    synonyms: dict[str, tuple[str, ...]] | None = None,
) -> Municipality:
    town = small_town()
    return replace(
        town,
        groups={GroupId(id_): _group(id_, own) for id_, own in groups.items()},
        people={id_: replace(one, matters=people.get(id_, ())) for id_, one in town.people.items()},
        synonyms=synonyms or {},
    )


towns = st.builds(
    _town,
    st.dictionaries(st.sampled_from(["Alfa", "Beta", "Gamma"]), several, min_size=1),
    st.dictionaries(st.sampled_from([ANNA, DISA, GUN]), several),
)


def _id(match: MatterMatch) -> str:
    """The group, or all the people: those whose own matter it is are one answer, in no order that is promised."""
    return match.function.id if match.function.group is not None else " ".join(sorted(match.people))


def _ids(found: MattersFound) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(_id, found.matches)), frozenset(map(_id, found.nearest))


def _having(town: Municipality, matter: str) -> frozenset[str]:
    """The groups that have the matter; where none has it, the people."""
    groups = frozenset(of_group(one.id).id for one in town.groups.values() if matter in one.matters)
    return groups or frozenset(of_person(one.id).id for one in town.people.values() if matter in one.matters)


@settings(max_examples=40, deadline=None)
@given(town=towns, matter=matters, frame=st.sampled_from(FRAMES), data=st.data())
def test_whoever_has_a_matter_is_the_answer_however_it_is_said(
    town: Municipality, matter: str, frame: str, data: st.DataObject
) -> None:
    """S3: bent as Swedish bends it, in a sentence or bare; and nobody else. Whom no group answers for, people do."""
    said = data.draw(st.sampled_from((matter, *FORMS[matter])))
    found = MatterSearch(town).find(frame.format(said))
    right = _having(town, matter)
    told = {one.function.id for one in found.matches} | {
        of_person(person).id for one in found.matches if one.function.person for person in one.people
    }
    assert told == right
    assert all(one.how in (How.EXACT, How.BENT) for one in found.matches)


@settings(max_examples=60, deadline=None)
@given(matter=matters, at=st.integers(1, 20), kind=st.sampled_from(["drop", "swap", "double", "wrong"]))
def test_one_slip_is_offered_and_never_sure(matter: str, at: int, kind: str) -> None:
    """S3: a letter lacking, two changed places, one twice or a wrong one: the right function first, as an offer."""
    at = 1 + at % (len(matter) - 2)
    slipped = {
        "drop": matter[:at] + matter[at + 1 :],
        "swap": matter[:at] + matter[at + 1] + matter[at] + matter[at + 2 :],
        "double": matter[:at] + matter[at] + matter[at:],
        "wrong": matter[:at] + "x" + matter[at + 1 :],
    }[kind]
    search = MatterSearch(_town({one: (one,) for one in MATTERS}, {}))
    found = search.find(slipped)
    if slipped in (matter, *FORMS[matter]):
        return
    assert not found.matches
    assert found.nearest[0].function == of_group(GroupId(matter))


@settings(max_examples=25, deadline=None)
@given(town=towns, changed=towns, synonym=st.none() | st.sampled_from(OTHERS), matter=matters)
def test_what_is_told_beside_is_found_as_if_it_were_the_directorys_own(
    town: Municipality, changed: Municipality, synonym: str | None, matter: str
) -> None:
    """M3, S3: one change makes nothing anew, and the answers are those of a directory that had it from the start."""
    synonyms = {} if synonym is None else {matter: (synonym,)}
    after = replace(
        town,
        people={**town.people, ANNA: changed.people[ANNA]},
        groups={**town.groups, **changed.groups},
        synonyms=synonyms,
    )
    beside = MattersBeside(
        people=(changed.people[ANNA],),
        groups=tuple(changed.groups.values()),
        gone=frozenset((of_person(ANNA).id, *(of_group(group).id for group in changed.groups))),
        synonyms=synonyms,
    )
    search, anew = MatterSearch(town), MatterSearch(after)
    for said in (*MATTERS, *OTHERS, "byggloven", "fakktura", "cykelbanor och lekplatser", "Alfa", "arkitekt"):
        assert _ids(search.find(said, beside=beside)) == _ids(anew.find(said)), said


@settings(max_examples=60, deadline=None)
@given(
    said=st.text(max_size=60) | st.lists(st.sampled_from([*MATTERS, "och", "vid", "xyz"]), max_size=12).map(" ".join)
)
def test_whatever_is_said_is_answered_in_one_way(said: str) -> None:
    """S3: answers or offers, never both, never more than asked for, each once and the same every time."""
    search = MatterSearch(_town({"Alfa": MATTERS[:4], "Beta": MATTERS[3:]}, {ANNA: MATTERS[:2]}))
    found = search.find(said, limit=2)
    assert not (found.matches and found.nearest)
    shown = [one.function for one in (*found.matches, *found.nearest)]
    assert len(shown) == len(set(shown)) <= 2
    assert all(0 < one.score <= 1 for one in (*found.matches, *found.nearest))
    assert found == search.find(said, limit=2)


def test_building_is_where_the_architects_work() -> None:
    """So that a title that two bear leads to both, in one answer."""
    town = small_town()
    town = replace(town, people={**town.people, ANNA: replace(town.people[ANNA], title="arkitekt")})
    (match,) = MatterSearch(town).find("arkitekterna").matches
    assert set(match.people) == {ANNA, DISA}
    assert {town.people[person].unit for person in match.people} == {BUILDING}
