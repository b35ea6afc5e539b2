"""Misdirected calls and mends over a store: safe to repeat, first come, let go of in time, forgotten on request."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.mend_proposals import Proposal, proposal_of
from policy.misdirected import Stands, Whereabouts
from services.misdirected_held import MisdirectedHeld
from services.ports import MISDIRECTED
from tests.policy.mended_town import EDITOR, PERMIT_PHONES, WASTE
from tests.policy.small_town import ANNA, BO, KARIN, VERA
from tests.services.mending_stage import MendingStage

SYNONYM = proposal_of("synonym:avfall")
GROUP = f"group:{WASTE}"


async def suggested(stage: MendingStage) -> str:
    """The id of a record that waits for an editor, after three calls."""
    for number, matter in enumerate(("sopor", "soporna", "Sopor")):
        await stage.call(matter, turn=f"t{number}")
    case = await stage.only()
    assert case.is_open
    return case.id


async def accept(stage: MendingStage, case: str, *, turn: str = "a", chosen: Proposal | None = SYNONYM) -> None:
    """The editor accepts."""
    await stage.mending.accept(EDITOR, case, 1, chosen=chosen, other="", turn=turn, now=stage.now)


async def test_the_directory_is_read_with_it_at_once_and_no_more_once_it_is_taken_back() -> None:
    """The loop, below the talk (S3, A1)."""
    stage = MendingStage()
    case = await suggested(stage)
    assert (stage.leads("sopor"), stage.leads("soporna")) == ([], [])
    await accept(stage, case)
    assert (stage.leads("sopor"), stage.leads("soporna")) == ([GROUP], [GROUP])
    (made,) = (await stage.mending.list(EDITOR)).mends
    await stage.mending.take_back(EDITOR, made.case.id, made.mend.id, turn="b", now=stage.now)
    assert stage.leads("sopor") == []
    with pytest.raises(PolicyError, match=r"mends\.gone"):
        await stage.mending.take_back(EDITOR, made.case.id, made.mend.id, turn="c", now=stage.now)


@pytest.mark.parametrize("place", ["group:avfall", "person:anna"])
async def test_a_matter_of_a_groups_and_of_a_persons_own_are_found(place: str) -> None:
    """And the person by it too."""
    stage = MendingStage()
    await accept(stage, await suggested(stage), chosen=proposal_of(place))
    assert stage.leads("sopor") == [place]
    assert [one.person.id for one in stage.directory.find_people("Anna Alm").matches] == [ANNA]


async def test_the_same_turn_again_changes_nothing() -> None:
    """Neither a call, nor a decision, nor a word that is added."""
    stage = MendingStage()
    case = await suggested(stage)
    await stage.call("sopor", turn="t0")
    assert len((await stage.only()).calls) == 3
    for _ in range(2):
        await accept(stage, case)
    assert len((await stage.only()).mends) == 1
    for _ in range(2):
        await stage.mending.add(EDITOR, "skräp", means="avfall", turn="s", now=stage.now)
    assert len((await stage.mending.list(EDITOR)).mends) == 2


async def test_a_changed_call_is_changed_once_also_when_its_turn_comes_again() -> None:
    """It takes the place of the one before in whichever record it is now; nobody else's call is touched."""
    stage = MendingStage()
    first = await stage.call("sopor", turn="a")
    others = await stage.call("sopor", by=BO, turn="b")
    for _ in range(2):
        await stage.calls.log(VERA, "skräp", replacing=(first.case.id, first.call.id), turn="c", now=stage.now)
    kept = {one.value.matter: [call.id for call in one.value.calls] for one in await stage.cases.among(MISDIRECTED)}
    assert kept["sopor"] == [others.call.id]
    assert len(kept["skräp"]) == 1
    with pytest.raises(NotAllowed, match=r"misdirected\.not_yours"):
        await stage.calls.log(VERA, "bråte", replacing=(first.case.id, others.call.id), turn="d", now=stage.now)


async def test_of_several_editors_at_once_one_decides() -> None:
    """The others are told that somebody was first; nothing is lost (A1)."""
    stage = MendingStage()
    case = await suggested(stage)
    every = [
        stage.mending.accept(EDITOR, case, 1, chosen=SYNONYM, other="", turn="a", now=stage.now),
        stage.mending.decline(EDITOR, case, 1, for_good=True, turn="b", now=stage.now),
        stage.mending.decline(EDITOR, case, 1, for_good=False, turn="c", now=stage.now),
    ]
    ended = await asyncio.gather(*every, return_exceptions=True)
    late = [one for one in ended if isinstance(one, PolicyError)]
    assert [one.code for one in late] == ["misdirected.decided"] * 2


