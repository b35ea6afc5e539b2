"""Owns how a question to Microsoft Graph can end other than well. None says anything of whom it was about."""

from __future__ import annotations


class GraphFailed(Exception):
    """It did not come to an answer."""


class GraphRefused(GraphFailed):
    """Graph answered no, and would again: `status`, and `code` as Graph names the error (`Authorization_...`)."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status = status
        self.code = code

    @property
    def lacks_permission(self) -> bool:
        """Whether an administrator has something to grant."""
        return self.status in (UNAUTHORISED, FORBIDDEN)


class GraphStateGone(GraphFailed):
    """The state that a delta link stands for is not kept any more: begin from the beginning."""


class GraphAway(GraphFailed):
    """It may go better later. `wait`: the seconds for which Graph asked to be left alone, None when it didn't.

    `uncertain`: it was sent, and may have been carried out.
    """

    def __init__(self, why: str, *, wait: float | None = None, uncertain: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait
        self.uncertain = uncertain


UNAUTHORISED = 401
FORBIDDEN = 403
NOT_FOUND = 404
CONFLICT = 409
"""What it would make is there already."""
GONE = 410
TOO_MANY = 429
SERVER_ERRORS = 500
UNAVAILABLE = 503
"""Turned away for now, as with 429; nothing was carried out."""
STATE_GONE = frozenset({"syncStateNotFound", "syncStateInvalid", "resyncRequired"})
"""Microsoft Graph, "Delta query": what tells that a token has expired, whatever the status."""
