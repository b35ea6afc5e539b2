"""What may stand in Azure and what may not, for each size of environment; and each rule finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.infra import infra_rules as rules
from tests.infra import infra_rules_of_containers as of_containers
from tests.infra.bicep_evaluation import Deployment
from tests.infra.bicep_parsing import read
from tests.infra.bicep_secrecy import faults_of_secrecy
from tests.infra.infra_files import CHOICES, FOR_PRODUCTION, SIZES, made
from tests.infra.infra_rules import Resources
from tests.infra.infra_sample import sample, written

Rule = Callable[[Resources], Iterator[str]]

EVERYWHERE: tuple[Rule, ...] = (
    rules.the_bot_is_of_one_tenant,
    rules.no_key_opens_anything,
    rules.nothing_is_open_to_everyone,
    rules.lines_are_of_tls_1_2_at_least,
    rules.roles_are_the_least,
    rules.teams_alone_reaches_the_bot,
    rules.what_happens_is_written_down,
    rules.lines_come_to_the_tables_that_are_asked,
    rules.no_version_is_a_preview,
    rules.the_container_is_as_the_code_says,
    of_containers.https_alone_leads_in,
    of_containers.the_platform_asks_how_each_is,
    of_containers.secrets_are_references,
    of_containers.images_are_named_exactly,
    of_containers.replicas_are_of_a_size_that_there_is,
    of_containers.probes_are_as_the_platform_takes_them,
)
IN_PRODUCTION: tuple[Rule, ...] = (
    rules.production_is_closed_to_the_internet,
    rules.what_is_deleted_comes_back,
    of_containers.there_are_two_at_least,
)


def of(kind: str, inner: str, around: str = "", version: str = "2025-01-01") -> str:
    """A resource with these properties."""
    return f"resource x '{kind}@{version}' = {{\n  name: 'x'\n  {around}\n  properties: {{\n    {inner}\n  }}\n}}\n"


def app(container: str = "", configuration: str = "ingress: { allowInsecure: false }", scale: str = "") -> str:
    """A container app with one container."""
    template = f"containers: [ {{ name: 'bot', image: 'a/b:1', {container} }} ], scale: {{ {scale} }}"
    return of(of_containers.APP, f"configuration: {{ {configuration} }}\n    template: {{ {template} }}")


ASSIGNMENT = "Microsoft.Authorization/roleAssignments"
SECRETS_USER = "roleDefinitionId: '/x/4633458b-17de-408a-874b-0445c86b69e6', principalType: 'ServicePrincipal'"
PLANTED: tuple[tuple[Rule, str, str], ...] = (
    (rules.the_bot_is_of_one_tenant, of(rules.BOT, "msaAppType: 'MultiTenant'"), "msaAppType is 'MultiTenant'"),
    (rules.the_bot_is_of_one_tenant, of(rules.BOT, "displayName: 'x'"), "msaAppType is None"),
    (rules.no_key_opens_anything, of(rules.COSMOS, "disableLocalAuth: false"), "disableLocalAuth has to be True"),
    (rules.no_key_opens_anything, of(rules.BOT, "displayName: 'x'"), "disableLocalAuth has to be True"),
    (rules.no_key_opens_anything, of(rules.REGISTRY, "adminUserEnabled: true"), "adminUserEnabled has to be False"),
    (
        rules.no_key_opens_anything,
        of(rules.VAULT, "enableRbacAuthorization: true, accessPolicies: [{ a: 1 }]"),
        "has access policies",
    ),
    (rules.nothing_is_open_to_everyone, of(rules.COSMOS, "cors: [{ allowedOrigins: '*' }]"), "allowedOrigins is *"),
    (rules.nothing_is_open_to_everyone, of(rules.COSMOS, "permissions: [{ dataActions: ['a/b/*'] }]"), "is a/b/*"),
    (rules.nothing_is_open_to_everyone, of("A.B/c", "rules: [{ sourceAddressPrefix: '*' }]"), "Prefix is *"),
    (
        rules.production_is_closed_to_the_internet,
        of(rules.VAULT, "publicNetworkAccess: 'Enabled'"),
        "publicNetworkAccess has to be Disabled",
    ),
    (rules.what_is_deleted_comes_back, of(rules.VAULT, "a: 1"), "enablePurgeProtection has to be true"),
    (rules.lines_are_of_tls_1_2_at_least, of(rules.COSMOS, "minimalTlsVersion: 'Tls'"), "minimalTlsVersion is Tls"),
    (rules.lines_are_of_tls_1_2_at_least, of(rules.COSMOS, "disableLocalAuth: true"), "minimalTlsVersion is missing"),
    (rules.roles_are_the_least, of(ASSIGNMENT, "roleDefinitionId: '/x/b24988ac'"), "the role b24988ac isn't one"),
    (rules.roles_are_the_least, of(ASSIGNMENT, SECRETS_USER), "Key Vault Secrets User is had on a"),
    (
        rules.roles_are_the_least,
        of(f"{rules.COSMOS}/sqlRoleAssignments", "scope: '/x/databaseAccounts/y'"),
        "reaches further than the one database",
    ),
    (rules.teams_alone_reaches_the_bot, of(rules.BOT, "displayName: 'x'"), "the bot has no MsTeamsChannel"),
    (
        rules.teams_alone_reaches_the_bot,
        of(rules.CHANNEL, "channelName: 'DirectLineChannel', properties: { sites: [{ isEnabled: true }] }"),
        "another channel than Teams is open",
    ),
    (rules.teams_alone_reaches_the_bot, of(rules.CHANNEL, "channelName: 'EmailChannel'"), "another channel"),
    (rules.what_happens_is_written_down, of(rules.VAULT, "a: 1"), "has no diagnostic setting"),
    (
        rules.what_happens_is_written_down,
        of(rules.ENVIRONMENT, "a: 1")
        + of(rules.DIAGNOSTICS, "workspaceId: 'w', logs: [{ enabled: false }]", "scope: x").replace(
            "resource x", "resource d"
        ),
        "has no diagnostic setting",
    ),
    (
        rules.lines_come_to_the_tables_that_are_asked,
        of(rules.ENVIRONMENT, "a: 1")
        + of(rules.DIAGNOSTICS, "workspaceId: 'w'", "scope: x").replace("resource x", "resource d"),
        "logAnalyticsDestinationType has to be Dedicated",
    ),
    (
        rules.lines_come_to_the_tables_that_are_asked,
        of(rules.ENVIRONMENT, "appLogsConfiguration: { destination: 'log-analytics' }"),
        "lines don't go by way of",
    ),
    (rules.no_version_is_a_preview, of(rules.VAULT, "a: 1", version="2025-01-01-preview"), "2025-01-01-preview"),
    (
        rules.the_container_is_as_the_code_says,
        of(f"{rules.COSMOS}/sqlDatabases/containers", "resource: { id: 'documents' }"),
        "isn't the container of",
    ),
    (of_containers.https_alone_leads_in, app(configuration="ingress: { external: true }"), "allowInsecure"),
    (of_containers.https_alone_leads_in, app("env: [{ name: 'A', value: 'http://a.se' }]"), "A is http://a.se"),
    (of_containers.there_are_two_at_least, app(scale="minReplicas: 1, maxReplicas: 4"), "from 1 to 4 replicas"),
    (of_containers.there_are_two_at_least, app(), "from None to None replicas"),
    (of_containers.the_platform_asks_how_each_is, app(), "bot has no Readiness probe"),
    (
        of_containers.the_platform_asks_how_each_is,
        app("probes: [{ type: 'Liveness', httpGet: { path: '/', port: 1 } }]"),
        "the Liveness probe asks / on 1",
    ),
    (of_containers.secrets_are_references, app(configuration="secrets: [{ name: 'a', value: 'b' }]"), "secret a isn't"),
    (of_containers.secrets_are_references, app("env: [{ name: 'A', secretRef: 'b' }]"), "there is no secret b"),
    (
        of_containers.secrets_are_references,
        app(configuration="secrets: [{ name: 'a', keyVaultUrl: 'b', identity: 'c' }]"),
        "the secret a is used nowhere",
    ),
    (of_containers.secrets_are_references, app("env: [{ name: 'PBX_SECRETS', value: 'b' }]"), "PBX_SECRETS is no"),
    (
        of_containers.secrets_are_in_the_vault,
        app(configuration="secrets: [{ name: 'a', keyVaultUrl: 'https://v/secrets/b' }]"),
        "the vault is given no b",
    ),
    (of_containers.images_are_named_exactly, app().replace("a/b:1", "a/b:latest"), "bot is of a/b:latest"),
    (of_containers.images_are_named_exactly, app().replace("a/b:1", "a/b"), "bot is of a/b"),
    (
        of_containers.replicas_are_of_a_size_that_there_is,
        app("resources: { cpu: json('0.5'), memory: '2Gi' }"),
        "0.5 processors and 2.0 GiB together",
    ),
    (of_containers.replicas_are_of_a_size_that_there_is, app(), "0.0 processors"),
    (
        of_containers.probes_are_as_the_platform_takes_them,
        app("probes: [{ type: 'Startup', failureThreshold: 30 }]"),
        "failureThreshold 30",
    ),
)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_it_is_so_everywhere(rule: Rule, size: str, choice: str) -> None:
    """The test environment is an environment."""
    assert list(rule(made(size, choice))) == []


@pytest.mark.parametrize("size", FOR_PRODUCTION)
@pytest.mark.parametrize("rule", IN_PRODUCTION, ids=lambda rule: rule.__name__)
def test_it_is_so_in_production(rule: Rule, size: str) -> None:
    """Where people's own matters are."""
    assert list(rule(made(size))) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_vault_is_given_what_the_app_asks_for(size: str) -> None:
    """When everything is given that may be; what isn't given again the vault still has."""
    assert list(of_containers.secrets_are_in_the_vault(made(size, "secret"))) == []


