"""`make slim`: plotly.js with the basic charts only, a quarter of the size, fetched by npm and checked against a pin.

Optional: without it pages use the bundle in the plotly wheel. It is put into VAR_DIR, never into the repository.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from config.launch.parts import var_dir
from config.plotly_static import SLIM, plotly_version, slim_path

PACKAGE = "plotly.js-basic-dist-min"
# {version: what npm calls its integrity, the SHA-512 of the archive}: `npm view PACKAGE@VERSION dist.integrity`
PINS = {"4.1.1": "1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ=="}


class NotFetched(Exception):
    """The bundle could not be put in place; the message says why. Pages go on with the whole one."""


def main() -> int:
    """Exit code 1 with the reason when the bundle could not be put in place."""
    target = slim_path(var_dir())
    try:
        if not target.exists():
            put_in_place(target)
    except NotFetched as error:
        print(f"{error}\nNothing is changed: pages use the whole bundle.", file=sys.stderr)
        return 1
    print(f"{target} ({target.stat().st_size:,} bytes). Pages use it from the next start on; to undo, delete the file.")
    return 0


def put_in_place(target: Path) -> None:
    """Fetches the bundle of the wheel's version and writes it to the path. Raises NotFetched."""
    version = plotly_version()
    if version not in PINS:
        raise NotFetched(f"There is no pin for plotly.js {version}: add it to PINS in config/launch/slim.py.")
    with tempfile.TemporaryDirectory(prefix="tracker-slim-") as folder:
        content = unpack(fetch(version, Path(folder)), version)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(target)


def fetch(version: str, folder: Path) -> Path:
    """The archive as npm brings it from the registry that it is configured for."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched("'make slim' needs npm, which is not on PATH (Debian: apt-get install npm).")
    command = [npm, "pack", f"{PACKAGE}@{version}", "--pack-destination", str(folder), "--silent"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.tgz"))
    if run.returncode != 0 or len(found) != 1:
        raise NotFetched(f"npm could not fetch {PACKAGE}@{version}: {run.stderr.strip()[-500:] or 'no archive came'}")
    return found[0]


def unpack(archive: Path, version: str) -> bytes:
    """The script of the archive, if that is the one that was pinned."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != PINS[version]:
        raise NotFetched(f"The archive of {PACKAGE}@{version} is not the one that was pinned: SHA-512 {digest}.")
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{SLIM}")
        if member is None:
            raise NotFetched(f"{PACKAGE}@{version} holds no {SLIM}.")
        return member.read()


if __name__ == "__main__":
    sys.exit(main())