async def test_calls_noted_at_once_all_count() -> None:
    """Whoever saves second decides once more."""
    stage = MendingStage()
    await asyncio.gather(*(stage.call(turn=f"t{number}", by=by) for number, by in enumerate((VERA, ANNA, BO))))
    assert len((await stage.only()).calls) == 3
    assert (await stage.only()).is_open


async def test_each_act_is_refused_to_who_is_no_editor() -> None:
    """By the service itself, whatever asks (A1)."""
    stage = MendingStage()
    case = await suggested(stage)
    for person in (VERA, BO, ANNA):
        for act in (
            stage.mending.accept(person, case, 1, chosen=SYNONYM, other="", turn="a", now=stage.now),
            stage.mending.decline(person, case, 1, for_good=True, turn="a", now=stage.now),
            stage.mending.reopen(person, case, 1, turn="a", now=stage.now),
            stage.mending.show(person, case),
            stage.mending.add(person, "skräp", means="avfall", turn="a", now=stage.now),
            stage.mending.take_back(person, case, "m", turn="a", now=stage.now),
            stage.mending.of_word(person, "sopor"),
            stage.mending.list(person),
        ):
            with pytest.raises(NotAllowed, match=r"mends\.not_editor"):
                await act
    assert (await stage.only()).is_open


async def test_what_the_directory_leads_right_is_not_suggested() -> None:
    """Whether it was said where it should go, or only where it landed; what it leads wrong is (A1)."""
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call("avfall", "Renhållning", turn=turn)
    assert (await stage.only()).suggestion is None
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call("avfall", "", landed="Nils Norén", turn=turn)
    assert (await stage.only()).suggestion is None
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call("avfall", "", landed="Renhållning", turn=turn)
    assert (await stage.only()).is_open
    stage = MendingStage()
    for turn in ("a", "b", "c"):
        await stage.call("avfall", "Anna Alm", turn=turn)
    assert (await stage.only()).suggestion is None, "Anna answers in that very group"


async def test_places_are_found_or_kept_by_their_words() -> None:
    """A group, a unit, a person, a matter; two of one name are asked about; words are words (S3)."""
    stage = MendingStage()
    for said, kept in (
        ("Renhållning", GROUP),
        (GROUP, GROUP),
        ("Skola", "unit:skola"),
        ("bygglov", f"group:{PERMIT_PHONES}"),
        ("Nils", "person:nils"),
        ("återvinningen", GROUP),
    ):
        assert (await stage.call(place=said, turn=said)).call.right == Whereabouts(id=kept), said
    assert (await stage.call(place="gatan 070-174 06 05", turn="w")).call.right == Whereabouts(words="gatan")
    twin = replace(stage.base.municipality.people[BO], id=stage.base.municipality.people[BO].id + "2")  # type: ignore[arg-type]
    stage.base.turn_to(replace(stage.base.municipality, people={**stage.base.municipality.people, twin.id: twin}))
    with pytest.raises(PolicyErrors) as both:
        await stage.call("", "Bo Berg", turn="x")
    assert [one.code for one in both.value.errors] == ["misdirected.matter_missing", "misdirected.which"]


async def test_old_calls_go_and_the_record_with_them() -> None:
    """As long as the municipality keeps them, and not a day more; what waited passes, and its cards say so."""
    stage = MendingStage()
    await suggested(stage)
    stage.now += timedelta(days=90, minutes=-1)
    assert await stage.calls.sweep(now=stage.now) == 0
    stage.now += timedelta(minutes=1)
    assert await stage.calls.sweep(now=stage.now) == 1
    case = await stage.only()
    assert case.suggestion is not None
    assert (case.calls, case.suggestion.state) == ((), Stands.PASSED)
    assert await stage.calls.sweep(now=stage.now) == 0


