"""Owns the sample cards of the switchboard's desk and of handing over a shift. Everyone in them is invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.cards.desk import desk_card, hand_over_card
from bot.cards.desk_forms import HandOverFormView, hand_over_form
from bot.dialogs.desk_shifts import hand_over_view, what_is_given
from bot.dialogs.desk_views import DeskSight, desk_view
from bot.texts.catalogue import Words
from policy.desk import Desk, Shown, Waiting
from policy.desk_book import Claim, HandOver
from policy.desk_rows import DeskRow, Section, SectionSeen, fitted
from policy.organisation import PersonId
from services.desk_hand_over import Shift
from tests.cards.sample_views import HOSTILE, NOW, at
from tests.policy.small_town import ANNA, DISA, GUN, KARIN, VERA, small_town

TOWN = small_town()
LONG_ID = "e5e5e5e5-0000-4000-8000-0000000000"
LONG_GROUP = "Kontaktcenter för samhällsbyggnad, miljö och hälsoskydd"


def notice(number: int, **changed: Any) -> DeskRow:
    """A notice of new phone hours."""
    plain: dict[str, Any] = {"what": "hours", "name": "Bygglov", "on": date(2026, 12, 1), "days": 5}
    return DeskRow(
        section=Section.NOTICES, partition="notices", id=f"a1b2c3d4e5f6a7b8c9d0e1{number:02}", **plain | changed
    )


def order(number: int, **changed: Any) -> DeskRow:
    """An approved order."""
    plain: dict[str, Any] = {"what": "new", "name": "Headset, trådlöst", "person": ANNA, "at": at(23, 14, 10)}
    return DeskRow(
        section=Section.ORDERS, partition=f"{LONG_ID}{number:02}", id=f"f:{LONG_ID}{number:02}", **plain | changed
    )


def message(number: int, **changed: Any) -> DeskRow:
    """A message that nobody has seen."""
    plain: dict[str, Any] = {"person": ANNA, "at": at(24, 9, 5)}
    return DeskRow(section=Section.MESSAGES, partition=f"{LONG_ID}{number:02}", id="d" * 32, **plain | changed)


def gap(number: int, **changed: Any) -> DeskRow:
    """A function that nobody answers for just now."""
    plain: dict[str, Any] = {"name": "Bygglov", "at": at(24, 11, 30), "until": at(24, 13), "is_pressing": True}
    return DeskRow(section=Section.GAPS, partition=f"bygglov-{number}", id="coverage", **plain | changed)


def correction(number: int, **changed: Any) -> DeskRow:
    """Something that somebody wants mended."""
    plain: dict[str, Any] = {"what": "mobile", "person": DISA, "at": at(24, 8, 20)}
    return DeskRow(
        section=Section.DETAILS,
        partition=f"{LONG_ID}{number:02}",
        id="details",
        part=f"f:{LONG_ID}{number:02}",
        **plain | changed,
    )


def sections(**rows: tuple[DeskRow, ...]) -> tuple[SectionSeen, ...]:
    """The desk's sections with these rows."""
    return tuple(SectionSeen(section=one, rows=rows.get(one.value, ())) for one in Section)


def desk(shown: Shown) -> Desk:
    """Vera's desk."""
    return Desk(person=VERA, opened_at=at(24, 8), fresh_until=at(25, 17), shown=shown, changed_at=at(24, 11, 50))


def claim(row: DeskRow, by: PersonId) -> Claim:
    """A row that somebody has taken."""
    return Claim(row=row.key, by=by, at=at(24, 10, 15), until_at=at(24, 12, 15))


