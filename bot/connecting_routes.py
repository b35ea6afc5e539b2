"""Owns the tables of whom a caller is connected to: which handler answers each intent and card action about it."""

from __future__ import annotations

from dataclasses import dataclass

from services.whom_to_connect import WhomToConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectingServices:
    """The use cases of whom to connect."""

    whom: WhomToConnect