@pytest.mark.parametrize(("rule", "text", "fault"), PLANTED, ids=lambda part: getattr(part, "__name__", None))
def test_what_breaks_a_rule_is_found(rule: Rule, text: str, fault: str) -> None:
    """Each rule, with what it is there to find."""
    found = list(rule(tuple(Deployment(sample(text), {}).made())))
    assert any(fault in one for one in found), found


def test_every_rule_is_held_and_shown_to_find_something() -> None:
    """A rule that nothing breaks may be one that finds nothing."""
    shown = {rule for rule, _, _ in PLANTED}
    assert {*EVERYWHERE, *IN_PRODUCTION, of_containers.secrets_are_in_the_vault} == shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("param appPassword string", "parameter appPassword isn't @secure"),
        ("@secure()\nparam a string = 'hush'", "has its secret written in the file"),
        ("@secure()\nparam a string\noutput b string = a", "output b shows a secret"),
        ("@secure()\nparam a string\nvar c = '${a}!'\noutput b object = { c: c }", "output b shows a secret"),
        ("@secure()\nparam a string\n" + of("A.B/c", "d: a"), "x is given a secret, which goes to the vault alone"),
        (of("A.B/c", "d: 1") + "output b string = x.listKeys().key", "output b shows a secret"),
        (of("A.B/c", "d: 1") + "output b string = x.properties.ConnectionString", "output b shows a secret"),
        (
            "@secure()\nparam a string\nmodule m 'inner.bicep' = {\n  name: 'm'\n  params: { plain: a }\n}",
            "module m: plain is given a secret, and isn't @secure",
        ),
    ],
)
def test_a_secret_that_gets_out_is_found(tmp_path: Path, text: str, fault: str) -> None:
    """Through variables and modules, too."""
    places = written(tmp_path, inner="param plain string\noutput a string = plain", outer=text)
    found = faults_of_secrecy(read(places["outer"]))
    assert any(fault in one for one in found), found