LATE = notice(
    1, what="new_employee", name="Lisa Berg", on=date(2026, 11, 25), days=1, is_pressing=True, is_overdue=True
)
HELD = notice(2, what="members", name="Växeln", on=date(2026, 11, 24), days=None, is_pressing=True, is_overdue=True)
USUAL = sections(
    notices=(LATE, notice(3)),
    orders=(order(1), order(2, what="end", name="", person=GUN)),
    messages=(message(1, person=GUN, is_overdue=True), message(2)),
    gaps=(gap(1),),
    details=(correction(1),),
)
OVERFULL = tuple(
    replace(one, or_more=one.section is Section.ORDERS, others=7 if one.section is Section.MESSAGES else 0)
    for one in fitted(
        sections(
            notices=tuple(notice(n, name=LONG_GROUP, is_overdue=n < 4, is_pressing=True, days=n) for n in range(30)),
            orders=tuple(order(n, name="Mobiltelefon Norrsken 12 Pro Max med fodral och laddare") for n in range(30)),
            messages=tuple(message(n, is_pressing=True) for n in range(9)),
            gaps=tuple(gap(n, name=f"{LONG_GROUP} {n}") for n in range(8)),
            details=tuple(correction(n) for n in range(4)),
        )
    )
)
HOSTILE_DESK = sections(notices=(notice(1, name=HOSTILE),), gaps=(gap(1, name=HOSTILE, is_pressing=False),))
TAKEN = Shown(
    sections=USUAL,
    claims=(claim(LATE, KARIN), claim(USUAL[1].rows[0], VERA), claim(USUAL[3].rows[0], KARIN)),
    waiting=(Waiting(hand_over="0123456789abcdef", by=KARIN, at=at(24, 11, 45)),),
)
NOTE = "Kalle Boman ringer igen om sin bygglovsansökan kl 14. Headsetet till Anna ska beställas idag."
GIVEN = HandOver(
    id="0123456789abcdef",
    by=KARIN,
    to=None,
    note=NOTE,
    rows=(LATE, USUAL[1].rows[0]),
    open=(replace(USUAL[0], rows=(), more=3), replace(USUAL[3], rows=(), more=1)),
    made_at=at(24, 11, 45),
    open_until=at(25, 17),
)
COLLEAGUES = (("p1", "Karin Kvist"), ("p2", "Mohammed Al-Sayed"), ("p3", "Birgitta Lundin"))


def _desk(shown: Shown, words: Words, **said: str) -> dict[str, Any]:
    return desk_card(desk_view(desk(shown), _sight(words), **said), words)


def _given(hand_over: HandOver, words: Words, reader: PersonId = VERA, between: str = "") -> dict[str, Any]:
    return hand_over_card(hand_over_view(hand_over, _sight(words, reader), between=between), words)


def _sight(words: Words, reader: PersonId = VERA) -> DeskSight:
    return DeskSight(reader=reader, municipality=TOWN, words=words, now=NOW)


def _form(words: Words, rows: tuple[DeskRow, ...], **changed: Any) -> dict[str, Any]:
    shift = Shift(rows=rows, open=GIVEN.open, colleagues=())
    return hand_over_form(
        HandOverFormView(gives=what_is_given(shift, _sight(words)), colleagues=COLLEAGUES, **changed), words
    )


def _fault(key: str, words: Words) -> dict[str, tuple[str, ...]]:
    return {"note": (words(key),)}


DESK_SAMPLES: Mapping[str, Callable[[Words], dict[str, Any]]] = {
    "desk-empty": lambda words: _desk(Shown(sections=sections()), words),
    "desk-only-others": lambda words: _desk(
        Shown(sections=tuple(replace(one, others=2) if one.section is Section.MESSAGES else one for one in sections())),
        words,
    ),
    "desk-usual": lambda words: _desk(Shown(sections=USUAL), words),
    "desk-taken": lambda words: _desk(TAKEN, words, note=words("desk.received")),
    "desk-came-between": lambda words: _desk(
        Shown(sections=sections(notices=(HELD,))),
        words,
        between=words("errors.notice.received_already", who="Mohammed Al-Sayed", at="10:14"),
    ),
    "desk-overfull": lambda words: _desk(
        replace(TAKEN, sections=OVERFULL, claims=tuple(claim(row, KARIN) for row in OVERFULL[0].rows)), words
    ),
    "desk-hostile": lambda words: _desk(Shown(sections=HOSTILE_DESK), words),
    "hand-over-form": lambda words: _form(words, GIVEN.rows),
    "hand-over-form-nothing": lambda words: _form(words, (), faults=_fault("errors.desk.nothing_to_hand_over", words)),
    "hand-over-given": lambda words: _given(GIVEN, words, KARIN),
    "hand-over-received": lambda words: _given(GIVEN, words),
    "hand-over-taken": lambda words: _given(replace(GIVEN, taken_by=VERA, taken_at=at(24, 11, 50)), words, KARIN),
    "hand-over-taken-before": lambda words: _given(
        replace(GIVEN, taken_by=GUN, taken_at=at(24, 11, 50)),
        words,
        between=words("errors.desk.taken_over_already", who="Gun Gran", at="11:50"),
    ),
    "hand-over-taken-back": lambda words: _given(replace(GIVEN, withdrawn_at=at(24, 11, 50), note="", to=VERA), words),
    "hand-over-over": lambda words: _given(
        replace(GIVEN, is_cleared=True, note="", made_at=GIVEN.made_at - timedelta(days=2)), words
    ),
    "hand-over-hostile": lambda words: _given(replace(GIVEN, note=HOSTILE), words),
}
