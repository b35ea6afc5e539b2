"""azure.yaml names what is there: the Bicep of the environment and of the service, the Dockerfile, the hooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.bicep_resources import unheld
from tests.infra.infra_files import made
from tests.infra.infra_rules import of
from tests.infra.infra_rules_of_containers import APP
from tests.sources import PROJECT

AT_THE_TOP = {"name", "metadata", "infra", "services", "hooks", "pipeline", "requiredVersions", "resourceGroup"}
OF_INFRA = {"provider", "path", "module"}
OF_A_SERVICE = {"project", "host", "language", "module", "docker", "image", "hooks", "resourceName"}
OF_DOCKER = {"path", "context", "platform", "target", "registry", "image", "tag", "buildArgs", "remoteBuild"}
OF_A_HOOK = {"shell", "run", "windows", "posix", "continueOnError", "interactive", "secrets"}
SERVICE_TAG = "azd-service-name"


def described() -> Mapping[str, Any]:
    """The file as it stands."""
    found: Mapping[str, Any] = yaml.safe_load((PROJECT / "azure.yaml").read_text(encoding="utf-8"))
    return found


def faults_of(whole: Mapping[str, Any], project: Path, tagged: set[str]) -> Iterator[str]:
    """What is wrong with it."""
    yield from _unknown(whole, AT_THE_TOP, "the file")
    infra = whole.get("infra", {})
    yield from _unknown(infra, OF_INFRA, "infra")
    if infra.get("provider", "bicep") != "bicep":
        yield f"infra is made by {infra['provider']}"
    folder = project / infra.get("path", "infra")
    yield from _missing(folder / f"{infra.get('module', 'main')}.bicep")
    yield from _missing(folder / f"{infra.get('module', 'main')}.bicepparam")
    yield from _hooks(whole, project, "the file")
    for name, service in whole.get("services", {}).items():
        yield from _unknown(service, OF_A_SERVICE, name)
        yield from _unknown(service.get("docker", {}), OF_DOCKER, f"{name}'s docker")
        at = project / service.get("project", ".")
        if service.get("host") != "containerapp":
            yield f"{name} is hosted by {service.get('host')}"
        if "module" in service:
            yield from _missing(folder / f"{service['module']}.bicep")
            yield from _missing(folder / f"{service['module']}.bicepparam")
        yield from _missing(at / service.get("docker", {}).get("path", "Dockerfile"))
        yield from _missing(at / service.get("docker", {}).get("context", "."))
        yield from _hooks(service, at, name)
        if name not in tagged:
            yield f"no container app has the tag {SERVICE_TAG}: {name}"


def _unknown(part: Mapping[str, Any], known: set[str], where: str) -> Iterator[str]:
    yield from (f"{where} has {name}, which azd doesn't know" for name in part if name not in known)


def _missing(path: Path) -> Iterator[str]:
    if not path.exists():
        yield f"there is no {path.name}"


def _hooks(part: Mapping[str, Any], at: Path, where: str) -> Iterator[str]:
    for name, hook in part.get("hooks", {}).items():
        for one in hook if isinstance(hook, list) else [hook]:
            yield from _unknown(one, OF_A_HOOK, f"{where}'s {name}")
            for ran in (one, one.get("posix", {}), one.get("windows", {})):
                script = str(ran.get("run", ""))
                if script.endswith((".sh", ".ps1", ".py")):
                    yield from _missing(at / script)


def test_it_names_what_is_there() -> None:
    """Whoever writes `azd up` gets all of it."""
    apps = of(APP, made("small"))
    tagged = {str(unheld(app.body, "tags", SERVICE_TAG)) for app in apps}
    assert list(faults_of(described(), PROJECT, tagged)) == []
    assert set(described()["services"]) == tagged


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("service: {}", "the file has service, which azd doesn't know"),
        ("infra: {module: elsewhere}", "there is no elsewhere.bicep"),
        ("infra: {provider: terraform}", "infra is made by terraform"),
        ("services: {bot: {host: appservice}}", "bot is hosted by appservice"),
        ("services: {bot: {host: containerapp, docker: {path: ./Dockerfiles}}}", "there is no Dockerfiles"),
        ("services: {bot: {host: containerapp, module: apps}}", "there is no apps.bicep"),
        ("services: {boot: {host: containerapp}}", "no container app has the tag azd-service-name: boot"),
        ("hooks: {postprovision: {shell: sh, run: ./gone.sh}}", "there is no gone.sh"),
    ],
)
def test_what_is_not_there_is_found(text: str, fault: str) -> None:
    """Each by its name."""
    assert fault in list(faults_of(yaml.safe_load(text), PROJECT, {"bot"}))
