"""What is done for somebody without a chat: in which order, how often, and what ends it (M2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.organisation import PersonId
from policy.periods import as_utc
from policy.reachability import (
    AWAY_AGAIN,
    CHAT_AFTER,
    LOOKED_AFTER,
    MOST_WAITING,
    WELCOME,
    Reachability,
    ReachState,
    Refusal,
    Waiting,
    asked_again,
    asking,
    begun,
    bounced,
    installed,
    is_idle,
    met,
    put_off,
    refused,
    removed,
    there_already,
    unwelcomed,
    welcomed,
)
from tests.policy.small_town import BO, GUN, at

NOW = as_utc(at("2026-11-24 09:00"))
HOUR = timedelta(hours=1)


def what(number: int = 1) -> Waiting:
    return Waiting(source="coverage", partition=f"group-{number}", id="coverage")


def unmet() -> Reachability:
    return begun(GUN, had_chat=False, now=NOW)


def test_who_never_had_a_chat_may_be_given_the_app_and_who_had_one_may_not() -> None:
    """That there is none now was their own doing."""
    assert unmet().may_be_installed
    had = begun(GUN, had_chat=True, now=NOW)
    assert (had.state, had.may_be_installed, had.is_out) == (ReachState.BLOCKED, False, True)


def test_it_is_asked_for_then_installed_then_its_chat_is_waited_for() -> None:
    """Teams has a while to tell of the chat itself."""
    asked = asking(unmet(), now=NOW)
    assert (asked.state, asked.by_us, asked.installed_at) == (ReachState.ASKED, True, None)
    there = installed(asked, now=NOW + HOUR)
    assert (there.state, there.installed_at) == (ReachState.INSTALLED, NOW + HOUR)
    assert there.next_step_at == NOW + HOUR + CHAT_AFTER
    reached = met(there, now=NOW + HOUR)
    assert (reached.state, reached.by_us, reached.is_out) == (ReachState.REACHED, True, False)
    assert is_idle(reached, now=NOW + HOUR)


@pytest.mark.parametrize("then", [met, removed])
def test_what_happened_while_teams_was_asked_stands(then: object) -> None:
    """The person was met meanwhile, or has taken it away already; that we installed it is borne in mind."""
    between = then(asking(unmet(), now=NOW), now=NOW)  # type: ignore[operator]
    for ended in (
        installed(between, now=NOW),
        refused(between, Refusal.OTHER, now=NOW),
        put_off(between, wait=HOUR, now=NOW),
        there_already(between, now=NOW),
    ):
        assert ended.state is between.state
        assert ended.next_step_at == between.next_step_at
    assert installed(between, now=NOW).installed_at == NOW


def test_what_was_there_already_is_not_ours_unless_it_was_asked_for_before() -> None:
    """An answer may have been lost."""
    once = asking(unmet(), now=NOW)
    assert not there_already(once, now=NOW).by_us
    assert there_already(asking(put_off(once, wait=HOUR, now=NOW), now=NOW), now=NOW).by_us


def test_nobody_answers_so_it_is_asked_later_each_time_and_no_earlier_than_was_said() -> None:
    """Up to once a day."""
    known, waits = unmet(), []
    for _ in range(len(AWAY_AGAIN) + 2):
        known = put_off(asking(known, now=NOW), wait=timedelta(), now=NOW)
        waits.append(known.next_step_at - NOW)
    assert waits == [*AWAY_AGAIN, AWAY_AGAIN[-1], AWAY_AGAIN[-1]]
    assert put_off(asking(unmet(), now=NOW), wait=3 * HOUR, now=NOW).next_step_at == NOW + 3 * HOUR


def test_a_chat_that_is_not_there_yet_is_asked_for_later_each_time() -> None:
    """The person has to open Teams first, it may be."""
    known, waits = installed(asking(unmet(), now=NOW), now=NOW), []
    for _ in range(3):
        known = put_off(known, wait=timedelta(), now=NOW)
        waits.append(known.next_step_at - NOW)
    assert waits == list(AWAY_AGAIN[:3])


def test_a_no_of_teams_counts_from_the_first_no() -> None:
    """However often nobody answered before."""
    known = unmet()
    for _ in range(4):
        known = put_off(asking(known, now=NOW), wait=timedelta(), now=NOW)
    first = refused(asking(known, now=NOW), Refusal.NOT_ALLOWED, now=NOW)
    second = refused(asking(first, now=NOW), Refusal.NOT_ALLOWED, now=NOW)
    third = refused(asking(second, now=NOW), Refusal.NOT_FOUND, now=NOW)
    assert [one.next_step_at - NOW for one in (first, second, third)] == [timedelta(days=days) for days in (1, 7, 7)]
    assert (third.refusal, third.may_be_installed) == (Refusal.NOT_FOUND, True)


def test_the_persons_no_ends_everything_that_was_planned() -> None:
    """Also the welcome that has not gone out, and an administrator's word."""
    asked = welcomed(asking(asked_again(unmet(), BO, now=NOW), now=NOW), now=NOW)
    gone = removed(asked, now=NOW + HOUR)
    assert (gone.state, gone.asked_by, gone.outgoing.unsent) == (ReachState.REMOVED, None, ())
    assert (gone.since_at, gone.next_step_at) == (NOW + HOUR, NOW + HOUR + LOOKED_AFTER)
    assert removed(gone, now=NOW + 2 * HOUR) == gone


def test_an_administrators_word_opens_it_once_more() -> None:
    """Also where it was installed before."""
    mine = removed(met(installed(asking(unmet(), now=NOW), now=NOW), now=NOW), now=NOW)
    assert not mine.may_be_installed
    again = asked_again(mine, BO, now=NOW)
    assert (again.may_be_installed, again.asked_by, again.next_step_at) == (True, BO, NOW)
    assert met(again, now=NOW).asked_by is None


def test_a_bounce_says_no_for_whoever_had_a_chat_and_nobody_else() -> None:
    """Nor for one whom an administrator has just asked for: that their chat is gone was known."""
    assert bounced(unmet(), what(), had_chat=False, now=NOW).state is ReachState.UNMET
    assert bounced(unmet(), what(), had_chat=True, now=NOW).state is ReachState.BLOCKED
    assert bounced(met(unmet(), now=NOW), what(), had_chat=False, now=NOW).state is ReachState.BLOCKED
    asked = asked_again(removed(unmet(), now=NOW), BO, now=NOW)
    assert bounced(asked, what(), had_chat=True, now=NOW).state is ReachState.UNMET
    assert bounced(removed(unmet(), now=NOW), what(), had_chat=True, now=NOW).state is ReachState.REMOVED


def test_what_waits_is_borne_in_mind_once_each_and_not_without_end() -> None:
    """The newest are kept; the outbox knows them all."""
    known = unmet()
    for number in range(MOST_WAITING + 3):
        known = bounced(known, what(number), had_chat=False, now=NOW)
    known = bounced(known, what(5), had_chat=False, now=NOW)
    assert len(known.waiting) == MOST_WAITING
    assert known.waiting[-1] == what(5)
    assert known.waiting.count(what(5)) == 1
    assert met(known, now=NOW).waiting == ()


def test_the_welcome_is_one() -> None:
    """However often it is made, until it is called off."""
    known = welcomed(welcomed(unmet(), now=NOW), now=NOW + HOUR)
    (told,) = known.outgoing.unsent
    assert (told.to, told.code, told.due_at) == (PersonId("gun"), WELCOME, NOW + HOUR)
    assert unwelcomed(known).outgoing.unsent == ()
