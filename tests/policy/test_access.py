"""Who may do and see what: viewer by viewer, reason by reason."""

from __future__ import annotations

import pytest

from policy.access import may_see_all, may_see_reason, require_diversion_change, require_sight_of_all
from policy.errors import NotAllowed
from policy.organisation import PersonId
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, GUN, KARIN, NILS, STRANGER, VERA, small_town

TOWN = small_town()
PRIVATE = [
    Reason.BREAK,
    Reason.REMOTE_WORK,
    Reason.VACATION,
    Reason.LEAVE,
    Reason.PARENTAL_LEAVE,
    Reason.SICK,
    Reason.CHILD_CARE,
    Reason.OTHER,
]
PUBLIC = [Reason.LUNCH, Reason.MEETING, Reason.TRAINING, Reason.BUSINESS_TRIP, Reason.GONE_FOR_DAY]
VIEWERS = [
    ("själv", ANNA, True),
    ("närmaste chefen", BO, True),
    ("chefens chef", KARIN, False),
    ("chefens ställföreträdare", DAG, False),
    ("växeln", VERA, False),
    ("en kollega i enheten", DISA, False),
    ("en kollega i en annan enhet", EVA, False),
    ("chefen för en enhet under", GUN, False),
    ("någon utanför katalogen", STRANGER, False),
    ("ingen", PersonId(""), False),
]
VIEWER_NAMES = [name for name, _, _ in VIEWERS]


@pytest.mark.parametrize("reason", PRIVATE)
@pytest.mark.parametrize(("name", "viewer", "sees"), VIEWERS, ids=VIEWER_NAMES)
def test_a_private_reason_is_seen_by_the_person_and_the_nearest_manager_alone(
    name: str, viewer: PersonId, sees: bool, reason: Reason
) -> None:
    """Masking: "the person and the nearest manager see the reason"; nobody else does, whatever their place."""
    assert may_see_reason(TOWN, viewer, TOWN.people[ANNA], reason) is sees, name


@pytest.mark.parametrize("reason", PUBLIC)
@pytest.mark.parametrize(("name", "viewer", "_sees"), VIEWERS, ids=VIEWER_NAMES)
def test_a_public_reason_is_seen_by_everyone(name: str, viewer: PersonId, _sees: bool, reason: Reason) -> None:
    """Masking: "colleagues and the switchboard see a reason only if it is marked public"."""
    assert may_see_reason(TOWN, viewer, TOWN.people[ANNA], reason), name


@pytest.mark.parametrize(("name", "viewer", "sees"), VIEWERS, ids=VIEWER_NAMES)
def test_everything_unmasked_is_for_the_person_and_the_nearest_manager(name: str, viewer: PersonId, sees: bool) -> None:
    """Masking: the list of someone's diversions is refused to anyone else, with a code, a field and a name."""
    assert may_see_all(TOWN, viewer, TOWN.people[ANNA]) is sees, name
    if sees:
        require_sight_of_all(TOWN, viewer, TOWN.people[ANNA])
        return
    with pytest.raises(NotAllowed) as refusal:
        require_sight_of_all(TOWN, viewer, TOWN.people[ANNA])
    assert (refusal.value.code, refusal.value.field) == ("diversion.not_shown", "person")
    assert refusal.value.params == {"name": "Anna Alm"}


@pytest.mark.parametrize(
    ("name", "actor", "may"),
    [(name, viewer, sees or viewer == VERA) for name, viewer, sees in VIEWERS],
    ids=VIEWER_NAMES,
)
def test_a_diversion_is_changed_by_the_person_the_nearest_manager_and_the_switchboard(
    name: str, actor: PersonId, may: bool
) -> None:
    """A3: anyone else is refused, with a code, a field and a name."""
    if may:
        require_diversion_change(TOWN, actor, TOWN.people[ANNA])
        return
    with pytest.raises(NotAllowed) as refusal:
        require_diversion_change(TOWN, actor, TOWN.people[ANNA])
    assert (refusal.value.code, refusal.value.field) == ("diversion.not_allowed", "person"), name
    assert refusal.value.params == {"name": "Anna Alm"}


@pytest.mark.parametrize(
    ("person", "manager"),
    [(ANNA, BO), (BO, KARIN), (DAG, BO), (NILS, GUN), (GUN, BO), (VERA, KARIN), (KARIN, None), (EVA, None)],
)
def test_the_nearest_manager_is_the_first_one_upwards_who_is_someone_else(
    person: PersonId, manager: PersonId | None
) -> None:
    """M1, masking: a manager's own manager leads the unit above; at the top there is none."""
    assert TOWN.nearest_manager(TOWN.people[person]) == manager


def test_at_the_top_a_reason_is_the_persons_own() -> None:
    """Masking: nobody stands above the top manager, so nobody else sees why."""
    karin = TOWN.people[KARIN]
    assert may_see_reason(TOWN, KARIN, karin, Reason.SICK)
    assert not any(may_see_reason(TOWN, other, karin, Reason.SICK) for other in TOWN.people if other != KARIN)
