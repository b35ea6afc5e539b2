"""Owns what is said before a change of a group is saved: that it is published, or late, what it opens.

It must not decide any of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.exchange import Exchange
from bot.dialogs.notice_views import NoticeReading, late_text
from bot.texts.dates import day, period
from policy.coverage import Gap
from policy.notice_times import lead_days
from policy.notices import NoticeContent, NoticeKind

MOST_GAPS = 5


def warnings_of(exchange: Exchange, content: NoticeContent) -> tuple[str, ...]:
    """What to know first: since when the public has been told otherwise, and that the switchboard hears of it late."""
    words, municipality, today = exchange.words, exchange.municipality, exchange.now.date()
    told_on = None if content.before is None else content.before.published_on
    found: list[str] = []
    if content.kind is not NoticeKind.MEMBERS and told_on is not None and told_on < today:
        found.append(words("notice.preview.published", day=day(told_on, exchange.now, words)))
    days = lead_days(municipality.calendar, exchange.now, content.effective_on)
    if days < municipality.coverage.notice_days:
        reading = NoticeReading(reader=exchange.person.id, municipality=municipality, words=words, now=exchange.now)
        found.append(late_text(days, reading))
    return tuple(found)


def gap_lines(exchange: Exchange, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """The gaps that it opens, a line each, and how many more there are."""
    words = exchange.words
    lines = [_gap_line(exchange, gap) for gap in gaps[:MOST_GAPS]]
    more = len(gaps) - len(lines)
    return (*lines, words("notice.preview.more_gaps", n=more)) if more > 0 else tuple(lines)


def _gap_line(exchange: Exchange, gap: Gap) -> str:
    words, when = exchange.words, period(gap.period, exchange.now, exchange.words)
    if gap.is_unstaffed:
        return words("notice.preview.gap_unstaffed", period=when)
    return words("notice.preview.gap_short", period=when, able=gap.able, minimum=gap.minimum)
