"""Owns the table of keys that the source builds from values: each pattern as it stands there, and what it can become.

A `{}` is what is known only as it runs. Add a line here when you build a key; a pattern that no longer stands in the
source fails the check, as does one that is missing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from bot.cards.greeting import KINDS as GREETING_KINDS
from bot.cards.help import GROUPS, HelpTopic
from bot.cards.keypad import KeyIn
from bot.cards.notice import NoticeKind
from bot.cards.order_card import RETURNED
from bot.cards.order_list import ListKind
from bot.cards.switchboard_notice import NoticeList
from bot.dialogs.undelivered import OTHER, SUBJECTS
from personal_records import HELD_IN
from policy.calendar_absences import Sign
from policy.calendar_suggestions import Fate
from policy.callback_times import Misfit
from policy.callbacks import Happening
from policy.catalogue import ItemKind
from policy.clauses import Clause
from policy.coverage_books import Ending, PassedOver
from policy.coverage_later import Later
from policy.desk_rows import Section
from policy.details import DetailField
from policy.effects import WHYS, EffectKind
from policy.greetings import FaultKind, GreetingKind, State, Why
from policy.lost_phones import LostState
from policy.notices import OF_PEOPLE, NoticeState
from policy.notices import NoticeKind as NoticedKind
from policy.organisation import Role
from policy.phone_orders import Attestation, Errand, OrderState
from policy.presence import Lamp
from policy.reach_reasons import Reason as ToReach
from policy.reachability import ReachState, Refusal
from policy.reasons import Reason, is_public
from policy.return_times import Off
from policy.sent_messages import NOT_SEEN, Stage
from policy.unit_figures import PERSONAL, Matter
from policy.unit_reports import Kind
from tests.texts.text_usage import Asked, faults


def known_faults() -> tuple[Asked, ...]:
    """Every broken rule that the source can answer with."""
    return faults("policy", "services", "bot")


REASONS = (*(reason.value for reason in Reason), "masked")
WHOSE = ("own", "other")
KINDS_OF_ITEM = [kind.value for kind in ItemKind]
TO_ATTEST = (*(one.value for one in Attestation), RETURNED)
EFFECTS = [kind.value for kind in EffectKind]
PUBLIC_REASONS = (*(reason.value for reason in Reason if is_public(reason)), "masked")
NOTICES_OF_PEOPLE = [kind.value for kind in sorted(OF_PEOPLE)]
CLAUSES = [clause.value.lower() for clause in Clause]


class Codes:
    """Every code that the source can answer with; read when somebody goes through them, since that takes seconds."""

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({fault.key for fault in known_faults()}))


CODES = Codes()

VALUES: Mapping[str, tuple[Iterable[str], ...]] = {
    "reasons.{}.name": (REASONS,),
    "spoken.away.{}": (REASONS,),
    "box.function.{}": (("unstaffed", "closed"),),
    "box.function.{}_until": (("unstaffed", "closed"),),
    "spoken.then.{}": (REASONS,),
    "availability.off.{}": ([off.value for off in Off],),
    "availability.mark.{}": (("long_ago", "changed", "never"),),
    "errors.{}": (CODES,),
    "presence.lamp.{}": ([lamp.value for lamp in Lamp],),
    "presence.means.{}": (("line_busy", "may_not_answer", "answers_all_the_same"),),
    "calendar.sign.{}": ([sign.value for sign in Sign],),
    "calendar.ended.{}": ([fate.value for fate in Fate if fate is not Fate.OPEN],),
    "directory.role.{}": ([role.value for role in Role],),
    "callback.sent.stands.{}": ((*(stage.value for stage in set(Stage) - NOT_SEEN), "read"),),
    "callback.sent.waits.{}": ([stage.value for stage in NOT_SEEN],),
    "connecting.closed.{}": (("closed_day", "otherwise_today"),),
    "connecting.spoken.{}": (("nobody", "closed"),),
    "connecting.spoken.{}_until": (("nobody", "closed"),),
    "connecting.spoken.{}_instead": (("nobody", "closed"),),
    "orders.{}.new_{}": (("start", "form"), KINDS_OF_ITEM),
    "orders.{}.{}": (("start", "form"), ("change", "end", "broken", "lost", "return")),
    "orders.form.device_{}": (("broken", "lost", "change", "end", "new", "return"),),
    "orders.form.{}": (
        (
            *("number_kept", "number_kept_hint", "device_other", "device_other_hint", "for_person", "for_person_hint"),
            *("deliver_to", "cost_centre", "assignment", "assignment_hint", "assignment_by"),
        ),
    ),
    "orders.attest.{}.label": (TO_ATTEST,),
    "orders.attest.{}.statement": (TO_ATTEST,),
    "orders.thing.{}": (("end", "return"),),
    "orders.errand.{}": ([errand.value for errand in Errand],),
    "orders.supplier.{}": (("broken", "lost", "change", "end"),),
    "orders.card.number_{}": (("keep", "new"),),
    "orders.event.{}": (
        ("requested", "approved", "rejected", "ordered", "delivered", "returned", "attested", "cancelled"),
    ),
    "orders.told.{}": (("approved", "ordered", "delivered", "unanswered", "attest"),),
    "orders.list.{}": ([kind.value for kind in ListKind],),
    "orders.list.{}_none": ([kind.value for kind in ListKind],),
    "lost.{}.{}": (("own", "queue"), ("blocked", "found")),
    "orders.state.{}": ([state.value for state in OrderState],),
    "lost.state.{}": ([state.value for state in LostState],),
    "callback.sent.{}": (("left", "delivered", "seen", "done", "withdrawn", "unreached"),),
    "callback.raised.{}": (("overdue", "done", "agreed", "withdrawn", "moved"),),
    "callback.happened.{}": ([what.value for what in Happening],),
    "callback.better.{}": ([misfit.value for misfit in Misfit],),
    "coverage.cause.{}": (("no_members", "unknown_members", "nobody_on_duty", "day_off"),),
    "coverage.opened.{}_title": (WHOSE,),
    "coverage.passed.{}": ([why.value for why in PassedOver],),
    "coverage.passed.you_{}": ([why.value for why in PassedOver],),
    "coverage.ended.{}": ([ending.value for ending in Ending],),
    "coverage.later.{}": ([kind.value for kind in Later],),
    "notice.title.{}": ([kind.value for kind in NoticedKind],),
    "notice.list.{}": ([*(state.value for state in NoticeState), *(kind.value for kind in NoticeList)],),
    "notice.list.{}_none": ([kind.value for kind in NoticeList],),
    "notice.told.{}": (("overdue", "unreceived", "revised", "withdrawn"),),
    "notice.start.{}": (NOTICES_OF_PEOPLE,),
    "notice.start.{}_says": (NOTICES_OF_PEOPLE,),
    "notice.form.{}_intro": (NOTICES_OF_PEOPLE,),
    "desk.heading.{}": ([one.value for one in Section],),
    "desk.hand_over.some.{}": ([one.value for one in Section if one is not Section.MESSAGES],),
    "desk.row.day.{}": (("from", "on", "last"),),
    "misdirected.form.{}": (("matter", "landed", "place"),),
    "mends.does.{}": (("group", "person"),),
    "help.group.{}": (list(GROUPS),),
    "help.{}.title": ([topic.value for topic in HelpTopic],),
    "help.{}.examples": ([topic.value for topic in HelpTopic],),
    "undelivered.subject.{}": ((*SUBJECTS, OTHER),),
    "reach.role.{}": ([reason.value for reason in ToReach],),
    "reach.brought.{}": ([reason.value for reason in ToReach],),
    "reach.stands.{}": (
        [state.value for state in ReachState if state not in (ReachState.REACHED, ReachState.REFUSED)],
    ),
    "reach.stands.refused_{}": ([why.value for why in Refusal],),
    "undelivered.why.{}": (("unreachable", "left", "failed"),),
    "diversion.keypad.{}": ([one.value for one in KeyIn],),
    **{f"effects.{{}}.{part}": (EFFECTS,) for part in ("name", "place", "set", "back", "statement")},
    "effects.away.{}": (PUBLIC_REASONS,),
    "effects.line.{}": (("given_up", "left_alone"),),
    "effects.why.{}": ((*WHYS, "other"),),
    "diversion.notice.{}": ([kind.value for kind in NoticeKind],),
    "diversion.title.{}_{}": (WHOSE, ("until", "open_ended", "period")),
    "diversion.ended.{}_title": (WHOSE,),
    "diversion.ended.{}_title_before": (WHOSE,),
    "diversion.undone.{}_title": (WHOSE,),
    "diversion.preview.{}_title": (WHOSE,),
    "diversion.status.{}_none": (WHOSE,),
    "diversion.form.{}_title": (WHOSE,),
    "diversion.form.{}_title_change": (WHOSE,),
    "details.field.{}": ([one.value for one in DetailField],),
    "privacy.subject.{}": (HELD_IN,),
    "report.matter.{}": ([matter.value for matter in (Matter.GAPS, *PERSONAL)],),
    "report.todo.{}": ([matter.value for matter in (Matter.GAPS, *PERSONAL)],),
    "report.count.{}": ([matter.value for matter in PERSONAL],),
    "report.turned.{}_{}": ([kind.value for kind in Kind], ("on", "off")),
    "privacy.kept.{}": (("promises", "orders", "lost_phones", "notices", "microsoft_365"),),
    "policy.{}.title": (CLAUSES,),
    "policy.{}.says": (CLAUSES,),
    "policy.{}.bot": (CLAUSES,),
    "policy.{}.keywords": (CLAUSES,),
    "greeting.stands.{}": ([state.value for state in State],),
    "greeting.means.{}": ([state.value for state in State],),
    "greeting.why.{}": ([why.value for why in Why],),
    "greeting.fault.{}": ([fault.value for fault in FaultKind],),
    "greeting.kind.{}": ([kind.value for kind in GreetingKind],),
    "greeting.form.{}": (GREETING_KINDS,),
    "coverage_answers.spoken.{}": (("unstaffed", "closed"),),
    "coverage_answers.spoken.{}_until": (("unstaffed", "closed"),),
    "coverage_answers.ahead.{}": (("covered", "partly", "uncovered", "no_hours"),),
    "greeting.wanted.{}": (("missing", "generic", "outdated"),),
}


def keys_of(pattern: str) -> list[str]:
    """Every key that the pattern can become."""
    return [pattern.format(*values) for values in product(*VALUES[pattern])]
