"""Owns the sample cards of promises and messages: each at its plainest, at its fullest, and with hostile text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.cards.callback import CallbackView, callback_card
from bot.cards.callback_forms import (
    CallbackFormView,
    hand_over_form_card,
    message_form_card,
    next_contact_form_card,
    promise_form_card,
)
from bot.cards.callback_list import (
    CallbackListView,
    ListRow,
    PickCallbackView,
    callback_list_card,
    pick_callback_card,
)
from bot.cards.callback_others import OfferView, RaisedView, SentView, offer_card, raised_card, sent_card
from bot.cards.callback_receipt import BetterView, DoneView, better_card, done_card
from bot.cards.sent_list import SentListView, sent_list_card
from bot.texts.catalogue import Words
from policy.callbacks import Callback, CallbackEvent, Happening, State
from policy.organisation import PersonId
from policy.periods import as_utc
from tests.cards.sample_views import ANNA, HOSTILE, LONG_NAME, NOW, at

Sample: TypeAlias = Callable[[Words], Mapping[str, Any]]

ME, BO = PersonId(ANNA), PersonId("7d1c4a52-0000-4000-8000-000000000002")
PROMISE = Callback(
    id="c0ffee",
    holder=ME,
    caller="Kalle",
    phone="+46701740605",
    matter="bygglov",
    contact_due_at=as_utc(at(25, 17)),
    made_by=ME,
    made_at=as_utc(at(24, 10, 15)),
)
LATE = replace(
    PROMISE,
    contact_due_at=as_utc(at(24, 9)),
    answer_due_at=as_utc(at(27, 12)),
    events=(CallbackEvent(id="t1", what=Happening.TRIED, by=ME, at=as_utc(at(24, 10, 40))),),
    offered_to=BO,
)
LEFT = replace(
    LATE,
    left_by=BO,
    made_by=BO,
    urgent=True,
    message="Han har sökt dig i flera dagar. Det gäller altanen på Storgatan 4, och grannen har överklagat.",
    offered_to=None,
    delivered_at=as_utc(at(24, 10, 16)),
)
READ = replace(LEFT, caller="", phone="", matter="", message="Mötet är flyttat till 15.", urgent=False, events=())
DONE = replace(
    PROMISE,
    state=State.DONE,
    closed_at=as_utc(at(24, 11)),
    events=(CallbackEvent(id="t2", what=Happening.DONE, by=ME, at=as_utc(at(24, 11))),),
)
NASTY = replace(LEFT, caller=HOSTILE[:90], matter=HOSTILE[:180], message=HOSTILE)
ROWS = (
    ListRow(callback=LATE),
    ListRow(callback=replace(LEFT, contact_due_at=as_utc(at(24, 15)), answer_due_at=None), left_by=LONG_NAME),
    ListRow(callback=replace(READ, contact_due_at=as_utc(at(24, 16)), answer_due_at=None), left_by="Bo Ek"),
    *(ListRow(callback=replace(PROMISE, id=f"p{number}", matter="")) for number in range(8)),
)
SENT = replace(LEFT, contact_due_at=as_utc(at(25, 17)), answer_due_at=None, events=(), seen_at=None)
SENT_NOTE = replace(READ, contact_due_at=as_utc(at(25, 17)), answer_due_at=None, seen_at=None)
SENT_ROWS = (
    SentView(callback=replace(SENT, made_at=as_utc(at(24, 9, 20))), holder="Anna Svensson"),
    SentView(callback=replace(SENT, delivered_at=None, bounced_at=NOW), holder=LONG_NAME, number="+46701740605"),
    SentView(callback=replace(SENT_NOTE, delivered_at=None), holder="Bo Ek"),
    SentView(callback=replace(SENT, seen_at=as_utc(at(24, 10, 40))), holder="Åsa Berg"),
    SentView(
        callback=replace(
            SENT,
            seen_at=NOW,
            events=(CallbackEvent(id="t1", what=Happening.TRIED, by=ME, at=as_utc(at(24, 11, 20))),),
        ),
        holder="Åsa Berg",
        first="Anna Svensson",
    ),
    SentView(callback=replace(LATE, left_by=ME, seen_at=NOW), holder="Hamid Karimi"),
    SentView(callback=replace(DONE, left_by=BO), holder="Annika Björk"),
    SentView(callback=replace(SENT_NOTE, state=State.WITHDRAWN, closed_at=NOW), holder="Li Wang"),
)
VALUES = {"caller": "Kalle", "phone": "070-174 06 05", "matter": "bygglov", "contact_date": "2026-11-25"}
PLACE = {"person": ANNA, "callback": "c0ffee"}

CALLBACK_SAMPLES: dict[str, Sample] = {
    "callback": lambda words: callback_card(CallbackView(callback=PROMISE), words, NOW),
    "callback-late": lambda words: callback_card(CallbackView(callback=LATE, offered_to="Bo Ek"), words, NOW),
    "callback-left": lambda words: callback_card(CallbackView(callback=LEFT, left_by=LONG_NAME), words, NOW),
    "callback-read": lambda words: callback_card(CallbackView(callback=READ, left_by="Bo Ek"), words, NOW),
    "callback-done": lambda words: callback_card(CallbackView(callback=DONE), words, NOW),
    "callback-moved": lambda words: callback_card(
        CallbackView(callback=replace(PROMISE, moved_to=BO, state=State.HANDED_OVER), moved_to="Bo Ek"), words, NOW
    ),
    "callback-erased": lambda words: callback_card(CallbackView(callback=replace(DONE, erased=True)), words, NOW),
    "callback-hostile": lambda words: callback_card(CallbackView(callback=NASTY, left_by=HOSTILE), words, NOW),
    "callback-list": lambda words: callback_list_card(CallbackListView(rows=ROWS), words, NOW),
    "callback-list-none": lambda words: callback_list_card(
        CallbackListView(rows=(), note="Klart: Kalle är uppringd"), words, NOW
    ),
    "callback-pick": lambda words: pick_callback_card(
        PickCallbackView(rows=ROWS[:3], values={"do": "done"}), words, NOW
    ),
    "callback-sent": lambda words: sent_card(SentView(callback=LEFT, holder="Anna Svensson"), words, NOW),
    "callback-sent-unreached": lambda words: sent_card(
        SentView(
            callback=replace(LEFT, delivered_at=None, bounced_at=NOW, message=""), holder=LONG_NAME, number="4536"
        ),
        words,
        NOW,
    ),
    "callback-sent-done": lambda words: sent_card(
        SentView(callback=replace(DONE, left_by=BO, seen_at=NOW), holder="Bo Ek", first="Anna Svensson"), words, NOW
    ),
    "callback-sent-list": lambda words: sent_list_card(
        SentListView(rows=SENT_ROWS, total=19, unseen=3, page=1, pages=3), words, NOW
    ),
    "callback-sent-list-unseen": lambda words: sent_list_card(
        SentListView(rows=SENT_ROWS[:3], total=19, unseen=3, only_unseen=True), words, NOW
    ),
    "callback-sent-list-hostile": lambda words: sent_list_card(
        SentListView(rows=(SentView(callback=NASTY, holder=HOSTILE, first=HOSTILE),) * 8, total=8, unseen=8), words, NOW
    ),
    "callback-offer": lambda words: offer_card(
        OfferView(callback=LEFT, holder="Anna Svensson", offer="t1", stands=True), words, NOW
    ),
    "callback-offer-over": lambda words: offer_card(
        OfferView(callback=DONE, holder="Anna Svensson", offer="t1", stands=False), words, NOW
    ),
    "callback-raised": lambda words: raised_card(RaisedView(callback=LEFT, holder="Anna Svensson"), words, NOW),
    "callback-raised-done": lambda words: raised_card(RaisedView(callback=DONE, holder="Anna Svensson"), words, NOW),
    "callback-better": lambda words: better_card(
        BetterView(
            title="Den tiden kan bli svår att hålla",
            why=("Då är du hänvisad: Möte, imorgon 13:00–15:00.", "Svaret: Då är det ledig dag."),
            contact=at(25, 13),
            answer=at(23, 13, month=12),
            wanted=at(25, 14),
            better={**VALUES, "form": "callback"},
            keep={**VALUES, "form": "callback", "keep": "true"},
            mend={**VALUES, "form": "callback"},
        ),
        words,
        NOW,
    ),
    "callback-receipt": lambda words: done_card(
        DoneView(
            what="Noterat: Kalle svarade inte",
            next="Löftet är kvar. Hör av dig senast imorgon 17:00.",
            undo={**PLACE, "event": "t1"},
        ),
        words,
    ),
    "callback-form": lambda words: promise_form_card(
        CallbackFormView(
            values=VALUES, carried=PLACE, faults={"phone": ("Det går inte att läsa numret.",)}, changes=True
        ),
        words,
    ),
    "callback-message-form": lambda words: message_form_card(
        CallbackFormView(values={**VALUES, "to": "Anna Svensson"}, carried={"to_id": ANNA}), words
    ),
    "callback-next-form": lambda words: next_contact_form_card(CallbackFormView(carried=PLACE, about="Kalle"), words),
    "callback-hand-over-form": lambda words: hand_over_form_card(
        CallbackFormView(values={"to": "Bo Ek"}, carried={"places": f"{ANNA}:c0ffee"}, about="Kalle och Eva"), words
    ),
}
