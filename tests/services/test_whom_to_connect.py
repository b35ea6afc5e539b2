"""Whom a caller with a matter is connected to, and how it stands there at the moment (S3, A2)."""

from __future__ import annotations

import pytest

from policy.errors import PolicyError
from policy.functions import function_of
from policy.hours_now import Closed
from policy.organisation import PersonId
from policy.reasons import Reason
from services.ports import How
from services.whom_to_connect import ToConnect
from tests.policy.small_town import at, diversion
from tests.services.connecting_stage import ConnectingStage


async def _only(stage: ConnectingStage, text: str, now: str | None = None) -> ToConnect:
    (answer,) = (await stage.asks(text, now)).answers
    return answer


def _names(answer: ToConnect) -> list[str]:
    assert answer.group is not None
    return [seen.person.name for seen in answer.group.able]


async def test_a_matter_is_answered_with_its_group_as_it_stands() -> None:
    """S3, A2: its phone hours, who there answers now in the order to try, and who has just that matter."""
    answer = await _only(ConnectingStage(), "hon undrar om autogirot")
    assert _names(answer) == ["Kristina Möller", "Bertil Ahl"]
    assert [seen.person.name for seen in answer.people] == ["Bertil Ahl"]
    assert answer.hours is not None
    assert answer.hours.until == at("2026-11-24 11:00")
    assert (answer.next_in, answer.next_at, answer.how) == (None, None, How.BENT)


async def test_when_no_one_can_it_says_who_is_next_in_and_when() -> None:
    """S3, V1: the reason of an absence that isn't public is for nobody at the switchboard."""
    stage = ConnectingStage()
    for name, until in (("Monica Sundqvist", "2026-11-26 12:00"), ("Rickard Carlsson", "2026-11-25 10:00")):
        person = stage.person(name).id
        await stage.diverts(person, diversion(Reason.SICK, "2026-11-24 08:00", until, person=person))
    answer = await _only(stage, "färdtjänst")
    assert answer.group is not None
    assert (answer.group.is_open, answer.group.able) == (True, ())
    assert [seen.absence.shows_reason for seen in answer.group.others if seen.absence] == [False, False]
    assert answer.next_in == stage.person("Rickard Carlsson")
    assert answer.next_at == answer.group.next_at == at("2026-11-25 10:00")


# When it is asked, of what, whether it is open, and who can answer next, and when.
LATER = {
    "on a Friday afternoon": ("2026-11-27 15:30", "bygglov", Closed.OVER_TODAY, "Anna Svensson", "2026-11-30 09:00"),
    "of part time": ("2026-11-24 09:30", "dagis", Closed.NOT_THAT_DAY, "Pernilla Engström", "2026-11-25 09:00"),
    "on a Saturday": ("2026-11-28 15:00", "e-bok", Closed.OVER_TODAY, "Oskar Åberg-Nyman", "2026-12-01 10:00"),
    "before New Year": ("2026-12-30 16:30", "radon", Closed.OVER_TODAY, "Henrik Sjöberg", "2027-01-04 08:00"),
    "on New Year's Eve": ("2026-12-31 09:30", "radon", Closed.HOLIDAY, "Henrik Sjöberg", "2027-01-04 08:00"),
    "on a bridge day": ("2027-05-07 09:30", "radon", Closed.CLOSED_DAY, "Henrik Sjöberg", "2027-05-10 08:00"),
    "before summer time": ("2027-03-27 12:00", "radon", Closed.NOT_THAT_DAY, "Henrik Sjöberg", "2027-03-30 08:00"),
    "before winter time": ("2026-10-24 12:00", "radon", Closed.NOT_THAT_DAY, "Henrik Sjöberg", "2026-10-26 08:00"),
}  # fmt: skip


@pytest.mark.parametrize("case", LATER)
async def test_outside_its_phone_hours_the_next_time_is_the_right_one(case: str) -> None:
    """S3, A2: over weekends, part time, holidays and the changes of the clocks, on the municipality's clocks."""
    now, matter, why, name, then = LATER[case]
    stage = ConnectingStage()
    answer = await _only(stage, matter, now)
    assert answer.hours is not None
    assert answer.hours.closed is why
    assert (answer.next_in, answer.next_at) == (stage.person(name), at(then))


async def test_a_group_that_nobody_is_in_has_no_next() -> None:
    """A2: nothing is promised of it."""
    answer = await _only(ConnectingStage(), "reklamation")
    assert (answer.next_in, answer.next_at, answer.people) == (None, None, ())


