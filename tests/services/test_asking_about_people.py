"""The switchboard's question (V1): who is meant, what may be told of them, and who answers instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.availability import State
from policy.diversions import Diversion, DiversionBook
from policy.errors import PolicyError
from policy.organisation import Municipality, PersonId
from policy.reasons import Reason
from services.availability import AvailabilityService, Found, NoOne, Several
from tests.policy.small_town import ANNA, BO, DAG, EVA, KARIN, STRANGER, VERA, at, diversion, period, small_town
from tests.services.answering import answering
from tests.services.fakes import BooksInMemory, FakeDirectory

NOW = at("2026-11-24 09:00")
SICK = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 17:00", note="Magsjuka", answers_instead=DAG, person=ANNA)
DAGS_LUNCH = diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 09:30", person=DAG)
DAGS_LEAVE = diversion(Reason.PARENTAL_LEAVE, "2026-11-24 08:00", None, person=DAG, note="Tvillingar")


def _service(*annas: Diversion, dags: Diversion | None = None, town: Municipality | None = None) -> AvailabilityService:
    books = [DiversionBook(person=ANNA, diversions=annas)]
    if dags is not None:
        books.append(DiversionBook(person=DAG, diversions=(dags,)))
    return answering(FakeDirectory(town or small_town()), BooksInMemory(*books))


async def _ask(service: AvailabilityService, text: str, *, asker: PersonId = VERA) -> Found:
    found = await service.ask(asker, text, now=NOW)
    assert isinstance(found, Found)
    return found


@pytest.mark.parametrize("text", ["Anna Alm", "anna", "Alm", "2003"])
async def test_one_who_is_meant_is_told_of(text: str) -> None:
    """V1: by name, first name, last name or extension: in, and nothing more to tell."""
    found = await _ask(_service(), text)
    assert (found.told.person.id, found.told.state) == (ANNA, State.IN)
    assert (found.outlook, found.stand_in, found.stand_in_told) == (None, None, None)


async def test_several_who_are_meant_are_asked_about_and_none_is_told_of() -> None:
    """V1: the service never guesses; a colleague of the asker's unit comes first."""
    town = small_town()
    namesake = replace(town.people[EVA], id=PersonId("anna-2"), first_name="Anna")
    two = replace(town, people={**town.people, namesake.id: namesake})
    outcome = await _service(SICK, town=two).ask(BO, "Anna", now=NOW)
    assert outcome == Several(people=(two.people[ANNA], namesake))
    outcome = await _service(SICK, town=two).ask(EVA, "Anna", now=NOW)
    assert outcome == Several(people=(namesake, two.people[ANNA]))


async def test_no_one_is_answered_with_the_nearest_names() -> None:
    """V1: nobody by that name, but someone like it; or nobody at all."""
    assert await _service().ask(VERA, "Annika", now=NOW) == NoOne(nearest=(small_town().people[ANNA],))
    assert await _service().ask(VERA, "Xerxes", now=NOW) == NoOne(nearest=())


async def test_whoever_is_not_in_the_directory_may_ask_and_sees_what_a_colleague_sees() -> None:
    """Masking: no unit to rank by, no right to a reason."""
    found = await _ask(_service(SICK), "Anna", asker=STRANGER)
    assert found.told.absence is not None
    assert not found.told.absence.shows_reason


@pytest.mark.parametrize(
    ("asker", "sees"),
    [(VERA, False), (EVA, False), (DAG, False), (KARIN, False), (BO, True), (ANNA, True)],
    ids=["växeln", "kollega", "ställföreträdare", "chefens chef", "närmaste chefen", "själv"],
)
async def test_the_reason_is_masked_for_whoever_asks(asker: PersonId, sees: bool) -> None:
    """Masking: the switchboard hears "away" and the return; the nearest manager and the person see why."""
    found = await _ask(_service(SICK), "Anna", asker=asker)
    assert found.told.absence is not None
    assert (found.told.state, found.told.back_at) == (State.AWAY, at("2026-11-26 08:00"))
    assert found.told.absence.shows_reason is sees
    assert found.told.absence.note == ("Magsjuka" if sees else "")


async def test_the_stand_in_is_told_with_how_they_can_be_reached() -> None:
    """V1: "pass on": Dag answers for Anna, and he is at lunch until half past nine."""
    found = await _ask(_service(SICK, dags=DAGS_LUNCH), "Anna")
    assert found.stand_in is not None
    assert found.stand_in.id == DAG
    assert found.stand_in_told is not None
    assert (found.stand_in_told.state, found.stand_in_told.back_at) == (State.AWAY, at("2026-11-24 09:30"))


async def test_the_stand_ins_own_reason_is_masked_by_the_same_rule() -> None:
    """Masking: to ask about Anna is no way to learn why Dag is away."""
    service = _service(SICK, dags=DAGS_LEAVE)
    for asker, sees in ((VERA, False), (ANNA, False), (BO, True)):
        found = await _ask(service, "Anna", asker=asker)
        assert found.stand_in_told is not None
        assert found.stand_in_told.absence is not None
        assert found.stand_in_told.absence.shows_reason is sees
        assert found.stand_in_told.absence.note == ("Tvillingar" if sees else "")


async def test_a_stand_in_who_has_left_is_not_told_of() -> None:
    """V1: the diversion names someone who is no longer in the directory."""
    town = small_town()
    without_dag = replace(town, people={id_: person for id_, person in town.people.items() if id_ != DAG})
    found = await _ask(_service(SICK, town=without_dag), "Anna")
    assert (found.stand_in, found.stand_in_told) == (None, None)


async def test_a_period_that_is_named_is_told_beside_now() -> None:
    """V1: "är Anna inne på torsdag?": the outlook is Thursday's, the state is now's."""
    thursday = period("2026-11-26 08:00", "2026-11-26 17:00")
    away = diversion(Reason.VACATION, "2026-11-26 08:00", "2026-11-26 17:00")
    found = await _service(away).ask(VERA, "Anna", now=NOW, period=thursday)
    assert isinstance(found, Found)
    assert found.told.state is State.IN
    assert found.outlook is not None
    assert (found.outlook.works, found.outlook.reachable) == (True, False)
    assert [absence.shows_reason for absence in found.outlook.absences] == [False]


async def test_of_today_only_what_is_left_counts() -> None:
    """V1: asked at nine about today, an early meeting that is over is neither told nor in the way."""
    over = diversion(Reason.MEETING, "2026-11-24 08:00", "2026-11-24 08:30")
    rest = diversion(Reason.MEETING, "2026-11-24 08:30", "2026-11-24 17:00")
    today = period("2026-11-24 08:00", "2026-11-24 17:00")
    found = await _service(over, rest).ask_about(VERA, ANNA, now=NOW, period=today)
    assert found.outlook is not None
    assert not found.outlook.reachable
    assert [absence.diversion for absence in found.outlook.absences] == [rest]


async def test_of_a_period_that_is_over_nothing_is_told() -> None:
    """Masking: where someone was yesterday is nobody's business, though the book may still hold it."""
    yesterday = period("2026-11-23 08:00", "2026-11-23 17:00")
    was_away = diversion(Reason.MEETING, "2026-11-23 08:00", "2026-11-23 17:00")
    found = await _service(was_away).ask_about(VERA, ANNA, now=NOW, period=yesterday)
    assert found.outlook is None
    assert found.told.state is State.IN


async def test_someone_unknown_cannot_be_told_of() -> None:
    """V1: a pick list that was shown before the person left."""
    with pytest.raises(PolicyError) as error:
        await _service().ask_about(VERA, PersonId("who"), now=NOW)
    assert error.value.code == "person.unknown"
