"""Owns the ids that the municipality's parts are known by. They are texts; what each names is where it is used."""

from __future__ import annotations

from typing import NewType

PersonId = NewType("PersonId", str)
"""A person's Entra object id: what the wire vouches for."""
UnitId = NewType("UnitId", str)
GroupId = NewType("GroupId", str)
