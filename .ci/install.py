"""Installs a lock's packages into the virtual environment whose Python runs this, or into another one whose Python is
named after it: by uv, or by pip where uv can't.

uv takes seconds where pip takes a minute, but reads other settings. What pip was told on this machine (an index or a
mirror of it, folders with wheels, certificates, a proxy) is therefore passed on to it. uv itself comes first, by pip,
from the same lock and held to its hashes like the rest.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
UV = ("-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--index-strategy", "unsafe-best-match")
"""Any index may have a package, as with pip: which one it is, its hash says."""

SECTIONS = ("global", "install", ":env:")
"""Where pip finds a setting; what comes later is the one that counts."""

AS_OPTIONS = {
    "index-url": "--default-index",
    "extra-index-url": "--extra-index-url",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}
IN_THE_ENVIRONMENT = {
    "cert": ("SSL_CERT_FILE",),
    "client-cert": ("SSL_CLIENT_CERT",),
    "proxy": ("HTTP_PROXY", "HTTPS_PROXY"),
    "default-timeout": ("UV_HTTP_TIMEOUT",),
    "timeout": ("UV_HTTP_TIMEOUT",),
}


def settings_of(listed: str) -> dict[str, str]:
    """What `pip config list` printed, each setting once: the one that pip goes by when it installs."""
    found: dict[tuple[str, str], str] = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        found[section, key] = ast.literal_eval(value)
    return {key: value for place in SECTIONS for (section, key), value in found.items() if section == place}


def options_of(settings: Mapping[str, str]) -> Iterator[str]:
    """The same settings as options of uv; several values of one are parted by spaces or lines, as pip has them."""
    for key, option in AS_OPTIONS.items():
        for value in settings.get(key, "").split():
            yield from (option, value)
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        yield "--no-index"


def environment_of(settings: Mapping[str, str]) -> dict[str, str]:
    """Those that uv takes from the environment."""
    return {
        variable: settings[key]
        for key, variables in IN_THE_ENVIRONMENT.items()
        if key in settings
        for variable in variables
    }


def entry_of(package: str, lock: Iterable[str]) -> list[str]:
    """The lines of a lock that hold one package: its version, and the hashes that are set in under it."""
    entry: list[str] = []
    for line in lock:
        if line.startswith(f"{package}=="):
            entry = [line]
        elif entry and line.startswith(" "):
            entry.append(line)
        elif entry:
            break
    return entry


def got_uv(lock: Path) -> bool:
    """Whether uv is there, as the lock has it."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "uv.txt"
        own.write_text(
            "\n".join(entry_of("uv", lock.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8"
        )
        command = [sys.executable, *PIP, "install", "--no-deps", "--require-hashes", "-r", own]
        return subprocess.run(command, check=False).returncode == 0


def install(lock: Path, into: str | None = None) -> int:
    """The exit code of what installed the whole lock, here or into the environment of another Python."""
    python = sys.executable
    if into is not None or got_uv(lock):
        listed = subprocess.run([python, *PIP, "config", "list"], check=True, capture_output=True, text=True)
        settings = settings_of(listed.stdout)
        command = [python, *UV, *options_of(settings), "--python", into or python, "-r", str(lock)]
        if subprocess.run(command, check=False, env={**os.environ, **environment_of(settings)}).returncode == 0:
            return 0
    print("uv could not install the packages; pip does it instead, which takes a minute.", file=sys.stderr, flush=True)
    pip = [python, *PIP, *(["--python", into] if into else [])]
    return subprocess.run([*pip, "install", "--require-hashes", "-r", str(lock)], check=False).returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), *sys.argv[2:]))
