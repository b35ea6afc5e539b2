"""Owns whom each of the staff has as manager in Entra, as far as that leads anywhere: no one is above themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from directory.file_references import cycles_of
from directory.graph.entries import UserEntry
from directory.graph.remarks import RemarkCode, Remarks
from directory.graph.staff import Staff


def manager_links(staff: Staff, everyone: Mapping[str, UserEntry], remarks: Remarks) -> Mapping[str, str]:
    """The manager of each of the staff who has one among them. Followed upwards, they end.

    Of a circle, the link of the one whom most people have as manager is ignored: they are likeliest its head.
    """
    links: dict[str, str] = {}
    for user in staff.values():
        if not user.manager:
            continue
        if user.manager == user.id:
            remarks.note(RemarkCode.OWN_MANAGER, user.id)
        elif user.manager in staff:
            links[user.id] = user.manager
        else:
            known = user.manager in everyone
            remarks.note(RemarkCode.MANAGER_NOT_STAFF if known else RemarkCode.MANAGER_GONE, user.id)
    followed = Counter(links.values())
    for circle in list(cycles_of(links)):
        remarks.note(RemarkCode.MANAGER_CYCLE, *circle)
        del links[min(circle, key=lambda one: (-followed[one], one))]
    return links
