"""What infra/ holds, and what it would deploy to each of the environments that it has parameters for.

The whole way is gone: the parameters of main.bicep, its outputs into the environment, the parameters of app.bicep from
there. What only Azure can tell is answered with samples.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.infra.bicep_evaluation import Deployment, Made, read_once
from tests.infra.bicep_functions import SAMPLE_ID
from tests.infra.bicep_syntax import BicepFile
from tests.infra.bicep_values import Value
from tests.sources import PROJECT

INFRA = PROJECT / "infra"
SIZES = tuple(sorted(path.stem for path in (INFRA / "parameters").glob("*.json")))
FOR_PRODUCTION = tuple(size for size in SIZES if size != "test")

MANAGED = {"AZURE_ENV_NAME": "sample", "VAXELVIS_ALERT_EMAILS": "drift@example.se"}
"""What has to be said of an environment; everything else has a default."""
BY_SECRET = {
    **MANAGED,
    "VAXELVIS_APP_TYPE": "SingleTenant",
    "VAXELVIS_APP_ID": "22222222-3333-4444-8555-666666666666",
    "VAXELVIS_APP_PRINCIPAL_ID": "33333333-4444-4555-8666-777777777777",
    "VAXELVIS_PBX_WEBHOOK": "https://vaxel.example.se/hook",
    "VAXELVIS_PBX_SECRETS": "whsec_" + "c2FtcGxl" * 4,
    "VAXELVIS_APP_PASSWORD": "sample",
    "VAXELVIS_DIRECTORY": "file",
    "VAXELVIS_GRAPH_USES": "presence,install",
    "VAXELVIS_TEAMS_APP_ID": "44444444-5555-4666-8777-888888888888",
}
"""The same with everything that may be chosen chosen otherwise."""
BY_CERTIFICATE = {**BY_SECRET, "VAXELVIS_APP_PASSWORD": "", "VAXELVIS_CREDENTIAL": "certificate"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "identity": MANAGED,
    "secret": BY_SECRET,
    "certificate": BY_CERTIFICATE,
}
"""How the bot proves who it is, and with it what else is chosen."""

ANSWERS: Mapping[tuple[str, str], Value] = {
    ("microsoft.managedidentity/userassignedidentities", "properties.clientId"): SAMPLE_ID,
    ("microsoft.managedidentity/userassignedidentities", "properties.principalId"): SAMPLE_ID,
    ("microsoft.documentdb/databaseaccounts", "properties.documentEndpoint"): "https://sample.documents.azure.com:443/",
    ("microsoft.keyvault/vaults", "properties.vaultUri"): "https://kv-sample.vault.azure.net/",
    ("microsoft.containerregistry/registries", "properties.loginServer"): "acrsample.azurecr.io",
    ("microsoft.app/managedenvironments", "properties.defaultDomain"): "sample.swedencentral.azurecontainerapps.io",
    ("microsoft.app/containerapps", "properties.configuration.ingress.fqdn"): "vaxelvis.sample.azurecontainerapps.io",
    ("microsoft.insights/components", "properties.ConnectionString"): "InstrumentationKey=sample",
}


def bicep_files() -> tuple[BicepFile, ...]:
    """Every Bicep file of infra/, read."""
    return tuple(read_once(path.resolve()) for path in sorted(INFRA.rglob("*.bicep")))


def parameter_files() -> tuple[BicepFile, ...]:
    """Every file that assigns parameters."""
    return tuple(read_once(path.resolve()) for path in sorted(INFRA.rglob("*.bicepparam")))


def of_size(size: str) -> Mapping[str, object]:
    """What an environment's parameters say."""
    found: Mapping[str, object] = json.loads((INFRA / "parameters" / f"{size}.json").read_text(encoding="utf-8"))
    return found


@cache
def whole(size: str, choice: str = "identity") -> tuple[Deployment, Deployment]:
    """main.bicep and app.bicep as they are deployed one after the other."""
    environment = {**CHOICES[choice], "VAXELVIS_SIZE": size}
    main = _deployed("main", environment)
    handed_on = {name: value for name, value in main.outputs().items() if isinstance(value, str)}
    # By azd, when it has built it.
    image = {"SERVICE_BOT_IMAGE_NAME": "acrsample.azurecr.io/vaxelvis/bot:azd-deploy-1764150000"}
    return main, _deployed("app", {**environment, **handed_on, **image})


def _deployed(name: str, environment: Mapping[str, str]) -> Deployment:
    given = Deployment(_file(f"{name}.bicepparam"), {}, environment=environment).assigned()
    return Deployment(_file(f"{name}.bicep"), given, answers=ANSWERS)


def _file(name: str) -> BicepFile:
    return read_once((INFRA / name).resolve())


def environment_of(size: str, choice: str = "identity") -> Mapping[str, str]:
    """What both parameters files read, as it is while a size is deployed."""
    main, _ = whole(size, choice)
    outputs = {name: value for name, value in main.outputs().items() if isinstance(value, str)}
    chosen = CHOICES[choice]
    return {**chosen, "VAXELVIS_SIZE": size, **outputs, "SERVICE_BOT_IMAGE_NAME": "acrsample.azurecr.io/vaxelvis/bot:1"}


@cache
def made(size: str, choice: str = "identity") -> tuple[Made, ...]:
    """Every resource that there would be."""
    return tuple(one for deployment in whole(size, choice) for one in deployment.made())


def in_project(path: Path) -> str:
    """A path as it is written in the project."""
    return path.resolve().relative_to(PROJECT.resolve()).as_posix()
