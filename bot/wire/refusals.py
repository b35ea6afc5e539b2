"""Owns how a request is turned away: the HTTP status, and a reason for the log that quotes nothing of the request."""

from __future__ import annotations


class Refused(Exception):
    """The request is not for the bot to act on; `status` is the answer, `reason` a fixed phrase for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Unauthorised(Refused):
    """The caller has not proved to be the channel."""

    def __init__(self, reason: str) -> None:
        super().__init__(401, reason)


class Forbidden(Refused):
    """The caller is the channel, and still this is not ours to answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(403, reason)


class BadActivity(Refused):
    """The body is not an activity."""

    def __init__(self, reason: str) -> None:
        super().__init__(400, reason)
