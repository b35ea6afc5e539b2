"""The rules of what may stand in Azure, beside the container app (`infra_rules_of_containers.py`): one function a rule,
each yields what breaks it. They are held to what would be deployed, with everything worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from storage.cosmos_containers import container_resource
from tests.infra.bicep_evaluation import Made
from tests.infra.bicep_resources import unheld
from tests.infra.bicep_values import Reference, Value

Resources = Sequence[Made]

BOT = "Microsoft.BotService/botServices"
CHANNEL = f"{BOT}/channels"
COSMOS = "Microsoft.DocumentDB/databaseAccounts"
VAULT = "Microsoft.KeyVault/vaults"
REGISTRY = "Microsoft.ContainerRegistry/registries"
ENVIRONMENT = "Microsoft.App/managedEnvironments"
DIAGNOSTICS = "Microsoft.Insights/diagnosticSettings"

APP_TYPES = {"UserAssignedMSI", "SingleTenant"}
WITHOUT_KEYS: Sequence[tuple[str, tuple[str, ...], Value]] = (
    (BOT, ("properties", "disableLocalAuth"), True),
    (COSMOS, ("properties", "disableLocalAuth"), True),
    ("Microsoft.OperationalInsights/workspaces", ("properties", "features", "disableLocalAuth"), True),
    (REGISTRY, ("properties", "adminUserEnabled"), False),
    (REGISTRY, ("properties", "anonymousPullEnabled"), False),
    (VAULT, ("properties", "enableRbacAuthorization"), True),
)
"""Who comes shows who they are: no key, password or access policy opens any of these."""
ANY_SOURCE_PORT = "sourcePortRange"
"""A caller's own port is any: nobody chooses it."""
NAMES_OF_MANY = {"actions", "dataActions", "allowedOrigins", "allowedHosts", "allowedHeaders", "assignableScopes"}
LEAST_TLS = {"Tls12", "TLS1_2", "1.2", "Tls13", "1.3"}
NAMES_OF_TLS = {"minimalTlsVersion", "minimumTlsVersion", "minTlsVersion"}
ROLES = {
    "4633458b-17de-408a-874b-0445c86b69e6": (VAULT, "Key Vault Secrets User"),
    "7f951dda-4ed3-4680-a7ca-43fe172d538d": (REGISTRY, "AcrPull"),
}
"""The built-in roles that the identity has, each on one resource alone (Microsoft, "Azure built-in roles")."""
NO_OTHER_VERSION = {DIAGNOSTICS: "category groups came with it, and no later version has come"}
"""What has nothing newer than a preview."""


def of(kind: str, resources: Resources) -> list[Made]:
    """The resources of one type."""
    return [one for one in resources if one.resource.type.lower() == kind.lower()]


def the_bot_is_of_one_tenant(resources: Resources) -> Iterator[str]:
    """A bot of every tenant could be spoken with from any of them, and Microsoft makes no new ones."""
    for bot in of(BOT, resources):
        if (kind := unheld(bot.body, "properties", "msaAppType")) not in APP_TYPES:
            yield f"{bot.at}: msaAppType is {kind!r}"


def no_key_opens_anything(resources: Resources) -> Iterator[str]:
    """Keys never end, and nobody knows who uses them."""
    for kind, path, wanted in WITHOUT_KEYS:
        for one in of(kind, resources):
            if unheld(one.body, *path) is not wanted:
                yield f"{one.at}: {'.'.join(path)} has to be {wanted}"
    for vault in of(VAULT, resources):
        if unheld(vault.body, "properties", "accessPolicies"):
            yield f"{vault.at}: has access policies beside its roles"


def nothing_is_open_to_everyone(resources: Resources) -> Iterator[str]:
    """No wildcard among origins, hosts, addresses and what roles may do."""
    for one in resources:
        for path, value in _leaves(one.body):
            many = bool(NAMES_OF_MANY & set(path))
            if isinstance(value, str) and path[-1] != ANY_SOURCE_PORT and (value == "*" or (many and "*" in value)):
                yield f"{one.at}: {'.'.join(path)} is {value}"


def production_is_closed_to_the_internet(resources: Resources) -> Iterator[str]:
    """The store and the vault are reached from the environment's own network alone."""
    for kind in (COSMOS, VAULT):
        for one in of(kind, resources):
            if unheld(one.body, "properties", "publicNetworkAccess") != "Disabled":
                yield f"{one.at}: publicNetworkAccess has to be Disabled"


def what_is_deleted_comes_back(resources: Resources) -> Iterator[str]:
    """A vault that somebody deletes, by mistake or not, can be had back."""
    for vault in of(VAULT, resources):
        if unheld(vault.body, "properties", "enablePurgeProtection") is not True:
            yield f"{vault.at}: enablePurgeProtection has to be true"


