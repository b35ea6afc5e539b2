"""The small town with an answer group for waste and an editor, for tests of mends of the directory."""

from __future__ import annotations

from dataclasses import replace

from policy.answer_groups import AnswerGroup, PhoneHours
from policy.directory_mends import Mend, MendKind
from policy.ids import GroupId
from policy.organisation import Municipality, Role
from tests.policy.small_town import ANNA, BUILDING, KARIN, NILS, PERMITS, at, small_town

WASTE, PERMIT_PHONES = GroupId("avfall"), GroupId("bygglov")
EDITOR = KARIN


def town_with_waste() -> Municipality:
    """Anna answers for waste, Nils for permits; Karin is the editor."""
    town = small_town()
    groups = (
        AnswerGroup(
            id=WASTE,
            name="Renhållning",
            unit=BUILDING,
            matters=("avfall", "sophämtning", "återvinning"),
            members=(ANNA,),
            phone_hours=PhoneHours(weekdays={}),
        ),
        AnswerGroup(
            id=PERMIT_PHONES,
            name="Bygglov",
            unit=PERMITS,
            matters=("bygglov",),
            members=(NILS,),
            phone_hours=PhoneHours(weekdays={}),
        ),
    )
    editor = replace(town.people[EDITOR], roles=frozenset({Role.EDITOR}))
    anna = replace(town.people[ANNA], matters=("kompost",))
    people = {**town.people, EDITOR: editor, ANNA: anna}
    return replace(town, people=people, groups={group.id: group for group in groups})


def mend(word: str, target: str, kind: MendKind = MendKind.SYNONYM, *, id_: str = "m1") -> Mend:
    """A mend of the editor's."""
    return Mend(id=id_, kind=kind, word=word, target=target, made_by=EDITOR, made_at=at("2026-11-24 09:00"))
