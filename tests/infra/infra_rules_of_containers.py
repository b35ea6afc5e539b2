"""The rules of the container app: one function a rule, each yields what breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from tests.infra.bicep_evaluation import Made
from tests.infra.bicep_resources import unheld
from tests.infra.infra_rules import Resources, of

APP = "Microsoft.App/containerApps"
IMAGE = re.compile(r".+(:(?!latest$)[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})")
PROBES = {"bot": {"Startup": "/healthz", "Liveness": "/healthz", "Readiness": "/readyz"}}
LEAST_PROBES = {"Liveness"}
OF_PROBES = {
    "initialDelaySeconds": (1, 60),
    "periodSeconds": (1, 240),
    "timeoutSeconds": (1, 240),
    "failureThreshold": (1, 10),
    "successThreshold": (1, 10),
}
MOST_PROCESSORS = 4
SAYS_SECRET = re.compile(r"PASSWORD|SECRET|_KEY|CONNECTION_STRING")
A_FILE = {"collector-yaml": "a container app is given a file as a secret, and this one has nothing secret in it"}
"""Values that stand in the app itself, and why they may."""
BROUGHT_BY_HAND = {"microsoft-app-certificate"}
"""In the vault, but put there by whoever made it: no deployment has it in hand."""


def https_alone_leads_in(resources: Resources) -> Iterator[str]:
    """Ingress takes nothing in the clear, and no address that anything is sent to does, but on the replica itself."""
    for app in of(APP, resources):
        ingress = unheld(app.body, "properties", "configuration", "ingress")
        if unheld(cast("Mapping[str, Any]", ingress or {}), "allowInsecure") is not False:
            yield f"{app.at}: allowInsecure has to be false"
        for container in containers(app):
            for setting in container.get("env", ()):
                value = str(setting.get("value", ""))
                if value.startswith("http:") and not value.startswith(("http://127.0.0.1", "http://localhost")):
                    yield f"{app.at}: {setting['name']} is {value}"


def there_are_two_at_least(resources: Resources) -> Iterator[str]:
    """One replica may be lost, or be taking over a new version, and somebody still answers."""
    for app in of(APP, resources):
        least = unheld(app.body, "properties", "template", "scale", "minReplicas")
        most = unheld(app.body, "properties", "template", "scale", "maxReplicas")
        if not isinstance(least, int) or least < 2 or not isinstance(most, int) or most <= least:
            yield f"{app.at}: from {least} to {most} replicas"


def the_platform_asks_how_each_is(resources: Resources) -> Iterator[str]:
    """Every container has a probe; the bot's are those of docs/runbook.md, on a port that it listens on."""
    for app in of(APP, resources):
        for container in containers(app):
            probes = {probe["type"]: probe.get("httpGet", {}) for probe in container.get("probes", ())}
            wanted = PROBES.get(container["name"], {})
            for kind in {*wanted, *LEAST_PROBES} - set(probes):
                yield f"{app.at}: {container['name']} has no {kind} probe"
            ports = {setting.get("value") for setting in container.get("env", ()) if setting["name"].endswith("PORT")}
            for kind, path in wanted.items():
                probe = probes.get(kind, {"path": path, "port": None})
                if probe["path"] != path or (probe["port"] is not None and str(probe["port"]) not in ports):
                    yield f"{app.at}: the {kind} probe asks {probe['path']} on {probe['port']}"


def secrets_are_references(resources: Resources) -> Iterator[str]:
    """The app holds no secret: it says where in the vault each is, and by whom it is read."""
    for app in of(APP, resources):
        secrets = {secret["name"]: secret for secret in _secrets(app)}
        for name, secret in secrets.items():
            if name not in A_FILE and ("value" in secret or not (secret.get("keyVaultUrl") and secret.get("identity"))):
                yield f"{app.at}: the secret {name} isn't a reference to the vault"
        asked = set(_references(app))
        yield from (f"{app.at}: there is no secret {name}" for name in sorted(asked - set(secrets)))
        yield from (f"{app.at}: the secret {name} is used nowhere" for name in sorted(set(secrets) - asked))
        for container in containers(app):
            for setting in container.get("env", ()):
                if SAYS_SECRET.search(setting["name"]) and "value" in setting:
                    yield f"{app.at}: {setting['name']} is no reference"


def secrets_are_in_the_vault(resources: Resources) -> Iterator[str]:
    """What the app asks for is what the vault is given, by the same name."""
    kept = {str(one.body["name"]) for one in of("Microsoft.KeyVault/vaults/secrets", resources)}
    for app in of(APP, resources):
        for secret in _secrets(app):
            name = str(secret.get("keyVaultUrl", "")).rsplit("/", 1)[-1]
            if name and name not in kept | BROUGHT_BY_HAND:
                yield f"{app.at}: the vault is given no {name}"


def images_are_named_exactly(resources: Resources) -> Iterator[str]:
    """`latest` is another one tomorrow: nobody knows then what runs, or what to go back to."""
    for app in of(APP, resources):
        for container in containers(app):
            if not IMAGE.fullmatch(str(container["image"])):
                yield f"{app.at}: {container['name']} is of {container['image']}"


def replicas_are_of_a_size_that_there_is(resources: Resources) -> Iterator[str]:
    """The containers of a replica have together a whole number of quarters of a processor, four processors at most, and
    twice as many GiB (Microsoft, "Containers in Azure Container Apps", of the Consumption profile).
    """
    for app in of(APP, resources):
        asked = [container.get("resources", {}) for container in containers(app)]
        processors = sum(float(one.get("cpu", 0)) for one in asked)
        memory = sum(float(str(one.get("memory", "0Gi")).removesuffix("Gi")) for one in asked)
        if not 0 < processors <= MOST_PROCESSORS or processors % 0.25 or memory != 2 * processors:
            yield f"{app.at}: {processors} processors and {memory} GiB together"


def probes_are_as_the_platform_takes_them(resources: Resources) -> Iterator[str]:
    """Outside these a deployment is refused (Microsoft, the API's reference: "ContainerAppProbe")."""
    for app in of(APP, resources):
        for container in containers(app):
            for probe in container.get("probes", ()):
                for name, (least, most) in OF_PROBES.items():
                    if not least <= probe.get(name, least) <= most:
                        yield f"{app.at}: the {probe['type']} probe of {container['name']} has {name} {probe[name]}"


def containers(app: Made) -> Sequence[Mapping[str, Any]]:
    """The containers of a replica."""
    return cast("Sequence[Mapping[str, Any]]", unheld(app.body, "properties", "template", "containers") or [])


def _secrets(app: Made) -> Sequence[Mapping[str, Any]]:
    return cast("Sequence[Mapping[str, Any]]", unheld(app.body, "properties", "configuration", "secrets") or [])


def _references(app: Made) -> Iterator[str]:
    for container in containers(app):
        yield from (setting["secretRef"] for setting in container.get("env", ()) if "secretRef" in setting)
    volumes = cast("Sequence[Mapping[str, Any]]", unheld(app.body, "properties", "template", "volumes") or [])
    for volume in volumes:
        yield from (secret["secretRef"] for secret in volume.get("secrets", ()))
