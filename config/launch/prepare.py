"""What must stand before the parts start: tables, static files, catalog, the editor's account.

Each step first looks whether there is anything to do, so that a second start costs little.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

STATIC_DIR = Path(__file__).resolve().parents[2] / "static"
# Packages that bring static files of their own.
WITH_STATIC_FILES = ("django", "django-htmx", "django-simple-history", "plotly", "whitenoise")


def prepare_pages() -> None:
    """Set Django up, bring the tables up to date, collect the static files."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    migrate_if_needed()
    collect_static_if_needed()


def migrate_if_needed() -> bool:
    """Apply the migrations that are missing; whether there were any."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    fill_timelines_if_empty()
    return True


def fill_timelines_if_empty() -> None:
    """Those of a database that an older version has filled, which knew no such rows."""
    from django.core.management import call_command

    from tracker.models import Milestone, TimelineRow

    if Milestone.objects.visible().exists() and not TimelineRow.objects.exists():
        call_command("rebuild", "timelines")


def collect_static_if_needed() -> bool:
    """Collect and compress the static files when one of them, or a package, has changed since; whether it was done."""
    from django.conf import settings
    from django.core.management import call_command

    if static_is_fresh(settings.VAR_DIR):
        return False
    stamp = _stamp(settings.VAR_DIR)
    stamp.unlink(missing_ok=True)
    state = static_state(STATIC_DIR, settings.VAR_DIR / "slim")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)
    return True


def static_is_fresh(var_dir: Path) -> bool:
    """Whether the collected files are those of the sources. Asks no Django, so the parts may start before it."""
    stamp = _stamp(var_dir)
    return (
        (var_dir / "static").is_dir()
        and stamp.exists()
        and stamp.read_text() == static_state(STATIC_DIR, var_dir / "slim")
    )


def _stamp(var_dir: Path) -> Path:
    return var_dir / "static.stamp"


def static_state(*folders: Path) -> str:
    """A hash over the names, sizes and times of the static files, and the versions of packages that bring some."""
    digest = hashlib.sha256()
    for line in _static_lines(folders):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _static_lines(folders: Iterable[Path]) -> Iterator[str]:
    for package in WITH_STATIC_FILES:
        yield f"{package} {version(package)}"
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                seen = path.stat()
                yield f"{path.relative_to(folder)} {seen.st_size} {seen.st_mtime_ns}"
