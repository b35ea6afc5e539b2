"""What is remembered of a person stays small, and survives being stored."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import MOST_BODIES, MOST_DRAFTS, MOST_OUTCOMES, MOST_REFERENCES, Chat, Outcome

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_chat_is_the_same_after_being_stored() -> None:
    """Plain JSON, all of it."""
    chat = Chat(language="en", heard="sv", drafts={"a": {"dialog": "d"}})
    chat.remember_reference("a", {"service_url": "https://x/"}, personal=True)
    chat.remember_outcome("17", Outcome(200, {"value": 1}), now=NOW)
    assert Chat.from_json(json.loads(json.dumps(chat.to_json()))) == chat


def test_a_chat_that_was_never_stored_is_new() -> None:
    """Nobody has to be registered first."""
    assert Chat.from_json({}) == Chat()


@given(minutes=st.lists(st.integers(0, 40), max_size=60))
def test_outcomes_are_few_and_young(minutes: list[int]) -> None:
    """At most 16, none older than a quarter of an hour, bodies only with the newest."""
    chat, now = Chat(), NOW
    for number, passed in enumerate(minutes):
        now += timedelta(minutes=passed / 10)
        chat.remember_outcome(f"a{number}", Outcome(200, {"card": number}), now=now)
        assert len(chat.outcomes) <= MOST_OUTCOMES
        assert all(now.timestamp() - kept["at"] < 900 for kept in chat.outcomes.values())
        bodies = [name for name, kept in chat.outcomes.items() if kept["body"] is not None]
        assert bodies == list(chat.outcomes)[-MOST_BODIES:]
        assert chat.outcome(f"a{number}", now=now) == Outcome(200, {"card": number})


def test_the_way_to_the_persons_own_chat_is_never_crowded_out() -> None:
    """Other conversations come and go."""
    chat = Chat()
    chat.remember_reference("own", {"n": 0}, personal=True)
    for number in range(MOST_REFERENCES + 5):
        chat.remember_reference(f"group-{number}", {"n": number}, personal=False)
    assert len(chat.references) == MOST_REFERENCES
    assert chat.references["own"] == {"n": 0}
    assert f"group-{MOST_REFERENCES + 4}" in chat.references


def test_drafts_that_nobody_came_back_to_are_let_go_of() -> None:
    """The newest stay."""
    chat = Chat(drafts={f"c{number}": number for number in range(MOST_DRAFTS + 3)})
    assert list(chat.to_json()["drafts"]) == [f"c{number}" for number in range(3, MOST_DRAFTS + 3)]
