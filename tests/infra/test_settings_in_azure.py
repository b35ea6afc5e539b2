"""What Bicep gives the bot is what the bot reads: every name is a setting, every setting is given or left for a reason,
and what each environment would be given, from the first parameter to the last, is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from settings import EVERY_ADDRESS, AppType, LogFormat, Settings, read_settings
from tests.infra.bicep_functions import SAMPLE_ID, SAMPLE_TENANT
from tests.infra.bicep_resources import unheld
from tests.infra.infra_files import BY_SECRET, CHOICES, SIZES, made, whole
from tests.infra.infra_rules import of
from tests.infra.infra_rules_of_containers import APP, containers

LEFT_ALONE = {
    "COSMOS_KEY": "for a test server alone",
    "LOGIN_ENDPOINT": "the public cloud's own is right",
    "CHANNEL_METADATA": "the public cloud's own is right",
    "CHANNEL_ISSUER": "the public cloud's own is right",
    "GRAPH_ENDPOINT": "the public cloud's own is right",
    "OTEL_EXPORTER_OTLP_HEADERS": "the collector beside the bot asks for none",
    "OTEL_SERVICE_NAME": "the bot's own name is right",
    "TEAMS_SERVICE_URL": "the public cloud's own is right, until Teams has said another",
}
"""The settings that no environment sets, and why."""
HANDED_ON = (
    "MICROSOFT_APP_TYPE",
    "MICROSOFT_APP_ID",
    "MICROSOFT_APP_TENANT_ID",
    "STORAGE",
    "COSMOS_DATABASE",
    "COSMOS_REGIONS",
)
"""What main.bicep finds out, and gives out by the setting's own name."""


class AskedFor(Mapping[str, str]):
    """An environment with nothing in it, which keeps what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


def environment_of_the_bot(size: str, choice: str) -> dict[str, str]:
    """What the bot's process would see: plain values, and secrets from the vault by reference."""
    (app,) = of(APP, made(size, choice))
    vault = {
        str(secret.body["name"]): unheld(secret.body, "properties", "value")
        for secret in of("Microsoft.KeyVault/vaults/secrets", made(size, choice))
    }
    bot = containers(app)[0]
    assert bot["name"] == "bot"
    found = {}
    for setting in bot["env"]:
        value = vault[setting["secretRef"]] if "secretRef" in setting else setting["value"]
        assert isinstance(value, str), f"{setting['name']} is {value!r}"
        found[setting["name"]] = value
    return found


def read(size: str, choice: str) -> Settings:
    """The settings that the bot would be started with."""
    return read_settings(environment_of_the_bot(size, choice))


def test_every_name_is_a_setting_and_every_setting_is_given_or_left_for_a_reason() -> None:
    """Over all that may be chosen."""
    asked = AskedFor()
    read_settings(asked)
    given = {name for size in SIZES for choice in CHOICES for name in environment_of_the_bot(size, choice)}
    assert given - asked.names == set(), "no setting of the bot"
    assert asked.names - given == set(LEFT_ALONE), "given nowhere: set it, or say why not"


@pytest.mark.parametrize("size", SIZES)
def test_what_an_environment_is_given_is_accepted(size: str) -> None:
    """As it is when nothing is chosen: the managed identity is the bot."""
    settings = read(size, "identity")
    assert settings.app_type is AppType.MANAGED_IDENTITY
    assert (settings.app_id, settings.tenant_id, settings.app_password) == (SAMPLE_ID, SAMPLE_TENANT, "")
    assert settings.cosmos_endpoint == "https://sample.documents.azure.com:443/"
    assert settings.cosmos_database == "vaxelvis"
    assert settings.cosmos_regions == ("Sweden Central",)
    assert settings.directory_file is None
    assert settings.municipality_file == Path("/config/municipality.yaml")
    assert settings.log_format is LogFormat.JSON
    assert settings.host == EVERY_ADDRESS


@pytest.mark.parametrize("size", SIZES)
def test_what_is_chosen_is_what_the_bot_reads(size: str) -> None:
    """An app registration with a secret, an exchange, Graph, people from a file."""
    settings = read(size, "secret")
    assert settings.app_type is AppType.SINGLE_TENANT
    assert settings.app_id == BY_SECRET["VAXELVIS_APP_ID"]
    assert settings.app_password == BY_SECRET["VAXELVIS_APP_PASSWORD"]
    assert settings.pbx_webhook == BY_SECRET["VAXELVIS_PBX_WEBHOOK"]
    assert settings.pbx_secrets == (BY_SECRET["VAXELVIS_PBX_SECRETS"],)
    assert {use.value for use in settings.graph_uses} == set(BY_SECRET["VAXELVIS_GRAPH_USES"].split(","))
    assert settings.teams_app_id == BY_SECRET["VAXELVIS_TEAMS_APP_ID"]
    assert (settings.directory_file, settings.municipality_file) == (Path("/config/municipality.yaml"), None)


def test_a_certificate_comes_from_the_vault_as_a_file() -> None:
    """In place of the secret."""
    settings = read("small", "certificate")
    assert (settings.app_password, settings.app_certificate) == ("", Path("/secrets/bot.pem"))
    assert str(settings.app_certificate) in mounted("small", "certificate")


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", SIZES)
def test_what_main_gives_out_the_bot_gets_by_the_same_name(size: str, choice: str) -> None:
    """One to one, unchanged."""
    outputs, given = whole(size, choice)[0].outputs(), environment_of_the_bot(size, choice)
    assert {name: outputs[name] for name in HANDED_ON} == {name: given[name] for name in HANDED_ON}


def test_every_output_of_main_is_read_by_app_or_by_azd() -> None:
    """An output that nobody reads is a name that somebody will believe in."""
    main, app = whole("small")
    read_by_app = (app.file.path.parent / "app.bicepparam").read_text(encoding="utf-8")
    unread = {name for name in main.file.outputs if f"'{name}'" not in read_by_app}
    assert unread == {"AZURE_RESOURCE_GROUP", "VAXELVIS_ENDPOINT"}, (
        "azd reads the first, who registers the bot the second"
    )


def test_the_municipality_file_comes_from_the_vault_to_where_the_settings_say() -> None:
    """Whichever of the two settings names it."""
    assert environment_of_the_bot("small", "identity")["MUNICIPALITY_FILE"] in mounted("small", "identity")
    assert environment_of_the_bot("small", "secret")["DIRECTORY"].removeprefix("file:") in mounted("small", "secret")


def mounted(size: str, choice: str) -> set[str]:
    """The files that the bot finds in its container beside what is in the image."""
    (app,) = of(APP, made(size, choice))
    mounts = {mount["volumeName"]: mount["mountPath"] for mount in containers(app)[0]["volumeMounts"]}
    volumes = cast("list[dict[str, Any]]", unheld(app.body, "properties", "template", "volumes"))
    return {f"{mounts[v['name']]}/{s['path']}" for v in volumes for s in v.get("secrets", ()) if v["name"] in mounts}
