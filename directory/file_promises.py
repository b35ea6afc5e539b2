"""Owns the part of a municipality file that says when promises to call back are reminded of, and how long they stay."""

from __future__ import annotations

from datetime import timedelta

from directory.file_values import count
from directory.yaml_tree import Field, Given, Shape
from policy.callback_terms import USUAL_TERMS, PromiseTerms

MINUTES_A_DAY = 24 * 60
MOST_HOURS = 80
MOST_DAYS = 366

PROMISES: Shape = {
    "remind_before_minutes": Field(count(0, MINUTES_A_DAY)),
    "overdue_after_minutes": Field(count(1, MINUTES_A_DAY)),
    "manager_after_hours": Field(count(1, MOST_HOURS)),
    "kept_days": Field(count(1, MOST_DAYS)),
}


def build_promises(given: Given | None) -> PromiseTerms:
    """The municipality's terms; what the file doesn't say is as usual."""
    usual = USUAL_TERMS
    if given is None:
        return usual
    before, overdue = given.get("remind_before_minutes"), given.get("overdue_after_minutes")
    manager, kept = given.get("manager_after_hours"), given.get("kept_days")
    return PromiseTerms(
        remind_before=usual.remind_before if before is None else timedelta(minutes=before),
        overdue_after=usual.overdue_after if overdue is None else timedelta(minutes=overdue),
        manager_after=usual.manager_after if manager is None else timedelta(hours=manager),
        kept=usual.kept if kept is None else timedelta(days=kept),
    )
