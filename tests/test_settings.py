"""Settings come from the environment alone, and whoever starts the bot is told of every fault at once."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from settings import AppType, BadSettings, GraphUse, LogFormat, read_settings

TENANT, APP = "11111111-2222-4333-8444-555555555555", "99999999-8888-4777-8666-555555555555"
IN_TEAMS = {
    "MICROSOFT_APP_TYPE": "SingleTenant",
    "MICROSOFT_APP_ID": APP,
    "MICROSOFT_APP_TENANT_ID": TENANT,
    "MICROSOFT_APP_PASSWORD": "a-secret",
}


def test_nothing_set_is_the_example_on_loopback() -> None:
    """A newcomer sets nothing."""
    settings = read_settings({})
    assert (settings.port, settings.host, settings.authenticates) == (3978, "127.0.0.1", False)
    assert settings.sqlite_path == Path("data/vaxelvis.db")
    assert settings.directory_file == Path("examples/exempelkommun.yaml")
    assert settings.log_format is LogFormat.JSON


def test_only_a_bot_that_checks_tokens_listens_beyond_loopback() -> None:
    """Anonymous means this machine alone."""
    settings = read_settings(IN_TEAMS)
    assert settings.app_type is AppType.SINGLE_TENANT
    assert settings.host == "0.0.0.0"  # noqa: S104


def test_a_managed_identity_needs_no_password() -> None:
    """It proves itself by the machine that it runs on."""
    environment = {**IN_TEAMS, "MICROSOFT_APP_TYPE": "UserAssignedMSI"}
    del environment["MICROSOFT_APP_PASSWORD"]
    assert read_settings(environment).app_type is AppType.MANAGED_IDENTITY


def test_every_fault_is_told_at_once() -> None:
    """Nobody mends one, starts again and meets the next."""
    with pytest.raises(BadSettings) as bad:
        read_settings(
            {
                "PORT": "many",
                "STORAGE": "postgres:there",
                "DIRECTORY": "ldap",
                "LOG_FORMAT": "xml",
                "MICROSOFT_APP_TYPE": "SingleTenant",
                "MICROSOFT_APP_ID": "not-a-guid",
            }
        )
    told = [fault.partition(" ")[0] for fault in bad.value.faults]
    assert sorted(told) == [
        "DIRECTORY",
        "LOG_FORMAT",
        "MICROSOFT_APP_ID",
        "MICROSOFT_APP_PASSWORD",
        "MICROSOFT_APP_TENANT_ID",
        "PORT",
        "STORAGE",
    ]


@pytest.mark.parametrize("port", ["-1", "65536", "1e3", "", "３９７８"])
def test_a_port_is_a_number_that_a_port_can_be(port: str) -> None:
    """Also digits of other scripts are refused, rather than read by accident."""
    with pytest.raises(BadSettings, match="PORT"):
        read_settings({"PORT": port})


def test_health_has_a_port_of_its_own_only_where_it_is_given_one() -> None:
    """And a number that is none is told of by its own name."""
    assert read_settings({}).health_port is None
    assert read_settings({"HEALTH_PORT": "3979"}).health_port == 3979
    with pytest.raises(BadSettings, match="HEALTH_PORT is 'many'"):
        read_settings({"HEALTH_PORT": "many"})


def test_an_app_id_without_its_type_is_a_fault_rather_than_an_open_door() -> None:
    """Someone who set an id means to be authenticated."""
    with pytest.raises(BadSettings, match="MICROSOFT_APP_TYPE"):
        read_settings({"MICROSOFT_APP_ID": APP})


def test_multi_tenant_is_refused() -> None:
    """One municipality, one tenant."""
    with pytest.raises(BadSettings, match="MICROSOFT_APP_TYPE"):
        read_settings({**IN_TEAMS, "MICROSOFT_APP_TYPE": "MultiTenant"})


def test_secrets_are_not_in_what_settings_look_like() -> None:
    """A settings object can end up in a log or a trace."""
    test_server = {"STORAGE": "cosmos:http://127.0.0.1:8081/", "COSMOS_DATABASE": "d", "COSMOS_KEY": "kkk"}
    settings = read_settings({**IN_TEAMS, **test_server})
    assert "a-secret" not in repr(settings)
    assert "kkk" not in repr(settings)


def test_a_cosmos_endpoint_keeps_its_colons() -> None:
    """The scheme ends at the first one."""
    settings = read_settings({**IN_TEAMS, "STORAGE": "cosmos:https://a.example:443/", "COSMOS_DATABASE": "vaxelvis"})
    assert settings.cosmos_endpoint == "https://a.example:443/"
    assert settings.sqlite_path is None


ACCOUNT = {"STORAGE": "cosmos:https://vaxelvis.documents.azure.com:443/", "COSMOS_DATABASE": "vaxelvis"}


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://vaxelvis.documents.azure.com:443/",
        "https://vaxelvis.documents.azure.cn:443/",
        "https://vaxelvis.documents.azure.us/",
        "https://database.example.se/",
        "http://10.0.0.4:8081/",
        "https://127.0.0.1.example.se/",
        "https://localhost.example.se/",
    ],
)
def test_a_key_is_taken_for_a_test_server_on_this_machine_alone(endpoint: str) -> None:
    """A key opens everything, and nobody sees who used it."""
    with pytest.raises(BadSettings, match=r"COSMOS_KEY is set, and .* is no test server on this machine"):
        read_settings({**IN_TEAMS, **ACCOUNT, "STORAGE": f"cosmos:{endpoint}", "COSMOS_KEY": "a-key"})


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:8081/", "https://localhost:8081/", "http://[::1]:8081/"])
def test_a_test_server_needs_no_identity(endpoint: str) -> None:
    """It is not asked who it is, and holds nothing."""
    settings = read_settings({**ACCOUNT, "STORAGE": f"cosmos:{endpoint}", "COSMOS_KEY": "a-key"})
    assert (settings.cosmos_endpoint, settings.cosmos_key) == (endpoint, "a-key")


def test_an_account_without_an_identity_is_a_fault_at_start() -> None:
    """Rather than a refusal at the first errand."""
    with pytest.raises(BadSettings, match="MICROSOFT_APP_TYPE is missing: a Cosmos DB account"):
        read_settings(ACCOUNT)


def test_an_identity_is_not_shown_in_the_clear() -> None:
    """Whoever sees a token can use it."""
    with pytest.raises(BadSettings, match="https only"):
        read_settings({**IN_TEAMS, **ACCOUNT, "STORAGE": "cosmos:http://vaxelvis.documents.azure.com/"})


@pytest.mark.parametrize(
    "endpoint", ["vaxelvis.documents.azure.com", "https://", "https://x:port/", "ftp://x/", "https://[x/"]
)
def test_an_endpoint_is_an_address(endpoint: str) -> None:
    """What can't be one is told at start."""
    with pytest.raises(BadSettings, match="it takes cosmos:https://HOST"):
        read_settings({**IN_TEAMS, **ACCOUNT, "STORAGE": f"cosmos:{endpoint}"})


