"""Who is told what of details that may be old (A1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policy.announced import announced_id
from policy.details import Confirmed, Correction, DetailField, Details, confirm, correct
from policy.details_marks import DetailsMark, details_mark
from policy.organisation import PersonId
from tests.policy.small_town import ANNA, BO, DAG, EVA, KARIN, STRANGER, VERA, at, small_town

TOWN = small_town()
NOW = at("2026-11-24 10:00")
NEW = Details(person=ANNA, known_since_at=NOW)


def _mark(details: Details | None, *, viewer: PersonId = VERA, when: str = "2026-11-24 10:00") -> DetailsMark | None:
    return details_mark(TOWN, TOWN.people[ANNA], details, viewer=viewer, now=at(when))


def _wants(details: Details, field: DetailField, id_: str = "t1") -> Details:
    return correct(details, Correction(id=id_, field=field, text="070-174 06 99", made_at=NOW))


def test_confirmed_details_are_not_marked_until_they_are_old() -> None:
    """A1: half a year later they are, with the day on which they were confirmed."""
    said = confirm(TOWN, TOWN.people[ANNA], NEW, now=NOW)
    assert _mark(said) is None
    mark = _mark(said, when="2027-05-24 10:00")
    assert mark == DetailsMark(confirmed=Confirmed.LONG_AGO, confirmed_on=date(2026, 11, 24), is_whole=True)


def test_what_nobody_has_said_anything_of_is_marked() -> None:
    """A1: whether or not the bot has met the person."""
    for details in (None, NEW):
        assert _mark(details) == DetailsMark(confirmed=Confirmed.NEVER, is_whole=True)


def test_what_waits_to_be_mended_is_told_once_a_detail() -> None:
    """A1: in which details; the words are for whoever mends them."""
    said = confirm(TOWN, TOWN.people[ANNA], NEW, now=NOW)
    wants = _wants(_wants(_wants(said, DetailField.MOBILE), DetailField.TITLE, "t2"), DetailField.MOBILE, "t3")
    mark = _mark(wants)
    assert mark is not None
    assert (mark.confirmed, mark.waiting) == (Confirmed.YES, (DetailField.MOBILE, DetailField.TITLE))


@pytest.mark.parametrize(
    ("viewer", "is_whole"),
    [(ANNA, True), (BO, True), (VERA, True), (DAG, False), (KARIN, False), (EVA, False), (STRANGER, False)],
    ids=["själv", "närmaste chefen", "växeln", "ställföreträdaren", "chefens chef", "en kollega", "någon annan"],
)
def test_only_those_whom_it_concerns_are_told_why(viewer: PersonId, is_whole: bool) -> None:
    """A1: flagged to the owner, the manager and the switchboard; to others they may be old, and no more."""
    mark = _mark(_wants(NEW, DetailField.MOBILE), viewer=viewer)
    assert mark is not None
    assert mark.is_whole is is_whole
    assert (mark.waiting == (DetailField.MOBILE,)) is is_whole
    assert _mark(_wants(NEW, DetailField.MOBILE), viewer=PersonId("")) == DetailsMark(confirmed=Confirmed.NEVER)


def test_somebody_who_is_only_announced_has_confirmed_nothing_and_needs_not() -> None:
    """M3: the manager told of them just now."""
    new = replace(TOWN.people[ANNA], id=announced_id("n1"))
    assert details_mark(TOWN, new, None, viewer=VERA, now=NOW) is None
