"""Resources are held to Microsoft's own definitions: each kind of fault is planted, and found."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.infra import azure_types
from tests.infra.azure_types_by_hand import BY_HAND, DURATION
from tests.infra.azure_types_package import NotInPackage, bring, definitions
from tests.infra.bicep_resources import faults_of_resources
from tests.infra.bicep_values import Value
from tests.infra.infra_sample import sample

pytestmark = pytest.mark.xdist_group("azure types")

VAULT = """
param here string
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {{
  name: 'kv-a'
  location: here
  {extra}
  properties: {{
    tenantId: tenant().tenantId
    sku: {{ family: 'A', name: {sku} }}
    {inner}
  }}
}}
"""


def vault(extra: str = "", inner: str = "", sku: str = "'standard'") -> str:
    """A vault that is right but for what is put in."""
    return VAULT.format(extra=extra, inner=inner, sku=sku)


PLANTED = (
    (vault(inner="enableSoftDeletion: true"), "vaults.properties.enableSoftDeletion: no such property"),
    (vault(inner="enablesoftdelete: true"), "no such property (meant enableSoftDelete?)"),
    (vault(inner="hsmPoolResourceId: 'x'"), "vaults.properties.hsmPoolResourceId: is read, never written"),
    (vault(sku="'basic'"), "sku.name: takes premium or standard, and is given 'basic'"),
    (vault(sku="empty(here) ? 'standard' : 'basic'"), "and is given 'basic'"),
    (vault(inner="enableSoftDelete: 'yes'"), "enableSoftDelete: takes bool, and is given 'yes'"),
    (vault(inner="enableSoftDelete: here"), "enableSoftDelete: takes bool, and is given what is string"),
    (vault(inner="softDeleteRetentionInDays: '90'"), "softDeleteRetentionInDays: takes int"),
    (vault(inner="accessPolicies: {}"), "accessPolicies: takes an array"),
    (vault(inner="networkAcls: []"), "networkAcls: takes an object"),
    (vault(extra="tags: { a: 1 }"), "tags.a: takes string"),
    (vault().replace("tenantId: tenant().tenantId", ""), "vaults.properties.tenantId: is missing"),
    (vault().replace("@2024-11-01", "@2024-11-02"), "vaults@2024-11-02 has no definition"),
    (vault() + "output a string = vault.properties.vaultUrl", "has no properties.vaultUrl to read"),
    (
        vault().replace("resource vault", "targetScope = 'subscription'\nresource vault"),
        "isn't made in a subscription",
    ),
    (
        "resource s 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {\n  name: 's'\n  properties: {}\n}",
        "is within another resource: say which by parent",
    ),
    (
        vault() + "resource d 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = {\n  parent: vault\n"
        "  name: 'd'\n  properties: { resource: { id: 'd' } }\n}",
        "its parent is of Microsoft.KeyVault/vaults, not of Microsoft.DocumentDB/databaseAccounts",
    ),
    (
        "resource v 'Microsoft.KeyVault/vaults@2024-11-01' existing = {\n  name: 'a'\n  location: 'b'\n}",
        "is there already: location can't be set",
    ),
    (
        "resource a 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {\n  properties: { b: 1 }\n}",
        "properties.b: no such property",
    ),
)
NAMED = re.compile(r"'(Microsoft\.[\w./]+)@([\w-]+)'")


@pytest.fixture(scope="module", autouse=True)
def brought() -> None:
    """All definitions at once, also those that aren't there: going through the package takes a second each time."""
    of_hand = {(kind, version) for kind, _, version in (name.partition("@") for name in BY_HAND)}
    bring({*of_hand, *(found for text, _ in PLANTED for found in NAMED.findall(text))})


@pytest.mark.parametrize(("text", "fault"), PLANTED)
def test_what_is_wrong_with_a_resource_is_found(text: str, fault: str) -> None:
    """Each with the property that it is about."""
    found = faults_of_resources(sample(text))
    assert any(fault in one for one in found), found


def test_what_is_right_is_found_right() -> None:
    """Else nothing that is found would mean anything."""
    inner = "enableSoftDelete: true\n    publicNetworkAccess: empty(here) ? 'Enabled' : 'Disabled'"
    text = vault(extra="tags: { a: here }", inner=inner) + "output a string = vault.properties.vaultUri"
    assert faults_of_resources(sample(text)) == []


def test_bounds_are_kept() -> None:
    """A severity of five and a window of a wrong form are found, in what was written here by hand, too."""
    body: Mapping[str, Value] = {"name": "a", "location": "b", "properties": {"severity": 5, "windowSize": "5m"}}
    assert azure_types.faults_of("Microsoft.Insights/scheduledQueryRules", "2023-12-01", body) == [
        "scheduledQueryRules.properties.severity is 5: at most 4",
        f"scheduledQueryRules.properties.windowSize: '5m' isn't of the form {DURATION}",
    ]


@pytest.mark.parametrize("name", BY_HAND)
def test_nothing_is_written_by_hand_that_the_package_holds(name: str) -> None:
    """A newer package may hold it: then what was written here goes."""
    kind, _, version = name.partition("@")
    with pytest.raises(NotInPackage):
        definitions(kind, version)
