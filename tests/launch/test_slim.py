"""make slim: one pinned file, fetched by npm, used where it is and never needed."""

import base64
import hashlib
import io
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from config.launch import slim
from config.launch.prepare import static_state
from config.plotly_static import NAME, SLIM, PlotlyFinder, package_data, plotly_version, slim_path

SCRIPT = b"window.Plotly = {};"


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called npm that brings an archive of ours, which is the one that is pinned. Returns the archive."""
    archive, programs = tmp_path / "basic.tgz", tmp_path / "bin"
    with tarfile.open(archive, "w:gz") as tar:
        member = tarfile.TarInfo(f"package/{SLIM}")
        member.size = len(SCRIPT)
        tar.addfile(member, io.BytesIO(SCRIPT))
    programs.mkdir()
    program = programs / "npm"
    program.write_text(f'#!/bin/sh\n[ "$1" = pack ] || exit 1\ncp {archive} "$4"/\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{Path(shutil.which('cp') or '/bin/cp').parent}")
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    pin = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    monkeypatch.setattr(slim, "PINS", {plotly_version(): pin})
    return archive


def test_the_version_in_the_wheel_has_a_pin() -> None:
    assert plotly_version() in slim.PINS


def test_the_bundle_is_put_where_pages_use_it(npm: Path, tmp_path: Path, settings: Any, capsys: Any) -> None:
    settings.VAR_DIR = tmp_path / "var"
    assert PlotlyFinder().find(f"vendor/plotly/{NAME}") == str(package_data() / NAME)
    before = static_state(tmp_path / "var" / "slim")
    assert slim.main() == 0
    assert "to undo, delete the file" in capsys.readouterr().out
    assert slim_path(tmp_path / "var").read_bytes() == SCRIPT
    assert PlotlyFinder().find(f"vendor/plotly/{NAME}") == str(slim_path(tmp_path / "var"))
    [(name, storage)] = PlotlyFinder().list([])
    assert storage.open(name).read() == SCRIPT
    assert static_state(tmp_path / "var" / "slim") != before


def test_another_archive_than_the_pinned_one_is_not_used(npm: Path, tmp_path: Path, capsys: Any) -> None:
    npm.write_bytes(npm.read_bytes() + b"\0")
    assert slim.main() == 1
    assert "is not the one that was pinned" in capsys.readouterr().err
    assert not slim_path(tmp_path / "var").exists()


def test_without_npm_one_is_told_what_is_missing_and_that_nothing_is_lost(
    npm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert slim.main() == 1
    said = capsys.readouterr().err
    assert "needs npm" in said
    assert "pages use the whole bundle" in said


def test_a_registry_that_has_no_such_archive_is_told(npm: Path, capsys: Any) -> None:
    npm.unlink()
    assert slim.main() == 1
    assert f"npm could not fetch {slim.PACKAGE}" in capsys.readouterr().err


def test_a_bundle_of_another_version_is_not_used(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    old = tmp_path / "slim" / "1.0.0" / NAME
    old.parent.mkdir(parents=True)
    old.write_bytes(SCRIPT)
    assert PlotlyFinder().find(f"vendor/plotly/{NAME}") == str(package_data() / NAME)
