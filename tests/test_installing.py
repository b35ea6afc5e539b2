"""The packages are installed by uv from where pip was told to get them, held to the hashes of the lock."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.sources import PROJECT

LOCK = PROJECT / "requirements-dev.txt"


@pytest.fixture(scope="module")
def installing() -> ModuleType:
    """The script, which stands outside every package so that it runs before there are any."""
    spec = importlib.util.spec_from_file_location("install", PROJECT / ".ci" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_uv_comes_from_the_lock_with_its_hashes_and_alone(installing: ModuleType) -> None:
    """What installs the others is held to the lock like them."""
    entry = installing.entry_of("uv", LOCK.read_text(encoding="utf-8").splitlines())
    assert entry[0].startswith("uv==")
    assert [line for line in entry if "--hash=sha256:" in line]
    assert [line for line in entry if "==" in line] == entry[:1]
    assert entry[-1].lstrip().startswith("#")


def test_a_mirror_of_the_index_is_passed_on(installing: ModuleType) -> None:
    """So is everything else that says where packages are, each value by itself."""
    settings = installing.settings_of(
        "global.extra-index-url='https://more.example/simple\\nfile:///srv/simple'\n"
        "global.find-links='/srv/wheels'\n"
        "global.index-url='https://mirror.example/simple'\n"
        "global.trusted-host='mirror.example'\n"
    )
    assert list(installing.options_of(settings)) == [
        *("--default-index", "https://mirror.example/simple"),
        *("--extra-index-url", "https://more.example/simple", "--extra-index-url", "file:///srv/simple"),
        *("--find-links", "/srv/wheels", "--allow-insecure-host", "mirror.example"),
    ]


def test_what_the_environment_says_counts_before_what_files_say(installing: ModuleType) -> None:
    """As pip has it; what is set for another of pip's commands doesn't count."""
    settings = installing.settings_of(
        ":env:.index-url='https://env.example/simple'\n"
        "download.index-url='https://download.example/simple'\n"
        "global.index-url='https://global.example/simple'\n"
        "install.index-url='https://install.example/simple'\n"
    )
    assert list(installing.options_of(settings)) == ["--default-index", "https://env.example/simple"]


@pytest.mark.parametrize(("value", "options"), [("1", ["--no-index"]), ("true", ["--no-index"]), ("0", [])])
def test_no_index_at_all_is_passed_on(installing: ModuleType, value: str, options: list[str]) -> None:
    """A machine with nothing but a folder of wheels asks nobody."""
    assert list(installing.options_of({"no-index": value})) == options


def test_certificates_and_a_proxy_reach_uv_through_the_environment(installing: ModuleType) -> None:
    """It has no options for them."""
    settings = installing.settings_of(
        ":env:.cert='/etc/ssl/own.crt'\n:env:.default-timeout='180'\nglobal.proxy='http://proxy.example:8080'\n"
    )
    assert list(installing.options_of(settings)) == []
    assert installing.environment_of(settings) == {
        "SSL_CERT_FILE": "/etc/ssl/own.crt",
        "UV_HTTP_TIMEOUT": "180",
        "HTTP_PROXY": "http://proxy.example:8080",
        "HTTPS_PROXY": "http://proxy.example:8080",
    }


def test_uv_knows_every_option_that_it_may_be_given(installing: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    """An option that a newer uv no longer has is seen here, not as a minute's wait for pip."""
    options = [*installing.UV[1:], *installing.AS_OPTIONS.values(), "--no-index", "--python"]
    assert installing.subprocess.run([sys.executable, *installing.UV[:4], "--help"], check=True).returncode == 0
    said = capfd.readouterr().out
    assert [option for option in options if option.startswith("--") and option not in said] == []
