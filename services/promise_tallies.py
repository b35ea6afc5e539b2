"""Use case of a promise that was kept: it is counted among the month's figures of whoever kept it (S6, M1).

The month is saved first and the promise after, so that what a crash cuts off is done once more; a promise stands once
among the figures however often it is put there, and one that was opened again and done later, in its later month.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from policy.callbacks import Callback
from policy.promise_tallies import done_in, late_by
from services.person_months import PersonMonths
from services.ports import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTallies:
    """Counts promises."""

    months: PersonMonths
    directory: Directory

    async def noted(self, callback: Callback) -> Callback:
        """The closed promise, which is still to be saved, counted in the month in which it was done, and in no other.

        Raises PolicyError `store.busy`.
        """
        month = done_in(self.directory.municipality.calendar, callback)
        if callback.erased or month == callback.tallied_in:
            return callback
        if callback.tallied_in:
            await self.months.take_out_promise(callback.holder, callback.tallied_in, callback.id)
        if month:
            await self.months.note_promise(callback.holder, month, callback.id, late_by(callback))
        return replace(callback, tallied_in=month)