async def test_people_whose_own_matter_it_is_come_in_the_order_to_try() -> None:
    """S3: who is in comes first and is the function; when nobody is, who is back first is told."""
    stage = ConnectingStage()
    karin, hamid = stage.person("Karin Lindqvist").id, stage.person("Hamid Karimi").id
    answer = await _only(stage, "detaljplanen")
    assert [seen.person.id for seen in answer.people] == [karin, hamid]
    await stage.diverts(karin, diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 14:00", person=karin))
    answer = await _only(stage, "detaljplanen")
    assert answer.function.person == hamid
    assert (answer.next_in, answer.next_at, answer.group) == (None, None, None)
    await stage.diverts(hamid, diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 12:00", person=hamid))
    answer = await _only(stage, "detaljplanen")
    assert answer.next_in is not None
    assert (answer.next_in.id, answer.next_at) == (karin, at("2026-11-24 14:00"))


async def test_several_functions_each_have_their_own_people() -> None:
    """S3: who is of the one isn't told of beside the other."""
    answers = (await ConnectingStage().asks("avlopp")).answers
    told = {answer.function.id: [seen.person.name for seen in answer.people] for answer in answers}
    assert told == {"group:miljo": [], "group:vatten": ["Olof Pålsson"]}


async def test_what_is_only_like_a_matter_is_offered_as_it_stands() -> None:
    """S3: nothing is given as the answer; the municipality's own fallback stands beside."""
    whom = await ConnectingStage().asks("riksfärtjänst")
    assert whom.answers == ()
    assert [(near.function.id, near.how) for near in whom.nearest] == [("group:fardtjanst", How.SLIPPED)]
    assert whom.nearest[0].group is not None


async def test_what_leads_nowhere_gets_the_municipalitys_own_fallback() -> None:
    """S3: its group as it stands, and its words; a municipality that says nothing has neither."""
    stage = ConnectingStage()
    whom = await stage.asks("kunden vill ha en pizza")
    assert (whom.answers, whom.nearest) == ((), ())
    assert whom.fallback.group is not None
    assert whom.fallback.group.group.id == "kansli"
    assert whom.fallback.group.able
    assert set(whom.fallback.words) == {"sv", "en"}


async def test_a_button_asks_of_the_same_function_again() -> None:
    """S3: with the people whose own matter it is, whatever words led there; also one that has the matter no more."""
    stage = ConnectingStage()
    told = await stage.whom.ask_about("group:faktura", "autogiro", viewer=stage.viewer, now=stage.now)
    assert [seen.person.name for seen in told.people] == ["Bertil Ahl"]
    hamid = stage.person("Hamid Karimi").id
    told = await stage.whom.ask_about(f"person:{hamid}", "detaljplan", viewer=stage.viewer, now=stage.now)
    assert {seen.person.name for seen in told.people} == {"Karin Lindqvist", "Hamid Karimi"}
    told = await stage.whom.ask_about(f"person:{hamid}", "no more", viewer=stage.viewer, now=stage.now)
    assert (told.function.person, told.matter) == (hamid, "no more")
    told = await stage.whom.ask_about("group:faktura", "", viewer=stage.viewer, now=stage.now)
    assert told.group is not None


@pytest.mark.parametrize("gone", ["group:nothing", "person:nobody", "nonsense", "group:"])
async def test_what_is_gone_is_told(gone: str) -> None:
    """A card of yesterday names a function that is no more."""
    stage = ConnectingStage()
    with pytest.raises(PolicyError, match=r"connecting\.gone"):
        await stage.whom.ask_about(gone, "bygglov", viewer=stage.viewer, now=stage.now)


async def test_where_anyone_may_read_along_it_is_told_as_to_anyone() -> None:
    """POLICY's last section: a manager sees her own people's reasons, and nobody's in company."""
    stage = ConnectingStage()
    anna, karin = stage.person("Anna Svensson").id, stage.person("Karin Lindqvist").id
    await stage.diverts(anna, diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 12:00", person=anna))
    for viewer, sees in ((karin, True), (stage.viewer, False), (PersonId(""), False)):
        whom = await stage.whom.ask("bygglov", viewer=viewer, now=stage.now)
        (answer,) = whom.answers
        assert answer.group is not None
        seen = [one for one in (*answer.people, *answer.group.others) if one.person.id == anna]
        assert [one.absence.shows_reason for one in seen if one.absence] == [sees, sees]


def test_a_functions_id_leads_back_to_it() -> None:
    """So that a button can carry it; a group's id may hold a colon."""
    for id_ in ("group:a:b", "person:x"):
        function = function_of(id_)
        assert function is not None
        assert function.id == id_