async def test_a_mend_is_let_go_of_once_the_directory_says_the_same() -> None:
    """By the day's look, and not before; until then it is read with (A1)."""
    stage = MendingStage()
    await stage.mending.add(EDITOR, "sopor", means="avfall", turn="a", now=stage.now)
    stage.now += timedelta(days=1)
    await stage.calls.sweep(now=stage.now)
    assert len((await stage.only()).mends) == 1
    stage.base.turn_to(replace(stage.base.municipality, synonyms={"avfall": ("sopor",)}))
    stage.now += timedelta(days=1)
    await stage.calls.sweep(now=stage.now)
    assert (await stage.only()).mends == ()
    assert stage.leads("sopor") == [GROUP]
    assert (await stage.cases.among(MISDIRECTED, has_mend=1)) == []


async def test_another_process_reads_it_within_its_next_look() -> None:
    """What is accepted elsewhere is read from the store (A1)."""
    stage = MendingStage()
    await stage.mending.add(EDITOR, "sopor", means="avfall", turn="a", now=stage.now)
    stage.directory._announced = stage.directory._announced.__class__()
    assert stage.leads("sopor") == []
    await stage.directory.refresh(now=stage.now)
    assert stage.leads("sopor") == [GROUP]


async def test_where_it_should_have_gone_is_where_its_caller_goes_now() -> None:
    """Else where the directory says; else where others said, as a perhaps; never where it landed (S3)."""
    stage = MendingStage()
    assert [one.function.id for one in (await stage.call()).onward.answers] == [GROUP]
    known = await stage.call("bygglov", "", turn="b")
    assert [one.function.id for one in known.onward.answers] == [f"group:{PERMIT_PHONES}"]
    wrong = await stage.call("bygglov", "", landed="Bygglov", turn="c")
    assert f"group:{PERMIT_PHONES}" not in [one.function.id for one in (*wrong.onward.answers, *wrong.onward.nearest)]
    heard = await stage.call("soporna", "", turn="d")
    assert (heard.onward.answers, [one.function.id for one in heard.onward.nearest]) == ((), [GROUP])


async def test_a_word_that_leads_to_somebody_is_told_them_and_goes_once_they_are_gone() -> None:
    """It stays while they work here, as the directory's own matters do; nothing of them is left after that."""
    stage = MendingStage()
    await stage.mending.add(EDITOR, "trädgårdsavfall", place="Anna Alm", turn="t", now=stage.now)
    held = MisdirectedHeld(stage.cases)
    (of_anna,) = await held.held(ANNA)
    assert (of_anna["leads_to_you"], of_anna["added"]) == (["trädgårdsavfall"], [])
    assert (await held.outline(ANNA)).stays == 1
    await held.erase(ANNA, whole=False)
    assert stage.leads("trädgårdsavfall") == [f"person:{ANNA}"]
    await held.erase(ANNA, whole=True)
    assert await held.held(ANNA) == []
    assert f'"{ANNA}"' not in "".join(stage.store.written().values())


async def test_what_is_held_is_told_to_whom_it_is_about_and_forgotten() -> None:
    """Who noted, decided and added; the calls still count and the mend still holds, namelessly."""
    stage = MendingStage()
    held = MisdirectedHeld(stage.cases)
    await stage.call("sopor", "Anna Alm", by=BO, turn="x")
    case = await suggested(stage)
    await accept(stage, case)
    (of_bo,) = await held.held(BO)
    assert (of_bo["matter"], len(of_bo["calls"]), of_bo["added"], of_bo["decided"]) == ("Sopor", 1, [], None)
    (of_anna,) = await held.held(ANNA)
    assert [sorted(one) for one in of_anna["calls"]] == [["at", "right"]]
    (of_editor,) = await held.held(EDITOR)
    assert (of_editor["calls"], len(of_editor["added"]), of_editor["decided"]["state"]) == ([], 1, "accepted")
    assert str(VERA) not in repr((of_bo, of_anna, of_editor))
    assert (await held.outline(BO)).goes == 1
    for person in (BO, ANNA, EDITOR, KARIN):
        await held.erase(person, whole=False)
        assert await held.held(person) == []
    after = await stage.only()
    assert (len(after.calls), len(after.mends), stage.leads("sopor")) == (4, 1, [GROUP])
    written = "".join(stage.store.written().values())
    assert all(f'"{person}"' not in written and f":{person}" not in written for person in (BO, ANNA, EDITOR))
    await held.erase(BO, whole=False)
