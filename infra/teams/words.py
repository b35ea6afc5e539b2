"""Owns the words of the package: a file a language beside this one, with the same said under the same names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.teams.parameters import HERE, Parameters

DEFAULT_LANGUAGE = "sv"
LANGUAGES = (DEFAULT_LANGUAGE, "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, with the municipality's own names in them."""

    _texts: Mapping[str, str]
    _names: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """What stands under a name, such as `commands.lunch.title`."""
        return self._texts[key].format_map(self._names).strip()


def words_in(language: str, parameters: Parameters) -> Words:
    """The words of one of LANGUAGES."""
    names = {"name": parameters.name, "organisation": parameters.organisation}
    return Words(texts_in(language), names)


def texts_in(language: str) -> dict[str, str]:
    """Every text of a language as it is written, by its whole name."""
    return dict(_flat(tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)