def test_regions_are_read_in_their_order() -> None:
    """Spaces around a comma are how people write."""
    settings = read_settings({**IN_TEAMS, **ACCOUNT, "COSMOS_REGIONS": " Sweden Central , West Europe,"})
    assert settings.cosmos_regions == ("Sweden Central", "West Europe")
    assert read_settings({**IN_TEAMS, **ACCOUNT}).cosmos_regions == ()


FROM_GRAPH = {**IN_TEAMS, "DIRECTORY": "graph", "MUNICIPALITY_FILE": "ram.yaml"}
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


def faults_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with it; nothing may be."""
    try:
        read_settings(environment)
    except BadSettings as bad:
        return bad.faults
    return ()


def test_people_from_graph_need_the_rest_from_a_file() -> None:
    """Answer groups and hours stay with the municipality."""
    settings = read_settings(FROM_GRAPH)
    assert (settings.directory_file, settings.municipality_file) == (None, Path("ram.yaml"))
    assert settings.asks_graph
    (fault,) = faults_of({**IN_TEAMS, "DIRECTORY": "graph"})
    assert fault.startswith("MUNICIPALITY_FILE is missing")
    (fault,) = faults_of({**IN_TEAMS, "MUNICIPALITY_FILE": "ram.yaml"})
    assert fault.startswith("MUNICIPALITY_FILE is set")


def test_nothing_is_asked_of_graph_unless_it_is_said() -> None:
    """The product works in full with a file alone."""
    assert not read_settings(IN_TEAMS).asks_graph
    used = read_settings({**IN_TEAMS, "GRAPH_USES": "presence, calendar"}).graph_uses
    assert used == {GraphUse.PRESENCE, GraphUse.CALENDAR}
    (fault,) = faults_of({**IN_TEAMS, "GRAPH_USES": "presence,telepathy"})
    assert "telepathy" in fault


def test_graph_is_asked_by_the_identity_but_for_a_stand_in_on_this_machine() -> None:
    """Nobody anonymous reaches the real one."""
    (fault,) = faults_of({"GRAPH_USES": "presence"})
    assert fault.startswith("MICROSOFT_APP_TYPE is missing")
    assert faults_of({"GRAPH_USES": "presence", "GRAPH_ENDPOINT": "http://127.0.0.1:9"}) == ()


def test_to_install_itself_the_bot_has_to_know_its_own_id_in_the_catalogue() -> None:
    """Graph installs an app by that."""
    (fault,) = faults_of({**IN_TEAMS, "GRAPH_USES": "install"})
    assert fault.startswith("TEAMS_APP_ID is missing")
    assert faults_of({**IN_TEAMS, "GRAPH_USES": "install", "TEAMS_APP_ID": APP}) == ()


@pytest.mark.parametrize("name", ["GRAPH_ENDPOINT", "LOGIN_ENDPOINT", "CHANNEL_METADATA", "CHANNEL_ISSUER"])
@pytest.mark.parametrize(
    "address",
    ["http://graph.microsoft.com", "graph.microsoft.com", "https://", "https://a b", "https://u:p@host", "x:["],
)
def test_tokens_are_shown_over_https_alone(name: str, address: str) -> None:
    """Whoever hears one can use it."""
    fault, *_ = faults_of({**IN_TEAMS, name: address})
    assert fault.startswith(name)


GOVERNMENT = {
    "LOGIN_ENDPOINT": "https://login.microsoftonline.us/",
    "CHANNEL_METADATA": "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    "CHANNEL_ISSUER": "https://api.botframework.us",
}


def test_a_national_cloud_is_named_whole() -> None:
    """Keys of one cloud and an issuer of another would let nobody in."""
    settings = read_settings({**IN_TEAMS, **GOVERNMENT})
    assert settings.login_endpoint == "https://login.microsoftonline.us"
    assert settings.channel_issuer == GOVERNMENT["CHANNEL_ISSUER"]
    for left_out in ("CHANNEL_METADATA", "CHANNEL_ISSUER"):
        (fault,) = faults_of({**IN_TEAMS, **GOVERNMENT, left_out: ""})
        assert fault.startswith(f"{left_out} is missing")


def test_ids_are_compared_as_microsoft_writes_them() -> None:
    """They are pasted with capitals, or braces, and tokens and activities have neither."""
    for pasted in (APP.upper(), f"{{{APP}}}", f"urn:uuid:{APP}", APP.replace("-", "")):
        settings = read_settings({**IN_TEAMS, "MICROSOFT_APP_ID": pasted, "MICROSOFT_APP_TENANT_ID": TENANT.upper()})
        assert (settings.app_id, settings.tenant_id) == (APP, TENANT)


def test_a_certificate_takes_the_place_of_a_secret() -> None:
    """One of them, so that nobody wonders which is used."""
    certified = {**IN_TEAMS, "MICROSOFT_APP_CERTIFICATE": "key.pem"}
    (fault,) = faults_of(certified)
    assert "both set" in fault
    del certified["MICROSOFT_APP_PASSWORD"]
    assert read_settings(certified).app_certificate == Path("key.pem")


def test_the_exchange_is_told_over_https_and_signed() -> None:
    """What is told of people's absences is for the exchange alone, and the exchange knows who tells it."""
    settings = read_settings({"PBX_WEBHOOK": "https://pbx.exempel.se/hook", "PBX_SECRETS": f"{SECRET},{SECRET}"})
    assert len(settings.pbx_secrets) == 2
    assert SECRET not in repr(settings)
    for odd in ("", "secret", "whsec_", "whsec_c2hvcnQ="):
        (fault,) = faults_of({"PBX_WEBHOOK": "https://pbx.exempel.se/hook", "PBX_SECRETS": odd})
        assert fault.startswith("PBX_SECRETS")
    (fault,) = faults_of({"PBX_WEBHOOK": "http://pbx.exempel.se/hook", "PBX_SECRETS": SECRET})
    assert fault.startswith("PBX_WEBHOOK")


