"""What shows nothing and steers how the rest is shown never leaves: a caller's name can't turn a sentence round."""

from __future__ import annotations

import pytest

from bot.turn import Message, Reply
from bot.wire.outgoing import error_response, message_activity, message_response

TURNED = "Ring Kalle\u202e 1507-470\u2066\x07 i dag"


def test_a_message_and_its_gist_hold_nothing_unseen() -> None:
    """The gist is what stands in a notification on a locked phone."""
    sent = message_activity(Message(text=TURNED, summary=TURNED))
    assert sent["text"] == sent["summary"] == "Ring Kalle 1507-470 i dag"


@pytest.mark.parametrize("answer", [message_response, error_response])
def test_an_answer_to_a_button_holds_nothing_unseen(answer: object) -> None:
    """Nor where it is an error's."""
    told = answer(Reply(messages=(Message(text=TURNED),)))["value"]  # type: ignore[operator]
    assert "Ring Kalle 1507-470 i dag" in (told, told["message"] if isinstance(told, dict) else "")


def test_lines_stay_lines() -> None:
    """A line break is no such character."""
    assert message_activity(Message(text="en\ntvå"))["text"] == "en\ntvå"
