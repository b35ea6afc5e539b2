"""Books of diversions for tests: some to tell of, and every one that hypothesis can think of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from policy.diversions import Change, Diversion, DiversionBook, OnDuty
from policy.effects import EffectKind, EffectRow, Effects, EffectState, Shown, Stood
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import Period
from policy.reasons import Reason

ANNA, BO, CIA = PersonId("anna"), PersonId("bo"), PersonId("cia")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def diversion(**changed: Any) -> Diversion:
    usual: dict[str, Any] = {
        "id": "d1",
        "reason": Reason.MEETING,
        "period": Period(NOW, NOW + timedelta(hours=1)),
        "set_by": ANNA,
        "set_at": NOW,
    }
    return Diversion(**usual | changed)


def notification(due_at: datetime, to: PersonId = ANNA) -> Notification:
    return Notification(id="n1", to=to, code="diversion.set_by_other", made_at=NOW, due_at=due_at)


# Any instant that a calendar in use can name, in UTC or as the municipality's clocks show it.
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2200, 1, 1),  # noqa: DTZ001 - the zone is drawn beside
    timezones=st.sampled_from([UTC, ZoneInfo("Europe/Stockholm")]),
).map(lambda instant: instant.astimezone(UTC))  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
PEOPLE = st.text("abcåäö-0123456789", min_size=1, max_size=36).map(PersonId)
PERIODS = st.builds(
    lambda start, length: Period(start, None if length is None else start + length),
    INSTANTS,
    st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(days=2000)),
)
DIVERSIONS = st.builds(
    Diversion,
    id=TEXTS,
    reason=st.sampled_from(Reason),
    period=PERIODS,
    note=TEXTS,
    answers_instead=st.none() | PEOPLE,
    open_line=st.booleans(),
    also=st.none() | st.lists(st.sampled_from(EffectKind), max_size=2).map(tuple),
    set_by=PEOPLE,
    set_at=INSTANTS,
)
SHOWN = st.builds(
    Shown,
    diversion=TEXTS,
    start_at=INSTANTS,
    ends_at=st.none() | INSTANTS,
    back_at=st.none() | INSTANTS,
    reason=st.none() | st.sampled_from(Reason),
    open_line=st.booleans(),
    answers_instead=st.none() | PEOPLE,
)
EFFECT_ROWS = st.builds(
    EffectRow,
    kind=st.sampled_from(EffectKind),
    version=st.integers(0, 2**50),
    decided_at=INSTANTS,
    shown=st.none() | SHOWN,
    state=st.sampled_from(EffectState),
    due_at=st.none() | INSTANTS,
    begun_by=TEXTS,
    attempts=st.integers(0, 9),
    stands=st.booleans(),
    memo=TEXTS,
    why=TEXTS,
    ended_at=st.none() | INSTANTS,
)
EFFECTS = st.builds(
    Effects,
    chosen=st.lists(st.sampled_from(EffectKind), max_size=2).map(tuple),
    offered_at=st.none() | INSTANTS,
    version=st.integers(0, 2**50),
    rows=st.lists(EFFECT_ROWS, max_size=2).map(tuple),
    next_at=st.none() | INSTANTS,
)
BOOKS = st.builds(
    DiversionBook,
    person=PEOPLE,
    diversions=st.lists(DIVERSIONS, max_size=3).map(tuple),
    last_change=st.none()
    | st.builds(
        Change,
        id=TEXTS,
        made_by=PEOPLE,
        made_at=INSTANTS,
        before=st.lists(DIVERSIONS, max_size=2).map(tuple),
        undone_by=TEXTS,
        stood=st.lists(st.builds(Stood, kind=st.sampled_from(EffectKind), shown=SHOWN), max_size=2).map(tuple),
    ),
    promised_until=st.none() | INSTANTS,
    duties=st.lists(st.builds(OnDuty, group=TEXTS, until_at=INSTANTS), max_size=2).map(tuple),
    outgoing=st.builds(
        Outgoing,
        unsent=st.lists(
            st.builds(
                Notification,
                id=TEXTS,
                to=PEOPLE,
                code=TEXTS,
                params=st.dictionaries(TEXTS, TEXTS, max_size=3),
                made_at=INSTANTS,
                due_at=INSTANTS,
                attempts=st.integers(0, 20),
                card=TEXTS,
                waits=st.booleans(),
                begun_at=st.none() | INSTANTS,
            ),
            max_size=2,
        ).map(tuple),
        standing=st.lists(
            st.builds(StandingCard, to=PEOPLE, card=TEXTS, conversation=TEXTS, activity=TEXTS), max_size=2
        ).map(tuple),
    ),
    asked_at=st.none() | INSTANTS,
    ask_at=st.none() | INSTANTS,
    effects=EFFECTS,
)
