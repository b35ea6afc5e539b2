"""What the help tells people to type is understood as what it stands under."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards.help import HelpTopic
from bot.texts.catalogue import LANGUAGES, words_for
from bot.understanding import understand
from bot.understanding.result import Intent

MEANT = {
    HelpTopic.DIVERSION: Intent.DIVERSION_SET,
    HelpTopic.BACK: Intent.DIVERSION_CLEAR,
    HelpTopic.STATUS: Intent.MY_STATUS,
    HelpTopic.AVAILABILITY: Intent.AVAILABILITY_QUERY,
    HelpTopic.COLLEAGUE: Intent.DIVERSION_SET,
    HelpTopic.EFFECTS: Intent.EFFECTS_CHOOSE,
    HelpTopic.WHOM: Intent.WHO_HANDLES_QUERY,
    HelpTopic.PHONE_DUTY: Intent.COVERAGE_QUERY,
    HelpTopic.GAPS: Intent.COVERAGE_GAPS,
    HelpTopic.WEEK: Intent.COVERAGE_WEEK,
    HelpTopic.UNITS: Intent.MY_UNITS,
    HelpTopic.REPORT: Intent.UNIT_REPORT,
    HelpTopic.MONTH: Intent.MONTH_REPORT,
    HelpTopic.FIGURES: Intent.MY_FIGURES,
    HelpTopic.DUTY_PLAN: Intent.DUTY_PLAN,
    HelpTopic.DUTY_MINE: Intent.DUTY_MINE,
    HelpTopic.PROMISE: Intent.CALLBACK_LOG,
    HelpTopic.PROMISES: Intent.CALLBACK_LIST,
    HelpTopic.MESSAGE: Intent.LEAVE_MESSAGE,
    HelpTopic.MESSAGES: Intent.MESSAGES_LEFT,
    HelpTopic.GREETING: Intent.GREETING_RECORDED,
    HelpTopic.SCRIPT: Intent.GREETING_SCRIPT,
    HelpTopic.TEST_CALL: Intent.GREETING_REPORTED,
    HelpTopic.DETAILS: Intent.DETAILS_SHOW,
    HelpTopic.ORDER: Intent.PHONE_REQUEST,
    HelpTopic.ORDERS: Intent.ORDER_LIST,
    HelpTopic.TO_APPROVE: Intent.ORDER_QUEUE,
    HelpTopic.ORDER_QUEUE: Intent.ORDER_QUEUE,
    HelpTopic.PHONE_HOURS: Intent.HOURS_CHANGE,
    HelpTopic.TELL_SWITCHBOARD: Intent.NOTICE_START,
    HelpTopic.NOTICES_SENT: Intent.NOTICE_LIST,
    HelpTopic.NOTICE_QUEUE: Intent.NOTICE_LIST,
    HelpTopic.DESK: Intent.DESK,
    HelpTopic.SHIFT: Intent.DESK_HAND_OVER,
    HelpTopic.CALENDAR: Intent.CALENDAR_ON,
    HelpTopic.MISDIRECTED: Intent.MISDIRECTED,
    HelpTopic.MENDS: Intent.MEND_LIST,
    HelpTopic.PRIVACY: Intent.PRIVACY_EXPORT,
    HelpTopic.POLICY: Intent.POLICY_QUERY,
    HelpTopic.UNREACHED: Intent.UNREACHED_LIST,
    HelpTopic.LANGUAGE: Intent.LANGUAGE,
}
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", HelpTopic)
def test_every_example_is_understood_as_what_it_stands_under(topic: HelpTopic, language: str) -> None:
    """Nobody who follows the help to the letter is left without an answer."""
    examples = words_for(language).several(f"help.{topic.value}.examples")
    understood = {line: understand(line, now=NOW, locale=language).intent for line in examples}
    assert understood == dict.fromkeys(examples, MEANT[topic])
