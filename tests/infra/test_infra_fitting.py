"""Each part of infra/ fits the others, for each size of environment; and each rule finds what doesn't."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.infra import infra_rules_of_fitting as rules
from tests.infra.bicep_resources import unheld
from tests.infra.bicep_values import Reference
from tests.infra.infra_files import CHOICES, FOR_PRODUCTION, INFRA, SIZES, made
from tests.infra.infra_rules import COSMOS, DIAGNOSTICS, ENVIRONMENT, Resources, of
from tests.sources import PROJECT

Rule = Callable[[Resources], Iterator[str]]

EVERYWHERE: tuple[Rule, ...] = (
    rules.each_port_is_the_one_that_is_meant,
    rules.a_file_that_is_named_is_mounted,
    rules.the_bot_is_reached_where_it_answers,
    rules.one_identity_has_the_roles,
    rules.alerts_are_as_azure_takes_them,
)
IN_PRODUCTION: tuple[Rule, ...] = (
    rules.private_endpoints_lead_where_their_names_do,
    rules.the_environment_has_a_place_in_the_network,
)
PLANTED: tuple[tuple[Rule, str, Any, str], ...] = (
    (rules.each_port_is_the_one_that_is_meant, "targetPort", 3979, "ingress doesn't lead to PORT"),
    (rules.each_port_is_the_one_that_is_meant, "port", 3978, "the Readiness probe asks on 3978, not on 3979"),
    (rules.a_file_that_is_named_is_mounted, "mountPath", "/etc/otel", "collector has no /etc/collector/collector.yaml"),
    (rules.a_file_that_is_named_is_mounted, "volumes", [], "collector has no /etc/collector/collector.yaml"),
    (rules.the_bot_is_reached_where_it_answers, "endpoint", "https://a.se/api/message", "the endpoint isn't"),
    (rules.the_bot_is_reached_where_it_answers, "endpoint", "http://a.se/api/messages", "the endpoint isn't"),
    (rules.one_identity_has_the_roles, "principalId", "", "roles are had by ['']"),
    (rules.alerts_are_as_azure_takes_them, "windowSize", "PT20M", "PT20M or PT5M isn't taken"),
    (rules.alerts_are_as_azure_takes_them, "evaluationFrequency", "P1D", "leaves out what comes between"),
    (rules.alerts_are_as_azure_takes_them, "autoMitigate", False, "autoMitigate has to be true"),
    (rules.alerts_are_as_azure_takes_them, "operator", "LessThan", "isn't raised by any row"),
    (rules.private_endpoints_lead_where_their_names_do, "groupIds", ["Sql"], "['Sql'], not for vault"),
    (
        rules.private_endpoints_lead_where_their_names_do,
        "privateDnsZoneId",
        "/x/privatelink.documents.azure.com",
        "no name is kept in privatelink.vaultcore.azure.net",
    ),
    (rules.private_endpoints_lead_where_their_names_do, "name", "x", "no name is kept in"),
    (rules.the_environment_has_a_place_in_the_network, "internal", True, "Teams doesn't reach it"),
    (rules.the_environment_has_a_place_in_the_network, "vnetConfiguration", None, "Teams doesn't reach it"),
    (rules.the_environment_has_a_place_in_the_network, "delegations", [], "isn't handed over"),
    (rules.the_environment_has_a_place_in_the_network, "addressPrefix", "10.20.0.0/28", "smaller than /27"),
)


def changed(value: Any, name: str, other: Any) -> Any:
    """The same with another value wherever that name is."""
    if isinstance(value, Mapping):
        return {key: other if key == name else changed(inner, name, other) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [changed(inner, name, other) for inner in value]
    return value


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_it_fits_everywhere(rule: Rule, size: str, choice: str) -> None:
    """Whoever the bot is."""
    assert list(rule(made(size, choice))) == []


@pytest.mark.parametrize("size", FOR_PRODUCTION)
@pytest.mark.parametrize("rule", IN_PRODUCTION, ids=lambda rule: rule.__name__)
def test_it_fits_in_production(rule: Rule, size: str) -> None:
    """Where there is a network."""
    assert list(rule(made(size))) == []


@pytest.mark.parametrize(("rule", "name", "other", "fault"), PLANTED, ids=lambda part: getattr(part, "__name__", None))
def test_what_does_not_fit_is_found(rule: Rule, name: str, other: Any, fault: str) -> None:
    """In what would be deployed, with one thing in it that is otherwise."""
    found = list(rule(tuple(replace(one, body=changed(one.body, name, other)) for one in made("small"))))
    assert any(fault in one for one in found), found


def test_a_zone_that_the_network_does_not_know_is_found() -> None:
    """Its names would be asked of the internet."""
    without = tuple(one for one in made("small") if not one.resource.type.endswith("/virtualNetworkLinks"))
    assert list(rules.private_endpoints_lead_where_their_names_do(without)) == ["a zone isn't known in the network"]


def test_every_rule_is_held_and_shown_to_find_something() -> None:
    """A rule that nothing breaks may be one that finds nothing."""
    assert {*EVERYWHERE, *IN_PRODUCTION} == {rule for rule, *_ in PLANTED}


@pytest.mark.parametrize("size", SIZES)
def test_every_table_that_is_asked_is_filled(size: str) -> None:
    """By a category of the environment's diagnostic setting, which has the table's name."""
    asked = {
        table
        for path in INFRA.rglob("*.kql")
        for table in re.findall(r"^ContainerApp\w+$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    sent = {
        log["category"]
        for one in of(DIAGNOSTICS, made(size))
        if isinstance(scope := one.body.get("scope"), Reference) and scope.kind == ENVIRONMENT
        for log in cast("list[dict[str, Any]]", unheld(one.body, "properties", "logs"))
        if log["enabled"] is True
    }
    assert asked == {"ContainerAppConsoleLogs", "ContainerAppSystemLogs"}
    assert asked <= sent


@pytest.mark.parametrize("size", SIZES)
def test_the_bots_role_allows_what_is_said_that_it_needs(size: str) -> None:
    """docs/cosmos.md says why each is there."""
    page = (PROJECT / "docs" / "cosmos.md").read_text(encoding="utf-8")
    (role,) = of(f"{COSMOS}/sqlRoleDefinitions", made(size))
    (permission,) = cast("list[dict[str, Any]]", unheld(role.body, "properties", "permissions"))
    assert permission["dataActions"] == re.findall(r"^Microsoft\.DocumentDB/\S+$", page, re.MULTILINE)
