"""Microsoft's own validator on what the package holds: the manifest and its languages, and what it would refuse."""

from __future__ import annotations

import pytest

from infra.teams.manifest import SCHEMA_VERSION, localisations, manifest
from tests.package.built import own
from tests.package.validator import LOCALISATION, MANIFEST, Case, install, judged, newest_carried

FIRST_THAT_CARRIES_IT_ALL = "1.14"
"""The oldest schema that all of the manifest fits."""


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[str]]:
    """Everything is judged in one run, with names as long as they may be; each case takes it half a second."""
    install()
    shown, english, older = manifest(own()), localisations(own())["en.json"], FIRST_THAT_CARRIES_IT_ALL
    return judged(
        {
            "manifest": Case(shown, MANIFEST, SCHEMA_VERSION),
            "English": Case(english, LOCALISATION, SCHEMA_VERSION),
            "older manifest": Case(shown | {"manifestVersion": older}, MANIFEST, older),
            "older English": Case(english, LOCALISATION, older),
            "spoilt manifest": Case(shown | {"bots": [{"scopes": []}], "colour": "blue"}, MANIFEST, SCHEMA_VERSION),
            "spoilt English": Case(english | {"tabs[0].name": "x", "name.full": ""}, LOCALISATION, SCHEMA_VERSION),
        }
    )


@pytest.mark.parametrize("part", ["manifest", "English"])
def test_the_validator_finds_nothing(verdicts: dict[str, list[str]], part: str) -> None:
    """By the schema that the manifest names itself."""
    assert verdicts[part] == []


@pytest.mark.parametrize("part", ["older manifest", "older English"])
def test_an_older_schema_serves_where_teams_does_not_know_the_newest(verdicts: dict[str, list[str]], part: str) -> None:
    """docs/teams-app.md says so: nothing in it is newer than this."""
    assert verdicts[part] == []


@pytest.mark.parametrize("part", ["spoilt manifest", "spoilt English"])
def test_the_validator_is_awake(verdicts: dict[str, list[str]], part: str) -> None:
    """One that found nothing in these would find nothing in anything."""
    assert len(verdicts[part]) == 2, verdicts[part]


def test_the_schema_is_the_newest_that_the_validator_has() -> None:
    """A newer validator brings a newer schema, and both are taken at once."""
    install()
    assert newest_carried() == SCHEMA_VERSION