def lines_are_of_tls_1_2_at_least(resources: Resources) -> Iterator[str]:
    """Where it can be said, it is; the database is told."""
    for one in resources:
        for path, value in _leaves(one.body):
            if path[-1] in NAMES_OF_TLS and value not in LEAST_TLS:
                yield f"{one.at}: {'.'.join(path)} is {value}"
    for account in of(COSMOS, resources):
        if unheld(account.body, "properties", "minimalTlsVersion") is None:
            yield f"{account.at}: minimalTlsVersion is missing"


def roles_are_the_least(resources: Resources) -> Iterator[str]:
    """Each role is one of those that are needed, and is had on one resource."""
    for one in of("Microsoft.Authorization/roleAssignments", resources):
        role = str(unheld(one.body, "properties", "roleDefinitionId")).rsplit("/", 1)[-1]
        scope = one.body.get("scope")
        kind, name = ROLES.get(role, ("", ""))
        if not name:
            yield f"{one.at}: the role {role} isn't one that is needed"
        elif not isinstance(scope, Reference) or scope.kind != kind:
            yield f"{one.at}: {name} is had on a {kind}, not on {scope}"
        if unheld(one.body, "properties", "principalType") != "ServicePrincipal":
            yield f"{one.at}: principalType has to be ServicePrincipal"
    for one in of(f"{COSMOS}/sqlRoleAssignments", resources):
        if "/dbs/" not in str(unheld(one.body, "properties", "scope")):
            yield f"{one.at}: reaches further than the one database"


def teams_alone_reaches_the_bot(resources: Resources) -> Iterator[str]:
    """Direct Line and web chat, which a bot is born with, are shut."""
    channels = of(CHANNEL, resources)
    if of(BOT, resources) and "MsTeamsChannel" not in {channel.body["name"] for channel in channels}:
        yield "the bot has no MsTeamsChannel"
    for channel in channels:
        sites = unheld(channel.body, "properties", "properties", "sites")
        is_shut = isinstance(sites, list) and all(site.get("isEnabled") is False for site in sites) and bool(sites)
        if channel.body["name"] != "MsTeamsChannel" and not is_shut:
            yield f"{channel.at}: another channel than Teams is open"


def what_happens_is_written_down(resources: Resources) -> Iterator[str]:
    """What the containers write, and who reads a secret, ends up in the workspace."""
    told = {
        scope.kind
        for one in of(DIAGNOSTICS, resources)
        if isinstance(scope := one.body.get("scope"), Reference)
        and unheld(one.body, "properties", "workspaceId")
        and _any_enabled(unheld(one.body, "properties", "logs"))
    }
    for kind in (ENVIRONMENT, VAULT):
        for one in of(kind, resources):
            if kind not in told:
                yield f"{one.at}: has no diagnostic setting"


def lines_come_to_the_tables_that_are_asked(resources: Resources) -> Iterator[str]:
    """ContainerAppConsoleLogs and its like are filled by a setting for tables of their own; otherwise others are."""
    for one in of(DIAGNOSTICS, resources):
        scope, kind = one.body.get("scope"), unheld(one.body, "properties", "logAnalyticsDestinationType")
        if isinstance(scope, Reference) and scope.kind == ENVIRONMENT and kind != "Dedicated":
            yield f"{one.at}: logAnalyticsDestinationType has to be Dedicated"
    for one in of(ENVIRONMENT, resources):
        if unheld(one.body, "properties", "appLogsConfiguration", "destination") != "azure-monitor":
            yield f"{one.at}: lines don't go by way of the diagnostic setting"


def no_version_is_a_preview(resources: Resources) -> Iterator[str]:
    """A preview changes, and ends."""
    for one in resources:
        if one.resource.version.endswith("-preview") and one.resource.type not in NO_OTHER_VERSION:
            yield f"{one.at}: {one.resource.version}"


def the_container_is_as_the_code_says(resources: Resources) -> Iterator[str]:
    """One declaration, in storage/cosmos_containers.py, of which infra/cosmos.json is printed."""
    for one in of(f"{COSMOS}/sqlDatabases/containers", resources):
        if (
            unheld(one.body, "properties", "resource") != container_resource()
            or one.body["name"] != container_resource()["id"]
        ):
            yield f"{one.at}: isn't the container of storage/cosmos_containers.py"


def _any_enabled(logs: Value) -> bool:
    return isinstance(logs, list) and any(isinstance(log, dict) and log.get("enabled") is True for log in logs)


def _leaves(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    else:
        yield path, value
