"""The files that Azure's tools read beside the templates fit the templates: azure.yaml, and the collector's own."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.sources import PROJECT

INFRA = PROJECT / "infra"
APP = (INFRA / "app.bicep").read_text(encoding="utf-8")


def _read(name: str) -> Any:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


def test_the_collector_listens_where_the_bot_sends() -> None:
    """On the replica's own address alone, and it answers the probe that asks after it."""
    collector = _read("infra/collector.yaml")
    (endpoint,) = re.findall(r"collects \? 'http://([\d.:]+)'", APP)
    assert collector["receivers"]["otlp"]["protocols"] == {"http": {"endpoint": endpoint}}
    assert endpoint.startswith("127.0.0.1:")
    port = collector["extensions"]["health_check"]["endpoint"].rpartition(":")[2]
    assert f"        port: {port}\n" in APP


def test_the_collector_is_given_what_it_asks_the_environment_for() -> None:
    """By the name of the setting, and as a secret."""
    (asked,) = re.findall(r"\$\{env:(\w+)\}", (INFRA / "collector.yaml").read_text(encoding="utf-8"))
    assert f"name: '{asked}'\n      secretRef: 'insights-connection-string'" in APP


def test_whatever_the_collector_takes_it_sends_on() -> None:
    """Each part of a pipeline is declared, none is declared for nothing, and memory is looked after first."""
    collector = _read("infra/collector.yaml")
    pipelines = collector["service"]["pipelines"]
    assert set(pipelines) == {"traces", "metrics"}
    for kind in ("receivers", "processors", "exporters"):
        assert {part for pipeline in pipelines.values() for part in pipeline[kind]} == set(collector[kind])
    assert all(pipeline["processors"][0] == "memory_limiter" for pipeline in pipelines.values())
    assert collector["service"]["extensions"] == list(collector["extensions"])


def test_azd_finds_what_it_deploys() -> None:
    """Both templates with their parameters, the image's recipe, and the app by the tag that azd looks for."""
    described = _read("azure.yaml")
    where = PROJECT / described["infra"]["path"]
    (service,) = described["services"]
    bot = described["services"][service]
    for module in (described["infra"]["module"], bot["module"]):
        assert (where / f"{module}.bicep").is_file()
        assert (where / f"{module}.bicepparam").is_file()
    assert f"'azd-service-name': '{service}'" in APP
    given = (INFRA / "app.bicepparam").read_text(encoding="utf-8")
    assert f"param image = readEnvironmentVariable('SERVICE_{service.upper()}_IMAGE_NAME')" in given
    assert (PROJECT / bot["docker"]["path"]).name == "Dockerfile"