@pytest.mark.parametrize(
    "name",
    [
        *("PORT", "STORAGE", "DIRECTORY", "LOG_FORMAT", "MICROSOFT_APP_TYPE", "MICROSOFT_APP_ID", "TEAMS_APP_ID"),
        *("MICROSOFT_APP_TENANT_ID", "LOGIN_ENDPOINT", "CHANNEL_METADATA", "GRAPH_ENDPOINT", "GRAPH_USES"),
        *("TEAMS_SERVICE_URL", "PBX_WEBHOOK", "PBX_SECRETS", "COSMOS_KEY"),
    ],
)
@pytest.mark.parametrize(
    "secret",
    [
        "8Q~8Q~abcdefghijklmnopqrstuvwxyz0123456.",
        "AccountEndpoint=https://a.documents.azure.com:443/;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2Vjcg==;",
        "cosmos:AccountEndpoint=https://a.documents.azure.com:443/;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0==;",
        "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0",
    ],
)
def test_a_secret_under_the_wrong_name_is_not_told_of(name: str, secret: str) -> None:
    """What a start says of its settings is kept in logs that many read: by mistake it is a connection string."""
    with pytest.raises(BadSettings) as bad:
        read_settings({**IN_TEAMS, "GRAPH_USES": "install", "PBX_SECRETS": "odd", name: secret})
    assert secret not in str(bad.value)
    assert "AccountKey" not in str(bad.value)
