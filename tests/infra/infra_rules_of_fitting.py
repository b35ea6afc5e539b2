"""The rules of what has to fit with what, each part being right by itself: one function a rule, each yields what breaks
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from bot.adapter import MESSAGES_PATH
from tests.infra.bicep_resources import unheld
from tests.infra.infra_rules import BOT, COSMOS, ENVIRONMENT, VAULT, Resources, of
from tests.infra.infra_rules_of_containers import APP, containers

ALERT = "Microsoft.Insights/scheduledQueryRules"
ENDPOINT = "Microsoft.Network/privateEndpoints"
NETWORK = "Microsoft.Network/virtualNetworks"
ZONE = "Microsoft.Network/privateDnsZones"
DOORS = {COSMOS: ("Sql", "privatelink.documents.azure.com"), VAULT: ("vault", "privatelink.vaultcore.azure.net")}
"""The group and the zone of each kind (Microsoft, "Azure Private Endpoint private DNS zone values")."""
WINDOWS = ("PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D", "P2D")
"""What an alert's window may be, and how often it may be asked; in their order."""
RAISED_BY_ANY_ROW = {"timeAggregation": "Count", "operator": "GreaterThan", "threshold": 0}
LEAST_BITS = 27
"""A subnet of an environment with workload profiles is no smaller (Microsoft, "Networking in Azure Container Apps")."""


def private_endpoints_lead_where_their_names_do(resources: Resources) -> Iterator[str]:
    """Another group or zone is taken without a word; the name then leads to the public address, which is shut."""
    found = {}
    for endpoint in of(ENDPOINT, resources):
        (line,) = cast("Sequence[Any]", unheld(endpoint.body, "properties", "privateLinkServiceConnections"))
        target = line["properties"]["privateLinkServiceId"]
        kind = next((kind for kind in DOORS if f"/{kind}/" in target), target)
        found[kind] = line["properties"]["groupIds"]
    zones = [str(one.body["name"]) for one in of(ZONE, resources)]
    led = [
        config["properties"]["privateDnsZoneId"].rsplit("/", 1)[-1]
        for group in of(f"{ENDPOINT}/privateDnsZoneGroups", resources)
        for config in cast("Sequence[Any]", unheld(group.body, "properties", "privateDnsZoneConfigs"))
    ]
    for kind, (group, zone) in DOORS.items():
        if found.get(kind) != [group]:
            yield f"{kind} has an endpoint for {found.get(kind)}, not for {group}"
        if zone not in zones or zone not in led:
            yield f"{kind}: no name is kept in {zone}"
    if len(of(f"{ZONE}/virtualNetworkLinks", resources)) != len(zones):
        yield "a zone isn't known in the network"


def the_environment_has_a_place_in_the_network(resources: Resources) -> Iterator[str]:
    """A subnet of its own, handed over to it and large enough; what Teams sends comes in from outside."""
    for environment in of(ENVIRONMENT, resources):
        asked = cast("Mapping[str, Any]", unheld(environment.body, "properties", "vnetConfiguration") or {})
        if asked.get("internal") is not False:
            yield f"{environment.at}: Teams doesn't reach it"
        name = str(asked.get("infrastructureSubnetId")).rsplit("/", 1)[-1]
        subnets = [subnet for one in of(NETWORK, resources) for subnet in _list(one.body, "properties", "subnets")]
        for subnet in (one["properties"] for one in subnets if one["name"] == name):
            if [one["properties"]["serviceName"] for one in subnet.get("delegations", ())] != [
                "Microsoft.App/environments"
            ]:
                yield f"{environment.at}: the subnet isn't handed over to it"
            if int(subnet["addressPrefix"].rsplit("/", 1)[-1]) > LEAST_BITS:
                yield f"{environment.at}: the subnet is smaller than /{LEAST_BITS}"


def each_port_is_the_one_that_is_meant(resources: Resources) -> Iterator[str]:
    """Ingress leads to where the bot listens, and the platform asks where it tells of its health."""
    for app in of(APP, resources):
        bot = next(container for container in containers(app) if container["name"] == "bot")
        given = {setting["name"]: setting.get("value") for setting in bot.get("env", ())}
        if str(unheld(app.body, "properties", "configuration", "ingress", "targetPort")) != given.get("PORT"):
            yield f"{app.at}: ingress doesn't lead to PORT"
        health = given.get("HEALTH_PORT", given.get("PORT"))
        for probe in bot.get("probes", ()):
            if str(probe["httpGet"]["port"]) != health:
                yield f"{app.at}: the {probe['type']} probe asks on {probe['httpGet']['port']}, not on {health}"


def a_file_that_is_named_is_mounted(resources: Resources) -> Iterator[str]:
    """A container that is started with a file that isn't there ends at once."""
    for app in of(APP, resources):
        volumes = {volume["name"]: volume for volume in _list(app.body, "properties", "template", "volumes")}
        for container in containers(app):
            there = {
                f"{mount['mountPath']}/{secret['path']}"
                for mount in container.get("volumeMounts", ())
                for secret in volumes.get(mount["volumeName"], {}).get("secrets", ())
            }
            for argument in container.get("args", ()):
                for path in re.findall(r"=(/.+)", argument):
                    if path not in there:
                        yield f"{app.at}: {container['name']} has no {path}"


def the_bot_is_reached_where_it_answers(resources: Resources) -> Iterator[str]:
    """Teams sends to the address that the registration has."""
    for bot in of(BOT, resources):
        if not re.fullmatch(rf"https://[^/]+{MESSAGES_PATH}", str(unheld(bot.body, "properties", "endpoint"))):
            yield f"{bot.at}: the endpoint isn't https and {MESSAGES_PATH}"


def one_identity_has_the_roles(resources: Resources) -> Iterator[str]:
    """It is the one that the container app goes by: an assignment to anybody else leaves it without."""
    had = {
        str(unheld(one.body, "properties", "principalId"))
        for one in of("Microsoft.Authorization/roleAssignments", resources)
    }
    if len(had) > 1 or "" in had:
        yield f"roles are had by {sorted(had)}"


def alerts_are_as_azure_takes_them(resources: Resources) -> Iterator[str]:
    """Asked at least once in each window, raised by any row, and over by itself."""
    for alert in of(ALERT, resources):
        window, every = (unheld(alert.body, "properties", name) for name in ("windowSize", "evaluationFrequency"))
        if window not in WINDOWS or every not in WINDOWS:
            yield f"{alert.at}: {window} or {every} isn't taken"
        elif WINDOWS.index(str(every)) > WINDOWS.index(str(window)):
            yield f"{alert.at}: {every} leaves out what comes between two windows of {window}"
        if unheld(alert.body, "properties", "autoMitigate") is not True:
            yield f"{alert.at}: autoMitigate has to be true"
        for condition in _list(alert.body, "properties", "criteria", "allOf"):
            if {name: condition.get(name) for name in RAISED_BY_ANY_ROW} != RAISED_BY_ANY_ROW:
                yield f"{alert.at}: isn't raised by any row"


def _list(body: Mapping[str, Any], *path: str) -> Sequence[Any]:
    return cast("Sequence[Any]", unheld(body, *path) or ())
