"""How fast we send unasked: never beyond Teams' limits, and no slower than they ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.wire.pacing import MOST_REMEMBERED, PER_APP, PER_CONVERSATION, Pace


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_seven_messages_go_at_once_and_the_eighth_waits_its_second() -> None:
    """Teams takes 7 messages in a second for one conversation."""
    seconds = Seconds()
    pace = Pace(seconds)
    assert [pace.take("a:anna") for _ in range(7)] == [0.0] * 7
    assert pace.take("a:anna") == 1.0
    seconds.now += 1.0
    assert pace.take("a:anna") == 0.0


def test_the_whole_app_is_held_back_together() -> None:
    """25 requests a second for all conversations; the next waits, whoever it is for."""
    pace = Pace(Seconds())
    assert [pace.take(f"a:{number}") for number in range(25)] == [0.0] * 25
    assert pace.take("a:someone-else") > 0.0


def test_processes_that_share_the_work_share_the_apps_limit() -> None:
    """Four of them, a quarter of the work each; one that holds nothing yet may send a little all the same."""
    seconds, part = Seconds(), 0.25
    paces = [Pace(seconds, part=lambda: part) for _ in range(4)]
    assert sum(_takes(pace) for pace in paces) == 24
    seconds.now, part = seconds.now + 1.0, 0.0
    assert _takes(paces[0]) == 2


def _takes(pace: Pace) -> int:
    """How many messages it lets go within a moment, each to a conversation of its own."""
    return next(number for number in range(100) if pace.take(f"a:{number}"))


def test_conversations_that_are_long_quiet_are_forgotten() -> None:
    """What is remembered has an end, however many people there are."""
    seconds = Seconds()
    pace = Pace(seconds)
    for number in range(MOST_REMEMBERED + 10):
        seconds.now += 1.0
        pace.take(f"a:{number}")
    remembered = len(pace._conversations)
    assert remembered <= MOST_REMEMBERED


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0.0, 5.0)), max_size=120))
def test_no_window_ever_holds_more_than_its_limit(steps: list[tuple[int, float]]) -> None:
    """Whoever waits as told never breaks a limit, in any window of any limit."""
    seconds = Seconds()
    pace = Pace(seconds)
    sent: dict[str, list[float]] = {}
    for conversation, pause in steps:
        seconds.now += pause
        name = str(conversation)
        while wait := pace.take(name):
            seconds.now += wait
        sent.setdefault(name, []).append(seconds.now)
    for times in sent.values():
        _keeps(times, PER_CONVERSATION)
    _keeps(sorted(time for times in sent.values() for time in times), PER_APP)


def _keeps(times: list[float], limits: tuple[tuple[int, float], ...]) -> None:
    for most, span in limits:
        for first, one_too_many in zip(times, times[most:], strict=False):
            assert one_too_many - first >= span - 1e-6
