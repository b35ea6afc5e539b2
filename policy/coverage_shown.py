"""Owns what each reader may see of an alert: a no's own words are for who asked and for managers, as is why a gap is
let be ("Whom the answers may tell what").
"""

from __future__ import annotations

from dataclasses import replace

from policy.coverage_books import CoverageAlert
from policy.ids import PersonId


def as_shown_to(alert: CoverageAlert, reader: PersonId, *, leads: bool) -> CoverageAlert:
    """The alert without what is not for the reader."""
    if leads:
        return alert
    acceptance = None if alert.acceptance is None else replace(alert.acceptance, reason="")
    invitations = tuple(
        one if reader in (one.person, one.asked_by) else replace(one, note="") for one in alert.invitations
    )
    return replace(alert, acceptance=acceptance, invitations=invitations)
