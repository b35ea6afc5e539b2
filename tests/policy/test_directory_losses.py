"""How much may go at once without anybody's saying yes, and who is told of it (A2, M1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.directory_held import HELD, HeldDirectory, HeldEnding, accepted, held, passed
from policy.directory_losses import Losses, RemovalTerms, losses_between
from policy.ids import PersonId
from policy.organisation import Municipality, Role
from tests.policy.small_town import ANNA, at, small_town

NOW = at("2026-11-24 09:00")
ADA, BEA = PersonId("ada"), PersonId("bea")
TERMS = RemovalTerms(most_percent=10, always=4)


def without(town: Municipality, *people: PersonId) -> Municipality:
    """The town without these, who are still named in its groups."""
    return replace(town, people={id_: person for id_, person in town.people.items() if id_ not in people})


def many(count: int, *, at_switchboard: int = 0) -> Municipality:
    """So many people in the town's first unit, some of them at the switchboard."""
    town = small_town()
    like = town.people[ANNA]
    people = [
        replace(
            like, id=PersonId(f"p{number:04}"), roles=frozenset({Role.SWITCHBOARD} if number < at_switchboard else ())
        )
        for number in range(count)
    ]
    return replace(town, people={person.id: person for person in people}, groups={})


@pytest.mark.parametrize(
    ("there", "gone", "is_too_much"),
    [(1000, 100, False), (1000, 101, True), (30, 4, False), (30, 5, True), (6, 4, False), (6, 6, True), (50, 5, False)],
)
def test_a_tenth_may_go_and_always_a_few(there: int, gone: int, is_too_much: bool) -> None:
    """Of thirty, four may go though that is more than a tenth; of a thousand a hundred, and not one more."""
    losses = losses_between(many(there), many(there - gone))
    assert losses.gone == gone
    assert losses.are_too_much(TERMS) is is_too_much


def test_who_comes_makes_up_for_nobody_who_goes() -> None:
    """When all ids are other ones, everybody goes, though as many come."""
    before = many(40)
    renamed = {PersonId(f"q{id_}"): replace(one, id=PersonId(f"q{id_}")) for id_, one in before.people.items()}
    losses = losses_between(before, replace(before, people=renamed))
    assert losses.gone == 40
    assert losses.are_too_much(TERMS)


def test_that_there_were_more_is_known_when_the_rules_are_others() -> None:
    """A frame that leaves people out makes the state in use small as well: how many it made is remembered."""
    assert losses_between(many(20), many(20), known=200).are_too_much(TERMS)
    assert not losses_between(many(200), many(195), known=200).are_too_much(TERMS)


def test_a_role_that_nobody_would_be_left_in_holds() -> None:
    """A group of operators was emptied: they are all still there. One who alone had a role may go with it."""
    losses = losses_between(many(500, at_switchboard=2), many(500))
    assert losses.roles_emptied == (Role.SWITCHBOARD,)
    assert losses.are_too_much(TERMS)
    assert not losses_between(many(500, at_switchboard=1), many(499)).are_too_much(TERMS)


def test_many_who_lose_a_role_hold_though_some_keep_it() -> None:
    """Five of forty operators: more than a tenth, and more than a few."""
    losses = losses_between(many(500, at_switchboard=40), many(500, at_switchboard=35))
    assert len(losses.unroled) == 5
    assert losses.are_too_much(TERMS)
    assert not losses_between(many(500, at_switchboard=40), many(500, at_switchboard=36)).are_too_much(TERMS)


def test_answer_groups_that_nobody_would_be_left_in_are_counted() -> None:
    """Those that nobody was in before don't count (A2)."""
    town = small_town()
    everyone = tuple(town.people)
    losses = losses_between(town, without(town, *everyone))
    staffed = [group for group in town.groups.values() if group.everyone & set(everyone)]
    assert losses.groups_before == len(staffed)
    assert set(losses.groups_emptied) == {group.id for group in staffed}


def losses_of(*people: str) -> Losses:
    """These would go, of ten."""
    return Losses(people_before=10, people_after=10 - len(people), people=tuple(map(PersonId, people)))


def told(case: HeldDirectory) -> list[PersonId]:
    """Who is to be told, in order."""
    return [one.to for one in case.outgoing.unsent if one.code == HELD]


def sent(case: HeldDirectory) -> HeldDirectory:
    """All that was to be told is."""
    outgoing = case.outgoing
    for one in outgoing.unsent:
        outgoing = outgoing.without(one.id)
    return replace(case, outgoing=outgoing)


def test_each_administrator_is_told_once() -> None:
    """The same again tells nobody; a new administrator is told then."""
    case = held(None, losses_of("a"), [ADA], now=NOW)
    assert told(case) == [ADA]
    case = sent(case)
    assert held(case, losses_of("a"), [ADA], now=NOW) == case
    assert told(held(case, losses_of("a"), [ADA, BEA], now=NOW)) == [BEA]


def test_while_it_is_open_the_card_follows_what_would_go() -> None:
    """It is the same card, with the time since when it is held up."""
    case = sent(held(None, losses_of("a"), [ADA], now=NOW))
    after = held(case, losses_of("a", "b"), [ADA], now=at("2026-11-24 10:00"))
    assert told(after) == [ADA]
    assert (after.gone, after.held_at) == (2, case.held_at)
    assert {one.card for one in after.outgoing.unsent} == {"held"}


def test_how_it_ended_is_shown_to_all_who_were_told() -> None:
    """By whose yes; once it is over nothing changes that."""
    case = sent(held(None, losses_of("a"), [ADA, BEA], now=NOW))
    after = accepted(case, ADA, now=NOW)
    assert (after.ending, after.ended_by) == (HeldEnding.ACCEPTED, ADA)
    assert set(told(after)) == {ADA, BEA}
    assert passed(after, now=NOW) == after
    assert after.kept_until is None
    assert sent(after).kept_until is not None


def test_what_would_go_later_is_another_case() -> None:
    """With a card of its own, below what is in the chat by then."""
    case = sent(passed(held(None, losses_of("a"), [ADA], now=NOW), now=NOW))
    after = held(case, losses_of("a"), [ADA], now=at("2026-11-25 09:00"))
    assert after.is_open
    assert told(after) == [ADA]
    assert after.outgoing.standing == ()
