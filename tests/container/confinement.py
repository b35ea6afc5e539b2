"""Owns a stand-in for a container's engine: the staged image's files as a root of their own, read-only, run by nobody.

As root on Linux it is made of what engines make theirs of: mount and process namespaces, a changed root, a user
without rights; the bot is process 1. Elsewhere the files are only made unwritable, which `is_whole` tells of. The
Python and its packages are those that the tests run on, in the places that the image has them in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOBODY = "10001"
WRITABLE = ("data", "tmp")
LINKS = ("bin", "lib", "lib64", "sbin")
"""Folders of Debian's root that are links into /usr."""
ENTER = """
set -eu
root=$1; shift
mount --make-rprivate /
mount --bind "$root" "$root"
while [ "$1" != -- ]; do
    mkdir -p "$root$2"
    mount --rbind "$1" "$root$2"
    mount -o remount,bind,ro "$root$2"
    shift 2
done
shift
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
for place in data tmp; do mount --bind "$root/$place" "$root/$place"; done
mount -o remount,bind,ro "$root"
for place in data tmp; do mount -o remount,bind,rw "$root/$place"; done
exec chroot "$root" setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all \\
    --inh-caps=-all env --ignore-environment --chdir=/app "$@"
"""


@cache
def is_whole() -> bool:
    """Whether this user may make namespaces here."""
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], check=False, capture_output=True)
    return tried.returncode == 0


@dataclass(frozen=True, slots=True)
class Confined:
    """A root with the image's files in it; what the bot writes is to lie in `data` and `tmp`."""

    root: Path

    def prepare(self) -> None:
        """Make the places that there are beside /app, and let nobody write but where they may."""
        for name in (*WRITABLE, "dev", "proc"):
            (self.root / name).mkdir(exist_ok=True)
        for name in WRITABLE:
            (self.root / name).chmod(0o777)
        for path in (self.root / "app").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)

    def command(self, words: Sequence[str], settings: Mapping[str, str]) -> Sequence[str]:
        """How those words are run in there, in /app, with these settings and none beside them."""
        if not is_whole():
            inside = {name: value.replace(":/", f":{self.root}/") for name, value in settings.items()}
            inside["PATH"] = f"{sys.prefix}/bin"
            named = [f"{name}={value}" for name, value in inside.items()]
            return ("env", "--ignore-environment", f"--chdir={self.root}/app", *named, *words)
        for name in LINKS:
            if Path("/", name).is_symlink() and not (self.root / name).is_symlink():
                (self.root / name).symlink_to(Path("/", name).readlink())
        places = {"/usr": "/usr", "/etc": "/etc", sys.prefix: "/venv"}
        if not Path(sys.base_prefix).is_relative_to("/usr"):
            places[sys.base_prefix] = sys.base_prefix
        pairs = [place for pair in places.items() for place in pair]
        named = [f"{name}={value}" for name, value in settings.items()]
        enter = ("sh", "-c", ENTER, "enter", str(self.root), *pairs, "--", *named, *words)
        return ("unshare", "--mount", "--pid", "--fork", "--kill-child", *enter)

    def process(self, started: int) -> int:
        """The id of the bot's own process, whose starter has that id."""
        if not is_whole():
            return started
        (child,) = Path(f"/proc/{started}/task/{started}/children").read_text(encoding="ascii").split()
        return int(child)
